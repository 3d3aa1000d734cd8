#include "clients/cli/output.h"

#include <google/protobuf/util/json_util.h>

#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "clients/cli/csv.h"
#include "clients/cli/text.h"
#include "clients/cli/value.h"

namespace gainful::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

std::vector<const FieldDescriptor*> FieldsOf(const Descriptor& type) {
  std::vector<const FieldDescriptor*> fields;
  for (int i = 0; i < type.field_count(); ++i) fields.push_back(type.field(i));
  return fields;
}

std::string IdOf(const Message& record) {
  const FieldDescriptor* id = record.GetDescriptor()->FindFieldByName("id");
  return id == nullptr ? "" : TextOf(record, *id);
}

std::string Heading(const FieldDescriptor& field) { return absl::StrReplaceAll(field.name(), {{"_", " "}}); }

class TableWriter : public RecordWriter {
 public:
  TableWriter(const Descriptor& type, std::ostream& out) : fields_(FieldsOf(type)), out_(out) {}

  void Page(const Records& records) override {
    std::vector<std::vector<std::string>> rows;
    for (const Message* record : records) {
      std::vector<std::string> row;
      for (const FieldDescriptor* field : fields_) row.push_back(Printable(TextOf(*record, *field)));
      rows.push_back(std::move(row));
    }
    if (widths_.empty() && !rows.empty()) ChooseColumns(&rows);
    for (const auto& row : rows) Line(row);
  }

  void Finish() override {
    if (widths_.empty()) out_ << "(none)\n";
  }

 private:
  // What the organisation's own people need not see in every line; the other formats have it.
  static bool ForMachines(const FieldDescriptor& field) {
    return field.name() == "org_id" || field.name() == "updated_at";
  }

  void ChooseColumns(std::vector<std::vector<std::string>>* rows) {
    std::vector<const FieldDescriptor*> kept;
    std::vector<std::vector<std::string>> columns(rows->size());
    std::vector<std::string> headings;
    for (size_t i = 0; i < fields_.size(); ++i) {
      size_t widest = 0;
      for (const auto& row : *rows) widest = std::max(widest, Width(row[i]));
      if (widest == 0 || ForMachines(*fields_[i])) continue;
      kept.push_back(fields_[i]);
      headings.push_back(Heading(*fields_[i]));
      widths_.push_back(std::max(widest, Width(headings.back())));
      for (size_t r = 0; r < rows->size(); ++r) columns[r].push_back((*rows)[r][i]);
    }
    fields_ = std::move(kept);
    *rows = std::move(columns);
    Line(headings);
    std::vector<std::string> rules;
    for (const size_t width : widths_) rules.emplace_back(width, '-');
    Line(rules);
  }

  void Line(const std::vector<std::string>& cells) {
    std::string line;
    for (size_t i = 0; i < cells.size(); ++i) {
      const bool number = fields_[i]->cpp_type() == FieldDescriptor::CPPTYPE_INT32 ||
                          fields_[i]->cpp_type() == FieldDescriptor::CPPTYPE_INT64;
      absl::StrAppend(&line, i == 0 ? "" : "  ",
                      number ? PadLeft(cells[i], widths_[i]) : PadRight(cells[i], widths_[i]));
    }
    out_ << absl::StripTrailingAsciiWhitespace(line) << "\n";
  }

  std::vector<const FieldDescriptor*> fields_;
  std::vector<size_t> widths_;
  std::ostream& out_;
};

class CsvTable : public RecordWriter {
 public:
  CsvTable(const Descriptor& type, std::ostream& out) : fields_(FieldsOf(type)), out_(out) {
    std::vector<std::string> names;
    for (const FieldDescriptor* field : fields_) names.push_back(field->name());
    out_ << CsvLine(names);
  }

  void Page(const Records& records) override {
    for (const Message* record : records) {
      std::vector<std::string> cells;
      for (const FieldDescriptor* field : fields_) cells.push_back(TextOf(*record, *field));
      out_ << CsvLine(cells);
    }
  }

 private:
  const std::vector<const FieldDescriptor*> fields_;
  std::ostream& out_;
};

class JsonArray : public RecordWriter {
 public:
  explicit JsonArray(std::ostream& out) : out_(out) {}

  void Page(const Records& records) override {
    for (const Message* record : records) {
      out_ << (first_ ? "[\n" : ",\n") << JsonOf(*record, false);
      first_ = false;
    }
  }

  void Finish() override { out_ << (first_ ? "[]\n" : "\n]\n"); }

 private:
  bool first_ = true;
  std::ostream& out_;
};

class IdList : public RecordWriter {
 public:
  explicit IdList(std::ostream& out) : out_(out) {}
  void Page(const Records& records) override {
    for (const Message* record : records) out_ << IdOf(*record) << "\n";
  }

 private:
  std::ostream& out_;
};

void WritePart(const Message& record, const FieldDescriptor& field, std::ostream& out);

void WriteFields(const Message& record, std::ostream& out) {
  size_t width = 0;
  std::vector<std::pair<std::string, std::string>> lines;
  for (const FieldDescriptor* field : FieldsOf(*record.GetDescriptor())) {
    if (IsPart(*field)) continue;
    std::string text = Printable(TextOf(record, *field));
    if (text.empty()) continue;
    lines.emplace_back(Heading(*field), std::move(text));
    width = std::max(width, lines.back().first.size());
  }
  for (const auto& [heading, text] : lines) out << PadRight(heading, width) << "  " << text << "\n";
  for (const FieldDescriptor* field : FieldsOf(*record.GetDescriptor())) {
    if (IsPart(*field)) WritePart(record, *field, out);
  }
}

// Under its heading and indented: the fields of one message, or a table of several.
void WritePart(const Message& record, const FieldDescriptor& field, std::ostream& out) {
  const auto* reflection = record.GetReflection();
  if (!field.is_repeated() && !reflection->HasField(record, &field)) return;
  std::ostringstream text;
  if (field.is_repeated()) {
    RecordWriter::Records rows;
    for (int i = 0; i < reflection->FieldSize(record, &field); ++i)
      rows.push_back(&reflection->GetRepeatedMessage(record, &field, i));
    TableWriter table(*field.message_type(), text);
    table.Page(rows);
    table.Finish();
  } else {
    WriteFields(reflection->GetMessage(record, &field), text);
  }
  out << "\n" << Heading(field) << "\n";
  std::istringstream lines(text.str());
  for (std::string line; std::getline(lines, line);) out << (line.empty() ? "" : "  ") << line << "\n";
}

}  // namespace

std::optional<Format> FormatNamed(absl::string_view name) {
  if (name == "table") return Format::kTable;
  if (name == "json") return Format::kJson;
  if (name == "csv") return Format::kCsv;
  return std::nullopt;
}

std::unique_ptr<RecordWriter> RecordWriter::Make(Format format, const Descriptor& type, std::ostream& out) {
  switch (format) {
    case Format::kJson:
      return std::make_unique<JsonArray>(out);
    case Format::kCsv:
      return std::make_unique<CsvTable>(type, out);
    case Format::kIds:
      return std::make_unique<IdList>(out);
    case Format::kTable:
      break;
  }
  return std::make_unique<TableWriter>(type, out);
}

void WriteRecord(Format format, const Message& record, std::ostream& out) {
  if (format == Format::kTable) return WriteFields(record, out);
  if (format == Format::kJson) {
    out << JsonOf(record, true);
    return;
  }
  const auto writer = RecordWriter::Make(format, *record.GetDescriptor(), out);
  writer->Page({&record});
  writer->Finish();
}

std::string JsonOf(const Message& message, bool indented) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  options.add_whitespace = indented;
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(message, &json, options).ok()) json = "null";
  return json;
}

}  // namespace gainful::cli
