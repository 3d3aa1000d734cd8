#include "services/employer/service.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/common/base/dates.h"
#include "services/employer/employer.h"
#include "services/employer/engagement.h"
#include "services/employer/merge.h"
#include "services/employer/person.h"
#include "services/employer/references.h"

namespace gainful::employer {
namespace {

using google::protobuf::Message;

constexpr char kToday[] = "(SELECT d.today FROM directory.published_today_v1 d WHERE d.org_id = t.org_id)";

// Whether that is the employer `t`: what was recorded under any of its records is one employer's.
std::string OneOfIts(const std::string& employer_id) {
  return absl::StrCat(employer_id, " = ANY (", EmployersOf("t.org_id", "t.id"), ")");
}

// Days of the employer `t` out of one table of events: `expression` over the rows `x` that stand, belong to the employer and fulfil the condition.
std::string OfEngagements(const std::string& expression, const std::string& condition = "") {
  return absl::StrCat("SELECT ", expression, " FROM employer.engagement x WHERE x.org_id = t.org_id AND ",
                      OneOfIts("x.employer_id"), " AND x.withdrawn_on IS NULL AND x.held_on <= ", kToday, " AND ",
                      TookPlaceSql("x"), condition);
}
std::string OfVacancies(const std::string& expression, const std::string& condition = "") {
  return absl::StrCat("SELECT ", expression, " FROM employer.vacancy x WHERE x.org_id = t.org_id AND ",
                      OneOfIts("x.employer_id"), " AND x.withdrawn_on IS NULL AND x.opened_on <= ", kToday, condition);
}
std::string OfApplications(const std::string& expression, const std::string& condition = "") {
  return absl::StrCat("SELECT ", expression,
                      " FROM employer.job_application x JOIN employer.vacancy v ON v.org_id = x.org_id AND v.id = "
                      "x.vacancy_id WHERE x.org_id = t.org_id AND ",
                      OneOfIts("v.employer_id"), " AND x.withdrawn_on IS NULL", condition);
}
std::string OfJobs(const std::string& expression, const std::string& condition = "") {
  return absl::StrCat("SELECT ", expression,
                      " FROM placement.published_employer_spell_v1 x WHERE x.org_id = t.org_id AND ",
                      OneOfIts("x.employer_id"), " AND x.started_on <= ", kToday, condition);
}

// The facts from which StageOf() tells where the relationship stands. They are asked for whenever an employer is read, so that nothing has to be kept in
// step with them.
std::vector<std::pair<std::string, std::string>> StageFacts() {
  const std::string open_vacancies =
      OfVacancies("min(x.opened_on)",
                  absl::StrCat(" AND x.filled_on IS NULL AND (x.closing_on IS NULL OR x.closing_on >= ", kToday, ")"));
  const std::string open_applications = OfApplications(
      "min(x.applied_on)",
      absl::StrCat(" AND x.turned_down_on IS NULL AND x.pulled_out_on IS NULL AND v.withdrawn_on IS NULL AND NOT "
                   "EXISTS (SELECT FROM placement.published_employer_spell_v1 s WHERE s.org_id = x.org_id AND ",
                   OneOfIts("s.employer_id"), " AND s.begins_job AND s.started_on >= x.applied_on AND ",
                   "s.participant_id = ANY (", RecordsOf("x.org_id", "x.participant_id"), ") OFFSET 0)"));
  return {{"approached_on", OfEngagements("min(x.held_on)")},
          {"in_conversation_since",
           OfEngagements("min(x.held_on)", absl::StrCat(" AND x.kind = ANY ('", ConversationKinds(), "'::text[])"))},
          {"hiring_since", absl::StrCat("SELECT least((", open_vacancies, "), (", open_applications, "))")},
          {"hired_on", OfJobs("max(x.started_on)", " AND x.begins_job")},
          {"employs_now",
           absl::StrCat("SELECT EXISTS (",
                        OfJobs("", absl::StrCat(" AND (x.ended_on IS NULL OR x.ended_on >= ", kToday, ")")), ")")},
          {"last_sign_on",
           absl::StrCat("SELECT greatest((", OfEngagements("max(x.held_on)"), "), (", OfVacancies("max(x.opened_on)"),
                        "), (",
                        OfApplications(absl::StrCat("max(greatest(x.applied_on, CASE WHEN x.interview_on <= ", kToday,
                                                    " THEN x.interview_on END, x.offered_on, x.offer_accepted_on, "
                                                    "x.turned_down_on, x.pulled_out_on))")),
                        "), (", OfJobs("max(greatest(x.started_on, x.last_confirmed_on, x.ended_on))"), "))")},
          {"as_of", absl::StrCat("SELECT d.today FROM directory.published_today_v1 d WHERE d.org_id = t.org_id")}};
}

journal::RecordSpec SiteSpec() {
  journal::RecordSpec spec;
  spec.type = pb::EmployerSite::descriptor();
  spec.kind = "employer_site";
  spec.table = "employer.employer_site";
  spec.filters = {OfOneEmployer()};
  spec.derive = [](Message* m) { DeriveSite(static_cast<pb::EmployerSite*>(m)); };
  return spec;
}

journal::RecordSpec ContactSpec() {
  journal::RecordSpec spec;
  spec.type = pb::EmployerContact::descriptor();
  spec.kind = "employer_contact";
  spec.table = "employer.employer_contact";
  spec.filters = {OfOneEmployer()};
  return spec;
}

References ReferencesOf(const pb::EmployerContact& c) { return {c.employer_id(), c.employer_site_id(), "", ""}; }

bool Names(const google::protobuf::FieldMask& mask, const std::string& field) {
  return std::find(mask.paths().begin(), mask.paths().end(), field) != mask.paths().end();
}

absl::Status CheckOwner(db::Transaction& tx, const base::Call& call, const std::string& owner) {
  References named;
  named.staff_id = owner;
  named.staff_field = "owner_id";
  named.must_stand = true;
  return CheckReferences(tx, call, "employer", named).status();
}

}  // namespace

journal::RecordSpec EmployerSpec() {
  journal::RecordSpec spec;
  spec.type = pb::Employer::descriptor();
  spec.kind = "employer";
  spec.table = "employer.employer";
  spec.listed_where = "t.merged_into IS NULL";
  // A level that has expired is nobody's.
  spec.filters = {{"disability_confident",
                   "t.disability_confident = $$ AND (t.confident_until IS NULL OR t.confident_until >= (SELECT d.today "
                   "FROM directory.published_today_v1 d WHERE d.org_id = $1::uuid))"}};
  spec.computed = StageFacts();
  spec.computed.emplace_back("merged_do_not_approach",
                             absl::StrCat("SELECT string_agg(a.do_not_approach, ' ' ORDER BY a.id) FROM "
                                          "employer.employer a WHERE a.org_id = t.org_id AND ",
                                          OneOfIts("a.id"), " AND a.id <> t.id AND a.do_not_approach <> ''"));
  spec.derive = [](Message* m) { DeriveEmployer(static_cast<pb::Employer*>(m)); };
  return spec;
}

EmployerService::EmployerService(db::Pool* pool)
    : RecordService(pool, pb::Employer::descriptor()->file()->FindServiceByName("EmployerService")),
      employers_(pool, EmployerSpec()),
      sites_(pool, SiteSpec()),
      contacts_(pool, ContactSpec()) {
  On(&EmployerService::CreateEmployer, "CreateEmployer");
  Serve(&employers_);
  On(&EmployerService::UpdateEmployer, "UpdateEmployer");
  On(&EmployerService::FindEmployers, "FindEmployers");
  On(&EmployerService::GetEmployerMatches, "GetEmployerMatches");
  On(&EmployerService::CreateEmployerSite, "CreateEmployerSite");
  Serve(&sites_);
  On(&EmployerService::UpdateEmployerSite, "UpdateEmployerSite");
  On(&EmployerService::WithdrawEmployerSite, "WithdrawEmployerSite");
  On(&EmployerService::CreateEmployerContact, "CreateEmployerContact");
  Serve(&contacts_);
  On(&EmployerService::UpdateEmployerContact, "UpdateEmployerContact");
  On(&EmployerService::WithdrawEmployerContact, "WithdrawEmployerContact");
}

// The record stands, whichever else there may be: matches are looked for behind the write, so that a repeat is told what is there now.
template <class Record>
void EmployerService::AddMatches(const base::Call& call, const std::string& employer_id, const std::string& postcode,
                                 Record* out) {
  const auto look = [&]() -> absl::Status {
    ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
    ASSIGN_OR_RETURN(const auto matches, finder_.MatchesOf(tx, call, employer_id, postcode));
    RETURN_IF_ERROR(tx.Commit());
    for (const auto& match : matches) out->add_possible_matches(InWords(match));
    return absl::OkStatus();
  };
  if (!look().ok()) out->add_possible_matches("could not be looked for; `gainful employer matches` asks again");
}

absl::Status EmployerService::CreateEmployer(const base::Call& call, const pb::CreateEmployerRequest& q,
                                             pb::Employer* out) {
  base::Violations v;
  RETURN_IF_ERROR(calendar_.Check(call, q, &v));
  CheckEmployer(q.employer(), &v);
  RETURN_IF_ERROR(v.ToStatus());
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record, base::Violations*) {
    auto* employer = static_cast<pb::Employer*>(record);
    *employer->mutable_as_of() = base::ToProto(today);
    return CheckOwner(tx, call, employer->owner_id());
  };
  RETURN_IF_ERROR(
      employers_.Create(call, q, q.employer(), {base::Uuid::V7(call.now), {"employer", {}}, {}}, rule, out));
  AddMatches(call, out->id(), "", out);
  return absl::OkStatus();
}

absl::Status EmployerService::UpdateEmployer(const base::Call& call, const pb::UpdateEmployerRequest& q,
                                             pb::Employer* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message* before, Message* record,
                        base::Violations* violations) -> absl::Status {
    const auto& was = static_cast<const pb::Employer&>(*before);
    const auto& after = static_cast<const pb::Employer&>(*record);
    RETURN_IF_ERROR(CheckNotMerged("employer.id", was.merged_into()));
    CheckEmployer(after, violations);
    return was.owner_id() == after.owner_id() ? absl::OkStatus() : CheckOwner(tx, call, after.owner_id());
  };
  RETURN_IF_ERROR(employers_.Update(call, q, q.employer(), q.update_mask(), rule, out));
  if (Names(q.update_mask(), "name") || Names(q.update_mask(), "companies_house_number"))
    AddMatches(call, out->id(), "", out);
  return absl::OkStatus();
}

absl::Status EmployerService::FindEmployers(const base::Call& call, const pb::FindEmployersRequest& q,
                                            pb::FindEmployersResponse* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
  RETURN_IF_ERROR(finder_.Find(tx, call, q, out));
  return tx.Commit();
}

absl::Status EmployerService::GetEmployerMatches(const base::Call& call, const pb::GetEmployerMatchesRequest& q,
                                                 pb::EmployerMatches* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  pb::Employer employer;
  RETURN_IF_ERROR(employers_.Get(call, q.id(), &employer));
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
  ASSIGN_OR_RETURN(auto matches, finder_.MatchesOf(tx, call, employer.id()));
  for (auto& match : matches) out->add_matches()->Swap(&match);
  return tx.Commit();
}

absl::Status EmployerService::CreateEmployerSite(const base::Call& call, const pb::CreateEmployerSiteRequest& q,
                                                 pb::EmployerSite* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const pb::EmployerSite& site = q.employer_site();
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message*, base::Violations*) {
    return CheckNewReferences(tx, call, "employer_site", {site.employer_id(), "", "", ""}).status();
  };
  RETURN_IF_ERROR(sites_.Create(
      call, q, site, {base::Uuid::V7(call.now), {"employer", base::IdOf(site.employer_id())}, {}}, rule, out));
  AddMatches(call, out->employer_id(), out->postcode(), out);
  return absl::OkStatus();
}

absl::Status EmployerService::UpdateEmployerSite(const base::Call& call, const pb::UpdateEmployerSiteRequest& q,
                                                 pb::EmployerSite* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const auto rule = [](db::Transaction&, const pqxx::result&, const Message* before, Message*, base::Violations*) {
    return CheckStanding(static_cast<const pb::EmployerSite&>(*before), "site");
  };
  RETURN_IF_ERROR(sites_.Update(call, q, q.employer_site(), q.update_mask(), rule, out));
  if (Names(q.update_mask(), "postcode")) AddMatches(call, out->employer_id(), out->postcode(), out);
  return absl::OkStatus();
}

absl::Status EmployerService::WithdrawEmployerSite(const base::Call& call, const pb::WithdrawEmployerSiteRequest& q,
                                                   pb::EmployerSite* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction&, const pqxx::result&, const Message*, Message* record, base::Violations*) {
    return Withdraw(today, "site", static_cast<pb::EmployerSite*>(record));
  };
  return sites_.Change(call, q, q.id(), rule, out);
}

absl::Status EmployerService::CreateEmployerContact(const base::Call& call, const pb::CreateEmployerContactRequest& q,
                                                    pb::EmployerContact* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const pb::EmployerContact& contact = q.employer_contact();
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message*, base::Violations*) {
    return CheckNewReferences(tx, call, "employer_contact", ReferencesOf(contact)).status();
  };
  return contacts_.Create(call, q, contact,
                          {base::Uuid::V7(call.now), {"employer", base::IdOf(contact.employer_id())}, {}}, rule, out);
}

absl::Status EmployerService::UpdateEmployerContact(const base::Call& call, const pb::UpdateEmployerContactRequest& q,
                                                    pb::EmployerContact* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message* before, Message* record,
                        base::Violations*) -> absl::Status {
    const auto& was = static_cast<const pb::EmployerContact&>(*before);
    RETURN_IF_ERROR(CheckStanding(was, "contact"));
    const References named =
        NewlyNamed(ReferencesOf(was), ReferencesOf(static_cast<const pb::EmployerContact&>(*record)));
    return CheckReferences(tx, call, "employer_contact", named).status();
  };
  return contacts_.Update(call, q, q.employer_contact(), q.update_mask(), rule, out);
}

absl::Status EmployerService::WithdrawEmployerContact(const base::Call& call,
                                                      const pb::WithdrawEmployerContactRequest& q,
                                                      pb::EmployerContact* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction&, const pqxx::result&, const Message*, Message* record, base::Violations*) {
    return Withdraw(today, "contact", static_cast<pb::EmployerContact*>(record));
  };
  return contacts_.Change(call, q, q.id(), rule, out);
}

}  // namespace gainful::employer
