#include "services/caseload/merges.h"

#include "absl/strings/str_cat.h"
#include "services/caseload/person.h"
#include "services/common/base/dates.h"
#include "services/common/db/values.h"

namespace gainful::caseload {
namespace {

using google::protobuf::Message;

// Seen by whoever sees both records.
journal::RecordSpec MergeSpec() {
  journal::RecordSpec spec = RecordOfPerson(pb::Merge::descriptor(), "merge");
  spec.second_person = "duplicate_id";
  spec.visible_where =
      "EXISTS (SELECT FROM caseload.participant d WHERE d.org_id = t.org_id AND d.id = t.duplicate_id)";
  spec.with_entry.clear();  // a proposal is decided by somebody else anyhow
  return spec;
}

}  // namespace

struct MergeService::Pair {
  MergeRecord kept, duplicate;
};

MergeService::MergeService(db::Pool* pool)
    : RecordService(pool, pb::Merge::descriptor()->file()->FindServiceByName("MergeService")),
      merges_(pool, MergeSpec()),
      participants_(pool, ParticipantSpec()),
      // Those of the two that the caller sees.
      pair_(
          "SELECT p.id, p.merged_into, p.nhs_number, p.team_id, EXISTS (SELECT FROM caseload.published_merged_v1 m "
          "WHERE m.org_id = p.org_id AND m.kept_id = p.id) FROM caseload.participant p WHERE p.org_id = $1::uuid AND "
          "p.id IN ($2::uuid, $3::uuid)"),
      lock_pair_(
          "SELECT id FROM caseload.participant WHERE org_id = $1::uuid AND id IN ($2::uuid, $3::uuid) ORDER BY id FOR "
          "NO KEY UPDATE"),
      leads_(absl::StrCat("SELECT ", Leads("$1::uuid", "$2::text", "$3::uuid"))),
      participant_(absl::StrCat(participants_.SelectFrom(), " WHERE t.org_id = $1::uuid AND t.id = $2::uuid")),
      // A spell that continues a job of which $2 has a part and somebody else another.
      joint_job_(
          "SELECT s.id FROM placement.published_job_v1 s WHERE s.org_id = $1::uuid AND s.id <> s.job_id AND s.job_id = "
          "ANY (ARRAY(SELECT o.job_id FROM placement.published_job_v1 o WHERE o.org_id = $1::uuid AND o.participant_id "
          "<> $2::uuid AND o.job_id = ANY (ARRAY(SELECT m.job_id FROM placement.published_job_v1 m WHERE m.org_id = "
          "$1::uuid AND m.participant_id = $2::uuid)))) ORDER BY s.id LIMIT 1") {
  On(&MergeService::CreateMerge, "CreateMerge");
  On(&MergeService::DecideMerge, "DecideMerge");
  On(&MergeService::UndoMerge, "UndoMerge");
  Serve(&merges_);
}

// Out of the rows of pair_; a record that the caller does not see has no id.
MergeService::Pair MergeService::PairIn(const pqxx::result& rows, const pb::Merge& merge) {
  Pair pair;
  for (const auto& row : rows) {
    MergeRecord record{db::TextIn(row[0]), db::TextIn(row[1]), db::TextIn(row[2]), db::TextIn(row[3]),
                       db::IsTrue(row[4])};
    (base::IdOf(record.id) == base::IdOf(merge.participant_id()) ? pair.kept : pair.duplicate) = std::move(record);
  }
  return pair;
}

absl::Status MergeService::CreateMerge(const base::Call& call, const pb::CreateMergeRequest& q, pb::Merge* out) {
  base::Violations v;
  RETURN_IF_ERROR(calendar_.Check(call, q, &v));
  const base::Uuid kept = base::IdOf(q.merge().participant_id()), duplicate = base::IdOf(q.merge().duplicate_id());
  if (v.empty() && kept == duplicate) v.Add("merge.duplicate_id", "must be another record than participant_id");
  RETURN_IF_ERROR(v.ToStatus());
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction&, const pqxx::result& rows, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    auto* merge = static_cast<pb::Merge*>(record);
    const Pair pair = PairIn(rows, *merge);
    base::Violations missing;
    if (pair.kept.id.empty()) missing.Add("merge.participant_id", "names no participant that you can see");
    if (pair.duplicate.id.empty()) missing.Add("merge.duplicate_id", "names no participant that you can see");
    RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
    merge->set_state(pb::MERGE_STATE_WAITING);
    merge->set_proposed_by(call.caller);
    *merge->mutable_proposed_on() = base::ToProto(today);
    return CheckMergeable(pair.kept, pair.duplicate);
  };
  const absl::Status status = merges_.Create(
      call, q, q.merge(), {base::Uuid::V7(call.now), {"participant", kept}, {&pair_, {call.org, kept, duplicate}}},
      rule, out);
  if (!absl::IsAlreadyExists(status)) return status;
  return base::Error(absl::StatusCode::kAlreadyExists, "WAITS",
                     "a proposal about these two records waits for a decision already");
}

// Both records, locked in the order of their ids and read after that: of two who decide about one record at once, the second sees what the first
// did. NOT_FOUND where the caller does not see both.
absl::StatusOr<MergeService::Pair> MergeService::LockPair(db::Transaction& tx, const base::Call& call,
                                                          const pb::Merge& merge) const {
  const auto params = [&] {
    db::Params p;
    p.Text(call.org.ToString()).Text(merge.participant_id()).Text(merge.duplicate_id());
    return p;
  };
  RETURN_IF_ERROR(tx.Run(lock_pair_, params()).status());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(pair_, params()));
  Pair pair = PairIn(rows, merge);
  if (pair.kept.id.empty() || pair.duplicate.id.empty()) return base::NotFound("merge");
  return pair;
}

absl::StatusOr<pb::Participant> MergeService::ReadDuplicate(db::Transaction& tx, const base::Call& call,
                                                            const pb::Merge& merge) const {
  db::Params params;
  params.Text(call.org.ToString()).Text(merge.duplicate_id());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(participant_, params));
  if (rows.empty()) return base::NotFound("merge");
  pb::Participant duplicate;
  RETURN_IF_ERROR(participants_.Read(rows[0], &duplicate));
  return duplicate;
}

absl::Status MergeService::DecideMerge(const base::Call& call, const pb::DecideMergeRequest& q, pb::Merge* out) {
  base::Violations v;
  RETURN_IF_ERROR(calendar_.Check(call, q, &v));
  if (q.decision() == pb::MERGE_DECISION_UNDECIDABLE && q.note().empty())
    v.Add("note", "must say what is missing, since it cannot be decided");
  RETURN_IF_ERROR(v.ToStatus());
  pb::Participant before, after;
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    auto* merge = static_cast<pb::Merge*>(record);
    ASSIGN_OR_RETURN(const Pair pair, LockPair(tx, call, *merge));
    db::Params params;
    params.Text(call.org.ToString()).Text(call.caller).Text(pair.kept.team_id);
    ASSIGN_OR_RETURN(const pqxx::result leads, tx.Run(leads_, params));
    RETURN_IF_ERROR(CheckMayDecide(call.role, pair.kept, pair.duplicate, db::IsTrue(leads[0][0])));
    RETURN_IF_ERROR(Decide(q, call.caller, call.now, merge));
    if (q.decision() != pb::MERGE_DECISION_SAME) return absl::OkStatus();
    RETURN_IF_ERROR(CheckMergeable(pair.kept, pair.duplicate));
    ASSIGN_OR_RETURN(before, ReadDuplicate(tx, call, *merge));
    after = before;
    after.set_merged_into(pair.kept.id);
    return absl::OkStatus();
  };
  const auto also = [&] {
    std::vector<journal::Change> parts;
    if (q.decision() == pb::MERGE_DECISION_SAME) parts.push_back(participants_.AsPart(call, before, &after));
    return parts;
  };
  return merges_.Change(call, q, q.id(), rule, out, also);
}

// A job whose spells stand under two records would be two people's.
absl::Status MergeService::CheckNoJointJob(db::Transaction& tx, const base::Call& call, const pb::Merge& merge) const {
  db::Params params;
  params.Text(call.org.ToString()).Text(merge.duplicate_id());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(joint_job_, params));
  if (rows.empty()) return absl::OkStatus();
  return base::Error(absl::StatusCode::kFailedPrecondition, "JOINT_JOB",
                     absl::StrCat("spell ", rows[0][0].c_str(),
                                  " continues a job under the other record; part them first: `gainful spell update "
                                  "--clear continues_spell_id`"));
}

absl::Status MergeService::UndoMerge(const base::Call& call, const pb::UndoMergeRequest& q, pb::Merge* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  pb::Participant before, after;
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    auto* merge = static_cast<pb::Merge*>(record);
    RETURN_IF_ERROR(LockPair(tx, call, *merge).status());
    RETURN_IF_ERROR(Undo(q.undo_reason(), call.caller, today, merge));
    RETURN_IF_ERROR(CheckNoJointJob(tx, call, *merge));
    ASSIGN_OR_RETURN(before, ReadDuplicate(tx, call, *merge));
    after = before;
    after.clear_merged_into();
    return absl::OkStatus();
  };
  const auto also = [&] {
    std::vector<journal::Change> parts;
    parts.push_back(participants_.AsPart(call, before, &after));
    return parts;
  };
  return merges_.Change(call, q, q.id(), rule, out, also);
}

// $2 a team or null, $3 the caller, $4 their role. Whoever decides sees both records.
std::string DueMergesSql() {
  return absl::StrCat(
      "SELECT t.id, p.id, p.name, t.proposed_on FROM caseload.merge t JOIN caseload.participant p ON p.org_id = "
      "t.org_id AND p.id = t.participant_id JOIN caseload.participant d ON d.org_id = t.org_id AND d.id = "
      "t.duplicate_id WHERE t.org_id = $1::uuid AND t.state = 'waiting' AND t.proposed_by <> $3 AND ($2::uuid IS NULL "
      "OR p.team_id = $2::uuid OR d.team_id = $2::uuid) AND ($4 = 'manager' OR (p.team_id = d.team_id AND ",
      Leads("t.org_id", "$3::text", "p.team_id"), "))");
}

absl::Status AddDueMerges(db::Transaction& tx, const base::Call& call, const db::Statement& due_merges,
                          const std::string& team_id, absl::CivilDay today, std::vector<pb::DayItem>* items) {
  db::Params params;
  params.Text(call.org.ToString());
  TextOrNull(team_id, &params);
  params.Text(call.caller).Text(call.role);
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(due_merges, params));
  for (const auto& row : rows) {
    pb::DayItem item = DueMerge(db::DayIn(row[3]).value_or(today), today);
    item.set_merge_id(db::TextIn(row[0]));
    item.set_participant_id(db::TextIn(row[1]));
    item.set_name(db::TextIn(row[2]));
    item.set_note("gainful merge get " + item.merge_id());
    items->push_back(std::move(item));
  }
  return absl::OkStatus();
}

// $2 the caller, $3 their role.
std::string DueEmployerMergesSql() {
  return "SELECT count(*), min(m.proposed_on) FROM employer.published_waiting_merge_v1 m WHERE m.org_id = $1::uuid AND "
         "m.proposed_by <> $2 AND ($3 = 'manager' OR EXISTS (SELECT FROM directory.published_staff_member_v1 s JOIN "
         "directory.published_posting_v1 l ON l.org_id = s.org_id AND l.staff_member_id = s.id WHERE s.org_id = "
         "$1::uuid AND s.subject = $2 AND s.active AND l.role = 'team_lead'))";
}

absl::Status AddEmployerMerges(db::Transaction& tx, const base::Call& call, const db::Statement& due_merges,
                               absl::CivilDay today, std::vector<pb::DayItem>* items) {
  if (call.role != "manager" && call.role != "specialist") return absl::OkStatus();  // auditors decide nothing
  db::Params params;
  params.Text(call.org.ToString()).Text(call.caller).Text(call.role);
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(due_merges, params));
  const int proposals = rows[0][0].as<int>();
  if (proposals > 0) items->push_back(DueEmployerMerges(db::DayIn(rows[0][1]).value_or(today), proposals, today));
  return absl::OkStatus();
}

}  // namespace gainful::caseload
