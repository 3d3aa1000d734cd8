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

void CheckReferral(const ProgrammeTerms& terms, std::optional<absl::CivilDay> born, std::optional<int> birth_year,
                   const pb::Journey& journey, base::Violations* violations) {
  const absl::CivilDay on = *base::ToDay(journey.referred_on());
  if (terms.ends_on && on > *terms.ends_on) {
    violations->Add("journey.referred_on", absl::StrCat("must not lie after the programme's last day (",
                                                        base::FormatDay(*terms.ends_on), ")"));
  }
  if (born && on < *born) {
    violations->Add("journey.referred_on", "must not lie before the person was born");
  } else if (!born && birth_year && on.year() < *birth_year) {
    violations->Add("journey.referred_on", "must not lie before the year in which the person was born");
  }
  if (journey.has_triaged_on() && !terms.triage)
    violations->Add("journey.triaged_on", "must not be set: triage is not part of this programme");
}

void CheckDayOfJourney(const std::string& field, std::optional<absl::CivilDay> day,
                       std::optional<absl::CivilDay> referred_on, std::optional<absl::CivilDay> ended_on,
                       base::Violations* violations) {
  if (!day) return;
  if (referred_on && *day < *referred_on)
    violations->Add(field, absl::StrCat("must not lie before the referral (", base::FormatDay(*referred_on), ")"));
  if (ended_on && *day > *ended_on)
    violations->Add(field, absl::StrCat("must not lie after the journey's end (", base::FormatDay(*ended_on), ")"));
}

absl::Status CheckFacts(const ProgrammeTerms& terms, const pb::Journey& journey) {
  const auto missing = [](const char* fact) {
    return base::Error(absl::StatusCode::kFailedPrecondition, "FACTS_MISSING",
                       absl::StrCat("the programme asks for ", fact,
                                    " before it accepts anybody; `gainful journey update` records it"));
  };
  if (terms.asks_eligibility && journey.eligible() == type::v1::ANSWER_UNSPECIFIED) return missing("--eligible");
  if (terms.asks_right_to_work && journey.right_to_work() == type::v1::ANSWER_UNSPECIFIED)
    return missing("--right-to-work");
  return absl::OkStatus();
}

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
