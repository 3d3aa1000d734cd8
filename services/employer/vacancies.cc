#include "services/employer/vacancies.h"

#include "absl/strings/str_cat.h"
#include "services/common/base/codes.h"
#include "services/common/base/dates.h"
#include "services/common/db/values.h"
#include "services/common/journal/access.h"
#include "services/employer/employer.h"
#include "services/employer/person.h"
#include "services/employer/references.h"
#include "services/employer/vacancy.h"

namespace gainful::employer {

using google::protobuf::Message;

namespace {

constexpr int kMostMatches = 50;

journal::RecordSpec VacancySpec() {
  journal::RecordSpec spec;
  spec.type = pb::Vacancy::descriptor();
  spec.kind = "vacancy";
  spec.table = "employer.vacancy";
  return spec;
}

journal::RecordSpec ApplicationSpec() {
  journal::RecordSpec spec = RecordOfPerson(pb::JobApplication::descriptor(), "job_application");
  spec.derive = [](Message* m) {
    auto* application = static_cast<pb::JobApplication*>(m);
    application->set_status(StatusOf(*application));
  };
  return spec;
}

absl::Status CheckPlace(db::Transaction& tx, const base::Call& call, const pb::Vacancy& v) {
  return CheckReferences(tx, call, "vacancy", {v.employer_id(), v.employer_site_id(), "", ""}).status();
}

}  // namespace

VacancyService::VacancyService(db::Pool* pool)
    : RecordService(pool, pb::Vacancy::descriptor()->file()->FindServiceByName("VacancyService")),
      vacancies_(pool, VacancySpec()),
      applications_(pool, ApplicationSpec()),
      open_("SELECT withdrawn_on IS NOT NULL FROM employer.vacancy WHERE org_id = $1::uuid AND id = $2::uuid"),
      place_(
          "SELECT concat_ws(', ', nullif(town, ''), postcode) FROM employer.employer_site WHERE org_id = $1::uuid AND "
          "id = $2::uuid"),
      // Of journeys that were accepted and are not over; the person's name goes by who may see them.
      wishes_(
          "SELECT w.participant_id, p.name, w.journey_id, w.preferred_work, w.hours_from, w.hours_to, "
          "w.travel_minutes, "
          "w.disclosure, w.adjustments FROM caseload.published_preference_v1 w JOIN caseload.published_participant_v1 "
          "p "
          "ON p.org_id = w.org_id AND p.id = w.participant_id WHERE w.org_id = $1::uuid AND w.accepted_on IS NOT NULL "
          "AND w.ended_on IS NULL ORDER BY p.name, w.journey_id"),
      shown_(absl::StrCat("WITH r AS (SELECT unnest($9::uuid[]) AS person), ",
                          journal::AccessOf("vacancy_match", "r.person", "NULL"), " SELECT count(*) FROM r")) {
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
    return CheckPlace(tx, call, static_cast<const pb::Vacancy&>(*record));
  };
  return vacancies_.Create(call, q, q.vacancy(),
                           {base::Uuid::V7(call.now), {"employer", base::IdOf(q.vacancy().employer_id())}, {}}, rule,
                           out);
}

absl::Status VacancyService::UpdateVacancy(const base::Call& call, const pb::UpdateVacancyRequest& q,
                                           pb::Vacancy* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message* before, Message* record,
                        base::Violations* violations) -> absl::Status {
    RETURN_IF_ERROR(CheckStanding(static_cast<const pb::Vacancy&>(*before), "vacancy"));
    CheckVacancy(static_cast<const pb::Vacancy&>(*record), violations);
    return CheckPlace(tx, call, static_cast<const pb::Vacancy&>(*record));
  };
  return vacancies_.Update(call, q, q.vacancy(), q.update_mask(), rule, out);
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

absl::Status VacancyService::CheckVacancyIsThere(db::Transaction& tx, const base::Call& call,
                                                 const std::string& id) const {
  db::Params params;
  params.Text(call.org.ToString()).Text(base::IdOf(id).ToString());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(open_, params));
  base::Violations missing;
  if (rows.empty()) missing.Add("job_application.vacancy_id", "names no vacancy");
  RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
  if (db::IsTrue(rows[0][0]))
    return base::Error(absl::StatusCode::kFailedPrecondition, "STATE",
                       "the vacancy was withdrawn as recorded in error");
  return absl::OkStatus();
}

absl::Status VacancyService::CreateJobApplication(const base::Call& call, const pb::CreateJobApplicationRequest& q,
                                                  pb::JobApplication* out) {
  base::Violations v;
  RETURN_IF_ERROR(calendar_.Check(call, q, &v));
  CheckApplication(q.job_application(), &v);
  RETURN_IF_ERROR(v.ToStatus());
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    auto* application = static_cast<pb::JobApplication*>(record);
    const auto named = application->has_journey_id() ? std::optional(application->journey_id()) : std::nullopt;
    ASSIGN_OR_RETURN(const Belongs belongs,
                     FindPerson(tx, call, application->participant_id(), named, *base::ToDay(application->applied_on()),
                                "job_application.participant_id", "job_application.journey_id"));
    RETURN_IF_ERROR(CheckVacancyIsThere(tx, call, application->vacancy_id()));
    application->set_participant_id(belongs.participant_id);
    if (belongs.journey_id) application->set_journey_id(*belongs.journey_id);
    application->set_recorded_by(call.caller);
    *application->mutable_recorded_on() = base::ToProto(today);
    return absl::OkStatus();
  };
  const journal::About person = {"participant", base::IdOf(q.job_application().participant_id())};
  return applications_.Create(call, q, q.job_application(), {base::Uuid::V7(call.now), person, {}}, rule, out);
}

absl::Status VacancyService::UpdateJobApplication(const base::Call& call, const pb::UpdateJobApplicationRequest& q,
                                                  pb::JobApplication* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const auto rule = [](db::Transaction&, const pqxx::result&, const Message* before, Message* record,
                       base::Violations* violations) -> absl::Status {
    RETURN_IF_ERROR(CheckStanding(static_cast<const pb::JobApplication&>(*before), "application"));
    CheckApplication(static_cast<const pb::JobApplication&>(*record), violations);
    return absl::OkStatus();
  };
  return applications_.Update(call, q, q.job_application(), q.update_mask(), rule, out);
}

absl::Status VacancyService::WithdrawJobApplication(const base::Call& call, const pb::WithdrawJobApplicationRequest& q,
                                                    pb::JobApplication* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction&, const pqxx::result&, const Message*, Message* record, base::Violations*) {
    return Withdraw(today, "application", static_cast<pb::JobApplication*>(record));
  };
  return applications_.Change(call, q, q.id(), rule, out);
}

// Whose wishes are shown is written to the access journal, and nobody else: those who were held against the vacancy and left out are not.
absl::Status VacancyService::GetVacancyMatches(const base::Call& call, const pb::GetVacancyMatchesRequest& q,
                                               pb::VacancyMatches* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  pb::Vacancy vacancy;
  RETURN_IF_ERROR(vacancies_.Get(call, q.id(), &vacancy));
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
  db::Params of_site, of_org;
  of_site.Text(call.org.ToString()).Text(base::IdOf(vacancy.employer_site_id()).ToString());
  of_org.Text(call.org.ToString());
  ASSIGN_OR_RETURN(const pqxx::result place, tx.Run(place_, of_site));
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(wishes_, of_org));
  std::vector<pb::VacancyMatch> matches;
  for (const auto& row : rows) {
    const Wishes wishes = {db::TextIn(row[0]),   db::TextIn(row[1]),
                           db::TextIn(row[2]),   db::TextIn(row[3]),
                           db::NumberIn(row[4]), db::NumberIn(row[5]),
                           db::NumberIn(row[6]), base::ValueOf<caseload::v1::DisclosureWish>(db::TextIn(row[7])),
                           db::TextIn(row[8])};
    matches.push_back(Match(vacancy, place.empty() ? "" : db::TextIn(place[0][0]), wishes));
  }
  *out = Rank(std::move(matches), kMostMatches);
  db::ArrayText people;
  for (const auto& match : out->matches()) people.Add(match.participant_id());
  db::Params access;
  journal::BindAccess(call, &access);
  access.Text(people.Finish());
  RETURN_IF_ERROR(tx.Run(shown_, access).status());
  return tx.Commit();
}

}  // namespace gainful::employer
