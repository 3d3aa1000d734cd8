#include "services/caseload/record_rules.h"

#include <gmock/gmock.h>

#include "gainful/caseload/v1/characteristic.pb.h"
#include "gainful/caseload/v1/clinical.pb.h"
#include "gainful/caseload/v1/plan.pb.h"
#include "gainful/caseload/v1/support.pb.h"
#include "tests/unit/testing.h"

namespace gainful::caseload {
namespace {

using gainful::testing::Date;
using gainful::testing::Day;
using gainful::testing::Paths;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

// One person, "p", with one journey, "j", referred on 2025-01-10.
class RecordRules : public ::testing::Test {
 protected:
  RecordRules() {
    pb::Journey j;
    j.set_id("j");
    j.set_participant_id("p");
    j.set_programme_id("g");
    *j.mutable_referred_on() = Date("2025-01-10");
    neighbours_.journeys["p"] = {j};
    neighbours_.crisis_minutes = 30;
    call_.caller = "ann";
    call_.role = "manager";
    call_.now = absl::FromUnixSeconds(1750075200);
  }

  pb::Journey& journey() { return neighbours_.journeys["p"].front(); }

  template <class Record>
  Record About(const std::string& person = "p") {
    Record record;
    record.set_id("r");
    record.set_participant_id(person);
    return record;
  }
  std::vector<std::string> Fit(google::protobuf::Message* record, bool is_new = true) {
    base::Violations v;
    FitIn({&call_, Day("2025-06-16"), &neighbours_}, is_new, record, &v);
    return Paths(v);
  }

  Neighbours neighbours_;
  base::Call call_;
};

TEST_F(RecordRules, ARecordIsAboutSomebodyAndAJourneyOfTheirs) {
  auto loan = About<pb::KitLoan>("q");
  EXPECT_THAT(Fit(&loan), ElementsAre("person_key"));
  auto goal = About<pb::Goal>();
  goal.set_journey_id("k");
  EXPECT_THAT(Fit(&goal), ElementsAre("journey_key"));
  goal.set_journey_id("j");
  EXPECT_THAT(Fit(&goal), IsEmpty());
  *journey().mutable_withdrawn_on() = Date("2025-02-01");
  EXPECT_THAT(Fit(&goal), ElementsAre("journey_key"));
  EXPECT_THAT(Fit(&goal, false), IsEmpty()) << "what is on record may still be corrected";
}

TEST_F(RecordRules, WhoRecordedItAndWhenIsSetOnce) {
  auto goal = About<pb::Goal>();
  Fit(&goal);
  EXPECT_EQ(goal.recorded_by(), "ann");
  EXPECT_EQ(base::ToDay(goal.recorded_on()), Day("2025-06-16"));
  call_.caller = "bob";
  Fit(&goal, false);
  EXPECT_EQ(goal.recorded_by(), "ann");
}

TEST_F(RecordRules, AContactBelongsToTheJourneyUnderWayAndNotBeforeIt) {
  auto contact = About<pb::Contact>();
  *contact.mutable_contacted_on() = Date("2025-01-09");
  EXPECT_THAT(Fit(&contact), IsEmpty());
  EXPECT_FALSE(contact.has_journey_id());
  contact.set_journey_id("j");
  EXPECT_THAT(Fit(&contact), ElementsAre("contact.contacted_on"));
  contact.clear_journey_id();
  *contact.mutable_contacted_on() = Date("2025-01-10");
  contact.set_staff_member_id("s");
  EXPECT_THAT(Fit(&contact), ElementsAre("contact.staff_member_id"));
  EXPECT_EQ(contact.journey_id(), "j");
  neighbours_.staff["s"];
  EXPECT_THAT(Fit(&contact), IsEmpty());
}

TEST_F(RecordRules, AnAddendumIsToANoteOfTheSamePersonAndNoLessRestricted) {
  neighbours_.notes["n"] = {"p", "bob", true};
  neighbours_.notes["m"] = {"q", "bob", false};
  auto note = About<pb::Note>();
  EXPECT_THAT(Fit(&note), IsEmpty());
  EXPECT_EQ(note.author(), "ann");
  EXPECT_FALSE(note.restricted());
  for (const char* unknown : {"m", "x"}) {
    note.set_addendum_to(unknown);
    EXPECT_THAT(Fit(&note), ElementsAre("note.addendum_to")) << unknown;
  }
  note.set_addendum_to("n");
  EXPECT_THAT(Fit(&note), IsEmpty());
  EXPECT_TRUE(note.restricted());
  call_.role = "specialist";
  EXPECT_THAT(Fit(&note), ElementsAre("note.addendum_to")) << "restricted, and another's";
  call_.caller = "bob";
  EXPECT_THAT(Fit(&note), IsEmpty());
}

// Older than the programme allows is for review, younger raises the alarm; to the day.
TEST_F(RecordRules, ANinthAnswerRaisesWhatItsAgeAsksFor) {
  auto measure = About<pb::Measure>();
  measure.set_kind(pb::MEASURE_KIND_PHQ9);
  for (int i = 0; i < 9; ++i) measure.add_items(1);
  const auto alert_of = [&](const std::string& on) {
    *measure.mutable_measured_on() = Date(on);
    EXPECT_THAT(Fit(&measure), IsEmpty());
    EXPECT_EQ(measure.has_answer_by(), measure.alert() == pb::ALERT_KIND_CRISIS);
    return measure.alert();
  };
  EXPECT_EQ(alert_of("2025-06-08"), pb::ALERT_KIND_OLD_ANSWER);
  EXPECT_EQ(alert_of("2025-06-09"), pb::ALERT_KIND_CRISIS);
  EXPECT_EQ(measure.answer_by().seconds(), 1750075200 + 30 * 60);
  neighbours_.programmes["g"] = {std::nullopt, 20};
  EXPECT_EQ(alert_of("2025-05-27"), pb::ALERT_KIND_OLD_ANSWER);
  EXPECT_EQ(alert_of("2025-06-08"), pb::ALERT_KIND_OLD_ANSWER) << "no journey says which programme's limit holds";
  measure.set_journey_id("j");
  EXPECT_EQ(alert_of("2025-05-26"), pb::ALERT_KIND_OLD_ANSWER);
  EXPECT_EQ(alert_of("2025-05-27"), pb::ALERT_KIND_CRISIS);
  measure.set_items(8, 0);
  EXPECT_EQ(alert_of("2025-06-16"), pb::ALERT_KIND_UNSPECIFIED);
}

TEST_F(RecordRules, AJourneyHasOneProfile) {
  auto profile = About<pb::VocationalProfile>();
  profile.set_journey_id("j");
  EXPECT_THAT(Fit(&profile), IsEmpty());
  EXPECT_THAT(Fit(&profile, false), IsEmpty()) << "itself";
  profile.set_id("another");
  EXPECT_THAT(Fit(&profile), ElementsAre("journey_key"));
}

TEST_F(RecordRules, AllocationsAreCountedRowByRow) {
  neighbours_.staff["s"] = {"employment_specialist", 10, std::nullopt, std::nullopt};  // two of twenty
  neighbours_.active["s"] = {"a"};
  auto allocation = About<pb::Allocation>();
  allocation.set_journey_id("j");
  allocation.set_staff_member_id("s");
  *allocation.mutable_allocated_on() = Date("2025-02-01");
  EXPECT_THAT(Fit(&allocation), IsEmpty()) << "the second of two";
  EXPECT_THAT(Fit(&allocation), IsEmpty()) << "the same journey counts once";
  neighbours_.Allocate("b", "s");
  EXPECT_THAT(Fit(&allocation), ElementsAre("allocation.staff_member_id"));
  allocation.set_over_limit_reason("Nobody else.");
  EXPECT_THAT(Fit(&allocation), IsEmpty());
  call_.role = "specialist";
  EXPECT_THAT(Fit(&allocation), ElementsAre("allocation.staff_member_id")) << "a reason is a manager's to give";
  neighbours_.Allocate("a", "");
  EXPECT_THAT(Fit(&allocation), IsEmpty()) << "given up by an earlier row";
  neighbours_.programmes["g"].caseload_limit = 10;
  EXPECT_THAT(Fit(&allocation), ElementsAre("allocation.staff_member_id")) << "the programme's own limit";
  allocation.set_staff_member_id("x");
  EXPECT_THAT(Fit(&allocation), ElementsAre("allocation.staff_member_id"));
  allocation.clear_staff_member_id();
  EXPECT_THAT(Fit(&allocation), IsEmpty()) << "to nobody";
  *journey().mutable_exited_on() = Date("2025-05-01");
  EXPECT_THAT(Fit(&allocation), ElementsAre("journey_key"));
}

// "d" was merged into "p", and has a journey of its own, "e".
class MergedRecordRules : public RecordRules {
 protected:
  MergedRecordRules() {
    pb::Journey e = journey();
    e.set_id("e");
    e.set_participant_id("d");
    *e.mutable_referred_on() = Date("2025-03-01");
    const std::vector<pb::Journey> both{journey(), e};
    neighbours_.journeys["p"] = neighbours_.journeys["d"] = both;
    neighbours_.other_records = {{"p", {"d"}}, {"d", {"p"}}};
    neighbours_.merged_into["d"] = "p";
  }
};

TEST_F(MergedRecordRules, NothingNewGoesUnderTheMergedOne) {
  auto loan = About<pb::KitLoan>("d");
  EXPECT_THAT(Fit(&loan), ElementsAre("person_key"));
  EXPECT_THAT(Fit(&loan, false), IsEmpty()) << "what is on record may still be corrected";
  loan = About<pb::KitLoan>("p");
  EXPECT_THAT(Fit(&loan), IsEmpty());
  EXPECT_EQ(loan.participant_id(), "p");
}

TEST_F(MergedRecordRules, WhatBelongsToAJourneyGoesUnderItsRecord) {
  for (const char* named : {"p", "d"}) {
    for (const auto& [journey_id, person] : {std::pair("j", "p"), std::pair("e", "d")}) {
      auto goal = About<pb::Goal>(named);
      goal.set_journey_id(journey_id);
      EXPECT_THAT(Fit(&goal), IsEmpty());
      EXPECT_EQ(goal.participant_id(), person);
    }
  }
  auto goal = About<pb::Goal>();
  goal.set_journey_id("e");
  EXPECT_THAT(Fit(&goal, false), IsEmpty());
  EXPECT_EQ(goal.participant_id(), "p") << "what is on record stays where it is";
}

TEST_F(MergedRecordRules, AContactFindsTheJourneyUnderWay) {
  for (auto& [unused, journeys] : neighbours_.journeys) *journeys[0].mutable_exited_on() = Date("2025-02-01");
  auto contact = About<pb::Contact>();
  *contact.mutable_contacted_on() = Date("2025-04-01");
  EXPECT_THAT(Fit(&contact), IsEmpty());
  EXPECT_EQ(contact.journey_id(), "e");
  EXPECT_EQ(contact.participant_id(), "d");
}

TEST_F(MergedRecordRules, ANoteMayAmendOneOfTheOtherRecord) {
  neighbours_.notes["n"] = {"d", "ann", false};
  auto note = About<pb::Note>();
  note.set_addendum_to("n");
  EXPECT_THAT(Fit(&note), IsEmpty());
  neighbours_.other_records.clear();
  EXPECT_THAT(Fit(&note), ElementsAre("note.addendum_to"));
}

std::vector<std::string> ChangeOf(const google::protobuf::Message& before, const google::protobuf::Message& after,
                                  const std::vector<std::string>& mask, const std::string& kind, bool never = false) {
  google::protobuf::FieldMask paths;
  for (const auto& path : mask) paths.add_paths(path);
  base::Violations v;
  CheckChange(before, after, paths, kind, never, &v);
  return Paths(v);
}

TEST(CheckChange, WhatIsFixedStays) {
  pb::Characteristic before, after;
  before.set_kind(pb::CHARACTERISTIC_KIND_CARER);
  before.add_values("Y");
  after = before;
  after.set_values(0, "N");
  EXPECT_THAT(ChangeOf(before, after, {"kind", "values"}, "characteristic"), IsEmpty());
  EXPECT_THAT(ChangeOf(before, after, {"kind", "values"}, "characteristic", true),
              ElementsAre("characteristic.values"));
  after.set_kind(pb::CHARACTERISTIC_KIND_AUTISM);
  EXPECT_THAT(ChangeOf(before, after, {"kind", "values"}, "characteristic"), ElementsAre("characteristic.kind"));
  EXPECT_THAT(ChangeOf(before, after, {"kind", "values"}, "characteristic", true),
              UnorderedElementsAre("characteristic.kind", "characteristic.values"));
  *before.mutable_withdrawn_on() = Date("2025-02-01");
  EXPECT_THAT(ChangeOf(before, after, {"kind", "values"}, "characteristic"), ElementsAre("characteristic"));
}

}  // namespace
}  // namespace gainful::caseload
