// What the tests of fidelity's rules share.
#pragma once

#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/common/base/dates.h"
#include "services/fidelity/instrument.h"
#include "services/fidelity/score.h"

namespace gainful::fidelity {

inline Instrument Shipped(const std::string& id) {
  const Instrument* found = FindInstrument(id, 1);
  EXPECT_NE(found, nullptr) << id;
  return found == nullptr ? Instrument() : *found;
}

inline Item ItemOf(const std::string& id, int number) {
  const Instrument instrument = Shipped(id);
  const Item* found = FindItem(instrument, number);
  EXPECT_NE(found, nullptr) << id << " " << number;
  return found == nullptr ? Item() : *found;
}

inline absl::CivilDay On(const std::string& day) {
  const auto parsed = base::ParseDay(day);
  EXPECT_TRUE(parsed) << day;
  return parsed.value_or(absl::CivilDay());
}

inline Instrument Made(const std::string& text) {
  Instrument instrument;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &instrument));
  return instrument;
}

// Hundredths, as the values of most tests are written: 2049 is 20.49.
inline Exact Hundredths(std::int64_t n) { return {n, 100}; }

// A score for each item from the first on.
inline std::vector<ItemScore> Scores(const std::vector<int>& scores, int first = 1) {
  std::vector<ItemScore> all;
  for (const int score : scores) all.push_back({first++, score, false});
  return all;
}

// The field and words of each violation.
inline std::vector<std::string> FieldsOf(const base::Violations& v) {
  std::vector<std::string> fields;
  for (const auto& [field, wanted] : v.list()) {
    EXPECT_FALSE(wanted.empty()) << field;
    fields.push_back(field);
  }
  return fields;
}

}  // namespace gainful::fidelity
