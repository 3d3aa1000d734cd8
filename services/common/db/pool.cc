#include "services/common/db/pool.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/common/base/log.h"
#include "services/common/base/status.h"
#include "services/common/db/sql_error.h"

namespace gainful::db {
namespace {

std::string ConnectionString(const PoolOptions& o) {
  const auto quoted = [](const std::string& text) {
    std::string out = "'";
    for (const char c : text) {
      if (c == '\'' || c == '\\') out += '\\';
      out += c;
    }
    return out + "'";
  };
  std::string text =
      absl::StrCat("host=", quoted(o.host), " port=", quoted(o.port), " dbname=", quoted(o.database),
                   " user=", quoted(o.role), " connect_timeout=5 application_name=gainfuld client_encoding=UTF8");
  if (!o.password_file.empty()) absl::StrAppend(&text, " passfile=", quoted(o.password_file));
  return text;
}

// The identity, as SET LOCAL of literals: the one form that Citus hands on to its workers. Every literal is a printed UUID, an instant, a word
// of ours, or a digest: app.caller is that of the caller's sign-in, which must not stand in the text of a statement. app.now is the call's
// instant, for views and policies that must know whether something has expired. After the transaction the settings are empty text, and a statement without identity fails.
std::string Preamble(const base::Call& call, bool read_only) {
  std::string sql = absl::StrCat(
      read_only ? "BEGIN READ ONLY" : "BEGIN", ";SET LOCAL app.org='", call.org.ToString(),
      "';SET LOCAL app.caller_org='", call.caller_org.ToString(), "';SET LOCAL app.team_scope='",
      call.all_teams ? "all" : "own", "';SET LOCAL app.now='",
      absl::FormatTime("%Y-%m-%d %H:%M:%E6S+00", call.now, absl::UTCTimeZone()), "';SET LOCAL app.caller='",
      absl::BytesToHexString(base::Sha256(call.caller)), "';SET LOCAL app.teams='{");
  const char* comma = "";
  for (const auto& team : call.teams) {
    absl::StrAppend(&sql, comma, team.ToString());
    comma = ",";
  }
  absl::StrAppend(&sql, "}'");
  if (call.deadline != absl::InfiniteFuture()) {
    const auto left = absl::ToInt64Milliseconds(call.deadline - absl::Now());
    absl::StrAppend(&sql, ";SET LOCAL statement_timeout=", std::max<std::int64_t>(left, 1));
  }
  return sql;
}

// Named apart from the statements that libpqxx prepares under Statement::name.
std::string LookName(const Statement& statement) { return "look_" + statement.name; }

std::string Execute(const Look& look) {
  const auto literal = [](std::string* out, const base::Uuid& id) { absl::StrAppend(out, "'", id.ToString(), "'"); };
  return absl::StrCat("EXECUTE ", LookName(*look.statement), "(", absl::StrJoin(look.ids, ",", literal), ")");
}

}  // namespace

Statement::Statement(std::string text)
    : name(absl::StrCat("s", absl::BytesToHexString(base::Sha256(text).substr(0, 12)))), sql(std::move(text)) {}

// A connection and the names of the statements prepared on it.
class Connection {
 public:
  explicit Connection(const std::string& options) : conn_(options) {
    // A silently reopened connection would have lost its transaction, and with it its identity. libpqxx 7 never reopens one and has
    // dropped the call; 6 marks it deprecated.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
    conn_.inhibit_reactivation(true);
#pragma GCC diagnostic pop
  }

  pqxx::result Simple(const std::string& sql) { return pqxx::nontransaction(conn_).exec(sql); }

  pqxx::result Run(const Statement& statement, const Params& params) {
    if (prepared_.insert(statement.name).second) conn_.prepare(statement.name, statement.sql);
    return pqxx::nontransaction(conn_).exec_prepared(statement.name,
                                                     pqxx::prepare::make_dynamic_params(params.pointers()));
  }

  void PrepareLook(const Statement& statement) {
    if (!looks_.insert(statement.name).second) return;
    Simple(absl::StrCat("PREPARE ", LookName(statement), " AS ", statement.sql));
  }

  bool usable() const { return !broken && conn_.is_open(); }

  bool broken = false;
  bool in_transaction = false;
  absl::Time used_at = absl::InfinitePast();

 private:
  pqxx::connection conn_;
  std::unordered_set<std::string> prepared_, looks_;
};

Pool::Pool(PoolOptions options) : options_(std::move(options)) {}
Pool::~Pool() = default;

absl::StatusOr<std::unique_ptr<Connection>> Pool::Take(absl::Time deadline) {
  {
    std::unique_lock<std::mutex> lock(mu_);
    const absl::Time limit = std::min(deadline, absl::Now() + absl::Seconds(30));
    while (idle_.empty() && open_ >= options_.size) {
      const absl::Duration left = limit - absl::Now();
      if (left <= absl::ZeroDuration()) return absl::DeadlineExceededError("no database connection came free in time");
      freed_.wait_for(lock, absl::ToChronoMilliseconds(left + absl::Milliseconds(1)));
    }
    while (!idle_.empty() && idle_.front()->used_at + options_.idle < absl::Now() && idle_.size() > 1) {
      idle_.pop_front();
      --open_;
    }
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      return connection;
    }
    ++open_;
  }
  try {
    return std::make_unique<Connection>(ConnectionString(options_));
  } catch (...) {
    {
      std::lock_guard<std::mutex> lock(mu_);
      --open_;
    }
    freed_.notify_one();
    const absl::Status why = CurrentExceptionToStatus();
    base::Log(base::Level::kWarning, "cannot connect to the database", {{"role", options_.role}});
    return absl::IsInternal(why) ? absl::UnavailableError("the database is not available") : why;
  }
}

void Pool::Give(std::unique_ptr<Connection> connection) {
  {
    std::lock_guard<std::mutex> lock(mu_);
    if (connection->usable()) {
      connection->used_at = absl::Now();
      idle_.push_back(std::move(connection));
    } else {
      --open_;
    }
  }
  freed_.notify_one();
}

absl::StatusOr<Transaction> Pool::Begin(const base::Call& call, const Look& look, pqxx::result* rows, bool read_only) {
  std::string sql = Preamble(call, read_only);
  if (look.statement != nullptr) absl::StrAppend(&sql, ";", Execute(look));
  // A pooled connection may have died with its server: then every other one is tried, at last a fresh one.
  for (int attempt = 0;; ++attempt) {
    ASSIGN_OR_RETURN(auto connection, Take(call.deadline));
    connection->in_transaction = true;
    try {
      if (look.statement != nullptr) connection->PrepareLook(*look.statement);
      pqxx::result result = connection->Simple(sql);
      if (rows != nullptr) *rows = result;
      return Transaction(this, std::move(connection));
    } catch (...) {
      const absl::Status status = CurrentExceptionToStatus();
      connection->broken = true;
      Give(std::move(connection));
      if (!absl::IsUnavailable(status) || attempt > options_.size) return status;
    }
  }
}

absl::StatusOr<pqxx::result> Pool::Query(const std::string& sql) {
  ASSIGN_OR_RETURN(auto connection, Take(absl::Now() + absl::Seconds(2)));
  try {
    pqxx::result result = connection->Simple(sql);
    Give(std::move(connection));
    return result;
  } catch (...) {
    const absl::Status status = CurrentExceptionToStatus();
    connection->broken = true;
    Give(std::move(connection));
    return status;
  }
}

Transaction::Transaction(Pool* pool, std::unique_ptr<Connection> connection)
    : pool_(pool), connection_(std::move(connection)) {}
Transaction::Transaction(Transaction&&) noexcept = default;

Transaction::~Transaction() {
  if (connection_ != nullptr) Rollback();
}

absl::StatusOr<pqxx::result> Transaction::Run(const Statement& statement, const Params& params) {
  if (connection_ == nullptr) return absl::InternalError("the transaction has ended");
  try {
    return connection_->Run(statement, params);
  } catch (...) {
    const absl::Status status = CurrentExceptionToStatus();
    if (absl::IsUnavailable(status)) connection_->broken = true;
    return status;
  }
}

absl::Status Transaction::Commit() {
  if (connection_ == nullptr) return absl::InternalError("the transaction has ended");
  auto connection = std::move(connection_);
  absl::Status status;
  try {
    connection->Simple("COMMIT");
    connection->in_transaction = false;
  } catch (...) {
    status = CurrentExceptionToStatus();
    connection->broken = true;
    // An error of the server's own says the transaction is gone; a lost connection says nothing.
    if (absl::IsUnavailable(status) || absl::IsInternal(status)) status = CommitUnknown();
  }
  pool_->Give(std::move(connection));
  return status;
}

void Transaction::Rollback() {
  if (connection_ == nullptr) return;
  auto connection = std::move(connection_);
  try {
    if (!connection->broken) connection->Simple("ROLLBACK");
    connection->in_transaction = false;
  } catch (...) {
    (void)CurrentExceptionToStatus();  // whatever it was, the connection is not used again
    connection->broken = true;
  }
  pool_->Give(std::move(connection));
}

}  // namespace gainful::db
