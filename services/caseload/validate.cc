#include "services/caseload/validate.h"

#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/caseload/match.h"
#include "services/common/base/dates.h"

namespace gainful::caseload {
namespace {

// Adds a violation when `on` is set and lies before `earliest`. Dates that name no real day were reported by the field rules.
void NotBefore(bool set, const google::type::Date& on, const google::type::Date& earliest, const char* field,
               const char* what, base::Violations* v) {
  if (!set) return;
  const auto day = base::ToDay(on);
  const auto first = base::ToDay(earliest);
  if (day && first && *day < *first) {
    v->Add(absl::StrCat("journey.", field),
           absl::StrCat("must not lie before ", what, " (", base::FormatDay(*first), ")"));
  }
}

template <class Record>
void SourceGoesWithKey(const Record& record, const std::string& prefix, base::Violations* v) {
  if (record.source().empty() == record.source_key().empty()) return;
  v->Add(prefix + (record.source().empty() ? "source" : "source_key"),
         "must be given, since the other one of the two is");
}

// The characteristics that stand on a participant's own record.
constexpr const char* kStatedFields[] = {"sex",          "gender_identity",     "ethnic_category",
                                         "disabilities", "long_term_condition", "settled_accommodation"};

enum class Said { kNothing, kDeclinedOrNotKnown, kSomething };

Said SaidIn(const pb::Participant& p, const google::protobuf::FieldDescriptor* field) {
  const auto* r = p.GetReflection();
  if (field->is_repeated() ? r->FieldSize(p, field) == 0 : r->GetEnumValue(p, field) == 0) return Said::kNothing;
  const int value = field->is_repeated() ? r->GetRepeatedEnumValue(p, field, 0) : r->GetEnumValue(p, field);
  const auto* known = field->enum_type()->FindValueByNumber(value);
  if (known == nullptr) return Said::kSomething;
  return absl::EndsWith(known->name(), "_NOT_STATED") || absl::EndsWith(known->name(), "_NOT_KNOWN")
             ? Said::kDeclinedOrNotKnown
             : Said::kSomething;
}

}  // namespace

void CheckStillStated(const pb::Participant& before, const pb::Participant& after, base::Violations* violations) {
  for (const char* name : kStatedFields) {
    const auto* field = pb::Participant::descriptor()->FindFieldByName(name);
    if (SaidIn(before, field) != Said::kSomething || SaidIn(after, field) != Said::kDeclinedOrNotKnown) continue;
    violations->Add(absl::StrCat("participant.", name),
                    "must not replace what was stated; that the person declines now is recorded by `gainful "
                    "characteristic record`, and what was recorded in error is cleared");
  }
}

void KeepStated(const pb::Participant& before, pb::Participant* given) {
  for (const char* name : kStatedFields) {
    const auto* field = pb::Participant::descriptor()->FindFieldByName(name);
    if (SaidIn(before, field) != Said::kSomething || SaidIn(*given, field) == Said::kSomething) continue;
    const auto* r = given->GetReflection();
    r->ClearField(given, field);
    if (!field->is_repeated()) {
      r->SetEnumValue(given, field, r->GetEnumValue(before, field));
      continue;
    }
    for (int i = 0; i < r->FieldSize(before, field); ++i)
      r->AddEnumValue(given, field, r->GetRepeatedEnumValue(before, field, i));
  }
}

void ValidateParticipant(const pb::Participant& p, base::Violations* v) {
  if (p.has_birth_date() && p.has_birth_year() && base::ToDay(p.birth_date()) &&
      p.birth_date().year() != p.birth_year()) {
    v->Add("participant.birth_year", absl::StrCat("must be the year of birth_date (", p.birth_date().year(), ")"));
  }
  if (!p.nhs_number().empty() && p.nhs_number().size() == 10 && !IsNhsNumber(p.nhs_number()))
    v->Add("participant.nhs_number", kNhsNumberWanted);
  std::set<int> seen;
  for (const int d : p.disabilities()) {
    if (!seen.insert(d).second) v->Add("participant.disabilities", "must not hold a value twice");
    if ((d == pb::DISABILITY_NONE || d == pb::DISABILITY_NOT_STATED) && p.disabilities_size() > 1) {
      v->Add("participant.disabilities", "\"no disability\" and \"not stated\" must stand alone");
    }
  }
  SourceGoesWithKey(p, "participant.", v);
}

void ValidateJourney(const pb::Journey& j, base::Violations* v) {
  NotBefore(j.has_triaged_on(), j.triaged_on(), j.referred_on(), "triaged_on", "the referral", v);
  NotBefore(j.has_accepted_on(), j.accepted_on(), j.referred_on(), "accepted_on", "the referral", v);
  NotBefore(j.has_declined_on(), j.declined_on(), j.referred_on(), "declined_on", "the referral", v);
  NotBefore(j.has_followed_to(), j.followed_to(), j.referred_on(), "followed_to", "the referral", v);
  if (j.has_accepted_on()) {
    NotBefore(j.has_exited_on(), j.exited_on(), j.accepted_on(), "exited_on", "the day the person was accepted", v);
  } else {
    NotBefore(j.has_exited_on(), j.exited_on(), j.referred_on(), "exited_on", "the referral", v);
  }
  if (j.has_exited_on() && j.has_declined_on())
    v->Add("journey.declined_on", "must not be set on a journey that was exited");
  if (j.triage_priority() != 0 && !j.has_triaged_on()) v->Add("journey.triage_priority", "needs triaged_on");
  if (!j.triage_reason().empty() && !j.has_triaged_on()) v->Add("journey.triage_reason", "needs triaged_on");
  if (j.has_accepted_on() && j.has_declined_on())
    v->Add("journey.declined_on", "must not be set on a journey that was accepted");
  if (j.decline_reason() != 0 && !j.has_declined_on()) v->Add("journey.decline_reason", "needs declined_on");
  if (j.exit_reason() != 0 && !j.has_exited_on()) v->Add("journey.exit_reason", "needs exited_on");
  if (j.exit_destination() != 0 && !j.has_exited_on()) v->Add("journey.exit_destination", "needs exited_on");
  SourceGoesWithKey(j, "journey.", v);
}

void CheckExitFollowsAcceptance(const pb::Journey& before, const pb::Journey& after, base::Violations* v) {
  if (after.has_exited_on() && !after.has_accepted_on() && !before.has_exited_on())
    v->Add("journey.exited_on", "needs accepted_on: a referral that was not accepted is declined");
}

void CheckEndStands(const pb::Journey& before, const pb::Journey& after, base::Violations* v) {
  if (before.has_exited_on() && !after.has_exited_on())
    v->Add("journey.exited_on", "is not cleared by an update; `gainful journey reopen` opens the journey again");
  if (before.has_exited_on() && after.has_exited_on()) {
    if (before.has_accepted_on() && !after.has_accepted_on())
      v->Add("journey.accepted_on", "is not cleared on a journey that was exited");
    if (before.exit_reason() != 0 && after.exit_reason() == 0)
      v->Add("journey.exit_reason", "is not cleared on a journey that was exited");
  }
  if (before.has_declined_on() && !after.has_declined_on())
    v->Add("journey.declined_on", "is not cleared by an update; `gainful journey reopen` opens the referral again");
}

}  // namespace gainful::caseload
