#include "services/common/auth/key_set.h"

#include <algorithm>
#include <utility>

#include "services/common/base/status.h"

namespace gainful::auth {
namespace {

using std::chrono::steady_clock;

constexpr int kMaxWaiting = 4;

std::chrono::nanoseconds ToChrono(absl::Duration d) { return absl::ToChronoNanoseconds(d); }

KeySetOptions WithDefaults(KeySetOptions options, bool cheap) {
  if (options.refresh <= absl::ZeroDuration()) options.refresh = cheap ? absl::Seconds(2) : absl::Minutes(10);
  if (options.unknown_key_gap <= absl::ZeroDuration()) options.unknown_key_gap = absl::Seconds(cheap ? 1 : 30);
  return options;
}

}  // namespace

const Key* Keys::Find(absl::string_view kid) const {
  const auto it = by_kid.find(std::string(kid));
  return it == by_kid.end() ? nullptr : &it->second;
}

absl::StatusOr<std::unique_ptr<KeySet>> KeySet::Open(const std::string& location, KeySetOptions options) {
  ASSIGN_OR_RETURN(std::unique_ptr<KeySource> source, MakeKeySource(location, options.source));
  return Open(std::move(source), std::move(options));
}

absl::StatusOr<std::unique_ptr<KeySet>> KeySet::Open(std::unique_ptr<KeySource> source, KeySetOptions options) {
  const bool cheap = source->IsCheap();
  std::unique_ptr<KeySet> set(new KeySet(std::move(source), WithDefaults(std::move(options), cheap)));
  RETURN_IF_ERROR(set->Look());
  if (set->Current()->by_kid.empty()) {
    return absl::InvalidArgumentError(set->ignored_.empty()
                                          ? "the key set holds no key"
                                          : "the key set holds no key that can be used; " + set->ignored_[0]);
  }
  set->thread_ = std::thread([raw = set.get()] { raw->Run(); });
  return set;
}

KeySet::KeySet(std::unique_ptr<KeySource> source, KeySetOptions options)
    : source_(std::move(source)), options_(std::move(options)) {}

KeySet::~KeySet() {
  source_->Cancel();
  {
    std::lock_guard<std::mutex> lock(mutex_);
    stop_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

std::shared_ptr<const Keys> KeySet::Renewed() {
  std::unique_lock<std::mutex> lock(mutex_);
  const auto now = steady_clock::now();
  if (now >= may_ask_) {
    may_ask_ = now + ToChrono(options_.unknown_key_gap);
    asked_ = true;
    wake_.notify_all();
  }
  if ((!asked_ && ended_ == begun_) || waiting_ >= kMaxWaiting) return Current();
  // A look that was asked for has yet to begin; one under way may have missed a key, but there will be no other soon.
  const std::uint64_t awaited = asked_ ? begun_ + 1 : begun_;
  ++waiting_;
  looked_.wait_until(lock, now + ToChrono(options_.unknown_key_wait), [&] { return ended_ >= awaited; });
  --waiting_;
  return Current();
}

// Called by Open and then by the thread, never by both.
absl::Status KeySet::Look() {
  ASSIGN_OR_RETURN(const std::optional<std::string> text, source_->Read());
  if (!text) return absl::OkStatus();
  ASSIGN_OR_RETURN(Jwks jwks, ParseJwks(*text));
  if (ignored_ != jwks.ignored && options_.report) {
    for (const std::string& what : jwks.ignored)
      options_.report(absl::InvalidArgumentError("left out of the key set: " + what));
  }
  ignored_ = std::move(jwks.ignored);
  const std::shared_ptr<const Keys> old = Current();
  if (old->by_kid == jwks.keys) return absl::OkStatus();
  auto keys = std::make_shared<Keys>();
  keys->generation = old->generation + 1;
  keys->by_kid = std::move(jwks.keys);
  std::atomic_store(&keys_, std::shared_ptr<const Keys>(std::move(keys)));
  return absl::OkStatus();
}

void KeySet::Report(const absl::Status& status) {
  if (status == told_) return;
  told_ = status;
  if (options_.report) options_.report(status);
}

void KeySet::Run() {
  std::unique_lock<std::mutex> lock(mutex_);
  auto next = steady_clock::now() + ToChrono(options_.refresh);
  while (true) {
    wake_.wait_until(lock, next, [this] { return stop_ || asked_; });
    if (stop_) return;
    asked_ = false;
    ++begun_;
    lock.unlock();
    const absl::Status status = Look();
    lock.lock();
    ended_ = begun_;
    looked_.notify_all();
    if (stop_) return;  // the look may have been cut short, which is no news
    lock.unlock();
    Report(status);
    lock.lock();
    next = steady_clock::now() + ToChrono(status.ok() ? options_.refresh : std::min(options_.refresh, options_.retry));
  }
}

}  // namespace gainful::auth
