// What a call came to: success, or a refusal told in a way that a program can act on and a person can read.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"

namespace grpc {
class Status;
}

namespace gainful::client {

// One field that the server did not accept.
struct FieldViolation {
  std::string field;        // path from the request, such as `participant.birth_date`
  std::string description;  // what is wrong with it and what is wanted
};

// The outcome of a call. Servers name every violation of a request at once.
//
//   code                  what happened                                              worth trying again?
//   kInvalidArgument      fields are wrong: see violations                           after changing the request
//   kUnauthenticated      no token, or one that does not hold                        with another token
//   kPermissionDenied     the caller's role may not do this                          no
//   kNotFound             not there, or not for the caller to see                    no
//   kAlreadyExists        another record has this name or source key                 no
//   kFailedPrecondition   consent or state forbids it: see reason                    after the state changed
//   kAborted              somebody else changed the record since its etag was read   after reading it again
//   kResourceExhausted    too much at once                                           later, more slowly
//   kUnavailable          no server, or the outcome is not known                     yes, with the same request_id
//   kDeadlineExceeded     no answer in time; the outcome is not known                yes, with the same request_id
//   kInternal             a fault of the server: report request_id to its operator   no
struct Error {
  absl::StatusCode code = absl::StatusCode::kOk;
  std::string message;                     // a sentence
  std::vector<FieldViolation> violations;  // google.rpc.BadRequest
  std::string reason;                      // google.rpc.ErrorInfo: a stable word, such as STALE_ETAG
  std::string request_id;                  // what to quote when asking an operator about the call

  bool ok() const { return code == absl::StatusCode::kOk; }

  // Code and message, the violations appended to it.
  absl::Status ToStatus() const;
};

// For those who call through the generated stubs: reads the google.rpc details that the status carries.
Error ErrorFrom(const grpc::Status& status);

// A failure that arose on this side, such as a token that could not be had.
Error ErrorFrom(const absl::Status& status);

}  // namespace gainful::client
