// The two figures that come straight from the log: RPC methods of gainful.employer.v1.EngagementService. What is planned counts in neither.
#include "absl/strings/str_cat.h"
#include "services/common/base/dates.h"
#include "services/common/db/values.h"
#include "services/common/journal/access.h"
#include "services/employer/engagement.h"
#include "services/employer/engagements.h"

namespace gainful::employer {

// $2 and $3 the first and last day, $4 the member of staff or null.
std::string EngagementService::WeeksSql() {
  return absl::StrCat(
      "SELECT g.staff_member_id, coalesce(m.name, ''), g.held_on FROM employer.engagement g LEFT JOIN "
      "directory.published_staff_member_v1 m ON m.org_id = g.org_id AND m.id = g.staff_member_id WHERE g.org_id = "
      "$1::uuid AND g.held_on BETWEEN $2::date AND $3::date AND g.mode = 'in_person' AND g.withdrawn_on IS NULL AND ",
      TookPlaceSql("g"),
      " AND g.staff_member_id IS NOT NULL AND ($4::uuid IS NULL OR g.staff_member_id = $4::uuid) AND EXISTS (SELECT "
      "FROM employer.participant_engagement x WHERE x.org_id = g.org_id AND x.engagement_id = g.id AND x.withdrawn_on "
      "IS NULL) ORDER BY g.held_on, g.id");
}

// $9 today, $10 the journey or null, $11 and $12 the bounds of the first meeting or null. A meeting is one that the person attended, whether in person, by
// phone or by video.
std::string EngagementService::StartsSql() {
  return absl::StrCat(
      "WITH r AS MATERIALIZED (SELECT j.id, j.participant_id, m.day AS met_on, f.day AS contact_on FROM "
      "caseload.published_course_v1 j CROSS JOIN LATERAL (SELECT min(c.contacted_on) AS day FROM "
      "caseload.published_contact_v1 c WHERE c.org_id = j.org_id AND c.journey_id = j.id AND c.attendance = "
      "'attended' AND 'participant' = ANY (c.met_with) AND c.mode IS DISTINCT FROM 'text' AND c.withdrawn_on IS "
      "NULL) m CROSS JOIN LATERAL (SELECT min(g.held_on) AS day FROM employer.participant_engagement x JOIN "
      "employer.engagement g ON g.org_id = x.org_id AND g.id = x.engagement_id WHERE x.org_id = j.org_id AND "
      "x.journey_id = j.id AND x.withdrawn_on IS NULL AND g.withdrawn_on IS NULL AND g.mode = 'in_person' AND "
      "g.held_on <= $9::date AND ",
      TookPlaceSql("g"),
      ") f WHERE j.org_id = $1::uuid AND j.withdrawn_on IS NULL AND m.day IS NOT NULL AND "
      "($10::uuid IS NULL OR j.id = $10::uuid) AND ($11::date IS NULL OR m.day >= $11::date) AND ($12::date IS "
      "NULL OR m.day <= $12::date)), ",
      journal::AccessOf("engagement", "r.participant_id", "NULL"),
      " SELECT id, participant_id, met_on, contact_on FROM r ORDER BY met_on, id");
}

absl::Status EngagementService::GetEngagementWeeks(const base::Call& call, const pb::GetEngagementWeeksRequest& q,
                                                   pb::EngagementWeeks* out) {
  base::Violations v;
  RETURN_IF_ERROR(calendar_.Check(call, q, &v));
  RETURN_IF_ERROR(v.ToStatus());
  const absl::CivilDay from = *base::ToDay(q.from()), to = *base::ToDay(q.to());
  CheckPeriod(from, to, &v);
  RETURN_IF_ERROR(v.ToStatus());
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
  std::optional<FaceToFace> asked_for;
  db::Params params;
  params.Text(call.org.ToString()).Text(base::FormatDay(from)).Text(base::FormatDay(to));
  if (q.staff_member_id().empty()) {
    params.Null();
  } else {
    const std::string id = base::IdOf(q.staff_member_id()).ToString();
    params.Text(id);
    db::Params staff;
    staff.Text(call.org.ToString()).Text(id);
    ASSIGN_OR_RETURN(const pqxx::result names, tx.Run(staff_, staff));
    if (names.empty()) v.Add("staff_member_id", "names no member of staff");
    RETURN_IF_ERROR(v.ToStatus(absl::StatusCode::kNotFound));
    asked_for = FaceToFace{id, db::TextIn(names[0][0]), from};
  }
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(weeks_, params));
  std::vector<FaceToFace> contacts;
  for (const auto& row : rows) contacts.push_back({db::TextIn(row[0]), db::TextIn(row[1]), *db::DayIn(row[2])});
  *out = CountWeeks(contacts, from, to, today, asked_for);
  return tx.Commit();
}

absl::Status EngagementService::GetFirstEmployerContacts(const base::Call& call,
                                                         const pb::GetFirstEmployerContactsRequest& q,
                                                         pb::FirstEmployerContacts* out) {
  base::Violations v;
  RETURN_IF_ERROR(calendar_.Check(call, q, &v));
  if (v.empty() && q.has_from() && q.has_to() && base::ToDay(q.to()) < base::ToDay(q.from()))
    v.Add("to", "must not lie before the first day");
  RETURN_IF_ERROR(v.ToStatus());
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto or_null = [](const std::string& text, db::Params* params) {
    text.empty() ? params->Null() : params->Text(text);
  };
  const auto day = [](bool is_set, const google::type::Date& date) {
    return is_set ? base::FormatDay(*base::ToDay(date)) : std::string();
  };
  db::Params params;
  journal::BindAccess(call, &params);
  params.Text(base::FormatDay(today));
  or_null(q.journey_id(), &params);
  or_null(day(q.has_from(), q.from()), &params);
  or_null(day(q.has_to(), q.to()), &params);
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(starts_, params));
  std::vector<JourneyStart> starts;
  for (const auto& row : rows)
    starts.push_back({db::TextIn(row[0]), db::TextIn(row[1]), *db::DayIn(row[2]), db::DayIn(row[3])});
  *out = DaysToContact(starts, today);
  return tx.Commit();
}

}  // namespace gainful::employer
