#include "services/common/journal/verify.h"

#include "absl/strings/str_cat.h"
#include "services/common/base/ids.h"
#include "services/common/base/status.h"
#include "services/common/journal/sql.h"

namespace gainful::journal {
namespace {

constexpr int kBatch = 5000;  // entries held in memory at once

// As Postgres's int8send.
std::string BigEndian(std::int64_t number) {
  std::string out(8, '\0');
  for (int i = 7; i >= 0; --i, number >>= 8) out[static_cast<size_t>(i)] = static_cast<char>(number & 0xff);
  return out;
}

std::string Bytes(const pqxx::field& field) { return pqxx::binarystring(field).str(); }

Link ReadLink(const pqxx::row& row) {
  Link link;
  link.seq = row[0].as<std::int64_t>();
  link.prev = Bytes(row[1]);
  link.hash = Bytes(row[2]);
  link.entry_hash = Bytes(row[3]);
  link.facts_hold = row[4].c_str()[0] == 't';
  link.body_holds = row[5].c_str()[0] == 't';
  return link;
}

}  // namespace

ChainWalk::ChainWalk() : hash_(base::Sha256("")) {}

void ChainWalk::Fault(std::int64_t seq, const char* what) {
  if (fault_.empty()) fault_ = absl::StrCat("entry ", seq, ": ", what);
}

void ChainWalk::EndWrite() {
  if (entry_hashes_.empty()) return;
  if (base::Sha256(prev_ + BigEndian(last_) + base::Sha256(entry_hashes_)) != hash_)
    Fault(first_of_write_, "the write that begins here has another hash than its entries");
  entry_hashes_.clear();
}

void ChainWalk::Add(const Link& link) {
  if (link.seq != last_ + 1) Fault(last_ + 1, "it is missing");
  const bool same_write = !entry_hashes_.empty() && link.prev == prev_ && link.hash == hash_;
  if (!same_write) {
    EndWrite();
    if (link.prev != hash_) Fault(link.seq, "it is not linked to the write before");
    first_of_write_ = link.seq;
    prev_ = link.prev;
    hash_ = link.hash;
  }
  if (!link.body_holds) Fault(link.seq, "its body is another than was written");
  if (!link.facts_hold) Fault(link.seq, "it says other things than were written");
  entry_hashes_ += link.entry_hash;
  last_ = link.seq;
}

void ChainWalk::End(std::int64_t seq, const std::string& prev, const std::string& hash) {
  EndWrite();
  if (seq != last_) Fault(last_ + 1, "it is missing");
  if (hash != hash_ || (last_ > 0 && prev != prev_)) Fault(last_, "the head of the journal is not where it left it");
}

absl::StatusOr<Soundness> VerifyJournal(db::Pool* pool, const base::Call& call) {
  static const auto* head = new db::Statement("SELECT seq, prev, hash FROM journal.head WHERE org_id = $1::uuid");
  static const auto* entries =
      new db::Statement(absl::StrCat("SELECT seq, prev, hash, entry_hash, entry_hash = ", EntryHash(StoredColumns()),
                                     ", body IS NULL OR body_hash = sha256(body) FROM journal.entry WHERE org_id = "
                                     "$1::uuid AND seq > $2::bigint AND seq "
                                     "<= $3::bigint ORDER BY seq LIMIT ",
                                     kBatch));
  ASSIGN_OR_RETURN(auto tx, pool->Begin(call));
  db::Params org;
  org.Text(call.org.ToString());
  ASSIGN_OR_RETURN(const pqxx::result at, tx.Run(*head, org));
  Soundness out;
  if (at.empty()) return out;
  // What is written meanwhile lies behind this head and is another check's affair.
  const auto last = at[0][0].as<std::int64_t>();
  ChainWalk walk;
  while (walk.fault().empty()) {
    db::Params params;
    params.Text(call.org.ToString()).Int(walk.entries()).Int(last);
    ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(*entries, params));
    for (const auto& row : rows) walk.Add(ReadLink(row));
    if (static_cast<int>(rows.size()) < kBatch) break;
  }
  out.head_hash = Bytes(at[0][2]);
  walk.End(last, Bytes(at[0][1]), out.head_hash);
  out.entries = walk.entries();
  out.fault = walk.fault();
  RETURN_IF_ERROR(tx.Commit());
  return out;
}

}  // namespace gainful::journal
