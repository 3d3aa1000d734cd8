#include "services/placement/spell.h"

#include "absl/strings/str_cat.h"
#include "services/common/base/codes.h"
#include "services/common/base/dates.h"

namespace gainful::placement {
namespace {

absl::Status WrongState(const pb::Spell& spell, absl::string_view wanted) {
  const auto* status = pb::SpellStatus_descriptor()->FindValueByNumber(StatusOf(spell));
  const bool is_ended = StatusOf(spell) == pb::SPELL_STATUS_ENDED;
  const std::string since = is_ended ? absl::StrCat(", on ", base::FormatDay(*base::ToDay(spell.ended_on()))) : "";
  return base::Error(absl::StatusCode::kFailedPrecondition, "STATE",
                     absl::StrCat("the spell is \"", base::MeaningOf(status), "\"", since, "; ", wanted));
}

// Adds a violation when `a` lies before `b`; dates that name no real day were reported by the field rules.
void NotBefore(const google::type::Date& a, const google::type::Date& b, absl::string_view field,
               absl::string_view what, base::Violations* v) {
  const auto day = base::ToDay(a);
  const auto first = base::ToDay(b);
  if (day && first && *day < *first) {
    v->Add(field, absl::StrCat("must not lie before ", what, " (", base::FormatDay(*first), ")"));
  }
}

void NotAfter(const google::type::Date& a, const google::type::Date& b, absl::string_view field, absl::string_view what,
              base::Violations* v) {
  const auto day = base::ToDay(a);
  const auto last = base::ToDay(b);
  if (day && last && *day > *last)
    v->Add(field, absl::StrCat("must not lie after ", what, " (", base::FormatDay(*last), ")"));
}

}  // namespace

pb::SpellStatus StatusOf(const pb::Spell& spell) {
  if (spell.has_withdrawn_on()) return pb::SPELL_STATUS_WITHDRAWN;
  return spell.has_ended_on() ? pb::SPELL_STATUS_ENDED : pb::SPELL_STATUS_CURRENT;
}

void ValidateSpell(const pb::Spell& s, base::Violations* v) {
  if (s.has_ended_on()) NotBefore(s.ended_on(), s.started_on(), "spell.ended_on", "the start", v);
  if (s.has_last_confirmed_on()) {
    NotBefore(s.last_confirmed_on(), s.started_on(), "spell.last_confirmed_on", "the start", v);
    if (s.has_ended_on()) NotAfter(s.last_confirmed_on(), s.ended_on(), "spell.last_confirmed_on", "the end", v);
  }
  if (s.has_first_four_hours_on()) {
    constexpr char kField[] = "spell.first_four_hours_on";
    NotBefore(s.first_four_hours_on(), s.started_on(), kField, "the start", v);
    if (s.has_ended_on()) NotAfter(s.first_four_hours_on(), s.ended_on(), kField, "the end", v);
  }
  if (s.end_reason() != 0 && !s.has_ended_on()) v->Add("spell.end_reason", "needs ended_on");
  if (s.has_end_heard_on()) {
    if (!s.has_ended_on()) v->Add("spell.end_heard_on", "needs ended_on");
    NotBefore(s.end_heard_on(), s.started_on(), "spell.end_heard_on", "the start", v);
  }
  if ((s.pay_period() != 0) != s.has_pay_period_from()) {
    v->Add(s.has_pay_period_from() ? "spell.pay_period" : "spell.pay_period_from",
           "must be given, since the other one of the two is");
  }
  if (s.source().empty() != s.source_key().empty()) {
    v->Add(s.source().empty() ? "spell.source" : "spell.source_key",
           "must be given, since the other one of the two is");
  }
}

void ValidateAgainstBirth(const pb::Spell& s, const Birth& birth, base::Violations* v) {
  const auto start = base::ToDay(s.started_on());
  if (!start) return;
  if (birth.date && *start < *birth.date) {
    v->Add("spell.started_on", "must not lie before the person was born");
  } else if (!birth.date && birth.year && start->year() < *birth.year) {
    v->Add("spell.started_on", "must not lie before the year in which the person was born");
  }
}

absl::Status Confirm(const google::type::Date& on, pb::Spell* spell, base::Violations* v) {
  if (spell->has_withdrawn_on()) return WrongState(*spell, "it cannot be confirmed");
  NotBefore(on, spell->started_on(), "last_confirmed_on", "the start", v);
  if (spell->has_ended_on()) NotAfter(on, spell->ended_on(), "last_confirmed_on", "the end", v);
  if (spell->has_last_confirmed_on())
    NotBefore(on, spell->last_confirmed_on(), "last_confirmed_on", "the day confirmed already", v);
  if (!v->empty()) return absl::OkStatus();
  *spell->mutable_last_confirmed_on() = on;
  return absl::OkStatus();
}

absl::Status End(const pb::EndSpellRequest& q, pb::Spell* spell, base::Violations* v) {
  if (StatusOf(*spell) != pb::SPELL_STATUS_CURRENT) return WrongState(*spell, "only a job that goes on can end");
  NotBefore(q.ended_on(), spell->started_on(), "ended_on", "the start", v);
  if (spell->has_first_four_hours_on())
    NotBefore(q.ended_on(), spell->first_four_hours_on(), "ended_on", "the day of the first four paid hours", v);
  if (spell->has_last_confirmed_on())
    NotBefore(q.ended_on(), spell->last_confirmed_on(), "ended_on", "the day last confirmed in work", v);
  if (q.has_end_heard_on()) NotBefore(q.end_heard_on(), spell->started_on(), "end_heard_on", "the start", v);
  if (!v->empty()) return absl::OkStatus();
  *spell->mutable_ended_on() = q.ended_on();
  spell->set_end_reason(q.end_reason());
  if (q.has_end_heard_on()) *spell->mutable_end_heard_on() = q.end_heard_on();
  return absl::OkStatus();
}

absl::Status Withdraw(absl::CivilDay today, pb::Spell* spell) {
  if (spell->has_withdrawn_on()) return WrongState(*spell, "it was withdrawn before");
  *spell->mutable_withdrawn_on() = base::ToProto(today);
  return absl::OkStatus();
}

}  // namespace gainful::placement
