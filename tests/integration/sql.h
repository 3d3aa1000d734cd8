// A session behind the services' backs, for what tests assert and for the damage they do.
#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace gainful::integration {

// What Postgres refused.
struct SqlFailure : std::runtime_error {
  SqlFailure(const std::string& what, std::string sqlstate) : std::runtime_error(what), state(std::move(sqlstate)) {}
  std::string state;
};

// The text of each value; kNull for null.
using Rows = std::vector<std::vector<std::string>>;
extern const std::string kNull;

class Sql {
 public:
  // Logs in to the test cluster (GAINFUL_TEST_PGHOST, as tools/test exports it). gainful_admin is a superuser, so row-level security
  // does not apply to it.
  explicit Sql(const std::string& database, const std::string& role = "gainful_admin");
  // The same in another cluster.
  Sql(const std::string& host, const std::string& database, const std::string& role);
  ~Sql();

  // Runs one or several statements and answers the rows of the last. Throws SqlFailure.
  Rows Run(const std::string& sql);
  std::string One(const std::string& sql);  // the only value of the only row
  std::int64_t Count(const std::string& sql);
  std::vector<std::string> Column(const std::string& sql);  // the first value of each row

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The socket directory of the test cluster; throws when there is none.
std::string TestHost();

}  // namespace gainful::integration
