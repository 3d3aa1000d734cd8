// Sends one file to the service that keeps its records: rows are staged in chunks, then written at once or dropped.
#pragma once

#include <google/protobuf/arena.h>

#include <cstdint>
#include <deque>
#include <fstream>
#include <future>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "clients/cli/csv.h"
#include "clients/cli/mapping.h"
#include "clients/cli/progress.h"
#include "clients/cli/rows.h"
#include "gainful/client.h"
#include "gainful/type/v1/import.pb.h"

namespace gainful::cli {

// What came of a file's rows.
struct Totals {
  int64_t rows = 0;  // all of them, the bad ones included
  int64_t created = 0;
  int64_t updated = 0;
  int64_t unchanged = 0;
  int64_t bad = 0;
};

// One file on its way. Memory does not grow with the file: it holds a few chunks.
class FileImport {
 public:
  static constexpr int kRowsInChunk = 500;
  static constexpr size_t kBytesInChunk = 2 << 20;  // servers take messages of 4 MiB
  static constexpr size_t kChunksInFlight = 2;

  // Faults are printed on `err` as "people.csv:17: column race: ...". `plan` and `client` must outlive the import.
  FileImport(const FilePlan& plan, std::string path, const client::Client& client, bool err_is_terminal,
             std::ostream& err);

  // Opens the file and compares its columns with the mapping, which prints what is wrong with them; true where nothing
  // is.
  bool Open();

  // Checks and stages every row; bad rows are printed as they are found and counted in totals(). `people_import_id`,
  // for jobs, is the import whose staged people they may name; empty where there is none. Not ok where the service
  // fails or refuses to stage.
  client::Error Stage(const Defaults& defaults, const std::string& people_import_id);

  // Writes what is staged, after which alerts() says how many alerts that raised, and crisis_protocol() what to do now;
  // or drops it, which needs no answer: what is staged is nobody's record.
  client::Error Commit();
  void Discard();

  const std::string& import_id() const { return import_id_; }
  const std::string& path() const { return path_; }
  const FilePlan& plan() const { return plan_; }
  const std::string& name() const { return plan_.name; }
  const Totals& totals() const { return totals_; }
  int64_t alerts() const { return committed_.alerts(); }
  const std::string& crisis_protocol() const { return committed_.crisis_protocol(); }

 private:
  struct Fault {
    int64_t line;
    std::string text;
  };
  struct Chunk {
    google::protobuf::Arena arena;  // holds the request: a row is a dozen small allocations
    google::protobuf::Message* request = nullptr;
    int rows = 0;       // to be staged
    int64_t taken = 0;  // read from the file
    size_t bytes = 0;
    std::vector<Fault> faults;
    gainful::type::v1::StageImportResponse answer;
    client::Error error;
  };

  std::unique_ptr<Chunk> NewChunk(const std::string& people_import_id) const;
  bool ReadChunk(const Defaults& defaults, Chunk* chunk);
  void AddRow(const CsvRow& cells, const Defaults& defaults, Chunk* chunk);
  void Launch(std::unique_ptr<Chunk> chunk);
  client::Error Settle();
  void Print(std::vector<Fault> faults);
  Fault FaultOf(const gainful::type::v1::ImportProblem& problem) const;
  std::string Method(const char* name) const;

  const FilePlan& plan_;
  const std::string path_;
  const std::string import_id_;
  const client::Client& client_;
  std::ostream& err_;
  Progress progress_;
  std::ifstream file_;
  std::unique_ptr<CsvReader> reader_;
  std::unique_ptr<RowTranslator> translator_;
  std::deque<std::future<std::unique_ptr<Chunk>>> flight_;
  Totals totals_;
  gainful::type::v1::CommitImportResponse committed_;
};

}  // namespace gainful::cli
