#include "tests/unit/placement/outcome/histories.h"

#include <algorithm>
#include <initializer_list>

namespace gainful::placement::outcome {
namespace {

template <typename T>
Range Append(const std::vector<T>& from, std::vector<T>* to) {
  Range range;
  range.begin = static_cast<std::uint32_t>(to->size());
  to->insert(to->end(), from.begin(), from.end());
  range.end = static_cast<std::uint32_t>(to->size());
  return range;
}

template <typename T>
absl::Span<const T> Part(const std::vector<T>& all, Range range) {
  return absl::MakeConstSpan(all).subspan(range.begin, range.end - range.begin);
}

// SplitMix64 (Steele, Lea and Flood 2014): small, and good for any seed.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  std::uint64_t Next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  int Between(int low, int high) { return low + static_cast<int>(Next() % static_cast<std::uint64_t>(high - low + 1)); }
  bool OneIn(int n) { return Between(1, n) == 1; }
  int OneOf(std::initializer_list<int> values) {
    return *(values.begin() + Between(0, static_cast<int>(values.size()) - 1));
  }

 private:
  std::uint64_t state_;
};

class Maker {
 public:
  explicit Maker(std::uint64_t seed) : dice_(seed) {}

  void MakeUsual(Histories* out) {
    journey_.programme_start = ToDayNumber(absl::CivilDay(2021, 1, 1)) + dice_.Between(0, 1500);
    journey_.referral = journey_.programme_start - dice_.Between(0, 30);
    journey_.born_from = journey_.born_to = journey_.programme_start - dice_.Between(17 * 365, 60 * 365);
    if (dice_.OneIn(2)) journey_.support_to = journey_.followed_to = journey_.programme_start + dice_.Between(60, 500);
    Day at = journey_.programme_start + dice_.Between(7, 200);
    for (int i = dice_.OneOf({0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3}); i > 0; --i) {
      AddUsualSpell(at, i == 1);
      at = spells_.back().end == kNoDay ? at : spells_.back().end + dice_.Between(1, 90);
    }
    out->Add(journey_, spells_, terms_, absences_, weeks_);
  }

  void Make(Histories* out) {
    MakeJourney();
    Day at = journey_.programme_start + dice_.Between(-6, 60);
    const int spells = dice_.Between(0, 4);
    for (int i = 0; i < spells; ++i) {
      AddSpell(at, i + 1 == spells);
      at = spells_.back().end == kNoDay ? at + dice_.Between(1, 60) : spells_.back().end + Gap();
    }
    std::sort(spells_.begin(), spells_.end(), [](const Spell& a, const Spell& b) { return a.start < b.start; });
    for (Spell& s : spells_) {
      const auto first = std::find_if(spells_.begin(), spells_.end(), [&](const Spell& o) { return o.job == s.job; });
      if (dice_.OneIn(4)) continue;
      s.pay_anchor = first->start + dice_.OneOf({0, 0, -3, 12});
      // A day that not every month has.
      if (s.pay_period_days == kCalendarMonth && dice_.OneIn(2))
        s.pay_anchor = ToDayNumber(absl::CivilDay(2023, 1, dice_.OneOf({1, 28, 29, 30, 31})));
    }
    out->Add(journey_, spells_, terms_, absences_, weeks_);
  }

 private:
  void MakeJourney() {
    journey_.programme_start = ToDayNumber(absl::CivilDay(2024, 1, 1)) + dice_.Between(-400, 600);
    journey_.referral = journey_.programme_start - dice_.Between(-3, 40);
    if (dice_.OneIn(3)) journey_.support_to = journey_.programme_start + dice_.OneOf({30, 97, 111, 112, 140, 200, 420});
    if (journey_.support_to != kForever && !dice_.OneIn(3)) journey_.followed_to = journey_.support_to;
    if (dice_.OneIn(8)) journey_.followed_to = journey_.programme_start + dice_.Between(0, 300);
    // Many turn 18 or 21 while they work.
    const int years = dice_.OneOf({16, 18, 19, 21, 23, 30, 50});
    journey_.born_from = journey_.programme_start - years * 365 - years / 4 + dice_.Between(-100, 200);
    journey_.born_to = journey_.born_from;
    if (dice_.OneIn(6)) journey_.born_to += 300;
    if (dice_.OneIn(12)) journey_.born_from = -kForever;
    if (dice_.OneIn(12)) journey_.born_to = kForever;
  }

  void AddUsualSpell(Day start, bool is_last) {
    Spell s;
    s.start = s.pay_anchor = start;
    s.job = static_cast<int>(spells_.size());
    const int days = dice_.Between(5, 500);
    if (is_last && dice_.OneIn(2)) {
      s.last_confirmed = start + days;
    } else {
      s.end = start + days;
    }
    s.competitive = dice_.OneIn(12) ? Fact::kNo : Fact::kYes;
    s.contract = dice_.OneIn(15)   ? Contract::kSelfEmployed
                 : dice_.OneIn(30) ? Contract::kApprenticeship
                                   : Contract::kEmployed;
    if (!dice_.OneIn(3)) s.four_hours_on = start + dice_.Between(0, 4);
    s.pay_period_days = dice_.OneOf({7, 28, kCalendarMonth});
    s.terms.begin = static_cast<std::uint32_t>(terms_.size());
    for (Day from = start; from <= start + days; from += dice_.Between(150, 400))
      terms_.push_back({from, dice_.Between(240, 2400), dice_.OneIn(20) ? kUnknownNumber : dice_.Between(1000, 1800)});
    s.terms.end = static_cast<std::uint32_t>(terms_.size());
    if (dice_.OneIn(6)) s.absences = AddAbsences(start, start + days);
    spells_.push_back(s);
  }

  int Gap() { return dice_.OneOf({-10, 0, 1, 1, 1, 2, 8, 14, 15, 16, 17, 22, 29, 40}); }

  void AddSpell(Day start, bool is_last) {
    Spell s;
    s.start = start;
    s.job = spells_.empty() || !dice_.OneIn(3) ? static_cast<int>(spells_.size()) : spells_.back().job;
    const int days = dice_.OneOf({1, 2, 3, 30, 45, 46, 70, 89, 90, 91, 92, 112, 120, 181, 182, 183, 364});
    const Day last = start + days - 1;
    if (is_last ? dice_.OneIn(2) : dice_.OneIn(8)) {
      if (!dice_.OneIn(5)) s.last_confirmed = last;
    } else {
      s.end = last;
      s.end_is_shown = !dice_.OneIn(8);
      if (!s.end_is_shown && !dice_.OneIn(3)) s.last_confirmed = start + dice_.Between(0, days - 1);
    }
    s.competitive = dice_.OneIn(8) ? Fact::kNo : dice_.OneIn(8) ? Fact::kUnknown : Fact::kYes;
    const int contract = dice_.Between(1, 12);
    s.contract = contract <= 7    ? Contract::kEmployed
                 : contract <= 8  ? Contract::kApprenticeship
                 : contract <= 10 ? Contract::kSelfEmployed
                                  : Contract::kUnknown;
    s.pay_period_days = dice_.OneOf({7, 7, 14, 28, kCalendarMonth});
    if (dice_.OneIn(4)) s.four_hours_on = start + dice_.Between(0, std::min(days - 1, 20));
    s.terms = AddTerms(start, last);
    s.absences = AddAbsences(start, last);
    s.weeks = AddWeeks(start, last);
    spells_.push_back(s);
  }

  Range AddTerms(Day start, Day last) {
    Range range{static_cast<std::uint32_t>(terms_.size()), 0};
    Day from = start - (dice_.OneIn(4) ? 20 : 0) + (dice_.OneIn(10) ? 3 : 0);
    for (int i = dice_.OneIn(10) ? 0 : dice_.Between(1, 3); i > 0 && from <= last; --i) {
      Terms terms;
      terms.from = from;
      if (!dice_.OneIn(10)) terms.weekly_minutes = dice_.OneOf({30, 210, 419, 420, 421, 600, 959, 960, 1200, 2250});
      if (!dice_.OneIn(10))
        terms.hourly_pence = dice_.OneOf({0, 640, 755, 800, 860, 1000, 1085, 1143, 1144, 1221, 1271, 1500});
      terms_.push_back(terms);
      from += dice_.Between(5, 60);
    }
    range.end = static_cast<std::uint32_t>(terms_.size());
    return range;
  }

  Range AddAbsences(Day start, Day last) {
    Range range{static_cast<std::uint32_t>(absences_.size()), 0};
    Day from = start;
    for (int i = dice_.OneIn(3) ? dice_.Between(1, 2) : 0; i > 0; --i) {
      from += dice_.Between(0, 40);
      if (from > last) break;
      const Fact paid = dice_.OneIn(4) ? Fact::kUnknown : dice_.OneIn(2) ? Fact::kYes : Fact::kNo;
      absences_.push_back({from, dice_.OneIn(6) ? kNoDay : from + dice_.Between(0, 20), paid});
    }
    range.end = static_cast<std::uint32_t>(absences_.size());
    return range;
  }

  Range AddWeeks(Day start, Day last) {
    Range range{static_cast<std::uint32_t>(weeks_.size()), 0};
    Day from = start - dice_.Between(0, 3);
    for (int i = dice_.OneIn(4) ? dice_.Between(1, 5) : 0; i > 0 && from <= last; --i) {
      weeks_.push_back({from, dice_.OneOf({0, 60, 210, 240, 420, 960, 2400})});
      from += dice_.OneOf({7, 7, 7, 8, 21});
    }
    range.end = static_cast<std::uint32_t>(weeks_.size());
    return range;
  }

  Dice dice_;
  Journey journey_;
  std::vector<Spell> spells_;
  std::vector<Terms> terms_;
  std::vector<Absence> absences_;
  std::vector<RecordedWeek> weeks_;
};

}  // namespace

History Histories::operator[](size_t i) const {
  const Bounds& b = journeys_[i];
  return {b.journey, Part(spells_, b.spells), Part(terms_, b.terms), Part(absences_, b.absences),
          Part(weeks_, b.weeks)};
}

void Histories::Add(const Journey& journey, const std::vector<Spell>& spells, const std::vector<Terms>& terms,
                    const std::vector<Absence>& absences, const std::vector<RecordedWeek>& weeks) {
  journeys_.push_back({journey, Append(spells, &spells_), Append(terms, &terms_), Append(absences, &absences_),
                       Append(weeks, &weeks_)});
}

void AddRandomHistory(std::uint64_t seed, Histories* out) { Maker(seed).Make(out); }

void AddUsualHistory(std::uint64_t seed, Histories* out) { Maker(seed).MakeUsual(out); }

}  // namespace gainful::placement::outcome
