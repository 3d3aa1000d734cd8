#include "services/caseload/journey.h"

#include "absl/strings/str_cat.h"
#include "services/common/base/codes.h"
#include "services/common/base/dates.h"

namespace gainful::caseload {
namespace {

absl::Status WrongState(const pb::Journey& journey, absl::string_view wanted) {
  const auto* status = pb::JourneyStatus_descriptor()->FindValueByNumber(StatusOf(journey));
  return base::Error(absl::StatusCode::kFailedPrecondition, "STATE",
                     absl::StrCat("the journey is \"", base::MeaningOf(status), "\"; ", wanted));
}

bool Before(const google::type::Date& a, const google::type::Date& b) { return *base::ToDay(a) < *base::ToDay(b); }

void NotBefore(const google::type::Date& on, const google::type::Date& earliest, const char* field, const char* what,
               base::Violations* violations) {
  if (!Before(on, earliest)) return;
  violations->Add(field,
                  absl::StrCat("must not lie before ", what, " (", base::FormatDay(*base::ToDay(earliest)), ")"));
}

}  // namespace

pb::JourneyStatus StatusOf(const pb::Journey& journey) {
  if (journey.has_withdrawn_on()) return pb::JOURNEY_STATUS_WITHDRAWN;
  if (journey.has_declined_on()) return pb::JOURNEY_STATUS_DECLINED;
  if (journey.has_exited_on()) return pb::JOURNEY_STATUS_EXITED;
  if (journey.has_accepted_on())
    return journey.has_engaged_on() ? pb::JOURNEY_STATUS_ENGAGED : pb::JOURNEY_STATUS_ACTIVE;
  return pb::JOURNEY_STATUS_REFERRED;
}

absl::Status Triage(const pb::TriageJourneyRequest& q, const std::string& by, pb::Journey* journey,
                    base::Violations* violations) {
  if (StatusOf(*journey) != pb::JOURNEY_STATUS_REFERRED)
    return WrongState(*journey, "only an undecided referral is triaged");
  NotBefore(q.triaged_on(), journey->referred_on(), "triaged_on", "the referral", violations);
  if (!violations->empty()) return absl::OkStatus();
  *journey->mutable_triaged_on() = q.triaged_on();
  journey->set_triage_priority(q.triage_priority());
  journey->set_triage_reason(q.triage_reason());
  journey->set_triaged_by(by);
  return absl::OkStatus();
}

absl::Status Accept(const google::type::Date& on, pb::Journey* journey, base::Violations* violations) {
  if (StatusOf(*journey) != pb::JOURNEY_STATUS_REFERRED)
    return WrongState(*journey, "only an undecided referral can be accepted");
  NotBefore(on, journey->referred_on(), "accepted_on", "the referral", violations);
  if (!violations->empty()) return absl::OkStatus();
  *journey->mutable_accepted_on() = on;
  return absl::OkStatus();
}

absl::Status Decline(const google::type::Date& on, pb::DeclineReason reason, pb::Journey* journey,
                     base::Violations* violations) {
  if (StatusOf(*journey) != pb::JOURNEY_STATUS_REFERRED)
    return WrongState(*journey, "only an undecided referral can be declined");
  NotBefore(on, journey->referred_on(), "declined_on", "the referral", violations);
  if (!violations->empty()) return absl::OkStatus();
  *journey->mutable_declined_on() = on;
  journey->set_decline_reason(reason);
  return absl::OkStatus();
}

absl::Status Exit(const pb::ExitJourneyRequest& q, pb::Journey* journey, base::Violations* violations) {
  const auto status = StatusOf(*journey);
  if (status != pb::JOURNEY_STATUS_ACTIVE && status != pb::JOURNEY_STATUS_ENGAGED)
    return WrongState(*journey, "only a journey under way can end");
  NotBefore(q.exited_on(), journey->accepted_on(), "exited_on", "the day the person was accepted", violations);
  if (!violations->empty()) return absl::OkStatus();
  *journey->mutable_exited_on() = q.exited_on();
  journey->set_exit_reason(q.exit_reason());
  journey->set_exit_destination(q.exit_destination());
  return absl::OkStatus();
}

absl::Status Reopen(absl::CivilDay today, const std::string& reason, pb::Journey* journey) {
  const auto status = StatusOf(*journey);
  if (status != pb::JOURNEY_STATUS_EXITED && status != pb::JOURNEY_STATUS_DECLINED)
    return WrongState(*journey, "only one that was exited or declined is opened again");
  journey->clear_exited_on();
  journey->clear_exit_reason();
  journey->clear_exit_destination();
  journey->clear_declined_on();
  journey->clear_decline_reason();
  *journey->mutable_reopened_on() = base::ToProto(today);
  journey->set_reopen_reason(reason);
  return absl::OkStatus();
}

absl::Status Withdraw(absl::CivilDay today, pb::Journey* journey) {
  if (journey->has_withdrawn_on()) return WrongState(*journey, "it was withdrawn before");
  *journey->mutable_withdrawn_on() = base::ToProto(today);
  return absl::OkStatus();
}

}  // namespace gainful::caseload
