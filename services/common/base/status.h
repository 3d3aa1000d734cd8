// How errors travel: absl::Status inside, with google.rpc details attached as payloads; common/rpc turns them into grpc::Status.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace gainful::base {

// Everything that is wrong with a request, so that a caller can mend it in one go.
class Violations {
 public:
  // `field` is a path in the request such as "spell.ended_on"; `wanted` says what is wrong and what is wanted.
  void Add(absl::string_view field, absl::string_view wanted);
  bool empty() const { return list_.empty(); }
  const std::vector<std::pair<std::string, std::string>>& list() const { return list_; }

  // OK when there are none, else `code` with google.rpc.BadRequest. NOT_FOUND is for fields that name a record which is missing or hidden.
  absl::Status ToStatus(absl::StatusCode code = absl::StatusCode::kInvalidArgument) const;

 private:
  std::vector<std::pair<std::string, std::string>> list_;
};

// An error with google.rpc.ErrorInfo: `reason` is a fixed word in capitals for programs, `message` a sentence for people.
absl::Status Error(absl::StatusCode code, absl::string_view reason, absl::string_view message);

// The reason of an error made by Error(), or empty.
std::string Reason(const absl::Status& status);

// The one answer for what is missing and for what is hidden: they look the same. `kind` is the record's, such as "fit_note", and is said in words.
absl::Status NotFound(absl::string_view kind);

constexpr char kBadRequestUrl[] = "type.googleapis.com/google.rpc.BadRequest";
constexpr char kErrorInfoUrl[] = "type.googleapis.com/google.rpc.ErrorInfo";

}  // namespace gainful::base

#define GAINFUL_CONCAT_INNER(a, b) a##b
#define GAINFUL_CONCAT(a, b) GAINFUL_CONCAT_INNER(a, b)

// Returns the status of `expr` from this function unless it is OK.
#define RETURN_IF_ERROR(expr)                        \
  do {                                               \
    const absl::Status gainful_status = (expr);      \
    if (!gainful_status.ok()) return gainful_status; \
  } while (false)

// Assigns the value of the StatusOr `expr` to `lhs`, or returns its status from this function.
#define ASSIGN_OR_RETURN(lhs, expr) GAINFUL_ASSIGN_OR_RETURN(GAINFUL_CONCAT(gainful_or_, __LINE__), lhs, expr)
#define GAINFUL_ASSIGN_OR_RETURN(tmp, lhs, expr) \
  auto tmp = (expr);                             \
  if (!tmp.ok()) return tmp.status();            \
  lhs = std::move(tmp).value()
