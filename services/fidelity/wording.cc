#include "services/fidelity/wording.h"

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/stubs/common.h>
#include <google/protobuf/text_format.h>

#include <fstream>
#include <iterator>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/common/base/status.h"
#include "services/fidelity/instrument.h"

namespace gainful::fidelity {
namespace {

using google::protobuf::TextFormat;

// FaultLog with their places, in the order in which they are found. A file may be full of them: the first ones are enough.
class FaultLog : public google::protobuf::io::ErrorCollector {
 public:
  explicit FaultLog(std::string file) : file_(std::move(file)) {}

  // Lines and columns count from 0; below 0: the whole file.
  void AddError(int line, int column, const std::string& what) override {
    if (list_.size() >= kMost) return;
    list_.push_back(line < 0 ? absl::StrCat(file_, ": ", what)
                             : absl::StrCat(file_, ":", line + 1, ":", column + 1, ": ", what));
  }

  bool empty() const { return list_.empty(); }
  absl::Status ToStatus() const {
    return base::Error(absl::StatusCode::kInvalidArgument, "WORDING", absl::StrJoin(list_, "\n"));
  }

 private:
  static constexpr std::size_t kMost = 50;
  std::string file_;
  std::vector<std::string> list_;
};

// Where the i-th field of that name stands.
class Places {
 public:
  Places(const TextFormat::ParseInfoTree* tree, const google::protobuf::Descriptor* type) : tree_(tree), type_(type) {}

  TextFormat::ParseLocation Of(const char* field, int i = -1) const {
    return tree_ == nullptr ? TextFormat::ParseLocation() : tree_->GetLocation(type_->FindFieldByName(field), i);
  }
  Places Inside(const char* field, int i) const {
    const auto* inner = type_->FindFieldByName(field);
    return {tree_ == nullptr ? nullptr : tree_->GetTreeForNested(inner, i), inner->message_type()};
  }

 private:
  const TextFormat::ParseInfoTree* tree_;
  const google::protobuf::Descriptor* type_;
};

void Add(TextFormat::ParseLocation at, const std::string& what, FaultLog* faults) {
  faults->AddError(at.line, at.column, what);
}

void CheckText(const std::string& text, const std::string& of, TextFormat::ParseLocation at, FaultLog* faults) {
  if (text.empty()) Add(at, absl::StrCat(of, " has no text"), faults);
  if (text.size() > kMostWordingText)
    Add(at, absl::StrCat("the text of ", of, " is longer than ", kMostWordingText, " bytes"), faults);
  if (!google::protobuf::internal::IsStructurallyValidUTF8(text.data(), static_cast<int>(text.size())))
    Add(at, absl::StrCat("the text of ", of, " is not UTF-8"), faults);
  if (text.find('\0') != std::string::npos) Add(at, absl::StrCat("the text of ", of, " has a NUL byte"), faults);
}

void CheckItem(const Wording::ItemText& text, const Instrument& instrument, const Places& places,
               TextFormat::ParseLocation at, FaultLog* faults) {
  const Item* item = FindItem(instrument, text.number());
  if (item == nullptr)
    return Add(at, absl::StrCat("there is no item ", text.number(), " in ", Title(instrument)), faults);
  const std::string of = absl::StrCat("item ", text.number());
  if (!text.text().empty() || text.score().empty()) CheckText(text.text(), of, at, faults);
  std::set<std::int32_t> seen;
  for (int i = 0; i < text.score_size(); ++i) {
    const auto& score = text.score(i);
    const TextFormat::ParseLocation place = places.Of("score", i);
    const std::string which = absl::StrCat("score ", score.score(), " of ", of);
    if (score.score() < item->lowest() || score.score() > item->highest())
      Add(place,
          absl::StrCat(of, " has scores from ", item->lowest(), " to ", item->highest(), ", not ", score.score()),
          faults);
    if (!seen.insert(score.score()).second) Add(place, absl::StrCat(which, " stands twice"), faults);
    CheckText(score.text(), which, place, faults);
  }
}

void Check(const Wording& wording, const Places& places, FaultLog* faults) {
  if (wording.licence().empty()) Add({}, "licence is wanted: who granted it, to whom and when", faults);
  CheckText(wording.licence().empty() ? " " : wording.licence(), "licence", places.Of("licence"), faults);
  if (wording.item().empty()) Add({}, "item is wanted, at least one", faults);
  const Instrument* instrument = FindInstrument(wording.instrument_id(), wording.version());
  if (instrument == nullptr) {
    std::vector<std::string> known;
    for (const Instrument& shipped : ShippedInstruments())
      known.push_back(absl::StrCat(shipped.id(), " version ", shipped.version()));
    return Add(places.Of("instrument_id"),
               absl::StrCat("instrument_id and version must name one of: ", absl::StrJoin(known, ", ")), faults);
  }
  std::set<std::int32_t> seen;
  for (int i = 0; i < wording.item_size(); ++i) {
    const auto& item = wording.item(i);
    const TextFormat::ParseLocation at = places.Of("item", i);
    if (!seen.insert(item.number()).second) Add(at, absl::StrCat("item ", item.number(), " stands twice"), faults);
    CheckItem(item, *instrument, places.Inside("item", i), at, faults);
  }
}

}  // namespace

absl::StatusOr<Wording> ParseWording(absl::string_view text, const std::string& file) {
  FaultLog faults(file);
  if (text.size() > kMostWordingBytes) {
    faults.AddError(-1, 0, absl::StrCat("is larger than ", kMostWordingBytes, " bytes"));
    return faults.ToStatus();
  }
  TextFormat::ParseInfoTree tree;
  TextFormat::Parser parser;
  parser.RecordErrorsTo(&faults);
  parser.WriteLocationsTo(&tree);
  parser.SetRecursionLimit(10);
  Wording wording;
  if (!parser.ParseFromString(std::string(text), &wording) || !faults.empty()) {
    if (faults.empty())
      faults.AddError(-1, 0, "is no text of the form that is described in services/fidelity/wording.h");
    return faults.ToStatus();
  }
  Check(wording, Places(&tree, Wording::descriptor()), &faults);
  if (!faults.empty()) return faults.ToStatus();
  return wording;
}

absl::StatusOr<Wording> ReadWording(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string text(kMostWordingBytes + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  // A directory opens, and cannot be read.
  if (!in.eof() && !in.good())
    return base::Error(absl::StatusCode::kNotFound, "WORDING", absl::StrCat(path, ": cannot be read"));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return ParseWording(text, path);
}

absl::Status AddWording(const std::string& path, std::vector<Wording>* all) {
  ASSIGN_OR_RETURN(Wording wording, ReadWording(path));
  for (const Wording& other : *all) {
    if (other.instrument_id() == wording.instrument_id() && other.version() == wording.version())
      return base::Error(absl::StatusCode::kInvalidArgument, "WORDING",
                         absl::StrCat(path, ": another file has the wording of ", wording.instrument_id(), " version ",
                                      wording.version()));
  }
  all->push_back(std::move(wording));
  return absl::OkStatus();
}

const Wording* FindWording(const std::vector<Wording>& all, const Instrument& instrument) {
  const Wording* of_base = nullptr;
  for (const Wording& wording : all) {
    if (wording.instrument_id() == instrument.id() && wording.version() == instrument.version()) return &wording;
    const Base& base = instrument.base();
    if (instrument.has_base() && wording.instrument_id() == base.id() && wording.version() == base.version())
      of_base = &wording;
  }
  return of_base;
}

const Wording::ItemText* FindText(const Wording& wording, std::int32_t number) {
  for (const auto& item : wording.item()) {
    if (item.number() == number) return &item;
  }
  return nullptr;
}

}  // namespace gainful::fidelity
