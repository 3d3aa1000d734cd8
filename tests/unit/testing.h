// What the unit tests of several areas share.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_split.h"
#include "services/common/base/dates.h"
#include "services/common/base/status.h"

namespace gainful::testing {

// Days of tests are written as people write them. A day that does not exist is a mistake of the test's.
inline absl::CivilDay Day(absl::string_view text) { return base::ParseDay(text).value(); }
inline google::type::Date Date(absl::string_view text) { return base::ToProto(Day(text)); }

// A date that need not be a real one.
inline google::type::Date RawDate(int year, int month, int day) {
  google::type::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

// What was found, in the order in which it was found.
using Listed = std::vector<std::pair<std::string, std::string>>;

inline std::vector<std::string> Paths(const base::Violations& violations) {
  std::vector<std::string> paths;
  for (const auto& [path, wanted] : violations.list()) paths.push_back(path);
  return paths;
}

// The rows of a file of tests/data without its heading. These files quote nothing.
inline std::vector<std::vector<std::string>> ReadCsv(const std::string& path) {
  std::ifstream file(path);
  EXPECT_TRUE(file.good()) << path;
  std::vector<std::vector<std::string>> rows;
  std::string line;
  for (std::getline(file, line); std::getline(file, line);) rows.push_back(absl::StrSplit(line, ','));
  return rows;
}

}  // namespace gainful::testing
