#include "services/common/journal/writer.h"

#include "absl/random/random.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/common/base/bytes.h"
#include "services/common/base/log.h"
#include "services/common/base/status.h"
#include "services/common/db/sql_error.h"
#include "services/common/journal/access.h"

namespace gainful::journal {
namespace {

constexpr int kAttempts = 5;

absl::Status WritePart(db::Transaction& tx, const base::Call& call, const google::protobuf::Message& request, int part,
                       Change* change) {
  change->facts.request_id = RequestId(request);
  change->facts.part = part;
  change->facts.request_hash = RequestHash(call, request);
  change->facts.body = base::Bytes(*change->answer);
  BindEntry(call, change->facts, &change->params);
  if (change->bind) change->bind(&change->params);
  ASSIGN_OR_RETURN(const pqxx::result written, tx.Run(*change->statement, change->params));
  // The rule saw the record, and it is locked: what the statement missed is the organisation's head.
  if (written.empty())
    return base::Error(absl::StatusCode::kFailedPrecondition, "NO_ORGANISATION",
                       "your organisation is not on record here, so nothing can be written for it");
  return absl::OkStatus();
}

absl::Status FollowUp(const db::Follow& follow, db::Transaction& tx, const base::Call& call, const Change& change) {
  if (!follow) return absl::OkStatus();
  std::vector<db::Written> written;
  const auto add = [&](const EntryFacts& f) {
    written.push_back({f.kind, f.subject, f.person, f.request_id, f.changed});
  };
  add(change.facts);
  for (const Change& part : change.also) add(part.facts);
  return follow(tx, call, written);
}

// Between attempts: 5, 10, 20, 40 ms, each up to as much again.
void Pause(int attempt) {
  thread_local absl::BitGen gen;
  const auto base = absl::Milliseconds(5 << attempt);
  absl::SleepFor(base + absl::Uniform(gen, 0.0, 1.0) * base);
}

}  // namespace

Writer::Writer(db::Pool* pool)
    : pool_(pool),
      find_replay_(
          "SELECT request_hash, body FROM journal.entry WHERE org_id = $1::uuid AND caller_org = $2::uuid AND caller = "
          "$3 AND "
          "request_id = $4::uuid AND part = 0") {}

std::string RequestId(const google::protobuf::Message& request) {
  const auto* f = request.GetDescriptor()->FindFieldByName("request_id");
  return base::Uuid::Parse(request.GetReflection()->GetString(request, f)).value_or(base::Uuid()).ToString();
}

absl::Status StaleEtag(std::int64_t now, const std::string& changed) {
  return base::Error(absl::StatusCode::kAborted, "ETAG_STALE",
                     absl::StrCat("somebody changed this record since you read it (", changed,
                                  changed.empty() ? "" : "; ", "its etag is now ", now, "); read it again"));
}

absl::StatusOr<Writer::Replay> Writer::FindReplay(const base::Call& call, const google::protobuf::Message& request,
                                                  google::protobuf::Message* response) {
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
  db::Params params;
  params.Text(call.org.ToString()).Text(call.caller_org.ToString()).Text(call.caller).Text(RequestId(request));
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(find_replay_, params));
  if (rows.empty()) return Replay::kNone;
  const pqxx::binarystring hash(rows[0][0]);
  if (hash.str() != RequestHash(call, request)) return Replay::kOther;
  if (rows[0][1].is_null() || !response->ParseFromString(pqxx::binarystring(rows[0][1]).str())) {
    return base::Error(absl::StatusCode::kFailedPrecondition, "ANSWER_DISPOSED",
                       "this request was done before; its answer was disposed of");
  }
  return Replay::kSame;
}

absl::Status Writer::Refuse(const base::Call& call, const google::protobuf::Message& request, const About& about,
                            const absl::Status& why, google::protobuf::Message* response) {
  const auto replay = FindReplay(call, request, response);
  if (replay.ok() && *replay == Replay::kSame) return absl::OkStatus();
  if (replay.ok() && *replay == Replay::kOther) {
    base::Violations v;
    v.Add("request_id", "was used before for a request with another content; take a new one");
    return v.ToStatus();
  }
  if (db::IsCommitUnknown(why)) return why;
  if (!replay.ok()) return replay.status();
  const bool is_refused = absl::IsPermissionDenied(why) || absl::IsFailedPrecondition(why);
  if (absl::IsNotFound(why) || is_refused) {
    RETURN_IF_ERROR(RecordRefusal(pool_, call, about.kind, about.id, is_refused ? "refused" : "not_found"));
  }
  return why;
}

absl::Status Writer::WriteOnce(const base::Call& call, const google::protobuf::Message& request, const db::Look& look,
                               const Rule& rule, google::protobuf::Message* response) {
  pqxx::result rows;
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call, look, &rows));
  ASSIGN_OR_RETURN(Change change, rule(tx, rows));
  RETURN_IF_ERROR(WritePart(tx, call, request, 0, &change));
  for (size_t i = 0; i < change.also.size(); ++i)
    RETURN_IF_ERROR(WritePart(tx, call, request, static_cast<int>(i) + 1, &change.also[i]));
  RETURN_IF_ERROR(FollowUp(pool_->options().follow, tx, call, change));
  RETURN_IF_ERROR(tx.Commit());
  response->CopyFrom(*change.answer);
  return absl::OkStatus();
}

absl::Status Writer::Write(const base::Call& call, const google::protobuf::Message& request, const About& about,
                           const db::Look& look, const Rule& rule, google::protobuf::Message* response) {
  absl::Status status;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    if (attempt > 0) Pause(attempt - 1);
    status = WriteOnce(call, request, look, rule, response);
    if (status.ok()) return status;
    if (!db::IsRetryable(status) || absl::Now() > call.deadline) break;
  }
  return Refuse(call, request, about, status, response);
}

}  // namespace gainful::journal
