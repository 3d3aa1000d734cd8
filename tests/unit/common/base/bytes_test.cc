#include "services/common/base/bytes.h"

#include <gtest/gtest.h>

#include "gainful/caseload/v1/caseload.pb.h"

namespace gainful::base {
namespace {

using gainful::caseload::v1::Participant;

Participant Filled(bool backwards) {
  Participant p;
  p.set_name("Ann Example");
  for (int i = 0; i < 40; ++i) (*p.mutable_local_characteristics())["c" + std::to_string(backwards ? 39 - i : i)] = "x";
  return p;
}

TEST(Bytes, AreTheSameInWhateverOrderAMapWasFilled) {
  EXPECT_EQ(Bytes(Filled(false)), Bytes(Filled(true)));
  Participant again;
  ASSERT_TRUE(again.ParseFromString(Bytes(Filled(true))));
  EXPECT_EQ(Bytes(again), Bytes(Filled(false))) << "and after a journey over the wire";
}

TEST(Bytes, HoldTheWholeMessage) {
  Participant back;
  ASSERT_TRUE(back.ParseFromString(Bytes(Filled(false))));
  EXPECT_EQ(back.name(), "Ann Example");
  EXPECT_EQ(back.local_characteristics_size(), 40);
  EXPECT_EQ(Bytes(Participant()), "");
}

TEST(Bytes, TellAnOptionalZeroFromNone) {
  Participant zero;
  zero.set_birth_year(0);
  EXPECT_NE(Bytes(zero), Bytes(Participant()));
}

}  // namespace
}  // namespace gainful::base
