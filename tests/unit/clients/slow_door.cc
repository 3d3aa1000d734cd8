#include "tests/unit/clients/slow_door.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

namespace gainful::testing {
namespace {

sockaddr_in Loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

int PortOf(const std::string& address) {
  int port = 0;
  EXPECT_TRUE(absl::SimpleAtoi(address.substr(address.rfind(':') + 1), &port)) << address;
  return port;
}

// One read passed on. False at the end of the stream.
bool Pass(int from, int to) {
  char bytes[16384];
  const ssize_t got = read(from, bytes, sizeof(bytes));
  return got > 0 && send(to, bytes, static_cast<size_t>(got), MSG_NOSIGNAL) == got;
}

void PassAll(int a, int b, const std::atomic<bool>& closing) {
  while (!closing) {
    pollfd ends[2] = {{a, POLLIN, 0}, {b, POLLIN, 0}};
    if (poll(ends, 2, 20) < 0) return;
    if (ends[0].revents != 0 && !Pass(a, b)) return;
    if (ends[1].revents != 0 && !Pass(b, a)) return;
  }
}

}  // namespace

SlowDoor::SlowDoor(const std::string& target, absl::Duration delay) : target_port_(PortOf(target)), delay_(delay) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in any = Loopback(0);
  EXPECT_EQ(bind(listener_, reinterpret_cast<const sockaddr*>(&any), sizeof(any)), 0);
  EXPECT_EQ(listen(listener_, 16), 0);
  thread_ = std::thread([this] { Serve(); });
}

SlowDoor::~SlowDoor() {
  closing_ = true;
  thread_.join();
  close(listener_);
}

std::string SlowDoor::address() const {
  sockaddr_in at{};
  socklen_t size = sizeof(at);
  EXPECT_EQ(getsockname(listener_, reinterpret_cast<sockaddr*>(&at), &size), 0);
  return absl::StrCat("127.0.0.1:", ntohs(at.sin_port));
}

void SlowDoor::Serve() {
  while (!closing_) {
    pollfd waiting = {listener_, POLLIN, 0};
    if (poll(&waiting, 1, 20) <= 0) continue;
    const int caller = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    ++connections_;
    absl::SleepFor(delay_);
    const int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in to = Loopback(target_port_);
    if (connect(server, reinterpret_cast<const sockaddr*>(&to), sizeof(to)) == 0) PassAll(caller, server, closing_);
    close(server);
    close(caller);
  }
}

}  // namespace gainful::testing
