#include "services/directory/staff_service.h"

#include "absl/strings/str_cat.h"
#include "services/common/base/codes.h"
#include "services/common/db/values.h"
#include "services/directory/record.h"
#include "services/directory/staff.h"
#include "services/directory/validate.h"

namespace gainful::directory {
namespace {

using google::protobuf::Message;

// The members of staff whom the caller $2 is. Usually one; their own record says as whom they sign in.
constexpr char kOwn[] = "SELECT o.id FROM directory.staff_member o WHERE o.org_id = $1::uuid AND o.subject = $2::text";

// Those who work today in a team that the caller $2 leads today.
constexpr char kLed[] =
    "SELECT w.staff_member_id FROM directory.published_staff_member_v1 m JOIN directory.published_posting_v1 l ON "
    "l.org_id = m.org_id AND l.staff_member_id = m.id JOIN directory.published_posting_v1 w ON w.org_id = l.org_id AND "
    "w.team_id = l.team_id WHERE m.org_id = $1::uuid AND m.subject = $2::text AND m.active AND l.role = 'team_lead'";

// Managers, the two themselves, and leads of whoever was supervised.
journal::RecordSpec SupervisionSpec() {
  journal::RecordSpec spec = Spec(pb::Supervision::descriptor(), "supervision");
  spec.visible_where = absl::StrCat("($3::text = 'manager' OR t.supervisor_id = ANY (ARRAY(", kOwn,
                                    ")) OR t.supervisee_id = ANY (ARRAY(", kOwn, " UNION ALL ", kLed, ")))");
  return spec;
}

// Managers and auditors, the person, and their leads.
journal::RecordSpec TimeUseSpec() {
  journal::RecordSpec spec = Spec(pb::TimeUse::descriptor(), "time_use");
  spec.visible_where = absl::StrCat("($3::text IN ('manager', 'auditor') OR t.staff_member_id = ANY (ARRAY(", kOwn,
                                    " UNION ALL ", kLed, ")))");
  return spec;
}

template <class Record>
absl::Status Withdraw(absl::CivilDay today, Record* record) {
  if (record->has_withdrawn_on())
    return base::Error(absl::StatusCode::kFailedPrecondition, "STATE", "the record was withdrawn before");
  *record->mutable_withdrawn_on() = base::ToProto(today);
  return absl::OkStatus();
}

}  // namespace

StaffService::StaffService(db::Pool* pool)
    : RecordService(pool, pb::Posting::descriptor()->file()->FindServiceByName("StaffService")),
      postings_(pool, Spec(pb::Posting::descriptor(), "posting")),
      supervision_(pool, SupervisionSpec()),
      time_(pool, TimeUseSpec()),
      // The member of staff, locked: their postings are recorded one at a time. With the team, where that is there.
      lock_member_(
          "SELECT s.starts_on, s.ends_on, s.supervisor_id, t.id FROM directory.staff_member s LEFT JOIN directory.team "
          "t ON t.org_id = s.org_id AND t.id = $3::uuid WHERE s.org_id = $1::uuid AND s.id = $2::uuid FOR NO KEY "
          "UPDATE OF s"),
      other_postings_(
          "SELECT starts_on, ends_on, fte_percent FROM directory.posting WHERE org_id = $1::uuid AND staff_member_id = "
          "$2::uuid AND id <> $3::uuid"),
      member_(absl::StrCat("SELECT s.role, s.id = ANY (ARRAY(", kOwn, ")), s.id = ANY (ARRAY(", kLed,
                           ")) FROM directory.published_staff_member_v1 s WHERE s.org_id = $1::uuid AND s.id = "
                           "$3::uuid")),
      minutes_(
          "SELECT coalesce(sum(minutes), 0) FROM directory.time_use WHERE org_id = $1::uuid AND staff_member_id = "
          "$2::uuid AND spent_on = $3::date AND withdrawn_on IS NULL"),
      own_(
          "SELECT id FROM directory.published_staff_member_v1 WHERE org_id = $1::uuid AND subject = $2::text AND "
          "active") {
  On(&StaffService::CreatePosting, "CreatePosting");
  Serve(&postings_);
  On(&StaffService::UpdatePosting, "UpdatePosting");
  On(&StaffService::CreateSupervision, "CreateSupervision");
  Serve(&supervision_);
  On(&StaffService::WithdrawSupervision, "WithdrawSupervision");
  On(&StaffService::CreateTimeUse, "CreateTimeUse");
  Serve(&time_);
  On(&StaffService::WithdrawTimeUse, "WithdrawTimeUse");
}

absl::StatusOr<StaffService::Member> StaffService::Find(db::Transaction& tx, const base::Call& call,
                                                        const std::string& id) const {
  db::Params params;
  params.Text(call.org.ToString()).Text(call.caller).Text(id);
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(member_, params));
  Member member;
  if (rows.empty()) return member;
  member.is_there = true;
  member.is_student = base::ValueOf<pb::StaffRole>(rows[0][0].c_str()) == pb::STAFF_ROLE_STUDENT;
  member.is_caller = rows[0][1].as<bool>();
  member.is_led = rows[0][2].as<bool>();
  return member;
}

// Whether the caller may record what concerns this member of staff, and take it back.
bool StaffService::MayHandle(const base::Call& call, const Member& member) {
  return call.role == "manager" || member.is_caller || member.is_led;
}

// `rows` are those of lock_member_.
absl::Status StaffService::CheckPosting(db::Transaction& tx, const base::Call& call, const pqxx::result& rows,
                                        const pb::Posting& posting, base::Violations* violations) const {
  base::Violations missing;
  if (rows.empty()) {
    missing.Add("posting.staff_member_id", "names no member of staff that you can see");
  } else if (rows[0][3].is_null()) {
    missing.Add("posting.team_id", "names no team that you can see");
  }
  RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
  ValidateDates(posting, "posting.", violations);
  ValidatePosting(posting, db::DayIn(rows[0][0]), db::DayIn(rows[0][1]), violations);
  if (posting.role() == pb::STAFF_ROLE_STUDENT && rows[0][2].is_null())
    violations->Add("posting.role", "must not be that of a student before the member of staff has a supervisor");
  RETURN_IF_ERROR(violations->ToStatus());
  db::Params params;
  params.Text(call.org.ToString()).Text(posting.staff_member_id()).Text(posting.id());
  ASSIGN_OR_RETURN(const pqxx::result others, tx.Run(other_postings_, params));
  const absl::CivilDay first = *base::ToDay(posting.starts_on());
  std::vector<Share> all{{{first, base::ToDay(posting.ends_on())}, posting.fte_percent()}};
  for (const auto& row : others)
    all.push_back({{db::DayIn(row[0]).value_or(first), db::DayIn(row[1])}, row[2].as<int>()});
  if (const auto excess = FirstExcess(all)) {
    violations->Add("posting.fte_percent",
                    absl::StrCat("comes to ", excess->percent, " with the other postings of ",
                                 base::FormatDay(excess->day), "; those of one day must come to 100 at most"));
  }
  return absl::OkStatus();
}

absl::Status StaffService::CreatePosting(const base::Call& call, const pb::CreatePostingRequest& q, pb::Posting* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const auto rule = [&](db::Transaction& tx, const pqxx::result& rows, const Message*, Message* record,
                        base::Violations* violations) {
    return CheckPosting(tx, call, rows, static_cast<const pb::Posting&>(*record), violations);
  };
  const db::Look look = {&lock_member_,
                         {call.org, base::IdOf(q.posting().staff_member_id()), base::IdOf(q.posting().team_id())}};
  return postings_.Create(call, q, q.posting(), {base::Uuid::V7(call.now), {}, look}, rule, out);
}

absl::Status StaffService::UpdatePosting(const base::Call& call, const pb::UpdatePostingRequest& q, pb::Posting* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations* violations) -> absl::Status {
    const auto& after = static_cast<const pb::Posting&>(*record);
    db::Params params;
    params.Text(call.org.ToString()).Text(after.staff_member_id()).Text(after.team_id());
    ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(lock_member_, params));
    return CheckPosting(tx, call, rows, after, violations);
  };
  return postings_.Update(call, q, q.posting(), q.update_mask(), rule, out);
}

// As SupervisionSpec() says who may see it.
bool StaffService::MayHandle(const base::Call& call, const Member& supervisee, const Member& supervisor) {
  return MayHandle(call, supervisee) || supervisor.is_caller;
}

absl::Status StaffService::CheckSupervision(db::Transaction& tx, const base::Call& call,
                                            const pb::Supervision& supervision, base::Violations* violations) const {
  ASSIGN_OR_RETURN(const Member supervisee, Find(tx, call, supervision.supervisee_id()));
  ASSIGN_OR_RETURN(const Member supervisor, Find(tx, call, supervision.supervisor_id()));
  base::Violations missing;
  if (!supervisee.is_there) missing.Add("supervision.supervisee_id", "names no member of staff that you can see");
  if (!supervisor.is_there) missing.Add("supervision.supervisor_id", "names no member of staff that you can see");
  RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
  if (supervisor.is_student) violations->Add("supervision.supervisor_id", "must not be a student");
  if (MayHandle(call, supervisee, supervisor)) return absl::OkStatus();
  return base::Error(absl::StatusCode::kPermissionDenied, "NOT_YOURS",
                     "supervision is recorded by one of the two, by the lead of the team or by a manager");
}

absl::Status StaffService::CreateSupervision(const base::Call& call, const pb::CreateSupervisionRequest& q,
                                             pb::Supervision* out) {
  base::Violations v;
  RETURN_IF_ERROR(calendar_.Check(call, q, &v));
  ValidateSupervision(q.supervision(), &v);
  RETURN_IF_ERROR(v.ToStatus());
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations* violations) {
    return CheckSupervision(tx, call, static_cast<const pb::Supervision&>(*record), violations);
  };
  return supervision_.Create(call, q, q.supervision(), {base::Uuid::V7(call.now), {}, {}}, rule, out);
}

absl::Status StaffService::WithdrawSupervision(const base::Call& call, const pb::WithdrawSupervisionRequest& q,
                                               pb::Supervision* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    auto* supervision = static_cast<pb::Supervision*>(record);
    ASSIGN_OR_RETURN(const Member supervisee, Find(tx, call, supervision->supervisee_id()));
    ASSIGN_OR_RETURN(const Member supervisor, Find(tx, call, supervision->supervisor_id()));
    // Whoever cannot see it is not told that it is there.
    if (!MayHandle(call, supervisee, supervisor)) return base::NotFound("supervision");
    return Withdraw(today, supervision);
  };
  return supervision_.Change(call, q, q.id(), rule, out);
}

// The member of staff who is the caller, for time of one's own.
absl::StatusOr<std::string> StaffService::OwnId(db::Transaction& tx, const base::Call& call) const {
  db::Params params;
  params.Text(call.org.ToString()).Text(call.caller);
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(own_, params));
  if (rows.size() == 1) return std::string(rows[0][0].c_str());
  base::Violations v;
  v.Add("time_use.staff_member_id", rows.empty() ? "must be given: no member of staff on record signs in as you do"
                                                 : "must be given: several members of staff sign in as you do");
  return v.ToStatus();
}

// The member of staff is locked first, so that of two who record time of one day the second sees what the first did.
absl::Status StaffService::CheckDay(db::Transaction& tx, const base::Call& call, const pb::TimeUse& time,
                                    base::Violations* violations) const {
  db::Params member;
  member.Text(call.org.ToString()).Text(time.staff_member_id()).Text(base::Uuid().ToString());
  RETURN_IF_ERROR(tx.Run(lock_member_, member).status());
  db::Params params;
  params.Text(call.org.ToString()).Text(time.staff_member_id());
  params.Text(base::FormatDay(*base::ToDay(time.spent_on())));
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(minutes_, params));
  const int recorded = rows[0][0].as<int>();
  if (MinutesTooMany(recorded, time.minutes()) > 0)
    violations->Add("time_use.minutes",
                    absl::StrCat("comes to more than a day with the ", recorded, " minutes that are on record for it"));
  return absl::OkStatus();
}

absl::Status StaffService::CreateTimeUse(const base::Call& call, const pb::CreateTimeUseRequest& q, pb::TimeUse* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations* violations) -> absl::Status {
    auto* time = static_cast<pb::TimeUse*>(record);
    if (time->staff_member_id().empty()) {
      ASSIGN_OR_RETURN(*time->mutable_staff_member_id(), OwnId(tx, call));
    }
    ASSIGN_OR_RETURN(const Member member, Find(tx, call, time->staff_member_id()));
    base::Violations missing;
    if (!member.is_there) missing.Add("time_use.staff_member_id", "names no member of staff that you can see");
    RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
    if (MayHandle(call, member)) return CheckDay(tx, call, *time, violations);
    return base::Error(absl::StatusCode::kPermissionDenied, "NOT_YOURS",
                       "time is recorded by the person themselves, by the lead of their team or by a manager");
  };
  return time_.Create(call, q, q.time_use(), {base::Uuid::V7(call.now), {}, {}}, rule, out);
}

absl::Status StaffService::WithdrawTimeUse(const base::Call& call, const pb::WithdrawTimeUseRequest& q,
                                           pb::TimeUse* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    auto* time = static_cast<pb::TimeUse*>(record);
    ASSIGN_OR_RETURN(const Member member, Find(tx, call, time->staff_member_id()));
    if (!MayHandle(call, member)) return base::NotFound("time_use");
    return Withdraw(today, time);
  };
  return time_.Change(call, q, q.id(), rule, out);
}

}  // namespace gainful::directory
