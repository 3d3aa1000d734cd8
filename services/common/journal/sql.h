// The SQL of the write path: how an entry is hashed and chained, shared by single writes, bulk writes and the verifier.
#pragma once

#include <string>

#include "google/protobuf/message.h"
#include "services/common/base/call.h"
#include "services/common/db/params.h"

namespace gainful::journal {

// SQL for an entry's hash: sha256(facts || body_hash). `facts` are the columns that say who did what, joined by the unit separator,
// which no column can hold. Each argument is an SQL expression for the column of that name.
struct EntryColumns {
  std::string caller_org, caller, role, purpose, at, method, kind, subject, person, request_id, part, request_hash,
      changed, body_hash;
};
std::string EntryHash(const EntryColumns& c);

// The columns of journal.entry by their own names, for verifying.
EntryColumns StoredColumns();

// A further part of FROM: the rows of a published view that belong to each row before it, by an index; `condition` is about them under `alias`. Such a
// view keeps what it is joined on outside, so that a plain join would read all of it.
std::string LookUp(const std::string& view, const std::string& alias, const std::string& condition);

// A statement by which writes of one organisation ($1) about one thing ($2, its id as the database prints it) take turns until they commit or fail: what
// is asked behind it sees what those before wrote. For rules that hold between records of two services, neither of which may lock the other's.
std::string TakeTurnsSql();

// Parameters $1 to $15 of a single write, bound by BindEntry.
constexpr int kEntryParams = 15;

// CTEs `h` and `e`: moves the head on and inserts the entry. `from` is "" for a create or a CTE name whose row proves the update.
std::string HeadAndEntry(const std::string& from);

struct EntryFacts {
  std::string kind;
  std::string subject;     // uuid
  std::string person;      // uuid or empty
  std::string request_id;  // uuid
  int part = 0;
  std::string request_hash;  // 32 bytes
  std::vector<std::string> changed;
  std::string body;
};
void BindEntry(const base::Call& call, const EntryFacts& facts, db::Params* params);

// An instant as a timestamptz literal of microseconds in UTC.
std::string TimeText(absl::Time t);

// SHA-256 of the method's name and the request's deterministic bytes.
std::string RequestHash(const base::Call& call, const google::protobuf::Message& request);

}  // namespace gainful::journal
