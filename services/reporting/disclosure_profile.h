// What a profile of disclosure control makes of single counts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "gainful/reporting/v1/reporting.pb.h"
#include "services/common/stats/cell_key.h"
#include "services/reporting/disclosure_flow.h"
#include "services/reporting/profile.pb.h"

namespace gainful::reporting {

namespace pb = gainful::reporting::v1;

// What is added to counts by cell key, and by how much at most.
struct Perturbation {
  stats::PerturbationTable table;
  std::int64_t largest = 0;
  std::string digest;  // of the file
};

// Reads a table in the layout of ONS: a heading with pcv, ckey and pvalue in any order, then a line of whole numbers for each. INVALID_ARGUMENT says which
// line is wrong and what is wanted, or which count and key of those that can be shown no line is for: that count would be shown as it is.
absl::StatusOr<Perturbation> ReadPerturbation(absl::string_view csv);

// The same out of a file.
absl::StatusOr<Perturbation> LoadPerturbation(const std::string& path);

// A count and the sum of the keys of those in it.
struct Tally {
  std::int64_t count = 0;
  std::int64_t key = 0;
};

// What anybody may know of a count who sees how it is shown, and the profile.
struct Class {
  bool is_small = false;   // withheld because of its size
  std::int64_t shown = 0;  // as it is shown otherwise
  Range may_be;            // the counts that look the same
};

class Control {
 public:
  // `perturbation` is needed by a profile that perturbs and must outlive this.
  Control(const Profile* profile, const Perturbation* perturbation) : profile_(profile), perturbation_(perturbation) {}

  const Profile& profile() const { return *profile_; }
  Class ClassOf(const Tally& tally) const;

  // Of the table by which counts are perturbed; empty where none are.
  std::string PerturbationDigest() const { return profile_->is_perturbed() ? perturbation_->digest : ""; }

  // What a withheld count may be.
  Range Small() const;

 private:
  const Profile* profile_;
  const Perturbation* perturbation_;
};

// The profile as it is written down; null for none. Whatever is not known is the strictest of old, mhsds.
const Profile* ProfileOf(pb::Disclosure disclosure);

}  // namespace gainful::reporting
