// Whatever bytes a wording file holds: reading ends, and either every text belongs to an item and a score that there are, or faults are said in words.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "services/fidelity/instrument.h"
#include "services/fidelity/wording.h"

namespace gainful::fidelity {
namespace {

void Check(bool holds) {
  if (!holds) std::abort();
}

void CheckWhole(const Wording& wording) {
  const Instrument* instrument = FindInstrument(wording.instrument_id(), wording.version());
  Check(instrument != nullptr && !wording.licence().empty() && wording.item_size() > 0);
  for (const auto& text : wording.item()) {
    const Item* item = FindItem(*instrument, text.number());
    Check(item != nullptr && text.text().size() <= kMostWordingText);
    Check(FindText(wording, text.number()) == &text);  // the first of that number, so the only one
    for (const auto& score : text.score())
      Check(score.score() >= item->lowest() && score.score() <= item->highest() && !score.text().empty());
  }
}

}  // namespace

int OneInput(const std::uint8_t* data, std::size_t size) {
  const auto wording = ParseWording(std::string(reinterpret_cast<const char*>(data), size), "file");
  if (wording.ok()) {
    CheckWhole(*wording);
  } else {
    Check(wording.status().code() == absl::StatusCode::kInvalidArgument &&
          wording.status().message().find("file:") == 0);
  }
  return 0;
}

}  // namespace gainful::fidelity

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return gainful::fidelity::OneInput(data, size);
}
