// What all importers stand on: rows as parameters of one statement, what a row makes of the record on file, and the entries of a merge.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "google/protobuf/field_mask.pb.h"
#include "services/common/journal/records.h"

namespace gainful::journal {

// One row ready to stage: the record as it will stand.
struct StagedRow {
  std::int64_t line = 0;
  std::unique_ptr<google::protobuf::Message> record;
  std::int64_t base_etag = 0;  // 0 creates; -1 changes nothing, and is staged only so that its key is known to be taken
};

// Completes a row's record from what is on file: keeps the id and what `mask` does not name. `before` is null for a new record.
void PrepareRow(const base::Call& call, const Records& records, const google::protobuf::Message& record,
                const google::protobuf::Message* before, const google::protobuf::FieldMask& mask, StagedRow* out);

// The values of one column for the rows of a chunk, as two parameters: an array, or, where every row has the same value, that value alone.
// Most columns of most files are of the second kind, and parsing their arrays was half of what staging cost.
class ColumnValues {
 public:
  // At least one column of a statement keeps its array: it says how many rows there are.
  explicit ColumnValues(bool keep_array = false) : differ_(keep_array) {}

  // `text` is null for NULL.
  void Add(const std::string* text);
  void Add(const std::string& text) { Add(&text); }
  void Bind(db::Params* params);

 private:
  void Append(const std::string* text) { text == nullptr ? array_.AddNull() : array_.Add(*text); }

  size_t count_ = 0;
  bool differ_;
  std::optional<std::string> same_;
  db::ArrayText array_;
};

// A statement's rows out of two parameters for each column (see ColumnValues). Arrays of texts are cast on the way in: arrays of arrays would not
// unnest.
class RowsSql {
 public:
  // Parameters before those of the rows.
  explicit RowsSql(int bound) : bound_(bound) {}

  void Add(const std::string& name, const std::string& type);
  void Add(const db::Mapping& mapping);

  const std::string& names() const { return names_; }
  // "(SELECT ... FROM unnest(...) AS u(...)) s"
  std::string From() const;

 private:
  int bound_;
  std::string values_, arrays_, names_;
};

// The entries of a merge, in the order of their lines: moves the head on by all of them at once. `staged` is what follows FROM and holds the staged
// rows `s` with line, id, base_etag and body; `person` is an expression over `s` for whom an entry is about, `order` one for their order, `only` a
// further condition on them. Parameters: organisation, import, then those of BindEntries.
std::string EntriesSql(const std::string& kind, const std::string& staged, const std::string& person,
                       const std::string& order, const std::string& only = "");
void BindEntries(const base::Call& call, const google::protobuf::Message& request, int part, db::Params* params);

// A record's bytes as text of a bytea.
std::string BodyText(const google::protobuf::Message& record);

// What was checked no longer holds: ABORTED.
absl::Status ChangedSinceChecked();

}  // namespace gainful::journal
