// A fixed number of threads and a bounded queue before them. Handlers block on Postgres, so threads beyond its connections gain nothing,
// and a queue without bound only turns overload into late answers.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace gainful::rpc {

class Workers {
 public:
  Workers(int threads, size_t queue);
  ~Workers();  // waits for what was accepted

  // False when the queue is full or the workers are stopping; then `work` was not taken.
  bool Submit(std::function<void()> work);
  size_t Waiting() const;

 private:
  void Loop();

  const size_t limit_;
  mutable std::mutex mu_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace gainful::rpc
