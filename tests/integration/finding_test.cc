// Finding people: possible matches of a record, and search by name, birth and number.
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "tests/integration/beyond.h"

namespace gainful::integration {
namespace {

namespace cl = caseload::v1;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

TEST_F(Beyond, MatchesAreOfferedToWhoSeesThemAndHintedAtToOthers) {
  Participant again;
  again.set_team_id(t.team);
  again.set_name("Example, S\xC3\xA1m");
  *again.mutable_birth_date() = Day(1980, 3, 4);
  Participant made = world().Make(t.specialist, again);
  EXPECT_THAT(made.possible_matches(),
              ElementsAre("Sam Example (" + person.id() + "): the same birth date and a like name"));
  // For somebody of another team it is only a hint.
  again.set_team_id(t.other_team);
  made = world().Make(t.other_specialist, again);
  EXPECT_THAT(made.possible_matches(), ElementsAre("possible match, ask the lead"));
  EXPECT_FALSE(absl::StrContains(made.ShortDebugString(), person.id()));
  // A hint stands in the account of whom it was about.
  EXPECT_GT(sql().Count(absl::StrCat("SELECT count(*) FROM journal.access WHERE person = '", person.id(),
                                     "' AND kind = 'match'")),
            0);
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM journal.entry WHERE subject = '", made.id(),
                                     "' AND position('possible match'::bytea IN body) > 0")),
            0)
      << "the journal's entry names nobody else";
  // The record stands, and says nothing of it later.
  Participant read;
  World::MustBeOk(world().Get(t.other_specialist, made.id(), &read));
  EXPECT_THAT(read.possible_matches(), IsEmpty());
}

TEST_F(Beyond, MatchesAreByNumberNameOrBirth) {
  const auto matches = [&](const std::string& token, const Participant& of) {
    cl::GetMatchesRequest q;
    q.set_id(of.id());
    cl::Matches rows;
    World::MustBeOk(world().Call(token, q, &rows));
    std::vector<std::string> lines;
    for (const auto& m : rows.matches()) lines.push_back(absl::StrCat(m.name(), "|", m.why()));
    return lines;
  };
  const Participant slip = Named(t.team, "Sam Exmaple", "", Day(1980, 3, 4));
  const Participant number = Named(t.other_team, "Somebody Renamed", kNhsNumber, Day(1999, 9, 9));
  Named(t.team, "Sam Example", "9434765919");  // another number is another person
  Named(t.team, "Kim Jones");
  EXPECT_THAT(matches(t.manager, person),
              ElementsAre("Somebody Renamed|the same NHS number", "Sam Exmaple|the same birth date and a like name"));
  EXPECT_THAT(matches(t.specialist, person),
              ElementsAre("Sam Exmaple|the same birth date and a like name", "|possible match, ask the lead"));
  EXPECT_THAT(matches(t.other_specialist, number), ElementsAre("|possible match, ask the lead"));
  cl::GetMatchesRequest hidden;
  hidden.set_id(person.id());
  EXPECT_THAT(world().Call(t.other_specialist, hidden), Refused(absl::StatusCode::kNotFound));
  EXPECT_THAT(matches(t.manager, slip), testing::Contains("Sam Example|the same birth date and a like name"));
  // In another organisation there is nobody like it.
  const Tenant other = world().NewTenant("Elsewhere");
  Participant same;
  same.set_team_id(other.team);
  same.set_name("Sam Example");
  same.set_nhs_number(kNhsNumber);
  EXPECT_THAT(world().Make(other.manager, same).possible_matches(), IsEmpty());
}

TEST_F(Beyond, AnNhsNumberIsChecked) {
  Participant p;
  p.set_team_id(t.team);
  p.set_name("Sam");
  for (const char* wrong : {"9598980007", "123", "95989800066"}) {
    p.set_nhs_number(wrong);
    EXPECT_THAT(world().Create(t.specialist, p), InvalidFor({"participant.nhs_number"})) << wrong;
  }
}

class Finding : public Beyond {
 protected:
  std::vector<std::string> Find(const std::string& token, const cl::FindParticipantsRequest& q) {
    cl::FindParticipantsResponse found;
    World::MustBeOk(world().Call(token, q, &found));
    std::vector<std::string> names;
    for (const auto& p : found.participants()) names.push_back(p.name());
    return names;
  }
  std::vector<std::string> Find(const std::string& token, const std::string& name) {
    cl::FindParticipantsRequest q;
    q.set_name(name);
    return Find(token, q);
  }
};

TEST_F(Finding, IsByTheBeginningsOfNames) {
  for (const char* name : {"Joanna Smith", "Jos\xC3\xA9 \xC5\x81ukasz O'Neill", "Maria Garcia-Lopez", "Wei Li"})
    Named(t.team, name);
  const std::map<std::string, std::string> found{{"smi jo", "Joanna Smith"},
                                                 {"JO SMITH", "Joanna Smith"},
                                                 {"jose", "Jos\xC3\xA9 \xC5\x81ukasz O'Neill"},
                                                 {"oneill lukasz", "Jos\xC3\xA9 \xC5\x81ukasz O'Neill"},
                                                 {"o'n", "Jos\xC3\xA9 \xC5\x81ukasz O'Neill"},
                                                 {"garcia", "Maria Garcia-Lopez"},
                                                 {"maria lopez", "Maria Garcia-Lopez"},
                                                 {"li", "Wei Li"}};
  for (const auto& [asked, name] : found) EXPECT_THAT(Find(t.specialist, asked), ElementsAre(name)) << asked;
  EXPECT_THAT(Find(t.specialist, "jo"), UnorderedElementsAre("Joanna Smith", "Jos\xC3\xA9 \xC5\x81ukasz O'Neill"));
  for (const char* asked : {"mith", "smith kim", "%", "smi%", "a|b"}) {
    cl::FindParticipantsRequest q;
    q.set_name(asked);
    cl::FindParticipantsResponse none;
    const Outcome outcome = world().Call(t.specialist, q, &none);
    EXPECT_EQ(none.participants_size(), asked == std::string("smi%") ? 1 : 0) << asked;
    EXPECT_EQ(outcome.ok(), asked != std::string("%")) << outcome;
  }
}

TEST_F(Finding, IsByBirthAndNumberAndNarrows) {
  Named(t.team, "Sam Sample", "", Day(1970, 1, 1));
  cl::FindParticipantsRequest q;
  q.set_name("sam");
  EXPECT_EQ(Find(t.specialist, q).size(), 2u);
  *q.mutable_birth_date() = Day(1970, 1, 1);
  EXPECT_THAT(Find(t.specialist, q), ElementsAre("Sam Sample"));
  q = {};
  q.set_nhs_number(kNhsNumber);
  EXPECT_THAT(Find(t.specialist, q), ElementsAre("Sam Example"));
  EXPECT_THAT(world().Call(t.specialist, cl::FindParticipantsRequest()), InvalidFor({"name"}));
}

TEST_F(Finding, FindsTheCallersPeopleAndWritesThemDown) {
  EXPECT_THAT(Find(t.other_specialist, "sam"), IsEmpty());
  const Tenant other = world().NewTenant("Elsewhere");
  EXPECT_THAT(Find(other.manager, "sam"), IsEmpty());
  EXPECT_THAT(Find(t.auditor, "sam"), ElementsAre("Sam Example"));
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM journal.access WHERE person = '", person.id(),
                                     "' AND method = 'FindParticipants'")),
            1);
}

TEST_F(Finding, SaysWhenThereAreMore) {
  for (int i = 0; i < 51; ++i) Named(t.team, absl::StrCat("Alex Many", i), "", Day(1950 + i, 1, 1));
  cl::FindParticipantsRequest q;
  q.set_name("alex");
  cl::FindParticipantsResponse found;
  World::MustBeOk(world().Call(t.specialist, q, &found));
  EXPECT_EQ(found.participants_size(), 50);
  EXPECT_EQ(found.more(), 1);
  EXPECT_EQ(
      sql().Count(absl::StrCat("SELECT count(*) FROM journal.access a JOIN caseload.participant p ON p.id = a.person "
                               "WHERE p.org_id = '",
                               t.org, "' AND p.name LIKE 'Alex%' AND a.method = 'FindParticipants'")),
      50)
      << "who is not shown is not written down";
}

}  // namespace
}  // namespace gainful::integration
