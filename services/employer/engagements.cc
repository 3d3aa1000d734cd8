#include "services/employer/engagements.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "services/common/base/dates.h"
#include "services/common/db/values.h"
#include "services/common/journal/access.h"
#include "services/employer/employer.h"
#include "services/employer/engagement.h"
#include "services/employer/person.h"
#include "services/employer/references.h"

namespace gainful::employer {

using google::protobuf::Message;

struct EngagementService::Held {
  std::string id, employer_id;
  absl::CivilDay day;
};

// Kept until the write is done; made anew whenever it is tried again.
struct EngagementService::Parts {
  std::vector<std::unique_ptr<pb::ParticipantEngagement>> people;
  std::vector<std::unique_ptr<caseload::v1::Alert>> alerts;
  std::vector<journal::Change> changes;

  std::vector<journal::Change> Take() { return std::exchange(changes, {}); }
  void Clear() {
    changes.clear();
    people.clear();
    alerts.clear();
  }
};

namespace {

journal::RecordSpec EngagementSpec() {
  journal::RecordSpec spec;
  spec.type = pb::Engagement::descriptor();
  spec.kind = "engagement";
  spec.table = "employer.engagement";
  // How many, and never who: all staff see this record.
  spec.computed = {{"participants",
                    "SELECT count(DISTINCT x.participant_id)::integer FROM employer.participant_engagement x WHERE "
                    "x.org_id = t.org_id AND x.engagement_id = t.id AND x.withdrawn_on IS NULL"}};
  return spec;
}

journal::RecordSpec ForParticipantSpec() {
  journal::RecordSpec spec = RecordOfPerson(pb::ParticipantEngagement::descriptor(), "participant_engagement");
  const auto of_engagement = [](const std::string& column) {
    return absl::StrCat("SELECT g.", column,
                        " FROM employer.engagement g WHERE g.org_id = t.org_id AND g.id = t.engagement_id");
  };
  spec.computed = {{"employer_id", of_engagement("employer_id")}, {"held_on", of_engagement("held_on")}};
  return spec;
}

// Alerts are caseload's, and stand on the day's list beside all others; the view lets incidents through and nothing else.
journal::RecordSpec AlertSpec() {
  journal::RecordSpec spec;
  spec.type = caseload::v1::Alert::descriptor();
  spec.kind = "alert";
  spec.table = "caseload.published_employer_alert_v1";
  spec.person = "participant_id";
  return spec;
}

std::vector<pb::DisclosureContent> ContentsOf(const google::protobuf::RepeatedField<int>& contents) {
  std::vector<pb::DisclosureContent> out;
  for (const int content : contents) out.push_back(static_cast<pb::DisclosureContent>(content));
  return out;
}

References ReferencesOf(const pb::Engagement& e) {
  return {e.employer_id(), e.employer_site_id(), e.employer_contact_id(), e.staff_member_id()};
}

// Of an employer whom nobody may approach: neither a first approach nor anything that is to come.
absl::Status CheckApproach(const pb::Engagement& e, const Referred& referred, absl::CivilDay today) {
  const bool is_approach = e.kind() == pb::ENGAGEMENT_KIND_FIRST_APPROACH || *base::ToDay(e.held_on()) > today;
  if (referred.do_not_approach.empty() || !is_approach) return absl::OkStatus();
  return base::Error(absl::StatusCode::kFailedPrecondition, "DO_NOT_APPROACH",
                     "nobody may approach this employer; `gainful employer get` says why");
}

void CheckPeople(const pb::CreateEngagementRequest& q, absl::CivilDay today, base::Violations* v) {
  std::set<std::string> once;
  for (const auto& id : q.participant_ids()) once.insert(base::IdOf(id).ToString());
  if (static_cast<int>(once.size()) < q.participant_ids_size())
    v->Add("participant_ids", "must not name anybody twice");
  if (q.participant_ids().empty() && !q.discloses().empty())
    v->Add("participant_ids", "must say of whom, since discloses is given");
  if (q.participant_ids().empty() && !q.account().empty())
    v->Add("participant_ids", "must say of whom, since account is given");
  const auto held = base::ToDay(q.engagement().held_on());
  if (held) CheckDisclosed(ContentsOf(q.discloses()), q.account(), *held, today, "", v);
}

}  // namespace

EngagementService::EngagementService(db::Pool* pool)
    : RecordService(pool, pb::Engagement::descriptor()->file()->FindServiceByName("EngagementService")),
      engagements_(pool, EngagementSpec()),
      for_participants_(pool, ForParticipantSpec()),
      alerts_(pool, AlertSpec()),
      held_(
          "SELECT employer_id, held_on, withdrawn_on IS NOT NULL FROM employer.engagement WHERE org_id = $1::uuid AND "
          "id = $2::uuid"),
      // $2 and $3 the first and last day, $4 the member of staff or null.
      weeks_(
          "SELECT g.staff_member_id, coalesce(m.name, ''), g.held_on FROM employer.engagement g LEFT JOIN "
          "directory.published_staff_member_v1 m ON m.org_id = g.org_id AND m.id = g.staff_member_id WHERE g.org_id = "
          "$1::uuid AND g.held_on BETWEEN $2::date AND $3::date AND g.mode = 'in_person' AND g.withdrawn_on IS NULL "
          "AND "
          "g.staff_member_id IS NOT NULL AND ($4::uuid IS NULL OR g.staff_member_id = $4::uuid) AND EXISTS (SELECT "
          "FROM employer.participant_engagement x WHERE x.org_id = g.org_id AND x.engagement_id = g.id AND "
          "x.withdrawn_on IS NULL) ORDER BY g.held_on, g.id"),
      staff_("SELECT name FROM directory.published_staff_member_v1 WHERE org_id = $1::uuid AND id = $2::uuid"),
      // $9 today, $10 the journey or null, $11 and $12 the bounds of the first meeting or null. A meeting is one that the person attended, whether
      // in person, by phone or by video.
      starts_(absl::StrCat(
          "WITH r AS MATERIALIZED (SELECT j.id, j.participant_id, m.day AS met_on, f.day AS contact_on FROM "
          "caseload.published_course_v1 j CROSS JOIN LATERAL (SELECT min(c.contacted_on) AS day FROM "
          "caseload.published_contact_v1 c WHERE c.org_id = j.org_id AND c.journey_id = j.id AND c.attendance = "
          "'attended' AND 'participant' = ANY (c.met_with) AND c.mode IS DISTINCT FROM 'text' AND c.withdrawn_on IS "
          "NULL) m CROSS JOIN LATERAL (SELECT min(g.held_on) AS day FROM employer.participant_engagement x JOIN "
          "employer.engagement g ON g.org_id = x.org_id AND g.id = x.engagement_id WHERE x.org_id = j.org_id AND "
          "x.journey_id = j.id AND x.withdrawn_on IS NULL AND g.withdrawn_on IS NULL AND g.mode = 'in_person' AND "
          "g.held_on <= $9::date) f WHERE j.org_id = $1::uuid AND j.withdrawn_on IS NULL AND m.day IS NOT NULL AND "
          "($10::uuid IS NULL OR j.id = $10::uuid) AND ($11::date IS NULL OR m.day >= $11::date) AND ($12::date IS "
          "NULL OR m.day <= $12::date)), ",
          journal::AccessOf("engagement", "r.participant_id", "NULL"),
          " SELECT id, participant_id, met_on, contact_on FROM r ORDER BY met_on, id")) {
  On(&EngagementService::CreateEngagement, "CreateEngagement");
  Serve(&engagements_);
  On(&EngagementService::UpdateEngagement, "UpdateEngagement");
  On(&EngagementService::WithdrawEngagement, "WithdrawEngagement");
  On(&EngagementService::CreateParticipantEngagement, "CreateParticipantEngagement");
  Serve(&for_participants_);
  On(&EngagementService::WithdrawParticipantEngagement, "WithdrawParticipantEngagement");
  On(&EngagementService::GetEngagementWeeks, "GetEngagementWeeks");
  On(&EngagementService::GetFirstEmployerContacts, "GetFirstEmployerContacts");
}

std::vector<std::string> EngagementService::AllSql() const { return {held_.sql, weeks_.sql, starts_.sql}; }

// Completes what is recorded of one participant, and holds what was said of them against what they allow.
absl::Status EngagementService::CompleteFor(db::Transaction& tx, const base::Call& call, const Held& held,
                                            absl::CivilDay today, const std::string& path,
                                            pb::ParticipantEngagement* record) const {
  const auto named = record->has_journey_id() ? std::optional(record->journey_id()) : std::nullopt;
  const std::string field = path.empty() ? "participant_ids" : path + "participant_id";
  ASSIGN_OR_RETURN(const Belongs belongs,
                   FindPerson(tx, call, record->participant_id(), named, held.day, field, path + "journey_id"));
  record->set_participant_id(belongs.participant_id);
  if (belongs.journey_id) record->set_journey_id(*belongs.journey_id);
  ASSIGN_OR_RETURN(const auto said, choices_.Read(tx, call, belongs.participant_id, held.employer_id));
  const auto outside = OutsideOf(ContentsOf(record->discloses()), said);
  if (!outside.empty() && record->account().empty()) {
    return base::Error(
        absl::StatusCode::kFailedPrecondition, "DISCLOSURE_NOT_ALLOWED",
        absl::StrCat("participant ", belongs.participant_id,
                     " does not allow this employer to be told: ", InWords(outside),
                     ". Leave it out, or ask them and record what they say (`gainful disclosure-choice record`); where "
                     "it was said already, give an account of it, and it is recorded as an incident"));
  }
  record->clear_outside();
  for (const auto content : outside) record->add_outside(content);
  record->set_engagement_id(held.id);
  record->set_employer_id(held.employer_id);
  *record->mutable_held_on() = base::ToProto(held.day);
  record->set_recorded_by(call.caller);
  *record->mutable_recorded_on() = base::ToProto(today);
  return absl::OkStatus();
}

// An incident is never on record without somebody being told of it.
void EngagementService::AddAlert(const base::Call& call, absl::CivilDay today, const pb::ParticipantEngagement& record,
                                 Parts* parts) const {
  if (record.account().empty()) return;
  auto alert = std::make_unique<caseload::v1::Alert>();
  alert->set_participant_id(record.participant_id());
  if (record.has_journey_id()) alert->set_journey_id(record.journey_id());
  alert->set_kind(caseload::v1::ALERT_KIND_DISCLOSURE_INCIDENT);
  alert->set_detail(
      absl::StrCat("More was said to an employer than the person allows; the account stands in "
                   "`gainful participant-engagement get ",
                   record.id(), "`."));
  alert->set_raised_by(call.caller);
  *alert->mutable_raised_on() = base::ToProto(today);
  parts->changes.push_back(alerts_.AsNewPart(call, alert.get()));
  parts->alerts.push_back(std::move(alert));
}

absl::Status EngagementService::CreateEngagement(const base::Call& call, const pb::CreateEngagementRequest& q,
                                                 pb::Engagement* out) {
  base::Violations v;
  RETURN_IF_ERROR(calendar_.Check(call, q, &v));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  CheckEngagement(q.engagement(), &v);
  CheckPeople(q, today, &v);
  RETURN_IF_ERROR(v.ToStatus());
  Parts parts;
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    auto* engagement = static_cast<pb::Engagement*>(record);
    parts.Clear();
    ASSIGN_OR_RETURN(const Referred referred, CheckReferences(tx, call, "engagement", ReferencesOf(*engagement)));
    RETURN_IF_ERROR(CheckApproach(*engagement, referred, today));
    if (!engagement->has_staff_member_id() && !referred.own_staff_id.empty())
      engagement->set_staff_member_id(referred.own_staff_id);
    engagement->set_recorded_by(call.caller);
    *engagement->mutable_recorded_on() = base::ToProto(today);
    engagement->set_participants(q.participant_ids_size());
    const Held held = {engagement->id(), engagement->employer_id(), *base::ToDay(engagement->held_on())};
    for (const auto& id : q.participant_ids()) {
      auto* one = parts.people.emplace_back(std::make_unique<pb::ParticipantEngagement>()).get();
      one->set_participant_id(id);
      *one->mutable_discloses() = q.discloses();
      one->set_account(q.account());
      RETURN_IF_ERROR(CompleteFor(tx, call, held, today, "", one));
      parts.changes.push_back(for_participants_.AsNewPart(call, one));
      AddAlert(call, today, *one, &parts);
    }
    return absl::OkStatus();
  };
  journal::Records::New made = {base::Uuid::V7(call.now), {"employer", base::IdOf(q.engagement().employer_id())}, {}};
  made.also = [&parts] { return parts.Take(); };
  return engagements_.Create(call, q, q.engagement(), made, rule, out);
}

absl::Status EngagementService::UpdateEngagement(const base::Call& call, const pb::UpdateEngagementRequest& q,
                                                 pb::Engagement* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message* before, Message* record,
                        base::Violations* violations) -> absl::Status {
    const auto& after = static_cast<const pb::Engagement&>(*record);
    RETURN_IF_ERROR(CheckStanding(static_cast<const pb::Engagement&>(*before), "engagement"));
    CheckEngagement(after, violations);
    return CheckReferences(tx, call, "engagement", ReferencesOf(after)).status();
  };
  return engagements_.Update(call, q, q.engagement(), q.update_mask(), rule, out);
}

absl::Status EngagementService::WithdrawEngagement(const base::Call& call, const pb::WithdrawEngagementRequest& q,
                                                   pb::Engagement* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction&, const pqxx::result&, const Message*, Message* record, base::Violations*) {
    return Withdraw(today, "engagement", static_cast<pb::Engagement*>(record));
  };
  return engagements_.Change(call, q, q.id(), rule, out);
}

absl::StatusOr<EngagementService::Held> EngagementService::FindEngagement(db::Transaction& tx, const base::Call& call,
                                                                          const std::string& id) const {
  db::Params params;
  params.Text(call.org.ToString()).Text(base::IdOf(id).ToString());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(held_, params));
  base::Violations missing;
  if (rows.empty()) missing.Add("participant_engagement.engagement_id", "names no engagement");
  RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
  if (db::IsTrue(rows[0][2]))
    return base::Error(absl::StatusCode::kFailedPrecondition, "STATE",
                       "the engagement was withdrawn as recorded in error");
  return Held{base::IdOf(id).ToString(), db::TextIn(rows[0][0]), *db::DayIn(rows[0][1])};
}

absl::Status EngagementService::CreateParticipantEngagement(const base::Call& call,
                                                            const pb::CreateParticipantEngagementRequest& q,
                                                            pb::ParticipantEngagement* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const pb::ParticipantEngagement& given = q.participant_engagement();
  const std::string path = "participant_engagement.";
  Parts parts;
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations* violations) -> absl::Status {
    auto* made = static_cast<pb::ParticipantEngagement*>(record);
    parts.Clear();
    ASSIGN_OR_RETURN(const Held held, FindEngagement(tx, call, given.engagement_id()));
    CheckDisclosed(ContentsOf(given.discloses()), given.account(), held.day, today, path, violations);
    RETURN_IF_ERROR(violations->ToStatus());
    RETURN_IF_ERROR(CompleteFor(tx, call, held, today, path, made));
    AddAlert(call, today, *made, &parts);
    return absl::OkStatus();
  };
  journal::Records::New made = {base::Uuid::V7(call.now), {"participant", base::IdOf(given.participant_id())}, {}};
  made.also = [&parts] { return parts.Take(); };
  return for_participants_.Create(call, q, given, made, rule, out);
}

absl::Status EngagementService::WithdrawParticipantEngagement(const base::Call& call,
                                                              const pb::WithdrawParticipantEngagementRequest& q,
                                                              pb::ParticipantEngagement* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction&, const pqxx::result&, const Message*, Message* record, base::Violations*) {
    return Withdraw(today, "engagement for the participant", static_cast<pb::ParticipantEngagement*>(record));
  };
  return for_participants_.Change(call, q, q.id(), rule, out);
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
