#include "services/employer/engagements.h"

#include <algorithm>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/common/base/dates.h"
#include "services/common/base/fields.h"
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
  bool took_place;
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

// That the next step of the row `t` is due, and nothing came after it: neither what took place nor a plan that is still to come.
std::string DueBy() {
  return absl::StrCat(
      "t.next_on <= $$::date AND t.withdrawn_on IS NULL AND NOT EXISTS (SELECT FROM employer.engagement n WHERE "
      "n.org_id = t.org_id AND n.employer_id = ANY (",
      EmployersOf("t.org_id", "t.employer_id"),
      ") AND n.withdrawn_on IS NULL AND (n.held_on, n.id) > (t.held_on, t.id) AND (", TookPlaceSql("n"),
      " OR n.took_place IS NULL AND n.held_on > (SELECT d.today FROM directory.published_today_v1 d WHERE d.org_id = "
      "t.org_id)) OFFSET 0)");
}

journal::RecordSpec EngagementSpec() {
  journal::RecordSpec spec;
  spec.type = pb::Engagement::descriptor();
  spec.kind = "engagement";
  spec.table = "employer.engagement";
  spec.filters = {OfOneEmployer(), {"next_by", DueBy()}};
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
  spec.computed = {{"employer_id", of_engagement("employer_id")},
                   {"held_on", of_engagement("held_on")},
                   {"engagement_withdrawn_on", of_engagement("withdrawn_on")}};
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

// What is past may have been with somebody who has left since.
References ReferencesOf(const pb::Engagement& e, absl::CivilDay today) {
  const auto held = base::ToDay(e.held_on());
  return {e.employer_id(),     e.employer_site_id(), e.employer_contact_id(),
          e.staff_member_id(), "staff_member_id",    held && *held > today};
}

absl::Status NotAllowed(const std::string& participant_id, const std::vector<pb::DisclosureContent>& outside,
                        const std::string& way) {
  return base::Error(absl::StatusCode::kFailedPrecondition, "DISCLOSURE_NOT_ALLOWED",
                     absl::StrCat("participant ", participant_id,
                                  " does not allow this employer to be told: ", InWords(outside), ". ", way));
}

// Of an employer whom nobody may approach: nothing that is to come. An approach that was made is on record, whoever asked us to stop since.
absl::Status CheckApproach(const pb::Engagement& e, const Referred& referred, absl::CivilDay today) {
  if (referred.do_not_approach.empty() || !IsApproachToCome(e, today)) return absl::OkStatus();
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
  // It is read by whoever sees the person, and each has a record of their own.
  if (q.participant_ids_size() > 1 && !q.account().empty())
    v->Add("account",
           "must be of one participant; log the engagement, then `gainful participant-engagement add` for each");
  if (q.engagement().took_place() == type::v1::ANSWER_NO && !q.account().empty())
    v->Add("account", "is of what has happened, and this engagement did not take place");
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
          absl::StrCat("SELECT g.employer_id, g.held_on, g.withdrawn_on IS NOT NULL, ", TookPlaceSql("g"),
                       " FROM employer.engagement g WHERE g.org_id = $1::uuid AND g.id = $2::uuid FOR NO KEY UPDATE")),
      // $3 the person who is not counted; whoever the caller may see, as `participants` says it to everybody.
      others_(
          "SELECT count(DISTINCT x.participant_id) FROM employer.participant_engagement x WHERE x.org_id = $1::uuid "
          "AND "
          "x.engagement_id = $2::uuid AND x.withdrawn_on IS NULL AND x.participant_id <> $3::uuid"),
      weeks_(WeeksSql()),
      staff_("SELECT name FROM directory.published_staff_member_v1 WHERE org_id = $1::uuid AND id = $2::uuid"),
      starts_(StartsSql()),
      // Whoever the caller may see.
      incident_(
          "SELECT EXISTS (SELECT FROM employer.participant_engagement x WHERE x.org_id = $1::uuid AND x.engagement_id "
          "= "
          "$2::uuid AND x.account <> '' AND x.withdrawn_on IS NULL), EXISTS (SELECT FROM "
          "directory.published_staff_member_v1 s JOIN directory.published_posting_v1 l ON l.org_id = s.org_id AND "
          "l.staff_member_id = s.id WHERE s.org_id = $1::uuid AND s.subject = $3::text AND s.active AND l.role = "
          "'team_lead')"),
      told_(absl::StrCat(for_participants_.SelectFrom(),
                         " WHERE t.org_id = $1::uuid AND t.engagement_id = $2::uuid AND t.account = '' AND "
                         "t.withdrawn_on IS NULL ORDER BY t.id")) {
  On(&EngagementService::CreateEngagement, "CreateEngagement");
  Serve(&engagements_);
  On(&EngagementService::UpdateEngagement, "UpdateEngagement");
  On(&EngagementService::WithdrawEngagement, "WithdrawEngagement");
  On(&EngagementService::CreateParticipantEngagement, "CreateParticipantEngagement");
  Serve(&for_participants_);
  // Beside what stands on record these say what it means today.
  On(&EngagementService::GetParticipantEngagement, "GetParticipantEngagement");
  On(&EngagementService::ListParticipantEngagements, "ListParticipantEngagements");
  On(&EngagementService::WithdrawParticipantEngagement, "WithdrawParticipantEngagement");
  On(&EngagementService::GetEngagementWeeks, "GetEngagementWeeks");
  On(&EngagementService::GetFirstEmployerContacts, "GetFirstEmployerContacts");
}

std::vector<std::string> EngagementService::AllSql() const {
  return {held_.sql, others_.sql, weeks_.sql, starts_.sql, incident_.sql, told_.sql};
}

// Completes what is recorded of one participant, and holds what was said of them against what they allow.
absl::Status EngagementService::CompleteFor(db::Transaction& tx, const base::Call& call, const Held& held,
                                            absl::CivilDay today, const std::string& path,
                                            pb::ParticipantEngagement* record) const {
  const auto named = record->has_journey_id() ? std::optional(record->journey_id()) : std::nullopt;
  const bool is_listed = !absl::EndsWith(path, ".");  // as participant_ids[i]
  const std::string field = is_listed ? path : path + "participant_id";
  ASSIGN_OR_RETURN(const Belongs belongs,
                   FindPerson(tx, call, record->participant_id(), named, held.day, field, path + "journey_id"));
  if (belongs.is_unclear) {
    base::Violations v;
    v.Add(is_listed ? path : path + "journey_id",
          is_listed
              ? "names somebody of whom several journeys are under way on that day; leave them out, then `gainful "
                "participant-engagement add` with journey_id"
              : "must be given, since several journeys of this person are under way on that day");
    return v.ToStatus();
  }
  record->set_participant_id(belongs.participant_id);
  if (belongs.journey_id) record->set_journey_id(*belongs.journey_id);
  ASSIGN_OR_RETURN(const auto said, choices_.Read(tx, call, belongs.participant_id, held.employer_id));
  const auto outside = OutsideOf(ContentsOf(record->discloses()), said, ToldOn(held.day, today));
  if (!outside.empty() && record->account().empty()) {
    return NotAllowed(belongs.participant_id, outside,
                      "Leave it out, or ask them and record what they say (`gainful disclosure-choice record`); where "
                      "it was said already, give an account of it, and it is recorded as an incident");
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
  CheckSaid(q.engagement(), today, &v);
  CheckPeople(q, today, &v);
  RETURN_IF_ERROR(v.ToStatus());
  Parts parts;
  const journal::About employer = {"employer", base::IdOf(q.engagement().employer_id())};
  journal::Records::New made = {base::Uuid::V7(call.now), employer, {}};
  made.also = [&parts] { return parts.Take(); };
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    auto* engagement = static_cast<pb::Engagement*>(record);
    parts.Clear();
    made.parent = employer;
    ASSIGN_OR_RETURN(const Referred referred,
                     CheckNewReferences(tx, call, "engagement", ReferencesOf(*engagement, today)));
    RETURN_IF_ERROR(CheckApproach(*engagement, referred, today));
    if (!engagement->has_staff_member_id() && !referred.own_staff_id.empty())
      engagement->set_staff_member_id(referred.own_staff_id);
    engagement->set_recorded_by(call.caller);
    *engagement->mutable_recorded_on() = base::ToProto(today);
    engagement->set_participants(q.participant_ids_size());
    const Held held = {engagement->id(), engagement->employer_id(), *base::ToDay(engagement->held_on()),
                       TookPlace(*engagement)};
    for (int i = 0; i < q.participant_ids_size(); ++i) {
      const std::string& id = q.participant_ids(i);
      made.parent = {"participant", base::IdOf(id)};  // an attempt at somebody stands in their account
      auto* one = parts.people.emplace_back(std::make_unique<pb::ParticipantEngagement>()).get();
      one->set_participant_id(id);
      *one->mutable_discloses() = q.discloses();
      one->set_account(q.account());
      RETURN_IF_ERROR(CompleteFor(tx, call, held, today, absl::StrCat("participant_ids[", i, "]"), one));
      parts.changes.push_back(for_participants_.AsNewPart(call, one));
      AddAlert(call, today, *one, &parts);
    }
    made.parent = employer;
    return absl::OkStatus();
  };
  return engagements_.Create(call, q, q.engagement(), made, rule, out);
}

absl::Status EngagementService::UpdateEngagement(const base::Call& call, const pb::UpdateEngagementRequest& q,
                                                 pb::Engagement* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message* before, Message* record,
                        base::Violations* violations) -> absl::Status {
    const auto& after = static_cast<const pb::Engagement&>(*record);
    const auto& was = static_cast<const pb::Engagement&>(*before);
    RETURN_IF_ERROR(CheckStanding(was, "engagement"));
    CheckEngagement(after, violations);
    CheckSaid(after, today, violations);
    CheckStaysHeld(was, after, today, violations);
    RETURN_IF_ERROR(violations->ToStatus());
    ASSIGN_OR_RETURN(
        const Referred referred,
        CheckReferences(tx, call, "engagement", NewlyNamed(ReferencesOf(was, today), ReferencesOf(after, today))));
    const bool is_moved = was.kind() != after.kind() || base::ToDay(was.held_on()) != base::ToDay(after.held_on());
    if (is_moved) RETURN_IF_ERROR(CheckApproach(after, referred, today));
    // What they had said by another day may be something else.
    const bool is_told_anew =
        TookPlace(after) && (!TookPlace(was) || base::ToDay(was.held_on()) != base::ToDay(after.held_on()));
    return is_told_anew ? CheckTold(tx, call, after) : absl::OkStatus();
  };
  return engagements_.Update(call, q, q.engagement(), q.update_mask(), rule, out);
}

// A plan has become a conversation: what was to be said of whom is held against what they had said by its day. People whom the caller does not see are left
// alone; `outside` of their records shows it to those who do.
absl::Status EngagementService::CheckTold(db::Transaction& tx, const base::Call& call,
                                          const pb::Engagement& engagement) const {
  db::Params params;
  params.Text(call.org.ToString()).Text(base::IdOf(engagement.id()).ToString());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(told_, params));
  for (const auto& row : rows) {
    pb::ParticipantEngagement one;
    RETURN_IF_ERROR(for_participants_.Read(row, &one));
    ASSIGN_OR_RETURN(const auto said, choices_.Read(tx, call, one.participant_id(), engagement.employer_id()));
    const auto outside = OutsideOf(ContentsOf(one.discloses()), said, base::ToDay(engagement.held_on()));
    if (!outside.empty()) {
      return NotAllowed(one.participant_id(), outside,
                        absl::StrCat("Take the plan for them back (`gainful participant-engagement withdraw ", one.id(),
                                     "`), say that the engagement took place, then add what was said of them "
                                     "(`gainful participant-engagement add`), with an account where it was more"));
    }
  }
  return absl::OkStatus();
}

absl::Status EngagementService::WithdrawEngagement(const base::Call& call, const pb::WithdrawEngagementRequest& q,
                                                   pb::Engagement* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    auto* engagement = static_cast<pb::Engagement*>(record);
    db::Params params;
    params.Text(call.org.ToString()).Text(engagement->id()).Text(call.caller);
    ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(incident_, params));
    RETURN_IF_ERROR(CheckMayWithdraw(db::IsTrue(rows[0][0]), call.role, db::IsTrue(rows[0][1])));
    return Withdraw(today, "engagement", engagement);
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
  return Held{base::IdOf(id).ToString(), db::TextIn(rows[0][0]), *db::DayIn(rows[0][1]), db::IsTrue(rows[0][3])};
}

// Counted behind the lock that FindEngagement takes: of two who are added at once the second one counts the first.
absl::Status EngagementService::CheckNotFull(db::Transaction& tx, const base::Call& call,
                                             const pb::ParticipantEngagement& record) const {
  static const int most =
      base::RuleOf(pb::CreateEngagementRequest::descriptor()->FindFieldByName("participant_ids")).max_entries();
  db::Params params;
  params.Text(call.org.ToString()).Text(record.engagement_id()).Text(record.participant_id());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(others_, params));
  if (rows[0][0].as<int>() < most) return absl::OkStatus();
  return base::Error(absl::StatusCode::kFailedPrecondition, "STATE",
                     absl::StrCat("this engagement is for ", most,
                                  " participants already, which is the most that one may be for; log another one "
                                  "(`gainful engagement log`)"));
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
    if (!given.account().empty() && !held.took_place)
      return base::Error(absl::StatusCode::kFailedPrecondition, "STATE",
                         "an account is of what has happened, and this engagement is a plan still; say first that it "
                         "took place (`gainful engagement update --took-place yes`)");
    RETURN_IF_ERROR(CompleteFor(tx, call, held, today, path, made));
    RETURN_IF_ERROR(CheckNotFull(tx, call, *made));
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
  const auto rule = [&](db::Transaction&, const pqxx::result&, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    auto* one = static_cast<pb::ParticipantEngagement*>(record);
    RETURN_IF_ERROR(CheckMayWithdraw(*one, call.role));
    return Withdraw(today, "engagement for the participant", one);
  };
  return for_participants_.Change(call, q, q.id(), rule, out);
}

}  // namespace gainful::employer
