#include "services/common/rpc/grpc_status.h"

#include <gtest/gtest.h>

#include <optional>

#include "absl/strings/match.h"
#include "gainful/type/v1/error.pb.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "services/common/base/status.h"

namespace gainful::rpc {
namespace {

google::rpc::Status DetailsOf(const grpc::Status& status) {
  google::rpc::Status details;
  EXPECT_TRUE(details.ParseFromString(status.error_details()));
  return details;
}

// The detail of one type, if there is one.
template <class Detail>
std::optional<Detail> Find(const grpc::Status& status, const std::string& type) {
  const auto details = DetailsOf(status);
  for (const auto& any : details.details()) {
    Detail detail;
    if (any.type_url() == "type.googleapis.com/" + type && detail.ParseFromString(any.value())) return detail;
  }
  return std::nullopt;
}

TEST(ToGrpc, SaysNothingMoreAboutSuccess) {
  const grpc::Status status = ToGrpc(absl::OkStatus(), "call-1");
  EXPECT_TRUE(status.ok());
  EXPECT_EQ(status.error_message(), "");
  EXPECT_EQ(status.error_details(), "");
}

TEST(ToGrpc, KeepsCodeAndMessageAndNamesTheCall) {
  for (int code = 1; code <= 16; ++code) {
    const auto absl_code = static_cast<absl::StatusCode>(code);
    const grpc::Status status = ToGrpc(absl::Status(absl_code, "why"), "call-1");
    EXPECT_EQ(static_cast<int>(status.error_code()), code);
    EXPECT_EQ(DetailsOf(status).code(), code);
    EXPECT_EQ(DetailsOf(status).message(), status.error_message());
    const auto info = Find<google::rpc::RequestInfo>(status, "google.rpc.RequestInfo");
    ASSERT_TRUE(info.has_value()) << code;
    EXPECT_EQ(info->request_id(), "call-1");
    const bool hidden = absl_code == absl::StatusCode::kInternal || absl_code == absl::StatusCode::kUnknown;
    EXPECT_EQ(status.error_message() == "why", !hidden) << code;
  }
}

TEST(ToGrpc, HidesWhatWentWrongInside) {
  for (const auto code : {absl::StatusCode::kInternal, absl::StatusCode::kUnknown}) {
    absl::Status inside = base::Error(code, "SECRET_REASON", "Ann Example's row did not fit");
    base::Violations v;
    v.Add("secret.field", "secret text");
    inside.SetPayload(base::kBadRequestUrl, *v.ToStatus().GetPayload(base::kBadRequestUrl));
    const grpc::Status status = ToGrpc(inside, "call-7");
    EXPECT_EQ(status.error_message(), "internal error; quote call-7 when you report it");
    EXPECT_FALSE(absl::StrContains(status.error_details(), "Ann"));
    EXPECT_FALSE(absl::StrContains(status.error_details(), "SECRET_REASON"));
    EXPECT_FALSE(absl::StrContains(status.error_details(), "secret"));
    EXPECT_TRUE(Find<google::rpc::RequestInfo>(status, "google.rpc.RequestInfo").has_value());
  }
}

TEST(ToGrpc, CarriesEveryViolation) {
  base::Violations v;
  v.Add("spell.ended_on", "must not lie before the start (2024-02-29)");
  v.Add("spell.journey_id", "must be given");
  const grpc::Status status = ToGrpc(v.ToStatus(), "call-1");
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  const auto bad = Find<google::rpc::BadRequest>(status, "google.rpc.BadRequest");
  ASSERT_TRUE(bad.has_value());
  ASSERT_EQ(bad->field_violations_size(), 2);
  EXPECT_EQ(bad->field_violations(0).field(), "spell.ended_on");
  EXPECT_EQ(bad->field_violations(1).description(), "must be given");
}

TEST(ToGrpc, CarriesTheReason) {
  const grpc::Status status = ToGrpc(base::Error(absl::StatusCode::kFailedPrecondition, "STATE", "it ended"), "call-1");
  const auto info = Find<gainful::type::v1::ErrorReason>(status, "google.rpc.ErrorInfo");
  ASSERT_TRUE(info.has_value());
  EXPECT_EQ(info->reason(), "STATE");
  EXPECT_EQ(info->domain(), "gainful");
}

TEST(ToGrpc, LeavesOtherPayloadsInside) {
  absl::Status inside = absl::AlreadyExistsError("there is such a record already");
  inside.SetPayload("gainful/constraint", absl::Cord("participant_nhs_number_key"));
  EXPECT_FALSE(absl::StrContains(ToGrpc(inside, "call-1").error_details(), "participant_nhs_number_key"));
}

}  // namespace
}  // namespace gainful::rpc
