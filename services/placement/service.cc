#include "services/placement/service.h"

#include "absl/strings/str_cat.h"
#include "services/common/base/dates.h"
#include "services/common/record/countersignature.h"

namespace gainful::placement {
namespace {

using google::protobuf::Message;

// A spell is visible to those who see its journey: the join asks at every read, so a journey that moves to another team takes its spells
// along at commit.
journal::RecordSpec SpellSpec() {
  journal::RecordSpec spec;
  spec.type = pb::Spell::descriptor();
  spec.kind = "spell";
  spec.table = "placement.spell";
  spec.person = "participant_id";
  spec.other_records = "caseload.published_other_record_v1";
  spec.visible_through = "caseload.published_journey_v1";
  spec.visible_key = "journey_id";
  spec.with_entry = record::AwaitSignature("caseload.published_spell_countersignature_v1");
  spec.derive = [](Message* m) {
    auto* spell = static_cast<pb::Spell*>(m);
    spell->set_status(StatusOf(*spell));
  };
  return spec;
}

Birth ReadBirth(const pqxx::row& row, int date, int year) {
  Birth birth;
  if (!row[date].is_null()) birth.date = base::ParseDay(row[date].c_str());
  if (!row[year].is_null()) birth.year = row[year].as<int>();
  return birth;
}

}  // namespace

PlacementService::PlacementService(db::Pool* pool)
    : RecordService(pool, pb::Spell::descriptor()->file()->FindServiceByName("PlacementService")),
      spells_(pool, SpellSpec()),
      spell_import_(pool, &spells_, "spell"),
      commit_(pool),
      birth_(
          "SELECT birth_date, birth_year FROM caseload.published_birth_v1 WHERE org_id = $1::uuid AND participant_id = "
          "$2::uuid"),
      // Staged journeys come first: they are what the record will be when their file is committed.
      journeys_by_key_(
          "WITH j AS (SELECT 0 AS rank, s.source_key, s.id, s.participant_id, b.birth_date, b.birth_year, "
          "s.withdrawn_on "
          "FROM caseload.published_staged_journey_v1 s LEFT JOIN caseload.published_staged_birth_v1 b ON b.org_id = "
          "s.org_id AND "
          "b.import_id = s.import_id AND b.participant_id = s.participant_id "
          "WHERE s.org_id = $1::uuid AND s.import_id = $4::uuid AND s.source = $2 AND s.source_key = ANY ($3::text[]) "
          "UNION ALL SELECT 1, v.source_key, v.id, v.participant_id, b.birth_date, b.birth_year, v.withdrawn_on FROM "
          "caseload.published_journey_v1 v "
          "LEFT JOIN caseload.published_birth_v1 b ON b.org_id = v.org_id AND b.participant_id = v.participant_id "
          "WHERE v.org_id = $1::uuid AND v.source = $2 AND v.source_key <> '' AND v.source_key = ANY ($3::text[])) "
          "SELECT DISTINCT ON (source_key) source_key, id, participant_id, birth_date, birth_year, withdrawn_on FROM j "
          "ORDER BY "
          "source_key, rank"),
      journey_look_(
          "SELECT v.participant_id, v.withdrawn_on, b.birth_date, b.birth_year FROM caseload.published_journey_v1 v "
          "LEFT JOIN "
          "caseload.published_birth_v1 b ON b.org_id = v.org_id AND b.participant_id = v.participant_id WHERE v.org_id "
          "= "
          "$1::uuid AND v.id = $2::uuid"),
      uncommitted_(
          "SELECT count(*) FROM placement.stage_spell s WHERE s.org_id = $1::uuid AND s.import_id = $2::uuid AND NOT "
          "EXISTS "
          "(SELECT FROM caseload.published_journey_v1 v WHERE v.org_id = $1::uuid AND v.id = s.journey_id)") {
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

absl::StatusOr<Birth> PlacementService::BirthOf(db::Transaction& tx, const base::Call& call,
                                                const std::string& participant_id) const {
  db::Params params;
  params.Text(call.org.ToString()).Text(participant_id);
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(birth_, params));
  return rows.empty() ? Birth() : ReadBirth(rows[0], 0, 1);
}

absl::Status PlacementService::CreateSpell(const base::Call& call, const pb::CreateSpellRequest& q, pb::Spell* out) {
  base::Violations v;
  RETURN_IF_ERROR(calendar_.Check(call, q, &v));
  ValidateSpell(q.spell(), &v);
  // Keys of files are the whole organisation's: to be told that one is taken is to be told of a record, which may be another team's.
  if (!call.all_teams && !q.spell().source().empty())
    v.Add("spell.source", "must be left to those who see every team, such as managers who import files");
  RETURN_IF_ERROR(v.ToStatus());
  const auto journey = base::IdOf(q.spell().journey_id());
  const auto rule = [&](db::Transaction&, const pqxx::result& rows, const Message*, Message* record,
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
    return absl::OkStatus();
  };
  return spells_.Create(call, q, q.spell(),
                        {base::Uuid::V7(call.now), {"journey", journey}, {&journey_look_, {call.org, journey}}}, rule,
                        out);
}

absl::Status PlacementService::UpdateSpell(const base::Call& call, const pb::UpdateSpellRequest& q, pb::Spell* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message* before, Message* record,
                        base::Violations* violations) -> absl::Status {
    if (static_cast<const pb::Spell&>(*before).has_withdrawn_on()) {
      return base::Error(absl::StatusCode::kFailedPrecondition, "STATE",
                         "the spell was withdrawn as recorded in error");
    }
    const auto& after = static_cast<const pb::Spell&>(*record);
    ValidateSpell(after, violations);
    ASSIGN_OR_RETURN(const Birth birth, BirthOf(tx, call, after.participant_id()));
    ValidateAgainstBirth(after, birth, violations);
    return absl::OkStatus();
  };
  return spells_.Update(call, q, q.spell(), q.update_mask(), rule, out);
}

absl::Status PlacementService::ChangeSpell(
    const base::Call& call, const Message& q, const std::string& id,
    const std::function<absl::Status(pb::Spell*, absl::CivilDay today, base::Violations*)>& step, pb::Spell* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction&, const pqxx::result&, const Message*, Message* record,
                        base::Violations* violations) {
    return step(static_cast<pb::Spell*>(record), today, violations);
  };
  return spells_.Change(call, q, id, rule, out);
}

absl::Status PlacementService::ConfirmSpell(const base::Call& call, const pb::ConfirmSpellRequest& q, pb::Spell* out) {
  return ChangeSpell(
      call, q, q.id(),
      [&](pb::Spell* s, absl::CivilDay, base::Violations* v) { return Confirm(q.last_confirmed_on(), s, v); }, out);
}

absl::Status PlacementService::EndSpell(const base::Call& call, const pb::EndSpellRequest& q, pb::Spell* out) {
  return ChangeSpell(
      call, q, q.id(),
      [&](pb::Spell* s, absl::CivilDay, base::Violations* v) { return End(q.ended_on(), q.end_reason(), s, v); }, out);
}

absl::Status PlacementService::WithdrawSpell(const base::Call& call, const pb::WithdrawSpellRequest& q,
                                             pb::Spell* out) {
  return ChangeSpell(
      call, q, q.id(), [&](pb::Spell* s, absl::CivilDay today, base::Violations*) { return Withdraw(today, s); }, out);
}

}  // namespace gainful::placement
