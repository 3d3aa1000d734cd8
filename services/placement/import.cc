// Files of jobs: each row is a spell, and names its journey by the key under which that was imported.
#include <map>

#include "absl/strings/str_cat.h"
#include "services/common/base/dates.h"
#include "services/common/base/fields.h"
#include "services/common/db/values.h"
#include "services/placement/applications.h"
#include "services/placement/employers.h"
#include "services/placement/service.h"

namespace gainful::placement {

using google::protobuf::Message;

struct PlacementService::Staging {
  struct Journey {
    std::string id, participant_id;
    bool withdrawn = false;
    absl::CivilDay referred_on;
    Birth birth;
  };
  absl::CivilDay today;
  std::string source;
  std::map<std::string, Journey> journeys;             // by key
  std::map<std::string, pb::Spell> spells;             // on record, by source key
  std::map<std::string, absl::CivilDay> job_starts;    // of the jobs that they belong to
  std::map<std::string, std::vector<FactDays>> facts;  // of the spells, by their ids
  Employers employers;                                 // on record, of those that rows name, or have on record
  std::map<std::string, absl::CivilDay> offers;        // of the applications through which jobs on record began
  std::vector<journal::StagedRow> rows;
  type::StageImportResponse* out = nullptr;
};

namespace {

// A file's keys name people; which spells are one job, and through which application it began, is said here, of what is on record.
constexpr char kContinues[] = "continues_spell_id";
constexpr char kApplication[] = "application_id";

// The employer that a job has on record already may have been merged since: a file may go on naming it.
void CheckEmployerOf(const pb::Spell& given, const pb::Spell* before, const Employers& known, base::Violations* v) {
  if (!given.has_employer_id()) return;
  const bool has_one = before != nullptr && before->has_employer_id();
  if (has_one && base::IdOf(before->employer_id()) == base::IdOf(given.employer_id())) return;
  const std::string why = WhyNotEmployer(known, given.employer_id());
  if (!why.empty()) v->Add("spell.employer_id", why);
}

bool HasNul(const std::string& text) { return text.find('\0') != std::string::npos; }

absl::Status CheckRequest(const pb::StageImportRequest& q) {
  base::Violations v;
  if (!base::Uuid::Parse(q.import_id())) v.Add("import_id", "must be a UUID");
  if (!q.people_import_id().empty() && !base::Uuid::Parse(q.people_import_id()))
    v.Add("people_import_id", "must be a UUID");
  if (q.rows_size() > 1000) v.Add("rows", "must have at most 1000 entries");
  if (q.spell_mask().paths_size() > pb::Spell::descriptor()->field_count())
    v.Add("spell_mask", "names more fields than there are");
  for (const auto& path : q.spell_mask().paths()) {
    const auto* f = pb::Spell::descriptor()->FindFieldByName(path);
    if (f == nullptr || base::RuleOf(f).output_only() || path == kContinues || path == kApplication)
      v.Add("spell_mask", "names a field that a file cannot set");
  }
  for (const auto& row : q.rows()) {
    if (row.spell().source() != q.rows(0).spell().source()) {
      v.Add("rows", "must all have the same source");
      break;
    }
    if (HasNul(row.spell().source()) || HasNul(row.spell().source_key()) || HasNul(row.journey_key())) {
      v.Add("rows", "hold a NUL byte in a source or key");
      break;
    }
  }
  return v.ToStatus();
}

// What the file says of the day last confirmed, beside which stands what evidence shows that was recorded here.
void SetConfirmed(const pb::Spell* old, pb::Spell* given) {
  if (given->has_last_confirmed_on()) *given->mutable_confirmed_by_source_on() = given->last_confirmed_on();
  if (old == nullptr || !old->has_evidence_until()) return;
  const auto by_file = given->has_last_confirmed_on() ? base::ToDay(given->last_confirmed_on()) : std::nullopt;
  if (by_file < base::ToDay(old->evidence_until())) *given->mutable_last_confirmed_on() = old->evidence_until();
}

// The mask with what goes with its fields.
google::protobuf::FieldMask Widened(const google::protobuf::FieldMask& mask) {
  google::protobuf::FieldMask widened = mask;
  for (const auto& path : mask.paths()) {
    if (path == "last_confirmed_on") widened.add_paths("confirmed_by_source_on");
  }
  return widened;
}

// An application holds its job's employer and the day before which it did not begin; a file, which knows nothing of that, leaves them alone.
void CheckApplicationStands(const pb::Spell& old, const pb::Spell& after, const Employers& known,
                            const std::map<std::string, absl::CivilDay>& offers, base::Violations* v) {
  if (!old.has_application_id()) return;
  const char* const mend = "; where that is wrong, clear application_id with `gainful spell update` first";
  if (!after.has_employer_id() || EmployerOf(old.employer_id(), known) != EmployerOf(after.employer_id(), known))
    v->Add("spell.employer_id", absl::StrCat("must stay that of the application through which the job began", mend));
  const auto offer = offers.find(base::IdOf(old.application_id()).ToString());
  const auto started = base::ToDay(after.started_on());
  if (offer != offers.end() && started && *started < offer->second)
    v->Add("spell.started_on", absl::StrCat("must not lie before the offer of the application through which it began (",
                                            base::FormatDay(offer->second), ")", mend));
}

// The spells of one job hold each other's days; a file, which knows nothing of that, leaves them alone.
void CheckJobStands(const pb::Spell& old, const pb::Spell& after, base::Violations* v) {
  if (!old.has_continues_spell_id() && !old.has_continued_by_spell_id()) return;
  const auto same = [](const google::type::Date& a, const google::type::Date& b) {
    return a.SerializeAsString() == b.SerializeAsString();
  };
  const bool same_employer =
      !after.has_employer_id() || base::IdOf(old.employer_id()) == base::IdOf(after.employer_id());
  for (const auto& [field, is_same] : {std::pair("spell.started_on", same(old.started_on(), after.started_on())),
                                       std::pair("spell.ended_on", same(old.ended_on(), after.ended_on())),
                                       std::pair("spell.employer_id", same_employer)}) {
    if (!is_same) v->Add(field, "belongs to a job of several spells; change it with `gainful spell update`");
  }
}

// What is wrong with a row, or what will become of it.
void Count(const base::Violations& v, bool known, const journal::StagedRow& staged, type::StageImportResponse* out) {
  for (const auto& [field, reason] : v.list()) {
    auto* problem = out->add_problems();
    problem->set_line(staged.line);
    problem->set_field(field);
    problem->set_reason(reason);
  }
  if (!v.empty()) return;
  if (!known) {
    out->set_created(out->created() + 1);
  } else if (staged.base_etag >= 0) {
    out->set_updated(out->updated() + 1);
  } else {
    out->set_unchanged(out->unchanged() + 1);
  }
}

}  // namespace

absl::Status PlacementService::LoadJourneys(db::Transaction& tx, const base::Call& call,
                                            const pb::StageImportRequest& q, Staging* staging) const {
  db::ArrayText keys;
  for (const auto& row : q.rows()) keys.Add(row.journey_key());
  db::Params params;
  params.Text(call.org.ToString()).Text(staging->source).Text(keys.Finish());
  params.Text(base::IdOf(q.people_import_id()).ToString());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(journeys_by_key_, params));
  for (const auto& row : rows) {
    Staging::Journey journey{row[1].c_str(), row[2].c_str(), !row[5].is_null(), *db::DayIn(row[6]), {}};
    if (!row[3].is_null()) journey.birth.date = base::ParseDay(row[3].c_str());
    if (!row[4].is_null()) journey.birth.year = row[4].as<int>();
    staging->journeys[row[0].c_str()] = std::move(journey);
  }
  return absl::OkStatus();
}

absl::Status PlacementService::LoadBeside(db::Transaction& tx, const base::Call& call,
                                          const std::vector<std::string>& keys, Staging* staging) const {
  if (staging->spells.empty()) return absl::OkStatus();
  db::ArrayText array;
  for (const auto& key : keys) array.Add(key);
  db::Params params;
  params.Text(call.org.ToString()).Text(staging->source).Text(array.Finish());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(beside_, params));
  for (const auto& row : rows) {
    pb::Spell& spell = staging->spells[row[0].c_str()];
    if (!row[1].is_null()) spell.set_continued_by_spell_id(row[1].c_str());
    staging->job_starts[row[0].c_str()] = *db::DayIn(row[2]);
    if (const auto until = db::DayIn(row[3])) *spell.mutable_evidence_until() = base::ToProto(*until);
  }
  std::vector<std::string> ids;
  for (const auto& [key, spell] : staging->spells) ids.push_back(spell.id());
  ASSIGN_OR_RETURN(staging->facts, around_spell_.Facts(tx, call, ids));
  return absl::OkStatus();
}

void PlacementService::StageRow(const base::Call& call, const pb::StageImportRequest& q, const pb::ImportRow& row,
                                Staging* staging) const {
  base::Violations v;
  pb::ImportRow given = row;
  base::ClearOutputOnly(given.mutable_spell());
  given.mutable_spell()->clear_continues_spell_id();
  given.mutable_spell()->clear_application_id();
  const auto journey = staging->journeys.find(row.journey_key());
  if (journey == staging->journeys.end()) {
    given.mutable_spell()->set_journey_id(base::Uuid().ToString());
    v.Add("journey_key", "names nobody on record under this source, nor in the file of people");
  } else {
    given.mutable_spell()->set_journey_id(journey->second.id);
    given.mutable_spell()->set_participant_id(journey->second.participant_id);
  }
  base::CheckFields(given, staging->today, &v);
  if (row.spell().source().empty()) v.Add("spell.source", "must be given");
  if (row.spell().source_key().empty()) v.Add("spell.source_key", "must be given");
  const auto old = staging->spells.find(row.spell().source_key());
  const bool known = old != staging->spells.end();
  CheckEmployerOf(row.spell(), known ? &old->second : nullptr, staging->employers, &v);
  SetConfirmed(known ? &old->second : nullptr, given.mutable_spell());
  journal::StagedRow staged;
  staged.line = row.line();
  spell_import_.Prepare(call, given.spell(), known ? &old->second : nullptr, Widened(q.spell_mask()), &staged);
  auto& spell = static_cast<pb::Spell&>(*staged.record);
  if (!known) spell.set_job_id(spell.id());
  if (spell.has_withdrawn_on() && staged.base_etag > 0) v.Add("spell", "was withdrawn as recorded in error");
  ValidateSpell(spell, &v);
  if (known) CheckJobStands(old->second, spell, &v);
  if (known) CheckApplicationStands(old->second, spell, staging->employers, staging->offers, &v);
  if (known && v.empty()) CheckKeepsFacts(old->second, spell, staging->facts[spell.id()], "spell.", &v);
  if (journey != staging->journeys.end()) {
    const bool is_first = spell.job_id() == spell.id();
    const auto start = is_first ? base::ToDay(spell.started_on()) : staging->job_starts.at(spell.source_key());
    if (start) spell.set_held_at_referral(IsHeldAtReferral(*start, journey->second.referred_on));
    if (!known && journey->second.withdrawn)
      v.Add("journey_key", "names a journey that was withdrawn as recorded in error");
    ValidateAgainstBirth(spell, journey->second.birth, &v);
    if (known && spell.journey_id() != journey->second.id)
      v.Add("journey_key", "names another journey than this job has on record");
  }
  Count(v, known, staged, staging->out);
  if (v.empty()) staging->rows.push_back(std::move(staged));
}

absl::Status PlacementService::StageImport(const base::Call& call, const pb::StageImportRequest& q,
                                           type::StageImportResponse* out) {
  RETURN_IF_ERROR(CheckRequest(q));
  if (q.rows().empty()) return absl::OkStatus();
  const absl::Status hopeful = StageChunk(call, q, journal::Importer::Attempt::kHopeful, out);
  if (!absl::IsAlreadyExists(hopeful)) return hopeful;
  out->Clear();
  return StageChunk(call, q, journal::Importer::Attempt::kCareful, out);
}

absl::Status PlacementService::StageChunk(const base::Call& call, const pb::StageImportRequest& q,
                                          journal::Importer::Attempt attempt, type::StageImportResponse* out) {
  Staging staging;
  staging.out = out;
  ASSIGN_OR_RETURN(staging.today, calendar_.Today(call));
  staging.source = q.rows(0).spell().source();
  std::vector<std::string> keys;
  for (const auto& row : q.rows()) keys.push_back(row.spell().source_key());
  std::vector<pb::Spell> spells;
  spells.reserve(keys.size());
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
  const auto add = [&]() -> Message* { return &spells.emplace_back(); };
  RETURN_IF_ERROR(spell_import_.Existing(tx, call, staging.source, keys, add));
  for (auto& spell : spells) staging.spells[spell.source_key()] = std::move(spell);
  RETURN_IF_ERROR(LoadBeside(tx, call, keys, &staging));
  RETURN_IF_ERROR(LoadJourneys(tx, call, q, &staging));
  std::vector<std::string> employers, applications;
  for (const auto& row : q.rows()) {
    if (row.spell().has_employer_id()) employers.push_back(row.spell().employer_id());
  }
  for (const auto& [key, spell] : staging.spells) {
    if (!spell.has_application_id()) continue;
    applications.push_back(spell.application_id());
    if (spell.has_employer_id()) employers.push_back(spell.employer_id());
  }
  ASSIGN_OR_RETURN(staging.offers, OffersOf(tx, call, applications));
  ASSIGN_OR_RETURN(staging.employers, KnownEmployers(tx, call, employers));
  for (const auto& row : q.rows()) StageRow(call, q, row, &staging);
  RETURN_IF_ERROR(spell_import_.Stage(tx, attempt, call, q.import_id(), staging.rows, out));
  return tx.Commit();
}

// What was found in order when the rows were checked, asked once more of all of them: of a spell's neighbours, its journey or its employer its own
// version says nothing. Lines are named and not keys, which may be people's.
absl::Status PlacementService::CheckStillFits(db::Transaction& tx, const base::Call& call,
                                              const std::string& import_id) const {
  db::Params ids, again;
  ids.Text(call.org.ToString()).Text(import_id);
  again.Text(call.org.ToString()).Text(import_id);
  RETURN_IF_ERROR(tx.Run(lock_merged_, ids).status());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(unfit_, again));
  if (rows.empty()) return absl::OkStatus();
  std::string lines;
  for (const auto& row : rows)
    absl::StrAppend(&lines, lines.empty() ? "" : "; ", "line ", row[0].c_str(), " (", row[1].c_str(), ")");
  return base::Error(
      absl::StatusCode::kFailedPrecondition, "STATE",
      absl::StrCat("what is on record changed since the file was checked, and some of it no longer fits; "
                   "check the file again: ",
                   lines));
}

absl::Status PlacementService::CommitImport(const base::Call& call, const type::CommitImportRequest& q,
                                            type::CommitImportResponse* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const auto check = [&](db::Transaction& tx) -> absl::Status {
    RETURN_IF_ERROR(spell_import_.Discard(tx, call, ""));
    db::Params params;
    params.Text(call.org.ToString()).Text(q.import_id());
    ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(uncommitted_, params));
    if (rows[0][0].as<std::int64_t>() == 0) return CheckStillFits(tx, call, q.import_id());
    return base::Error(absl::StatusCode::kFailedPrecondition, "PEOPLE_NOT_COMMITTED",
                       "jobs in the file belong to people who are not on record yet; commit the file of people first");
  };
  return commit_.Run(call, q, {&spell_import_}, check, out);
}

absl::Status PlacementService::DiscardImport(const base::Call& call, const type::DiscardImportRequest& q,
                                             type::DiscardImportResponse*) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
  RETURN_IF_ERROR(spell_import_.Discard(tx, call, q.import_id()));
  return tx.Commit();
}

}  // namespace gainful::placement
