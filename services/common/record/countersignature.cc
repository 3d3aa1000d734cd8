#include "services/common/record/countersignature.h"

#include "absl/strings/str_cat.h"

namespace gainful::record {

std::string AwaitSignature(const std::string& table) {
  return absl::StrCat(
      "w AS (INSERT INTO ", table,
      " AS o (id, org_id, etag, updated_at, participant_id, kind, "
      "entered_by, entered_at, note, decided_by) SELECT $9::uuid, $1::uuid, 1, $6::timestamptz, $10::uuid, "
      "$8::text, $3::text, $6::timestamptz, '', '' FROM e WHERE EXISTS (SELECT FROM "
      "directory.published_staff_member_v1 s WHERE s.org_id = $1::uuid AND $1::uuid = $2::uuid AND s.subject = "
      "$3::text AND s.role = 'student' AND s.active) ON CONFLICT "
      "(org_id, id) DO UPDATE SET etag = o.etag + 1, updated_at = excluded.updated_at, entered_by = "
      "excluded.entered_by, entered_at = excluded.entered_at, decision = NULL, note = '', decided_by = '', "
      "decided_on = NULL)");
}

}  // namespace gainful::record
