// Which journey something new belongs to.
#include "services/employer/person.h"

#include "tests/unit/testing.h"

namespace gainful::employer {
namespace {

using gainful::testing::Day;

Course From(const std::string& id, const char* referred, const char* ended = "") {
  return {id, "p", Day(referred), *ended == '\0' ? std::nullopt : std::optional(Day(ended)), false};
}

std::string At(const std::vector<Course>& courses, const char* day) {
  const Course* found = UnderWay(courses, Day(day));
  return found == nullptr ? "" : found->id;
}

TEST(UnderWay, IsFromReferralToEndBothIncluded) {
  const std::vector courses{From("a", "2025-03-10", "2025-03-20")};
  EXPECT_EQ(At(courses, "2025-03-09"), "");
  EXPECT_EQ(At(courses, "2025-03-10"), "a");
  EXPECT_EQ(At(courses, "2025-03-20"), "a");
  EXPECT_EQ(At(courses, "2025-03-21"), "");
}

TEST(UnderWay, IsNoneOfSeveral) {
  const std::vector courses{From("a", "2025-03-10", "2025-03-20"), From("b", "2025-03-20")};
  EXPECT_EQ(At(courses, "2025-03-19"), "a");
  EXPECT_EQ(At(courses, "2025-03-20"), "");
  EXPECT_EQ(At(courses, "2025-03-21"), "b");
  EXPECT_EQ(CountUnderWay(courses, Day("2025-03-09")), 0);
  EXPECT_EQ(CountUnderWay(courses, Day("2025-03-19")), 1);
  EXPECT_EQ(CountUnderWay(courses, Day("2025-03-20")), 2);
}

TEST(UnderWay, IsNoneThatWasWithdrawn) {
  std::vector courses{From("a", "2025-03-10"), From("b", "2025-03-10")};
  courses[0].is_withdrawn = true;
  EXPECT_EQ(At(courses, "2025-03-10"), "b");
}

}  // namespace
}  // namespace gainful::employer
