#include "services/common/base/instants.h"

namespace gainful::base {

google::protobuf::Timestamp ToProto(absl::Time instant) {
  const std::int64_t micros = absl::ToUnixMicros(instant);  // floors
  std::int64_t seconds = micros / 1000000;
  if (micros % 1000000 < 0) --seconds;  // nanos count forwards, before 1970 too
  google::protobuf::Timestamp out;
  out.set_seconds(seconds);
  out.set_nanos(static_cast<std::int32_t>((micros - seconds * 1000000) * 1000));
  return out;
}

absl::Time ToTime(const google::protobuf::Timestamp& instant) {
  return absl::FromUnixSeconds(instant.seconds()) + absl::Nanoseconds(instant.nanos());
}

}  // namespace gainful::base
