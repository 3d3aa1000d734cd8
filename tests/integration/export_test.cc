// Subject access: the copy that `gainful participant export` makes holds every record of the person, and the journal says that it was made.
#include <nlohmann/json.hpp>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/export.h"
#include "tests/integration/command_line.h"

namespace gainful::integration {
namespace {

namespace cl = caseload::v1;
using testing::HasSubstr;

class Exports : public WorldTest {
 protected:
  Printed Run(const std::string& token, const std::vector<std::string>& arguments) {
    return RunCommand(world(), world().daemon().address(), token, arguments);
  }
};

TEST_F(Exports, HoldEveryRecordOfThePerson) {
  const Tenant t = world().NewTenant();
  const Participant p = world().NewParticipant(t.manager, t.team);
  const Journey j = world().NewJourney(t.manager, t, p);
  std::map<std::string, std::string> ids{{"participant", p.id()}, {"journey", j.id()}};
  for (const auto& kind : AllKinds()) {
    if (kind.is_personal && ids.count(kind.field) == 0) ids[kind.field] = GetText(*world().MakeOne(kind, t, j), "id");
  }
  cl::Note note;
  note.set_participant_id(p.id());
  *note.mutable_noted_on() = Day(2025, 6, 1);
  note.set_text("Her brother drives her.");
  note.set_restricted(true);
  ids["restricted note"] = world().Make(t.specialist, note).id();
  const Printed json =
      Run(t.manager, {"participant", "export", p.id(), "--format", "json", "--purpose", "subject access"});
  ASSERT_EQ(json.code, 0) << json.err;
  const auto copy = nlohmann::json::parse(json.out);
  for (const auto& [kind, id] : ids) EXPECT_THAT(json.out, HasSubstr("\"id\":\"" + id + "\"")) << kind;
  EXPECT_GE(ids.size(), 10u);
  EXPECT_THAT(copy["third_parties"].dump(), HasSubstr("].text"));
  EXPECT_GE(copy["account"].size(), ids.size());
  // To read, rather than for programs.
  const Printed document = Run(t.manager, {"participant", "export", p.id()});
  ASSERT_EQ(document.code, 0) << document.err;
  EXPECT_THAT(document.out, HasSubstr("Her brother drives her."));
  for (const auto& [kind, id] : ids) EXPECT_THAT(document.out, HasSubstr(id)) << kind;
  EXPECT_GT(sql().Count(absl::StrCat("SELECT count(*) FROM journal.access WHERE person = '", p.id(),
                                     "' AND method = 'ExportParticipant' AND purpose = 'subject access'")),
            0);
}

TEST_F(Exports, AreForManagers) {
  const Tenant t = world().NewTenant();
  const Participant p = world().NewParticipant(t.manager, t.team);
  for (const std::string& token : {t.specialist, t.auditor, t.commissioner, t.partner}) {
    const Printed refused = Run(token, {"participant", "export", p.id()});
    EXPECT_EQ(refused.code, 3);
    EXPECT_EQ(refused.out, "");
  }
  EXPECT_EQ(Run(t.manager, {"participant", "export", NewId()}).code, 4);
  EXPECT_EQ(Run(t.manager, {"participant", "export"}).code, 2);
  EXPECT_EQ(Run(t.manager, {"participant", "export", p.id(), "--format", "csv"}).code, 2);
  EXPECT_EQ(Run(t.manager, {"participant", "export", p.id(), "--purpose", "because=1"}).code, 2);
}

// What must be read at once is printed whatever was asked for.
TEST_F(Exports, TheCrisisProtocolIsShownWhateverTheFormat) {
  const Tenant t = world().NewTenant();
  const Participant p = world().NewParticipant(t.manager, t.team);
  for (const std::string format : {"--id-only", "--format=csv", "--format=json", "--format=table"}) {
    const Printed made = Run(t.specialist, {"measure", "record", "--participant-id", p.id(), "--kind", "phq9",
                                            "--measured-on", "2025-06-16", "--items", "0,0,0,0,0,0,0,0,1", format});
    EXPECT_EQ(made.code, 0) << made.err;
    EXPECT_THAT(made.err, HasSubstr("no crisis protocol")) << format;
  }
}

}  // namespace
}  // namespace gainful::integration
