// Small files that other processes read while they are replaced.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace gainful::issuer {

// The whole text; nothing if there is no such file.
absl::StatusOr<std::optional<std::string>> ReadFile(const std::string& path);

// Leaves a file that already says so alone. Otherwise readers see either the old text or the new one, also after a crash.
absl::Status WriteFile(const std::string& path, absl::string_view text, mode_t mode);

// Makes the directory and those above it, where missing.
absl::Status MakeDirectory(const std::string& path);

// While it lives, no other process that asks for the same lock gets it: what is read, changed and written back is not lost.
class DirectoryLock {
 public:
  explicit DirectoryLock(const std::string& path);
  ~DirectoryLock();
  DirectoryLock(const DirectoryLock&) = delete;
  DirectoryLock& operator=(const DirectoryLock&) = delete;

 private:
  int fd_;
};

}  // namespace gainful::issuer
