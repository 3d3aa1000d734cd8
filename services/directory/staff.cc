#include "services/directory/staff.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/common/base/dates.h"
#include "services/common/base/ids.h"

namespace gainful::directory {
namespace {

constexpr int kWhole = 100;
constexpr int kMinutesOfADay = 24 * 60;

bool IsIn(absl::CivilDay day, const Days& days) { return day >= days.first && (!days.last || day <= *days.last); }

// Ids are the same whatever their capitals; text that is no id is for the field rules.
bool IsSameId(const std::string& a, const std::string& b) {
  const auto id = base::Uuid::Parse(a);
  return id && id == base::Uuid::Parse(b);
}

}  // namespace

std::optional<absl::CivilDay> FirstSharedDay(const Days& a, const Days& b) {
  const absl::CivilDay day = std::max(a.first, b.first);
  return IsIn(day, a) && IsIn(day, b) ? std::optional(day) : std::nullopt;
}

// The sum grows on first days alone, so it is enough to look at those.
std::optional<Excess> FirstExcess(const std::vector<Share>& shares) {
  std::optional<Excess> found;
  for (const auto& begins : shares) {
    const absl::CivilDay day = begins.days.first;
    if (found && found->day <= day) continue;
    int sum = 0;
    for (const auto& share : shares) sum += IsIn(day, share.days) ? share.percent : 0;
    if (sum > kWhole) found = Excess{day, sum};
  }
  return found;
}

int MinutesTooMany(int recorded, int further) { return std::max(0, recorded + further - kMinutesOfADay); }

bool MaySupervise(pb::StaffRole role) {
  switch (role) {
    case pb::STAFF_ROLE_EMPLOYMENT_SPECIALIST:
    case pb::STAFF_ROLE_OCCUPATIONAL_THERAPIST:
    case pb::STAFF_ROLE_SENIOR_OCCUPATIONAL_THERAPIST:
    case pb::STAFF_ROLE_PHYSIOTHERAPIST:
    case pb::STAFF_ROLE_TEAM_LEAD:
      return true;
    default:
      return false;
  }
}

void ValidatePosting(const pb::Posting& posting, std::optional<absl::CivilDay> employed_from,
                     std::optional<absl::CivilDay> employed_to, base::Violations* violations) {
  const auto first = base::ToDay(posting.starts_on());
  if (!first) return;
  if (employed_from && *first < *employed_from) {
    violations->Add("posting.starts_on", absl::StrCat("must not lie before the first day of the employment (",
                                                      base::FormatDay(*employed_from), ")"));
  }
  if (employed_to && *first > *employed_to) {
    violations->Add("posting.starts_on", absl::StrCat("must not lie after the last day of the employment (",
                                                      base::FormatDay(*employed_to), ")"));
  }
}

void ValidateStaffMember(const pb::StaffMember& member, base::Violations* violations) {
  const bool has_body = member.registration_body() != pb::REGISTRATION_BODY_UNSPECIFIED;
  if (has_body && member.registration_number().empty())
    violations->Add("staff_member.registration_number", "must be given with registration_body");
  if (!has_body && !member.registration_number().empty())
    violations->Add("staff_member.registration_body", "must be given with registration_number");
  if (member.role() == pb::STAFF_ROLE_STUDENT && member.supervisor_id().empty())
    violations->Add("staff_member.supervisor_id", "must be given: a student has a supervisor");
  if (IsSameId(member.supervisor_id(), member.id()))
    violations->Add("staff_member.supervisor_id", "must not be the member of staff themselves");
}

void ValidateSupervision(const pb::Supervision& supervision, base::Violations* violations) {
  if (IsSameId(supervision.supervisor_id(), supervision.supervisee_id()))
    violations->Add("supervision.supervisor_id", "must not be the one who was supervised");
  const auto held = base::ToDay(supervision.held_on()), next = base::ToDay(supervision.next_due_on());
  if (held && supervision.has_next_due_on() && next && *next < *held)
    violations->Add("supervision.next_due_on",
                    absl::StrCat("must not lie before held_on (", base::FormatDay(*held), ")"));
}

}  // namespace gainful::directory
