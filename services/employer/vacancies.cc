#include "services/employer/vacancies.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/common/base/codes.h"
#include "services/common/base/dates.h"
#include "services/common/db/values.h"
#include "services/common/journal/access.h"
#include "services/common/journal/sql.h"
#include "services/employer/employer.h"
#include "services/employer/person.h"
#include "services/employer/references.h"
#include "services/employer/vacancy.h"

namespace gainful::employer {

using google::protobuf::Message;

namespace {

constexpr int kMostMatches = 50;
constexpr size_t kMostNamed = 10;

// The job of a person that began through the application `of`: whatever the team of its journey, as whether an application led to a job must not depend
// on who asks, and under whichever record of the person. Where a merge put together two that had one each, the first.
std::string JobOf(const std::string& columns, const std::string& of) {
  return absl::StrCat("SELECT ", columns, " FROM placement.published_application_job_v1 j WHERE j.org_id = ", of,
                      ".org_id AND j.application_id = ", of, ".id AND j.participant_id = ANY (",
                      RecordsOf(of + ".org_id", of + ".participant_id"), ") ORDER BY j.started_on, j.job_id LIMIT 1");
}

journal::RecordSpec VacancySpec() {
  journal::RecordSpec spec;
  spec.type = pb::Vacancy::descriptor();
  spec.kind = "vacancy";
  spec.table = "employer.vacancy";
  spec.filters = {OfOneEmployer()};
  return spec;
}

journal::RecordSpec ApplicationSpec() {
  journal::RecordSpec spec = RecordOfPerson(pb::JobApplication::descriptor(), "job_application");
  spec.computed = {{"job_id", JobOf("j.job_id", "t")}};
  spec.derive = [](Message* m) {
    auto* application = static_cast<pb::JobApplication*>(m);
    application->set_status(StatusOf(*application));
  };
  return spec;
}

References ReferencesOf(const pb::Vacancy& v) {
  return {v.employer_id(), v.employer_site_id(), "", "", "staff_member_id", true};
}

}  // namespace

VacancyService::VacancyService(db::Pool* pool)
    : RecordService(pool, pb::Vacancy::descriptor()->file()->FindServiceByName("VacancyService")),
      vacancies_(pool, VacancySpec()),
      applications_(pool, ApplicationSpec()),
      // Locked, so that nobody else applies meanwhile, and nobody changes what applying tells the employer.
      open_(
          "SELECT withdrawn_on IS NOT NULL, employer_id, through_service, filled_on FROM employer.vacancy WHERE org_id "
          "= $1::uuid AND id = $2::uuid FOR NO KEY UPDATE"),
      // $2 the person, $3 the vacancy, $4 the application that is asked for; of what the caller sees. One through which a job began is done.
      under_way_(absl::StrCat(
          "SELECT x.id FROM employer.job_application x",
          journal::LookUp("caseload.published_participant_v1", "p", "p.org_id = $1::uuid AND p.id = x.participant_id"),
          " WHERE x.org_id = $1::uuid AND x.vacancy_id = $3::uuid AND x.participant_id = ANY (",
          RecordsOf("$1::uuid", "$2::uuid"),
          ") AND x.withdrawn_on IS NULL AND x.turned_down_on IS NULL AND x.pulled_out_on IS NULL AND x.id <> $4::uuid "
          "AND NOT EXISTS (",
          JobOf("j.job_id", "x"), ") ORDER BY x.id LIMIT 1")),
      take_turns_(journal::TakeTurnsSql()),
      job_of_(absl::StrCat("SELECT f.job_id, f.started_on FROM employer.job_application x CROSS JOIN LATERAL (",
                           JobOf("j.job_id, j.started_on", "x"), ") f WHERE x.org_id = $1::uuid AND x.id = $2::uuid")),
      // $2 the vacancy; people whom the caller sees, whose applications wait for an offer that they accept.
      applicants_(absl::StrCat(
          "SELECT DISTINCT x.participant_id FROM employer.job_application x",
          journal::LookUp("caseload.published_participant_v1", "p", "p.org_id = $1::uuid AND p.id = x.participant_id"),
          " WHERE x.org_id = $1::uuid AND x.vacancy_id = $2::uuid AND x.withdrawn_on IS NULL AND x.turned_down_on IS "
          "NULL AND x.pulled_out_on IS NULL AND x.offer_accepted_on IS NULL ORDER BY x.participant_id")),
      place_(
          "SELECT concat_ws(', ', nullif(town, ''), postcode), postcode FROM employer.employer_site WHERE org_id = "
          "$1::uuid AND id = $2::uuid AND withdrawn_on IS NULL"),
      // Records of one employer may each have the same site: what is at one postcode is one place. A town is named where any of them says it.
      only_place_(absl::StrCat(
          "SELECT (array_agg(concat_ws(', ', nullif(s.town, ''), s.postcode) ORDER BY s.town = '', s.id))[1], "
          "min(s.postcode) FROM employer.employer_site s WHERE s.org_id = $1::uuid AND s.employer_id = ANY (",
          EmployersOf("$1::uuid", "$2::uuid"), ") AND s.withdrawn_on IS NULL HAVING count(DISTINCT s.postcode) = 1")),
      // Of journeys that were accepted and are not over; the person's name goes by who may see them.
      wishes_(absl::StrCat(
          "SELECT w.participant_id, p.name, w.journey_id, w.preferred_work, w.hours_from, w.hours_to, "
          "w.travel_minutes, w.disclosure, w.adjustments, w.travel_areas FROM caseload.published_preference_v1 w",
          journal::LookUp("caseload.published_participant_v1", "p", "p.org_id = $1::uuid AND p.id = w.participant_id"),
          " WHERE w.org_id = $1::uuid AND w.accepted_on IS NOT NULL AND w.ended_on IS NULL ORDER BY p.name, "
          "w.journey_id")),
      shown_(absl::StrCat("WITH r AS (SELECT unnest($9::uuid[]) AS person), ",
                          journal::AccessOf("vacancy_match", "r.person", "NULL"), " SELECT count(*) FROM r")),
      told_(absl::StrCat("WITH r AS (SELECT unnest($9::uuid[]) AS person), ",
                         journal::AccessOf("job_application", "r.person", "NULL"), " SELECT count(*) FROM r")) {
  On(&VacancyService::CreateVacancy, "CreateVacancy");
  Serve(&vacancies_);
  On(&VacancyService::UpdateVacancy, "UpdateVacancy");
  On(&VacancyService::WithdrawVacancy, "WithdrawVacancy");
  On(&VacancyService::CreateJobApplication, "CreateJobApplication");
  Serve(&applications_);
  On(&VacancyService::UpdateJobApplication, "UpdateJobApplication");
  On(&VacancyService::WithdrawJobApplication, "WithdrawJobApplication");
  On(&VacancyService::GetVacancyMatches, "GetVacancyMatches");
}

absl::Status VacancyService::CreateVacancy(const base::Call& call, const pb::CreateVacancyRequest& q,
                                           pb::Vacancy* out) {
  base::Violations v;
  RETURN_IF_ERROR(calendar_.Check(call, q, &v));
  CheckVacancy(q.vacancy(), &v);
  RETURN_IF_ERROR(v.ToStatus());
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record, base::Violations*) {
    const References named = ReferencesOf(static_cast<const pb::Vacancy&>(*record));
    return CheckNewReferences(tx, call, "vacancy", named).status();
  };
  return vacancies_.Create(call, q, q.vacancy(),
                           {base::Uuid::V7(call.now), {"employer", base::IdOf(q.vacancy().employer_id())}, {}}, rule,
                           out);
}

absl::Status VacancyService::UpdateVacancy(const base::Call& call, const pb::UpdateVacancyRequest& q,
                                           pb::Vacancy* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  std::vector<std::string> told;
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message* before, Message* record,
                        base::Violations* violations) -> absl::Status {
    told.clear();
    const auto& was = static_cast<const pb::Vacancy&>(*before);
    const auto& after = static_cast<const pb::Vacancy&>(*record);
    RETURN_IF_ERROR(CheckStanding(was, "vacancy"));
    CheckVacancy(after, violations);
    if (after.through_service() == type::v1::ANSWER_YES && was.through_service() != type::v1::ANSWER_YES)
      RETURN_IF_ERROR(CheckApplicants(tx, call, after, &told));
    const References named = NewlyNamed(ReferencesOf(was), ReferencesOf(after));
    return CheckReferences(tx, call, "vacancy", named).status();
  };
  const absl::Status status = vacancies_.Update(call, q, q.vacancy(), q.update_mask(), rule, out);
  if (!status.ok() && !told.empty()) RETURN_IF_ERROR(WriteDown(call, told));
  return status;
}

// A refusal that says something of people is answered once it is on record who read it: the write itself was rolled back.
absl::Status VacancyService::WriteDown(const base::Call& call, const std::vector<std::string>& people) const {
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
  db::ArrayText ids;
  for (const auto& person : people) ids.Add(person);
  db::Params access;
  journal::BindAccess(call, &access);
  access.Text(ids.Finish());
  RETURN_IF_ERROR(tx.Run(told_, access).status());
  return tx.Commit();
}

// Those who applied while nobody said that applications go through our service are asked before that is said. Whom the caller does not see is no part of
// the answer: their next step is held against what they allow when their own team records it.
absl::Status VacancyService::CheckApplicants(db::Transaction& tx, const base::Call& call, const pb::Vacancy& vacancy,
                                             std::vector<std::string>* told) const {
  db::Params params;
  params.Text(call.org.ToString()).Text(vacancy.id());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(applicants_, params));
  std::vector<Choices::Pair> pairs;
  for (const auto& row : rows) pairs.emplace_back(db::TextIn(row[0]), base::IdOf(vacancy.employer_id()).ToString());
  ASSIGN_OR_RETURN(const auto said, choices_.ReadAll(tx, call, pairs));
  size_t more = 0;
  for (size_t i = 0; i < said.size(); ++i) {
    if (OutsideOf(ToldByApplying(), said[i]).empty()) continue;
    told->size() < kMostNamed ? told->push_back(pairs[i].first) : void(++more);
  }
  if (told->empty()) return absl::OkStatus();
  return base::Error(
      absl::StatusCode::kFailedPrecondition, "DISCLOSURE_NOT_ALLOWED",
      absl::StrCat(
          "vacancy.through_service: these participants have applied, and do not allow this employer to be told "
          "that they are supported, and by whom: ",
          absl::StrJoin(*told, ", "), more == 0 ? "" : absl::StrCat(" and ", more, " more"),
          ". Ask them and record what they say (`gainful disclosure-choice record`), or record what became of "
          "their applications (`gainful application update`)"));
}

absl::Status VacancyService::WithdrawVacancy(const base::Call& call, const pb::WithdrawVacancyRequest& q,
                                             pb::Vacancy* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction&, const pqxx::result&, const Message*, Message* record, base::Violations*) {
    return Withdraw(today, "vacancy", static_cast<pb::Vacancy*>(record));
  };
  return vacancies_.Change(call, q, q.id(), rule, out);
}

// The site that the vacancy names, or where it names none, or one that was closed, the one place at which the employer is.
absl::StatusOr<Place> VacancyService::FindPlace(db::Transaction& tx, const base::Call& call,
                                                const pb::Vacancy& vacancy) const {
  const auto look = [&](const db::Statement& statement, const std::string& id) {
    db::Params params;
    params.Text(call.org.ToString()).Text(base::IdOf(id).ToString());
    return tx.Run(statement, params);
  };
  Place place;
  if (vacancy.has_employer_site_id()) {
    ASSIGN_OR_RETURN(const pqxx::result named, look(place_, vacancy.employer_site_id()));
    if (!named.empty()) return Place{db::TextIn(named[0][0]), db::TextIn(named[0][1]), false};
    place.is_site_closed = true;
  }
  ASSIGN_OR_RETURN(const pqxx::result only, look(only_place_, vacancy.employer_id()));
  if (only.empty()) return place;
  place.words = db::TextIn(only[0][0]);
  place.postcode = db::TextIn(only[0][1]);
  return place;
}

// Whose wishes are shown is written to the access journal, and nobody else: those who were held against the vacancy and left out are not.
absl::Status VacancyService::GetVacancyMatches(const base::Call& call, const pb::GetVacancyMatchesRequest& q,
                                               pb::VacancyMatches* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  pb::Vacancy vacancy;
  RETURN_IF_ERROR(vacancies_.Get(call, q.id(), &vacancy));
  RETURN_IF_ERROR(CheckOpen(vacancy));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
  ASSIGN_OR_RETURN(const Place place, FindPlace(tx, call, vacancy));
  db::Params of_org;
  of_org.Text(call.org.ToString());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(wishes_, of_org));
  std::vector<Choices::Pair> pairs;
  if (vacancy.through_service() == type::v1::ANSWER_YES) {
    for (const auto& row : rows) pairs.emplace_back(db::TextIn(row[0]), base::IdOf(vacancy.employer_id()).ToString());
  }
  ASSIGN_OR_RETURN(const auto said, choices_.ReadAll(tx, call, pairs));
  Ranking ranking(kMostMatches);
  std::size_t i = 0;
  for (const auto& row : rows) {
    const Wishes wishes = {db::TextIn(row[0]),
                           db::TextIn(row[1]),
                           db::TextIn(row[2]),
                           db::TextIn(row[3]),
                           db::NumberIn(row[4]),
                           db::NumberIn(row[5]),
                           db::NumberIn(row[6]),
                           base::ValueOf<caseload::v1::DisclosureWish>(db::TextIn(row[7])),
                           i < said.size() ? MayApplyThroughService(said[i]) : std::nullopt,
                           db::TextIn(row[8]),
                           db::ParseArray(db::TextIn(row[9]))};
    ranking.Add(Match(vacancy, place, wishes, today));
    ++i;
  }
  *out = ranking.Take();
  db::ArrayText people;
  for (const auto& match : out->matches()) people.Add(match.participant_id());
  db::Params access;
  journal::BindAccess(call, &access);
  access.Text(people.Finish());
  RETURN_IF_ERROR(tx.Run(shown_, access).status());
  return tx.Commit();
}

}  // namespace gainful::employer
