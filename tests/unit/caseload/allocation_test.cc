#include "services/caseload/allocation.h"

#include <gmock/gmock.h>

#include "tests/unit/testing.h"

namespace gainful::caseload {
namespace {

using gainful::testing::Date;
using gainful::testing::Day;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> FaultsOf(const std::string& on, const KeyWorker* worker) {
  pb::Allocation allocation;
  *allocation.mutable_allocated_on() = Date(on);
  base::Violations v;
  CheckAllocation(allocation, Day("2025-01-10"), worker, &v);
  return gainful::testing::Paths(v);
}

TEST(CheckAllocation, IsNotBeforeTheReferral) {
  EXPECT_THAT(FaultsOf("2025-01-09", nullptr), ElementsAre("allocation.allocated_on"));
  EXPECT_THAT(FaultsOf("2025-01-10", nullptr), IsEmpty());
  EXPECT_THAT(FaultsOf("2025-01-11", nullptr), IsEmpty());
}

TEST(CheckAllocation, IsToSomebodyEmployedOnThatDay) {
  const KeyWorker worker{"employment_specialist", 100, Day("2025-02-01"), Day("2025-03-31")};
  EXPECT_THAT(FaultsOf("2025-01-31", &worker), ElementsAre("allocation.staff_member_id"));
  EXPECT_THAT(FaultsOf("2025-02-01", &worker), IsEmpty());
  EXPECT_THAT(FaultsOf("2025-03-31", &worker), IsEmpty());
  EXPECT_THAT(FaultsOf("2025-04-01", &worker), ElementsAre("allocation.staff_member_id"));
  const KeyWorker always{"employment_specialist", std::nullopt, std::nullopt, std::nullopt};
  EXPECT_THAT(FaultsOf("2025-01-10", &always), IsEmpty());
}

TEST(CheckAllocation, IsNeverToAStudent) {
  const KeyWorker student{"student", 100, std::nullopt, std::nullopt};
  EXPECT_THAT(FaultsOf("2025-02-01", &student), ElementsAre("allocation.staff_member_id"));
}

TEST(CheckAllocation, IsToSomebodyWhoCanSeeTheJourney) {
  KeyWorker worker{"employment_specialist", 100, std::nullopt, std::nullopt};
  worker.works_in_team = false;
  EXPECT_THAT(FaultsOf("2025-02-01", &worker), ElementsAre("allocation.staff_member_id"));
}

TEST(AtLimit, SaysBothNumbers) {
  EXPECT_THAT(AtLimit(21, 20), HasSubstr("21 active journeys and the limit for their hours is 20"));
}

}  // namespace
}  // namespace gainful::caseload
