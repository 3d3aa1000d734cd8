// A mapping (import_mapping.proto), checked and made ready for use.
#pragma once

#include <google/protobuf/descriptor.h>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/cli/day.h"

namespace gainful::cli {

// Where a cell goes.
struct Target {
  std::string path;                                 // as written: "participant.local_characteristics.race"
  const google::protobuf::FieldDescriptor* record;  // participant, journey, spell, contact, ...
  const google::protobuf::FieldDescriptor* field;   // of that record
  std::string name;                                 // for a map: the entry's name
};

// One column that is read; or what every row gets.
struct ColumnPlan {
  std::string from;  // for what every row gets: its text
  std::vector<Target> to;
  std::map<std::string, std::string> codes;
  std::set<std::string> blank;
  bool required;
  DayParser parse_day;
  char list_separator;
};

// One file: the rows that it makes are messages of type `row`, gainful.caseload.v1.ImportRow,
// gainful.placement.v1.ImportRow or gainful.caseload.v1.RecordRow.
struct FilePlan {
  const google::protobuf::Descriptor* row;
  std::string name;  // people, jobs, or what the mapping calls it
  std::string source;
  std::vector<std::string> key;
  std::vector<std::string> person_key;
  std::vector<std::string> journey_key;
  std::string people_source;
  char separator;
  std::vector<ColumnPlan> columns;
  std::vector<ColumnPlan> constants;
  std::vector<const google::protobuf::FieldDescriptor*> records;  // the row's records that the file speaks of

  // The fields of `record` that the file speaks for, as paths for a field mask.
  std::vector<std::string> MaskOf(const google::protobuf::FieldDescriptor& record) const;
  // Whether it speaks of members of staff, whom it may call by name.
  bool NamesStaff() const;
};

struct Mapping {
  std::string programme;
  std::string team;
  std::optional<FilePlan> people;
  std::optional<FilePlan> jobs;
  std::vector<FilePlan> records;  // no two of one name
};

// Reads a mapping from `text`. kInvalidArgument lists every fault, each on its own line as "file:line:column: what is
// wrong".
absl::StatusOr<Mapping> LoadMapping(const std::string& text, const std::string& file);

}  // namespace gainful::cli
