// Two records of one person: proposed, decided by somebody else, read as one, and told apart again.
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "absl/strings/str_cat.h"
#include "gainful/reporting/v1/reporting.pb.h"
#include "tests/integration/chain.h"
#include "tests/integration/cli.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

namespace cl = caseload::v1;
namespace ex = exchange::v1;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::UnorderedElementsAre;

const auto kSame = cl::MERGE_DECISION_SAME;
const auto kNotTheSame = cl::MERGE_DECISION_NOT_THE_SAME;

MATCHER_P(RefusedBecause, reason, "is refused because of " + std::string(reason)) {
  *result_listener << arg;
  return arg.reason == reason;
}

class Merges : public WorldTest {
 protected:
  // Two records of one team, whoever leads it, and a manager: three people, none of whom is the proposing specialist.
  struct Case {
    Tenant t;
    Participant kept, duplicate;
    std::string lead, manager;
  };
  static Case NewCase() {
    Case c;
    c.t = world().NewTenant();
    c.kept = NewPerson(c, "Sam Example");
    c.duplicate = NewPerson(c, "Samuel Example");
    StaffMember lead;
    lead.set_name("Lee");
    lead.set_team_id(c.t.team);
    lead.set_role(directory::v1::STAFF_ROLE_TEAM_LEAD);
    lead.set_subject("lee@example.org");
    World::MustBeOk(world().Create(c.t.manager, lead));
    c.lead = world().Token({c.t.org, {"specialist"}, {c.t.team}, "lee@example.org"});
    c.manager = world().Token({c.t.org, {"manager"}, {}, "max@example.org"});
    return c;
  }
  static Participant NewPerson(const Case& c, const std::string& name, const std::string& team = "") {
    Participant p;
    p.set_team_id(team.empty() ? c.t.team : team);
    p.set_name(name);
    *p.mutable_birth_date() = Day(1990, 5, 4);
    return world().Make(c.t.manager, p);
  }
  static cl::Merge Proposal(const std::string& kept, const std::string& duplicate) {
    cl::Merge merge;
    merge.set_participant_id(kept);
    merge.set_duplicate_id(duplicate);
    merge.set_reason("The same birth date, and one address.");
    return merge;
  }
  static std::string Propose(const Case& c) {
    return world().Make(c.t.specialist, Proposal(c.kept.id(), c.duplicate.id())).id();
  }
  static cl::DecideMergeRequest Decision(const std::string& id, cl::MergeDecision decision) {
    cl::DecideMergeRequest q;
    q.set_request_id(NewId());
    q.set_id(id);
    q.set_decision(decision);
    q.set_note("Both records read.");
    return q;
  }
  static Outcome Decide(const std::string& token, const std::string& id, cl::MergeDecision decision,
                        cl::Merge* out = nullptr) {
    return world().Call(token, Decision(id, decision), out);
  }
  static Outcome Undo(const std::string& token, const std::string& id, cl::Merge* out = nullptr) {
    cl::UndoMergeRequest q;
    q.set_request_id(NewId());
    q.set_id(id);
    q.set_undo_reason("They are twins.");
    return world().Call(token, q, out);
  }
  static std::string Merged(const Case& c) {
    const std::string id = Propose(c);
    World::MustBeOk(Decide(c.manager, id, kSame));
    return id;
  }
  static Participant Get(const std::string& token, const std::string& id) {
    Participant p;
    World::MustBeOk(world().Get(token, id, &p));
    return p;
  }
  static bool Sees(const std::string& token, const std::string& person) {
    Participant p;
    const Outcome outcome = world().Get(token, person, &p);
    EXPECT_TRUE(outcome.ok() || outcome.code == absl::StatusCode::kNotFound) << outcome;
    return outcome.ok();
  }
  // The ids of a kind's records that a list for the person holds.
  static std::vector<std::string> Listed(const std::string& token, const Kind& kind, const std::string& person) {
    const auto request = NewMessage(kind.list->input_type());
    SetText(request.get(), "participant_id", person);
    const auto response = NewMessage(kind.list->output_type());
    World::MustBeOk(world().Call(token, *request, response.get()));
    const auto* rows = response->GetDescriptor()->field(0);
    std::vector<std::string> ids;
    for (int i = 0; i < response->GetReflection()->FieldSize(*response, rows); ++i)
      ids.push_back(GetText(response->GetReflection()->GetRepeatedMessage(*response, rows, i), "id"));
    return ids;
  }
  static std::vector<std::string> Matches(const std::string& token, const std::string& person) {
    cl::GetMatchesRequest q;
    q.set_id(person);
    cl::Matches matches;
    World::MustBeOk(world().Call(token, q, &matches));
    std::vector<std::string> ids;
    for (const auto& match : matches.matches()) ids.push_back(match.participant_id());
    return ids;
  }
  // Kinds whose records say of themselves whom they are about, and can be listed by that.
  static std::vector<Kind> KindsByPerson() {
    std::vector<Kind> kinds;
    for (const auto& kind : AllKinds()) {
      if (kind.list != nullptr && kind.list->input_type()->FindFieldByName("participant_id") != nullptr &&
          kind.field != "merge")
        kinds.push_back(kind);
    }
    return kinds;
  }
};

TEST_F(Merges, AreProposedAndDecidedByAnother) {
  const Case c = NewCase();
  cl::Merge merge = world().Make(c.t.specialist, Proposal(c.kept.id(), c.duplicate.id()));
  EXPECT_EQ(merge.state(), cl::MERGE_STATE_WAITING);
  EXPECT_EQ(merge.proposed_by(), "ann@example.org");
  EXPECT_THAT(Decide(c.t.manager, merge.id(), kSame), RefusedBecause("OWN_PROPOSAL")) << "a manager, but the same one";
  EXPECT_EQ(Get(c.t.specialist, c.duplicate.id()).merged_into(), "");
  ASSERT_THAT(Decide(c.lead, merge.id(), kSame, &merge), IsOk());
  EXPECT_EQ(merge.state(), cl::MERGE_STATE_MERGED);
  EXPECT_EQ(merge.decided_by(), "lee@example.org");
  const Participant duplicate = Get(c.t.specialist, c.duplicate.id());
  EXPECT_EQ(duplicate.merged_into(), c.kept.id());
  EXPECT_EQ(duplicate.name(), "Samuel Example");
  EXPECT_EQ(Get(c.t.specialist, c.kept.id()).SerializeAsString(), Get(c.t.manager, c.kept.id()).SerializeAsString());
  EXPECT_EQ(Get(c.t.specialist, c.kept.id()).etag(), 1) << "nothing of the kept record changes";
  EXPECT_THAT(Decide(c.manager, merge.id(), kNotTheSame), RefusedBecause("STATE"));
}

TEST_F(Merges, TwoRecordsAreNeededAndOneProposalOfThemWaits) {
  const Case c = NewCase();
  EXPECT_THAT(world().Create(c.t.specialist, Proposal(c.kept.id(), c.kept.id())), InvalidFor({"merge.duplicate_id"}));
  cl::Merge bare = Proposal(c.kept.id(), c.duplicate.id());
  bare.clear_reason();
  EXPECT_THAT(world().Create(c.t.specialist, bare), InvalidFor({"merge.reason"}));
  const std::string id = Propose(c);
  EXPECT_THAT(world().Create(c.lead, Proposal(c.kept.id(), c.duplicate.id())),
              Refused(absl::StatusCode::kAlreadyExists));
  EXPECT_THAT(world().Create(c.lead, Proposal(c.duplicate.id(), c.kept.id())),
              Refused(absl::StatusCode::kAlreadyExists));
  cl::DecideMergeRequest silent = Decision(id, cl::MERGE_DECISION_UNDECIDABLE);
  silent.clear_note();
  EXPECT_THAT(world().Call(c.manager, silent), InvalidFor({"note"}));
  EXPECT_THAT(Decide(c.manager, id, cl::MERGE_DECISION_UNDECIDABLE), IsOk());
  EXPECT_THAT(world().Create(c.lead, Proposal(c.duplicate.id(), c.kept.id())), IsOk()) << "once more is known";
}

TEST_F(Merges, AreDecidedByALeadOfBothOrAManager) {
  const Case c = NewCase();
  const std::string id = Propose(c);
  const std::string colleague = world().Token({c.t.org, {"specialist"}, {c.t.team}, "robin@example.org"});
  EXPECT_THAT(Decide(colleague, id, kSame), RefusedBecause("NOT_LEAD"));
  EXPECT_THAT(Decide(c.t.other_specialist, id, kSame), Refused(absl::StatusCode::kNotFound));
  EXPECT_THAT(Decide(world().NewTenant().manager, id, kSame), Refused(absl::StatusCode::kNotFound));
  EXPECT_THAT(Decide(c.t.auditor, id, kSame), Refused(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Decide(c.manager, NewId(), kSame), Refused(absl::StatusCode::kNotFound));
  // Of two teams: the lead of one does not see the other record; whoever works in both does, and is no manager.
  const Participant elsewhere = NewPerson(c, "Sam Elsewhere", c.t.other_team);
  const std::string across = world().Make(c.t.manager, Proposal(c.kept.id(), elsewhere.id())).id();
  EXPECT_THAT(Decide(c.lead, across, kSame), Refused(absl::StatusCode::kNotFound));
  const std::string in_both = world().Token({c.t.org, {"specialist"}, {c.t.team, c.t.other_team}, "lee@example.org"});
  EXPECT_THAT(Decide(in_both, across, kSame), RefusedBecause("NOT_LEAD"));
  EXPECT_EQ(Get(c.t.manager, elsewhere.id()).merged_into(), "");
  EXPECT_THAT(Decide(c.manager, across, kSame), IsOk());
}

TEST_F(Merges, WhoSeesOneOfTwoLearnsNothing) {
  const Case c = NewCase();
  const Participant elsewhere = NewPerson(c, "Sam Elsewhere", c.t.other_team);
  EXPECT_THAT(world().Create(c.t.specialist, Proposal(c.kept.id(), elsewhere.id())),
              NotFoundFor({"merge.duplicate_id"}));
  EXPECT_THAT(world().Create(c.t.specialist, Proposal(elsewhere.id(), c.kept.id())),
              NotFoundFor({"merge.participant_id"}));
  EXPECT_THAT(world().Create(c.t.specialist, Proposal(c.kept.id(), NewId())), NotFoundFor({"merge.duplicate_id"}));
  cl::Merge merge = world().Make(c.t.manager, Proposal(c.kept.id(), elsewhere.id()));
  for (const auto& token : {c.t.specialist, c.t.other_specialist}) {
    EXPECT_THAT(world().Get(token, merge.id(), &merge), Refused(absl::StatusCode::kNotFound));
    cl::ListMergesResponse list;
    ASSERT_THAT(world().Call(token, cl::ListMergesRequest(), &list), IsOk());
    EXPECT_THAT(list.merges(), IsEmpty());
  }
  EXPECT_THAT(world().Get(c.t.auditor, merge.id(), &merge), IsOk());
}

TEST_F(Merges, AreListedByPersonAndState) {
  const Case c = NewCase();
  const std::string id = Propose(c);
  const std::string other = world().Make(c.t.specialist, Proposal(NewPerson(c, "A").id(), NewPerson(c, "B").id())).id();
  World::MustBeOk(Decide(c.manager, other, kNotTheSame));
  const auto list = [&](const std::string& person, cl::MergeState state) {
    cl::ListMergesRequest q;
    q.set_participant_id(person);
    q.set_state(state);
    cl::ListMergesResponse response;
    World::MustBeOk(world().Call(c.t.auditor, q, &response));
    std::vector<std::string> ids;
    for (const auto& merge : response.merges()) ids.push_back(merge.id());
    return ids;
  };
  EXPECT_THAT(list("", cl::MERGE_STATE_UNSPECIFIED), UnorderedElementsAre(id, other));
  EXPECT_THAT(list("", cl::MERGE_STATE_WAITING), ElementsAre(id));
  EXPECT_THAT(list("", cl::MERGE_STATE_NOT_THE_SAME), ElementsAre(other));
  EXPECT_THAT(list(c.kept.id(), cl::MERGE_STATE_UNSPECIFIED), ElementsAre(id));
  EXPECT_THAT(list(c.duplicate.id(), cl::MERGE_STATE_WAITING), ElementsAre(id)) << "of whichever of the two";
  EXPECT_THAT(list(c.duplicate.id(), cl::MERGE_STATE_MERGED), IsEmpty());
}

TEST_F(Merges, ADecisionIsMadeOnce) {
  const Case c = NewCase();
  for (int round = 0; round < 5; ++round) {
    const std::string id = world().Make(c.t.specialist, Proposal(NewPerson(c, "A").id(), NewPerson(c, "B").id())).id();
    std::vector<Outcome> outcomes(4);
    std::vector<std::thread> deciders;
    for (int i = 0; i < 4; ++i) {
      deciders.emplace_back(
          [&, i] { outcomes[i] = Decide(i % 2 == 0 ? c.manager : c.lead, id, i < 2 ? kSame : kNotTheSame); });
    }
    for (auto& thread : deciders) thread.join();
    EXPECT_EQ(std::count_if(outcomes.begin(), outcomes.end(), [](const Outcome& o) { return o.ok(); }), 1);
    for (const auto& outcome : outcomes) EXPECT_TRUE(outcome.ok() || outcome.reason == "STATE") << outcome;
  }
  EXPECT_THAT(FaultsOfChain(&sql(), c.t.org), IsEmpty());
}

TEST_F(Merges, ARepeatedRequestIsDoneOnce) {
  const Case c = NewCase();
  const cl::DecideMergeRequest q = Decision(Propose(c), kSame);
  cl::Merge first, again;
  ASSERT_THAT(world().Call(c.manager, q, &first), IsOk());
  ASSERT_THAT(world().Call(c.manager, q, &again), IsOk());
  EXPECT_EQ(first.SerializeAsString(), again.SerializeAsString());
  EXPECT_EQ(Get(c.t.manager, c.duplicate.id()).etag(), 2);
}

TEST_F(Merges, NeverMakeAChain) {
  const Case c = NewCase();
  Merged(c);
  const Participant third = NewPerson(c, "Sam Third");
  const Outcome into_merged = world().Create(c.t.specialist, Proposal(c.duplicate.id(), third.id()));
  EXPECT_THAT(into_merged, RefusedBecause("MERGED"));
  EXPECT_THAT(into_merged.message, HasSubstr(c.kept.id()));
  EXPECT_THAT(world().Create(c.t.specialist, Proposal(third.id(), c.duplicate.id())), RefusedBecause("MERGED"));
  EXPECT_THAT(world().Create(c.t.specialist, Proposal(third.id(), c.kept.id())), RefusedBecause("HAS_MERGED"));
  const std::string star = world().Make(c.t.specialist, Proposal(c.kept.id(), third.id())).id();
  EXPECT_THAT(Decide(c.manager, star, kSame), IsOk()) << "several into one";
  // Proposed while both stood for themselves, decided at once: one of the two comes too late.
  for (int round = 0; round < 5; ++round) {
    const std::string a = NewPerson(c, "A").id(), b = NewPerson(c, "B").id(), d = NewPerson(c, "D").id();
    const std::string first = world().Make(c.t.specialist, Proposal(a, b)).id();
    const std::string second = world().Make(c.t.specialist, Proposal(b, d)).id();
    std::vector<Outcome> outcomes(2);
    std::thread other([&] { outcomes[1] = Decide(c.lead, second, kSame); });
    outcomes[0] = Decide(c.manager, first, kSame);
    other.join();
    EXPECT_NE(outcomes[0].ok(), outcomes[1].ok()) << outcomes[0] << outcomes[1];
    const Outcome& refused = outcomes[0].ok() ? outcomes[1] : outcomes[0];
    EXPECT_THAT(refused.reason, testing::AnyOf("MERGED", "HAS_MERGED"));
  }
}

TEST_F(Merges, TwoNhsNumbersAreNotMerged) {
  Case c = NewCase();
  const std::string id = Propose(c);
  c.kept.set_nhs_number("9598980006");
  c.duplicate.set_nhs_number("9434765919");
  for (const auto& p : {c.kept, c.duplicate}) World::MustBeOk(world().Update(c.t.manager, p, {"nhs_number"}));
  EXPECT_THAT(Decide(c.manager, id, kSame), RefusedBecause("TWO_NHS_NUMBERS"));
  EXPECT_THAT(Decide(c.manager, id, kNotTheSame), IsOk());
}

// One of each kind under both records: all of them in the kept one's lists, and apart again after an undo.
TEST_F(Merges, ListsOfThePersonHoldWhatIsUnderBothRecords) {
  const Case c = NewCase();
  const Journey kept = world().NewJourney(c.t.manager, c.t, c.kept);
  const Journey duplicate = world().NewJourney(c.t.manager, c.t, c.duplicate);
  std::map<std::string, std::pair<std::string, std::string>> ids{{"journey", {kept.id(), duplicate.id()}}};
  const auto kinds = KindsByPerson();
  for (const auto& kind : kinds) {
    if (kind.field == "journey") continue;
    ids[kind.field] = {GetText(*world().MakeOne(kind, c.t, kept), "id"),
                       GetText(*world().MakeOne(kind, c.t, duplicate, kind.field == "spell" ? 1 : 0), "id")};
  }
  const std::string id = Merged(c);
  // The reader opened the records themselves: an opening is for its opener, managers and auditors.
  for (const auto& kind : kinds) {
    const auto& [own, others] = ids.at(kind.field);
    EXPECT_THAT(Listed(c.t.manager, kind, c.kept.id()), AllOf(Contains(own), Contains(others))) << kind.field;
    EXPECT_THAT(Listed(c.t.manager, kind, c.duplicate.id()), AllOf(Contains(own), Contains(others))) << kind.field;
  }
  EXPECT_GE(kinds.size(), 20u);
  World::MustBeOk(Undo(c.manager, id));
  for (const auto& kind : kinds) {
    const auto& [own, others] = ids.at(kind.field);
    EXPECT_THAT(Listed(c.t.manager, kind, c.kept.id()), AllOf(Contains(own), Not(Contains(others)))) << kind.field;
    EXPECT_THAT(Listed(c.t.manager, kind, c.duplicate.id()), AllOf(Contains(others), Not(Contains(own)))) << kind.field;
  }
}

TEST_F(Merges, NothingNewIsRecordedAboutTheMergedOne) {
  const Case c = NewCase();
  const Journey journey = world().NewJourney(c.t.manager, c.t, c.duplicate);
  const std::string id = Merged(c);
  int tried = 0;
  for (const auto& kind : AllKinds()) {
    const auto* person = kind.type->FindFieldByName("participant_id");
    if (person == nullptr || RuleOf(person).output_only() || kind.field == "merge") continue;
    const auto record = NewMessage(kind.type);
    Fill(record.get(), World::RefersTo(c.t, journey), 0);
    const Outcome outcome = world().Create(c.t.everyone, *record);
    EXPECT_EQ(outcome.code, absl::StatusCode::kFailedPrecondition) << kind.field << outcome;
    EXPECT_EQ(outcome.reason, "MERGED") << kind.field;
    EXPECT_THAT(outcome.message, HasSubstr(c.kept.id())) << kind.field;
    ++tried;
  }
  EXPECT_GE(tried, 19);
  cl::WithdrawConsentRequest withdraw;
  withdraw.set_request_id(NewId());
  withdraw.set_participant_id(c.duplicate.id());
  *withdraw.mutable_said_on() = Day(2025, 6, 16);
  EXPECT_THAT(world().Call(c.t.specialist, withdraw), RefusedBecause("MERGED"));
  Participant duplicate = Get(c.t.specialist, c.duplicate.id());
  duplicate.set_name("Somebody");
  EXPECT_THAT(world().Update(c.t.specialist, duplicate, {"name"}), RefusedBecause("MERGED"));
  // Who does not see the person learns nothing of the merge.
  cl::Goal goal;
  goal.set_participant_id(c.duplicate.id());
  goal.set_goal("Work");
  *goal.mutable_set_on() = Day(2025, 6, 1);
  EXPECT_THAT(world().Create(c.t.other_specialist, goal), NotFoundFor({"goal.participant_id"}));
  World::MustBeOk(Undo(c.manager, id));
  duplicate = Get(c.t.specialist, c.duplicate.id());
  duplicate.set_name("Somebody");
  EXPECT_THAT(world().Update(c.t.specialist, duplicate, {"name"}), IsOk());
  EXPECT_THAT(world().Create(c.t.specialist, goal), IsOk());
}

// Work goes on: what belongs to a journey of the merged record is recorded about the kept person, and stays with the journey.
TEST_F(Merges, JourneysOfTheMergedOneGoOn) {
  const Case c = NewCase();
  const Journey journey = world().NewJourney(c.t.manager, c.t, c.duplicate);
  const std::string id = Merged(c);
  cl::Contact contact;
  contact.set_participant_id(c.kept.id());
  *contact.mutable_contacted_on() = Day(2025, 6, 1);
  contact.set_kind(cl::CONTACT_KIND_JOB_SEARCH);
  contact.set_attendance(cl::CONTACT_ATTENDANCE_ATTENDED);
  contact = world().Make(c.t.specialist, contact);
  EXPECT_EQ(contact.journey_id(), journey.id()) << "the one under way";
  EXPECT_EQ(contact.participant_id(), c.duplicate.id());
  contact.set_minutes(30);
  EXPECT_THAT(world().Update(c.t.specialist, contact, {"minutes"}, &contact), IsOk());
  cl::Goal goal;
  goal.set_participant_id(c.kept.id());
  goal.set_journey_id(journey.id());
  goal.set_goal("Work");
  *goal.mutable_set_on() = Day(2025, 6, 1);
  EXPECT_EQ(world().Make(c.t.specialist, goal).participant_id(), c.duplicate.id());
  cl::Note note;
  note.set_participant_id(c.kept.id());
  note.set_journey_id(journey.id());
  note.set_text("Met.");
  *note.mutable_noted_on() = Day(2025, 6, 1);
  EXPECT_EQ(world().Make(c.t.specialist, note).participant_id(), c.duplicate.id());
  EXPECT_EQ(world().NewSpell(c.t.specialist, journey).participant_id(), c.duplicate.id());
  const Kind contacts = KindOf(cl::Contact::descriptor());
  EXPECT_THAT(Listed(c.t.specialist, contacts, c.kept.id()), ElementsAre(contact.id()));
  World::MustBeOk(Undo(c.manager, id));
  EXPECT_THAT(Listed(c.t.specialist, contacts, c.kept.id()), IsEmpty());
  EXPECT_THAT(Listed(c.t.specialist, contacts, c.duplicate.id()), ElementsAre(contact.id()));
  goal.set_journey_id(journey.id());
  EXPECT_THAT(world().Create(c.t.specialist, goal), NotFoundFor({"goal.journey_id"})) << "of two people again";
}

TEST_F(Merges, AreUndoneByAManagerOnce) {
  const Case c = NewCase();
  const std::string waiting = Propose(c);
  EXPECT_THAT(Undo(c.manager, waiting), RefusedBecause("STATE"));
  World::MustBeOk(Decide(c.manager, waiting, kSame));
  EXPECT_THAT(Undo(c.lead, waiting), Refused(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Undo(world().NewTenant().manager, waiting), Refused(absl::StatusCode::kNotFound));
  cl::UndoMergeRequest silent;
  silent.set_request_id(NewId());
  silent.set_id(waiting);
  EXPECT_THAT(world().Call(c.manager, silent), InvalidFor({"undo_reason"}));
  std::vector<Outcome> outcomes(3);
  std::vector<std::thread> hands;
  for (int i = 0; i < 3; ++i) hands.emplace_back([&, i] { outcomes[i] = Undo(c.manager, waiting); });
  for (auto& thread : hands) thread.join();
  EXPECT_EQ(std::count_if(outcomes.begin(), outcomes.end(), [](const Outcome& o) { return o.ok(); }), 1);
  EXPECT_THAT(Undo(c.manager, waiting), RefusedBecause("STATE"));
  cl::Merge undone;
  World::MustBeOk(world().Get(c.t.specialist, waiting, &undone));
  EXPECT_EQ(undone.state(), cl::MERGE_STATE_UNDONE);
  EXPECT_EQ(undone.undo_reason(), "They are twins.");
  Participant duplicate = Get(c.t.manager, c.duplicate.id());
  EXPECT_EQ(duplicate.etag(), 3);
  const std::vector<std::string> bookkeeping{"etag", "updated_at", "possible_matches"};
  EXPECT_EQ(Without(duplicate, bookkeeping)->SerializeAsString(),
            Without(c.duplicate, bookkeeping)->SerializeAsString());
  EXPECT_THAT(Undo(c.manager, Merged(c)), IsOk()) << "they may be merged again, and told apart again";
}

// Of two teams: who works in the kept one's sees both, and who worked with the other record sees neither.
TEST_F(Merges, ASeenKeptRecordShowsTheMergedOne) {
  Case c = NewCase();
  c.duplicate = NewPerson(c, "Sam Elsewhere", c.t.other_team);
  const Journey journey = world().NewJourney(c.t.manager, c.t, c.duplicate);
  EXPECT_FALSE(Sees(c.t.specialist, c.duplicate.id()));
  EXPECT_TRUE(Sees(c.t.other_specialist, c.duplicate.id()));
  const std::string id = world().Make(c.t.manager, Proposal(c.kept.id(), c.duplicate.id())).id();
  World::MustBeOk(Decide(c.manager, id, kSame));
  EXPECT_TRUE(Sees(c.t.specialist, c.duplicate.id()));
  EXPECT_FALSE(Sees(c.t.other_specialist, c.duplicate.id()));
  EXPECT_FALSE(Sees(c.t.other_specialist, c.kept.id()));
  Journey seen;
  EXPECT_THAT(world().Get(c.t.other_specialist, journey.id(), &seen), IsOk()) << "journeys keep their team";
  // The kept one moves, and the merged one with it.
  Participant kept = Get(c.t.manager, c.kept.id());
  kept.set_team_id(c.t.other_team);
  World::MustBeOk(world().Update(c.t.manager, kept, {"team_id"}));
  EXPECT_FALSE(Sees(c.t.specialist, c.duplicate.id()));
  EXPECT_TRUE(Sees(c.t.other_specialist, c.duplicate.id()));
  World::MustBeOk(Undo(c.manager, id));
  EXPECT_EQ(Get(c.t.other_specialist, c.duplicate.id()).team_id(), c.t.other_team);
  EXPECT_FALSE(Sees(c.t.specialist, c.duplicate.id()));
}

// Lists of callers bound to teams go from team to team by index: what they leave out and what the policy hides must be the same.
TEST_F(Merges, ListsByTeamAreWhatTheTeamSees) {
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
  EXPECT_THAT(listed(c.t.other_specialist), Not(Contains(c.duplicate.id())));
  EXPECT_THAT(found(c.t.other_specialist), IsEmpty());
  // Who covers the kept one's team sees the merged one as its own people do.
  StaffMember helper;
  helper.set_name("Hal");
  helper.set_team_id(c.t.other_team);
  helper.set_role(directory::v1::STAFF_ROLE_EMPLOYMENT_SPECIALIST);
  helper.set_supervisor_id(c.t.supervisor);
  helper.set_subject("hal@example.org");
  helper = world().Make(c.t.manager, helper);
  const std::string hal = world().Token({c.t.org, {"specialist"}, {c.t.other_team}, "hal@example.org"});
  EXPECT_THAT(listed(hal), Not(Contains(c.duplicate.id())));
  cl::Cover cover;
  cover.set_staff_member_id(helper.id());
  cover.set_team_id(c.t.team);
  *cover.mutable_starts_on() = Day(2025, 6, 16);
  *cover.mutable_ends_on() = Day(2025, 6, 16);
  cover.set_reason("Leave");
  World::MustBeOk(world().Create(c.t.manager, cover));
  EXPECT_THAT(listed(hal), AllOf(theirs(), Contains(c.duplicate.id())));
  World::MustBeOk(Undo(c.manager, id));
  EXPECT_THAT(listed(hal), AllOf(theirs(), Contains(c.duplicate.id()))) << "of their own team again";
  EXPECT_THAT(listed(c.t.specialist), Not(Contains(c.duplicate.id())));
}

TEST_F(Merges, AnEmergencyOpeningOpensAllOfAPerson) {
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

TEST_F(Merges, NotTheSameIsNotOfferedAgain) {
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

TEST_F(Merges, ALaterProposalRevisesNotTheSame) {
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

TEST_F(Merges, MatchesAndSearchKnowBothRecords) {
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

// A journey with a job under each record, through one programme at one time.
TEST_F(Merges, ReportsCountThePersonOnce) {
  Case c = NewCase();
  c.duplicate.set_ethnic_category(cl::ETHNIC_CATEGORY_CARIBBEAN);
  World::MustBeOk(world().Update(c.t.manager, c.duplicate, {"ethnic_category"}));
  const Journey first = world().NewJourney(c.t.manager, c.t, c.kept);
  Journey second = first;
  second.set_participant_id(c.duplicate.id());
  *second.mutable_referred_on() = Day(2025, 2, 1);
  second = world().Make(c.t.manager, second);
  Spell job;
  job.set_journey_id(second.id());
  *job.mutable_started_on() = Day(2025, 3, 1);
  world().Make(c.t.manager, job);
  job.set_journey_id(first.id());
  *job.mutable_started_on() = Day(2025, 4, 1);
  world().Make(c.t.manager, job);
  const auto figures = [&] {
    reporting::v1::EquityReportRequest q;
    q.set_indicator("supported_into_work");
    q.set_by("ethnic_category");
    *q.mutable_from() = Day(2025, 1, 1);
    *q.mutable_to() = Day(2025, 6, 1);
    q.set_disclosure(reporting::v1::DISCLOSURE_NONE);
    reporting::v1::EquityReportResponse report;
    World::MustBeOk(world().Call(c.t.manager, q, &report));
    std::vector<std::string> rows;
    for (const auto& row : report.rows())
      rows.push_back(absl::StrCat(row.group(), " ", row.numerator(), "/", row.denominator()));
    return rows;
  };
  const auto apart = ElementsAre("Caribbean 1/1", "missing 1/1", "all 2/2");
  EXPECT_THAT(figures(), apart);
  const std::string id = Merged(c);
  EXPECT_THAT(figures(), ElementsAre("Caribbean 1/1", "all 1/1")) << "with what either record says";
  World::MustBeOk(Undo(c.manager, id));
  EXPECT_THAT(figures(), apart);
}

// Passages that do not overlap are two, whoever recorded them; a job counts though it stands under the other record; what was said with a date
// holds for both.
TEST_F(Merges, ReportsTakeWhatStandsUnderEitherRecord) {
  const Case c = NewCase();
  Journey first = world().NewJourney(c.t.manager, c.t, c.kept);
  Journey second = first;
  second.set_participant_id(c.duplicate.id());
  *second.mutable_referred_on() = Day(2025, 2, 1);
  second = world().Make(c.t.manager, second);
  world().NewSpell(c.t.manager, second);
  cl::Characteristic said;
  said.set_participant_id(c.duplicate.id());
  said.set_kind(cl::CHARACTERISTIC_KIND_CARER);
  said.add_values("Y");
  *said.mutable_valid_from() = Day(2025, 1, 1);
  said.set_source(cl::CHARACTERISTIC_SOURCE_SELF_REPORTED);
  world().Make(c.t.manager, said);
  const auto figures = [&](const std::string& by) {
    reporting::v1::EquityReportRequest q;
    q.set_indicator("supported_into_work");
    q.set_by(by);
    *q.mutable_from() = Day(2025, 1, 1);
    *q.mutable_to() = Day(2025, 6, 1);
    q.set_disclosure(reporting::v1::DISCLOSURE_NONE);
    reporting::v1::EquityReportResponse report;
    World::MustBeOk(world().Call(c.t.manager, q, &report));
    std::vector<std::string> rows;
    for (const auto& row : report.rows())
      rows.push_back(absl::StrCat(row.group(), " ", row.numerator(), "/", row.denominator()));
    return rows;
  };
  const std::string id = Merged(c);
  EXPECT_THAT(figures("carer"), ElementsAre("yes 1/1", "all 1/1"));
  World::MustBeOk(Undo(c.manager, id));
  *first.mutable_accepted_on() = Day(2025, 1, 12);
  *first.mutable_exited_on() = Day(2025, 1, 31);
  World::MustBeOk(world().Update(c.t.manager, first, {"accepted_on", "exited_on"}, &first));
  Merged(c);
  EXPECT_THAT(figures("carer"), ElementsAre("yes 1/2", "all 1/2")) << "left the day before the second referral";
  *first.mutable_exited_on() = Day(2025, 2, 1);
  World::MustBeOk(world().Update(c.t.manager, first, {"exited_on"}, &first));
  EXPECT_THAT(figures("carer"), ElementsAre("yes 1/1", "all 1/1")) << "on the day of it";
}

TEST_F(Merges, TheAccountAndTheCopyHoldBothRecords) {
  const Case c = NewCase();
  Get(c.t.specialist, c.duplicate.id());
  const std::string id = Merged(c);
  const auto account = [&](const std::string& person) {
    cl::AuditPersonRequest q;
    q.set_id(person);
    q.set_page_size(1000);
    cl::AuditPersonResponse response;
    World::MustBeOk(world().Call(c.t.auditor, q, &response));
    std::vector<std::string> rows;
    for (const auto& row : response.rows()) rows.push_back(absl::StrCat(row.method(), " ", row.record_id()));
    return rows;
  };
  EXPECT_THAT(
      account(c.kept.id()),
      AllOf(Contains("GetParticipant " + c.duplicate.id()), Contains("CreateParticipant " + c.duplicate.id()),
            Contains("DecideMerge " + c.duplicate.id()), Contains("DecideMerge " + id), Contains("CreateMerge " + id)));
  const Printed copy = RunCli(world(), c.t.manager, {"participant", "export", c.kept.id(), "--format", "json"});
  ASSERT_EQ(copy.code, 0) << copy.err;
  const auto json = nlohmann::json::parse(copy.out);
  ASSERT_EQ(json["merged"].size(), 1u);
  EXPECT_EQ(json["merged"][0]["id"], c.duplicate.id());
  EXPECT_EQ(json["merges"][0]["id"], id);
  EXPECT_GT(sql().Count(absl::StrCat("SELECT count(*) FROM journal.access WHERE method = 'ExportParticipant' AND "
                                     "person = '",
                                     c.duplicate.id(), "'")),
            0);
  World::MustBeOk(Undo(c.manager, id));
  EXPECT_THAT(account(c.kept.id()),
              AllOf(Contains("UndoMerge " + id), Not(Contains("CreateParticipant " + c.duplicate.id()))));
  EXPECT_THAT(account(c.duplicate.id()), AllOf(Contains("UndoMerge " + id), Contains("UndoMerge " + c.duplicate.id())));
}

TEST_F(Merges, StandInTheJournalOfBoth) {
  const Case c = NewCase();
  const std::string id = Merged(c);
  World::MustBeOk(Undo(c.manager, id));
  const auto entries = [&](const std::string& method) {
    return sql().Run(
        absl::StrCat("SELECT part, kind, subject, person, array_to_string(changed, ',') FROM "
                     "journal.entry WHERE org_id = '",
                     c.t.org, "' AND method = '", method, "' ORDER BY seq"));
  };
  using Line = std::vector<std::string>;
  const std::string kept = c.kept.id(), duplicate = c.duplicate.id();
  const std::string given = "participant_id,duplicate_id,reason";
  EXPECT_THAT(entries("CreateMerge"),
              ElementsAre(Line{"0", "merge", id, kept, given}, Line{"1", "merge", id, duplicate, given}));
  const std::string decided = "state,decided_by,decided_at,note";
  EXPECT_THAT(entries("DecideMerge"),
              ElementsAre(Line{"0", "merge", id, kept, decided}, Line{"1", "merge", id, duplicate, decided},
                          Line{"2", "participant", duplicate, duplicate, "merged_into"}));
  const std::string undone = "state,undone_by,undone_on,undo_reason";
  EXPECT_THAT(entries("UndoMerge"),
              ElementsAre(Line{"0", "merge", id, kept, undone}, Line{"1", "merge", id, duplicate, undone},
                          Line{"2", "participant", duplicate, duplicate, "merged_into"}));
  EXPECT_THAT(FaultsOfChain(&sql(), c.t.org), IsEmpty());
  cl::Merge merge;
  World::MustBeOk(world().Get(c.t.specialist, id, &merge));
  EXPECT_THAT(
      sql().Column(absl::StrCat("SELECT person FROM journal.access WHERE method = 'GetMerge' AND record = '", id, "'")),
      UnorderedElementsAre(kept, duplicate));
}

// The file of another system still has both people: each of its rows finds its own record, and neither comes to life again.
TEST_F(Merges, AFileThatKnowsBothRecordsChangesNothingOfTheMerge) {
  Case c = NewCase();
  cl::StageImportRequest file;
  for (const char* f : {"name", "team_id"}) file.mutable_participant_mask()->add_paths(f);
  for (const char* f : {"referred_on", "team_id", "programme_id"}) file.mutable_journey_mask()->add_paths(f);
  for (const char* key : {"1", "2"}) {
    auto* row = file.add_rows();
    row->set_line(file.rows_size() + 1);
    row->mutable_participant()->set_team_id(c.t.team);
    row->mutable_participant()->set_name(absl::StrCat("Person ", key));
    row->mutable_participant()->set_source("file");
    row->mutable_participant()->set_source_key(key);
    auto* j = row->mutable_journey();
    j->set_programme_id(c.t.programme);
    j->set_team_id(c.t.team);
    *j->mutable_referred_on() = Day(2025, 1, 10);
    j->set_source("file");
    j->set_source_key(key);
  }
  const auto stage = [&] {
    file.set_import_id(NewId());
    type::v1::StageImportResponse staged;
    World::MustBeOk(world().Call(c.t.manager, file, &staged));
    EXPECT_THAT(staged.problems(), IsEmpty());
  };
  const auto commit = [&] {
    type::v1::CommitImportRequest q;
    q.set_request_id(NewId());
    q.set_import_id(file.import_id());
    return world().Call(c.t.manager, q, nullptr,
                        cl::StageImportRequest::descriptor()
                            ->file()
                            ->FindServiceByName("CaseloadService")
                            ->FindMethodByName("CommitImport"));
  };
  stage();
  World::MustBeOk(commit());
  const auto id_of = [&](const std::string& key) {
    return sql().One(absl::StrCat("SELECT id FROM caseload.participant WHERE org_id = '", c.t.org,
                                  "' AND source_key = '", key, "'"));
  };
  c.kept.set_id(id_of("1"));
  c.duplicate.set_id(id_of("2"));
  file.mutable_rows(1)->mutable_participant()->set_name("Person Two");
  stage();
  const std::string merge = Merged(c);
  EXPECT_THAT(commit(), RefusedBecause("CHANGED_SINCE_CHECKED")) << "checked before, committed after";
  stage();
  EXPECT_THAT(commit(), IsOk());
  const Participant duplicate = Get(c.t.manager, c.duplicate.id());
  EXPECT_EQ(duplicate.name(), "Person Two");
  EXPECT_EQ(duplicate.merged_into(), c.kept.id());
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM caseload.journey WHERE org_id = '", c.t.org, "'")), 2);
  // A new journey belongs under the kept record.
  sql().Run(
      absl::StrCat("UPDATE caseload.journey SET source_key = 'other' WHERE participant_id = '", c.duplicate.id(), "'"));
  file.set_import_id(NewId());
  type::v1::StageImportResponse staged;
  World::MustBeOk(world().Call(c.t.manager, file, &staged));
  ASSERT_EQ(staged.problems_size(), 1);
  EXPECT_EQ(staged.problems(0).field(), "participant.source_key");
  EXPECT_THAT(staged.problems(0).reason(), HasSubstr("merged into " + c.kept.id()));
  World::MustBeOk(Undo(c.manager, merge));
  EXPECT_FALSE(Get(c.t.manager, c.duplicate.id()).has_merged_into());
}

TEST_F(Merges, WaitOnTheDayOfWhoeverMayDecide) {
  const Case c = NewCase();
  const std::string id = Propose(c);
  const auto due = [&](const std::string& token) {
    cl::Day day;
    World::MustBeOk(world().Call(token, cl::GetDayRequest(), &day));
    std::vector<std::string> ids;
    for (const auto& item : day.items()) {
      if (item.reason() == cl::DAY_REASON_MERGE) ids.push_back(item.merge_id());
    }
    return ids;
  };
  EXPECT_THAT(due(c.manager), ElementsAre(id));
  EXPECT_THAT(due(c.lead), ElementsAre(id));
  EXPECT_THAT(due(c.t.specialist), IsEmpty()) << "who proposed it";
  EXPECT_THAT(due(world().Token({c.t.org, {"specialist"}, {c.t.team}, "robin@example.org"})), IsEmpty());
  EXPECT_THAT(due(c.t.other_specialist), IsEmpty());
  World::MustBeOk(Decide(c.lead, id, kSame));
  EXPECT_THAT(due(c.manager), IsEmpty());
}

// The key worker's list says the kept name, and a contact under either record is one with the person.
TEST_F(Merges, TheDayKnowsThePerson) {
  const Case c = NewCase();
  Journey journey = world().NewJourney(c.t.manager, c.t, c.duplicate);
  *journey.mutable_accepted_on() = Day(2025, 2, 1);
  World::MustBeOk(world().Update(c.t.manager, journey, {"accepted_on"}));
  const auto items = [&](cl::DayReason reason) {
    cl::Day day;
    World::MustBeOk(world().Call(c.manager, cl::GetDayRequest(), &day));
    std::vector<std::string> people;
    for (const auto& item : day.items()) {
      if (item.reason() == reason) people.push_back(item.participant_id() + " " + item.name());
    }
    return people;
  };
  Merged(c);
  EXPECT_THAT(items(cl::DAY_REASON_FIRST_CONTACT), ElementsAre(c.kept.id() + " Sam Example"));
  cl::Contact contact;
  contact.set_participant_id(c.kept.id());
  *contact.mutable_contacted_on() = Day(2025, 6, 10);
  contact.set_kind(cl::CONTACT_KIND_JOB_SEARCH);
  contact.set_attendance(cl::CONTACT_ATTENDANCE_ATTENDED);
  contact.add_met_with(cl::CONTACT_WITH_PARTICIPANT);
  world().Make(c.t.specialist, contact);
  EXPECT_THAT(items(cl::DAY_REASON_FIRST_CONTACT), IsEmpty());
}

TEST_F(Merges, ReadWellOnTheCommandLine) {
  const Case c = NewCase();
  const Printed proposed = RunCli(world(), c.t.specialist,
                                  {"merge", "propose", "--participant-id", c.kept.id(), "--duplicate-id",
                                   c.duplicate.id(), "--reason", "One address.", "--id-only"});
  ASSERT_EQ(proposed.code, 0) << proposed.err;
  const std::string id = proposed.out.substr(0, 36);
  const Printed waiting = RunCli(world(), c.manager, {"merge", "list", "--state", "waiting"});
  EXPECT_THAT(waiting.out, HasSubstr(id)) << waiting.err;
  EXPECT_EQ(RunCli(world(), c.manager, {"merge", "decide", id, "--decision", "same"}).code, 0);
  EXPECT_THAT(RunCli(world(), c.manager, {"participant", "get", c.duplicate.id()}).out, HasSubstr(c.kept.id()));
  EXPECT_EQ(RunCli(world(), c.manager, {"merge", "undo", id, "--undo-reason", "Twins."}).code, 0);
}

}  // namespace
}  // namespace gainful::integration
