// Made-up histories for tests and for the bench: any number of them in flat arrays, the same for the same seed.
#pragma once

#include <cstdint>
#include <vector>

#include "services/placement/outcome/history.h"

namespace gainful::placement::outcome {

// Journeys side by side. Spells, terms and the rest of one journey lie together.
class Histories {
 public:
  size_t size() const { return journeys_.size(); }
  // Good until the next Add.
  History operator[](size_t i) const;

  // Adds a journey whose spells refer to the vectors given.
  void Add(const Journey& journey, const std::vector<Spell>& spells, const std::vector<Terms>& terms,
           const std::vector<Absence>& absences, const std::vector<RecordedWeek>& weeks);

 private:
  struct Bounds {
    Journey journey;
    Range spells, terms, absences, weeks;
  };
  std::vector<Bounds> journeys_;
  std::vector<Spell> spells_;
  std::vector<Terms> terms_;
  std::vector<Absence> absences_;
  std::vector<RecordedWeek> weeks_;
};

// Adds a history in which lengths, gaps, hours and pay lie close to what rules turn on, and much is not recorded.
void AddRandomHistory(std::uint64_t seed, Histories* out);

// Adds a history such as a service's record holds: half of the people have had no job yet, the others one or a few, nearly everything about them is
// recorded, and those in work were confirmed some weeks ago.
void AddUsualHistory(std::uint64_t seed, Histories* out);

}  // namespace gainful::placement::outcome
