// Files of people: each row is a participant and their journey through one programme.
#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "services/caseload/disposal_store.h"
#include "services/caseload/journey.h"
#include "services/caseload/merge.h"
#include "services/caseload/service.h"
#include "services/caseload/validate.h"
#include "services/caseload/work.h"
#include "services/common/base/codes.h"
#include "services/common/base/fields.h"

namespace gainful::caseload {

using google::protobuf::Message;

struct CaseloadService::Staging {
  absl::CivilDay today;
  std::string source;
  std::set<std::string> teams;                          // that exist
  std::map<std::string, std::string> programmes;        // that exist, with the code of their kind
  std::map<std::string, pb::Participant> participants;  // on record, by source key
  std::map<std::string, pb::Journey> journeys;
  std::set<std::string> disposed;  // source keys of records that were disposed of
  std::vector<journal::StagedRow> participant_rows, journey_rows;
  type::StageImportResponse* out = nullptr;
};

namespace {

// The record that a row's fault is a fault of. Names of what an import fills in itself are of no use to whoever mends the file.
void AddProblems(const base::Violations& v, std::int64_t line, type::StageImportResponse* out) {
  for (const auto& [field, reason] : v.list()) {
    auto* problem = out->add_problems();
    problem->set_line(line);
    problem->set_field(field);
    problem->set_reason(reason);
  }
}

absl::Status CheckRequest(const pb::StageImportRequest& q) {
  base::Violations v;
  if (!base::Uuid::Parse(q.import_id())) v.Add("import_id", "must be a UUID");
  if (q.rows_size() > 1000) v.Add("rows", "must have at most 1000 entries");
  const auto check = [&v](const google::protobuf::FieldMask& mask, const google::protobuf::Descriptor* type,
                          const char* field) {
    if (mask.paths_size() > type->field_count()) return v.Add(field, "names more fields than there are");
    for (const auto& path : mask.paths()) {
      const auto* f = type->FindFieldByName(path);
      if (f == nullptr || base::RuleOf(f).output_only()) v.Add(field, "names a field that a file cannot set");
    }
  };
  check(q.participant_mask(), pb::Participant::descriptor(), "participant_mask");
  check(q.journey_mask(), pb::Journey::descriptor(), "journey_mask");
  for (int i = 1; i < q.rows_size(); ++i) {
    if (q.rows(i).participant().source() != q.rows(0).participant().source()) {
      v.Add("rows", "must all have the same source");
      break;
    }
  }
  return v.ToStatus();
}

// Rows of the statement about the organisation, $1, and these ids, $2.
absl::StatusOr<pqxx::result> Known(db::Transaction& tx, const base::Call& call, const db::Statement& statement,
                                   const std::set<std::string>& ids) {
  db::ArrayText array;
  for (const auto& id : ids) array.Add(id);
  db::Params params;
  params.Text(call.org.ToString()).Text(array.Finish());
  return tx.Run(statement, params);
}

// A file that declines people to IPS for what IPS excludes nobody for, or does not say for what, is a file to be mended.
bool IsExcluded(const std::map<std::string, std::string>& programmes, const pb::Journey& j) {
  const auto it = programmes.find(j.programme_id());
  if (it == programmes.end() || !j.has_declined_on()) return false;
  const bool is_bare = j.decline_reason() == pb::DECLINE_REASON_UNSPECIFIED;
  return IsExclusion(base::ValueOf<directory::v1::ProgrammeKind>(it->second),
                     is_bare ? pb::DECLINE_REASON_NOT_READY : j.decline_reason());
}

// A merged record gets no new journey. What the file says of the person and of the journeys that there are goes on under it.
void CheckNewJourney(const pb::Participant& person, base::Violations* v) {
  const absl::Status stands = CheckNotMerged(person.merged_into());
  if (!stands.ok()) v->Add("participant.source_key", std::string(stands.message()));
}

}  // namespace

absl::Status CaseloadService::CheckReferences(db::Transaction& tx, const base::Call& call, Staging* staging) const {
  std::set<std::string> programmes;
  for (const auto& [id, kind] : staging->programmes) programmes.insert(id);
  ASSIGN_OR_RETURN(const pqxx::result known_teams, Known(tx, call, known_teams_, staging->teams));
  ASSIGN_OR_RETURN(const pqxx::result known_programmes, Known(tx, call, known_programmes_, programmes));
  staging->teams.clear();
  staging->programmes.clear();
  for (const auto& row : known_teams) staging->teams.insert(row[0].c_str());
  for (const auto& row : known_programmes) staging->programmes[row[0].c_str()] = row[1].c_str();
  return absl::OkStatus();
}

absl::Status CaseloadService::LoadExisting(db::Transaction& tx, const base::Call& call, Staging* staging) const {
  std::vector<std::string> keys;
  for (const auto& [key, unused] : staging->participants) keys.push_back(key);
  std::vector<pb::Participant> participants;
  std::vector<pb::Journey> journeys;
  participants.reserve(keys.size());
  journeys.reserve(keys.size());
  const auto add_participant = [&]() -> Message* { return &participants.emplace_back(); };
  const auto add_journey = [&]() -> Message* { return &journeys.emplace_back(); };
  RETURN_IF_ERROR(participant_import_.Existing(tx, call, staging->source, keys, add_participant));
  RETURN_IF_ERROR(journey_import_.Existing(tx, call, staging->source, keys, add_journey));
  ASSIGN_OR_RETURN(staging->disposed, DisposedKeys(tx, call, staging->source, keys));
  staging->participants.clear();
  for (auto& p : participants) staging->participants[p.source_key()] = std::move(p);
  for (auto& j : journeys) staging->journeys[j.source_key()] = std::move(j);
  return absl::OkStatus();
}

void CaseloadService::StageRow(const base::Call& call, const pb::StageImportRequest& q, const pb::ImportRow& row,
                               Staging* staging) const {
  const std::string& key = row.participant().source_key();
  const auto old_participant = staging->participants.find(key);
  const auto old_journey = staging->journeys.find(key);
  journal::StagedRow participant, journey;
  participant.line = journey.line = row.line();
  const bool known = old_participant != staging->participants.end();
  pb::ImportRow given = row;
  base::ClearOutputOnly(given.mutable_participant());
  if (given.has_journey()) base::ClearOutputOnly(given.mutable_journey());
  if (known) KeepStated(old_participant->second, given.mutable_participant());
  participant_import_.Prepare(call, given.participant(), known ? &old_participant->second : nullptr,
                              q.participant_mask(), &participant);
  const auto& person = static_cast<const pb::Participant&>(*participant.record);
  if (given.has_journey()) given.mutable_journey()->set_participant_id(person.id());
  base::Violations v;
  base::CheckFields(given, staging->today, &v);
  if (row.participant().source().empty()) v.Add("participant.source", "must be given");
  if (key.empty()) v.Add("participant.source_key", "must be given");
  if (staging->disposed.count(key) > 0) v.Add("participant.source_key", kDisposedKey);
  ValidateParticipant(person, &v);
  if (staging->teams.count(person.team_id()) == 0) v.Add("participant.team_id", "names no team that you can see");
  if (row.has_journey()) {
    const bool known_journey = old_journey != staging->journeys.end();
    journey_import_.Prepare(call, given.journey(), known_journey ? &old_journey->second : nullptr, q.journey_mask(),
                            &journey);
    const auto& j = static_cast<const pb::Journey&>(*journey.record);
    if (j.has_withdrawn_on() && journey.base_etag > 0) v.Add("journey", "was withdrawn as recorded in error");
    if (!known_journey) CheckNewJourney(person, &v);
    if (known_journey) CheckEndStands(old_journey->second, j, &v);
    if (row.journey().source() != row.participant().source())
      v.Add("journey.source", "must be the participant's source");
    if (row.journey().source_key() != key) v.Add("journey.source_key", "must be the participant's source_key");
    if (known_journey &&
        base::Uuid::Parse(given.journey().programme_id()) != base::Uuid::Parse(old_journey->second.programme_id())) {
      v.Add("journey.programme_id", "is another programme than this journey goes through on record");
    }
    ValidateJourney(j, &v);
    if (staging->teams.count(j.team_id()) == 0) v.Add("journey.team_id", "names no team that you can see");
    if (!known_journey && !person.has_merged_into() &&
        base::Uuid::Parse(j.team_id()) != base::Uuid::Parse(person.team_id()))
      v.Add("journey.team_id", "must be the participant's team, which is to work with them");
    if (staging->programmes.count(j.programme_id()) == 0)
      v.Add("journey.programme_id", "names no programme that you can see");
    if (IsExcluded(staging->programmes, j) && (!known_journey || !old_journey->second.has_declined_on() ||
                                               old_journey->second.decline_reason() != j.decline_reason()))
      v.Add("journey.decline_reason",
            "must be given for IPS, and readiness, symptoms, substance use and convictions are none");
  }
  if (!v.empty()) return AddProblems(v, row.line(), staging->out);
  auto* out = staging->out;
  if (!known) {
    out->set_created(out->created() + 1);
  } else if (participant.base_etag >= 0 || (journey.record && journey.base_etag >= 0)) {
    out->set_updated(out->updated() + 1);
  } else {
    out->set_unchanged(out->unchanged() + 1);
  }
  staging->participant_rows.push_back(std::move(participant));
  if (journey.record) staging->journey_rows.push_back(std::move(journey));
}

absl::Status CaseloadService::StageImport(const base::Call& call, const pb::StageImportRequest& q,
                                          type::StageImportResponse* out) {
  RETURN_IF_ERROR(CheckRequest(q));
  if (q.rows().empty()) return absl::OkStatus();
  const absl::Status hopeful = StageChunk(call, q, journal::Importer::Attempt::kHopeful, out);
  if (!absl::IsAlreadyExists(hopeful)) return hopeful;
  out->Clear();
  return StageChunk(call, q, journal::Importer::Attempt::kCareful, out);
}

absl::Status CaseloadService::StageChunk(const base::Call& call, const pb::StageImportRequest& q,
                                         journal::Importer::Attempt attempt, type::StageImportResponse* out) {
  Staging staging;
  staging.out = out;
  ASSIGN_OR_RETURN(staging.today, calendar_.Today(call));
  staging.source = q.rows(0).participant().source();
  for (const auto& row : q.rows()) {
    staging.participants[row.participant().source_key()];
    for (const auto& team : {row.participant().team_id(), row.journey().team_id()}) {
      if (base::Uuid::Parse(team)) staging.teams.insert(team);
    }
    if (base::Uuid::Parse(row.journey().programme_id())) staging.programmes[row.journey().programme_id()];
  }
  // Keys and sources are looked up before they are checked as texts: a NUL byte would cut them short there.
  for (const auto& [key, unused] : staging.participants) {
    if (key.find('\0') == std::string::npos && staging.source.find('\0') == std::string::npos) continue;
    base::Violations v;
    v.Add("rows", "hold a NUL byte in a source or source_key");
    return v.ToStatus();
  }
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
  RETURN_IF_ERROR(LoadExisting(tx, call, &staging));
  for (const auto& [key, journey] : staging.journeys) {
    staging.teams.insert(journey.team_id());
    staging.programmes[journey.programme_id()];
  }
  for (const auto& [key, participant] : staging.participants) staging.teams.insert(participant.team_id());
  RETURN_IF_ERROR(CheckReferences(tx, call, &staging));
  for (const auto& row : q.rows()) StageRow(call, q, row, &staging);
  const int before = out->problems_size();
  RETURN_IF_ERROR(participant_import_.Stage(tx, attempt, call, q.import_id(), staging.participant_rows, out));
  std::set<std::int64_t> doubled;
  for (int i = before; i < out->problems_size(); ++i) doubled.insert(out->problems(i).line());
  auto& journeys = staging.journey_rows;
  journeys.erase(
      std::remove_if(journeys.begin(), journeys.end(), [&](const auto& row) { return doubled.count(row.line) > 0; }),
      journeys.end());
  RETURN_IF_ERROR(journey_import_.Stage(tx, attempt, call, q.import_id(), journeys, out));
  RETURN_IF_ERROR(AddNotes(tx, call, q, staging, out));
  return tx.Commit();
}

// Duplicates are offered, not merged: a new row with the NHS number of somebody on record, or without a number with their name and birth date.
absl::Status CaseloadService::AddNotes(db::Transaction& tx, const base::Call& call, const pb::StageImportRequest& q,
                                       const Staging& staging, type::StageImportResponse* out) const {
  std::set<std::int64_t> created;
  for (const auto& row : staging.participant_rows) {
    if (row.base_etag == 0) created.insert(row.line);
  }
  db::ArrayText lines, numbers, births, names;
  bool any = false;
  for (const auto& row : q.rows()) {
    const auto& p = row.participant();
    if (created.count(row.line()) == 0 || (p.nhs_number().empty() && !p.has_birth_date())) continue;
    lines.Add(absl::StrCat(row.line()));
    numbers.Add(p.nhs_number());
    births.Add(p.has_birth_date() ? base::FormatDay(*base::ToDay(p.birth_date())) : "");
    names.Add(p.name());
    any = true;
  }
  if (!any) return absl::OkStatus();
  db::Params params;
  params.Text(call.org.ToString()).Text(lines.Finish()).Text(numbers.Finish()).Text(births.Finish());
  params.Text(names.Finish());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(on_record_, params));
  for (const auto& row : rows) {
    auto* note = out->add_notes();
    note->set_line(row[0].as<std::int64_t>());
    const std::string field = row[1].c_str();
    note->set_field("participant." + field);
    note->set_reason(absl::StrCat("is that of somebody on record under another key (", row[2].c_str(),
                                  "); `gainful merge propose` says that two records are one person's"));
  }
  return absl::OkStatus();
}

absl::Status CaseloadService::CommitImport(const base::Call& call, const type::CommitImportRequest& q,
                                           type::CommitImportResponse* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const auto drop_abandoned = [&](db::Transaction& tx) -> absl::Status {
    RETURN_IF_ERROR(participant_import_.Discard(tx, call, ""));
    return journey_import_.Discard(tx, call, "");
  };
  return commit_.Run(call, q, {&participant_import_, &journey_import_}, drop_abandoned, out);
}

absl::Status CaseloadService::DiscardImport(const base::Call& call, const type::DiscardImportRequest& q,
                                            type::DiscardImportResponse*) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
  RETURN_IF_ERROR(participant_import_.Discard(tx, call, q.import_id()));
  RETURN_IF_ERROR(journey_import_.Discard(tx, call, q.import_id()));
  return tx.Commit();
}

}  // namespace gainful::caseload
