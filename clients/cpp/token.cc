#include "gainful/token.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <sys/stat.h>

#include <cmath>
#include <fstream>
#include <memory>
#include <mutex>
#include <sstream>
#include <tuple>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "clients/cpp/process.h"

namespace gainful::client {
namespace {

constexpr absl::Duration kCommandPatience = absl::Seconds(30);
constexpr absl::Duration kKeepWithoutExpiry = absl::Minutes(1);
// A token is replaced this long before it ends, so that it does not end on its way.
constexpr absl::Duration kMargin = absl::Seconds(30);

// Text that cannot be an HTTP header would make gRPC abort the process.
absl::StatusOr<std::string> Usable(absl::string_view text, absl::string_view origin) {
  const absl::string_view token = absl::StripAsciiWhitespace(text);
  if (token.empty()) return absl::UnauthenticatedError(absl::StrCat("no token in ", origin));
  for (const char c : token) {
    if (!absl::ascii_isgraph(static_cast<unsigned char>(c))) {
      return absl::UnauthenticatedError(absl::StrCat("what came from ", origin, " is not a token"));
    }
  }
  return std::string(token);
}

class File {
 public:
  explicit File(std::string path) : path_(std::move(path)) {}

  absl::StatusOr<std::string> Token() {
    struct stat s {};
    if (stat(path_.c_str(), &s) != 0) {
      return absl::UnauthenticatedError(absl::StrCat("the token file ", path_, " cannot be read"));
    }
    const Version version(s.st_ino, s.st_size, s.st_mtim.tv_sec, s.st_mtim.tv_nsec);
    const std::lock_guard<std::mutex> lock(mutex_);
    if (token_.empty() || version != version_) {
      std::ifstream in(path_, std::ios::binary);
      std::ostringstream text;
      text << in.rdbuf();
      absl::StatusOr<std::string> token = Usable(text.str(), absl::StrCat("the token file ", path_));
      if (!token.ok()) return token;
      token_ = *std::move(token);
      version_ = version;
    }
    return token_;
  }

 private:
  using Version = std::tuple<ino_t, off_t, time_t, long>;  // NOLINT(google-runtime-int): the type of tv_nsec
  const std::string path_;
  std::mutex mutex_;
  std::string token_;
  Version version_;
};

class Command {
 public:
  Command(std::vector<std::string> argv, std::function<absl::Time()> now)
      : argv_(std::move(argv)), now_(std::move(now)) {}

  // Callers wait for the one that runs the command rather than running it as well.
  absl::StatusOr<std::string> Token() {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!token_.empty() && now_() < keep_until_) return token_;
    absl::StatusOr<std::string> output = OutputOf(argv_, kCommandPatience);
    if (!output.ok()) {
      return absl::UnauthenticatedError(absl::StrCat("no token could be had: ", output.status().message()));
    }
    absl::StatusOr<std::string> token = Usable(*output, argv_[0]);
    if (!token.ok()) return token;
    token_ = *std::move(token);
    const std::optional<absl::Time> expiry = TokenExpiry(token_);
    keep_until_ = expiry ? *expiry - kMargin : now_() + kKeepWithoutExpiry;
    return token_;
  }

 private:
  const std::vector<std::string> argv_;
  const std::function<absl::Time()> now_;
  std::mutex mutex_;
  std::string token_;
  absl::Time keep_until_;
};

}  // namespace

TokenSource TokenFromFile(std::string path) {
  auto file = std::make_shared<File>(std::move(path));
  return [file] { return file->Token(); };
}

TokenSource TokenFromCommand(std::vector<std::string> argv, std::function<absl::Time()> now) {
  auto command = std::make_shared<Command>(std::move(argv), std::move(now));
  return [command] { return command->Token(); };
}

std::optional<absl::Time> TokenExpiry(absl::string_view jwt) {
  const std::vector<absl::string_view> parts = absl::StrSplit(jwt, '.');
  std::string claims;
  if (parts.size() != 3 || !absl::WebSafeBase64Unescape(parts[1], &claims)) return std::nullopt;
  google::protobuf::Struct object;
  if (!google::protobuf::util::JsonStringToMessage(claims, &object).ok()) return std::nullopt;
  const auto exp = object.fields().find("exp");
  if (exp == object.fields().end() || exp->second.kind_case() != google::protobuf::Value::kNumberValue)
    return std::nullopt;
  const double seconds = exp->second.number_value();
  if (!std::isfinite(seconds) || std::abs(seconds) > 1e12) return std::nullopt;
  return absl::FromUnixSeconds(static_cast<int64_t>(seconds));
}

}  // namespace gainful::client
