// Whether an organisation's journal is the one that was written: every entry's hash is that of its facts and body, every write is linked to
// the one before, nothing is missing, and the head is where the last write left it.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "services/common/base/call.h"
#include "services/common/db/pool.h"

namespace gainful::journal {

// One entry, as far as the chain goes. Hashes are 32 bytes.
struct Link {
  std::int64_t seq = 0;
  std::string prev, hash, entry_hash;
  bool facts_hold = false;  // entry_hash is that of the stored facts and body_hash
  bool body_holds = false;  // body_hash is that of the stored body, or the body was disposed of
};

// Walks the links in order and keeps the first fault.
class ChainWalk {
 public:
  ChainWalk();

  // Links by ascending seq, from 1.
  void Add(const Link& link);
  // The head as stored: its number and its two hashes.
  void End(std::int64_t seq, const std::string& prev, const std::string& hash);

  std::int64_t entries() const { return last_; }
  // "entry 17: ...", or empty.
  const std::string& fault() const { return fault_; }

 private:
  void Fault(std::int64_t seq, const char* what);
  void EndWrite();

  std::int64_t last_ = 0, first_of_write_ = 0;
  std::string entry_hashes_;  // of the write under way
  std::string prev_, hash_;   // before it and after it
  std::string fault_;
};

struct Soundness {
  std::int64_t entries = 0;
  std::string head_hash;  // 32 bytes
  std::string fault;      // the first; empty when the journal holds
};
absl::StatusOr<Soundness> VerifyJournal(db::Pool* pool, const base::Call& call);

}  // namespace gainful::journal
