#include "tools/synthetic/dice.h"

#include <cmath>

#include "absl/strings/str_format.h"

namespace gainful::synthetic {
namespace {

std::uint64_t Mix(std::uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
  return z ^ (z >> 31);
}

}  // namespace

std::uint64_t Dice::Next() {
  state_ += 0x9e3779b97f4a7c15ull;
  return Mix(state_);
}

Dice Dice::For(absl::string_view what, std::uint64_t n) const {
  std::uint64_t h = state_;
  for (const char c : what) h = Mix(h ^ static_cast<unsigned char>(c)) + 0x9e3779b97f4a7c15ull;
  return Dice(Mix(h ^ Mix(n + 1)));
}

double Dice::Uniform() { return (static_cast<double>(Next() >> 12) + 0.5) / 4503599627370496.0; }

int Dice::Between(int low, int high) {
  return low + static_cast<int>(Next() % static_cast<std::uint64_t>(high - low + 1));
}

// Box and Muller.
double Dice::Normal() {
  const double radius = std::sqrt(-2 * std::log(Uniform()));
  return radius * std::cos(2 * M_PI * Uniform());
}

double Dice::LogNormal(double median, double sigma) { return median * std::exp(sigma * Normal()); }

double Dice::Exponential(double mean) { return -mean * std::log(Uniform()); }

size_t Dice::Pick(const std::vector<double>& weights) {
  double sum = 0;
  for (const double w : weights) sum += w;
  double at = Uniform() * sum;
  for (size_t i = 0; i + 1 < weights.size(); ++i) {
    if (at < weights[i]) return i;
    at -= weights[i];
  }
  return weights.size() - 1;
}

std::string Dice::Id(absl::Time at) {
  const auto ms = static_cast<std::uint64_t>(absl::ToUnixMillis(at));
  const std::uint64_t a = Next(), b = Next();
  return absl::StrFormat("%08x-%04x-7%03x-%04x-%012x", ms >> 16, ms & 0xffff, a & 0xfff, 0x8000 | ((a >> 12) & 0x3fff),
                         b & 0xffffffffffffull);
}

std::string Dice::RequestId() {
  const std::uint64_t a = Next(), b = Next();
  return absl::StrFormat("%08x-%04x-4%03x-%04x-%012x", a >> 32, (a >> 16) & 0xffff, a & 0xfff,
                         0x8000 | ((b >> 48) & 0x3fff), b & 0xffffffffffffull);
}

}  // namespace gainful::synthetic
