#include "tools/issuer/files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "services/common/base/status.h"

namespace gainful::issuer {
namespace {

absl::Status Failed(absl::string_view what, const std::string& path, int error) {
  return absl::UnknownError(absl::StrCat(what, " ", path, ": ", std::strerror(error)));
}

// 0 or an errno.
int WriteAll(int fd, absl::string_view text) {
  while (!text.empty()) {
    const ssize_t n = write(fd, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return errno;
    text.remove_prefix(static_cast<size_t>(n));
  }
  return fsync(fd) == 0 ? 0 : errno;
}

}  // namespace

absl::StatusOr<std::optional<std::string>> ReadFile(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::exists(path, error) && !error) return std::nullopt;
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return Failed("cannot read", path, errno);
  return text.str();
}

absl::Status WriteFile(const std::string& path, absl::string_view text, mode_t mode) {
  ASSIGN_OR_RETURN(const std::optional<std::string> old, ReadFile(path));
  if (old && *old == text) return absl::OkStatus();
  std::string temporary = path + ".XXXXXX";
  const int fd =
      mkostemp(&temporary[0], O_CLOEXEC);  // readable by its owner only, so a secret is never anybody's to read
  if (fd < 0) return Failed("cannot write", path, errno);
  int error = WriteAll(fd, text);
  if (error == 0 && fchmod(fd, mode) != 0) error = errno;
  close(fd);
  if (error == 0 && rename(temporary.c_str(), path.c_str()) != 0) error = errno;
  if (error == 0) return absl::OkStatus();
  unlink(temporary.c_str());
  return Failed("cannot write", path, error);
}

absl::Status MakeDirectory(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  return error ? Failed("cannot make the directory", path, error.value()) : absl::OkStatus();
}

// A lock that cannot be had is no reason to refuse: some network file systems have none.
DirectoryLock::DirectoryLock(const std::string& path) : fd_(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  if (fd_ >= 0) {
    while (flock(fd_, LOCK_EX) != 0 && errno == EINTR) {
    }
  }
}

DirectoryLock::~DirectoryLock() {
  if (fd_ >= 0) close(fd_);
}

}  // namespace gainful::issuer
