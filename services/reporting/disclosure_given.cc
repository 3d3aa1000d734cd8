#include "services/reporting/disclosure_given.h"

#include <algorithm>

#include "services/common/base/ids.h"

namespace gainful::reporting {

std::int64_t PeopleIn(const std::vector<std::uint64_t>& tokens) {
  std::int64_t people = 0;
  for (size_t i = 0; i < tokens.size(); ++i) people += i == 0 || tokens[i] != tokens[i - 1] ? 1 : 0;
  return people;
}

bool AreTooClose(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b, std::int64_t fewest) {
  std::int64_t apart = 0;
  size_t i = 0, j = 0;
  while (apart < fewest && (i < a.size() || j < b.size())) {
    const std::uint64_t next = j == b.size() || (i < a.size() && a[i] < b[j]) ? a[i] : b[j];
    const size_t i_before = i, j_before = j;
    while (i < a.size() && a[i] == next) ++i;
    while (j < b.size() && b[j] == next) ++j;
    if (i - i_before != j - j_before) ++apart;
  }
  return apart > 0 && apart < fewest;
}

void ForEachCell(const Tallied& tallied, const ControlledTable& table,
                 const std::function<void(int row, int column, const std::vector<std::uint64_t>& people)>& each) {
  for (int row = 0; row <= table.all(); ++row) {
    if (row < table.all() && !table.HasGroups()) continue;
    for (int column = 0; column < static_cast<int>(tallied.people[row].size()); ++column) {
      if (table.StateOf(row, column) != State::kNever) each(row, column, tallied.people[row][column]);
    }
  }
}

std::string DigestOf(const std::vector<std::uint64_t>& people) { return base::Sha256(TokenBytes(people)); }

bool MarkGiven(const Tallied& tallied, const std::function<Fate(const std::string& digest)>& fate,
               const std::vector<std::vector<std::uint64_t>>& others, std::int64_t fewest, ControlledTable* table) {
  bool is_close = false;
  ForEachCell(tallied, *table, [&](int row, int column, const std::vector<std::uint64_t>& people) {
    if (is_close || table->StateOf(row, column) == State::kSmall) return;
    // Five journeys of one person are that person's, however many they look.
    if (!people.empty() && PeopleIn(people) < fewest) return table->HoldBack(row, column);
    switch (fate(DigestOf(people))) {
      case Fate::kGiven:
        table->SetGiven(row, column);
        break;
      case Fate::kHeldBack:
        table->HoldBack(row, column);
        break;
      case Fate::kNew:
        is_close = std::any_of(others.begin(), others.end(),
                               [&](const auto& group) { return AreTooClose(people, group, fewest); });
    }
  });
  return !is_close;
}

std::string TokenBytes(const std::vector<std::uint64_t>& tokens) {
  std::string bytes;
  bytes.reserve(8 * tokens.size());
  for (const std::uint64_t token : tokens) {
    for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(token >> shift & 0xff));
  }
  return bytes;
}

std::vector<std::uint64_t> TokensOf(const std::string& bytes) {
  std::vector<std::uint64_t> tokens(bytes.size() / 8);
  for (size_t i = 0; i < 8 * tokens.size(); ++i)
    tokens[i / 8] = tokens[i / 8] << 8 | static_cast<std::uint8_t>(bytes[i]);
  return tokens;
}

}  // namespace gainful::reporting
