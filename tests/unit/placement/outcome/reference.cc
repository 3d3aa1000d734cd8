#include "tests/unit/placement/outcome/reference.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace gainful::placement::outcome {
namespace {

constexpr std::int64_t kAny = std::int64_t{1} << 40;  // as much as any rule can want of a day

int AgeOn(absl::CivilDay born, absl::CivilDay day) {
  const bool had_birthday = day.month() > born.month() || (day.month() == born.month() && day.day() >= born.day());
  return static_cast<int>(day.year() - born.year()) - (had_birthday ? 0 : 1);
}

const WageFloorSet* SetOn(Day day) {
  static const auto* from = [] {
    auto* days = new std::vector<Day>();
    for (const auto& set : ShippedWageFloors().floors()) days->push_back(ShippedDay(set.from()));
    return days;
  }();
  const WageFloorSet* found = nullptr;
  for (size_t i = 0; i < from->size(); ++i) {
    if ((*from)[i] <= day) found = &ShippedWageFloors().floors(static_cast<int>(i));
  }
  return found;
}

std::int32_t RateOfAge(const WageFloorSet& set, int age) {
  for (const auto& band : set.bands()) {
    if (age >= band.from_age()) return band.pence();
  }
  return 0;
}

// Unknown births are very old or not yet born.
int Age(Day born, Day day) {
  if (born == -kForever) return 1000;
  return born == kForever ? -1000 : AgeOn(FromDayNumber(born), FromDayNumber(day));
}

// The last day on which a spell's own evidence shows somebody in it.
Day OwnShownTo(const Spell& s) {
  const Day confirmed = std::max(s.start, s.last_confirmed);
  if (s.end == kNoDay) return confirmed;
  return s.end_is_shown ? s.end : std::min(confirmed, s.end);
}

// Walks on from an end, a day at a time, while the job is on record: until a day between a spell's start and its evidence, which shows that the job
// went on, or a day of which nothing says that it did.
bool IsSeenAfterItsEnd(const History& h, const Spell& s) {
  for (Day day = s.end + 1;; ++day) {
    bool is_on_record = false;
    for (const Spell& o : h.spells) {
      if (o.job != s.job || o.start > day) continue;
      const bool has_evidence = o.last_confirmed != kNoDay || (o.end != kNoDay && o.end_is_shown);
      if (has_evidence && day <= OwnShownTo(o)) return true;
      is_on_record = is_on_record || (o.end != kNoDay && day <= o.end);
    }
    if (!is_on_record) return false;
  }
}

// Whether a pay period begins on a day, where one begins on `anchor`.
bool BeginsPayPeriod(Day day, Day anchor, std::int32_t days) {
  if (days != kCalendarMonth) return (day - anchor) % days == 0;
  const absl::CivilDay date = FromDayNumber(day);
  const int wanted = FromDayNumber(anchor).day();
  return date.day() == wanted || (date.day() < wanted && (date + 1).day() == 1);
}

}  // namespace

Reference::Reference(const History& history) : h_(history) { Prepare(); }

void Reference::Prepare() {
  begins_ = std::max(h_.journey.referral, h_.journey.programme_start);
  first_ = begins_;
  Day recorded = begins_;
  for (const Spell& s : h_.spells) {
    first_ = std::min(first_, s.start);
    recorded = std::max(recorded, s.end == kNoDay ? std::max(s.start, s.last_confirmed) : s.end);
  }
  if (h_.journey.followed_to != kForever) recorded = std::max(recorded, h_.journey.followed_to);
  last_ = recorded + 1100;  // longer than any rule takes from the last thing that is known
  for (const Spell& s : h_.spells) {
    const bool may_be_shown = s.end != kNoDay && OwnShownTo(s) < s.end;
    shown_to_.push_back(may_be_shown && IsSeenAfterItsEnd(h_, s) ? s.end : OwnShownTo(s));
  }
  days_.resize(h_.spells.size());
  for (size_t i = 0; i < h_.spells.size(); ++i) {
    floor_day_ = kNoDay;
    days_[i].resize(static_cast<size_t>(last_ - first_) + 1);
    const Spell& s = h_.spells[i];
    const Day anchor = PayAnchor(s);
    Day period = s.start;
    while (!BeginsPayPeriod(period, anchor, s.pay_period_days)) --period;
    for (Day day = s.start; day <= (s.end == kNoDay ? last_ : s.end); ++day) {
      if (BeginsPayPeriod(day, anchor, s.pay_period_days)) period = day;
      FillDay(static_cast<int>(i), day, period, &days_[i][static_cast<size_t>(day - first_)]);
    }
  }
}

void Reference::FillDay(int spell, Day day, Day period, DayOfWork* out) {
  const Spell& s = h_.spells[static_cast<size_t>(spell)];
  out->is_there = true;
  for (auto i = s.terms.begin; i < s.terms.end; ++i) {
    if (h_.terms[i].from > day) continue;
    out->pence = h_.terms[i].hourly_pence;
    out->minutes_420 = h_.terms[i].weekly_minutes == kUnknownNumber ? -1 : h_.terms[i].weekly_minutes * 60;
  }
  bool is_recorded = false;
  for (auto i = s.weeks.begin; i < s.weeks.end; ++i) {
    const RecordedWeek& week = h_.weeks[i];
    if (day < week.from || day > week.from + 6) continue;
    int days = 0;
    for (Day d = week.from; d < week.from + 7; ++d) days += d >= s.start && (s.end == kNoDay || d <= s.end);
    out->minutes_420 = week.minutes * 420 / days;
    is_recorded = true;
  }
  if (!is_recorded) FillAbsences(s, day, out);
  out->at_floor = FloorFact(s, period, out->pence);
}

void Reference::FillAbsences(const Spell& s, Day day, DayOfWork* out) const {
  for (auto i = s.absences.begin; i < s.absences.end; ++i) {
    const Absence& a = h_.absences[i];
    if (day < a.from || (a.to != kNoDay && day > a.to)) continue;
    out->may_be_leave = true;
    if (a.paid != Fact::kYes) out->may_be_unpaid_leave = true;
    if (a.to == kNoDay && day != a.from) continue;  // it may be over
    out->is_leave = true;
    if (a.paid == Fact::kNo) out->is_unpaid_leave = true;
  }
}

Day Reference::PayAnchor(const Spell& s) const {
  if (s.pay_anchor != kNoDay) return s.pay_anchor;
  Day job_start = s.start;
  for (const Spell& o : h_.spells) {
    if (o.job == s.job) job_start = std::min(job_start, o.start);
  }
  return job_start;
}

Fact Reference::FloorFact(const Spell& s, Day period, std::int32_t pence) {
  if (s.contract == Contract::kSelfEmployed) return Fact::kYes;
  // Nothing changes within a pay period but the pay itself.
  if (period != floor_day_ || pence != floor_pence_) floor_ = FloorInPeriod(s, period, pence);
  floor_day_ = period;
  floor_pence_ = pence;
  return floor_;
}

// Yes or no where every age and contract that the person can have says so.
Fact Reference::FloorInPeriod(const Spell& s, Day period, std::int32_t pence) const {
  const WageFloorSet* set = SetOn(period);
  if (set == nullptr || pence == kUnknownNumber) return Fact::kUnknown;
  Day job_start = s.start;
  for (const Spell& o : h_.spells) {
    if (o.job == s.job) job_start = std::min(job_start, o.start);
  }
  const bool is_first_year = AgeOn(FromDayNumber(job_start), FromDayNumber(period)) < 1;
  bool may_be_at_it = s.contract == Contract::kUnknown;  // the self-employed are
  bool may_be_below = false;
  for (const Day born : {h_.journey.born_from, h_.journey.born_to}) {
    const int age = Age(born, period);
    for (const bool is_apprentice : {false, true}) {
      if (s.contract == (is_apprentice ? Contract::kEmployed : Contract::kApprenticeship)) continue;
      const bool has_rate = is_apprentice && (age < 19 || is_first_year);
      const bool is_at_it = pence >= (has_rate ? set->apprentice_pence() : RateOfAge(*set, age));
      may_be_at_it = may_be_at_it || is_at_it;
      may_be_below = may_be_below || !is_at_it;
    }
  }
  if (!may_be_below) return Fact::kYes;
  return may_be_at_it ? Fact::kUnknown : Fact::kNo;
}

const Reference::DayOfWork& Reference::On(int spell, Day day) const {
  static const DayOfWork nothing;  // is looked at beyond its days
  if (day < first_ || day > last_) return nothing;
  return days_[static_cast<size_t>(spell)][static_cast<size_t>(day - first_)];
}

bool Reference::Is(const Spell& s, Work work, bool certain) {
  if (work == COMPETITIVE) return s.competitive == Fact::kYes || (!certain && s.competitive == Fact::kUnknown);
  if (s.contract == Contract::kUnknown) return !certain;
  return (s.contract == Contract::kSelfEmployed) == (work == SELF_EMPLOYED);
}

bool Reference::IsIn(int spell, Day day) const {
  if (!On(spell, day).is_there) return false;
  return !certain_ || day <= shown_to_[static_cast<size_t>(spell)];
}

Day Reference::JobStart(int spell) const {
  Day start = kForever;
  for (const Spell& s : h_.spells) {
    if (s.job == h_.spells[static_cast<size_t>(spell)].job) start = std::min(start, s.start);
  }
  return start;
}

Reference::Met Reference::Evaluate(const Rule& rule, bool certain, Day fresh) {
  certain_ = certain;
  fresh_ = fresh;
  if (rule.has_job_start()) return JobStarts(rule);
  if (rule.has_weeks_in_window()) return Weeks(rule);
  return rule.has_days() ? DaysInWork(rule) : Earnings(rule);
}

Reference::Met Reference::JobStarts(const Rule& rule) const {
  Met best;
  const auto offer = [&](Day day, Day start, int job) {
    if (best.day == kNoDay || day < best.day || (day == best.day && start < best.dated_on))
      best = {day, start, start, job};
  };
  for (size_t i = 0; i < h_.spells.size(); ++i) {
    const Spell& s = h_.spells[i];
    const auto spell = static_cast<int>(i);
    bool is_first = true;
    for (size_t k = 0; k < i; ++k) is_first = is_first && h_.spells[k].job != s.job;
    if (!is_first || !CountsAtAll(spell) || !Is(s, rule.work()) || s.start > h_.journey.support_to) continue;
    Day recorded = kForever;
    for (const Spell& o : h_.spells) {
      if (o.job == s.job && o.four_hours_on != kNoDay) recorded = std::min(recorded, o.four_hours_on);
    }
    if (recorded != kForever) {
      offer(recorded, s.start, s.job);
      continue;
    }
    std::int64_t sum = 0;
    for (Day day = s.start; day <= last_; ++day) {
      for (size_t k = 0; k < h_.spells.size(); ++k) {
        const auto other = static_cast<int>(k);
        const DayOfWork& d = On(other, day);
        if (h_.spells[k].job != s.job || !IsIn(other, day) || IsOnLeave(d) || d.pence == 0) continue;
        if (d.minutes_420 >= 0) sum += d.minutes_420;
        if (d.minutes_420 < 0 && !certain_) sum += kAny;
      }
      if (sum < rule.job_start().paid_minutes() * 420) continue;
      offer(day, s.start, s.job);
      break;
    }
  }
  if (fresh_ <= h_.journey.support_to && fresh_ != kForever) offer(fresh_, fresh_, -1);
  return best;
}

// The spells of one job and kind, this one among them, that hang together without a day between.
std::vector<size_t> Reference::StretchOf(size_t spell) const {
  const auto end = [](const Spell& s) { return s.end == kNoDay ? kForever : s.end; };
  std::vector<size_t> stretch{spell};
  for (size_t n = 0; n < stretch.size(); ++n) {
    const Spell& s = h_.spells[stretch[n]];
    for (size_t i = 0; i < h_.spells.size(); ++i) {
      const Spell& o = h_.spells[i];
      const bool alike = o.job == s.job && o.competitive == s.competitive && o.contract == s.contract;
      const bool hang = o.start <= end(s) + 1 && s.start <= end(o) + 1;
      if (alike && hang && std::find(stretch.begin(), stretch.end(), i) == stretch.end()) stretch.push_back(i);
    }
  }
  return stretch;
}

bool Reference::GoesOn(size_t spell) const {
  for (const size_t i : StretchOf(spell)) {
    if (h_.spells[i].end == kNoDay || shown_to_[i] < h_.spells[i].end) return true;
  }
  return false;
}

Day Reference::KnownOfStretch(size_t spell) const {
  Day known = kNoDay;
  for (const size_t i : StretchOf(spell)) known = std::max(known, shown_to_[i]);
  return known;
}

Reference::Met Reference::Window(const Rule& rule, Day anchor) const {
  const auto& r = rule.weeks_in_window();
  int done = 0;
  for (int week = 0; week < r.window_weeks(); ++week) {
    const Day monday = anchor + 7 * week;
    std::int64_t sum = 0;
    for (size_t i = 0; i < h_.spells.size(); ++i) {
      const Spell& s = h_.spells[i];
      const auto spell = static_cast<int>(i);
      if (!CountsAtAll(spell) || !Is(s, rule.work())) continue;
      // Evidence of a job that goes on must reach the end of the week.
      if (certain_ && GoesOn(i) && KnownOfStretch(i) < monday + 6) continue;
      for (Day day = monday; day < monday + 7; ++day) {
        const DayOfWork& d = On(spell, day);
        if (!IsIn(spell, day) || IsUnpaid(d) || (IsOnLeave(d) && !r.counts_paid_leave())) continue;
        if (certain_ ? d.at_floor != Fact::kYes : d.at_floor == Fact::kNo) continue;
        if (d.minutes_420 >= 0) sum += d.minutes_420;
        if (d.minutes_420 < 0 && !certain_) sum += kAny;
      }
    }
    if (fresh_ <= monday + 6) sum += kAny;
    if (sum < r.weekly_minutes() * 420 || ++done < r.weeks()) continue;
    const Day day = monday + 6;
    if (rule.within_support() && day > h_.journey.support_to) return {};
    return {day, day, anchor, -1};
  }
  return {};
}

// Whether the same job was there the day before, or a spell of it began on the same day before this one.
bool Reference::LeadsUp(size_t spell) const {
  const Spell& s = h_.spells[spell];
  for (size_t k = 0; k < spell; ++k) {
    const Spell& o = h_.spells[k];
    const bool alike = o.job == s.job && o.competitive == s.competitive && o.contract == s.contract;
    if (alike && (o.end == kNoDay || o.end >= s.start - 1)) return true;
  }
  return false;
}

// Where the first spell alone will do: whether one before this day is it. For certain, no other may have been it; possibly, another was for certain.
bool Reference::ComesTooLate(const Rule& rule, Day anchor) const {
  if (rule.weeks_in_window().anchor() != FIRST_SPELL) return false;
  for (size_t i = 0; i < h_.spells.size(); ++i) {
    const Spell& s = h_.spells[i];
    if (s.start < anchor && !LeadsUp(i) && CountsAtAll(static_cast<int>(i)) && Is(s, rule.work(), !certain_))
      return true;
  }
  return false;
}

Reference::Met Reference::Weeks(const Rule& rule) const {
  Met best;
  const auto from = [&](Day anchor) {
    if (anchor > h_.journey.support_to || ComesTooLate(rule, anchor)) return;
    const Met met = Window(rule, anchor);
    if (met.day != kNoDay && (best.day == kNoDay || met.day < best.day)) best = met;
  };
  for (size_t i = 0; i < h_.spells.size(); ++i) {
    const Spell& s = h_.spells[i];
    if (!LeadsUp(i) && CountsAtAll(static_cast<int>(i)) && Is(s, rule.work())) from(s.start);
  }
  if (fresh_ != kForever) from(fresh_);
  return best;
}

Reference::Met Reference::DaysInWork(const Rule& rule) const {
  const auto& r = rule.days();
  Day end = last_;
  if (r.window_days() > 0) end = std::min(end, h_.journey.programme_start + r.window_days() - 1);
  if (rule.within_support()) end = std::min(end, h_.journey.support_to);
  std::vector<bool> works(static_cast<size_t>(last_ - first_ + 1));
  for (Day day = first_; day <= end; ++day) {
    bool any = day >= fresh_;
    for (size_t i = 0; i < h_.spells.size() && !any; ++i) {
      const auto spell = static_cast<int>(i);
      any = CountsAtAll(spell) && Is(h_.spells[i], rule.work()) && IsIn(spell, day);
    }
    works[static_cast<size_t>(day - first_)] = any;
  }
  Met best;
  for (Day start = first_; start <= std::min(end, h_.journey.support_to); ++start) {
    const auto at = [&](Day day) { return works[static_cast<size_t>(day - first_)]; };
    if (!at(start) || (start > first_ && at(start - 1))) continue;
    int days = 0, gap = 0, gaps = 0;
    for (Day day = start; day <= end; ++day) {
      if (at(day)) {
        gap = 0;
        if (++days < r.days()) continue;
        if (best.day == kNoDay || day < best.day) best = {day, day, start, -1};
        break;
      }
      ++gap;
      ++gaps;
      if (!r.any_gaps() && (gap > r.gap() || gaps > r.max_total_gap())) break;
    }
  }
  return best;
}

Reference::Met Reference::Earnings(const Rule& rule) const {
  const auto& r = rule.earnings();
  Day first = fresh_;
  for (size_t i = 0; i < h_.spells.size(); ++i) {
    if (CountsAtAll(static_cast<int>(i)) && Is(h_.spells[i], rule.work())) first = std::min(first, h_.spells[i].start);
  }
  if (first == kForever || first > h_.journey.support_to) return {};
  const WageFloorSet* set = SetOn(first);
  if (set == nullptr) return certain_ ? Met() : Met{first, first, first, -1};
  const std::int64_t adult = set->bands(0).pence();
  std::int64_t sum = 0;
  for (Day day = first; day <= last_; ++day) {
    for (size_t i = 0; i < h_.spells.size(); ++i) {
      const auto spell = static_cast<int>(i);
      const DayOfWork& d = On(spell, day);
      if (!CountsAtAll(spell) || !Is(h_.spells[i], rule.work()) || !IsIn(spell, day) || IsUnpaid(d)) continue;
      if (d.minutes_420 == 0 || d.pence == 0) continue;
      if (d.minutes_420 > 0 && d.pence > 0) sum += d.minutes_420 * d.pence;
      if ((d.minutes_420 < 0 || d.pence < 0) && !certain_) sum += kAny;
    }
    if (day >= fresh_) sum += r.longest_week_minutes() * 60 * adult;
    if (sum >= r.weekly_hours() * r.weeks() * adult * 60 * 420) return {day, day, first, -1};
  }
  return {};
}

// Spells that the rule looks at, some day of which lies among those that were counted.
std::vector<int> Reference::Deciding(const Rule& rule, const Met& met) const {
  std::vector<int> spells;
  for (size_t i = 0; i < h_.spells.size(); ++i) {
    const auto spell = static_cast<int>(i);
    if (!CountsAtAll(spell) || !Is(h_.spells[i], rule.work())) continue;
    if (rule.has_job_start() && met.job >= 0 && h_.spells[i].job != met.job) continue;
    bool any = false;
    for (Day day = met.from; day <= met.day && !any; ++day) any = IsIn(spell, day);
    if (any) spells.push_back(spell);
  }
  return spells;
}

ReferenceAnswer Reference::At(const Rule& rule, Day as_at) {
  const Met met = Evaluate(rule, true, kForever);
  if (met.day != kNoDay) {
    if (met.day <= as_at) return {{Holds::kMet, met.dated_on}, Deciding(rule, met)};
    return {{Holds::kNotYet, met.day}, Deciding(rule, met)};
  }
  const bool followed = h_.journey.followed_to == kForever;
  const Met could = Evaluate(rule, false, followed ? kForever : std::max(h_.journey.followed_to + 1, begins_));
  if (could.day != kNoDay) {
    const std::vector<int> deciding = Deciding(rule, could);
    return {{could.day <= as_at ? Holds::kNotKnown : Holds::kNotYet, could.day}, deciding};
  }
  if (!followed) return {{Holds::kCannotBeMet, kNoDay}, {}};
  Day known = as_at;
  for (size_t i = 0; i < h_.spells.size(); ++i) {
    const Spell& s = h_.spells[i];
    if (CountsAtAll(static_cast<int>(i)))
      known = std::max(known, s.end == kNoDay ? std::max(s.start, s.last_confirmed) : s.end);
  }
  const bool may = WithNewJob(rule, known + 1) != kNoDay;
  return {{may ? Holds::kNotYet : Holds::kCannotBeMet, kNoDay}, {}};
}

const std::vector<Rule>& TriedRules() {
  static const auto* tried = [] {
    auto* rules = new std::vector<Rule>(ShippedRules());
    Rule first = *FindRule("ipspc-13-in-16", kForever);
    first.set_id("ipspc-13-in-16 from the first spell");
    first.mutable_weeks_in_window()->set_anchor(FIRST_SPELL);
    rules->push_back(first);
    Rule paid = *FindRule("ipspc-13-in-16", kForever);
    paid.set_id("ipspc-13-in-16 with paid leave");
    paid.mutable_weeks_in_window()->set_counts_paid_leave(true);
    rules->push_back(paid);
    return rules;
  }();
  return *tried;
}

std::string Difference(const History& history, Day as_at) {
  Engine engine;
  engine.Load(history);
  Reference reference(history);
  for (const Rule& rule : TriedRules()) {
    const Compiled compiled = Compile(rule);
    const Standing standing = engine.Evaluate(compiled);
    // The reference looks so far ahead and no further, which is too near for somebody who earns next to nothing.
    if (standing.met_on == kNoDay && standing.earliest > reference.last()) continue;
    const ReferenceAnswer wanted = reference.At(rule, as_at);
    const Answer answer = AnswerAt(standing, as_at);
    if (!(answer == wanted.answer))
      return absl::StrCat(rule.id(), ": ", static_cast<int>(answer.holds), " on ", answer.day,
                          ", and the reference says ", static_cast<int>(wanted.answer.holds), " on ",
                          wanted.answer.day);
    if (engine.Deciding(compiled, standing) != wanted.deciding)
      return absl::StrCat(rule.id(), ": other deciding spells");
    if (answer.holds != Holds::kNotYet || answer.day != kNoDay) continue;
    const Day sooner = engine.EarliestWithNewJob(compiled, as_at + 1);
    if (sooner != reference.WithNewJob(rule, as_at + 1))
      return absl::StrCat(rule.id(), ": a further job could meet it on ", sooner);
  }
  return "";
}

Day Reference::WithNewJob(const Rule& rule, Day start) { return Evaluate(rule, false, std::max(start, begins_)).day; }

}  // namespace gainful::placement::outcome
