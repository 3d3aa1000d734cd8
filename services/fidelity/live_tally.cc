#include "services/fidelity/live_tally.h"

#include <algorithm>

namespace gainful::fidelity {

void Tally::Leave(const Seen& seen, const char* reason, bool is_gap) {
  auto& all = value_.left_out;
  auto entry = std::find_if(all.begin(), all.end(), [&](const LeftOut& l) { return l.reason == reason; });
  if (entry == all.end()) entry = all.insert(all.end(), {reason, 0, is_gap});
  ++entry->records;
  value_.incomplete = value_.incomplete || is_gap;
  Tell(pb::LIVE_USE_LEFT_OUT, seen, reason, std::nullopt);
}

void Tally::Doubt(const Exact& worst, const char* if_so) {
  value_.worst = worst;
  value_.worst_unless = if_so;
  value_.incomplete = true;
}

Value Tally::Finish(std::int64_t factor) && {
  if (value_.denominator > 0) value_.value = Exact{factor * value_.numerator, value_.denominator};
  return std::move(value_);
}

void Tally::Tell(pb::LiveUse use, const Seen& seen, const char* reason, std::optional<std::int64_t> much) {
  if (!records_) return;
  Behind& behind = value_.behind.emplace_back();
  behind.use = use;
  behind.reason = reason;
  behind.kind = seen.kind;
  behind.id = *seen.id;
  if (seen.participant_id != nullptr) behind.participant_id = *seen.participant_id;
  if (seen.own_of != nullptr) behind.own_of = *seen.own_of;
  behind.day = seen.day;
  if (much && *much != 1) behind.counts = static_cast<int>(*much);
}

}  // namespace gainful::fidelity
