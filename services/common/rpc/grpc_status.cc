#include "services/common/rpc/grpc_status.h"

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "services/common/base/status.h"

namespace gainful::rpc {
namespace {

void AddDetail(const absl::Status& status, const char* url, google::rpc::Status* out) {
  const auto payload = status.GetPayload(url);
  if (!payload) return;
  auto* any = out->add_details();
  any->set_type_url(url);
  any->set_value(std::string(*payload));
}

}  // namespace

grpc::Status ToGrpc(const absl::Status& status, const std::string& call_id) {
  if (status.ok()) return grpc::Status::OK;
  const auto code = static_cast<grpc::StatusCode>(status.code());  // both follow google.rpc.Code
  google::rpc::Status details;
  details.set_code(static_cast<int>(code));
  const bool hidden = absl::IsInternal(status) || absl::IsUnknown(status);
  details.set_message(hidden ? absl::StrCat("internal error; quote ", call_id, " when you report it")
                             : std::string(status.message()));
  if (!hidden) {
    AddDetail(status, base::kBadRequestUrl, &details);
    AddDetail(status, base::kErrorInfoUrl, &details);
  }
  google::rpc::RequestInfo info;
  info.set_request_id(call_id);
  details.add_details()->PackFrom(info);
  return grpc::Status(code, details.message(), details.SerializeAsString());
}

}  // namespace gainful::rpc
