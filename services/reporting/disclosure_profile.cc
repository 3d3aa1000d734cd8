#include "services/reporting/disclosure_profile.h"

#include <google/protobuf/text_format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "embedded/kProfileCellKey.h"
#include "embedded/kProfileHes.h"
#include "embedded/kProfileMhsds.h"
#include "services/common/base/ids.h"
#include "services/common/base/log.h"
#include "services/common/base/status.h"

namespace gainful::reporting {
namespace {

constexpr absl::string_view kNames[] = {"pcv", "ckey", "pvalue"};
constexpr std::int64_t kLargestPvalue = 100;  // ONS's own tables stay far below; more would be a mistake in the file

absl::Status WrongLine(int line, absl::string_view wanted) {
  return absl::InvalidArgumentError(absl::StrCat("line ", line, " ", wanted));
}

std::vector<std::string> Cells(absl::string_view line) {
  std::vector<std::string> cells = absl::StrSplit(absl::StripSuffix(line, "\r"), ',');
  for (std::string& cell : cells) cell = std::string(absl::StripAsciiWhitespace(cell));
  return cells;
}

Profile Read(absl::string_view text) {
  Profile profile;
  if (!google::protobuf::TextFormat::ParseFromString(std::string(text), &profile)) {
    base::Log(base::Level::kError, "a profile of disclosure control cannot be read", {});
    std::abort();  // built into the binary; a test reads it as well
  }
  return profile;
}

// Every count from the threshold on needs a line for every key.
absl::Status CheckWhole(const std::set<std::pair<std::int64_t, std::int64_t>>& has) {
  const std::int64_t first = ProfileOf(pb::DISCLOSURE_CELL_KEY)->withheld_to() + 1;
  for (std::int64_t pcv = first; pcv < stats::PerturbationTable::kRows; ++pcv) {
    for (std::int64_t ckey = 0; ckey < stats::PerturbationTable::kKeys; ++ckey) {
      if (has.count({pcv, ckey}) == 0)
        return absl::InvalidArgumentError(absl::StrCat("must have a line for each pcv from ", first, " to ",
                                                       stats::PerturbationTable::kRows - 1, " and each ckey from 0 to ",
                                                       stats::PerturbationTable::kKeys - 1, "; none is there for pcv ",
                                                       pcv, ", ckey ", ckey));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Perturbation> ReadPerturbation(absl::string_view csv) {
  const std::vector<absl::string_view> lines = absl::StrSplit(absl::StripSuffix(csv, "\n"), '\n');
  const std::vector<std::string> heading = Cells(lines[0]);
  std::map<absl::string_view, size_t> at;
  for (size_t i = 0; i < heading.size(); ++i) at[heading[i]] = i;
  for (const absl::string_view name : kNames) {
    if (at.count(name) == 0) return WrongLine(1, "must name the columns pcv, ckey and pvalue");
  }
  Perturbation read;
  std::set<std::pair<std::int64_t, std::int64_t>> has;
  for (size_t i = 1; i < lines.size(); ++i) {
    const int number = static_cast<int>(i) + 1;
    const std::vector<std::string> cells = Cells(lines[i]);
    std::int64_t value[3];
    for (int n = 0; n < 3; ++n) {
      if (cells.size() != heading.size() || !absl::SimpleAtoi(cells[at[kNames[n]]], &value[n]))
        return WrongLine(number, "must hold a whole number for each of pcv, ckey and pvalue");
    }
    if (value[0] < 0 || value[0] >= stats::PerturbationTable::kRows)
      return WrongLine(number, "must have a pcv from 0 to 750");
    if (value[1] < 0 || value[1] >= stats::PerturbationTable::kKeys)
      return WrongLine(number, "must have a ckey from 0 to 255");
    if (std::abs(value[2]) > kLargestPvalue) return WrongLine(number, "must have a pvalue from -100 to 100");
    if (value[0] + value[2] < 0) return WrongLine(number, "must not make a count negative");
    if (!read.table.Add(value[0], value[1], value[2])) return WrongLine(number, "repeats a pcv and ckey");
    has.emplace(value[0], value[1]);
    read.largest = std::max(read.largest, std::abs(value[2]));
  }
  if (lines.size() < 2) return WrongLine(2, "must be there: the table is empty");
  RETURN_IF_ERROR(CheckWhole(has));
  read.digest = absl::BytesToHexString(base::Sha256(std::string(csv)));
  return read;
}

absl::StatusOr<Perturbation> LoadPerturbation(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::InvalidArgumentError("cannot be read");
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (file.bad()) return absl::InvalidArgumentError("cannot be read");
  return ReadPerturbation(text);
}

Range Control::Small() const {
  if (!profile_->is_perturbed()) return {profile_->withheld_from(), profile_->withheld_to()};
  return {std::max<std::int64_t>(0, profile_->withheld_from() - perturbation_->largest),
          profile_->withheld_to() + perturbation_->largest};
}

Class Control::ClassOf(const Tally& tally) const {
  std::int64_t count = tally.count, reach = 0;
  if (profile_->is_perturbed()) {
    count =
        std::max<std::int64_t>(0, perturbation_->table.Perturbed(count, tally.key % stats::PerturbationTable::kKeys));
    reach = perturbation_->largest;
  }
  Class as;
  if (count >= profile_->withheld_from() && count <= profile_->withheld_to()) {
    as.is_small = true;
    as.may_be = Small();
    return as;
  }
  const std::int64_t half = profile_->round_to() / 2;
  as.shown = (count + half) / profile_->round_to() * profile_->round_to();
  as.may_be = {std::max<std::int64_t>(0, as.shown - half - reach), as.shown + half + reach};
  // What is withheld never looks like what is shown.
  if (reach == 0 && count > profile_->withheld_to())
    as.may_be.least = std::max(as.may_be.least, profile_->withheld_to() + 1);
  if (reach == 0 && count < profile_->withheld_from()) as.may_be = {count, count};
  return as;
}

const Profile* ProfileOf(pb::Disclosure disclosure) {
  static const auto* mhsds = new Profile(Read(kProfileMhsds));
  static const auto* hes = new Profile(Read(kProfileHes));
  static const auto* cell_key = new Profile(Read(kProfileCellKey));
  if (disclosure == pb::DISCLOSURE_NONE) return nullptr;
  if (disclosure == pb::DISCLOSURE_HES) return hes;
  return disclosure == pb::DISCLOSURE_CELL_KEY ? cell_key : mhsds;
}

}  // namespace gainful::reporting
