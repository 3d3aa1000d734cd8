// Subject access: the copy that `gainful participant export` makes holds every record of the person, and the journal says that it was made.
#include <nlohmann/json.hpp>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/export.h"
#include "tests/integration/cli.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

namespace cl = caseload::v1;
using testing::HasSubstr;

class Exports : public WorldTest {
 protected:
  Printed Run(const std::string& token, const std::vector<std::string>& arguments) {
    return RunCli(world(), token, arguments);
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

// The records that a copy holds: the person, and whatever is listed by person. By their type.
std::map<std::string, const Descriptor*> RecordsOfAPerson() {
  std::map<std::string, const Descriptor*> records{{"Participant", Participant::descriptor()}};
  for (const auto* method : AllMethods()) {
    if (method->input_type()->FindFieldByName("participant_id") == nullptr) continue;
    if (method->input_type()->FindFieldByName("page_token") == nullptr) continue;
    const auto* record = method->output_type()->field(0)->message_type();
    if (record != nullptr) records[record->name()] = record;
  }
  return records;
}

// Texts of a person's records that cannot name anybody else: codes, keys, numbers, sign-ins of staff, and what the service itself says. Any other text
// is marked as third_party, so that somebody looks at it before a copy is given away.
const std::set<std::string>& NamesNobodyElse() {
  static const auto* texts = new std::set<std::string>{"Participant.name",
                                                       "Participant.lsoa",
                                                       "Participant.nhs_number",
                                                       "Participant.local_characteristics",
                                                       "Participant.possible_matches",
                                                       "Characteristic.values",
                                                       "Characteristic.edition",
                                                       "Consent.wording_version",
                                                       "Consent.language",
                                                       "Consent.recipient",
                                                       "Measure.total",
                                                       "Measure.band",
                                                       "Measure.crisis_protocol",
                                                       "Relationship.language",
                                                       "KitLoan.item",
                                                       "KitLoan.asset_tag",
                                                       "HealthAndWorkReport.registration_number",
                                                       "Alert.detail",
                                                       "Spell.job_title",
                                                       "Spell.soc_code",
                                                       "VocationalProfile.travel_areas",
                                                       "DisclosureChoice.wording_version",
                                                       "Outcome.because",
                                                       "Outcome.journey_id",
                                                       "Outcome.rule",
                                                       "Outcome.spell_ids",
                                                       "DisclosureChoice.affects",  // of the answer alone
                                                       "Countersignature.kind"};
  return *texts;
}

bool IsOfTheService(const FieldDescriptor& field) {
  static const auto* names = new std::set<std::string>{"recorded_by", "author",     "reviewer",        "reviewed_by",
                                                       "entered_by",  "decided_by", "raised_by",       "triaged_by",
                                                       "opened_by",   "lifted_by",  "acknowledged_by", "set_by",
                                                       "proposed_by", "undone_by",  "source",          "source_key"};
  return names->count(field.name()) > 0;
}

TEST_F(Exports, EveryTextSaysWhetherItMayNameOthers) {
  std::set<std::string> unmarked, marked;
  for (const auto& [name, type] : RecordsOfAPerson()) {
    for (int i = 0; i < type->field_count(); ++i) {
      const FieldDescriptor* field = type->field(i);
      const bool is_text = field->cpp_type() == FieldDescriptor::CPPTYPE_STRING || field->is_map();
      if (!is_text || RuleOf(field).uuid() || IsOfTheService(*field)) continue;
      (RuleOf(field).third_party() ? marked : unmarked).insert(absl::StrCat(name, ".", field->name()));
    }
  }
  EXPECT_THAT(unmarked, testing::ElementsAreArray(NamesNobodyElse()))
      << "a text that is new in the contract: mark it as third_party, or say here why it names nobody else";
  for (const char* text :
       {"Note.text", "SafeguardingConcern.reported_to", "Adjustment.adjustment", "Adjustment.asked_of",
        "Adjustment.refusal_reason", "DigitalAccessCheck.note", "HealthAndWorkReport.difficulties",
        "HealthAndWorkReport.recommendations", "Goal.goal", "VocationalProfile.travel", "Journey.reopen_reason",
        "Countersignature.note", "Relationship.organisation"})
    EXPECT_EQ(marked.count(text), 1u) << text;
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
