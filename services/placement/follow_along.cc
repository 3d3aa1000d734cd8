#include "services/placement/follow_along.h"

#include <algorithm>

#include "services/common/base/dates.h"

namespace gainful::placement {
namespace {

constexpr int kWeeksOfFirstMonth = 4;

struct Span {
  pb::FollowAlongReason reason;
  absl::CivilDay from, due;
};

// The same day so many months later, or that month's last.
absl::CivilDay Months(absl::CivilDay day, int months) {
  const absl::CivilMonth month = absl::CivilMonth(day) + months;
  const absl::CivilDay last = absl::CivilDay(month + 1) - 1;
  return std::min(absl::CivilDay(month) + (day.day() - 1), last);
}

// All spans that begin by `as_of`, and at least one that begins later.
std::vector<Span> Spans(const Followed& f, absl::CivilDay as_of) {
  const absl::CivilDay start = f.job_started_on;
  std::vector<Span> spans{{pb::FOLLOW_ALONG_REASON_BEFORE_START, start - kDaysBeforeStart, start - 1},
                          {pb::FOLLOW_ALONG_REASON_START, start, start + 3}};
  for (int week = 0; week < kWeeksOfFirstMonth; ++week)
    spans.push_back({pb::FOLLOW_ALONG_REASON_FIRST_MONTH, start + 7 * week, start + 7 * week + 6});
  for (int month = 1; month == 1 || spans.back().from <= as_of; ++month)
    spans.push_back({pb::FOLLOW_ALONG_REASON_MONTHLY, Months(start, month), Months(start, month + 1) - 1});
  if (f.lost_heard_on) spans.push_back({pb::FOLLOW_ALONG_REASON_LOSS, *f.lost_heard_on, *f.lost_heard_on + 3});
  std::stable_sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.from < b.from; });
  return spans;
}

std::optional<absl::CivilDay> MetOn(const Followed& f, const Span& span, absl::CivilDay as_of) {
  std::optional<absl::CivilDay> met;
  for (const auto day : f.contacts) {
    if (day >= span.from && day <= span.due && day <= as_of && (!met || day < *met)) met = day;
  }
  return met;
}

// Whether anybody is asked for it.
bool IsAskedFor(const Followed& f, const Span& span, bool is_met) {
  if (span.due < f.referred_on) return false;
  if (f.started_on > f.job_started_on && span.due < f.started_on) return false;
  if (is_met) return true;
  if (span.reason != pb::FOLLOW_ALONG_REASON_LOSS && f.ended_on && span.due > *f.ended_on) return false;
  return !f.exited_on || span.due <= *f.exited_on;
}

pb::FollowAlongState StateOf(const Span& span, bool is_met, absl::CivilDay as_of) {
  if (is_met) return pb::FOLLOW_ALONG_STATE_MET;
  if (as_of < span.from) return pb::FOLLOW_ALONG_STATE_AHEAD;
  return as_of <= span.due ? pb::FOLLOW_ALONG_STATE_DUE : pb::FOLLOW_ALONG_STATE_MISSED;
}

}  // namespace

std::optional<absl::CivilDay> LossHeardOn(const pb::Spell& s) {
  if (!s.has_ended_on() || s.end_reason() == pb::END_REASON_BETTER_JOB || s.has_continued_by_spell_id())
    return std::nullopt;
  return base::ToDay(s.has_end_heard_on() ? s.end_heard_on() : s.ended_on());
}

std::vector<pb::FollowAlongContact> FollowAlong(const Followed& f, absl::CivilDay as_of) {
  std::vector<pb::FollowAlongContact> contacts;
  for (const Span& span : Spans(f, as_of)) {
    const auto met = MetOn(f, span, as_of);
    if (!IsAskedFor(f, span, met.has_value())) continue;
    auto& contact = contacts.emplace_back();
    contact.set_reason(span.reason);
    *contact.mutable_from() = base::ToProto(span.from);
    *contact.mutable_due_on() = base::ToProto(span.due);
    if (met) *contact.mutable_met_on() = base::ToProto(*met);
    contact.set_state(StateOf(span, met.has_value(), as_of));
    if (contact.state() == pb::FOLLOW_ALONG_STATE_AHEAD) break;  // only the next one
  }
  return contacts;
}

}  // namespace gainful::placement
