// The keys that tokens are checked with, kept up to date while the service runs.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/common/auth/jwks.h"
#include "services/common/auth/key_source.h"

namespace gainful::auth {

// The keys at one moment; never changes once it is out.
struct Keys {
  std::uint64_t generation = 0;  // another number whenever the keys are others
  std::map<std::string, Key, std::less<>> by_kid;

  const Key* Find(absl::string_view kid) const;
};

struct KeySetOptions {
  // How often keys are looked for; at 0 every 2 s for a file (whose text is read only when it has changed) and every 10 min for a URL.
  absl::Duration refresh;
  // How soon after a failure they are looked for again, if that is sooner.
  absl::Duration retry = absl::Seconds(30);
  // A token with an unknown kid makes them be looked for at once, but not again within this time; at 0, 1 s for a file and 30 s for
  // a URL. Anybody can make up a kid.
  absl::Duration unknown_key_gap;
  // The call that carries such a token waits this long, but only a handful of calls wait at any time: were the issuer slow, made-up
  // kids could otherwise hold every thread.
  absl::Duration unknown_key_wait = absl::Seconds(2);
  // Told what goes wrong, once for as long as it goes wrong in the same way; OK when keys can be read again. Keys that are left out
  // are told as INVALID_ARGUMENT. Called from a thread of the key set, and by Open. No text holds anything of a key.
  std::function<void(absl::Status)> report;
  KeySourceOptions source;
};

// Thread-safe. A failed look keeps the keys of the one before. A document that can be read is always believed: a key that is no
// longer in it stops counting with the next look, even if none is left.
class KeySet {
 public:
  // Reads the keys a first time. INVALID_ARGUMENT or UNAVAILABLE if `location` (see MakeKeySource) makes no sense, cannot be read or
  // holds no key that can be used.
  static absl::StatusOr<std::unique_ptr<KeySet>> Open(const std::string& location, KeySetOptions options = {});

  // The same from any source, for tests.
  static absl::StatusOr<std::unique_ptr<KeySet>> Open(std::unique_ptr<KeySource> source, KeySetOptions options);

  ~KeySet();
  KeySet(const KeySet&) = delete;
  KeySet& operator=(const KeySet&) = delete;

  // Costs no more than copying a shared_ptr; never waits for a look under way.
  std::shared_ptr<const Keys> Current() const { return std::atomic_load(&keys_); }

  // For a kid that is not in Current(): the keys after a look at the source, or Current() if none may be had now.
  std::shared_ptr<const Keys> Renewed();

 private:
  KeySet(std::unique_ptr<KeySource> source, KeySetOptions options);
  absl::Status Look();
  void Report(const absl::Status& status);
  void Run();

  const std::unique_ptr<KeySource> source_;
  const KeySetOptions options_;
  std::shared_ptr<const Keys> keys_ =
      std::make_shared<const Keys>();  // with std::atomic_load and std::atomic_store only
  std::vector<std::string> ignored_;   // Look's
  absl::Status told_;                  // Report's

  std::mutex mutex_;
  std::condition_variable wake_;    // the thread: asked_ or stop_
  std::condition_variable looked_;  // those who wait: ended_
  bool stop_ = false;
  bool asked_ = false;       // a look is to begin at once
  std::uint64_t begun_ = 0;  // looks, counted
  std::uint64_t ended_ = 0;
  int waiting_ = 0;
  std::chrono::steady_clock::time_point may_ask_;
  std::thread thread_;  // the last member: it starts when the others are ready
};

}  // namespace gainful::auth
