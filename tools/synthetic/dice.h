// Randomness that follows from a seed: the same numbers on every run, whoever else draws. No clock, no operating system.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace gainful::synthetic {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  // Dice of their own for the n-th of something, which draw the same whatever was drawn from these.
  Dice For(absl::string_view what, std::uint64_t n) const;

  std::uint64_t Next();  // 64 even bits (SplitMix64: Steele, Lea and Flood, OOPSLA 2014)
  double Uniform();      // above 0, below 1
  bool Chance(double p) { return Uniform() < p; }
  int Between(int low, int high);  // both included
  double Normal();                 // mean 0, deviation 1
  double LogNormal(double median, double sigma);
  double Exponential(double mean);
  size_t Pick(const std::vector<double>& weights);

  template <class T>
  const T& One(const std::vector<T>& of) {
    return of[static_cast<size_t>(Between(0, static_cast<int>(of.size()) - 1))];
  }

  // A UUID of version 7 with that time, and one of version 4.
  std::string Id(absl::Time at);
  std::string RequestId();

 private:
  std::uint64_t state_;
};

}  // namespace gainful::synthetic
