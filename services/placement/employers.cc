#include "services/placement/employers.h"

#include "services/common/base/ids.h"
#include "services/common/base/status.h"
#include "services/common/db/values.h"

namespace gainful::placement {

absl::StatusOr<std::set<std::string>> KnownEmployers(db::Transaction& tx, const base::Call& call,
                                                     const std::vector<std::string>& ids) {
  static const auto* known = new db::Statement(
      "SELECT e.id FROM employer.published_employer_v1 e WHERE e.org_id = $1::uuid AND e.id = ANY ($2::uuid[])");
  std::set<std::string> found;
  db::ArrayText wanted;
  for (const auto& id : ids) wanted.Add(base::IdOf(id).ToString());
  if (ids.empty()) return found;
  db::Params params;
  params.Text(call.org.ToString()).Text(wanted.Finish());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(*known, params));
  for (const auto& row : rows) found.insert(db::TextIn(row[0]));
  return found;
}

absl::Status CheckEmployer(db::Transaction& tx, const base::Call& call, const std::string& id) {
  if (id.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const auto found, KnownEmployers(tx, call, {id}));
  base::Violations missing;
  if (found.empty()) missing.Add("spell.employer_id", kNoEmployer);
  return missing.ToStatus(absl::StatusCode::kNotFound);
}

}  // namespace gainful::placement
