#include "services/common/auth/key_source.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <tuple>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/common/base/status.h"

namespace gainful::auth {
namespace {

absl::Status Unreadable(absl::string_view location, absl::string_view why) {
  return absl::UnavailableError(absl::StrCat("the key set ", location, " cannot be read: ", why));
}

class FileSource final : public KeySource {
 public:
  explicit FileSource(std::string path) : path_(std::move(path)) {}

  absl::StatusOr<std::optional<std::string>> Read() override {
    // Not blocking, so that a path that turns out to be a pipe cannot hold the reader up.
    const int fd = open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return Failed(std::strerror(errno));
    auto text = ReadOpen(fd);
    close(fd);
    return text;
  }

  void Cancel() override {}
  bool IsCheap() const override { return true; }

 private:
  // A file that is replaced by renaming has another inode even where size and time agree.
  using Version = std::tuple<dev_t, ino_t, off_t, time_t, long>;  // NOLINT(google-runtime-int): the type of tv_nsec

  absl::Status Failed(absl::string_view why) {
    version_ = Version();
    return Unreadable(path_, why);
  }

  absl::StatusOr<std::optional<std::string>> ReadOpen(int fd) {
    struct stat s {};
    if (fstat(fd, &s) != 0) return Failed(std::strerror(errno));
    if (!S_ISREG(s.st_mode)) return Failed("it is not a file");
    const Version version(s.st_dev, s.st_ino, s.st_size, s.st_mtim.tv_sec, s.st_mtim.tv_nsec);
    if (version == version_) return std::nullopt;
    std::string text(kMaxKeySet + 1, '\0');
    size_t have = 0;
    while (have < text.size()) {
      const ssize_t got = read(fd, &text[have], text.size() - have);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return Failed(std::strerror(errno));
      if (got == 0) break;
      have += static_cast<size_t>(got);
    }
    if (have > kMaxKeySet) return Failed("it is longer than 256 KiB");
    text.resize(have);
    version_ = version;
    return std::optional<std::string>(std::move(text));
  }

  const std::string path_;
  Version version_;
};

// Writing to a TLS connection that the other side has closed raises SIGPIPE, which ends a process that is not prepared; curl is told
// to leave signals alone, since it could only change them for all threads. While this lives, the thread gets none.
class WithoutSigpipe {
 public:
  WithoutSigpipe() {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    sigset_t waiting;
    sigpending(&waiting);
    was_waiting_ = sigismember(&waiting, SIGPIPE) == 1;
    pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  ~WithoutSigpipe() {
    const timespec now{};
    while (!was_waiting_ && sigtimedwait(&pipe_, nullptr, &now) == -1 && errno == EINTR) {
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  WithoutSigpipe(const WithoutSigpipe&) = delete;
  WithoutSigpipe& operator=(const WithoutSigpipe&) = delete;

 private:
  sigset_t pipe_, before_;
  bool was_waiting_ = false;
};

class UrlSource final : public KeySource {
 public:
  UrlSource(std::string url, bool encrypted, KeySourceOptions options)
      : url_(std::move(url)), encrypted_(encrypted), options_(std::move(options)) {}

  absl::StatusOr<std::optional<std::string>> Read() override {
    const std::unique_ptr<CURL, void (*)(CURL*)> curl(curl_easy_init(), curl_easy_cleanup);
    if (curl == nullptr) return Unreadable(url_, "out of memory");
    std::string body;
    SetLimits(curl.get());
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, &UrlSource::Append);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &body);
    const CURLcode code = Perform(curl.get());
    if (code == CURLE_FILESIZE_EXCEEDED || body.size() > kMaxKeySet)
      return Unreadable(url_, "it is longer than 256 KiB");
    if (code != CURLE_OK) return Unreadable(url_, curl_easy_strerror(code));
    long status = 0;  // NOLINT(google-runtime-int): what curl writes to
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
    if (status / 100 == 3) return Unreadable(url_, "it has moved, and redirects are not followed");
    if (status != 200) return Unreadable(url_, absl::StrCat("the answer has status ", status));
    return std::optional<std::string>(std::move(body));
  }

  void Cancel() override { cancelled_ = true; }
  bool IsCheap() const override { return false; }

 private:
  static CURLcode Perform(CURL* curl) {
    const WithoutSigpipe guard;
    return curl_easy_perform(curl);
  }

  void SetLimits(CURL* curl) {
    curl_easy_setopt(curl, CURLOPT_URL, url_.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, encrypted_ ? "https" : "http");
    curl_easy_setopt(curl, CURLOPT_SSLVERSION,
                     static_cast<long>(CURL_SSLVERSION_TLSv1_2));  // NOLINT(google-runtime-int)
    if (!options_.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, options_.ca_file.c_str());
    // What is meant for this machine must not pass through a proxy that the environment names.
    if (!encrypted_) curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_MAXFILESIZE, static_cast<long>(kMaxKeySet));  // NOLINT(google-runtime-int)
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, absl::ToInt64Milliseconds(options_.timeout));
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "gainful");
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, &UrlSource::Interrupt);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, this);
  }

  // Stops the transfer as soon as one byte is too many, whatever length the answer claims to have.
  static size_t Append(char* data, size_t size, size_t count, void* body) {
    auto* text = static_cast<std::string*>(body);
    text->append(data, size * count);
    return text->size() > kMaxKeySet ? 0 : size * count;
  }

  static int Interrupt(void* source, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<UrlSource*>(source)->cancelled_ ? 1 : 0;
  }

  const std::string url_;
  const bool encrypted_;
  const KeySourceOptions options_;
  std::atomic<bool> cancelled_{false};
};

bool IsThisMachine(const std::string& host) {
  in_addr address{};
  if (host == "localhost" || host == "[::1]") return true;
  return inet_pton(AF_INET, host.c_str(), &address) == 1 && ntohl(address.s_addr) >> 24 == 127;
}

std::string Part(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, 0) != CURLUE_OK) return "";
  std::string copy(text);
  curl_free(text);
  return copy;
}

// OK if keys may be fetched from there; `encrypted` says whether over TLS. The URL is not repeated: it may hold a password.
absl::Status CheckUrl(const std::string& location, bool* encrypted) {
  const std::unique_ptr<CURLU, void (*)(CURLU*)> url(curl_url(), curl_url_cleanup);
  if (url == nullptr || curl_url_set(url.get(), CURLUPART_URL, location.c_str(), 0) != CURLUE_OK) {
    return absl::InvalidArgumentError("the key set's URL cannot be read");
  }
  if (!Part(url.get(), CURLUPART_USER).empty() || !Part(url.get(), CURLUPART_PASSWORD).empty()) {
    return absl::InvalidArgumentError("the key set's URL holds a user name or a password");
  }
  const std::string scheme = Part(url.get(), CURLUPART_SCHEME);
  *encrypted = scheme == "https";
  if (*encrypted || (scheme == "http" && IsThisMachine(Part(url.get(), CURLUPART_HOST)))) return absl::OkStatus();
  return absl::InvalidArgumentError("the key set's URL must begin with https://, or with http:// on this machine");
}

}  // namespace

absl::StatusOr<std::unique_ptr<KeySource>> MakeKeySource(const std::string& location, const KeySourceOptions& options) {
  if (location.empty()) return absl::InvalidArgumentError("the key set's file or URL is not set");
  if (!absl::StrContains(location, "://")) return std::make_unique<FileSource>(location);
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (ready != CURLE_OK) return absl::InternalError("curl cannot be set up");
  bool encrypted = false;
  RETURN_IF_ERROR(CheckUrl(location, &encrypted));
  return std::make_unique<UrlSource>(location, encrypted, options);
}

}  // namespace gainful::auth
