#include "services/common/base/status.h"

#include <gtest/gtest.h>

#include <memory>

#include "gainful/type/v1/error.pb.h"
#include "google/rpc/error_details.pb.h"

namespace gainful::base {
namespace {

google::rpc::BadRequest BadRequestOf(const absl::Status& status) {
  google::rpc::BadRequest details;
  const auto payload = status.GetPayload("type.googleapis.com/google.rpc.BadRequest");
  EXPECT_TRUE(payload.has_value());
  EXPECT_TRUE(payload && details.ParseFromString(std::string(*payload)));
  return details;
}

TEST(Violations, AreFineWhenThereAreNone) {
  Violations v;
  EXPECT_TRUE(v.empty());
  EXPECT_TRUE(v.ToStatus().ok());
  EXPECT_TRUE(v.ToStatus(absl::StatusCode::kNotFound).ok());
}

TEST(Violations, AreAllTold) {
  Violations v;
  v.Add("spell.ended_on", "must not lie before the start");
  v.Add("spell.journey_id", "must be given");
  v.Add("spell.journey_id", "must be given");
  EXPECT_FALSE(v.empty());
  const absl::Status status = v.ToStatus();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message(),
            "spell.ended_on: must not lie before the start; spell.journey_id: must be given; spell.journey_id: must be "
            "given");
  const auto details = BadRequestOf(status);
  ASSERT_EQ(details.field_violations_size(), 3);
  EXPECT_EQ(details.field_violations(0).field(), "spell.ended_on");
  EXPECT_EQ(details.field_violations(0).description(), "must not lie before the start");
  EXPECT_EQ(details.field_violations(2).field(), "spell.journey_id");
  EXPECT_EQ(Reason(status), "") << "violations say themselves why";
}

TEST(Violations, MaySayThatARecordIsMissing) {
  Violations v;
  v.Add("spell.journey_id", "names no journey that you can see");
  const absl::Status status = v.ToStatus(absl::StatusCode::kNotFound);
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(BadRequestOf(status).field_violations_size(), 1);
}

TEST(Error, CarriesItsReason) {
  const absl::Status status = Error(absl::StatusCode::kAborted, "ETAG_STALE", "somebody else changed it");
  EXPECT_EQ(status.code(), absl::StatusCode::kAborted);
  EXPECT_EQ(status.message(), "somebody else changed it");
  EXPECT_EQ(Reason(status), "ETAG_STALE");
  const auto payload = status.GetPayload("type.googleapis.com/google.rpc.ErrorInfo");
  ASSERT_TRUE(payload.has_value());
  gainful::type::v1::ErrorReason info;
  ASSERT_TRUE(info.ParseFromString(std::string(*payload)));
  EXPECT_EQ(info.domain(), "gainful");
}

TEST(Reason, IsEmptyForOtherErrors) {
  EXPECT_EQ(Reason(absl::OkStatus()), "");
  EXPECT_EQ(Reason(absl::InternalError("x")), "");
  absl::Status garbled = absl::InternalError("x");
  garbled.SetPayload(kErrorInfoUrl, absl::Cord("\xff\xff\xff"));
  EXPECT_EQ(Reason(garbled), "");
}

TEST(NotFound, IsTheSameForMissingAndHidden) {
  const absl::Status status = NotFound("spell");
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(status.message(), "there is no such spell, or it is not yours to see");
  EXPECT_EQ(Reason(status), "NOT_FOUND");
  EXPECT_EQ(status, NotFound("spell"));
}

TEST(NotFound, SaysInWordsWhatKindOfRecordIsMeant) {
  EXPECT_EQ(NotFound("safeguarding_concern").message(),
            "there is no such safeguarding concern, or it is not yours to see");
  EXPECT_EQ(NotFound("health_and_work_report").message(),
            "there is no such health and work report, or it is not yours to see");
}

absl::Status Pass(const absl::Status& status, int* reached) {
  RETURN_IF_ERROR(status);
  ++*reached;
  return absl::OkStatus();
}

TEST(ReturnIfError, ReturnsTheErrorAndGoesOnOtherwise) {
  int reached = 0;
  EXPECT_TRUE(Pass(absl::OkStatus(), &reached).ok());
  EXPECT_EQ(Reason(Pass(Error(absl::StatusCode::kAborted, "R", ""), &reached)), "R") << "payloads travel along";
  EXPECT_EQ(reached, 1);
}

absl::StatusOr<std::unique_ptr<int>> Number(bool good) {
  if (!good) return Error(absl::StatusCode::kNotFound, "R", "");
  return std::make_unique<int>(7);
}

absl::Status Sum(bool first, bool second, int* out) {
  ASSIGN_OR_RETURN(const auto a, Number(first));
  ASSIGN_OR_RETURN(std::unique_ptr<int> b, Number(second));
  *out = *a + *b;
  return absl::OkStatus();
}

TEST(AssignOrReturn, MovesTheValueOrReturnsTheError) {
  int sum = 0;
  EXPECT_TRUE(Sum(true, true, &sum).ok());
  EXPECT_EQ(sum, 14);
  EXPECT_EQ(Reason(Sum(true, false, &sum)), "R");
  EXPECT_EQ(Reason(Sum(false, true, &sum)), "R");
}

}  // namespace
}  // namespace gainful::base
