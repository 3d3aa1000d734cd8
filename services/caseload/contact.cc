#include "services/caseload/contact.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "services/common/base/dates.h"

namespace gainful::caseload {

void ValidateContact(const pb::Contact& c, base::Violations* v) {
  const std::set<int> with(c.met_with().begin(), c.met_with().end());
  if (static_cast<int>(with.size()) < c.met_with_size()) v->Add("contact.met_with", "must not hold a value twice");
}

void ValidateAgainstJourney(const pb::Contact& contact, const pb::Journey& journey, base::Violations* v) {
  if (base::ToDay(contact.contacted_on()) < base::ToDay(journey.referred_on())) {
    v->Add("contact.contacted_on", absl::StrCat("must not lie before the referral (",
                                                base::FormatDay(*base::ToDay(journey.referred_on())), ")"));
  }
}

std::string JourneyUnderWay(const std::vector<pb::Journey>& journeys, absl::CivilDay day) {
  const auto ended_before = [day](bool set, const google::type::Date& on) { return set && base::ToDay(on) < day; };
  std::string found;
  for (const auto& j : journeys) {
    if (base::ToDay(j.referred_on()) > day || j.has_withdrawn_on()) continue;
    if (ended_before(j.has_declined_on(), j.declined_on()) || ended_before(j.has_exited_on(), j.exited_on())) continue;
    if (!found.empty()) return "";
    found = j.id();
  }
  return found;
}

absl::Status Withdraw(absl::CivilDay today, pb::Contact* contact) {
  if (contact->has_withdrawn_on())
    return base::Error(absl::StatusCode::kFailedPrecondition, "STATE", "the contact was withdrawn before");
  *contact->mutable_withdrawn_on() = base::ToProto(today);
  return absl::OkStatus();
}

}  // namespace gainful::caseload
