#include "services/placement/waiting.h"

#include "absl/strings/str_cat.h"
#include "services/common/base/status.h"
#include "services/common/db/values.h"
#include "services/common/journal/sql.h"

namespace gainful::placement {
namespace {

// Where entries stand is listed in one place, which is caseload's; it lets placement see those about spells.
constexpr char kList[] = "caseload.published_spell_countersignature_v1";

// That the entry of this id is not signed for.
std::string Waits(const std::string& id) {
  return absl::StrCat("w.org_id = $1::uuid AND w.id = ", id, " AND w.decision IS DISTINCT FROM 'signed'");
}

// Facts of spells in this table, by id and spell.
std::string Facts(const std::string& table) {
  return absl::StrCat(" UNION ALL SELECT t.id, t.spell_id FROM placement.", table,
                      " t WHERE t.org_id = $1::uuid AND t.spell_id = ANY ($2::uuid[]) AND t.withdrawn_on IS NULL");
}

// Evidence is made up for by other evidence that reaches as far and waits for nobody, and shows what it shows: that of an end shows nothing of a job
// that goes on. What the file said that the job came from makes up for it as well.
std::string Evidence() {
  return absl::StrCat(
      Facts("spell_evidence"),
      " AND NOT EXISTS (SELECT FROM placement.spell_evidence o WHERE o.org_id = t.org_id AND o.spell_id = t.spell_id "
      "AND o.id <> t.id AND o.withdrawn_on IS NULL AND o.speaks_for >= t.speaks_for AND (o.fact <> 'ended' OR t.fact = "
      "'ended' OR "
      "EXISTS (SELECT FROM placement.spell e WHERE e.org_id = o.org_id AND e.id = o.spell_id AND e.ended_on >= "
      "o.speaks_for)) AND NOT EXISTS (SELECT FROM ",
      kList, " w WHERE ", Waits("o.id"),
      " OFFSET 0)) AND NOT EXISTS (SELECT FROM placement.spell b WHERE b.org_id = t.org_id AND b.id = t.spell_id AND "
      "b.confirmed_by_source_on >= t.speaks_for)");
}

std::string Sql() {
  return absl::StrCat("SELECT f.spell_id, count(*) FROM (SELECT s.id, s.id AS spell_id FROM unnest($2::uuid[]) s (id)",
                      Facts("terms_change"), Facts("spell_absence"), Facts("spell_week"), Evidence(), ") f",
                      journal::LookUp(kList, "w", Waits("f.id")), " GROUP BY f.spell_id");
}

const db::Statement& Statement() {
  static const auto* statement = new db::Statement(Sql());
  return *statement;
}

const db::Statement& OfCourse() {
  static const auto* statement = new db::Statement(
      "SELECT count(*) FROM caseload.published_course_countersignature_v1 w WHERE w.org_id = $1::uuid AND w.id = ANY "
      "($2::uuid[]) AND w.decision IS DISTINCT FROM 'signed'");
  return *statement;
}

db::Params ParamsOf(const base::Call& call, const std::vector<std::string>& all) {
  db::ArrayText ids;
  for (const auto& id : all) ids.Add(id);
  db::Params params;
  params.Text(call.org.ToString()).Text(ids.Finish());
  return params;
}

}  // namespace

std::vector<std::string> WaitingSql() { return {Statement().sql, OfCourse().sql}; }

absl::StatusOr<std::map<std::string, int>> WaitingOf(db::Transaction& tx, const base::Call& call,
                                                     const std::vector<std::string>& spells) {
  std::map<std::string, int> waiting;
  if (spells.empty()) return waiting;
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(Statement(), ParamsOf(call, spells)));
  for (const auto& row : rows) waiting[db::TextIn(row[0])] = row[1].as<int>();
  return waiting;
}

absl::StatusOr<int> WaitingOfCourse(db::Transaction& tx, const base::Call& call, std::vector<std::string> journeys,
                                    const std::string& participant) {
  journeys.push_back(participant);
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(OfCourse(), ParamsOf(call, journeys)));
  return rows[0][0].as<int>();
}

std::string WaitingWords(int entries) {
  if (entries == 0) return "";
  return entries == 1 ? "rests on an entry that waits for countersignature"
                      : absl::StrCat("rests on ", entries, " entries that wait for countersignature");
}

}  // namespace gainful::placement
