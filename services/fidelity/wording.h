// The text of a published scale out of a licensed organisation's own file (message Wording of instrument.proto, as text). Nothing of it is part of
// Gainful: the file lies outside the tree, a setting names it, and it is shown beside our descriptions.
//
//   instrument_id: "ips25" version: 1
//   licence: "Licensed to Example Trust by the holder of the rights, 2026"
//   item { number: 1 text: "..." score { score: 1 text: "..." } score { score: 5 text: "..." } }
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/fidelity/instrument.pb.h"

namespace gainful::fidelity {

inline constexpr std::size_t kMostWordingBytes = 1 << 20;
inline constexpr std::size_t kMostWordingText = 4000;  // bytes of one text

// Refused with every fault, each with its place ("FILE:3:7: ..."): what is no such text, an instrument, item or score that Gainful does not have, one
// given twice, an empty or overlong text, no licence. It need not have every item. `file` is what faults call it.
absl::StatusOr<Wording> ParseWording(absl::string_view text, const std::string& file);

// The same of a file. NOT_FOUND where it cannot be read, INVALID_ARGUMENT where it is larger than kMostWordingBytes.
absl::StatusOr<Wording> ReadWording(const std::string& path);

// Reads a file and puts its wording with those that an organisation has. Refuses a second file about one version of an instrument: which of them is
// shown would be chance.
absl::Status AddWording(const std::string& path, std::vector<Wording>* all);

// That of the very version, or else that of the base to which it adds. Null where there is no text: our own description stands alone.
const Wording* FindWording(const std::vector<Wording>& all, const Instrument& instrument);
const Wording::ItemText* FindText(const Wording& wording, std::int32_t number);

}  // namespace gainful::fidelity
