// A message and its table, mapped by field name through the descriptor.
//
//   proto                         column
//   string, int32, int64, bool    text, integer, bigint, boolean; uuid where the field's rule says so (empty is null)
//   optional scalar               the same, null when not set
//   enum                          text: the code; null for the zero value
//   google.type.Date              date; null when not set
//   google.protobuf.Timestamp     timestamptz, microseconds
//   repeated scalar or enum       text[], bigint[]
//   map<string, string>           jsonb, an object of texts
//
// Derived fields have no column. Anything else (oneof, nested messages) is plain SQL, not mapped.
#pragma once

#include <pqxx/pqxx>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "google/protobuf/message.h"
#include "services/common/db/params.h"

namespace gainful::db {

struct Column {
  const google::protobuf::FieldDescriptor* field;
  std::string name;  // of the field and of the column
  std::string type;  // the Postgres type, as format_type() prints it
};

class Mapping {
 public:
  // Aborts on a field that cannot be mapped: a mistake of ours that no request can cause.
  explicit Mapping(const google::protobuf::Descriptor* type);

  const std::vector<Column>& columns() const { return columns_; }

  // "a, b, c", each with `prefix` in front.
  std::string ColumnList(const std::string& prefix = "") const;

  // Writes every id as Postgres prints it, so that an answer says what a later read will say.
  void PrintIds(google::protobuf::Message* message) const;

  // Adds one parameter for each column, in their order.
  void Bind(const google::protobuf::Message& message, Params* params) const;

  // The text of one column's value; false for null.
  static bool ValueText(const google::protobuf::Message& message, const Column& column, std::string* text);

  // Reads a row whose first columns are ColumnList(). INTERNAL when a value does not fit the field, such as a code that the contract
  // no longer has: then schema and contract disagree.
  absl::Status Read(const pqxx::row& row, google::protobuf::Message* message) const;

  // The same for one field and one value; null leaves the field as it is.
  static absl::Status ReadField(const pqxx::field& value, const google::protobuf::FieldDescriptor* field,
                                google::protobuf::Message* message);

 private:
  std::vector<Column> columns_;
};

}  // namespace gainful::db
