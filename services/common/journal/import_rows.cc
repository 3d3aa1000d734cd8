#include "services/common/journal/import_rows.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/util/message_differencer.h"
#include "services/common/base/bytes.h"
#include "services/common/base/fields.h"
#include "services/common/base/instants.h"

namespace gainful::journal {
namespace {

using google::protobuf::Message;

bool SameButForBookkeeping(const Message& a, const Message& b) {
  google::protobuf::util::MessageDifferencer differ;
  const auto* type = a.GetDescriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    const auto* f = type->field(i);
    if (f->name() == "etag" || f->name() == "updated_at" || base::RuleOf(f).derived()) differ.IgnoreField(f);
  }
  return differ.Compare(a, b);
}

void SetEtagAndTime(Message* record, std::int64_t etag, absl::Time now) {
  const auto* type = record->GetDescriptor();
  record->GetReflection()->SetInt64(record, type->FindFieldByName("etag"), etag);
  record->GetReflection()->MutableMessage(record, type->FindFieldByName("updated_at"))->CopyFrom(base::ToProto(now));
}

}  // namespace

void PrepareRow(const base::Call& call, const Records& records, const Message& record, const Message* before,
                const google::protobuf::FieldMask& mask, StagedRow* out) {
  out->record.reset(record.New());
  if (before == nullptr) {
    out->record->MergeFrom(record);  // it is empty; CopyFrom would first search both for each other
    SetText(out->record.get(), "id", base::Uuid::V7(call.now).ToString());
    SetText(out->record.get(), "org_id", call.org.ToString());
    SetEtagAndTime(out->record.get(), 1, call.now);
    records.mapping().PrintIds(out->record.get());
    out->base_etag = 0;
  } else {
    out->record->MergeFrom(*before);
    base::ApplyMask(mask, record, out->record.get());
    records.mapping().PrintIds(out->record.get());
    out->base_etag = before->GetReflection()->GetInt64(*before, before->GetDescriptor()->FindFieldByName("etag"));
    if (SameButForBookkeeping(*out->record, *before)) {
      out->base_etag = -1;
    } else {
      SetEtagAndTime(out->record.get(), out->base_etag + 1, call.now);
    }
  }
  if (records.spec().derive != nullptr) records.spec().derive(out->record.get());
}

void ColumnValues::Add(const std::string* text) {
  if (count_ == 0 && text != nullptr) same_ = *text;
  if (!differ_ && !(text == nullptr ? !same_ : same_ == *text)) {
    differ_ = true;
    for (size_t i = 0; i < count_; ++i) Append(same_ ? &*same_ : nullptr);
  }
  if (differ_) Append(text);
  ++count_;
}

void ColumnValues::Bind(db::Params* params) {
  params->Text(array_.Finish());  // unnest fills an array that is too short up with NULL
  if (differ_ || !same_) {
    params->Null();
  } else {
    params->Text(*std::move(same_));
  }
}

void RowsSql::Add(const std::string& name, const std::string& type) {
  absl::StrAppend(&arrays_, arrays_.empty() ? "" : ", ", "$", ++bound_, "::text[]");
  absl::StrAppend(&values_, values_.empty() ? "" : ", ", "coalesce(u.", name, "::", type, ", $", ++bound_, "::", type,
                  ") AS ", name);
  absl::StrAppend(&names_, names_.empty() ? "" : ", ", name);
}

void RowsSql::Add(const db::Mapping& mapping) {
  for (const auto& c : mapping.columns()) Add(c.name, c.type);
}

std::string RowsSql::From() const {
  return absl::StrCat("(SELECT ", values_, " FROM unnest(", arrays_, ") AS u(", names_, ")) s");
}

std::string EntriesSql(const std::string& kind, const std::string& staged, const std::string& person,
                       const std::string& order, const std::string& only) {
  const std::string part = absl::StrCat("($11::int + row_number() OVER (ORDER BY ", order, ") - 1)::int");
  const std::string hash = EntryHash({"$3::uuid", "$4::text", "$5::text", "$6::text", "$7::timestamptz", "$8::text",
                                      absl::StrCat("'", kind, "'"), "x.subject", "x.person", "$9::uuid", "x.part",
                                      "$10::bytea", "'{import}'::text[]", "x.body_hash"});
  return absl::StrCat("WITH x AS MATERIALIZED (SELECT s.id AS subject, ", person, " AS person, ", part,
                      " AS part, s.body, sha256(s.body) AS body_hash FROM ", staged,
                      " WHERE s.org_id = $1::uuid AND s.import_id = $2::uuid AND s.base_etag >= 0",
                      only.empty() ? "" : " AND ", only, "), y AS MATERIALIZED (SELECT x.*, ", hash,
                      " AS entry_hash FROM x), d AS (SELECT count(*) AS n, sha256(string_agg(entry_hash, ''::bytea "
                      "ORDER BY part)) AS digest FROM y), "
                      "h AS (UPDATE journal.head p SET seq = p.seq + d.n, prev = p.hash, hash = sha256(p.hash || "
                      "int8send(p.seq + d.n) || d.digest) FROM d "
                      "WHERE p.org_id = $1::uuid AND d.n > 0 RETURNING p.seq - d.n AS before, p.prev, p.hash) "
                      "INSERT INTO journal.entry (org_id, seq, caller_org, caller, role, purpose, at, method, kind, "
                      "subject, person, request_id, part, "
                      "request_hash, changed, body, body_hash, entry_hash, prev, hash) SELECT $1::uuid, h.before + 1 + "
                      "y.part - $11::int, $3::uuid, $4::text, "
                      "$5::text, $6::text, $7::timestamptz, $8::text, '",
                      kind,
                      "', y.subject, y.person, $9::uuid, y.part, $10::bytea, '{import}'::text[], y.body, y.body_hash, "
                      "y.entry_hash, h.prev, h.hash FROM y, h");
}

void BindEntries(const base::Call& call, const Message& request, int part, db::Params* params) {
  params->Text(call.caller_org.ToString()).Text(call.caller).Text(call.role).Text(call.purpose);
  params->Text(TimeText(call.now)).Text(call.method);
  params->Text(RequestId(request)).Bytes(RequestHash(call, request)).Int(part);
}

std::string BodyText(const Message& record) { return absl::StrCat("\\x", absl::BytesToHexString(base::Bytes(record))); }

absl::Status ChangedSinceChecked() {
  return base::Error(absl::StatusCode::kAborted, "CHANGED_SINCE_CHECKED",
                     "records were changed after the file was checked; import the file again");
}

}  // namespace gainful::journal
