#include "services/placement/employers.h"

#include "absl/strings/str_cat.h"
#include "services/common/base/ids.h"
#include "services/common/base/status.h"
#include "services/common/db/values.h"

namespace gainful::placement {

absl::StatusOr<Employers> KnownEmployers(db::Transaction& tx, const base::Call& call,
                                         const std::vector<std::string>& ids) {
  static const auto* known = new db::Statement(
      "SELECT e.id, e.merged_into FROM employer.published_employer_v1 e WHERE e.org_id = $1::uuid AND e.id = ANY "
      "($2::uuid[])");
  Employers found;
  db::ArrayText wanted;
  for (const auto& id : ids) wanted.Add(base::IdOf(id).ToString());
  if (ids.empty()) return found;
  db::Params params;
  params.Text(call.org.ToString()).Text(wanted.Finish());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(*known, params));
  for (const auto& row : rows) found[db::TextIn(row[0])] = db::TextIn(row[1]);
  return found;
}

std::string EmployerOf(const std::string& id, const Employers& known) {
  if (id.empty()) return id;
  const std::string printed = base::IdOf(id).ToString();
  const auto employer = known.find(printed);
  return employer == known.end() || employer->second.empty() ? printed : employer->second;
}

std::string WhyNotEmployer(const Employers& known, const std::string& id) {
  const auto employer = known.find(base::IdOf(id).ToString());
  if (employer == known.end()) return "names no employer";
  if (employer->second.empty()) return "";
  return absl::StrCat("names an employer that was merged into ", employer->second, "; name that one");
}

absl::Status CheckEmployer(db::Transaction& tx, const base::Call& call, const std::string& id) {
  if (id.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const Employers known, KnownEmployers(tx, call, {id}));
  const std::string why = WhyNotEmployer(known, id);
  if (!known.empty() && !why.empty())
    return base::Error(absl::StatusCode::kFailedPrecondition, "MERGED", absl::StrCat("spell.employer_id ", why));
  base::Violations missing;
  if (!why.empty()) missing.Add("spell.employer_id", why);
  return missing.ToStatus(absl::StatusCode::kNotFound);
}

std::string RecordsOfEmployer(const std::string& id) {
  return absl::StrCat("ARRAY(SELECT ", id,
                      " UNION ALL SELECT o.other_id FROM employer.published_other_employer_v1 o WHERE o.org_id = "
                      "$1::uuid AND o.employer_id = ",
                      id, ")");
}

}  // namespace gainful::placement
