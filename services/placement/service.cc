#include "services/placement/service.h"

#include "absl/strings/str_cat.h"
#include "services/common/base/dates.h"
#include "services/common/db/values.h"
#include "services/common/journal/sql.h"
#include "services/placement/applications.h"
#include "services/placement/employers.h"
#include "services/placement/spell_records.h"

namespace gainful::placement {
namespace {

using google::protobuf::Message;

Birth ReadBirth(const pqxx::row& row, int date, int year) {
  Birth birth;
  if (!row[date].is_null()) birth.date = base::ParseDay(row[date].c_str());
  if (!row[year].is_null()) birth.year = row[year].as<int>();
  return birth;
}

// Staged rows that no longer fit what is on record beside them, with the reason: the first twenty.
std::string UnfitSql() {
  const std::string of_import = " WHERE s.org_id = $1::uuid AND s.import_id = $2::uuid";
  const std::string changed =
      " FROM placement.stage_spell s JOIN placement.spell t ON t.org_id = s.org_id AND t.id = s.id AND s.base_etag > 0 "
      "AND (s.started_on, s.ended_on) IS DISTINCT FROM (t.started_on, t.ended_on)";
  return absl::StrCat(
      "SELECT u.line, u.why FROM (SELECT s.line, 'its days and those of another spell of the job'", changed,
      " LEFT JOIN placement.spell e ON e.org_id = t.org_id AND e.id = t.continues_spell_id LEFT JOIN placement.spell n "
      "ON n.org_id = t.org_id AND n.continues_spell_id = t.id AND n.withdrawn_on IS NULL",
      of_import,
      " AND (e.ended_on >= s.started_on OR (n.id IS NOT NULL AND coalesce(s.ended_on, 'infinity') >= n.started_on)) "
      "UNION ALL SELECT s.line, 'its days and the ' || f.what || ' on record for it'",
      changed, " JOIN (",
      FactDaysSql("IN (SELECT m.id FROM placement.stage_spell m WHERE m.org_id = $1::uuid AND m.import_id = "
                  "$2::uuid AND m.base_etag > 0)"),
      ") f ON f.spell_id = t.id", of_import, " AND (s.started_on > f.start_by OR s.ended_on < f.end_from) ",
      "UNION ALL SELECT s.line, 'its first day and the offer through which the job began'", changed,
      journal::LookUp("employer.published_application_v1", "x", "x.org_id = t.org_id AND x.id = t.application_id"),
      of_import, " AND s.started_on < x.offered_on ",
      "UNION ALL SELECT s.line, 'its journey, which was withdrawn' FROM placement.stage_spell s JOIN "
      "caseload.published_journey_v1 v ON v.org_id = s.org_id AND v.id = s.journey_id",
      of_import, " AND s.base_etag = 0 AND v.withdrawn_on IS NOT NULL ",
      "UNION ALL SELECT s.line, 'its employer, who is not on record or was merged into another' FROM "
      "placement.stage_spell s LEFT JOIN placement.spell t ON t.org_id = s.org_id AND t.id = s.id LEFT JOIN "
      "employer.published_employer_v1 e ON e.org_id = s.org_id AND e.id = s.employer_id",
      of_import,
      " AND s.employer_id IS NOT NULL AND s.employer_id IS DISTINCT FROM t.employer_id AND (e.id IS NULL OR "
      "e.merged_into IS NOT NULL)) u (line, why) ORDER BY u.line, u.why LIMIT 20");
}

// Of the person of the journey `v`, looked up: a join would read everybody's.
constexpr char kBirth[] =
    "(SELECT b.birth_date FROM caseload.published_birth_v1 b WHERE b.org_id = v.org_id AND b.participant_id = "
    "v.participant_id) AS birth_date, (SELECT b.birth_year FROM caseload.published_birth_v1 b WHERE b.org_id = "
    "v.org_id AND b.participant_id = v.participant_id) AS birth_year";

}  // namespace

PlacementService::PlacementService(db::Pool* pool)
    : RecordService(pool, pb::Spell::descriptor()->file()->FindServiceByName("PlacementService")),
      spells_(pool, SpellSpec()),
      evidence_(pool, FactSpec(pb::SpellEvidence::descriptor(), "spell_evidence")),
      around_spell_(pool),
      spell_import_(pool, &spells_, "spell"),
      commit_(pool),
      around_(absl::StrCat("SELECT ", kBirth,
                           ", v.referred_on FROM caseload.published_journey_v1 v WHERE v.org_id = "
                           "$1::uuid AND v.id = $2::uuid")),
      // Locked, so that it neither ends otherwise nor is continued by another one meanwhile.
      earlier_(absl::StrCat(
          "SELECT p.ended_on, p.withdrawn_on, n.id, p.job_id, f.started_on, (SELECT v.id FROM "
          "caseload.published_journey_v1 v WHERE v.org_id = p.org_id AND v.id = p.journey_id) FROM placement.spell p "
          "JOIN placement.spell f ON f.org_id = p.org_id AND f.id = p.job_id LEFT JOIN placement.spell n ON n.org_id = "
          "p.org_id AND n.continues_spell_id = p.id AND "
          "n.withdrawn_on IS NULL WHERE p.org_id = $1::uuid AND p.id = $2::uuid AND p.participant_id = ANY (",
          RecordsOfPerson("$3::uuid"), ") FOR NO KEY UPDATE OF p")),
      // Whatever the caller may see of it.
      next_start_(
          "SELECT n.started_on FROM placement.spell n WHERE n.org_id = $1::uuid AND n.continues_spell_id = $2::uuid "
          "AND "
          "n.withdrawn_on IS NULL"),
      // What stands beside spells that a file brings again: the one that continues each, the start of its job, and what evidence shows.
      beside_(
          "SELECT t.source_key, n.id, f.started_on, (SELECT max(e.speaks_for) FROM placement.spell_evidence e WHERE "
          "e.org_id = t.org_id AND e.spell_id = t.id AND e.fact <> 'ended' AND e.withdrawn_on IS NULL) FROM "
          "placement.spell t JOIN placement.spell f ON f.org_id = t.org_id AND f.id = t.job_id LEFT JOIN "
          "placement.spell n ON n.org_id = t.org_id AND n.continues_spell_id = t.id AND n.withdrawn_on IS NULL WHERE "
          "t.org_id = $1::uuid AND t.source = $2 AND t.source_key <> '' AND t.source_key = ANY ($3::text[])"),
      // Staged journeys come first: they are what the record will be when their file is committed.
      journeys_by_key_(
          "WITH j AS (SELECT 0 AS rank, s.source_key, s.id, s.participant_id, b.birth_date, b.birth_year, "
          "s.withdrawn_on, d.referred_on "
          "FROM caseload.published_staged_journey_v1 s JOIN caseload.published_staged_referral_v1 d ON d.org_id = "
          "s.org_id AND d.import_id = s.import_id AND d.journey_id = s.id LEFT JOIN caseload.published_staged_birth_v1 "
          "b ON b.org_id = "
          "s.org_id AND "
          "b.import_id = s.import_id AND b.participant_id = s.participant_id "
          "WHERE s.org_id = $1::uuid AND s.import_id = $4::uuid AND s.source = $2 AND s.source_key = ANY ($3::text[]) "
          "UNION ALL SELECT 1, v.source_key, v.id, v.participant_id, b.birth_date, b.birth_year, v.withdrawn_on, "
          "v.referred_on FROM "
          "caseload.published_journey_v1 v "
          "LEFT JOIN caseload.published_birth_v1 b ON b.org_id = v.org_id AND b.participant_id = v.participant_id "
          "WHERE v.org_id = $1::uuid AND v.source = $2 AND v.source_key <> '' AND v.source_key = ANY ($3::text[])) "
          "SELECT DISTINCT ON (source_key) source_key, id, participant_id, birth_date, birth_year, withdrawn_on, "
          "referred_on FROM j ORDER BY source_key, rank"),
      journey_look_(absl::StrCat("SELECT v.participant_id, v.withdrawn_on, ", kBirth,
                                 ", v.referred_on FROM caseload.published_journey_v1 v WHERE v.org_id = $1::uuid AND "
                                 "v.id = $2::uuid")),
      uncommitted_(
          "SELECT count(*) FROM placement.stage_spell s WHERE s.org_id = $1::uuid AND s.import_id = $2::uuid AND NOT "
          "EXISTS "
          "(SELECT FROM caseload.published_journey_v1 v WHERE v.org_id = $1::uuid AND v.id = s.journey_id)"),
      // Whoever continues one of them, or records a fact of it, locks it too.
      lock_merged_(
          "SELECT t.id FROM placement.spell t JOIN placement.stage_spell s ON s.org_id = t.org_id AND s.id = t.id "
          "WHERE "
          "t.org_id = $1::uuid AND s.import_id = $2::uuid AND s.base_etag > 0 ORDER BY t.id FOR NO KEY UPDATE OF t"),
      unfit_(UnfitSql()) {
  On(&PlacementService::CreateSpell, "CreateSpell");
  Serve(&spells_);
  On(&PlacementService::UpdateSpell, "UpdateSpell");
  On(&PlacementService::ConfirmSpell, "ConfirmSpell");
  On(&PlacementService::EndSpell, "EndSpell");
  On(&PlacementService::WithdrawSpell, "WithdrawSpell");
  On(&PlacementService::StageImport, "StageImport");
  On(&PlacementService::CommitImport, "CommitImport");
  On(&PlacementService::DiscardImport, "DiscardImport");
}

// What a spell must fit beside its own job.
struct PlacementService::Around {
  Birth birth;
  absl::CivilDay referred_on;
  std::optional<absl::CivilDay> next_start;  // of the spell that continues this one
};

absl::StatusOr<PlacementService::Around> PlacementService::AroundOf(db::Transaction& tx, const base::Call& call,
                                                                    const pb::Spell& spell) const {
  db::Params of_journey, of_spell;
  of_journey.Text(call.org.ToString()).Text(spell.journey_id());
  ASSIGN_OR_RETURN(const pqxx::result journeys, tx.Run(around_, of_journey));
  if (journeys.empty()) return base::NotFound("spell");
  of_spell.Text(call.org.ToString()).Text(spell.id());
  ASSIGN_OR_RETURN(const pqxx::result next, tx.Run(next_start_, of_spell));
  Around around{ReadBirth(journeys[0], 0, 1), *db::DayIn(journeys[0][2]), std::nullopt};
  if (!next.empty()) around.next_start = db::DayIn(next[0][0]);
  return around;
}

// Says which job the spell belongs to: its own, or that of the spell that it continues. Whoever names that one must see it; one that is named
// already may since belong to a team whose journeys the caller does not see.
absl::Status PlacementService::JoinJob(db::Transaction& tx, const base::Call& call, absl::CivilDay referred_on,
                                       const pb::Spell* before, pb::Spell* spell, base::Violations* v) const {
  EarlierSpell earlier;
  earlier.job_id = spell->id();
  earlier.job_started_on = *base::ToDay(spell->started_on());
  if (spell->has_continues_spell_id()) {
    db::Params params;
    params.Text(call.org.ToString()).Text(spell->continues_spell_id()).Text(spell->participant_id());
    ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(earlier_, params));
    const bool is_new = before == nullptr || before->continues_spell_id() != spell->continues_spell_id();
    base::Violations missing;
    if (rows.empty() || (is_new && rows[0][5].is_null()))
      missing.Add("spell.continues_spell_id", "names no spell of this person that you can see");
    RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
    earlier = {db::DayIn(rows[0][0]), !rows[0][1].is_null(), db::TextIn(rows[0][2]), db::TextIn(rows[0][3]),
               *db::DayIn(rows[0][4])};
    CheckContinues(*spell, earlier, v);
  }
  spell->set_job_id(earlier.job_id);
  spell->set_held_at_referral(IsHeldAtReferral(earlier.job_started_on, referred_on));
  return absl::OkStatus();
}

// The evidence that moves the day last confirmed, as a further part of the write that moves it.
std::vector<journal::Change> PlacementService::AsEvidence(const base::Call& call, const pb::Spell& spell,
                                                          pb::EvidenceKind kind, absl::CivilDay today,
                                                          pb::SpellEvidence* evidence) const {
  *evidence = InWorkEvidence(call, spell, kind, today);
  std::vector<journal::Change> parts;
  parts.push_back(evidence_.AsNewPart(call, evidence));
  return parts;
}

absl::Status PlacementService::CreateSpell(const base::Call& call, const pb::CreateSpellRequest& q, pb::Spell* out) {
  base::Violations v;
  RETURN_IF_ERROR(calendar_.Check(call, q, &v));
  ValidateSpell(q.spell(), &v);
  // Keys of files are the whole organisation's: to be told that one is taken is to be told of a record, which may be another team's.
  if (!call.all_teams && !q.spell().source().empty())
    v.Add("spell.source", "must be left to those who see every team, such as managers who import files");
  RETURN_IF_ERROR(v.ToStatus());
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto journey = base::IdOf(q.spell().journey_id());
  pb::Spell made;
  pb::SpellEvidence evidence;
  const auto rule = [&](db::Transaction& tx, const pqxx::result& rows, const Message*, Message* record,
                        base::Violations* violations) -> absl::Status {
    base::Violations missing;
    if (rows.empty()) missing.Add("spell.journey_id", "names no journey that you can see");
    RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
    if (!rows[0][1].is_null()) {
      return base::Error(absl::StatusCode::kFailedPrecondition, "STATE",
                         "the journey was withdrawn as recorded in error");
    }
    auto* spell = static_cast<pb::Spell*>(record);
    spell->set_participant_id(rows[0][0].c_str());
    ValidateAgainstBirth(*spell, ReadBirth(rows[0], 2, 3), violations);
    RETURN_IF_ERROR(CheckEmployer(tx, call, spell->employer_id()));
    RETURN_IF_ERROR(CheckApplication(tx, call, nullptr, spell, violations));
    if (spell->has_last_confirmed_on()) *spell->mutable_evidence_until() = spell->last_confirmed_on();
    RETURN_IF_ERROR(JoinJob(tx, call, *db::DayIn(rows[0][4]), nullptr, spell, violations));
    if (violations->empty()) RETURN_IF_ERROR(around_spell_.Check(tx, call, nullptr, *spell, "spell.", violations));
    made = *spell;
    return absl::OkStatus();
  };
  const auto also = [&]() -> std::vector<journal::Change> {
    if (!made.has_last_confirmed_on()) return {};
    return AsEvidence(call, made, pb::EVIDENCE_KIND_SPECIALIST, today, &evidence);
  };
  return spells_.Create(
      call, q, q.spell(),
      {base::Uuid::V7(call.now), {"journey", journey}, {&journey_look_, {call.org, journey}}, nullptr, also}, rule,
      out);
}

absl::Status PlacementService::UpdateSpell(const base::Call& call, const pb::UpdateSpellRequest& q, pb::Spell* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message* old, Message* record,
                        base::Violations* violations) -> absl::Status {
    const auto& before = static_cast<const pb::Spell&>(*old);
    if (before.has_withdrawn_on()) {
      return base::Error(absl::StatusCode::kFailedPrecondition, "STATE",
                         "the spell was withdrawn as recorded in error");
    }
    auto* after = static_cast<pb::Spell*>(record);
    ValidateSpell(*after, violations);
    ASSIGN_OR_RETURN(const Around around, AroundOf(tx, call, *after));
    ValidateAgainstBirth(*after, around.birth, violations);
    if (before.employer_id() != after->employer_id()) RETURN_IF_ERROR(CheckEmployer(tx, call, after->employer_id()));
    RETURN_IF_ERROR(CheckApplication(tx, call, &before, after, violations));
    if (around.next_start) CheckContinued(before, *after, *around.next_start, violations);
    RETURN_IF_ERROR(JoinJob(tx, call, around.referred_on, &before, after, violations));
    if (!violations->empty()) return absl::OkStatus();  // days that are wrong by themselves are held against nothing
    return around_spell_.Check(tx, call, &before, *after, "spell.", violations);
  };
  return spells_.Update(call, q, q.spell(), q.update_mask(), rule, out);
}

absl::Status PlacementService::ChangeSpell(
    const base::Call& call, const Message& q, const std::string& id,
    const std::function<absl::Status(pb::Spell*, absl::CivilDay today, base::Violations*)>& step, pb::Spell* out,
    const journal::Records::Also& also) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message* old, Message* record,
                        base::Violations* violations) -> absl::Status {
    auto* spell = static_cast<pb::Spell*>(record);
    const auto& before = static_cast<const pb::Spell&>(*old);
    RETURN_IF_ERROR(step(spell, today, violations));
    if (spell->has_ended_on() && !before.has_ended_on() && violations->empty())
      return around_spell_.Check(tx, call, &before, *spell, "", violations);
    if (!spell->has_withdrawn_on()) return absl::OkStatus();
    ASSIGN_OR_RETURN(const Around around, AroundOf(tx, call, *spell));
    return CheckNotContinued(around.next_start);
  };
  return spells_.Change(call, q, id, rule, out, also);
}

absl::Status PlacementService::ConfirmSpell(const base::Call& call, const pb::ConfirmSpellRequest& q, pb::Spell* out) {
  pb::Spell confirmed;
  pb::SpellEvidence evidence;
  absl::CivilDay received;
  const auto confirm = [&](pb::Spell* s, absl::CivilDay today, base::Violations* v) -> absl::Status {
    RETURN_IF_ERROR(Confirm(q.last_confirmed_on(), s, v));
    *s->mutable_evidence_until() = q.last_confirmed_on();
    received = today;
    confirmed = *s;
    return absl::OkStatus();
  };
  return ChangeSpell(call, q, q.id(), confirm, out,
                     [&] { return AsEvidence(call, confirmed, q.evidence(), received, &evidence); });
}

absl::Status PlacementService::EndSpell(const base::Call& call, const pb::EndSpellRequest& q, pb::Spell* out) {
  pb::Spell ended;
  pb::SpellEvidence evidence;
  absl::CivilDay received;
  const auto end = [&](pb::Spell* s, absl::CivilDay today, base::Violations* v) -> absl::Status {
    RETURN_IF_ERROR(End(q, s, v));
    received = today;
    ended = *s;
    return absl::OkStatus();
  };
  const auto also = [&] {
    std::vector<journal::Change> parts;
    if (q.evidence() == pb::EVIDENCE_KIND_UNSPECIFIED) return parts;
    evidence = EndEvidence(call, ended, q.evidence(), received);
    parts.push_back(evidence_.AsNewPart(call, &evidence));
    return parts;
  };
  return ChangeSpell(call, q, q.id(), end, out, also);
}

absl::Status PlacementService::WithdrawSpell(const base::Call& call, const pb::WithdrawSpellRequest& q,
                                             pb::Spell* out) {
  return ChangeSpell(
      call, q, q.id(), [&](pb::Spell* s, absl::CivilDay today, base::Violations*) { return Withdraw(today, s); }, out);
}

}  // namespace gainful::placement
