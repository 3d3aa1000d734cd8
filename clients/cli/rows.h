// Turns the rows of a file into rows of an import.
#pragma once

#include <google/protobuf/message.h>

#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "clients/cli/csv.h"
#include "clients/cli/mapping.h"

namespace gainful::cli {

// What is wrong with one cell, or with the whole row where `column` is empty.
struct RowFault {
  std::string column;
  std::string reason;
};

// What every row gets that the file does not say.
struct Defaults {
  std::string team_id;
  std::string programme_id;
  std::map<std::string, std::string> staff;  // ids by name, see ListStaff
};

class RowTranslator {
 public:
  // `header` is the file's first row. Faults of it, such as columns that the mapping names and the file lacks, are
  // listed by header_faults(); rows may be translated only where there are none.
  RowTranslator(const FilePlan& plan, const std::vector<std::string>& header);

  const std::vector<std::string>& header_faults() const { return header_faults_; }
  // Columns of the file that the mapping does not name.
  const std::vector<std::string>& ignored() const { return ignored_; }

  // Fills `row`, a message of the plan's row type. Returns every fault; a row with one is not to be sent.
  std::vector<RowFault> Translate(const CsvRow& cells, const Defaults& defaults, google::protobuf::Message* row) const;

  // The column that feeds a field which a server names, such as "participant.birth_date"; empty where there is none.
  std::string ColumnFor(absl::string_view field) const;

 private:
  size_t Place(const std::string& column);
  std::string Joined(const std::vector<size_t>& places, const CsvRow& cells, std::vector<RowFault>* faults) const;
  void SetCell(const ColumnPlan& column, const std::string& cell, const Defaults& defaults,
               google::protobuf::Message* row, std::vector<RowFault>* faults) const;
  void SetFields(const ColumnPlan& column, const std::string& text, const Defaults& defaults,
                 google::protobuf::Message* row, std::vector<RowFault>* faults) const;

  const FilePlan& plan_;
  std::vector<std::string> header_;
  std::vector<std::string> header_faults_;
  std::vector<std::string> ignored_;
  std::vector<size_t> key_;  // places of columns in the file
  std::vector<size_t> person_key_;
  std::vector<size_t> journey_key_;
  std::vector<size_t> columns_;  // by index of plan_.columns
};

}  // namespace gainful::cli
