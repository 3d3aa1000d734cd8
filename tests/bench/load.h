// A closed loop of callers: each has one call under way and makes the next when it is answered.
#pragma once

#include <grpcpp/grpcpp.h>

#include <functional>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace gainful::bench {

// A channel that is connected; ends the bench when nobody answers within 10 s.
std::shared_ptr<grpc::Channel> Connected(const std::string& address, const std::string& ca_file);

struct LoadResult {
  double per_second = 0;
  double p50_ms = 0, p95_ms = 0, p99_ms = 0;
};

// The quantiles of what was timed; per_second is the caller's.
LoadResult Summary(std::vector<double> ms);

struct Ask {
  std::string method;  // "/package.Service/Method"
  std::string token;
  std::string request;  // serialised
};

// What one caller asks for in turn, timed as one from the first call to the last answer: a single call, or all that a screen shows.
using Screen = std::function<std::vector<Ask>(std::mt19937_64& random)>;

// Lets so many callers ask over one TLS connection, for so many seconds. Ends the bench when a call fails.
LoadResult Load(const std::string& address, const std::string& ca_file, const Screen& screen, int callers,
                double seconds);

// One call, and its answer serialised, for a look at what is measured. Ends the bench when it fails.
std::string Once(const std::string& address, const std::string& ca_file, const Ask& ask);

}  // namespace gainful::bench
