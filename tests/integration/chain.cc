#include "tests/integration/chain.h"

#include <openssl/sha.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace gainful::integration {
namespace {

// The facts first, in the order in which they are joined.
constexpr char kColumns[] =
    "caller_org, caller, role, purpose, (extract(epoch FROM at) * 1000000)::bigint, method, kind, subject, "
    "coalesce(person::text, ''), "
    "request_id, part, encode(request_hash, 'hex'), array_to_string(changed, ','), "
    "seq, encode(body, 'hex'), encode(body_hash, 'hex'), encode(entry_hash, 'hex'), encode(prev, 'hex'), encode(hash, "
    "'hex')";
constexpr int kFacts = 13;
enum { kSeq = kFacts, kBody, kBodyHash, kEntryHash, kPrev, kHash };

std::string Sha(const std::string& bytes) {
  unsigned char out[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), out);
  return std::string(reinterpret_cast<char*>(out), sizeof(out));
}

std::string BigEndian(std::int64_t number) {
  std::string out;
  for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(number >> shift & 0xff);
  return out;
}

std::string Unhex(const std::string& text) { return absl::HexStringToBytes(text); }

class Walk {
 public:
  void Entry(const std::vector<std::string>& row) {
    const auto seq = std::stoll(row[kSeq]);
    if (seq != seq_ + 1) Fault(absl::StrCat("entry ", seq, " follows entry ", seq_));
    if (!IsSameWrite(row)) {
      EndWrite();
      if (Unhex(row[kPrev]) != hash_) Fault(absl::StrCat("entry ", seq, " is not linked to the write before"));
      prev_ = Unhex(row[kPrev]);
      hash_ = Unhex(row[kHash]);
    }
    CheckHashes(row, seq);
    entries_ += Unhex(row[kEntryHash]);
    seq_ = seq;
  }

  std::vector<std::string> End(const std::vector<std::string>& head) {
    EndWrite();
    if (std::stoll(head[0]) != seq_) Fault(absl::StrCat("the head says ", head[0], " and the last entry is ", seq_));
    if (seq_ > 0 && Unhex(head[1]) != prev_) Fault("the head's prev is not that of the last write");
    if (Unhex(head[2]) != hash_) Fault("the head's hash is not that of the last write");
    return faults_;
  }

 private:
  void Fault(std::string what) { faults_.push_back(std::move(what)); }

  bool IsSameWrite(const std::vector<std::string>& row) const {
    return seq_ > 0 && Unhex(row[kPrev]) == prev_ && Unhex(row[kHash]) == hash_;
  }

  void EndWrite() {
    if (seq_ == 0) return;
    if (Sha(prev_ + BigEndian(seq_) + Sha(entries_)) != hash_)
      Fault(absl::StrCat("the hash of the write up to entry ", seq_, " is wrong"));
    entries_.clear();
  }

  void CheckHashes(const std::vector<std::string>& row, std::int64_t seq) {
    const std::string body_hash = Unhex(row[kBodyHash]);
    if (row[kBody] != kNull && Sha(Unhex(row[kBody])) != body_hash)
      Fault(absl::StrCat("the body of entry ", seq, " is another"));
    std::string facts;
    for (int i = 0; i < kFacts; ++i) absl::StrAppend(&facts, i == 0 ? "" : "\x1f", row[i]);
    if (Sha(facts + body_hash) != Unhex(row[kEntryHash]))
      Fault(absl::StrCat("the facts of entry ", seq, " are others"));
  }

  std::vector<std::string> faults_;
  std::int64_t seq_ = 0;
  std::string entries_;                // hashes of the entries of the write under way
  std::string prev_, hash_ = Sha("");  // before the first write
};

}  // namespace

std::vector<std::string> FaultsOfChain(Sql* sql, const std::string& org) {
  Walk walk;
  for (const auto& row :
       sql->Run(absl::StrCat("SELECT ", kColumns, " FROM journal.entry WHERE org_id = '", org, "' ORDER BY seq"))) {
    walk.Entry(row);
  }
  const Rows head = sql->Run(absl::StrCat(
      "SELECT seq, encode(prev, 'hex'), encode(hash, 'hex') FROM journal.head WHERE org_id = '", org, "'"));
  if (head.size() != 1) return {"the organisation has no head"};
  return walk.End(head[0]);
}

}  // namespace gainful::integration
