#include "services/placement/in_work_service.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/common/base/dates.h"
#include "services/common/db/values.h"
#include "services/common/journal/access.h"
#include "services/common/journal/sql.h"

namespace gainful::placement {
namespace {

// A spell, and behind its columns what its calendar follows from beside it.
std::string FollowedSql(const journal::Records& spells) {
  return absl::StrCat(
      "WITH r AS MATERIALIZED (", spells.SelectFrom(), " WHERE t.org_id = $1::uuid AND t.id = $9::uuid), ",
      journal::AccessOf("spell", "r.participant_id", "r.id"), " SELECT r.*, ", FollowedColumns(),
      " FROM r JOIN placement.spell f ON f.org_id = $1::uuid AND f.id = r.job_id",
      journal::LookUp("caseload.published_journey_v1", "v", "v.org_id = $1::uuid AND v.id = r.journey_id"));
}

}  // namespace

std::string FollowedColumns() {
  return absl::StrCat("f.started_on, v.referred_on, v.exited_on, ", ContactDaysSql("r.participant_id"));
}

std::string ContactDaysSql(const std::string& participant_id) {
  return absl::StrCat(
      "(SELECT string_agg(c.contacted_on::text, ',' ORDER BY c.contacted_on) FROM caseload.published_follow_along_v1 c "
      "WHERE c.org_id = $1::uuid AND c.participant_id = ANY (",
      RecordsOfPerson(participant_id), "))");
}

std::vector<absl::CivilDay> ReadContactDays(const pqxx::field& days) {
  const std::string text = db::TextIn(days);
  std::vector<absl::CivilDay> read;
  for (const absl::string_view day : absl::StrSplit(text, ',', absl::SkipEmpty())) read.push_back(*base::ParseDay(day));
  return read;
}

Followed FollowedOf(const pb::Spell& spell, const pqxx::row& row) {
  const auto column = row.size() - kFollowedColumns;
  Followed f;
  f.job_started_on = *db::DayIn(row[column]);
  f.started_on = *base::ToDay(spell.started_on());
  if (spell.has_ended_on()) f.ended_on = base::ToDay(spell.ended_on());
  f.lost_heard_on = LossHeardOn(spell);
  f.referred_on = *db::DayIn(row[column + 1]);
  f.exited_on = db::DayIn(row[column + 2]);
  f.contacts = ReadContactDays(row[column + 3]);
  return f;
}

std::vector<FactKind> InWorkKinds() {
  return {FactOf<pb::JobRetention>("job_retention", CheckRetention, FitRetention),
          FactOf<pb::ReturnStep>(
              "return_step", [](const pb::ReturnStep&, base::Violations*) {}, FitStep),
          FactOf<pb::InWorkPlan>("in_work_plan", CheckPlan, FitPlan)};
}

InWorkService::InWorkService(db::Pool* pool)
    : FactService(pool, pb::JobRetention::descriptor()->file()->FindServiceByName("InWorkService"), InWorkKinds()),
      followed_(FollowedSql(spells_)) {
  On(&InWorkService::GetFollowAlong, "GetFollowAlong");
}

absl::Status InWorkService::GetFollowAlong(const base::Call& call, const pb::GetFollowAlongRequest& q,
                                           pb::FollowAlong* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const base::Uuid id = base::IdOf(q.id());
  {
    ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
    db::Params params;
    journal::BindAccess(call, &params);
    params.Text(id.ToString());
    ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(followed_, params));
    if (!rows.empty()) {
      pb::Spell spell;
      RETURN_IF_ERROR(spells_.Read(rows[0], &spell));
      RETURN_IF_ERROR(tx.Commit());
      if (spell.has_withdrawn_on())
        return base::Error(absl::StatusCode::kFailedPrecondition, "STATE",
                           "the spell was withdrawn as recorded in error");
      out->set_spell_id(spell.id());
      for (auto& contact : FollowAlong(FollowedOf(spell, rows[0]), *base::ToDay(q.as_of())))
        out->add_contacts()->Swap(&contact);
      return absl::OkStatus();
    }
  }
  RETURN_IF_ERROR(journal::RecordRefusal(pool_, call, "spell", id, "not_found"));
  return base::NotFound("spell");
}

}  // namespace gainful::placement
