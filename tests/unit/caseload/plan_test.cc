// What the parts of a plan and the records around a person must be together, on the day before, the day, and the day after.
#include "services/caseload/plan.h"

#include <gmock/gmock.h>

#include "tests/unit/testing.h"

namespace gainful::caseload {
namespace {

using gainful::testing::Date;
using gainful::testing::Listed;
using gainful::testing::Paths;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

template <class Record>
std::vector<std::string> Wrong(void (*check)(const Record&, base::Violations*), const Record& record) {
  base::Violations v;
  check(record, &v);
  return Paths(v);
}

// Sets the earlier field to a day and the later one to the day before, that day, and the day after.
template <class Record>
void ExpectOrder(void (*check)(const Record&, base::Violations*), Record record, const std::string& earlier,
                 const std::string& later, const std::string& path) {
  const auto set = [&](const std::string& field, const char* day) {
    const auto* f = Record::descriptor()->FindFieldByName(field);
    record.GetReflection()->MutableMessage(&record, f)->CopyFrom(Date(day));
  };
  set(earlier, "2025-03-01");
  for (const char* day : {"2025-02-28", "2025-03-01", "2025-03-02"}) {
    set(later, day);
    base::Violations v;
    check(record, &v);
    const Listed wanted{{path, "must not lie before " + earlier + " (2025-03-01)"}};
    EXPECT_EQ(v.list(), day == std::string("2025-02-28") ? wanted : Listed()) << path << " " << day;
  }
}

TEST(Profile, HoldsTogether) {
  ExpectOrder(CheckProfile, {}, "started_on", "completed_on", "vocational_profile.completed_on");
  pb::VocationalProfile p;
  p.set_hours_from(16);
  EXPECT_THAT(Wrong(CheckProfile, p), IsEmpty());
  p.set_hours_to(16);
  EXPECT_THAT(Wrong(CheckProfile, p), IsEmpty());
  p.set_hours_to(15);
  EXPECT_THAT(Wrong(CheckProfile, p), ElementsAre("vocational_profile.hours_to"));
}

// The places of those that CheckProfile finds fault with.
std::vector<std::string> WrongAreas(const std::vector<std::string>& areas) {
  pb::VocationalProfile p;
  for (const auto& area : areas) p.add_travel_areas(area);
  return Wrong(CheckProfile, p);
}

TEST(Profile, NamesEachPartOfPostcodesOnce) {
  EXPECT_THAT(WrongAreas({}), IsEmpty());
  EXPECT_THAT(WrongAreas({"M", "M1", "M14", "M1 4", "M14 4"}), IsEmpty()) << "five parts, some within others";
  EXPECT_THAT(WrongAreas({"M14", "LS", "M14"}), ElementsAre("vocational_profile.travel_areas[2]"));
  EXPECT_THAT(WrongAreas({"m14 5", "M14  5 "}), ElementsAre("vocational_profile.travel_areas[1]"))
      << "the same, typed in two ways";
  EXPECT_THAT(WrongAreas({"", "M", " "}),
              ElementsAre("vocational_profile.travel_areas[0]", "vocational_profile.travel_areas[2]"));
  pb::VocationalProfile p;
  p.add_travel_areas("");
  p.add_travel_areas("M");
  p.add_travel_areas("m");
  base::Violations v;
  CheckProfile(p, &v);
  EXPECT_EQ(v.list(),
            (Listed{{"vocational_profile.travel_areas[0]",
                     "must be part of a postcode: an area, a district or a sector, such as M, M14 or M14 5"},
                    {"vocational_profile.travel_areas[2]", "must not name what travel_areas[1] names already"}}));
}

TEST(Profile, IsTidiedIntoCapitalsWithOneBlank) {
  pb::VocationalProfile p;
  for (const char* typed : {"m", " ec1a ", "m14   5", "SK4"}) p.add_travel_areas(typed);
  TidyProfile(&p);
  EXPECT_THAT(p.travel_areas(), ElementsAre("M", "EC1A", "M14 5", "SK4")) << "in the order in which they were said";
  const auto once = p;
  TidyProfile(&p);
  EXPECT_EQ(p.ShortDebugString(), once.ShortDebugString());
}

TEST(Goal, IsReachedOrGivenUp) {
  ExpectOrder(CheckGoal, {}, "set_on", "target_on", "goal.target_on");
  ExpectOrder(CheckGoal, {}, "set_on", "reached_on", "goal.reached_on");
  ExpectOrder(CheckGoal, {}, "set_on", "dropped_on", "goal.dropped_on");
  pb::Goal g;
  EXPECT_EQ(StatusOf(g), pb::GOAL_STATUS_OPEN);
  *g.mutable_dropped_on() = Date("2025-03-01");
  EXPECT_EQ(StatusOf(g), pb::GOAL_STATUS_DROPPED);
  *g.mutable_reached_on() = Date("2025-03-01");
  EXPECT_THAT(Wrong(CheckGoal, g), ElementsAre("goal.dropped_on"));
  g.clear_dropped_on();
  EXPECT_EQ(StatusOf(g), pb::GOAL_STATUS_REACHED);
}

TEST(Review, IsFollowedByALaterOne) {
  pb::Review r;
  *r.mutable_reviewed_on() = Date("2025-03-01");
  EXPECT_THAT(Wrong(CheckReview, r), IsEmpty());
  *r.mutable_next_on() = Date("2025-03-01");
  EXPECT_THAT(Wrong(CheckReview, r), ElementsAre("review.next_on"));
  *r.mutable_next_on() = Date("2025-03-02");
  EXPECT_THAT(Wrong(CheckReview, r), IsEmpty());
  r.add_met_with(pb::CONTACT_WITH_CARER);
  r.add_met_with(pb::CONTACT_WITH_CARER);
  EXPECT_THAT(Wrong(CheckReview, r), ElementsAre("review.met_with"));
}

TEST(AroundAPerson, DaysAreInOrder) {
  ExpectOrder(CheckRelationship, {}, "starts_on", "ends_on", "relationship.ends_on");
  ExpectOrder(CheckRiskFlag, {}, "raised_on", "ended_on", "risk_flag.ended_on");
  ExpectOrder(CheckRiskFlag, {}, "raised_on", "check_on", "risk_flag.check_on");
  ExpectOrder(CheckKitLoan, {}, "lent_on", "due_back_on", "kit_loan.due_back_on");
  ExpectOrder(CheckKitLoan, {}, "lent_on", "returned_on", "kit_loan.returned_on");
  ExpectOrder(CheckFitNote, {}, "starts_on", "ends_on", "fit_note.ends_on");
  ExpectOrder(CheckHealthAndWorkReport, {}, "starts_on", "ends_on", "health_and_work_report.ends_on");
}

TEST(DigitalAccess, SaysSomethingOfDeviceDataOrSkills) {
  pb::DigitalAccessCheck check;
  EXPECT_THAT(Wrong(CheckDigitalAccess, check), ElementsAre("digital_access_check.has_device"));
  check.set_note("Would like a tablet.");
  EXPECT_THAT(Wrong(CheckDigitalAccess, check), ElementsAre("digital_access_check.has_device"))
      << "a note is no answer";
  for (const char* field : {"has_device", "has_data", "has_skills"}) {
    pb::DigitalAccessCheck one;
    const auto* f = one.GetDescriptor()->FindFieldByName(field);
    one.GetReflection()->SetEnumValue(&one, f, type::v1::ANSWER_NOT_KNOWN);
    EXPECT_THAT(Wrong(CheckDigitalAccess, one), IsEmpty()) << field;
  }
}

TEST(SafeguardingConcern, SaysToWhomAndWithWhat) {
  pb::SafeguardingConcern c;
  c.set_reported_to("the council");
  c.set_outcome("no further action");
  ExpectOrder(CheckSafeguardingConcern, c, "raised_on", "reported_on", "safeguarding_concern.reported_on");
  ExpectOrder(CheckSafeguardingConcern, c, "raised_on", "closed_on", "safeguarding_concern.closed_on");
  c = {};
  EXPECT_THAT(Wrong(CheckSafeguardingConcern, c), IsEmpty());
  *c.mutable_reported_on() = Date("2025-03-01");
  *c.mutable_closed_on() = Date("2025-03-01");
  EXPECT_THAT(Wrong(CheckSafeguardingConcern, c),
              ElementsAre("safeguarding_concern.reported_to", "safeguarding_concern.outcome"));
}

TEST(Adjustment, GoesItsWayOrIsRefused) {
  pb::Adjustment a;
  ExpectOrder(CheckAdjustment, a, "requested_on", "agreed_on", "adjustment.agreed_on");
  ExpectOrder(CheckAdjustment, a, "agreed_on", "in_place_on", "adjustment.in_place_on");
  ExpectOrder(CheckAdjustment, a, "in_place_on", "checked_on", "adjustment.checked_on");
  *a.mutable_requested_on() = Date("2025-03-01");
  EXPECT_EQ(StatusOf(a), pb::ADJUSTMENT_STATUS_REQUESTED);
  *a.mutable_checked_on() = Date("2025-03-05");
  EXPECT_THAT(Wrong(CheckAdjustment, a), ElementsAre("adjustment.checked_on"));
  a.clear_checked_on();
  *a.mutable_agreed_on() = Date("2025-03-02");
  EXPECT_EQ(StatusOf(a), pb::ADJUSTMENT_STATUS_AGREED);
  *a.mutable_in_place_on() = Date("2025-03-03");
  EXPECT_EQ(StatusOf(a), pb::ADJUSTMENT_STATUS_IN_PLACE);
  *a.mutable_checked_on() = Date("2025-03-05");
  EXPECT_EQ(StatusOf(a), pb::ADJUSTMENT_STATUS_CHECKED);
  EXPECT_THAT(Wrong(CheckAdjustment, a), IsEmpty());
  pb::Adjustment refused;
  refused.set_refusal_reason("too dear");
  EXPECT_THAT(Wrong(CheckAdjustment, refused), ElementsAre("adjustment.refused_on"));
  ExpectOrder(CheckAdjustment, refused, "requested_on", "refused_on", "adjustment.refused_on");
  *refused.mutable_refused_on() = Date("2025-03-02");
  EXPECT_EQ(StatusOf(refused), pb::ADJUSTMENT_STATUS_REFUSED);
  refused.clear_refusal_reason();
  EXPECT_THAT(Wrong(CheckAdjustment, refused), ElementsAre("adjustment.refusal_reason"));
  refused.set_refusal_reason("too dear");
  *refused.mutable_agreed_on() = Date("2025-03-02");
  EXPECT_THAT(Wrong(CheckAdjustment, refused), ElementsAre("adjustment.refused_on"));
}

TEST(Fitness, GoesWithItsAdvice) {
  pb::FitNote n;
  n.set_fitness(pb::FITNESS_MAY_BE_FIT);
  n.add_advice(pb::WORK_ADVICE_PHASED_RETURN);
  EXPECT_THAT(Wrong(CheckFitNote, n), IsEmpty());
  n.set_fitness(pb::FITNESS_NOT_FIT);
  EXPECT_THAT(Wrong(CheckFitNote, n), ElementsAre("fit_note.advice"));
  n.set_fitness(pb::FITNESS_MAY_BE_FIT);
  n.add_advice(pb::WORK_ADVICE_PHASED_RETURN);
  EXPECT_THAT(Wrong(CheckFitNote, n), ElementsAre("fit_note.advice"));
}

TEST(HealthAndWorkReport, AnswersEachDifficulty) {
  pb::HealthAndWorkReport r;
  r.set_fitness(pb::FITNESS_NOT_FIT);
  r.add_difficulties("long standing");
  EXPECT_THAT(Wrong(CheckHealthAndWorkReport, r), ElementsAre("health_and_work_report.recommendations"));
  r.add_recommendations("a stool");
  EXPECT_THAT(Wrong(CheckHealthAndWorkReport, r), IsEmpty());
  r.add_recommendations("and a lift");
  EXPECT_THAT(Wrong(CheckHealthAndWorkReport, r), ElementsAre("health_and_work_report.recommendations"));
}

}  // namespace
}  // namespace gainful::caseload
