// Calls as they go over the wire, as bytes: tests must be able to send what no well-meaning client would.
#pragma once

#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace gainful::integration {

// What a call came to.
struct Outcome {
  absl::StatusCode code = absl::StatusCode::kOk;
  std::string message;
  std::vector<std::pair<std::string, std::string>> violations;  // field, what is wanted
  std::string reason;
  std::string details;  // every detail but the call's own id, to compare two refusals with
  std::string call_id;  // in the trailing metadata of every answer
  std::string bytes;    // the answer

  bool ok() const { return code == absl::StatusCode::kOk; }
  std::vector<std::string> fields() const;
};
std::ostream& operator<<(std::ostream& out, const Outcome& outcome);

using Metadata = std::vector<std::pair<std::string, std::string>>;

struct TlsFiles {
  std::string ca, certificate, key;  // PEM files
};

class Wire {
 public:
  explicit Wire(const std::string& address, const TlsFiles* tls = nullptr);
  ~Wire();

  // `path` is such as "/gainful.caseload.v1.CaseloadService/GetJourney". Waits for the connection no longer than the deadline.
  Outcome Call(const std::string& path, const std::string& bytes, const Metadata& metadata = {},
               absl::Duration timeout = absl::Seconds(20), bool is_compressed = false) const;

  // SERVING, NOT_SERVING or the error, of one service or, where it is empty, of all.
  std::string Health(const std::string& service) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace gainful::integration
