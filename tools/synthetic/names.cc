#include "tools/synthetic/names.h"

#include <cmath>
#include <vector>

#include "absl/strings/str_cat.h"

namespace gainful::synthetic {
namespace {

const std::vector<std::string>& Onsets() {
  static const auto* v = new std::vector<std::string>{"B", "Br", "D", "Dr", "F",  "Fl", "G", "Gr", "H", "J",  "K", "Kl",
                                                      "L", "M",  "N", "P",  "Pr", "R",  "S", "St", "T", "Tr", "V", "W"};
  return *v;
}
const std::vector<std::string>& Middles() {
  static const auto* v = new std::vector<std::string>{"a", "e", "i", "o", "u", "ai", "ea", "oo"};
  return *v;
}
const std::vector<std::string>& Ends() {
  static const auto* v = new std::vector<std::string>{
      "lan", "ber", "ton", "nik", "ros", "vel", "din", "mar", "sop", "kes", "thi", "gan", "ler", "pin",
      "wes", "dra", "lum", "fen", "tor", "bis", "nal", "cor", "zel", "mun", "rik", "dol", "has", "jen",
      "pol", "sut", "van", "lic", "mer", "gos", "ted", "nur", "bra", "kin", "wal", "rud"};
  return *v;
}

// The n-th word of 7,680; neighbours in frequency do not begin alike.
std::string Word(int n) {
  const int i = static_cast<int>((static_cast<std::int64_t>(n) * 3271 + 11) % 7680);
  return absl::StrCat(Onsets()[static_cast<size_t>(i % 24)], Middles()[static_cast<size_t>(i / 24 % 8)],
                      Ends()[static_cast<size_t>(i / 192)]);
}

// With the square, the most frequent of n has about one in the root of n.
std::string Frequent(Dice* dice, int of, int from) {
  return Word(from + static_cast<int>(of * std::pow(dice->Uniform(), 2)));
}

}  // namespace

std::string PersonName(Dice* dice) {
  std::string name = Frequent(dice, 600, 7000);
  if (dice->Chance(0.08)) absl::StrAppend(&name, "-", Frequent(dice, 600, 7000));
  absl::StrAppend(&name, " ", Frequent(dice, 6900, 0));
  if (dice->Chance(0.06)) absl::StrAppend(&name, "-", Frequent(dice, 6900, 0));
  return name;
}

std::string PlaceName(Dice* dice) { return Word(dice->Between(0, 7679)) + (dice->Chance(0.5) ? "ham" : "by"); }

std::string TestNhsNumber(Dice* dice) {
  for (;;) {
    std::string digits = absl::StrCat("999", dice->Between(100000, 999999));
    int sum = 0;
    for (size_t i = 0; i < 9; ++i) sum += (digits[i] - '0') * static_cast<int>(10 - i);
    const int check = (11 - sum % 11) % 11;
    if (check < 10) return digits + static_cast<char>('0' + check);
  }
}

}  // namespace gainful::synthetic
