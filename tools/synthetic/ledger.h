// Turns what it is told into rows and journal entries: the records' columns as the services' own mapping has them, entries hashed and chained as
// services/common/journal/sql.cc does it in SQL. Rows go to a sink in the text form of COPY.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "absl/status/status.h"
#include "services/common/journal/records.h"
#include "tools/synthetic/recorder.h"

namespace gainful::synthetic {

class Sink {
 public:
  virtual ~Sink() = default;
  // Rows of one table, a line for each, in whole batches.
  virtual absl::Status Copy(const std::string& table, const std::string& columns, const std::string& rows) = 0;
};

class Ledger final : public Recorder {
 public:
  explicit Ledger(Sink* sink);
  ~Ledger() override;

  void BeginOrganisation(const std::string& org_id) override;
  void EndOrganisation() override;
  void Write(const Act& act, google::protobuf::Message* record) override;
  void Keep(const google::protobuf::Message& record) override;
  void KeepRow(const std::string& table, const std::vector<std::string>& columns,
               const std::vector<const std::string*>& values) override;
  void KeepRowWithSeq(const std::string& table, const std::vector<std::string>& columns,
                      const std::vector<const std::string*>& values, const std::string& subject) override;

  // The first thing that went wrong; nothing is done after it.
  const absl::Status& status() const { return status_; }
  // Rows by table, so far.
  const std::map<std::string, std::int64_t>& rows() const { return rows_; }

 private:
  struct Services;
  struct Kind {
    const journal::Records* records;
    std::string columns;
  };
  struct Entry {
    std::int64_t micros;
    const Kind* kind;
    std::string caller, role, method, subject, person, changed, body;
  };
  struct Unnumbered {
    std::string table, columns, row, subject;
  };
  struct Batch {
    std::string columns, rows;
  };

  const Kind& KindOf(const google::protobuf::Message& record);
  void Add(const std::string& table, const std::string& columns, const std::string& row);
  void Flush(const std::string& table, Batch* batch);
  void Chain();
  std::string RowOf(const Entry& entry, std::int64_t seq, std::string* head);

  Sink* const sink_;
  absl::Status status_;
  std::unique_ptr<Services> services_;
  std::unordered_map<const google::protobuf::Descriptor*, Kind> kinds_;
  std::map<std::string, Batch> batches_;
  std::map<std::string, std::int64_t> rows_;

  std::string org_;
  std::vector<Entry> entries_;
  std::vector<Unnumbered> unnumbered_;
  std::unordered_map<std::string, std::unique_ptr<google::protobuf::Message>>
      before_;  // versions of records not yet kept, by kind and id
};

}  // namespace gainful::synthetic
