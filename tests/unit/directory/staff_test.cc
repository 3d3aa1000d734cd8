#include "services/directory/staff.h"

#include "tests/unit/testing.h"

namespace gainful::directory {
namespace {

using gainful::testing::Day;

Days From(const char* first, const char* last = nullptr) {
  return {Day(first), last == nullptr ? std::nullopt : std::optional(Day(last))};
}

TEST(FirstSharedDay, IsTheLaterFirstDayWhereBothLast) {
  const Days march = From("2025-03-01", "2025-03-31");
  EXPECT_EQ(FirstSharedDay(march, From("2025-03-31", "2025-04-30")), Day("2025-03-31"));
  EXPECT_EQ(FirstSharedDay(march, From("2025-04-01", "2025-04-30")), std::nullopt);
  EXPECT_EQ(FirstSharedDay(march, From("2025-02-01", "2025-03-01")), Day("2025-03-01"));
  EXPECT_EQ(FirstSharedDay(march, From("2025-02-01", "2025-02-28")), std::nullopt);
  EXPECT_EQ(FirstSharedDay(march, From("2025-02-01")), Day("2025-03-01")) << "one that goes on";
  EXPECT_EQ(FirstSharedDay(From("2025-04-01"), From("2025-03-01")), Day("2025-04-01"));
  EXPECT_EQ(FirstSharedDay(march, From("2025-03-10", "2025-03-20")), Day("2025-03-10")) << "one within the other";
}

}  // namespace
}  // namespace gainful::directory
