// A way to a server that takes its time, as a distant one does.
#pragma once

#include <atomic>
#include <string>
#include <thread>

#include "absl/time/time.h"

namespace gainful::testing {

// Listens on a free loopback port and passes bytes on to `target` ("127.0.0.1:PORT"), from `delay` after each connection on. One
// connection at a time.
class SlowDoor {
 public:
  SlowDoor(const std::string& target, absl::Duration delay);
  ~SlowDoor();

  std::string address() const;
  int connections() const { return connections_; }

 private:
  void Serve();

  const int target_port_;
  const absl::Duration delay_;
  int listener_ = -1;
  std::atomic<int> connections_{0};
  std::atomic<bool> closing_{false};
  std::thread thread_;
};

}  // namespace gainful::testing
