#include "gainful/error.h"

#include <grpcpp/support/status.h>

#include "absl/strings/str_cat.h"
#include "gainful/type/v1/error.pb.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace gainful::client {
namespace {

constexpr char kErrorInfoUrl[] = "type.googleapis.com/google.rpc.ErrorInfo";

void TakeDetail(const google::protobuf::Any& detail, Error* error) {
  google::rpc::BadRequest bad;
  google::rpc::RequestInfo request;
  gainful::type::v1::ErrorReason reason;
  if (detail.UnpackTo(&bad)) {
    for (const auto& v : bad.field_violations()) error->violations.push_back({v.field(), v.description()});
  } else if (detail.type_url() == kErrorInfoUrl && reason.ParseFromString(detail.value())) {
    error->reason = reason.reason();
    if (const auto it = reason.metadata().find("request_id"); it != reason.metadata().end())
      error->request_id = it->second;
  } else if (detail.UnpackTo(&request)) {
    error->request_id = request.request_id();
  }
}

}  // namespace

absl::Status Error::ToStatus() const {
  std::string text = message;
  for (const FieldViolation& v : violations) absl::StrAppend(&text, "; ", v.field, ": ", v.description);
  return absl::Status(code, text);
}

Error ErrorFrom(const grpc::Status& status) {
  Error error;
  error.code = static_cast<absl::StatusCode>(status.error_code());
  error.message = status.error_message();
  google::rpc::Status details;
  if (!status.ok() && details.ParseFromString(status.error_details())) {
    for (const auto& detail : details.details()) TakeDetail(detail, &error);
  }
  return error;
}

Error ErrorFrom(const absl::Status& status) {
  Error error;
  error.code = status.code();
  error.message = std::string(status.message());
  return error;
}

}  // namespace gainful::client
