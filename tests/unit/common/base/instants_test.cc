#include "services/common/base/instants.h"

#include <gtest/gtest.h>

namespace gainful::base {
namespace {

TEST(Instants, KeepMicrosecondsAndNothingFiner) {
  const absl::Time t = absl::FromUnixSeconds(1700000000) + absl::Nanoseconds(123456789);
  EXPECT_EQ(ToProto(t).seconds(), 1700000000);
  EXPECT_EQ(ToProto(t).nanos(), 123456000);
  EXPECT_EQ(ToTime(ToProto(t)), absl::FromUnixSeconds(1700000000) + absl::Microseconds(123456));
}

TEST(Instants, CountNanosForwardsOnBothSidesOf1970) {
  for (const std::int64_t micros : {-1000001, -1000000, -999999, -1, 0, 1, 999999, 1000000, 1000001}) {
    const auto proto = ToProto(absl::FromUnixMicros(micros));
    EXPECT_GE(proto.nanos(), 0) << micros;
    EXPECT_LT(proto.nanos(), 1000000000) << micros;
    EXPECT_EQ(ToTime(proto), absl::FromUnixMicros(micros)) << micros;
  }
}

}  // namespace
}  // namespace gainful::base
