// Where the text of a key set comes from: a file or an address.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace gainful::auth {

constexpr size_t kMaxKeySet = 256 * 1024;  // bytes

class KeySource {
 public:
  virtual ~KeySource() = default;

  // The text, or nothing if it is known to be what the last successful Read returned. Called by one thread at a time.
  virtual absl::StatusOr<std::optional<std::string>> Read() = 0;

  // Lets a Read under way on another thread end soon, and every later one fail.
  virtual void Cancel() = 0;

  // Whether looking is so cheap that it may be done every few seconds.
  virtual bool IsCheap() const = 0;
};

struct KeySourceOptions {
  absl::Duration timeout = absl::Seconds(5);  // for one request, from name lookup to the last byte
  std::string ca_file;                        // PEM file of the authorities to trust; empty: those of the system
};

// `location` is a path, an https URL, or an http URL of this machine (127.0.0.0/8, [::1], localhost). Over http an answer could be
// forged on its way. Redirects are not followed, wherever they lead. INVALID_ARGUMENT for any other location; nothing is read yet.
absl::StatusOr<std::unique_ptr<KeySource>> MakeKeySource(const std::string& location,
                                                         const KeySourceOptions& options = {});

}  // namespace gainful::auth
