// What a change of an application must leave right: the job that began through it, and what happens by it from now on.
#include "services/employer/application.h"

#include "absl/strings/match.h"
#include "tests/unit/testing.h"

namespace gainful::employer {
namespace {

using gainful::testing::Date;
using gainful::testing::Day;

pb::JobApplication Applied() {
  pb::JobApplication a;
  *a.mutable_applied_on() = Date("2025-03-10");
  return a;
}

pb::JobApplication Accepted() {
  pb::JobApplication a = Applied();
  *a.mutable_offered_on() = *a.mutable_offer_accepted_on() = Date("2025-03-12");
  return a;
}

TEST(CheckKeepsJob, RefusesWhateverTakesTheAcceptedOfferAway) {
  EXPECT_TRUE(CheckKeepsJob(Applied()).ok()) << "no job";
  const auto with_job = [](pb::JobApplication a) {
    a.set_job_id("00000000-0000-7000-8000-000000000001");
    return CheckKeepsJob(a);
  };
  EXPECT_TRUE(with_job(Accepted()).ok());
  pb::JobApplication not_accepted = Accepted(), turned_down = Accepted(), pulled_out = Accepted(),
                     withdrawn = Accepted();
  not_accepted.clear_offer_accepted_on();
  *turned_down.mutable_turned_down_on() = *pulled_out.mutable_pulled_out_on() = Date("2025-03-13");
  *withdrawn.mutable_withdrawn_on() = Date("2025-03-13");
  for (const auto& a : {not_accepted, turned_down, pulled_out, withdrawn}) {
    const absl::Status status = with_job(a);
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition) << a.ShortDebugString();
    EXPECT_TRUE(absl::StrContains(status.message(), "spell 00000000-0000-7000-8000-000000000001")) << status;
    EXPECT_TRUE(CheckKeepsJob(a).ok()) << "without a job: " << a.ShortDebugString();
  }
}

TEST(CheckOfferedBefore, HoldsTheOfferToTheFirstDayOfTheJob) {
  for (const auto& [started, faults] :
       {std::pair("2025-03-11", 1), std::pair("2025-03-12", 0), std::pair("2025-03-13", 0)}) {
    base::Violations v;
    CheckOfferedBefore(Accepted(), Day(started), &v);
    EXPECT_EQ(v.list().size(), static_cast<size_t>(faults)) << started;
    CheckOfferedBefore(Applied(), Day(started), &v);
    EXPECT_EQ(v.list().size(), static_cast<size_t>(faults)) << "nothing was offered";
    if (faults > 0) {
      EXPECT_EQ(v.list().at(0).first, "job_application.offered_on");
    }
  }
}

TEST(IsTakenUpAgain, IsWhereWhatEndedItIsTakenBack) {
  pb::JobApplication over = Applied(), other_way = Applied();
  *over.mutable_turned_down_on() = *other_way.mutable_pulled_out_on() = Date("2025-03-12");
  EXPECT_TRUE(IsTakenUpAgain(over, Applied()));
  EXPECT_TRUE(IsTakenUpAgain(other_way, Applied()));
  EXPECT_FALSE(IsTakenUpAgain(over, other_way)) << "it ended otherwise";
  EXPECT_FALSE(IsTakenUpAgain(Applied(), Accepted()));
  EXPECT_FALSE(IsTakenUpAgain(Applied(), over));
}

TEST(ArrangesInterview, IsForADayToComeThatWasNotSaidBefore) {
  const auto with = [](const char* day) {
    pb::JobApplication a = Applied();
    *a.mutable_interview_on() = Date(day);
    return a;
  };
  const absl::CivilDay today = Day("2025-03-20");
  EXPECT_FALSE(ArrangesInterview(Applied(), with("2025-03-19"), today)) << "it has been";
  EXPECT_FALSE(ArrangesInterview(Applied(), with("2025-03-20"), today)) << "it is today";
  EXPECT_TRUE(ArrangesInterview(Applied(), with("2025-03-21"), today));
  EXPECT_TRUE(ArrangesInterview(with("2025-03-21"), with("2025-03-22"), today)) << "it was moved";
  EXPECT_FALSE(ArrangesInterview(with("2025-03-21"), with("2025-03-21"), today)) << "something else changed";
  EXPECT_FALSE(ArrangesInterview(with("2025-03-21"), Applied(), today)) << "it was called off";
  pb::JobApplication over = with("2025-03-21");
  *over.mutable_pulled_out_on() = Date("2025-03-20");
  EXPECT_FALSE(ArrangesInterview(Applied(), over, today)) << "it has ended";
}

}  // namespace
}  // namespace gainful::employer
