// Histories as tests write them.
#pragma once

#include <string>
#include <vector>

#include "services/placement/outcome/answer.h"
#include "tests/unit/testing.h"

namespace gainful::placement::outcome {

inline Day On(absl::string_view day) { return ToDayNumber(gainful::testing::Day(day)); }
inline std::string DayText(Day day) { return day == kNoDay ? "none" : base::FormatDay(FromDayNumber(day)); }

// The shipped rule with this id.
inline Compiled RuleOf(absl::string_view id) { return Compile(*FindRule(id, kForever)); }

// A journey that was referred and begun on 2024-01-01, by somebody born in 1980, and their spells in order of their start.
struct Made {
  Made() {
    journey.referral = journey.programme_start = On("2024-01-01"),
    journey.born_from = journey.born_to = On("1980-06-01");
  }

  // A competitive job of somebody employed at 16 hours and well paid; `end` empty: it goes on. Each is a job of its own.
  Spell& Job(absl::string_view start, absl::string_view end, int weekly_minutes = 960, int hourly_pence = 1500) {
    Spell s;
    s.job = static_cast<int>(spells.size());
    s.start = On(start);
    if (!end.empty()) s.end = On(end);
    s.competitive = Fact::kYes;
    s.contract = Contract::kEmployed;
    s.terms.begin = static_cast<std::uint32_t>(terms.size());
    terms.push_back({s.start, weekly_minutes, hourly_pence});
    s.terms.end = static_cast<std::uint32_t>(terms.size());
    spells.push_back(s);
    return spells.back();
  }
  // More facts of the last job.
  void Change(absl::string_view from, int weekly_minutes, int hourly_pence) {
    terms.push_back({On(from), weekly_minutes, hourly_pence});
    spells.back().terms.end = static_cast<std::uint32_t>(terms.size());
  }
  // `to` empty: nobody knows.
  void Away(absl::string_view from, absl::string_view to, Fact paid) {
    if (spells.back().absences.end == 0) spells.back().absences.begin = static_cast<std::uint32_t>(absences.size());
    absences.push_back({On(from), to.empty() ? kNoDay : On(to), paid});
    spells.back().absences.end = static_cast<std::uint32_t>(absences.size());
  }
  void Week(absl::string_view from, int minutes) {
    if (spells.back().weeks.end == 0) spells.back().weeks.begin = static_cast<std::uint32_t>(weeks.size());
    weeks.push_back({On(from), minutes});
    spells.back().weeks.end = static_cast<std::uint32_t>(weeks.size());
  }

  History history() const { return {journey, spells, terms, absences, weeks}; }
  Standing Stands(absl::string_view rule) const {
    Engine engine;
    engine.Load(history());
    return engine.Evaluate(RuleOf(rule));
  }
  // The day from which on it is met, or "none".
  std::string Met(absl::string_view rule) const { return DayText(Stands(rule).met_on); }
  std::string Earliest(absl::string_view rule) const { return DayText(Stands(rule).earliest); }
  Unknowns NotKnown(const Compiled& rule) const {
    Engine engine;
    const History loaded = history();
    engine.Load(loaded);
    const Standing standing = engine.Evaluate(rule);
    return WhatIsNotKnown(loaded, rule, standing, engine.Deciding(rule, standing));
  }
  // "met 2024-03-31", "not yet 2024-03-31", "cannot", "not known 2024-03-31".
  std::string At(absl::string_view rule, absl::string_view as_at) const {
    static const char* const words[] = {"met", "not yet", "cannot", "not known"};
    const Answer answer = AnswerAt(Stands(rule), On(as_at));
    const std::string word = words[static_cast<int>(answer.holds)];
    return answer.day == kNoDay ? word : word + " " + DayText(answer.day);
  }

  Journey journey;
  std::vector<Spell> spells;
  std::vector<Terms> terms;
  std::vector<Absence> absences;
  std::vector<RecordedWeek> weeks;
};

}  // namespace gainful::placement::outcome
