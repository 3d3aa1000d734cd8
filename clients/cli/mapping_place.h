// Where things stand in the text of a mapping, and what is wrong with them there.
#pragma once

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/text_format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace gainful::cli {

// Where a message and its fields stand in the file.
struct Place {
  const google::protobuf::TextFormat::ParseInfoTree* tree;
  google::protobuf::TextFormat::ParseLocation begin;

  // A message inside the one that `parent` tells of. Of several in brackets only the first has a location.
  static Place Of(const Place& parent, const google::protobuf::FieldDescriptor* field, int index) {
    static const auto* const kNowhere = new google::protobuf::TextFormat::ParseInfoTree;
    Place place{parent.tree->GetTreeForNested(field, index), parent.tree->GetLocation(field, index)};
    if (place.tree == nullptr) place.tree = kNowhere;
    if (place.begin.line < 0) place.begin = parent.begin;
    return place;
  }
};

// Collects faults of one mapping, each with its place in the file.
class Faults : public google::protobuf::io::ErrorCollector {
 public:
  explicit Faults(std::string file) : file_(std::move(file)) {}

  // The parser's own; it counts lines and columns from 0.
  void AddError(int line, int column, const std::string& what) override {
    lines_.push_back(absl::StrCat(file_, ":", line + 1, ":", column + 1, ": ", what));
  }

  // A fault of a field of the message that `place` tells of; the message's own place where the field is not given.
  void Add(const Place& place, const google::protobuf::FieldDescriptor* field, int index, const std::string& what) {
    google::protobuf::TextFormat::ParseLocation at =
        place.tree->GetLocation(field, field->is_repeated() ? std::max(index, 0) : -1);
    // A list in brackets has one location, that of its first entry.
    if (at.line < 0 && field->is_repeated()) at = place.tree->GetLocation(field, 0);
    if (at.line < 0) at = place.begin;
    AddError(at.line, at.column, what);
  }

  absl::Status ToStatus() const {
    return lines_.empty() ? absl::OkStatus() : absl::InvalidArgumentError(absl::StrJoin(lines_, "\n"));
  }

 private:
  const std::string file_;
  std::vector<std::string> lines_;
};

}  // namespace gainful::cli
