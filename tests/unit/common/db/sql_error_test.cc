#include "services/common/db/sql_error.h"

#include <gtest/gtest.h>

#include <pqxx/pqxx>

namespace gainful::db {
namespace {

// What Postgres says holds the row's values, and so must go no further.
constexpr char kSecret[] = "DETAIL: Key (name)=(Ann Example) already exists.";

template <class Exception>
absl::Status From(const Exception& exception) {
  try {
    throw exception;
  } catch (...) {
    return CurrentExceptionToStatus();
  }
}

absl::Status FromState(const char* state, const std::string& message = "") {
  return From(pqxx::sql_error("ERROR: " + message + kSecret, "SELECT 'Ann Example'", state));
}

TEST(SqlErrors, HaveTheCodeOfTheirState) {
  using Code = absl::StatusCode;
  const std::vector<std::pair<const char*, Code>> table{
      {"23505", Code::kAlreadyExists},     {"23503", Code::kFailedPrecondition},
      {"23502", Code::kInvalidArgument},   {"23514", Code::kInvalidArgument},
      {"22001", Code::kInvalidArgument},   {"22003", Code::kInvalidArgument},
      {"22021", Code::kInvalidArgument},   {"22P02", Code::kInvalidArgument},
      {"42501", Code::kNotFound},          {"40001", Code::kAborted},
      {"40P01", Code::kAborted},           {"57014", Code::kDeadlineExceeded},
      {"55P03", Code::kDeadlineExceeded},  {"57P01", Code::kUnavailable},
      {"57P02", Code::kUnavailable},       {"57P03", Code::kUnavailable},
      {"08006", Code::kUnavailable},       {"53100", Code::kResourceExhausted},
      {"53200", Code::kResourceExhausted}, {"53300", Code::kResourceExhausted},
      {"42P01", Code::kInternal},          {"42601", Code::kInternal},
      {"XX000", Code::kInternal},          {"", Code::kInternal}};
  for (const auto& [state, code] : table) {
    const absl::Status status = FromState(state);
    EXPECT_EQ(status.code(), code) << state;
    EXPECT_EQ(SqlState(status), state);
    EXPECT_EQ(IsRetryable(status), code == Code::kAborted) << state;
    EXPECT_FALSE(IsCommitUnknown(status)) << state;
  }
}

TEST(SqlErrors, KeepTheDriversTextToThemselves) {
  for (const char* state : {"23505", "23503", "23514", "22001", "42501", "40001", "57014", "57P01", "53100", "XX000"}) {
    EXPECT_EQ(FromState(state, "null value ").ToString().find("Ann"), std::string::npos) << state;
  }
  EXPECT_EQ(From(pqxx::broken_connection(kSecret)).ToString().find("Ann"), std::string::npos);
  EXPECT_EQ(From(std::runtime_error(kSecret)).ToString().find("Ann"), std::string::npos);
  EXPECT_EQ(From(pqxx::conversion_error(kSecret)).ToString().find("Ann"), std::string::npos);
}

TEST(SqlErrors, NameTheConstraint) {
  const auto named = [](const char* state, const std::string& message) {
    return Constraint(FromState(state, message));
  };
  EXPECT_EQ(named("23505", "duplicate key value violates unique constraint \"team_name_key\"\n"), "team_name_key");
  EXPECT_EQ(named("23514", "new row for relation \"spell\" violates check constraint \"spell_ends_after_start\"\n"),
            "spell_ends_after_start");
  EXPECT_EQ(named("23503", "update on table \"team\" violates foreign key constraint \"x\" on table \"staff\""), "x");
  EXPECT_EQ(named("23502", "null value in column \"name\" violates not-null constraint"), "");
  EXPECT_EQ(named("23505", ""), "");
  EXPECT_EQ(Constraint(absl::OkStatus()), "");
}

TEST(SqlErrors, AreKnownByTypeWhereLibpqxxHasNoState) {
  EXPECT_EQ(SqlState(From(pqxx::deadlock_detected("x"))), "40P01");
  EXPECT_EQ(SqlState(From(pqxx::serialization_failure("x"))), "40001");
  EXPECT_TRUE(IsRetryable(From(pqxx::serialization_failure("x"))));
  EXPECT_TRUE(IsRetryable(From(pqxx::deadlock_detected("x"))));
  EXPECT_EQ(From(pqxx::insufficient_privilege("x")).code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(From(pqxx::disk_full("x")).code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(From(pqxx::out_of_memory("x")).code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(From(pqxx::broken_connection("x")).code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(From(std::bad_alloc()).code(), absl::StatusCode::kInternal);
  EXPECT_FALSE(IsRetryable(From(pqxx::broken_connection("x")))) << "nobody knows what became of the transaction";
}

TEST(CommitUnknown, IsUnavailableAndKnownForWhatItIs) {
  const absl::Status status = CommitUnknown();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_TRUE(IsCommitUnknown(status));
  EXPECT_FALSE(IsRetryable(status));
  EXPECT_FALSE(IsCommitUnknown(absl::UnavailableError("")));
  EXPECT_FALSE(IsCommitUnknown(absl::OkStatus()));
}

}  // namespace
}  // namespace gainful::db
