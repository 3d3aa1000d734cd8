#include "services/caseload/limit.h"

#include "absl/strings/str_cat.h"
#include "services/caseload/allocation.h"
#include "services/caseload/person.h"
#include "services/caseload/work.h"
#include "services/common/base/dates.h"
#include "services/common/base/status.h"
#include "services/common/db/values.h"

namespace gainful::caseload {

CaseloadLimit::CaseloadLimit()
    : add_key_worker_(
          "INSERT INTO caseload.key_worker (org_id, staff_member_id) VALUES ($1::uuid, $2::uuid) ON CONFLICT (org_id, "
          "staff_member_id) DO NOTHING"),
      lock_key_worker_(
          "SELECT 1 FROM caseload.key_worker WHERE org_id = $1::uuid AND staff_member_id = $2::uuid FOR NO KEY UPDATE"),
      others_(
          "SELECT count(*) FROM caseload.published_load_v1 WHERE org_id = $1::uuid AND staff_member_id = $2::uuid AND "
          "journey_id <> $3::uuid"),
      last_key_worker_(
          "SELECT s.id, g.caseload_limit, s.fte_percent FROM caseload.allocation a JOIN caseload.journey j ON j.org_id "
          "= a.org_id AND j.id = a.journey_id JOIN directory.published_staff_member_v1 s ON s.org_id = a.org_id AND "
          "s.id = a.staff_member_id LEFT JOIN directory.published_programme_v1 g ON g.org_id = j.org_id AND g.id = "
          "j.programme_id WHERE a.org_id = $1::uuid AND a.journey_id = $2::uuid AND (s.ends_on IS NULL OR s.ends_on >= "
          "$3::date) AND NOT EXISTS (SELECT FROM caseload.allocation b WHERE b.org_id = a.org_id AND b.journey_id = "
          "a.journey_id AND b.number > a.number)"),
      leads_(absl::StrCat("SELECT ", Leads("$1::uuid", "$2::text", "j.team_id"),
                          " FROM caseload.journey j WHERE j.org_id = $1::uuid AND j.id = $3::uuid")) {}

// The worker's row is locked first and their journeys are counted by the next statement, so that of two who allocate at once the second sees
// what the first did.
absl::StatusOr<bool> CaseloadLimit::Check(db::Transaction& tx, const base::Call& call,
                                          const std::string& staff_member_id, const std::string& journey_id, int limit,
                                          const std::string& over_limit_reason) const {
  const auto params = [&] {
    db::Params p;
    p.Text(call.org.ToString()).Text(staff_member_id);
    return p;
  };
  RETURN_IF_ERROR(tx.Run(add_key_worker_, params()).status());
  RETURN_IF_ERROR(tx.Run(lock_key_worker_, params()).status());
  db::Params with_journey = params();
  with_journey.Text(journey_id);
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(others_, with_journey));
  const int active = rows[0][0].as<int>();
  if (active < limit) return false;
  if (!over_limit_reason.empty()) {
    db::Params caller;
    caller.Text(call.org.ToString()).Text(call.caller).Text(journey_id);
    ASSIGN_OR_RETURN(const pqxx::result leads, tx.Run(leads_, caller));
    if (call.role == "manager" || (!leads.empty() && db::IsTrue(leads[0][0]))) return true;
  }
  return base::Error(absl::StatusCode::kFailedPrecondition, "CASELOAD_LIMIT", AtLimit(active, limit));
}

absl::StatusOr<bool> CaseloadLimit::CheckReopening(db::Transaction& tx, const base::Call& call,
                                                   const std::string& journey_id, absl::CivilDay today,
                                                   const std::string& over_limit_reason) const {
  db::Params params;
  params.Text(call.org.ToString()).Text(journey_id).Text(base::FormatDay(today));
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(last_key_worker_, params));
  if (rows.empty()) return false;
  const int limit = ScaledLimit(db::NumberIn(rows[0][1]).value_or(kUsualCaseload), db::NumberIn(rows[0][2]));
  return Check(tx, call, db::TextIn(rows[0][0]), journey_id, limit, over_limit_reason);
}

}  // namespace gainful::caseload
