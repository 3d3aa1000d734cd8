#include "services/placement/around.h"

#include "absl/strings/str_cat.h"
#include "services/common/base/dates.h"
#include "services/common/db/values.h"
#include "services/placement/employers.h"
#include "services/placement/facts.h"
#include "services/placement/spell_records.h"

namespace gainful::placement {
namespace {

struct FactTable {
  const char *table, *what, *start_by, *end_from;
};

// As FitTerms and its like ask of each single one.
constexpr FactTable kFactTables[] = {
    {"spell_evidence", "evidence", "t.speaks_for", "t.speaks_for"},
    {"terms_change", "changes of terms", "t.takes_effect_on - 1", "t.takes_effect_on"},
    {"spell_absence", "absences", "t.absent_from", "coalesce(t.absent_to, t.absent_from)"},
    {"spell_week", "weeks as worked", "t.week_from + 6", "t.week_from"},
    {"return_step", "steps of a return to work", "t.step_from", "t.step_from"},
};

bool IsSame(const google::type::Date& a, const google::type::Date& b) {
  return a.SerializeAsString() == b.SerializeAsString();
}

}  // namespace

std::string FactDaysSql(const std::string& among) {
  std::string sql;
  for (const auto& fact : kFactTables) {
    absl::StrAppend(&sql, sql.empty() ? "" : " UNION ALL ", "SELECT t.spell_id, '", fact.what, "' AS what, min(",
                    fact.start_by, ") AS start_by, max(", fact.end_from, ") AS end_from FROM placement.", fact.table,
                    " t WHERE t.org_id = $1::uuid AND t.spell_id ", among,
                    " AND t.withdrawn_on IS NULL GROUP BY t.spell_id");
  }
  return sql;
}

AroundSpell::AroundSpell(db::Pool* pool)
    : retentions_(pool, FactSpec(pb::JobRetention::descriptor(), "job_retention")),
      first_("SELECT f.id FROM placement.spell f WHERE f.org_id = $1::uuid AND f.id = $2::uuid FOR NO KEY UPDATE OF f"),
      rest_(
          "SELECT s.id, s.started_on, s.ended_on, s.employer_id FROM placement.spell s WHERE s.org_id = $1::uuid AND "
          "s.job_id = $2::uuid AND s.id <> $3::uuid AND s.withdrawn_on IS NULL ORDER BY s.started_on, s.id"),
      facts_(FactDaysSql("= ANY ($2::uuid[])")),
      retentions_of_(absl::StrCat(retentions_.SelectFrom(),
                                  " WHERE t.org_id = $1::uuid AND t.withdrawn_on IS NULL AND t.spell_id IN (SELECT "
                                  "s.id FROM placement.spell s WHERE s.org_id = $1::uuid AND (s.job_id = $2::uuid OR "
                                  "s.id = $3::uuid)) ORDER BY t.id")) {}

absl::StatusOr<std::vector<pb::Spell>> AroundSpell::RestOfJob(db::Transaction& tx, const base::Call& call,
                                                              const pb::Spell& spell) const {
  db::Params first, of_job;
  first.Text(call.org.ToString()).Text(spell.job_id());
  RETURN_IF_ERROR(tx.Run(first_, first).status());
  of_job.Text(call.org.ToString()).Text(spell.job_id()).Text(spell.id());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(rest_, of_job));
  std::vector<std::string> ids;
  for (const auto& row : rows) {
    if (!row[3].is_null()) ids.push_back(db::TextIn(row[3]));
  }
  ASSIGN_OR_RETURN(const Employers known, KnownEmployers(tx, call, ids));
  std::vector<pb::Spell> rest;
  for (const auto& row : rows) {
    pb::Spell& other = rest.emplace_back();
    other.set_id(db::TextIn(row[0]));
    *other.mutable_started_on() = base::ToProto(*db::DayIn(row[1]));
    if (const auto end = db::DayIn(row[2])) *other.mutable_ended_on() = base::ToProto(*end);
    if (!row[3].is_null()) other.set_employer_id(EmployerOf(db::TextIn(row[3]), known));
  }
  return rest;
}

absl::StatusOr<std::map<std::string, std::vector<FactDays>>> AroundSpell::Facts(
    db::Transaction& tx, const base::Call& call, const std::vector<std::string>& spells) const {
  db::ArrayText ids;
  for (const auto& id : spells) ids.Add(id);
  db::Params params;
  params.Text(call.org.ToString()).Text(ids.Finish());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(facts_, params));
  std::map<std::string, std::vector<FactDays>> facts;
  for (const auto& row : rows)
    facts[db::TextIn(row[0])].push_back({db::TextIn(row[1]), *db::DayIn(row[2]), *db::DayIn(row[3])});
  return facts;
}

// The rule of retention once more, with the job as it is to be: what it says then is said of the day, or of the joining, that was to be changed.
absl::Status AroundSpell::CheckRetentions(db::Transaction& tx, const base::Call& call, const pb::Spell* before,
                                          const pb::Spell& after, const std::vector<pb::Spell>& rest,
                                          const std::string& path, base::Violations* v) const {
  const bool joins = before == nullptr || before->job_id() != after.job_id();
  const bool starts_anew = !joins && !IsSame(before->started_on(), after.started_on());
  const bool ends_anew = !joins && !IsSame(before->ended_on(), after.ended_on());
  if (!joins && !starts_anew && !ends_anew) return absl::OkStatus();
  db::Params params;
  params.Text(call.org.ToString()).Text(after.job_id()).Text(after.id());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(retentions_of_, params));
  Others retentions;
  for (const auto& row : rows) {
    auto retention = std::make_unique<pb::JobRetention>();
    RETURN_IF_ERROR(retentions_.Read(row, retention.get()));
    retentions.push_back(std::move(retention));
  }
  if (retentions.empty()) return absl::OkStatus();
  const auto first = std::move(retentions.front());
  retentions.erase(retentions.begin());
  base::Violations unfit;
  FitRetention(WholeJob(after, rest), static_cast<const pb::JobRetention&>(*first), retentions, &unfit);
  for (const auto& [field, wanted] : unfit.list()) {
    const std::string own = joins ? "continues_spell_id" : ends_anew && !starts_anew ? "ended_on" : "started_on";
    v->Add(path + own, absl::StrCat("does not fit the record of retention of this job, which must be changed first: ",
                                    field, " ", wanted));
  }
  return absl::OkStatus();
}

absl::Status AroundSpell::Check(db::Transaction& tx, const base::Call& call, const pb::Spell* before,
                                const pb::Spell& after, const std::string& path, base::Violations* v) const {
  if (before == nullptr && !after.has_continues_spell_id()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::vector<pb::Spell> rest, RestOfJob(tx, call, after));
  const bool is_joined = before == nullptr || before->job_id() != after.job_id();
  if (is_joined || before->employer_id() != after.employer_id()) {
    ASSIGN_OR_RETURN(const Employers known, after.has_employer_id() ? KnownEmployers(tx, call, {after.employer_id()})
                                                                    : absl::StatusOr<Employers>(Employers()));
    const std::string id = after.has_employer_id() ? base::IdOf(after.employer_id()).ToString() : "";
    CheckOneEmployer(EmployerOf(id, known), rest, v);
  }
  if (before != nullptr) {
    ASSIGN_OR_RETURN(const auto facts, Facts(tx, call, {after.id()}));
    const auto of_it = facts.find(after.id());
    if (of_it != facts.end()) CheckKeepsFacts(*before, after, of_it->second, path, v);
  }
  return CheckRetentions(tx, call, before, after, rest, path, v);
}

}  // namespace gainful::placement
