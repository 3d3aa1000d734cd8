#include "services/common/db/sql_error.h"

#include <pqxx/pqxx>

#include "absl/strings/cord.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/common/base/log.h"

namespace gainful::db {
namespace {

constexpr char kStateKey[] = "gainful/sqlstate";
constexpr char kConstraintKey[] = "gainful/constraint";
constexpr char kCommitUnknownKey[] = "gainful/commit-unknown";

// libpqxx 6 gives no access to the constraint's name but in the message; servers run with lc_messages C.
std::string ConstraintIn(absl::string_view message) {
  constexpr absl::string_view mark = "constraint \"";
  const size_t at = message.find(mark);
  if (at == absl::string_view::npos) return "";
  const absl::string_view rest = message.substr(at + mark.size());
  return std::string(rest.substr(0, rest.find('"')));
}

absl::Status Make(absl::StatusCode code, absl::string_view text, const std::string& state,
                  const std::string& constraint = "") {
  absl::Status status(code, text);
  if (!state.empty()) status.SetPayload(kStateKey, absl::Cord(state));
  if (!constraint.empty()) status.SetPayload(kConstraintKey, absl::Cord(constraint));
  return status;
}

absl::Status FromState(const std::string& state, absl::string_view message) {
  using Code = absl::StatusCode;
  const std::string constraint = ConstraintIn(message);
  if (state == "23505") return Make(Code::kAlreadyExists, "there is such a record already", state, constraint);
  if (state == "23503")
    return Make(Code::kFailedPrecondition, "a record that this one refers to is missing", state, constraint);
  if (absl::StartsWith(state, "23") || absl::StartsWith(state, "22")) {
    return Make(Code::kInvalidArgument, "the database does not accept a value of this record", state, constraint);
  }
  if (state == "42501") return Make(Code::kNotFound, "there is no such record, or it is not yours to see", state);
  if (state == "40001" || state == "40P01")
    return Make(Code::kAborted, "another write got in the way; try again", state);
  if (state == "57014" || state == "55P03")
    return Make(Code::kDeadlineExceeded, "the database took longer than the call allows", state);
  if (absl::StartsWith(state, "57P") || absl::StartsWith(state, "08")) {
    return Make(Code::kUnavailable, "the database is not available", state);
  }
  if (absl::StartsWith(state, "53")) return Make(Code::kResourceExhausted, "the database is out of room", state);
  base::Log(base::Level::kError, "unexpected database error", {{"sqlstate", state}});
  return Make(Code::kInternal, "internal error", state);
}

}  // namespace

absl::Status CurrentExceptionToStatus() {
  try {
    throw;
  } catch (const pqxx::broken_connection&) {
    return Make(absl::StatusCode::kUnavailable, "the database is not available", "08006");
  } catch (const pqxx::deadlock_detected&) {
    return FromState("40P01", "");  // libpqxx 6 keeps the state of this and the next few to itself
  } catch (const pqxx::serialization_failure&) {
    return FromState("40001", "");
  } catch (const pqxx::insufficient_privilege&) {
    // Rules refuse before a policy does, so this is a missing grant or a bug: whoever runs the service must hear of it.
    base::Log(base::Level::kError, "the database denied a statement");
    return FromState("42501", "");
  } catch (const pqxx::disk_full&) {
    return FromState("53100", "");
  } catch (const pqxx::out_of_memory&) {
    return FromState("53200", "");
  } catch (const pqxx::sql_error& e) {
    return FromState(e.sqlstate(), e.what());
  } catch (const std::exception& e) {
    base::Log(base::Level::kError, "unexpected database client error", {{"type", typeid(e).name()}});
    return Make(absl::StatusCode::kInternal, "internal error", "");
  }
}

std::string SqlState(const absl::Status& status) {
  const auto payload = status.GetPayload(kStateKey);
  return payload ? std::string(*payload) : "";
}

std::string Constraint(const absl::Status& status) {
  const auto payload = status.GetPayload(kConstraintKey);
  return payload ? std::string(*payload) : "";
}

bool IsRetryable(const absl::Status& status) {
  const std::string state = SqlState(status);
  return state == "40001" || state == "40P01";
}

absl::Status CommitUnknown() {
  absl::Status status =
      absl::UnavailableError("whether the write took effect is not known; ask again with the same request_id");
  status.SetPayload(kCommitUnknownKey, absl::Cord("1"));
  return status;
}

bool IsCommitUnknown(const absl::Status& status) { return status.GetPayload(kCommitUnknownKey).has_value(); }

}  // namespace gainful::db
