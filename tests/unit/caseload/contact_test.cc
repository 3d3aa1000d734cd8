#include "services/caseload/contact.h"

#include <gmock/gmock.h>

#include "services/common/base/dates.h"
#include "tests/unit/testing.h"

namespace gainful::caseload {
namespace {

using ::testing::ElementsAre;

google::type::Date Day(int month, int day) { return base::ToProto(absl::CivilDay(2025, month, day)); }

TEST(Contacts, NameNobodyTwice) {
  pb::Contact c;
  c.add_met_with(pb::CONTACT_WITH_PARTICIPANT);
  c.add_met_with(pb::CONTACT_WITH_CARER);
  base::Violations none, some;
  ValidateContact(c, &none);
  EXPECT_TRUE(none.empty());
  c.add_met_with(pb::CONTACT_WITH_PARTICIPANT);
  ValidateContact(c, &some);
  EXPECT_THAT(gainful::testing::Paths(some), ElementsAre("contact.met_with"));
}

pb::Journey Referred(const std::string& id, google::type::Date on) {
  pb::Journey j;
  j.set_id(id);
  *j.mutable_referred_on() = on;
  return j;
}

TEST(JourneyUnderWay, BeginsWithTheReferralAndEndsWithTheLastDay) {
  const auto on = [](std::vector<pb::Journey> journeys, int day) {
    return JourneyUnderWay(journeys, absl::CivilDay(2025, 3, day));
  };
  pb::Journey j = Referred("a", Day(3, 10));
  EXPECT_EQ(on({j}, 9), "");
  EXPECT_EQ(on({j}, 10), "a");
  pb::Journey left = j;
  *left.mutable_exited_on() = Day(3, 20);
  EXPECT_EQ(on({left}, 20), "a");
  EXPECT_EQ(on({left}, 21), "");
  pb::Journey declined = j;
  *declined.mutable_declined_on() = Day(3, 12);
  EXPECT_EQ(on({declined}, 12), "a");
  EXPECT_EQ(on({declined}, 13), "");
  pb::Journey mistaken = j;
  *mistaken.mutable_withdrawn_on() = Day(3, 30);
  EXPECT_EQ(on({mistaken}, 15), "");
}

TEST(JourneyUnderWay, IsNotGuessedAmongSeveral) {
  pb::Journey first = Referred("a", Day(1, 1));
  const pb::Journey second = Referred("b", Day(3, 10));
  EXPECT_EQ(JourneyUnderWay({}, absl::CivilDay(2025, 3, 10)), "");
  EXPECT_EQ(JourneyUnderWay({first, second}, absl::CivilDay(2025, 3, 9)), "a");
  EXPECT_EQ(JourneyUnderWay({first, second}, absl::CivilDay(2025, 3, 10)), "");
  *first.mutable_exited_on() = Day(3, 9);
  EXPECT_EQ(JourneyUnderWay({first, second}, absl::CivilDay(2025, 3, 10)), "b");
}

TEST(Contacts, AreWithdrawnOnce) {
  pb::Contact c;
  EXPECT_TRUE(Withdraw(absl::CivilDay(2025, 3, 5), &c).ok());
  EXPECT_EQ(base::ToDay(c.withdrawn_on()), absl::CivilDay(2025, 3, 5));
  EXPECT_EQ(Withdraw(absl::CivilDay(2025, 3, 6), &c).code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(base::ToDay(c.withdrawn_on()), absl::CivilDay(2025, 3, 5));
}

}  // namespace
}  // namespace gainful::caseload
