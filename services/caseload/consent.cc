#include "services/caseload/consent.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/common/base/dates.h"

namespace gainful::caseload {
namespace {

template <class List>
void NothingTwice(const List& list, const char* field, base::Violations* v) {
  const std::set<int> distinct(list.begin(), list.end());
  if (static_cast<int>(distinct.size()) < list.size()) v->Add(field, "must not hold a value twice");
}

template <class List>
bool Holds(const List& list, int value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

// Whether `later` speaks of what `allowed` is.
bool Covers(const pb::Consent& later, const Allowed& allowed) {
  const auto& [recipient, purpose, category, direction] = allowed;
  return (!later.has_recipient_org_id() || later.recipient_org_id() == recipient) &&
         (later.purpose() == 0 || later.purpose() == purpose) && Holds(later.categories(), category) &&
         Holds(later.directions(), direction);
}

bool IsSpokenFor(const pb::Consent& c) {
  return c.given_by() == pb::CONSENT_GIVEN_BY_PARENT || c.given_by() == pb::CONSENT_GIVEN_BY_ATTORNEY_OR_DEPUTY;
}

}  // namespace

void ValidateConsent(const pb::Consent& c, const base::Uuid& org, absl::CivilDay today, base::Violations* v) {
  if (c.decision() == pb::CONSENT_DECISION_WITHDRAWN)
    v->Add("consent.decision", "must be given or refused; what was given is withdrawn by a call of its own");
  if (base::Uuid::Parse(c.recipient_org_id()) == org)
    v->Add("consent.recipient_org_id", "must be another organisation: support inside your own needs no consent");
  if (IsSpokenFor(c) && c.capacity_note().empty())
    v->Add("consent.capacity_note",
           "must be given, since somebody speaks for the participant: on what grounds, and what was considered about "
           "their own capacity");
  NothingTwice(c.categories(), "consent.categories", v);
  NothingTwice(c.directions(), "consent.directions", v);
  const auto said = base::ToDay(c.said_on()), expires = base::ToDay(c.expires_on());
  if (c.has_said_on() && c.has_expires_on() && said && expires && *expires < *said)
    v->Add("consent.expires_on", absl::StrCat("must not lie before the statement (", base::FormatDay(*said), ")"));
  else if (c.has_expires_on() && expires && *expires < today)
    v->Add("consent.expires_on",
           absl::StrCat("must not lie before today (", base::FormatDay(today), "): it would hold no more"));
}

void CheckSpeaker(const pb::Consent& c, std::optional<absl::CivilDay> born, std::optional<int> birth_year,
                  base::Violations* v) {
  const auto said = base::ToDay(c.said_on());
  if (!c.has_said_on() || !said || (!born && !birth_year)) return;
  // Of a year of birth its last day: whoever may still be under 16 is asked about, and nobody is taken to be 16 by a guess.
  const absl::CivilDay latest = born ? *born : absl::CivilDay(*birth_year, 12, 31);
  const absl::CivilDay turns_16(latest.year() + 16, latest.month(), latest.day());
  if (c.given_by() == pb::CONSENT_GIVEN_BY_PARENT && *said >= turns_16)
    v->Add("consent.given_by", absl::StrCat("must not be parent: the participant was 16 or older on ",
                                            base::FormatDay(*said), " and speaks for themselves"));
  if (!IsSpokenFor(c) && c.capacity_note().empty() && *said < turns_16)
    v->Add("consent.capacity_note", absl::StrCat("must be given: the participant was under 16 on ",
                                                 base::FormatDay(*said), ", or may have been, and speaks alone"));
}

pb::Consent WithdrawalOf(const pb::WithdrawConsentRequest& q) {
  pb::Consent c;
  c.set_participant_id(q.participant_id());
  c.set_decision(pb::CONSENT_DECISION_WITHDRAWN);
  if (!q.recipient_org_id().empty()) c.set_recipient_org_id(q.recipient_org_id());
  c.set_purpose(q.purpose());
  *c.mutable_categories() = q.categories();
  *c.mutable_directions() = q.directions();
  if (c.categories().empty()) {
    for (int i = pb::SharingCategory_MIN + 1; i <= pb::SharingCategory_MAX; ++i)
      c.add_categories(static_cast<pb::SharingCategory>(i));
  }
  if (c.directions().empty()) {
    for (int i = pb::SharingDirection_MIN + 1; i <= pb::SharingDirection_MAX; ++i)
      c.add_directions(static_cast<pb::SharingDirection>(i));
  }
  *c.mutable_said_on() = q.said_on();
  c.set_manner(q.manner());
  c.set_given_by(q.given_by());
  return c;
}

std::set<Allowed> InForce(const std::vector<pb::Consent>& statements, absl::CivilDay today) {
  std::set<Allowed> allowed;
  for (const auto& given : statements) {
    if (given.decision() != pb::CONSENT_DECISION_GIVEN) continue;
    if (given.has_expires_on() && *base::ToDay(given.expires_on()) < today) continue;
    for (const int category : given.categories()) {
      for (const int direction : given.directions()) {
        const Allowed one{given.recipient_org_id(), given.purpose(), static_cast<pb::SharingCategory>(category),
                          static_cast<pb::SharingDirection>(direction)};
        const bool is_superseded = std::any_of(statements.begin(), statements.end(), [&](const pb::Consent& later) {
          const bool is_no = later.decision() != pb::CONSENT_DECISION_GIVEN;
          return Covers(later, one) && (later.number() > given.number() ||
                                        (is_no && *base::ToDay(later.said_on()) > *base::ToDay(given.said_on())));
        });
        if (!is_superseded) allowed.insert(one);
      }
    }
  }
  return allowed;
}

absl::Status Review(const std::string& reviewer, absl::CivilDay today, pb::Disclosure* disclosure) {
  if (disclosure->has_reviewed_on())
    return base::Error(absl::StatusCode::kFailedPrecondition, "STATE", "the disclosure was reviewed before");
  if (disclosure->author() == reviewer)
    return base::Error(absl::StatusCode::kFailedPrecondition, "OWN_DISCLOSURE",
                       "you recorded this disclosure yourself; another manager must review it");
  disclosure->set_reviewer(reviewer);
  *disclosure->mutable_reviewed_on() = base::ToProto(today);
  return absl::OkStatus();
}

}  // namespace gainful::caseload
