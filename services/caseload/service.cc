#include "services/caseload/service.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/caseload/alerts.h"
#include "services/caseload/disposal_store.h"
#include "services/caseload/journey.h"
#include "services/caseload/validate.h"
#include "services/caseload/work.h"
#include "services/common/base/codes.h"
#include "services/common/base/dates.h"
#include "services/common/db/values.h"

namespace gainful::caseload {
namespace {

using google::protobuf::Message;

journal::RecordSpec JourneySpec() {
  journal::RecordSpec spec;
  spec.type = pb::Journey::descriptor();
  spec.kind = "journey";
  spec.table = "caseload.journey";
  spec.person = "participant_id";
  spec.people = "caseload.participant";
  spec.other_records = kOtherRecords;
  spec.teams_seen = TeamsSeen();
  spec.seen_beside = IsOpened("t.participant_id");
  spec.with_entry = record::AwaitSignature(kCountersignatures);
  spec.computed = {{"engaged_on",
                    "SELECT min(v.started_on) FROM caseload.vocational_profile v WHERE v.org_id = t.org_id AND "
                    "v.journey_id = t.id AND v.withdrawn_on IS NULL"}};
  spec.derive = [](Message* m) {
    auto* journey = static_cast<pb::Journey*>(m);
    journey->set_status(StatusOf(*journey));
  };
  return spec;
}

// The person $2 with each of their journeys (one row without a journey where there is none), and whether $3 is a member of staff.
std::string ContactLook(const journal::Records& journeys) {
  return absl::StrCat(
      "SELECT ", journeys.mapping().ColumnList("j."),
      ", EXISTS (SELECT FROM directory.published_staff_member_v1 s WHERE s.org_id = $1::uuid AND s.id = "
      "$3::uuid), p.merged_into FROM caseload.participant p LEFT JOIN caseload.journey j ON j.org_id = p.org_id AND "
      "j.participant_id = ANY (",
      RecordsOf("p.org_id", "p.id"), ") WHERE p.org_id = $1::uuid AND p.id = $2::uuid ORDER BY j.id");
}

bool IsOwnTeam(const base::Call& call, const std::string& team) {
  const auto id = base::Uuid::Parse(team);
  return call.all_teams || (id && std::find(call.teams.begin(), call.teams.end(), *id) != call.teams.end());
}

// A team that a caller may put a record into: one of the organisation's, and their own unless they see all.
bool MayUseTeam(const base::Call& call, const std::string& team, bool exists) {
  return exists && IsOwnTeam(call, team);
}

// Keys of files are the whole organisation's: to be told that one is taken is to be told of a record, which may be another team's.
void CheckMayKey(const base::Call& call, const std::string& source, const std::string& field, base::Violations* v) {
  if (!call.all_teams && !source.empty())
    v->Add(field, "must be left to those who see every team, such as managers who import files");
}

constexpr char kNoTeam[] = "names no team that you can see";

// A changed team is read in the rule: updates seldom change it, and the preamble has the root to lock.
absl::Status CheckNewTeam(db::Transaction& tx, const base::Call& call, const std::string& before,
                          const std::string& after, const std::string& field) {
  static const auto* exists =
      new db::Statement("SELECT 1 FROM directory.published_team_v1 WHERE org_id = $1::uuid AND id = $2::uuid");
  if (before == after) return absl::OkStatus();
  // Who sees somebody through cover or an emergency opening must not take them along when that ends.
  if (!IsOwnTeam(call, before))
    return base::Error(absl::StatusCode::kPermissionDenied, "NOT_OWN_TEAM",
                       "only the team that a record belongs to, or a manager, gives it to another one");
  db::Params params;
  params.Text(call.org.ToString()).Text(after);
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(*exists, params));
  base::Violations missing;
  if (!MayUseTeam(call, after, !rows.empty())) missing.Add(field, kNoTeam);
  return missing.ToStatus(absl::StatusCode::kNotFound);
}

// A record that was disposed of does not come back under its old key unnoticed.
absl::Status CheckKeyNotDisposed(db::Transaction& tx, const base::Call& call, const pb::Participant& person,
                                 base::Violations* violations) {
  if (person.source_key().empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const auto disposed, DisposedKeys(tx, call, person.source(), {person.source_key()}));
  if (!disposed.empty()) violations->Add("participant.source_key", kDisposedKey);
  return absl::OkStatus();
}

// Whether what triage decided is another than before; then it is the caller who decided it.
bool IsTriagedAnew(const pb::Journey& was, const pb::Journey& after) {
  return was.triage_priority() != after.triage_priority() || was.triage_reason() != after.triage_reason() ||
         base::ToDay(was.triaged_on()) != base::ToDay(after.triaged_on());
}

}  // namespace

CaseloadService::CaseloadService(db::Pool* pool)
    : RecordService(pool, pb::Participant::descriptor()->file()->FindServiceByName("CaseloadService")),
      participants_(pool, ParticipantSpec()),
      journeys_(pool, JourneySpec()),
      contacts_(pool, RecordOfPerson(pb::Contact::descriptor(), "contact")),
      alerts_(pool, AlertSpec()),
      participant_import_(pool, &participants_, "participant"),
      journey_import_(pool, &journeys_, "journey"),
      commit_(pool),
      participant_look_(
          "SELECT EXISTS (SELECT FROM directory.published_team_v1 WHERE org_id = $1::uuid AND id = $2::uuid)"),
      journey_look_(absl::StrCat(
          "SELECT EXISTS (SELECT FROM directory.published_team_v1 WHERE org_id = $1::uuid AND id = $2::uuid), "
          "EXISTS (SELECT FROM directory.published_programme_v1 WHERE org_id = $1::uuid AND id = $3::uuid), "
          // A journey stays with its team, so one is begun by the person's own, not through cover or an emergency opening.
          "EXISTS (SELECT FROM caseload.participant WHERE org_id = $1::uuid AND id = ANY (",
          RecordsOf("$1::uuid", "$4::uuid"),
          ") AND (current_setting('app.team_scope') = 'all' OR team_id = ANY (current_setting('app.teams')::uuid[]))), "
          "(SELECT merged_into FROM caseload.participant WHERE org_id = $1::uuid AND id = $4::uuid)")),
      contact_look_(ContactLook(journeys_)),
      person_(absl::StrCat(participants_.SelectFrom(), " WHERE t.org_id = $1::uuid AND t.id = ANY (",
                           RecordsOf("$1::uuid", "$2::uuid"), ") ORDER BY t.id")),
      // The programme $2 and the person $3, of whom nothing is known to whoever does not see them.
      terms_(
          "SELECT g.triage, g.asks_eligibility, g.asks_right_to_work, g.ends_on, p.birth_date, p.birth_year FROM "
          "directory.published_programme_v1 g LEFT JOIN caseload.participant p ON p.org_id = g.org_id AND p.id = "
          "$3::uuid WHERE g.org_id = $1::uuid AND g.id = $2::uuid"),
      works_with_(absl::StrCat("SELECT 1 FROM caseload.participant WHERE org_id = $1::uuid AND id = ANY (",
                               RecordsOf("$1::uuid", "$2::uuid"), ") AND team_id = $3::uuid LIMIT 1")),
      lock_person_("SELECT id FROM caseload.participant WHERE org_id = $1::uuid AND id = $2::uuid FOR NO KEY UPDATE"),
      // One whose facts are known only to a day before $4 is history.
      open_one_(absl::StrCat("SELECT id FROM caseload.journey WHERE org_id = $1::uuid AND participant_id = ANY (",
                             RecordsOf("$1::uuid", "$2::uuid"),
                             ") AND programme_id = $3::uuid AND declined_on IS NULL AND exited_on IS NULL AND "
                             "withdrawn_on IS NULL AND (followed_to IS NULL OR followed_to >= $4::date) LIMIT 1")),
      own_staff_(
          "SELECT id FROM directory.published_staff_member_v1 WHERE org_id = $1::uuid AND subject = $2 AND active "
          "LIMIT 2"),
      // Rows of a file, by line, that are on record under another key: $2 lines, $3 NHS numbers, $4 birth dates and $5 names, each with "" where it is
      // not known.
      on_record_(
          "WITH r AS (SELECT * FROM unnest($2::bigint[], $3::text[], $4::text[], $5::text[]) AS t (line, number, born, "
          "name)) SELECT r.line, 'nhs_number', i.participant_id FROM r JOIN caseload.published_identity_v1 i ON "
          "i.nhs_number = r.number WHERE i.org_id = $1::uuid AND r.number <> '' AND i.nhs_number <> '' UNION ALL "
          "SELECT "
          "r.line, 'name', i.participant_id FROM r JOIN caseload.published_identity_v1 i ON i.birth_date = "
          "nullif(r.born, "
          "'')::date AND i.search_name = caseload.search_form(r.name) WHERE i.org_id = $1::uuid AND r.number = ''"),
      known_teams_("SELECT id FROM directory.published_team_v1 WHERE org_id = $1::uuid AND id = ANY ($2::uuid[])"),
      known_programmes_(
          "SELECT id, kind FROM directory.published_programme_v1 WHERE org_id = $1::uuid AND id = ANY ($2::uuid[])") {
  On(&CaseloadService::CreateParticipant, "CreateParticipant");
  Serve(&participants_);
  On(&CaseloadService::UpdateParticipant, "UpdateParticipant");
  On(&CaseloadService::FindParticipants, "FindParticipants");
  On(&CaseloadService::GetMatches, "GetMatches");
  On(&CaseloadService::CreateJourney, "CreateJourney");
  Serve(&journeys_);
  On(&CaseloadService::UpdateJourney, "UpdateJourney");
  On(&CaseloadService::TriageJourney, "TriageJourney");
  On(&CaseloadService::AcceptJourney, "AcceptJourney");
  On(&CaseloadService::DeclineJourney, "DeclineJourney");
  On(&CaseloadService::ExitJourney, "ExitJourney");
  On(&CaseloadService::ReopenJourney, "ReopenJourney");
  On(&CaseloadService::WithdrawJourney, "WithdrawJourney");
  On(&CaseloadService::CreateContact, "CreateContact");
  Serve(&contacts_);
  On(&CaseloadService::UpdateContact, "UpdateContact");
  On(&CaseloadService::WithdrawContact, "WithdrawContact");
  On(&CaseloadService::ExportParticipant, "ExportParticipant");
  On(&CaseloadService::AuditPerson, "AuditPerson");
  On(&CaseloadService::VerifyJournal, "VerifyJournal");
  On(&CaseloadService::StageImport, "StageImport");
  On(&CaseloadService::CommitImport, "CommitImport");
  On(&CaseloadService::DiscardImport, "DiscardImport");
}

absl::Status CaseloadService::CreateParticipant(const base::Call& call, const pb::CreateParticipantRequest& q,
                                                pb::Participant* out) {
  base::Violations v;
  RETURN_IF_ERROR(calendar_.Check(call, q, &v));
  ValidateParticipant(q.participant(), &v);
  CheckMayKey(call, q.participant().source(), "participant.source", &v);
  RETURN_IF_ERROR(v.ToStatus());
  const db::Look look = {&participant_look_, {call.org, base::IdOf(q.participant().team_id())}};
  const auto rule = [&](db::Transaction& tx, const pqxx::result& rows, const Message*, Message*,
                        base::Violations* violations) -> absl::Status {
    base::Violations missing;
    if (!MayUseTeam(call, q.participant().team_id(), db::IsTrue(rows[0][0])))
      missing.Add("participant.team_id", kNoTeam);
    RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
    return CheckKeyNotDisposed(tx, call, q.participant(), violations);
  };
  RETURN_IF_ERROR(
      participants_.Create(call, q, q.participant(), {base::Uuid::V7(call.now), {"team", {}}, look}, rule, out));
  OfferMatches(call, out);
  return absl::OkStatus();
}

absl::Status CaseloadService::FindMatches(const base::Call& call, const pb::Participant& person,
                                          std::vector<pb::Match>* matches) {
  if (!Finder::MayMatch(person)) return absl::OkStatus();
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
  ASSIGN_OR_RETURN(*matches, finder_.MatchesOf(tx, call, {person}));
  return tx.Commit();
}

absl::Status CaseloadService::FindParticipants(const base::Call& call, const pb::FindParticipantsRequest& q,
                                               pb::FindParticipantsResponse* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
  RETURN_IF_ERROR(finder_.Find(tx, call, q, out));
  return tx.Commit();
}

absl::Status CaseloadService::GetMatches(const base::Call& call, const pb::GetMatchesRequest& q, pb::Matches* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const base::Uuid id = base::IdOf(q.id());
  return ReadAboutPerson(pool_, call, id, [&](db::Transaction& tx) -> absl::Status {
    db::Params params;
    params.Text(call.org.ToString()).Text(id.ToString());
    ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(person_, params));
    std::vector<pb::Participant> records;
    for (const auto& row : rows) RETURN_IF_ERROR(participants_.Read(row, &records.emplace_back()));
    ASSIGN_OR_RETURN(auto matches, finder_.MatchesOf(tx, call, records));
    for (auto& match : matches) out->add_matches()->Swap(&match);
    return absl::OkStatus();
  });
}

absl::Status CaseloadService::UpdateParticipant(const base::Call& call, const pb::UpdateParticipantRequest& q,
                                                pb::Participant* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  bool is_renamed = false;
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message* before, Message* record,
                        base::Violations* violations) -> absl::Status {
    const auto& was = static_cast<const pb::Participant&>(*before);
    const auto& after = static_cast<const pb::Participant&>(*record);
    RETURN_IF_ERROR(CheckNotMerged(was.merged_into()));
    ValidateParticipant(after, violations);
    CheckStillStated(was, after, violations);
    is_renamed = was.name() != after.name() || was.nhs_number() != after.nhs_number() ||
                 base::ToDay(was.birth_date()) != base::ToDay(after.birth_date());
    return CheckNewTeam(tx, call, was.team_id(), after.team_id(), "participant.team_id");
  };
  RETURN_IF_ERROR(participants_.Update(call, q, q.participant(), q.update_mask(), rule, out));
  if (is_renamed) OfferMatches(call, out);
  return absl::OkStatus();
}

// The record stands, whoever else it may be about. Matches are looked for behind it, by what the caller sees now: the journal's entry, from which a
// repeat is answered, names nobody else.
void CaseloadService::OfferMatches(const base::Call& call, pb::Participant* out) {
  std::vector<pb::Match> matches;
  if (const absl::Status status = FindMatches(call, *out, &matches); !status.ok())
    return out->add_possible_matches("could not be looked for; `gainful participant matches` asks again");
  for (const auto& match : matches) out->add_possible_matches(InWords(match));
}

absl::Status CaseloadService::CreateJourney(const base::Call& call, const pb::CreateJourneyRequest& q,
                                            pb::Journey* out) {
  base::Violations v;
  RETURN_IF_ERROR(calendar_.Check(call, q, &v));
  ValidateJourney(q.journey(), &v);
  CheckMayKey(call, q.journey().source(), "journey.source", &v);
  RETURN_IF_ERROR(v.ToStatus());
  const pb::Journey& j = q.journey();
  const base::Uuid participant = base::IdOf(j.participant_id());
  const db::Look look = {&journey_look_,
                         {call.org, base::IdOf(j.team_id()), base::IdOf(j.programme_id()), participant}};
  pb::Alert alert;
  const auto rule = [&](db::Transaction& tx, const pqxx::result& rows, const Message*, Message* record,
                        base::Violations* violations) -> absl::Status {
    base::Violations missing;
    if (!MayUseTeam(call, j.team_id(), db::IsTrue(rows[0][0]))) missing.Add("journey.team_id", kNoTeam);
    RETURN_IF_ERROR(CheckNotMerged(db::TextIn(rows[0][3])));
    if (!db::IsTrue(rows[0][1])) missing.Add("journey.programme_id", "names no programme that you can see");
    if (!db::IsTrue(rows[0][2])) missing.Add("journey.participant_id", "names no participant that you can see");
    RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
    CheckExitFollowsAcceptance(pb::Journey(), j, violations);
    RETURN_IF_ERROR(violations->ToStatus());
    RETURN_IF_ERROR(CheckTeamWorksWith(tx, call, j));
    RETURN_IF_ERROR(CheckTerms(tx, call, pb::Journey(), static_cast<pb::Journey*>(record), violations));
    RETURN_IF_ERROR(CheckOnlyOpenOne(tx, call, j));
    return CheckZeroExclusion(tx, call, pb::Journey(), j, &alert, violations);
  };
  const absl::Status status =
      journeys_.Create(call, q, j, {base::Uuid::V7(call.now), {"participant", participant}, look}, rule, out);
  return AlertIfExcluded(status, call, q, alert);
}

// What the journey's programme asks, and when the person was born.
absl::Status CaseloadService::CheckTerms(db::Transaction& tx, const base::Call& call, const pb::Journey& before,
                                         pb::Journey* after, base::Violations* violations) const {
  const bool is_new = !before.has_referred_on();
  const bool is_triaged_anew = IsTriagedAnew(before, *after);
  const bool is_accepted = after->has_accepted_on() && !before.has_accepted_on();
  const bool is_moved = is_new || base::ToDay(before.referred_on()) != base::ToDay(after->referred_on());
  if (is_triaged_anew && !is_new && StatusOf(before) != pb::JOURNEY_STATUS_REFERRED)
    return base::Error(absl::StatusCode::kFailedPrecondition, "STATE", "only an undecided referral is triaged");
  if (is_triaged_anew) after->set_triaged_by(after->has_triaged_on() ? call.caller : "");
  if (!is_triaged_anew && !is_accepted && !is_moved) return absl::OkStatus();
  Terms terms;
  RETURN_IF_ERROR(ReadTerms(tx, call, *after, &terms));
  CheckReferral(terms.programme, terms.born, terms.birth_year, *after, violations);
  RETURN_IF_ERROR(violations->ToStatus());
  return is_accepted ? CheckFacts(terms.programme, *after) : absl::OkStatus();
}

absl::Status CaseloadService::ReadTerms(db::Transaction& tx, const base::Call& call, const pb::Journey& journey,
                                        Terms* out) const {
  db::Params params;
  params.Text(call.org.ToString()).Text(journey.programme_id()).Text(journey.participant_id());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(terms_, params));
  if (rows.empty()) return absl::OkStatus();
  const auto& row = rows[0];
  out->programme = {db::IsTrue(row[0]), db::IsTrue(row[1]), db::IsTrue(row[2]), db::DayIn(row[3])};
  out->born = db::DayIn(row[4]);
  out->birth_year = db::NumberIn(row[5]);
  return absl::OkStatus();
}

// A team that cannot see the person could do nothing with their journey.
absl::Status CaseloadService::CheckTeamWorksWith(db::Transaction& tx, const base::Call& call,
                                                 const pb::Journey& journey) const {
  db::Params params;
  params.Text(call.org.ToString()).Text(journey.participant_id()).Text(journey.team_id());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(works_with_, params));
  base::Violations v;
  if (rows.empty())
    v.Add("journey.team_id",
          "names a team that the person does not belong to; `gainful participant update` moves them");
  return v.ToStatus();
}

// One passage through a programme at a time, or figures would count the person twice. The person is locked first, so that of two who record it at
// once the second sees what the first did.
absl::Status CaseloadService::CheckOnlyOpenOne(db::Transaction& tx, const base::Call& call,
                                               const pb::Journey& j) const {
  if (j.has_declined_on() || j.has_exited_on()) return absl::OkStatus();
  db::Params person;
  person.Text(call.org.ToString()).Text(j.participant_id());
  RETURN_IF_ERROR(tx.Run(lock_person_, person).status());
  db::Params params;
  params.Text(call.org.ToString()).Text(j.participant_id()).Text(j.programme_id());
  params.Text(base::FormatDay(*base::ToDay(j.referred_on())));
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(open_one_, params));
  if (rows.empty()) return absl::OkStatus();
  return base::Error(absl::StatusCode::kFailedPrecondition, "OPEN_JOURNEY",
                     absl::StrCat("the person has an open journey through this programme already (",
                                  db::TextIn(rows[0][0]), "); another begins once it has ended"));
}

// FAILED_PRECONDITION when the journey is declined for a reason that its programme, being IPS, does not know. Fills in the alert to raise.
absl::Status CaseloadService::CheckZeroExclusion(db::Transaction& tx, const base::Call& call, const pb::Journey& before,
                                                 const pb::Journey& j, pb::Alert* alert,
                                                 base::Violations* violations) const {
  const bool is_bare = j.has_declined_on() && j.decline_reason() == pb::DECLINE_REASON_UNSPECIFIED &&
                       !(before.has_declined_on() && before.decline_reason() == pb::DECLINE_REASON_UNSPECIFIED);
  const bool is_changed = j.decline_reason() != before.decline_reason();
  if (!is_bare && !(is_changed && IsExclusion(directory::v1::PROGRAMME_KIND_IPS_SECONDARY, j.decline_reason())))
    return absl::OkStatus();
  db::Params params;
  params.Text(call.org.ToString()).Text(absl::StrCat("{", j.programme_id(), "}"));
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(known_programmes_, params));
  // A reason that is left out would hide the one that IPS does not know.
  const auto reason = is_bare ? pb::DECLINE_REASON_NOT_READY : j.decline_reason();
  if (rows.empty() || !IsExclusion(base::ValueOf<directory::v1::ProgrammeKind>(db::TextIn(rows[0][1])), reason))
    return absl::OkStatus();
  if (is_bare) {
    violations->Add("journey.decline_reason", "must be given where a referral to IPS is declined");
    return absl::OkStatus();
  }
  alert->set_participant_id(j.participant_id());
  if (!j.id().empty()) alert->set_journey_id(j.id());
  alert->set_kind(pb::ALERT_KIND_ZERO_EXCLUSION);
  // Convictions or symptoms are not for everybody who sees the alert.
  alert->set_detail("Somebody tried to decline the referral for a reason that IPS does not know.");
  return base::Error(
      absl::StatusCode::kFailedPrecondition, "ZERO_EXCLUSION",
      "IPS declines nobody for readiness, symptoms, substance use or convictions; nothing was recorded, and "
      "the lead is told of the attempt");
}

// Raises the alert of a refusal that excludes somebody. The refusal is given only once the alert is on record.
absl::Status CaseloadService::AlertIfExcluded(const absl::Status& status, const base::Call& call,
                                              const Message& request, const pb::Alert& alert) {
  if (base::Reason(status) != "ZERO_EXCLUSION") return status;
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  RETURN_IF_ERROR(RaiseAlert(&alerts_, call, request, today, alert));
  return status;
}

absl::Status CaseloadService::UpdateJourney(const base::Call& call, const pb::UpdateJourneyRequest& q,
                                            pb::Journey* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  pb::Alert alert;
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message* before, Message* record,
                        base::Violations* violations) -> absl::Status {
    const auto& was = static_cast<const pb::Journey&>(*before);
    const auto& after = static_cast<const pb::Journey&>(*record);
    if (was.has_withdrawn_on()) {
      return base::Error(absl::StatusCode::kFailedPrecondition, "STATE",
                         "the journey was withdrawn as recorded in error");
    }
    ValidateJourney(after, violations);
    CheckExitFollowsAcceptance(was, after, violations);
    CheckEndStands(was, after, violations);
    RETURN_IF_ERROR(violations->ToStatus());
    RETURN_IF_ERROR(CheckNewTeam(tx, call, was.team_id(), after.team_id(), "journey.team_id"));
    if (was.team_id() != after.team_id()) RETURN_IF_ERROR(CheckTeamWorksWith(tx, call, after));
    RETURN_IF_ERROR(CheckTerms(tx, call, was, static_cast<pb::Journey*>(record), violations));
    return CheckZeroExclusion(tx, call, was, after, &alert, violations);
  };
  return AlertIfExcluded(journeys_.Update(call, q, q.journey(), q.update_mask(), rule, out), call, q, alert);
}

absl::Status CaseloadService::ChangeJourney(const base::Call& call, const Message& q, const std::string& id,
                                            const Step& step, pb::Journey* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations* violations) {
    return step(tx, static_cast<pb::Journey*>(record), today, violations);
  };
  return journeys_.Change(call, q, id, rule, out);
}

absl::Status CaseloadService::TriageJourney(const base::Call& call, const pb::TriageJourneyRequest& q,
                                            pb::Journey* out) {
  const auto step = [&](db::Transaction& tx, pb::Journey* j, absl::CivilDay, base::Violations* v) -> absl::Status {
    RETURN_IF_ERROR(Triage(q, call.caller, j, v));
    Terms terms;
    RETURN_IF_ERROR(ReadTerms(tx, call, *j, &terms));
    if (terms.programme.triage) return absl::OkStatus();
    return base::Error(absl::StatusCode::kFailedPrecondition, "NO_TRIAGE", "triage is not part of this programme");
  };
  return ChangeJourney(call, q, q.id(), step, out);
}

absl::Status CaseloadService::AcceptJourney(const base::Call& call, const pb::AcceptJourneyRequest& q,
                                            pb::Journey* out) {
  const auto step = [&](db::Transaction& tx, pb::Journey* j, absl::CivilDay, base::Violations* v) -> absl::Status {
    RETURN_IF_ERROR(Accept(q.accepted_on(), j, v));
    RETURN_IF_ERROR(v->ToStatus());
    Terms terms;
    RETURN_IF_ERROR(ReadTerms(tx, call, *j, &terms));
    return CheckFacts(terms.programme, *j);
  };
  return ChangeJourney(call, q, q.id(), step, out);
}

absl::Status CaseloadService::DeclineJourney(const base::Call& call, const pb::DeclineJourneyRequest& q,
                                             pb::Journey* out) {
  pb::Alert alert;
  const auto step = [&](db::Transaction& tx, pb::Journey* j, absl::CivilDay, base::Violations* v) -> absl::Status {
    RETURN_IF_ERROR(Decline(q.declined_on(), q.decline_reason(), j, v));
    return CheckZeroExclusion(tx, call, pb::Journey(), *j, &alert, v);
  };
  return AlertIfExcluded(ChangeJourney(call, q, q.id(), step, out), call, q, alert);
}

absl::Status CaseloadService::ExitJourney(const base::Call& call, const pb::ExitJourneyRequest& q, pb::Journey* out) {
  const auto step = [&](db::Transaction&, pb::Journey* j, absl::CivilDay, base::Violations* v) {
    return Exit(q, j, v);
  };
  return ChangeJourney(call, q, q.id(), step, out);
}

absl::Status CaseloadService::ReopenJourney(const base::Call& call, const pb::ReopenJourneyRequest& q,
                                            pb::Journey* out) {
  const auto step = [&](db::Transaction& tx, pb::Journey* j, absl::CivilDay today, base::Violations*) -> absl::Status {
    RETURN_IF_ERROR(Reopen(today, q.reopen_reason(), j));
    RETURN_IF_ERROR(CheckOnlyOpenOne(tx, call, *j));
    ASSIGN_OR_RETURN(const bool beyond, limit_.CheckReopening(tx, call, j->id(), today, q.over_limit_reason()));
    if (beyond) j->set_reopen_reason(absl::StrCat(j->reopen_reason(), " Beyond the limit: ", q.over_limit_reason()));
    return absl::OkStatus();
  };
  return ChangeJourney(call, q, q.id(), step, out);
}

absl::Status CaseloadService::WithdrawJourney(const base::Call& call, const pb::WithdrawJourneyRequest& q,
                                              pb::Journey* out) {
  const auto step = [&](db::Transaction&, pb::Journey* j, absl::CivilDay today, base::Violations*) {
    return Withdraw(today, j);
  };
  return ChangeJourney(call, q, q.id(), step, out);
}

}  // namespace gainful::caseload
