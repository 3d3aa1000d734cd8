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
  spec.filters = {OfOneEmployer()};
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

References ReferencesOf(const pb::Vacancy& v) {
  return {v.employer_id(), v.employer_site_id(), "", "", "staff_member_id", true};
}

}  // namespace

VacancyService::VacancyService(db::Pool* pool)
    : RecordService(pool, pb::Vacancy::descriptor()->file()->FindServiceByName("VacancyService")),
      vacancies_(pool, VacancySpec()),
      applications_(pool, ApplicationSpec()),
      open_(
          "SELECT withdrawn_on IS NOT NULL, employer_id, through_service FROM employer.vacancy WHERE org_id = $1::uuid "
          "AND id = $2::uuid"),
      // $2 the person, $3 the vacancy; of what the caller sees.
      under_way_(absl::StrCat(
          "SELECT x.id FROM employer.job_application x JOIN caseload.published_participant_v1 p ON p.org_id = x.org_id "
          "AND p.id = x.participant_id WHERE x.org_id = $1::uuid AND x.vacancy_id = $3::uuid AND x.participant_id = "
          "ANY (",
          RecordsOf("$1::uuid", "$2::uuid"),
          ") AND x.withdrawn_on IS NULL AND x.turned_down_on IS NULL AND x.pulled_out_on IS NULL ORDER BY x.id LIMIT "
          "1")),
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
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message* before, Message* record,
                        base::Violations* violations) -> absl::Status {
    const auto& was = static_cast<const pb::Vacancy&>(*before);
    const auto& after = static_cast<const pb::Vacancy&>(*record);
    RETURN_IF_ERROR(CheckStanding(was, "vacancy"));
    CheckVacancy(after, violations);
    const References named = NewlyNamed(ReferencesOf(was), ReferencesOf(after));
    return CheckReferences(tx, call, "vacancy", named).status();
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

// What an application through our service tells the employer must be allowed.
absl::Status VacancyService::CheckMayApply(db::Transaction& tx, const base::Call& call,
                                           const std::string& participant_id, const std::string& employer_id) const {
  ASSIGN_OR_RETURN(const auto said, choices_.Read(tx, call, participant_id, employer_id));
  const auto outside = OutsideOf(ToldByApplying(), said);
  if (outside.empty()) return absl::OkStatus();
  return base::Error(
      absl::StatusCode::kFailedPrecondition, "DISCLOSURE_NOT_ALLOWED",
      absl::StrCat("applications for this vacancy go through our service, and participant ", participant_id,
                   " does not allow this employer to be told: ", InWords(outside),
                   ". Ask them and record what they say (`gainful disclosure-choice record`); where the employer was "
                   "told already, `gainful engagement log` records it with an account"));
}

absl::Status VacancyService::CheckNoneUnderWay(db::Transaction& tx, const base::Call& call,
                                               const std::string& participant_id, const std::string& vacancy_id) const {
  db::Params params;
  params.Text(call.org.ToString()).Text(participant_id).Text(base::IdOf(vacancy_id).ToString());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(under_way_, params));
  if (rows.empty()) return absl::OkStatus();
  return base::Error(absl::StatusCode::kFailedPrecondition, "STATE",
                     absl::StrCat("an application of this person for this vacancy is under way: ", rows[0][0].c_str(),
                                  "; `gainful application update` records what becomes of it"));
}

absl::StatusOr<VacancyService::Opening> VacancyService::FindVacancy(db::Transaction& tx, const base::Call& call,
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
  const auto through = base::ValueOf<type::v1::Answer>(db::TextIn(rows[0][2]));
  return Opening{db::TextIn(rows[0][1]), through == type::v1::ANSWER_YES};
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
    ASSIGN_OR_RETURN(const Opening vacancy, FindVacancy(tx, call, application->vacancy_id()));
    RETURN_IF_ERROR(CheckNoneUnderWay(tx, call, belongs.participant_id, application->vacancy_id()));
    if (vacancy.is_through_service)
      RETURN_IF_ERROR(CheckMayApply(tx, call, belongs.participant_id, vacancy.employer_id));
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
  RETURN_IF_ERROR(CheckOpen(vacancy));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
  db::Params of_site, of_org;
  of_site.Text(call.org.ToString()).Text(base::IdOf(vacancy.employer_site_id()).ToString());
  of_org.Text(call.org.ToString());
  ASSIGN_OR_RETURN(const pqxx::result place, tx.Run(place_, of_site));
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(wishes_, of_org));
  std::vector<Choices::Pair> pairs;
  if (vacancy.through_service() == type::v1::ANSWER_YES) {
    for (const auto& row : rows) pairs.emplace_back(db::TextIn(row[0]), base::IdOf(vacancy.employer_id()).ToString());
  }
  ASSIGN_OR_RETURN(const auto said, choices_.ReadAll(tx, call, pairs));
  std::vector<pb::VacancyMatch> matches;
  for (const auto& row : rows) {
    const std::size_t i = matches.size();
    const Wishes wishes = {db::TextIn(row[0]),
                           db::TextIn(row[1]),
                           db::TextIn(row[2]),
                           db::TextIn(row[3]),
                           db::NumberIn(row[4]),
                           db::NumberIn(row[5]),
                           db::NumberIn(row[6]),
                           base::ValueOf<caseload::v1::DisclosureWish>(db::TextIn(row[7])),
                           i < said.size() ? MayApplyThroughService(said[i]) : std::nullopt,
                           db::TextIn(row[8])};
    matches.push_back(Match(vacancy, place.empty() ? "" : db::TextIn(place[0][0]), wishes, today));
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
