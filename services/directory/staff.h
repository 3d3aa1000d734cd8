// What postings, supervision and attachments must be: pure functions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "gainful/directory/v1/directory.pb.h"
#include "gainful/directory/v1/staff.pb.h"
#include "services/common/base/status.h"

namespace gainful::directory {

namespace pb = gainful::directory::v1;

// Days from the first to the last one; without a last one it goes on.
struct Days {
  absl::CivilDay first;
  std::optional<absl::CivilDay> last;
};

// The first day that both have; nothing where they have none.
std::optional<absl::CivilDay> FirstSharedDay(const Days& a, const Days& b);

// A part of a whole for some days: of full time, as a posting of somebody's is, or of a programme's money.
struct Share {
  Days days;
  int percent;
};

// A day on which the shares come to more than the whole, and to how much.
struct Excess {
  absl::CivilDay day;
  int percent;
};

// The first day on which these shares, all of one whole, come to more than 100 together.
std::optional<Excess> FirstExcess(const std::vector<Share>& shares);

// Minutes of one day beyond the 1440 that it has; 0 where they fit.
int MinutesTooMany(int recorded, int further);

// Whether people of this role may supervise others: occupational therapists, senior or not, physiotherapists, employment specialists, team leads.
bool MaySupervise(pb::StaffRole role);

// A posting begins within the employment, whose first and last day may not be known.
void ValidatePosting(const pb::Posting& posting, std::optional<absl::CivilDay> employed_from,
                     std::optional<absl::CivilDay> employed_to, base::Violations* violations);

// Registered with somebody under a number, or not at all; a student has a supervisor, and nobody is their own.
void ValidateStaffMember(const pb::StaffMember& member, base::Violations* violations);

// By somebody else than the one supervised, and due again no earlier than it was held.
void ValidateSupervision(const pb::Supervision& supervision, base::Violations* violations);

}  // namespace gainful::directory
