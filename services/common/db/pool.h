// Connections of one service's role, and transactions on them. A transaction cannot be had without an identity: it is what
// row-level security goes by.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <pqxx/pqxx>
#include <string>
#include <unordered_set>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/common/base/call.h"
#include "services/common/base/ids.h"
#include "services/common/db/params.h"

namespace gainful::db {

// A statement that is prepared once on each connection. Make one for each distinct SQL text and keep it.
struct Statement {
  explicit Statement(std::string text);
  std::string name;  // derived from the text
  std::string sql;
};

// A read in the preamble's round trip, of a statement whose parameters are all UUIDs. It goes as the text EXECUTE name('...'): that joins
// the preamble in one message, yet is planned once on each connection, and a printed UUID can be nothing but a literal.
struct Look {
  const Statement* statement = nullptr;  // none: nothing is read
  std::vector<base::Uuid> ids;           // $1 and on
};

class Transaction;

// A record that a write has changed; ids as text.
struct Written {
  std::string kind;  // such as "spell"; "import" for a whole file
  std::string subject;
  std::string person;  // empty where it is about nobody
  std::string request_id;
  std::vector<std::string> changed;  // the names of the fields that it set
};

// What another service has to store with a write, in its transaction: called once the records are written, before the commit.
using Follow = std::function<absl::Status(Transaction&, const base::Call&, const std::vector<Written>&)>;

struct PoolOptions {
  std::string host;  // directory of the server's socket, or a host name
  std::string port = "5432";
  std::string database;
  std::string role;           // logs in as
  std::string password_file;  // libpq passfile; empty where the server authenticates the operating system's user
  int size = 8;               // most connections at once
  absl::Duration idle = absl::Minutes(5);  // a connection unused for so long is closed
  Follow follow;                           // none: nothing follows from writes
};

class Connection;

class Pool {
 public:
  explicit Pool(PoolOptions options);
  ~Pool();

  // Opens a transaction as `call`, and in the same round trip takes the look and gives its result to `rows`.
  // UNAVAILABLE when the database cannot be reached, DEADLINE_EXCEEDED when no connection came free in time.
  absl::StatusOr<Transaction> Begin(const base::Call& call, const Look& look = {}, pqxx::result* rows = nullptr,
                                    bool read_only = false);

  // Runs one statement outside any tenant, for readiness checks.
  absl::StatusOr<pqxx::result> Query(const std::string& sql);

  const PoolOptions& options() const { return options_; }

 private:
  friend class Transaction;
  absl::StatusOr<std::unique_ptr<Connection>> Take(absl::Time deadline);
  void Give(std::unique_ptr<Connection> connection);

  const PoolOptions options_;
  std::mutex mu_;
  std::condition_variable freed_;
  int open_ = 0;
  std::deque<std::unique_ptr<Connection>> idle_;  // the last used at the back
};

// Rolled back unless Commit() succeeded. Not thread-safe.
class Transaction {
 public:
  Transaction(Pool* pool, std::unique_ptr<Connection> connection);
  Transaction(Transaction&&) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();

  absl::StatusOr<pqxx::result> Run(const Statement& statement, const Params& params);

  // CommitUnknown() when the connection broke before the server's answer.
  absl::Status Commit();
  void Rollback();

 private:
  Pool* pool_;
  std::unique_ptr<Connection> connection_;
};

}  // namespace gainful::db
