#include "services/employer/person.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/common/base/ids.h"
#include "services/common/db/values.h"
#include "services/common/record/countersignature.h"

namespace gainful::employer {
namespace {

constexpr char kOtherRecords[] = "caseload.published_other_record_v1";

absl::Status Refused(const char* reason, const std::string& why) {
  return base::Error(absl::StatusCode::kFailedPrecondition, reason, why);
}

bool IsUnderWay(const Course& c, absl::CivilDay day) {
  return !c.is_withdrawn && c.referred_on <= day && (!c.ended_on || day <= *c.ended_on);
}

absl::Status NotThere(const std::string& field, const char* why) {
  base::Violations missing;
  missing.Add(field, why);
  return missing.ToStatus(absl::StatusCode::kNotFound);
}

}  // namespace

journal::RecordSpec RecordOfPerson(const google::protobuf::Descriptor* type, const std::string& kind) {
  journal::RecordSpec spec;
  spec.type = type;
  spec.kind = kind;
  spec.table = "employer." + kind;
  spec.person = "participant_id";
  spec.visible_through = "caseload.published_participant_v1";
  spec.visible_key = "participant_id";
  spec.people = "caseload.published_participant_v1";
  spec.other_records = kOtherRecords;
  spec.with_entry = record::AwaitSignature("caseload.published_employer_countersignature_v1");
  return spec;
}

std::string RecordsOf(const std::string& org, const std::string& id) {
  return absl::StrCat("ARRAY(SELECT ", id, " UNION ALL SELECT o.other_id FROM ", kOtherRecords,
                      " o WHERE o.org_id = ", org, " AND o.participant_id = ", id, ")");
}

int CountUnderWay(const std::vector<Course>& courses, absl::CivilDay day) {
  return static_cast<int>(
      std::count_if(courses.begin(), courses.end(), [&](const Course& c) { return IsUnderWay(c, day); }));
}

const Course* UnderWay(const std::vector<Course>& courses, absl::CivilDay day) {
  if (CountUnderWay(courses, day) != 1) return nullptr;
  return &*std::find_if(courses.begin(), courses.end(), [&](const Course& c) { return IsUnderWay(c, day); });
}

absl::StatusOr<Belongs> FindPerson(db::Transaction& tx, const base::Call& call, const std::string& participant_id,
                                   const std::optional<std::string>& journey_id, absl::CivilDay day,
                                   const std::string& person_field, const std::string& journey_field) {
  static const auto* look = new db::Statement(absl::StrCat(
      "SELECT p.merged_into, j.id, j.participant_id, j.referred_on, j.ended_on, j.withdrawn_on IS NOT NULL FROM "
      "caseload.published_participant_v1 p LEFT JOIN caseload.published_course_v1 j ON j.org_id = $1::uuid AND "
      "j.participant_id = ANY (",
      RecordsOf("$1::uuid", "$2::uuid"), ") WHERE p.org_id = $1::uuid AND p.id = $2::uuid ORDER BY j.id"));
  db::Params params;
  params.Text(call.org.ToString()).Text(base::IdOf(participant_id).ToString());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(*look, params));
  if (rows.empty()) return NotThere(person_field, "names no participant that you can see");
  if (!rows[0][0].is_null())
    return Refused("MERGED", absl::StrCat("this record was merged into ", rows[0][0].c_str(),
                                          ", which is about the same person: record it there"));
  std::vector<Course> courses;
  for (const auto& row : rows) {
    if (row[1].is_null()) continue;
    courses.push_back(
        {db::TextIn(row[1]), db::TextIn(row[2]), *db::DayIn(row[3]), db::DayIn(row[4]), db::IsTrue(row[5])});
  }
  const Course* course = nullptr;
  if (journey_id) {
    const std::string wanted = base::IdOf(*journey_id).ToString();
    const auto it = std::find_if(courses.begin(), courses.end(), [&](const Course& c) { return c.id == wanted; });
    if (it == courses.end()) return NotThere(journey_field, "names no journey of this participant that you can see");
    if (it->is_withdrawn) return Refused("STATE", "the journey was withdrawn as recorded in error");
    course = &*it;
  } else {
    course = UnderWay(courses, day);
  }
  if (course == nullptr)
    return Belongs{base::IdOf(participant_id).ToString(), std::nullopt, CountUnderWay(courses, day) > 1, std::nullopt};
  return Belongs{course->participant_id, course->id, false, course->ended_on};
}

}  // namespace gainful::employer
