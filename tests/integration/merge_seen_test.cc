// Who sees the records of somebody who has several, and who finds them.
#include <set>

#include "tests/integration/merge_fixture.h"

namespace gainful::integration {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::UnorderedElementsAre;

class MergedSeen : public MergeTest {};

// Of two teams: each goes on working with the person, whichever record is kept, and a third sees neither.
TEST_F(MergedSeen, WhoeverSeesOneRecordOfAPersonSeesAll) {
  Case c = NewCase();
  c.duplicate = NewPerson(c, "Sam Elsewhere", c.t.other_team);
  const Journey journey = world().NewJourney(c.t.manager, c.t, c.duplicate);
  EXPECT_FALSE(Sees(c.t.specialist, c.duplicate.id()));
  EXPECT_TRUE(Sees(c.t.other_specialist, c.duplicate.id()));
  const std::string id = world().Make(c.t.manager, Proposal(c.kept.id(), c.duplicate.id())).id();
  World::MustBeOk(Decide(c.manager, id, kSame));
  const std::string third = world().Token({c.t.org, {"specialist"}, {NewId()}});
  for (const auto& record : {c.kept.id(), c.duplicate.id()}) {
    EXPECT_TRUE(Sees(c.t.specialist, record));
    EXPECT_TRUE(Sees(c.t.other_specialist, record));
    EXPECT_FALSE(Sees(third, record));
  }
  // They work on with the person, whose record the kept one is.
  cl::Contact contact;
  contact.set_participant_id(c.kept.id());
  *contact.mutable_contacted_on() = Day(2025, 6, 16);
  contact.set_kind(cl::CONTACT_KIND_JOB_SEARCH);
  contact.set_attendance(cl::CONTACT_ATTENDANCE_ATTENDED);
  contact.set_minutes(30);
  EXPECT_EQ(world().Make(c.t.other_specialist, contact).journey_id(), journey.id());
  cl::Journey further;
  further.set_participant_id(c.kept.id());
  further.set_programme_id(world().WithAnotherProgramme(c.t).programme);
  further.set_team_id(c.t.other_team);
  *further.mutable_referred_on() = Day(2025, 6, 16);
  EXPECT_THAT(world().Create(c.t.other_specialist, further), IsOk());
  Journey seen;
  EXPECT_THAT(world().Get(c.t.other_specialist, journey.id(), &seen), IsOk());
  EXPECT_THAT(world().Get(c.t.specialist, journey.id(), &seen), Refused(absl::StatusCode::kNotFound))
      << "journeys keep their team";
  // The kept one moves away, and no record of the person is with the first team any more.
  Participant kept = Get(c.t.manager, c.kept.id());
  kept.set_team_id(c.t.other_team);
  World::MustBeOk(world().Update(c.t.manager, kept, {"team_id"}));
  EXPECT_FALSE(Sees(c.t.specialist, c.kept.id()));
  EXPECT_FALSE(Sees(c.t.specialist, c.duplicate.id()));
  EXPECT_TRUE(Sees(c.t.other_specialist, c.duplicate.id()));
  World::MustBeOk(Undo(c.manager, id));
  EXPECT_EQ(Get(c.t.other_specialist, c.duplicate.id()).team_id(), c.t.other_team);
  EXPECT_FALSE(Sees(c.t.specialist, c.duplicate.id()));
}

// Lists of callers bound to teams go from team to team by index: what they leave out and what the policy hides must be the same.
TEST_F(MergedSeen, ListsByTeamAreWhatTheTeamSees) {
  Case c = NewCase();
  c.duplicate = NewPerson(c, "Sam Elsewhere", c.t.other_team);
  const Participant own = NewPerson(c, "Sam Own");
  const std::string id = world().Make(c.t.manager, Proposal(c.kept.id(), c.duplicate.id())).id();
  const auto listed = [](const std::string& token, int page_size = 0) {
    cl::ListParticipantsRequest q;
    q.set_page_size(page_size);
    std::vector<std::string> ids;
    do {
      cl::ListParticipantsResponse page;
      World::MustBeOk(world().Call(token, q, &page));
      for (const auto& p : page.participants()) ids.push_back(p.id());
      q.set_page_token(page.next_page_token());
    } while (!q.page_token().empty());
    return ids;
  };
  const auto found = [](const std::string& token) {
    cl::FindParticipantsRequest q;
    q.set_name("sam");
    cl::FindParticipantsResponse response;
    World::MustBeOk(world().Call(token, q, &response));
    std::vector<std::string> ids;
    for (const auto& p : response.participants()) ids.push_back(p.participant_id());
    return ids;
  };
  const auto theirs = [&] { return testing::IsSupersetOf(std::vector<std::string>{c.kept.id(), own.id()}); };
  EXPECT_THAT(listed(c.t.specialist), AllOf(theirs(), Not(Contains(c.duplicate.id()))));
  EXPECT_THAT(listed(c.t.other_specialist), Contains(c.duplicate.id()));
  World::MustBeOk(Decide(c.manager, id, kSame));
  for (const int page_size : {0, 1, 2}) {
    const auto ids = listed(c.t.specialist, page_size);
    EXPECT_THAT(ids, AllOf(theirs(), Contains(c.duplicate.id())));
    EXPECT_THAT(std::set<std::string>(ids.begin(), ids.end()), SizeIs(ids.size())) << "each once";
  }
  EXPECT_THAT(found(c.t.specialist), AllOf(theirs(), Contains(c.duplicate.id())));
  EXPECT_THAT(listed(c.t.other_specialist), AllOf(Contains(c.duplicate.id()), Contains(c.kept.id())));
  EXPECT_THAT(found(c.t.other_specialist), UnorderedElementsAre(c.duplicate.id(), c.kept.id()));
  StaffMember helper;
  helper.set_name("Hal");
  helper.set_team_id(c.t.other_team);
  helper.set_role(directory::v1::STAFF_ROLE_EMPLOYMENT_SPECIALIST);
  helper.set_supervisor_id(c.t.supervisor);
  helper.set_subject("hal@example.org");
  helper = world().Make(c.t.manager, helper);
  // Who covers a team sees all records of its people, as the team does.
  const std::string hal = world().Token({c.t.org, {"specialist"}, {NewId()}, "hal@example.org"});
  EXPECT_THAT(listed(hal), IsEmpty());
  cl::Cover cover;
  cover.set_staff_member_id(helper.id());
  cover.set_team_id(c.t.team);
  *cover.mutable_starts_on() = Day(2025, 6, 16);
  *cover.mutable_ends_on() = Day(2025, 6, 16);
  cover.set_reason("Leave");
  World::MustBeOk(world().Create(c.t.manager, cover));
  EXPECT_THAT(listed(hal), AllOf(theirs(), Contains(c.duplicate.id())));
  World::MustBeOk(Undo(c.manager, id));
  EXPECT_THAT(listed(hal), AllOf(theirs(), Not(Contains(c.duplicate.id()))));
  EXPECT_THAT(listed(c.t.specialist), Not(Contains(c.duplicate.id())));
}

TEST_F(MergedSeen, AnEmergencyOpeningOpensAllOfAPerson) {
  Case c = NewCase();
  for (auto* p : {&c.kept, &c.duplicate}) {
    p->set_nhs_number("9598980006");
    World::MustBeOk(world().Update(c.t.manager, *p, {"nhs_number"}));
  }
  const Journey journey = world().NewJourney(c.t.manager, c.t, c.duplicate);
  const auto open = [&](const std::string& token) {
    cl::CreateEmergencyOpeningRequest q;
    q.set_request_id(NewId());
    q.mutable_emergency_opening()->set_reason("Found unwell at the office.");
    q.set_nhs_number("9598980006");
    cl::EmergencyOpening opening;
    const Outcome outcome = world().Call(token, q, &opening);
    return std::make_pair(outcome, opening);
  };
  EXPECT_THAT(open(c.t.other_specialist).first, RefusedBecause("SEVERAL"));
  const std::string id = Merged(c);
  EXPECT_FALSE(Sees(c.t.other_specialist, c.kept.id()));
  const auto [outcome, opening] = open(c.t.other_specialist);
  ASSERT_THAT(outcome, IsOk());
  EXPECT_EQ(opening.participant_id(), c.kept.id());
  Journey seen;
  EXPECT_TRUE(Sees(c.t.other_specialist, c.kept.id()));
  EXPECT_TRUE(Sees(c.t.other_specialist, c.duplicate.id()));
  EXPECT_THAT(world().Get(c.t.other_specialist, journey.id(), &seen), IsOk());
  cl::ListParticipantsResponse listed;
  World::MustBeOk(world().Call(c.t.other_specialist, cl::ListParticipantsRequest(), &listed));
  EXPECT_EQ(listed.participants_size(), 2);
  cl::ListJourneysResponse journeys;
  World::MustBeOk(world().Call(c.t.other_specialist, cl::ListJourneysRequest(), &journeys));
  EXPECT_EQ(journeys.journeys_size(), 1);
  World::MustBeOk(Undo(c.manager, id));
  EXPECT_TRUE(Sees(c.t.other_specialist, c.kept.id()));
  EXPECT_FALSE(Sees(c.t.other_specialist, c.duplicate.id()));
  EXPECT_THAT(world().Get(c.t.other_specialist, journey.id(), &seen), Refused(absl::StatusCode::kNotFound));
}

TEST_F(MergedSeen, NotTheSameIsNotOfferedAgain) {
  const Case c = NewCase();
  EXPECT_THAT(Matches(c.t.specialist, c.kept.id()), IsEmpty()) << "names that are not alike";
  Participant duplicate = c.duplicate;
  duplicate.set_name("Sam Example");
  World::MustBeOk(world().Update(c.t.manager, duplicate, {"name"}, &duplicate));
  ASSERT_THAT(Matches(c.t.specialist, c.kept.id()), ElementsAre(c.duplicate.id()));
  World::MustBeOk(Decide(c.manager, Propose(c), cl::MERGE_DECISION_UNDECIDABLE));
  EXPECT_THAT(Matches(c.t.specialist, c.kept.id()), ElementsAre(c.duplicate.id())) << "nothing was decided";
  World::MustBeOk(Decide(c.manager, Propose(c), kNotTheSame));
  EXPECT_THAT(Matches(c.t.specialist, c.kept.id()), IsEmpty());
  EXPECT_THAT(Matches(c.t.specialist, c.duplicate.id()), IsEmpty());
  // A third record is offered both, and both are offered it.
  const Participant third = NewPerson(c, "Sam Example");
  EXPECT_THAT(third.possible_matches(), SizeIs(2));
  EXPECT_THAT(Matches(c.t.specialist, c.kept.id()), ElementsAre(third.id()));
  // What was said of a record holds of the person: the third being the duplicate's, it is not the kept one's either.
  cl::Merge same = Proposal(third.id(), c.duplicate.id());
  World::MustBeOk(Decide(c.manager, world().Make(c.t.specialist, same).id(), kSame));
  EXPECT_THAT(Matches(c.t.specialist, c.kept.id()), IsEmpty());
  EXPECT_THAT(Matches(c.t.specialist, third.id()), IsEmpty());
}

TEST_F(MergedSeen, ALaterProposalRevisesNotTheSame) {
  const Case c = NewCase();
  Participant duplicate = c.duplicate;
  duplicate.set_name("Sam Example");
  World::MustBeOk(world().Update(c.t.manager, duplicate, {"name"}));
  World::MustBeOk(Decide(c.manager, Propose(c), kNotTheSame));
  const std::string later = Merged(c);
  EXPECT_EQ(Get(c.t.specialist, c.duplicate.id()).merged_into(), c.kept.id());
  World::MustBeOk(Undo(c.manager, later));
  EXPECT_THAT(Matches(c.t.specialist, c.kept.id()), IsEmpty()) << "as it was before";
}

TEST_F(MergedSeen, MatchesAndSearchKnowBothRecords) {
  Case c = NewCase();
  *c.duplicate.mutable_birth_date() = Day(1971, 11, 30);
  World::MustBeOk(world().Update(c.t.manager, c.duplicate, {"birth_date"}));
  const std::string id = Merged(c);
  EXPECT_THAT(Matches(c.t.specialist, c.kept.id()), IsEmpty());
  Participant like;
  like.set_team_id(c.t.team);
  like.set_name("Samuel Example");
  *like.mutable_birth_date() = Day(1971, 11, 30);
  like = world().Make(c.t.specialist, like);
  ASSERT_THAT(like.possible_matches(), SizeIs(1));
  EXPECT_THAT(like.possible_matches(0), HasSubstr(c.kept.id())) << "the record to which new ones are added";
  EXPECT_THAT(Matches(c.t.specialist, like.id()), ElementsAre(c.kept.id()));
  EXPECT_THAT(Matches(c.t.specialist, c.kept.id()), ElementsAre(like.id()));
  cl::FindParticipantsRequest find;
  find.set_name("samuel");
  find.mutable_birth_date()->CopyFrom(c.duplicate.birth_date());
  cl::FindParticipantsResponse found;
  World::MustBeOk(world().Call(c.t.specialist, find, &found));
  std::map<std::string, std::string> merged_into;
  for (const auto& p : found.participants()) merged_into[p.participant_id()] = p.merged_into();
  EXPECT_EQ(merged_into, (std::map<std::string, std::string>{{c.duplicate.id(), c.kept.id()}, {like.id(), ""}}));
}

}  // namespace
}  // namespace gainful::integration
