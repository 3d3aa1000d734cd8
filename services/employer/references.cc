#include "services/employer/references.h"

#include "absl/strings/str_cat.h"
#include "services/common/base/ids.h"
#include "services/common/db/values.h"

namespace gainful::employer {

absl::StatusOr<Referred> CheckReferences(db::Transaction& tx, const base::Call& call, const std::string& kind,
                                         const References& named) {
  static const auto* look = new db::Statement(
      "SELECT e.id IS NOT NULL, EXISTS (SELECT FROM employer.employer_site s WHERE s.org_id = o.org_id AND s.id = "
      "$3::uuid AND s.employer_id = $2::uuid), EXISTS (SELECT FROM employer.employer_contact c WHERE c.org_id = "
      "o.org_id AND c.id = $4::uuid AND c.employer_id = $2::uuid), EXISTS (SELECT FROM "
      "directory.published_staff_member_v1 m WHERE m.org_id = o.org_id AND m.id = $5::uuid), e.do_not_approach, "
      "(SELECT m.id FROM directory.published_staff_member_v1 m WHERE m.org_id = o.org_id AND m.subject = $6::text AND "
      "m.active ORDER BY m.id LIMIT 1) FROM (SELECT $1::uuid AS org_id) o LEFT JOIN employer.employer e ON e.org_id = "
      "$1::uuid AND e.id = $2::uuid");
  db::Params params;
  params.Text(call.org.ToString());
  for (const auto* id : {&named.employer_id, &named.site_id, &named.contact_id, &named.staff_id})
    params.Text(base::IdOf(*id).ToString());
  params.Text(call.caller);
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(*look, params));
  base::Violations missing;
  const auto check = [&](int column, const std::string& id, const std::string& field, const char* what) {
    if (!id.empty() && !db::IsTrue(rows[0][column])) missing.Add(absl::StrCat(kind, ".", field), what);
  };
  check(0, named.employer_id, "employer_id", "names no employer");
  const bool is_employer = db::IsTrue(rows[0][0]);  // else the others are nobody's
  if (is_employer) check(1, named.site_id, "employer_site_id", "names no site of this employer");
  if (is_employer) check(2, named.contact_id, "employer_contact_id", "names no contact at this employer");
  check(3, named.staff_id, named.staff_field, "names no member of staff");
  RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
  return Referred{db::TextIn(rows[0][4]), db::TextIn(rows[0][5])};
}

}  // namespace gainful::employer
