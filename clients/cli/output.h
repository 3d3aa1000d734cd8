// Records as a table, JSON, CSV or bare ids.
#pragma once

#include <google/protobuf/message.h>

#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace gainful::cli {

enum class Format { kTable, kJson, kCsv, kIds };

// "table", "json" or "csv".
std::optional<Format> FormatNamed(absl::string_view name);

// Writes records of one type page by page, in flat memory.
//   table  aligned, by the widths of the first page; leaves out what is blank there and what serves machines only
//   json   an array, one record in protobuf JSON with the contract's field names on each line
//   csv    RFC 4180 with a header of the contract's field names; enums by meaning
//   ids    one id a line
class RecordWriter {
 public:
  using Records = std::vector<const google::protobuf::Message*>;
  static std::unique_ptr<RecordWriter> Make(Format format, const google::protobuf::Descriptor& type, std::ostream& out);

  virtual ~RecordWriter() = default;
  virtual void Page(const Records& records) = 0;
  virtual void Finish() {}
};

// Writes one record: a table has a line for each field that is set and a section for each part that is a message or a list of them, JSON is
// one indented object.
void WriteRecord(Format format, const google::protobuf::Message& record, std::ostream& out);

// Protobuf JSON with the contract's field names, indented or on one line.
std::string JsonOf(const google::protobuf::Message& message, bool indented);

}  // namespace gainful::cli
