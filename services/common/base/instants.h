// Instants, as messages hold them: to the microsecond, which is what Postgres keeps.
#pragma once

#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"

namespace gainful::base {

google::protobuf::Timestamp ToProto(absl::Time instant);
absl::Time ToTime(const google::protobuf::Timestamp& instant);

}  // namespace gainful::base
