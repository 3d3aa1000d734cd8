#include "services/directory/service.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "services/common/base/codes.h"
#include "services/common/base/fields.h"
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
          "AND (ends_on IS NULL OR ends_on >= $3::date) LIMIT 1") {
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
  return organisations_.Create(there, q, q.organisation(), {id, {}, {}}, Nothing, out);
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

absl::Status DirectoryService::UpdateOrganisation(const base::Call& call, const pb::UpdateOrganisationRequest& q,
                                                  pb::Organisation* out) {
  return Update(organisations_, call, q, q.organisation(), out,
                [](db::Transaction&, const pqxx::result&, const Message*, Message* record, base::Violations* v) {
                  ValidateOrganisation(static_cast<const pb::Organisation&>(*record), v);
                  return absl::OkStatus();
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

absl::Status DirectoryService::CreateFunding(const base::Call& call, const pb::CreateFundingRequest& q,
                                             pb::Funding* out) {
  return Create(fundings_, call, q, q.funding(), out,
                [&](db::Transaction& tx, const pqxx::result&, const Message*, Message*, base::Violations*) {
                  return MustExist(tx, call, "programme", q.funding().programme_id(), "funding.programme_id");
                });
}

absl::Status DirectoryService::UpdateFunding(const base::Call& call, const pb::UpdateFundingRequest& q,
                                             pb::Funding* out) {
  return Update(fundings_, call, q, q.funding(), out, DatesRule<pb::Funding>("funding."));
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

absl::Status DirectoryService::CheckStaffMember(db::Transaction& tx, const base::Call& call,
                                                const pb::StaffMember& before, const pb::StaffMember& after,
                                                base::Violations* violations) {
  ValidateDates(after, "staff_member.", violations);
  ValidateStaffMember(after, violations);
  RETURN_IF_ERROR(violations->ToStatus());
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
