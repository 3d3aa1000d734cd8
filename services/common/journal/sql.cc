#include "services/common/journal/sql.h"

#include "absl/strings/str_cat.h"
#include "services/common/base/bytes.h"

namespace gainful::journal {

std::string EntryHash(const EntryColumns& c) {
  return absl::StrCat("sha256(convert_to(concat_ws(chr(31), (", c.caller_org, ")::text, ", c.caller, ", ", c.role, ", ",
                      c.purpose, ", (extract(epoch FROM ", c.at, ") * 1000000)::bigint::text, ", c.method, ", ", c.kind,
                      ", (", c.subject, ")::text, coalesce((", c.person, ")::text, ''), (", c.request_id, ")::text, (",
                      c.part, ")::text, encode(", c.request_hash, ", 'hex'), array_to_string(", c.changed,
                      ", ',')), 'UTF8') || ", c.body_hash, ")");
}

EntryColumns StoredColumns() {
  return {"caller_org", "caller", "role",       "purpose", "at",           "method",  "kind",
          "subject",    "person", "request_id", "part",    "request_hash", "changed", "body_hash"};
}

std::string HeadAndEntry(const std::string& from) {
  const std::string hash =
      EntryHash({"$2::uuid", "$3::text", "$4::text", "$5::text", "$6::timestamptz", "$7::text", "$8::text", "$9::uuid",
                 "$10::uuid", "$11::uuid", "$12::int", "$13::bytea", "$14::text[]", "sha256($15::bytea)"});
  const std::string guard = from.empty() ? "" : absl::StrCat(" FROM ", from);
  const std::string join = from.empty() ? "" : absl::StrCat(" AND ", from, ".org_id = d.org_id");
  return absl::StrCat(
      "h AS (UPDATE journal.head d SET seq = d.seq + 1, prev = d.hash, hash = sha256(d.hash || int8send(d.seq + 1) || "
      "sha256(",
      hash, "))", guard, " WHERE d.org_id = $1::uuid", join,
      " RETURNING d.seq, d.prev, d.hash), "
      "e AS (INSERT INTO journal.entry (org_id, seq, caller_org, caller, role, purpose, at, method, kind, subject, "
      "person, request_id, part, "
      "request_hash, changed, body, body_hash, entry_hash, prev, hash) SELECT $1::uuid, h.seq, $2::uuid, $3::text, "
      "$4::text, $5::text, "
      "$6::timestamptz, $7::text, $8::text, $9::uuid, $10::uuid, $11::uuid, $12::int, $13::bytea, $14::text[], "
      "$15::bytea, "
      "sha256($15::bytea), ",
      hash, ", h.prev, h.hash FROM h RETURNING org_id)");
}

std::string TimeText(absl::Time t) { return absl::FormatTime("%Y-%m-%d %H:%M:%E6S+00", t, absl::UTCTimeZone()); }

void BindEntry(const base::Call& call, const EntryFacts& f, db::Params* p) {
  db::ArrayText changed;
  for (const auto& name : f.changed) changed.Add(name);
  p->Text(call.org.ToString()).Text(call.caller_org.ToString()).Text(call.caller).Text(call.role).Text(call.purpose);
  p->Text(TimeText(call.now)).Text(call.method).Text(f.kind).Text(f.subject);
  if (f.person.empty()) {
    p->Null();
  } else {
    p->Text(f.person);
  }
  p->Text(f.request_id).Int(f.part).Bytes(f.request_hash).Text(changed.Finish()).Bytes(f.body);
}

std::string RequestHash(const base::Call& call, const google::protobuf::Message& request) {
  return base::Sha256(absl::StrCat(call.method, absl::string_view("\0", 1), base::Bytes(request)));
}

std::string LookUp(const std::string& view, const std::string& alias, const std::string& condition) {
  return absl::StrCat(" CROSS JOIN LATERAL (SELECT ", alias, ".* FROM ", view, " ", alias, " WHERE ", condition,
                      " OFFSET 0) ", alias);
}

std::string TakeTurnsSql() { return "SELECT pg_advisory_xact_lock(hashtextextended($1::text || ' ' || $2::text, 0))"; }

}  // namespace gainful::journal
