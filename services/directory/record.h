// What the services of this folder share: how their records are stored, and whether what a record names is there.
#pragma once

#include <optional>
#include <string>

#include "services/common/base/dates.h"
#include "services/common/base/ids.h"
#include "services/common/db/pool.h"
#include "services/common/journal/records.h"

namespace gainful::directory {

// A record in table directory.<kind>, which everybody whose role admits them may see.
journal::RecordSpec Spec(const google::protobuf::Descriptor* type, const std::string& kind);

// A rule that finds nothing wrong, for records that were checked in full before their transaction began.
absl::Status Nothing(db::Transaction&, const pqxx::result&, const google::protobuf::Message*,
                     google::protobuf::Message*, base::Violations*);

// NOT_FOUND for `field` unless the organisation has a record of this kind ("programme", "team", "member of staff", "partner") with this id. Foreign keys would say
// so too, but as an error of the database's and not of a field.
absl::Status MustExist(db::Transaction& tx, const base::Call& call, const std::string& kind, const std::string& id,
                       const std::string& field);

}  // namespace gainful::directory
