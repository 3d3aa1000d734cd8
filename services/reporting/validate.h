// What a report's request must be, beyond the field rules of the contract.
#pragma once

#include "gainful/reporting/v1/reporting.pb.h"
#include "services/common/base/call.h"
#include "services/common/base/status.h"
#include "services/reporting/profile.pb.h"

namespace gainful::reporting {

namespace pb = gainful::reporting::v1;

// The period must not end before it begins, nor be drawn before it begins or after today. `as_at` null: not set.
void ValidatePeriod(const google::type::Date& from, const google::type::Date& to, const google::type::Date* as_at,
                    absl::CivilDay today, base::Violations* violations);

// Under a profile, figures are of whole calendar months that are over, drawn as at the end of one, with a horizon and a gap that the profile lists: many
// questions of ever new days would pin the few people by whom their answers differ. `as_at` null: not set.
void ValidateControlled(const Profile& profile, const google::type::Date& from, const google::type::Date& to,
                        const google::type::Date* as_at, absl::CivilDay today, base::Violations* violations);
void ValidateDays(const std::string& field, std::int64_t days,
                  const google::protobuf::RepeatedField<std::int64_t>& allowed, const Profile& profile,
                  base::Violations* violations);

// Raw figures are for managers and auditors, of their own organisation.
absl::Status MayHaveRaw(const base::Call& call, pb::Disclosure disclosure);

}  // namespace gainful::reporting
