#include "services/common/journal/access.h"

#include "absl/strings/str_cat.h"
#include "services/common/base/status.h"
#include "services/common/journal/sql.h"

namespace gainful::journal {
namespace {

constexpr char kColumns[] =
    "(org_id, at, caller_org, caller, role, purpose, method, call_id, kind, record, person, outcome)";
constexpr char kCaller[] = "$1::uuid, $2::timestamptz, $3::uuid, $4::text, $5::text, $6::text, $7::text, $8::text";

absl::Status WriteOne(db::Pool* pool, const base::Call& call, const std::string& kind, const base::Uuid& record,
                      const std::string& outcome) {
  static const auto* insert = new db::Statement(absl::StrCat("INSERT INTO journal.access ", kColumns, " VALUES (",
                                                             kCaller, ", $9::text, $10::uuid, NULL, $11::text)"));
  ASSIGN_OR_RETURN(auto tx, pool->Begin(call));
  db::Params params;
  BindAccess(call, &params);
  params.Text(kind);
  if (record == base::Uuid()) {
    params.Null();
  } else {
    params.Text(record.ToString());
  }
  params.Text(outcome);
  RETURN_IF_ERROR(tx.Run(*insert, params).status());
  return tx.Commit();
}

}  // namespace

void BindAccess(const base::Call& call, db::Params* params) {
  params->Text(call.org.ToString())
      .Text(TimeText(call.now))
      .Text(call.caller_org.ToString())
      .Text(call.caller)
      .Text(call.role);
  params->Text(call.purpose).Text(call.method).Text(call.id);
}

std::string AccessOf(const std::string& kind, const std::string& person, const std::string& record) {
  return absl::StrCat("a AS (INSERT INTO journal.access ", kColumns, " SELECT DISTINCT ", kCaller, ", '", kind, "', ",
                      record, "::uuid, ", person, ", 'read' FROM r)");
}

absl::Status RecordRefusal(db::Pool* pool, const base::Call& call, const std::string& kind, const base::Uuid& record,
                           const std::string& outcome) {
  base::Call own = call;
  own.org = call.caller_org;
  return WriteOne(pool, own, kind, record, outcome);
}

absl::Status RecordRead(db::Pool* pool, const base::Call& call, const std::string& kind) {
  return WriteOne(pool, call, kind, base::Uuid(), "read");
}

}  // namespace gainful::journal
