// The write path. One write is one transaction: a preamble that opens it, sets the identity and reads or locks what the rule needs; one statement that
// changes the record and writes its journal entry; what another service stores with it (db::Follow); the commit. The entry is idempotency, audit record
// and change feed at once.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "google/protobuf/message.h"
#include "services/common/base/call.h"
#include "services/common/db/pool.h"
#include "services/common/journal/sql.h"

namespace gainful::journal {

// What a rule decided to write: run `statement` with the entry's parameters followed by `values`. It answers one row when it wrote and
// none when its guard did not hold.
struct Change {
  const db::Statement* statement = nullptr;
  EntryFacts facts;                                   // request_id, request_hash and body are filled in by the writer
  db::Params params;                                  // bound by `bind`
  std::function<void(db::Params*)> bind;              // adds the parameters after the entry's
  const google::protobuf::Message* answer = nullptr;  // what the caller gets; journalled as the entry's body
  // Further parts of the same write, each with an entry of its own, in this order: all of them stand, or none.
  std::vector<Change> also = {};
};

// The record that a write is about, for the access journal when it is not found, or refused by a rule. The id is zero where there is none yet; a rule
// that finds out whom the write is about may fill it in, as it is read only after the rule has refused.
struct About {
  std::string kind;
  base::Uuid id;
};

class Writer {
 public:
  explicit Writer(db::Pool* pool);

  // Called with the open transaction and the rows of the preamble's look. Its error is the refusal.
  using Rule = std::function<absl::StatusOr<Change>(db::Transaction&, const pqxx::result&)>;

  // Runs the write and puts the answer into `response`. `request` has a field request_id. A refusal, whatever its cause, is answered only
  // after asking whether this request_id was written before: then the first answer is given again (same content) or INVALID_ARGUMENT
  // (other content). Serialization failures are tried again. An unknown commit is looked up; if that settles nothing, UNAVAILABLE.
  absl::Status Write(const base::Call& call, const google::protobuf::Message& request, const About& about,
                     const db::Look& look, const Rule& rule, google::protobuf::Message* response);

  // The answer given before to this request_id, if any: kNone leaves `response` alone.
  enum class Replay { kNone, kSame, kOther };
  absl::StatusOr<Replay> FindReplay(const base::Call& call, const google::protobuf::Message& request,
                                    google::protobuf::Message* response);

 private:
  absl::Status WriteOnce(const base::Call& call, const google::protobuf::Message& request, const db::Look& look,
                         const Rule& rule, google::protobuf::Message* response);
  absl::Status Refuse(const base::Call& call, const google::protobuf::Message& request, const About& about,
                      const absl::Status& why, google::protobuf::Message* response);

  db::Pool* const pool_;
  const db::Statement find_replay_;
};

// The request_id of a mutation.
std::string RequestId(const google::protobuf::Message& request);

// The answer to a stale etag: which it is now, and the names of the fields that changed since, separated by commas.
absl::Status StaleEtag(std::int64_t now, const std::string& changed);

}  // namespace gainful::journal
