// Tells somebody who waits how far a long read has come.
#pragma once

#include <cstdint>
#include <ostream>
#include <string>

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace gainful::cli {

// One line that overwrites itself on a terminal; elsewhere a line now and then.
class Progress {
 public:
  Progress(std::string name, bool terminal, std::ostream& err)
      : name_(std::move(name)), terminal_(terminal), err_(err) {}

  // `rows` so far.
  void Show(int64_t rows);

  // Takes the line away, before something else is printed on `err` and at the end.
  void Clear();

 private:
  const std::string name_;
  const bool terminal_;
  std::ostream& err_;
  const absl::Time begun_ = absl::Now();
  absl::Time shown_ = begun_;
  bool visible_ = false;
};

// "12,345".
std::string Grouped(int64_t number);

}  // namespace gainful::cli
