#include "services/employer/references.h"

#include "absl/strings/str_cat.h"
#include "services/common/base/ids.h"
#include "services/common/db/values.h"
#include "services/employer/merge.h"

namespace gainful::employer {
namespace {

constexpr char kOtherEmployers[] = "employer.published_other_employer_v1";

absl::Status CheckStanding(const pqxx::row& row, const std::string& kind, const References& named) {
  std::string faults;
  const auto check = [&](int column, const std::string& id, const std::string& field, const char* what) {
    if (!id.empty() && !db::IsTrue(row[column]))
      absl::StrAppend(&faults, faults.empty() ? "" : "; ", kind, ".", field, " ", what);
  };
  check(7, named.site_id, "employer_site_id", "names a site that was withdrawn");
  check(8, named.contact_id, "employer_contact_id", "names a contact who was withdrawn");
  check(9, named.staff_id, named.staff_field, "names somebody who has left");
  if (faults.empty()) return absl::OkStatus();
  return base::Error(absl::StatusCode::kFailedPrecondition, "STATE", faults + "; name one that stands today");
}

}  // namespace

References NewlyNamed(const References& before, const References& after) {
  const auto is_new = [](const std::string& was, const std::string& is) {
    return !was.empty() && base::IdOf(was) == base::IdOf(is) ? std::string() : is;
  };
  return {after.employer_id,
          is_new(before.site_id, after.site_id),
          is_new(before.contact_id, after.contact_id),
          is_new(before.staff_id, after.staff_id),
          after.staff_field,
          after.must_stand};
}

std::string EmployersOf(const std::string& org, const std::string& id) {
  return absl::StrCat("ARRAY(SELECT ", id, " UNION ALL SELECT o.other_id FROM ", kOtherEmployers,
                      " o WHERE o.org_id = ", org, " AND o.employer_id = ", id, ")");
}

std::pair<std::string, std::string> OfOneEmployer() {
  return {"employer_id", absl::StrCat("t.employer_id = ANY (", EmployersOf("$1::uuid", "$$"), ")")};
}

absl::StatusOr<Referred> CheckReferences(db::Transaction& tx, const base::Call& call, const std::string& kind,
                                         const References& named) {
  static const auto* look = new db::Statement(absl::StrCat(
      "SELECT e.id IS NOT NULL, EXISTS (SELECT FROM employer.employer_site s WHERE s.org_id = r.org_id AND s.id = "
      "$3::uuid AND s.employer_id = ANY (r.ids)), EXISTS (SELECT FROM employer.employer_contact c WHERE c.org_id = "
      "r.org_id AND c.id = $4::uuid AND c.employer_id = ANY (r.ids)), EXISTS (SELECT FROM "
      "directory.published_staff_member_v1 m WHERE m.org_id = r.org_id AND m.id = $5::uuid), (SELECT "
      "a.do_not_approach FROM employer.employer a WHERE a.org_id = r.org_id AND a.id = ANY (r.ids) AND "
      "a.do_not_approach <> '' ORDER BY a.id LIMIT 1), (SELECT m.id FROM directory.published_staff_member_v1 m WHERE "
      "m.org_id = r.org_id AND m.subject = $6::text AND m.active ORDER BY m.id LIMIT 1), e.merged_into, EXISTS (SELECT "
      "FROM employer.employer_site s WHERE s.org_id = r.org_id AND s.id = $3::uuid AND s.withdrawn_on IS NULL), "
      "EXISTS (SELECT FROM employer.employer_contact c WHERE c.org_id = r.org_id AND c.id = $4::uuid AND "
      "c.withdrawn_on IS NULL), EXISTS (SELECT FROM directory.published_staff_member_v1 m WHERE m.org_id = r.org_id "
      "AND m.id = $5::uuid AND m.active) FROM (SELECT "
      "$1::uuid AS org_id, ",
      EmployersOf("$1::uuid", "$2::uuid"),
      " AS ids) r LEFT JOIN employer.employer e ON e.org_id = $1::uuid AND e.id = $2::uuid"));
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
  if (named.must_stand) RETURN_IF_ERROR(CheckStanding(rows[0], kind, named));
  return Referred{db::TextIn(rows[0][4]), db::TextIn(rows[0][6]), db::TextIn(rows[0][5])};
}

absl::StatusOr<Referred> CheckNewReferences(db::Transaction& tx, const base::Call& call, const std::string& kind,
                                            const References& named) {
  ASSIGN_OR_RETURN(Referred referred, CheckReferences(tx, call, kind, named));
  RETURN_IF_ERROR(CheckNotMerged(absl::StrCat(kind, ".employer_id"), referred.merged_into));
  return referred;
}

}  // namespace gainful::employer
