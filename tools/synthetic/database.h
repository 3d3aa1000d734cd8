// A database to fill, over one connection as its owner, for whom neither row-level security nor foreign keys are checked: what is written was made to
// hold, and checking row by row would take longer than all else.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "tools/synthetic/ledger.h"

namespace gainful::synthetic {

class Database final : public Sink {
 public:
  // UNAVAILABLE when there is none; FAILED_PRECONDITION when one of these organisations is on record.
  static absl::StatusOr<std::unique_ptr<Database>> Open(const std::string& socket, const std::string& database,
                                                        const std::vector<std::string>& organisations);
  ~Database() override;

  absl::Status Copy(const std::string& table, const std::string& columns, const std::string& rows) override;
  // Until then all is one transaction, and nothing is kept.
  absl::Status Commit();

  // So that the first questions are answered as quickly as later ones.
  absl::Status Analyze();

 private:
  struct Connection;
  explicit Database(std::unique_ptr<Connection> connection);
  std::unique_ptr<Connection> connection_;
};

}  // namespace gainful::synthetic
