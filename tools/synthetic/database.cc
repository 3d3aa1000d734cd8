#include "tools/synthetic/database.h"

#include <libpq-fe.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/common/base/status.h"

namespace gainful::synthetic {

// libpq itself, because libpqxx has no way to pass rows that are in COPY's form already, in both of its versions.
struct Database::Connection {
  PGconn* conn = nullptr;
  bool in_transaction = false;

  ~Connection() { PQfinish(conn); }

  absl::Status Failure(const std::string& what) const {
    return absl::InternalError(absl::StrCat(what, ": ", PQerrorMessage(conn)));
  }

  absl::StatusOr<std::string> Run(const std::string& sql) {
    PGresult* result = PQexec(conn, sql.c_str());
    const ExecStatusType status = PQresultStatus(result);
    const std::string value = status == PGRES_TUPLES_OK && PQntuples(result) > 0 ? PQgetvalue(result, 0, 0) : "";
    PQclear(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_COPY_IN) return Failure(sql);
    return value;
  }
};

Database::Database(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
Database::~Database() = default;

absl::StatusOr<std::unique_ptr<Database>> Database::Open(const std::string& socket, const std::string& database,
                                                         const std::vector<std::string>& organisations) {
  auto connection = std::make_unique<Connection>();
  const char* const keys[] = {"host", "dbname", "user", "client_encoding", nullptr};
  const char* const values[] = {socket.c_str(), database.c_str(), "gainful_admin", "UTF8", nullptr};
  connection->conn = PQconnectdbParams(keys, values, 0);
  if (PQstatus(connection->conn) != CONNECTION_OK)
    return absl::UnavailableError(absl::StrCat("cannot connect to ", database, ": ", PQerrorMessage(connection->conn)));
  for (const char* setting : {"SET session_replication_role = replica", "SET synchronous_commit = off"})
    RETURN_IF_ERROR(connection->Run(setting).status());
  ASSIGN_OR_RETURN(const std::string there,
                   connection->Run(absl::StrCat("SELECT count(*) FROM journal.head WHERE org_id = ANY ('{",
                                                absl::StrJoin(organisations, ","), "}'::uuid[])")));
  if (there != "0")
    return absl::FailedPreconditionError(absl::StrCat(
        "the database ", database, " has organisations of this seed already; take another --seed or database"));
  return std::unique_ptr<Database>(new Database(std::move(connection)));
}

absl::Status Database::Copy(const std::string& table, const std::string& columns, const std::string& rows) {
  Connection* c = connection_.get();
  if (!c->in_transaction) RETURN_IF_ERROR(c->Run("BEGIN").status());
  c->in_transaction = true;
  RETURN_IF_ERROR(c->Run(absl::StrCat("COPY ", table, " (", columns, ") FROM STDIN")).status());
  if (PQputCopyData(c->conn, rows.data(), static_cast<int>(rows.size())) != 1 || PQputCopyEnd(c->conn, nullptr) != 1)
    return c->Failure(table);
  PGresult* result = PQgetResult(c->conn);
  const ExecStatusType status = PQresultStatus(result);
  PQclear(result);
  while ((result = PQgetResult(c->conn)) != nullptr) PQclear(result);
  return status == PGRES_COMMAND_OK ? absl::OkStatus() : c->Failure(table);
}

absl::Status Database::Commit() {
  if (!connection_->in_transaction) return absl::OkStatus();
  connection_->in_transaction = false;
  return connection_->Run("COMMIT").status();
}

absl::Status Database::Analyze() { return connection_->Run("VACUUM ANALYZE").status(); }

}  // namespace gainful::synthetic
