#include "services/common/rpc/workers.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>
#include <set>

namespace gainful::rpc {
namespace {

// Keeps one worker busy until it is let go.
class Hold {
 public:
  explicit Hold(Workers* workers) {
    EXPECT_TRUE(workers->Submit([this] {
      began_.set_value();
      go_.get_future().wait();
    }));
    began_.get_future().wait();
  }
  void Release() { go_.set_value(); }

 private:
  std::promise<void> began_, go_;
};

TEST(Workers, TakeNoMoreThanTheQueueHolds) {
  std::atomic<int> ran{0};
  {
    Workers workers(1, 2);
    Hold hold(&workers);
    EXPECT_EQ(workers.Waiting(), 0u) << "work under way does not wait";
    EXPECT_TRUE(workers.Submit([&] { ++ran; }));
    EXPECT_EQ(workers.Waiting(), 1u);
    EXPECT_TRUE(workers.Submit([&] { ++ran; }));
    EXPECT_EQ(workers.Waiting(), 2u);
    EXPECT_FALSE(workers.Submit([&] { ran += 100; }));
    EXPECT_FALSE(workers.Submit([&] { ran += 100; }));
    EXPECT_EQ(workers.Waiting(), 2u);
    EXPECT_EQ(ran, 0);
    hold.Release();
  }
  EXPECT_EQ(ran, 2) << "what was accepted ran, what was refused did not";
}

TEST(Workers, TakeWorkAgainOnceThereIsRoom) {
  Workers workers(1, 1);
  Hold hold(&workers);
  std::promise<void> done;
  EXPECT_TRUE(workers.Submit([&] { done.set_value(); }));
  EXPECT_FALSE(workers.Submit([] {}));
  hold.Release();
  done.get_future().wait();
  std::promise<void> again;
  while (!workers.Submit([&] { again.set_value(); })) std::this_thread::yield();
  again.get_future().wait();
}

TEST(Workers, RunInTheOrderOfArrivalWhenThereIsOne) {
  std::vector<int> order;
  {
    Workers workers(1, 1000);
    Hold hold(&workers);
    for (int i = 0; i < 1000; ++i) EXPECT_TRUE(workers.Submit([&order, i] { order.push_back(i); }));
    hold.Release();
  }
  ASSERT_EQ(order.size(), 1000u);
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(order[i], i);
}

TEST(Workers, WorkAtTheSameTime) {
  Workers workers(4, 10);
  std::atomic<int> arrived{0};
  std::vector<std::future<void>> done;
  for (int i = 0; i < 4; ++i) {
    auto promise = std::make_shared<std::promise<void>>();
    done.push_back(promise->get_future());
    // Each waits for all four, so this ends only if four run at once.
    EXPECT_TRUE(workers.Submit([&arrived, promise] {
      ++arrived;
      while (arrived < 4) std::this_thread::yield();
      promise->set_value();
    }));
  }
  for (auto& each : done) EXPECT_EQ(each.wait_for(std::chrono::seconds(30)), std::future_status::ready);
}

TEST(Workers, LoseAndDoubleNothingUnderPressure) {
  constexpr int kSubmitters = 6, kEach = 20000;
  std::vector<std::atomic<int>> ran(kSubmitters * kEach);
  std::vector<char> accepted(ran.size());
  {
    Workers workers(3, 16);
    std::vector<std::thread> submitters;
    for (int s = 0; s < kSubmitters; ++s) {
      submitters.emplace_back([&, s] {
        for (int i = s * kEach; i < (s + 1) * kEach; ++i) accepted[i] = workers.Submit([&ran, i] { ++ran[i]; });
      });
    }
    for (auto& submitter : submitters) submitter.join();
  }
  size_t taken = 0;
  for (size_t i = 0; i < ran.size(); ++i) {
    ASSERT_EQ(ran[i].load(), accepted[i]) << i;
    taken += static_cast<size_t>(accepted[i]);
  }
  EXPECT_GT(taken, 0u);
}

TEST(Workers, FinishWhatWasAcceptedBeforeTheyGo) {
  std::atomic<int> ran{0};
  {
    Workers workers(2, 100);
    for (int i = 0; i < 50; ++i) {
      EXPECT_TRUE(workers.Submit([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        ++ran;
      }));
    }
  }
  EXPECT_EQ(ran, 50);
}

TEST(Workers, TakeNothingWhileTheyStop) {
  std::atomic<bool> refused{false};
  std::function<void()> again;  // outlives the workers, who copy it until they stop
  {
    Workers workers(1, 100000);
    again = [&] {
      // Asks for more for as long as it may; the destructor below must end that.
      if (!workers.Submit(again)) refused = true;
    };
    EXPECT_TRUE(workers.Submit(again));
  }
  EXPECT_TRUE(refused);
}

TEST(Workers, LetGoOfWorkOnceItRan) {
  auto held = std::make_shared<int>(1);
  const std::weak_ptr<int> watch = held;
  Workers workers(1, 10);
  EXPECT_TRUE(workers.Submit([held] {}));
  held.reset();
  std::promise<void> next;
  EXPECT_TRUE(workers.Submit([&] { next.set_value(); }));
  next.get_future().wait();
  EXPECT_TRUE(watch.expired());
}

}  // namespace
}  // namespace gainful::rpc
