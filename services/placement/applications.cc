#include "services/placement/applications.h"

#include "absl/strings/str_cat.h"
#include "services/common/base/dates.h"
#include "services/common/base/ids.h"
#include "services/common/db/values.h"
#include "services/common/journal/sql.h"
#include "services/placement/employers.h"
#include "services/placement/planned_start.h"
#include "services/placement/spell_records.h"

namespace gainful::placement {
namespace {

// $2 the application, $3 the person, $4 the spell, $5 its employer or null. Of another person's it says nothing, nor of somebody whom the caller does
// not see; whether it became a job is asked of all jobs of its person.
std::string ApplicationSql() {
  return absl::StrCat(
      "SELECT x.withdrawn_on IS NOT NULL, x.offer_accepted_on IS NOT NULL, x.turned_down_on IS NOT NULL OR "
      "x.pulled_out_on IS NOT NULL, EXISTS (SELECT FROM placement.spell b WHERE b.org_id = $1::uuid AND "
      "b.application_id = x.id AND b.id <> $4::uuid AND b.withdrawn_on IS NULL AND b.participant_id = ANY (",
      RecordsOfPerson("x.participant_id"), ")), $5::uuid = ANY (", RecordsOfEmployer("x.employer_id"),
      "), coalesce((SELECT e.merged_into FROM employer.published_employer_v1 e WHERE e.org_id = $1::uuid AND e.id = "
      "x.employer_id), x.employer_id), x.offered_on FROM employer.published_application_v1 x",
      journal::LookUp("caseload.published_participant_v1", "p", "p.org_id = $1::uuid AND p.id = x.participant_id"),
      " WHERE x.org_id = $1::uuid AND x.id = $2::uuid AND x.participant_id = ANY (", RecordsOfPerson("$3::uuid"), ")");
}

bool IsSame(const std::string& a, const std::string& b) {
  return a.empty() == b.empty() && (a.empty() || base::IdOf(a) == base::IdOf(b));
}

bool IsAsItWas(const pb::Spell& before, const pb::Spell& after) {
  return IsSame(before.employer_id(), after.employer_id()) &&
         before.has_continues_spell_id() == after.has_continues_spell_id() &&
         base::ToDay(before.started_on()) == base::ToDay(after.started_on());
}

}  // namespace

absl::Status CheckApplication(db::Transaction& tx, const base::Call& call, const pb::Spell* before, pb::Spell* spell,
                              base::Violations* v) {
  static const auto* take_turns = new db::Statement(journal::TakeTurnsSql());
  static const auto* look = new db::Statement(ApplicationSql());
  if (!spell->has_application_id()) return absl::OkStatus();
  const bool is_new = before == nullptr || !IsSame(before->application_id(), spell->application_id());
  if (!is_new && IsAsItWas(*before, *spell)) return absl::OkStatus();
  const std::string id = base::IdOf(spell->application_id()).ToString();
  db::Params turn, params;
  turn.Text(call.org.ToString()).Text(id);
  RETURN_IF_ERROR(tx.Run(*take_turns, turn).status());
  params.Text(call.org.ToString()).Text(id).Text(spell->participant_id()).Text(spell->id());
  spell->has_employer_id() ? params.Text(base::IdOf(spell->employer_id()).ToString()) : params.Null();
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(*look, params));
  base::Violations missing;
  if (rows.empty()) missing.Add("spell.application_id", "names no application of this person that you can see");
  RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
  const auto row = rows[0];
  Application application;
  application.is_withdrawn = db::IsTrue(row[0]);
  application.is_accepted = db::IsTrue(row[1]);
  application.is_over = db::IsTrue(row[2]);
  application.has_other_job = db::IsTrue(row[3]);
  application.is_its_employer = db::IsTrue(row[4]);
  application.employer_id = db::TextIn(row[5]);
  application.offered_on = db::DayIn(row[6]);
  if (is_new) RETURN_IF_ERROR(CheckLedToJob(application));
  if (before == nullptr && !spell->has_employer_id()) {
    spell->set_employer_id(application.employer_id);
    application.is_its_employer = true;
  }
  CheckBeganThrough(*spell, application, v);
  return absl::OkStatus();
}

absl::StatusOr<std::map<std::string, absl::CivilDay>> OffersOf(db::Transaction& tx, const base::Call& call,
                                                               const std::vector<std::string>& ids) {
  static const auto* offers = new db::Statement(
      "SELECT x.id, x.offered_on FROM employer.published_application_v1 x WHERE x.org_id = $1::uuid AND x.id = ANY "
      "($2::uuid[])");
  std::map<std::string, absl::CivilDay> days;
  if (ids.empty()) return days;
  db::ArrayText array;
  for (const auto& id : ids) array.Add(base::IdOf(id).ToString());
  db::Params params;
  params.Text(call.org.ToString()).Text(array.Finish());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(*offers, params));
  for (const auto& row : rows) {
    if (const auto day = db::DayIn(row[1])) days[db::TextIn(row[0])] = *day;
  }
  return days;
}

}  // namespace gainful::placement
