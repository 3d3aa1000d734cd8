// Groups of people, as the random tokens that stand for them, compared with those of figures that were given before. Pure.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "services/reporting/disclosure.h"

namespace gainful::reporting {

// Whether two groups of people differ, and by fewer than `fewest` people; tokens sorted, each as often as they are counted. Whoever is counted twice in
// one and once in the other is one person by whom they differ.
bool AreTooClose(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b, std::int64_t fewest);

// Eight bytes for each token, and back.
std::string TokenBytes(const std::vector<std::uint64_t>& tokens);
std::vector<std::uint64_t> TokensOf(const std::string& bytes);

// How many people they are; sorted.
std::int64_t PeopleIn(const std::vector<std::uint64_t>& tokens);

// What a table is marked with before it is protected, out of what was given before; false where it is too close to that to be shown at all. `fate` says of
// the people of a cell whether their count was given, or withheld to protect another, or neither; `others` are all groups that any of its cells could be
// too close to.
enum class Fate { kNew, kGiven, kHeldBack };
bool MarkGiven(const Tallied& tallied, const std::function<Fate(const std::string& digest)>& fate,
               const std::vector<std::vector<std::uint64_t>>& others, std::int64_t fewest, ControlledTable* table);

// Runs `each` for the people of all cells that can be shown.
void ForEachCell(const Tallied& tallied, const ControlledTable& table,
                 const std::function<void(int row, int column, const std::vector<std::uint64_t>& people)>& each);

// What the groups of people in a cell are told apart by.
std::string DigestOf(const std::vector<std::uint64_t>& people);

}  // namespace gainful::reporting
