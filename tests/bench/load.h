// A closed loop of callers: each has one call under way and makes the next when it is answered.
#pragma once

#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>
#include <vector>

namespace gainful::bench {

// A channel that is connected; ends the bench when nobody answers within 10 s.
std::shared_ptr<grpc::Channel> Connected(const std::string& address, const std::string& ca_file);

struct LoadResult {
  double per_second = 0;
  double p50_ms = 0, p99_ms = 0;
};

// Creates participants in organisations 1..tokens.size(), drawn at random, over one TLS connection, for so many seconds. Ends the bench when
// a call fails.
LoadResult CreateParticipants(const std::string& address, const std::string& ca_file,
                              const std::vector<std::string>& tokens, int callers, double seconds);

}  // namespace gainful::bench
