#include "services/directory/service.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "services/common/base/codes.h"
#include "services/common/base/fields.h"
#include "services/common/db/values.h"
#include "services/directory/record.h"
#include "services/directory/staff.h"
#include "services/directory/validate.h"

namespace gainful::directory {
namespace {

using google::protobuf::Message;

// A rule that looks at the record alone.
template <class Record>
journal::Records::Rule DatesRule(const std::string& prefix) {
  return [prefix](db::Transaction&, const pqxx::result&, const Message*, Message* record, base::Violations* v) {
    ValidateDates(static_cast<const Record&>(*record), prefix, v);
    return absl::OkStatus();
  };
}

// Rules that a programme names anew must be shipped; placement publishes which are. One that it named before may be from another time.
absl::Status CheckOutcomeRules(db::Transaction& tx, const pb::Programme& before, const pb::Programme& after,
                               base::Violations* violations) {
  static const auto* shipped = new db::Statement("SELECT id FROM placement.published_outcome_rule_v1");
  std::set<std::string> known(before.outcome_rules().begin(), before.outcome_rules().end());
  const auto is_known = [&](const std::string& rule) { return known.count(rule) > 0; };
  if (std::all_of(after.outcome_rules().begin(), after.outcome_rules().end(), is_known)) return absl::OkStatus();
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(*shipped, db::Params()));
  for (const auto& row : rows) known.insert(row[0].c_str());
  for (int i = 0; i < after.outcome_rules_size(); ++i) {
    if (!is_known(after.outcome_rules(i)))
      violations->Add(absl::StrCat("programme.outcome_rules[", i, "]"),
                      "must be the id of a shipped rule; `gainful outcome rules` lists them");
  }
  return absl::OkStatus();
}

absl::Status ProgrammeRule(db::Transaction& tx, const pqxx::result&, const Message* before, Message* record,
                           base::Violations* violations) {
  const auto& programme = static_cast<const pb::Programme&>(*record);
  ValidateDates(programme, "programme.", violations);
  ValidateProgramme(programme, violations);
  const auto* old = static_cast<const pb::Programme*>(before);
  return CheckOutcomeRules(tx, old == nullptr ? pb::Programme::default_instance() : *old, programme, violations);
}

}  // namespace

DirectoryService::DirectoryService(db::Pool* pool, base::Uuid operator_org)
    : RecordService(pool, pb::Organisation::descriptor()->file()->FindServiceByName("DirectoryService")),
      operator_org_(operator_org),
      organisations_(pool, Spec(pb::Organisation::descriptor(), "organisation")),
      programmes_(pool, Spec(pb::Programme::descriptor(), "programme")),
      fundings_(pool, Spec(pb::Funding::descriptor(), "funding")),
      teams_(pool, Spec(pb::Team::descriptor(), "team")),
      staff_(pool, Spec(pb::StaffMember::descriptor(), "staff_member")),
      supervisor_(
          "SELECT role, active FROM directory.published_staff_member_v1 WHERE org_id = $1::uuid AND id = $2::uuid"),
      student_posting_(
          "SELECT 1 FROM directory.posting WHERE org_id = $1::uuid AND staff_member_id = $2::uuid AND role = 'student' "
          "AND (ends_on IS NULL OR ends_on >= $3::date) LIMIT 1"),
      lock_programme_("SELECT id FROM directory.programme WHERE org_id = $1::uuid AND id = $2::uuid FOR NO KEY UPDATE"),
      other_shares_(
          "SELECT starts_on, ends_on, share_percent FROM directory.funding WHERE org_id = $1::uuid AND programme_id = "
          "$2::uuid AND id <> $3::uuid"),
      same_subject_(
          "SELECT name FROM directory.staff_member WHERE org_id = $1::uuid AND subject = $2 AND id <> $3::uuid AND "
          "(ends_on IS NULL OR ends_on >= $4::date) LIMIT 1") {
  On(&DirectoryService::CreateOrganisation, "CreateOrganisation");
  Serve(&organisations_);
  On(&DirectoryService::UpdateOrganisation, "UpdateOrganisation");
  On(&DirectoryService::CreateProgramme, "CreateProgramme");
  Serve(&programmes_);
  On(&DirectoryService::UpdateProgramme, "UpdateProgramme");
  On(&DirectoryService::CreateFunding, "CreateFunding");
  Serve(&fundings_);
  On(&DirectoryService::UpdateFunding, "UpdateFunding");
  On(&DirectoryService::CreateTeam, "CreateTeam");
  Serve(&teams_);
  On(&DirectoryService::UpdateTeam, "UpdateTeam");
  On(&DirectoryService::CreateStaffMember, "CreateStaffMember");
  Serve(&staff_);
  On(&DirectoryService::UpdateStaffMember, "UpdateStaffMember");
}

template <class Record, class Request>
absl::Status DirectoryService::Create(journal::Records& records, const base::Call& call, const Request& q,
                                      const Record& record, Record* out, const journal::Records::Rule& rule) {
  base::Violations v;
  RETURN_IF_ERROR(calendar_.Check(call, q, &v));
  ValidateDates(record, records.spec().kind + ".", &v);
  RETURN_IF_ERROR(v.ToStatus());
  return records.Create(call, q, record, {base::Uuid::V7(call.now), {}, {}}, rule, out);
}

template <class Record, class Request>
absl::Status DirectoryService::Update(journal::Records& records, const base::Call& call, const Request& q,
                                      const Record& patch, Record* out, const journal::Records::Rule& rule) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  return records.Update(call, q, patch, q.update_mask(), rule, out);
}

absl::Status DirectoryService::CreateOrganisation(const base::Call& call, const pb::CreateOrganisationRequest& q,
                                                  pb::Organisation* out) {
  base::Violations v;
  base::CheckFields(q, base::Today(call.now, ""), &v);
  ValidateOrganisation(q.organisation(), &v);
  RETURN_IF_ERROR(v.ToStatus());
  if (operator_org_ == base::Uuid() || call.caller_org != operator_org_) {
    return base::Error(absl::StatusCode::kPermissionDenied, "NOT_OPERATOR",
                       "only administrators of the operator may create organisations");
  }
  // The new organisation is a tenant of its own, with a journal of its own, and the write goes there. Its id follows from the request, so
  // that a repeat finds the first answer.
  const auto id = base::Uuid::FromSeed(
      absl::StrCat("organisation|", call.caller_org.ToString(), "|", call.caller, "|", journal::RequestId(q)));
  base::Call there = call;
  there.org = id;
  RETURN_IF_ERROR(GuardHead(there));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations* violations) {
    return CheckOrganisation(tx, there, static_cast<const pb::Organisation&>(*record), violations);
  };
  return organisations_.Create(there, q, q.organisation(), {id, {}, {}}, rule, out);
}

// The journal of a new organisation begins before its first entry; a head without entries is harmless.
absl::Status DirectoryService::GuardHead(const base::Call& call) {
  static const auto* insert = new db::Statement(
      "INSERT INTO journal.head (org_id, seq, prev, hash) VALUES ($1::uuid, 0, ''::bytea, sha256(''::bytea)) ON "
      "CONFLICT (org_id) DO NOTHING");
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
  db::Params params;
  params.Text(call.org.ToString());
  RETURN_IF_ERROR(tx.Run(*insert, params).status());
  return tx.Commit();
}

absl::Status DirectoryService::CheckOrganisation(db::Transaction& tx, const base::Call& call,
                                                 const pb::Organisation& organisation, base::Violations* violations) {
  ValidateOrganisation(organisation, violations);
  const auto check = [&](bool is_set, const std::string& id, const char* field) {
    return is_set ? MustExist(tx, call, "member of staff", id, field) : absl::OkStatus();
  };
  RETURN_IF_ERROR(check(organisation.has_crisis_duty_staff_id(), organisation.crisis_duty_staff_id(),
                        "organisation.crisis_duty_staff_id"));
  return check(organisation.has_crisis_deputy_staff_id(), organisation.crisis_deputy_staff_id(),
               "organisation.crisis_deputy_staff_id");
}

absl::Status DirectoryService::UpdateOrganisation(const base::Call& call, const pb::UpdateOrganisationRequest& q,
                                                  pb::Organisation* out) {
  return Update(organisations_, call, q, q.organisation(), out,
                [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record, base::Violations* v) {
                  return CheckOrganisation(tx, call, static_cast<const pb::Organisation&>(*record), v);
                });
}

absl::Status DirectoryService::CreateProgramme(const base::Call& call, const pb::CreateProgrammeRequest& q,
                                               pb::Programme* out) {
  return Create(programmes_, call, q, q.programme(), out, ProgrammeRule);
}

absl::Status DirectoryService::UpdateProgramme(const base::Call& call, const pb::UpdateProgrammeRequest& q,
                                               pb::Programme* out) {
  return Update(programmes_, call, q, q.programme(), out, ProgrammeRule);
}

// The programme is locked first: of two who record its funding at once the second sees what the first did.
absl::Status DirectoryService::CheckFunding(db::Transaction& tx, const base::Call& call, const pb::Funding& funding,
                                            base::Violations* violations) const {
  ValidateDates(funding, "funding.", violations);
  RETURN_IF_ERROR(violations->ToStatus());
  db::Params programme;
  programme.Text(call.org.ToString()).Text(funding.programme_id());
  ASSIGN_OR_RETURN(const pqxx::result locked, tx.Run(lock_programme_, programme));
  base::Violations missing;
  if (locked.empty()) missing.Add("funding.programme_id", "names no programme that you can see");
  RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
  db::Params params;
  params.Text(call.org.ToString()).Text(funding.programme_id()).Text(base::IdOf(funding.id()).ToString());
  ASSIGN_OR_RETURN(const pqxx::result others, tx.Run(other_shares_, params));
  // What has no first day began before everything else.
  const absl::CivilDay ever(1, 1, 1);
  std::vector<Share> all{
      {{base::ToDay(funding.starts_on()).value_or(ever), base::ToDay(funding.ends_on())}, funding.share_percent()}};
  for (const auto& row : others)
    all.push_back({{db::DayIn(row[0]).value_or(ever), db::DayIn(row[1])}, db::NumberIn(row[2]).value_or(0)});
  const auto excess = FirstExcess(all);
  if (!excess) return absl::OkStatus();
  violations->Add("funding.share_percent",
                  absl::StrCat("comes to ", excess->percent, " with the programme's other funding",
                               excess->day == ever ? "" : absl::StrCat(" of ", base::FormatDay(excess->day)),
                               "; shares of one day must come to 100 at most"));
  return absl::OkStatus();
}

absl::Status DirectoryService::CreateFunding(const base::Call& call, const pb::CreateFundingRequest& q,
                                             pb::Funding* out) {
  return Create(fundings_, call, q, q.funding(), out,
                [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record, base::Violations* v) {
                  return CheckFunding(tx, call, static_cast<const pb::Funding&>(*record), v);
                });
}

absl::Status DirectoryService::UpdateFunding(const base::Call& call, const pb::UpdateFundingRequest& q,
                                             pb::Funding* out) {
  return Update(fundings_, call, q, q.funding(), out,
                [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record, base::Violations* v) {
                  return CheckFunding(tx, call, static_cast<const pb::Funding&>(*record), v);
                });
}

absl::Status DirectoryService::CreateTeam(const base::Call& call, const pb::CreateTeamRequest& q, pb::Team* out) {
  return Create(teams_, call, q, q.team(), out, Nothing);
}

absl::Status DirectoryService::UpdateTeam(const base::Call& call, const pb::UpdateTeamRequest& q, pb::Team* out) {
  return Update(teams_, call, q, q.team(), out, DatesRule<pb::Team>("team."));
}

// Their supervisor must be qualified today, whatever they were or will be.
absl::Status DirectoryService::CheckSupervisor(db::Transaction& tx, const base::Call& call,
                                               const pb::StaffMember& member, base::Violations* violations) const {
  const std::string field = "staff_member.supervisor_id";
  db::Params params;
  params.Text(call.org.ToString()).Text(member.supervisor_id());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(supervisor_, params));
  base::Violations missing;
  if (rows.empty()) missing.Add(field, "names no member of staff that you can see");
  RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
  if (!MaySupervise(base::ValueOf<pb::StaffRole>(rows[0][0].c_str())))
    violations->Add(
        field,
        "must be an occupational therapist, senior or not, a physiotherapist, an employment specialist or a "
        "team lead");
  if (!rows[0][1].as<bool>()) violations->Add(field, "must be somebody who is employed today");
  return absl::OkStatus();
}

// One person signs in by a subject, or nobody could tell whose entries they are.
absl::Status DirectoryService::CheckSubject(db::Transaction& tx, const base::Call& call, const pb::StaffMember& member,
                                            base::Violations* violations) {
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  db::Params params;
  params.Text(call.org.ToString()).Text(member.subject()).Text(base::IdOf(member.id()).ToString());
  params.Text(base::FormatDay(today));
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(same_subject_, params));
  if (!rows.empty())
    violations->Add("staff_member.subject", absl::StrCat("is the sign-in of ", db::TextIn(rows[0][0]),
                                                         ", who is employed; it must be one person's"));
  return absl::OkStatus();
}

absl::Status DirectoryService::CheckStaffMember(db::Transaction& tx, const base::Call& call,
                                                const pb::StaffMember& before, const pb::StaffMember& after,
                                                base::Violations* violations) {
  ValidateDates(after, "staff_member.", violations);
  ValidateStaffMember(after, violations);
  RETURN_IF_ERROR(violations->ToStatus());
  if (!after.subject().empty() && after.subject() != before.subject())
    RETURN_IF_ERROR(CheckSubject(tx, call, after, violations));
  if (after.team_id() != before.team_id())
    RETURN_IF_ERROR(MustExist(tx, call, "team", after.team_id(), "staff_member.team_id"));
  if (after.supervisor_id() == before.supervisor_id()) return absl::OkStatus();
  if (after.has_supervisor_id()) return CheckSupervisor(tx, call, after, violations);
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  db::Params params;
  params.Text(call.org.ToString()).Text(after.id()).Text(base::FormatDay(today));
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(student_posting_, params));
  if (!rows.empty()) violations->Add("staff_member.supervisor_id", "must be given: they have a posting as a student");
  return absl::OkStatus();
}

absl::Status DirectoryService::CreateStaffMember(const base::Call& call, const pb::CreateStaffMemberRequest& q,
                                                 pb::StaffMember* out) {
  return Create(staff_, call, q, q.staff_member(), out,
                [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record, base::Violations* v) {
                  return CheckStaffMember(tx, call, {}, static_cast<const pb::StaffMember&>(*record), v);
                });
}

absl::Status DirectoryService::UpdateStaffMember(const base::Call& call, const pb::UpdateStaffMemberRequest& q,
                                                 pb::StaffMember* out) {
  return Update(
      staff_, call, q, q.staff_member(), out,
      [&](db::Transaction& tx, const pqxx::result&, const Message* before, Message* record, base::Violations* v) {
        return CheckStaffMember(tx, call, static_cast<const pb::StaffMember&>(*before),
                                static_cast<const pb::StaffMember&>(*record), v);
      });
}

}  // namespace gainful::directory
