// Values out of rows: null is empty text, or nothing.
#pragma once

#include <optional>
#include <string>

#include "google/protobuf/timestamp.pb.h"
#include "services/common/base/dates.h"
#include "services/common/base/instants.h"
#include "services/common/db/pool.h"

namespace gainful::db {

inline std::string TextIn(const pqxx::field& field) { return field.is_null() ? "" : field.c_str(); }

inline std::optional<int> NumberIn(const pqxx::field& field) {
  return field.is_null() ? std::nullopt : std::optional(field.as<int>());
}

inline std::optional<absl::CivilDay> DayIn(const pqxx::field& field) {
  return field.is_null() ? std::nullopt : base::ParseDay(field.c_str());
}

// False for null.
inline bool IsTrue(const pqxx::field& field) { return field.c_str()[0] == 't'; }

// An instant that comes as microseconds since 1970; not for null.
inline google::protobuf::Timestamp InstantIn(const pqxx::field& micros) {
  return base::ToProto(absl::FromUnixMicros(micros.as<std::int64_t>()));
}

}  // namespace gainful::db
