#include "services/common/base/status.h"

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gainful/type/v1/error.pb.h"
#include "google/rpc/error_details.pb.h"

namespace gainful::base {

void Violations::Add(absl::string_view field, absl::string_view wanted) {
  list_.emplace_back(std::string(field), std::string(wanted));
}

// gRPC sends a refusal's message and details as headers, and most clients read no more than 8 KiB of headers in all. Our text stands
// in there three times, twice of them in base64.
constexpr size_t kMostText = 1500;

absl::Status Violations::ToStatus(absl::StatusCode code) const {
  if (empty()) return absl::OkStatus();
  google::rpc::BadRequest details;
  std::string message;
  int shown = 0;
  for (const auto& [field, wanted] : list_) {
    if (shown > 0 && message.size() + field.size() + wanted.size() > kMostText) break;
    ++shown;
    auto* violation = details.add_field_violations();
    violation->set_field(field);
    violation->set_description(wanted);
    absl::StrAppend(&message, message.empty() ? "" : "; ", field, ": ", wanted);
  }
  const size_t left_out = list_.size() - shown;
  if (left_out > 0) absl::StrAppend(&message, "; and ", left_out, " more");
  absl::Status status(code, message);
  status.SetPayload(kBadRequestUrl, absl::Cord(details.SerializeAsString()));
  return status;
}

absl::Status Error(absl::StatusCode code, absl::string_view reason, absl::string_view message) {
  absl::Status status(code, message);
  gainful::type::v1::ErrorReason info;
  info.set_domain("gainful");
  info.set_reason(std::string(reason));
  status.SetPayload(kErrorInfoUrl, absl::Cord(info.SerializeAsString()));
  return status;
}

std::string Reason(const absl::Status& status) {
  const auto payload = status.GetPayload(kErrorInfoUrl);
  gainful::type::v1::ErrorReason info;
  if (!payload || !info.ParseFromString(std::string(*payload))) return "";
  return info.reason();
}

absl::Status NotFound(absl::string_view kind) {
  return Error(
      absl::StatusCode::kNotFound, "NOT_FOUND",
      absl::StrCat("there is no such ", absl::StrReplaceAll(kind, {{"_", " "}}), ", or it is not yours to see"));
}

}  // namespace gainful::base
