// Applications for vacancies: which may be recorded, and what a change of one must leave right.
#include "absl/strings/str_cat.h"
#include "services/common/base/codes.h"
#include "services/common/base/dates.h"
#include "services/common/db/values.h"
#include "services/employer/application.h"
#include "services/employer/employer.h"
#include "services/employer/person.h"
#include "services/employer/vacancies.h"
#include "services/employer/vacancy.h"

namespace gainful::employer {

using google::protobuf::Message;

namespace {

// A journey that was over before can have nothing to do with it. (One that began later may: what they applied for by themselves goes on with support.)
void CheckApplies(const pb::JobApplication& a, const Belongs& belongs, base::Violations* v) {
  if (belongs.ended_on && *base::ToDay(a.applied_on()) > *belongs.ended_on)
    v->Add("job_application.journey_id", absl::StrCat("names a journey that was over before they applied (",
                                                      base::FormatDay(*belongs.ended_on), ")"));
}

void CheckApplies(const pb::JobApplication& a, std::optional<absl::CivilDay> filled_on, base::Violations* v) {
  if (filled_on && *base::ToDay(a.applied_on()) > *filled_on)
    v->Add("job_application.applied_on", absl::StrCat("must not lie after the day on which the vacancy was filled or "
                                                      "given up (",
                                                      base::FormatDay(*filled_on), "); filled_on says so"));
}

}  // namespace

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
                                               const pb::JobApplication& application) const {
  db::Params params;
  params.Text(call.org.ToString()).Text(application.participant_id());
  params.Text(base::IdOf(application.vacancy_id()).ToString()).Text(application.id());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(under_way_, params));
  if (rows.empty()) return absl::OkStatus();
  return base::Error(absl::StatusCode::kFailedPrecondition, "STATE",
                     absl::StrCat("an application of this person for this vacancy is under way: ", rows[0][0].c_str(),
                                  "; `gainful application update` records what becomes of it, and where a job began "
                                  "through it, `gainful spell update --application-id` says so"));
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
  return Opening{db::TextIn(rows[0][1]), through == type::v1::ANSWER_YES, db::DayIn(rows[0][3])};
}

// The job that began through it, which is set as it stands now, and its first day. A job that is being linked to it is waited for, and nobody links one
// until this write is done.
absl::StatusOr<std::optional<absl::CivilDay>> VacancyService::FindJob(db::Transaction& tx, const base::Call& call,
                                                                      pb::JobApplication* application) const {
  const auto params = [&] {
    db::Params p;
    p.Text(call.org.ToString()).Text(base::IdOf(application->id()).ToString());
    return p;
  };
  RETURN_IF_ERROR(tx.Run(take_turns_, params()).status());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(job_of_, params()));
  application->clear_job_id();
  if (rows.empty()) return std::nullopt;
  application->set_job_id(db::TextIn(rows[0][0]));
  return db::DayIn(rows[0][1]);
}

absl::Status VacancyService::CreateJobApplication(const base::Call& call, const pb::CreateJobApplicationRequest& q,
                                                  pb::JobApplication* out) {
  base::Violations v;
  RETURN_IF_ERROR(calendar_.Check(call, q, &v));
  CheckApplication(q.job_application(), &v);
  RETURN_IF_ERROR(v.ToStatus());
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations* violations) -> absl::Status {
    auto* application = static_cast<pb::JobApplication*>(record);
    const auto named = application->has_journey_id() ? std::optional(application->journey_id()) : std::nullopt;
    ASSIGN_OR_RETURN(const Belongs belongs,
                     FindPerson(tx, call, application->participant_id(), named, *base::ToDay(application->applied_on()),
                                "job_application.participant_id", "job_application.journey_id"));
    CheckApplies(*application, belongs, violations);
    ASSIGN_OR_RETURN(const Opening vacancy, FindVacancy(tx, call, application->vacancy_id()));
    CheckApplies(*application, vacancy.filled_on, violations);
    RETURN_IF_ERROR(violations->ToStatus());
    application->set_participant_id(belongs.participant_id);
    RETURN_IF_ERROR(CheckNoneUnderWay(tx, call, *application));
    if (vacancy.is_through_service)
      RETURN_IF_ERROR(CheckMayApply(tx, call, belongs.participant_id, vacancy.employer_id));
    if (belongs.journey_id) application->set_journey_id(*belongs.journey_id);
    application->set_recorded_by(call.caller);
    *application->mutable_recorded_on() = base::ToProto(today);
    return absl::OkStatus();
  };
  const journal::About person = {"participant", base::IdOf(q.job_application().participant_id())};
  return applications_.Create(call, q, q.job_application(), {base::Uuid::V7(call.now), person, {}}, rule, out);
}

// What happened is recorded whatever was said: only what is to come is held against what the person allows today.
absl::Status VacancyService::CheckChange(db::Transaction& tx, const base::Call& call, const pb::JobApplication& before,
                                         absl::CivilDay today, pb::JobApplication* after, base::Violations* v) const {
  ASSIGN_OR_RETURN(const auto job_started_on, FindJob(tx, call, after));
  RETURN_IF_ERROR(CheckKeepsJob(*after));
  if (job_started_on) CheckOfferedBefore(*after, *job_started_on, v);
  const bool is_anew = IsTakenUpAgain(before, *after);
  if (!is_anew && !ArrangesInterview(before, *after, today)) return absl::OkStatus();
  ASSIGN_OR_RETURN(const Opening vacancy, FindVacancy(tx, call, after->vacancy_id()));
  if (is_anew) RETURN_IF_ERROR(CheckNoneUnderWay(tx, call, *after));
  return vacancy.is_through_service ? CheckMayApply(tx, call, after->participant_id(), vacancy.employer_id)
                                    : absl::OkStatus();
}

absl::Status VacancyService::UpdateJobApplication(const base::Call& call, const pb::UpdateJobApplicationRequest& q,
                                                  pb::JobApplication* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message* before, Message* record,
                        base::Violations* violations) -> absl::Status {
    const auto& was = static_cast<const pb::JobApplication&>(*before);
    auto* after = static_cast<pb::JobApplication*>(record);
    RETURN_IF_ERROR(CheckStanding(was, "application"));
    CheckApplication(*after, violations);
    return violations->empty() ? CheckChange(tx, call, was, today, after, violations) : absl::OkStatus();
  };
  return applications_.Update(call, q, q.job_application(), q.update_mask(), rule, out);
}

absl::Status VacancyService::WithdrawJobApplication(const base::Call& call, const pb::WithdrawJobApplicationRequest& q,
                                                    pb::JobApplication* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    auto* application = static_cast<pb::JobApplication*>(record);
    RETURN_IF_ERROR(Withdraw(today, "application", application));
    RETURN_IF_ERROR(FindJob(tx, call, application).status());
    return CheckKeepsJob(*application);
  };
  return applications_.Change(call, q, q.id(), rule, out);
}

}  // namespace gainful::employer
