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

// A posting as far as the sum of hours goes.
struct Hours {
  Days days;
  int fte_percent;  // 100 is full time
};

// A day on which somebody would work more than full time, and how much.
struct Excess {
  absl::CivilDay day;
  int fte_percent;
};

// The first day on which these postings, all of one person, come to more than full time together.
std::optional<Excess> FirstExcess(const std::vector<Hours>& postings);

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
