#include "services/employer/merges.h"

#include "absl/strings/str_cat.h"
#include "services/common/base/dates.h"
#include "services/common/base/ids.h"
#include "services/common/db/values.h"
#include "services/employer/references.h"
#include "services/employer/service.h"

namespace gainful::employer {
namespace {

using google::protobuf::Message;

// About employers, whom all staff see. Those about one are about any of its records.
journal::RecordSpec MergeSpec() {
  journal::RecordSpec spec;
  spec.type = pb::EmployerMerge::descriptor();
  spec.kind = "employer_merge";
  spec.table = "employer.employer_merge";
  const std::string ids = EmployersOf("$1::uuid", "$$");
  spec.filters = {
      {"employer_id", absl::StrCat("(t.employer_id = ANY (", ids, ") OR t.duplicate_id = ANY (", ids, "))")}};
  return spec;
}

}  // namespace

struct EmployerMergeService::Pair {
  MergeRecord kept, duplicate;
};

EmployerMergeService::EmployerMergeService(db::Pool* pool)
    : RecordService(pool, pb::EmployerMerge::descriptor()->file()->FindServiceByName("EmployerMergeService")),
      merges_(pool, MergeSpec()),
      employers_(pool, EmployerSpec()),
      // The number is the employer's, whichever of its records has it: the own one first, then that of the record that was merged first.
      pair_(
          "SELECT e.id, e.merged_into, coalesce(nullif(e.companies_house_number, ''), (SELECT d.companies_house_number "
          "FROM employer.employer d WHERE d.org_id = e.org_id AND d.merged_into = e.id AND d.companies_house_number <> "
          "'' ORDER BY d.id LIMIT 1)), EXISTS (SELECT FROM employer.employer d WHERE d.org_id = e.org_id AND "
          "d.merged_into = e.id) FROM employer.employer e WHERE e.org_id = $1::uuid AND e.id IN ($2::uuid, $3::uuid)"),
      lock_pair_(
          "SELECT id FROM employer.employer WHERE org_id = $1::uuid AND id IN ($2::uuid, $3::uuid) ORDER BY id FOR NO "
          "KEY UPDATE"),
      leads_(
          "SELECT EXISTS (SELECT FROM directory.published_staff_member_v1 s JOIN directory.published_posting_v1 l ON "
          "l.org_id = s.org_id AND l.staff_member_id = s.id WHERE s.org_id = $1::uuid AND s.subject = $2::text AND "
          "s.active AND l.role = 'team_lead')"),
      employer_(absl::StrCat(employers_.SelectFrom(), " WHERE t.org_id = $1::uuid AND t.id = $2::uuid")) {
  On(&EmployerMergeService::CreateEmployerMerge, "CreateEmployerMerge");
  On(&EmployerMergeService::DecideEmployerMerge, "DecideEmployerMerge");
  On(&EmployerMergeService::UndoEmployerMerge, "UndoEmployerMerge");
  Serve(&merges_);
}

std::vector<std::string> EmployerMergeService::AllSql() const { return {pair_.sql, lock_pair_.sql, leads_.sql}; }

// Out of the rows of pair_; a record that is not there has no id.
EmployerMergeService::Pair EmployerMergeService::PairIn(const pqxx::result& rows, const pb::EmployerMerge& merge) {
  Pair pair;
  for (const auto& row : rows) {
    MergeRecord record{db::TextIn(row[0]), db::TextIn(row[1]), db::TextIn(row[2]), db::IsTrue(row[3])};
    (base::IdOf(record.id) == base::IdOf(merge.employer_id()) ? pair.kept : pair.duplicate) = std::move(record);
  }
  return pair;
}

absl::Status EmployerMergeService::CreateEmployerMerge(const base::Call& call, const pb::CreateEmployerMergeRequest& q,
                                                       pb::EmployerMerge* out) {
  base::Violations v;
  RETURN_IF_ERROR(calendar_.Check(call, q, &v));
  const base::Uuid kept = base::IdOf(q.employer_merge().employer_id());
  const base::Uuid duplicate = base::IdOf(q.employer_merge().duplicate_id());
  if (v.empty() && kept == duplicate) v.Add("employer_merge.duplicate_id", "must be another record than employer_id");
  RETURN_IF_ERROR(v.ToStatus());
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction&, const pqxx::result& rows, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    auto* merge = static_cast<pb::EmployerMerge*>(record);
    const Pair pair = PairIn(rows, *merge);
    base::Violations missing;
    if (pair.kept.id.empty()) missing.Add("employer_merge.employer_id", "names no employer");
    if (pair.duplicate.id.empty()) missing.Add("employer_merge.duplicate_id", "names no employer");
    RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
    merge->set_state(pb::EMPLOYER_MERGE_STATE_WAITING);
    merge->set_proposed_by(call.caller);
    *merge->mutable_proposed_on() = base::ToProto(today);
    return CheckMergeable(pair.kept, pair.duplicate);
  };
  const absl::Status status =
      merges_.Create(call, q, q.employer_merge(),
                     {base::Uuid::V7(call.now), {"employer", kept}, {&pair_, {call.org, kept, duplicate}}}, rule, out);
  if (!absl::IsAlreadyExists(status)) return status;
  return base::Error(absl::StatusCode::kAlreadyExists, "WAITS",
                     "a proposal about these two employers waits for a decision already");
}

// Both records, locked in the order of their ids and read after that: of two who decide about one employer at once, the second sees what the first
// did.
absl::StatusOr<EmployerMergeService::Pair> EmployerMergeService::LockPair(db::Transaction& tx, const base::Call& call,
                                                                          const pb::EmployerMerge& merge) const {
  const auto params = [&] {
    db::Params p;
    p.Text(call.org.ToString()).Text(merge.employer_id()).Text(merge.duplicate_id());
    return p;
  };
  RETURN_IF_ERROR(tx.Run(lock_pair_, params()).status());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(pair_, params()));
  return PairIn(rows, merge);
}

absl::StatusOr<pb::Employer> EmployerMergeService::ReadDuplicate(db::Transaction& tx, const base::Call& call,
                                                                 const pb::EmployerMerge& merge) const {
  db::Params params;
  params.Text(call.org.ToString()).Text(merge.duplicate_id());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(employer_, params));
  if (rows.empty()) return base::NotFound("employer_merge");
  pb::Employer duplicate;
  RETURN_IF_ERROR(employers_.Read(rows[0], &duplicate));
  return duplicate;
}

absl::Status EmployerMergeService::DecideEmployerMerge(const base::Call& call, const pb::DecideEmployerMergeRequest& q,
                                                       pb::EmployerMerge* out) {
  base::Violations v;
  RETURN_IF_ERROR(calendar_.Check(call, q, &v));
  if (q.decision() == pb::EMPLOYER_MERGE_DECISION_UNDECIDABLE && q.note().empty())
    v.Add("note", "must say what is missing, since it cannot be decided");
  RETURN_IF_ERROR(v.ToStatus());
  pb::Employer before, after;
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    auto* merge = static_cast<pb::EmployerMerge*>(record);
    db::Params params;
    params.Text(call.org.ToString()).Text(call.caller);
    ASSIGN_OR_RETURN(const pqxx::result leads, tx.Run(leads_, params));
    RETURN_IF_ERROR(CheckMayDecide(call.role, db::IsTrue(leads[0][0])));
    ASSIGN_OR_RETURN(const Pair pair, LockPair(tx, call, *merge));
    RETURN_IF_ERROR(Decide(q, call.caller, call.now, merge));
    if (q.decision() != pb::EMPLOYER_MERGE_DECISION_SAME) return absl::OkStatus();
    RETURN_IF_ERROR(CheckMergeable(pair.kept, pair.duplicate));
    ASSIGN_OR_RETURN(before, ReadDuplicate(tx, call, *merge));
    after = before;
    after.set_merged_into(pair.kept.id);
    return absl::OkStatus();
  };
  const auto also = [&] {
    std::vector<journal::Change> parts;
    if (q.decision() == pb::EMPLOYER_MERGE_DECISION_SAME) parts.push_back(employers_.AsPart(call, before, &after));
    return parts;
  };
  return merges_.Change(call, q, q.id(), rule, out, also);
}

absl::Status EmployerMergeService::UndoEmployerMerge(const base::Call& call, const pb::UndoEmployerMergeRequest& q,
                                                     pb::EmployerMerge* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  pb::Employer before, after;
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    auto* merge = static_cast<pb::EmployerMerge*>(record);
    RETURN_IF_ERROR(LockPair(tx, call, *merge).status());
    RETURN_IF_ERROR(Undo(q.undo_reason(), call.caller, today, merge));
    ASSIGN_OR_RETURN(before, ReadDuplicate(tx, call, *merge));
    after = before;
    after.clear_merged_into();
    return absl::OkStatus();
  };
  const auto also = [&] {
    std::vector<journal::Change> parts;
    parts.push_back(employers_.AsPart(call, before, &after));
    return parts;
  };
  return merges_.Change(call, q, q.id(), rule, out, also);
}

}  // namespace gainful::employer
