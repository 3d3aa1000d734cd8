#include "clients/cli/progress.h"

#include "absl/strings/str_cat.h"

namespace gainful::cli {
namespace {

constexpr absl::Duration kEveryOnTerminal = absl::Milliseconds(200);
constexpr absl::Duration kEveryElsewhere = absl::Seconds(10);

}  // namespace

void Progress::Show(int64_t rows) {
  const absl::Time now = absl::Now();
  if (now - shown_ < (terminal_ ? kEveryOnTerminal : kEveryElsewhere)) return;
  shown_ = now;
  const double rate = static_cast<double>(rows) / absl::ToDoubleSeconds(now - begun_);
  Clear();
  err_ << name_ << ": " << Grouped(rows) << " rows checked, " << Grouped(static_cast<int64_t>(rate)) << " rows/s";
  if (terminal_) {
    err_ << std::flush;
  } else {
    err_ << std::endl;
  }
  visible_ = terminal_;
}

void Progress::Clear() {
  // Back to the line's start, and the line erased.
  if (visible_) err_ << "\r\033[K";
  visible_ = false;
}

std::string Grouped(int64_t number) {
  std::string digits = absl::StrCat(number);
  const int64_t sign = number < 0 ? 1 : 0;
  for (int64_t at = static_cast<int64_t>(digits.size()) - 3; at > sign; at -= 3)
    digits.insert(static_cast<size_t>(at), ",");
  return digits;
}

}  // namespace gainful::cli
