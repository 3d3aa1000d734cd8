#include "clients/cli/errors.h"

#include "absl/strings/str_cat.h"
#include "clients/cli/text.h"

namespace gainful::cli {
namespace {

// What to do next, where the message alone does not say.
std::string Advice(const client::Error& error) {
  switch (error.code) {
    case absl::StatusCode::kUnavailable:
      return "Is the server running? The command may safely be given again.";
    case absl::StatusCode::kDeadlineExceeded:
      return "The server did not answer in time; it may still have done the work. --timeout allows more.";
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kUnknown:
      return absl::StrCat("Its operator can look up request ", error.request_id, ".");
    default:
      return "";
  }
}

std::string Sentence(const client::Error& error) {
  if (!error.message.empty()) return Printable(error.message);
  return absl::StrCat("refused with ", absl::StatusCodeToString(error.code));
}

}  // namespace

ExitCode ExitCodeFor(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kOk:
      return kExitOk;
    case absl::StatusCode::kNotFound:
      return kExitNotFound;
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
      return kExitUnavailable;
    default:
      return kExitRefused;
  }
}

ExitCode Explain(const client::Error& error, const std::function<std::string(absl::string_view)>& as_typed,
                 std::ostream& err) {
  for (const client::FieldViolation& violation : error.violations) {
    err << as_typed(violation.field) << ": " << Printable(violation.description) << "\n";
  }
  if (error.violations.empty()) {
    const std::string advice = Advice(error);
    err << "gainful: " << Sentence(error) << (advice.empty() ? "" : "\n  ") << advice << "\n";
  }
  return ExitCodeFor(error.code);
}

ExitCode ExplainUsage(absl::string_view what, std::ostream& err) {
  err << "gainful: " << Printable(what) << "\n";
  return kExitUsage;
}

}  // namespace gainful::cli
