#include "tests/integration/sql.h"

#include <cstdlib>
#include <pqxx/pqxx>

#include "absl/strings/str_cat.h"

namespace gainful::integration {

const std::string kNull = "\x01null";

struct Sql::Impl {
  explicit Impl(const std::string& options) : connection(options) {}
  pqxx::connection connection;
};

std::string TestHost() {
  const char* host = std::getenv("GAINFUL_TEST_PGHOST");
  if (host == nullptr)
    throw std::runtime_error("GAINFUL_TEST_PGHOST is not set: run this through tools/test -R integration");
  return host;
}

Sql::Sql(const std::string& database, const std::string& role) : Sql(TestHost(), database, role) {}

Sql::Sql(const std::string& host, const std::string& database, const std::string& role)
    : impl_(std::make_unique<Impl>(absl::StrCat("host=", host, " user=", role, " dbname=", database))) {}

Sql::~Sql() = default;

Rows Sql::Run(const std::string& sql) {
  pqxx::result result;
  try {
    result = pqxx::nontransaction(impl_->connection).exec(sql);
  } catch (const pqxx::insufficient_privilege& e) {
    throw SqlFailure(absl::StrCat(e.what(), "in: ", sql), "42501");  // libpqxx 6 keeps this state to itself
  } catch (const pqxx::sql_error& e) {
    throw SqlFailure(absl::StrCat(e.what(), "in: ", sql), e.sqlstate());
  }
  Rows rows;
  for (const auto& row : result) {
    rows.emplace_back();
    for (const auto& value : row) {
      rows.back().push_back(value.is_null() ? kNull : std::string(value.c_str(), value.size()));
    }
  }
  return rows;
}

std::string Sql::One(const std::string& sql) {
  const Rows rows = Run(sql);
  if (rows.size() != 1 || rows[0].size() != 1) throw std::runtime_error(absl::StrCat("not one value: ", sql));
  return rows[0][0];
}

std::int64_t Sql::Count(const std::string& sql) { return std::stoll(One(sql)); }

std::vector<std::string> Sql::Column(const std::string& sql) {
  std::vector<std::string> column;
  for (auto& row : Run(sql)) column.push_back(std::move(row.at(0)));
  return column;
}

}  // namespace gainful::integration
