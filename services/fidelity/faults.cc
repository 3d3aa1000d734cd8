// Whether an instrument is whole: each number of a textproto file against the others.
#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/common/base/dates.h"
#include "services/fidelity/instrument.h"
#include "services/fidelity/score.h"

namespace gainful::fidelity {
namespace {

using FaultList = std::vector<std::string>;

// Larger is stricter, whichever way the edge points: the number, and whether the number itself is outside.
std::pair<std::int64_t, bool> Strictness(const Level& level) {
  switch (level.edge_case()) {
    case Level::kAtLeast:
      return {level.at_least(), false};
    case Level::kMoreThan:
      return {level.more_than(), true};
    case Level::kAtMost:
      return {-level.at_most(), false};
    case Level::kLessThan:
      return {-level.less_than(), true};
    case Level::EDGE_NOT_SET:
      break;
  }
  return {0, false};
}

bool PointsUp(const Level& level) { return level.has_at_least() || level.has_more_than(); }

class ItemChecker {
 public:
  ItemChecker(const Item& item, FaultList* faults) : item_(item), faults_(faults) {}

  void Check() {
    CheckTexts();
    CheckEvidence();
    CheckNames();
    CheckLevels();
    CheckReading();
  }

 private:
  void Add(const std::string& what) { faults_->push_back(absl::StrCat("item ", item_.number(), ": ", what)); }

  void CheckTexts() {
    for (const auto& [what, text] : {std::make_pair("section", &item_.section()), std::make_pair("name", &item_.name()),
                                     std::make_pair("description", &item_.description()),
                                     std::make_pair("aim", &item_.aim()), std::make_pair("source", &item_.source())}) {
      if (text->empty()) Add(absl::StrCat("it has no ", what));
    }
    if (item_.lowest() >= item_.highest()) Add("its highest score is not above its lowest");
  }

  void CheckEvidence() {
    std::set<int> seen;
    for (const int evidence : item_.evidence()) {
      if (evidence == EVIDENCE_UNSPECIFIED || !Evidence_IsValid(evidence))
        Add("a source of evidence is none that there is");
      if (!seen.insert(evidence).second) Add("a source of evidence stands twice");
    }
    if (seen.empty()) Add("it names no source of evidence");
  }

  void CheckNames() {
    std::set<std::string> needed;
    for (const Level& level : item_.level()) needed.insert(level.needs_one_of().begin(), level.needs_one_of().end());
    std::set<std::string> conditions;
    for (const Condition& condition : item_.condition()) {
      if (condition.id().empty() || condition.says().empty()) Add("a condition has no id or no words");
      if (!conditions.insert(condition.id()).second) Add(absl::StrCat("condition ", condition.id(), " stands twice"));
      if (needed.count(condition.id()) == 0) Add(absl::StrCat("no score needs condition ", condition.id()));
    }
    for (const std::string& id : needed) {
      if (conditions.count(id) == 0) Add(absl::StrCat("condition ", id, " is not explained"));
    }
    std::set<std::string> components;
    for (const Component& component : item_.component()) {
      if (component.id().empty() || component.says().empty()) Add("a component has no id or no words");
      if (!components.insert(component.id()).second) Add(absl::StrCat("component ", component.id(), " stands twice"));
    }
  }

  void CheckLevels() {
    if (item_.level().empty()) {
      if (item_.has_measure()) Add("it has a unit and no scores that ask for a number");
      if (!item_.component().empty()) Add("it has components and no scores that ask for them");
      return;
    }
    if (item_.level_size() != item_.highest() - item_.lowest() + 1)
      return Add("it does not have one level for each score");
    for (int i = 0; i < item_.level_size(); ++i) {
      if (item_.level(i).score() != item_.lowest() + i)
        return Add("its levels do not go from the lowest score to the highest");
    }
    const bool by_number = HasEdge(item_.level(item_.level_size() - 1));
    by_number ? CheckEdges() : CheckSayings();
  }

  void CheckEdges() {
    if (item_.measure().unit().empty() || item_.measure().rounding() == ROUNDING_UNSPECIFIED)
      Add("its scores ask for a number, and its unit or rounding is missing");
    if (HasEdge(item_.level(0)) || !item_.level(0).needs_one_of().empty()) Add("its lowest score asks for something");
    const bool up = PointsUp(item_.level(item_.level_size() - 1));
    for (int i = 1; i < item_.level_size(); ++i) {
      const Level& level = item_.level(i);
      if (!HasEdge(level) || PointsUp(level) != up)
        return Add(absl::StrCat("score ", level.score(), " has no edge, or one that points the other way"));
      if (i == 1) continue;
      const Level& below = item_.level(i - 1);
      if (Strictness(level) < Strictness(below))
        Add(absl::StrCat("score ", level.score(), " asks for less than the score below it"));
      if (Strictness(level) == Strictness(below) && level.needs_one_of().empty())
        Add(absl::StrCat("score ", level.score(), " asks for no more than the score below it"));
    }
    const Level& top = item_.level(item_.level_size() - 1);
    if (!item_.component().empty() && top.at_least() != item_.component_size())
      Add("its highest score does not ask for all of its components");
  }

  void CheckSayings() {
    for (const Level& level : item_.level()) {
      if (HasEdge(level)) Add(absl::StrCat("score ", level.score(), " has an edge and the highest score has none"));
      if (level.says().empty()) Add(absl::StrCat("score ", level.score(), " says nothing"));
    }
  }

  void CheckReading() {
    if (!item_.has_reading()) return;
    const Reading& reading = item_.reading();
    if (std::find(std::begin(kReadings), std::end(kReadings), reading.name()) == std::end(kReadings))
      Add(absl::StrCat("there is no reading ", reading.name()));
    if (!LargerIsBetter(item_)) Add("it has a reading and no cut-points");
    if (reading.window_months() < 0 || reading.least() < 1)
      Add("its reading has no window of months, or no least number");
    if (reading.least_recorded_percent() < 0 || reading.least_recorded_percent() > 100)
      Add("its reading wants a share on record that is no percentage");
  }

  const Item& item_;
  FaultList* faults_;
};

// As requests may name it: the pattern of their fields (fidelity.proto, live.proto).
bool IsId(const std::string& id) {
  const auto is_plain = [](unsigned char c) { return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '_'; };
  return !id.empty() && absl::ascii_islower(static_cast<unsigned char>(id[0])) &&
         std::all_of(id.begin(), id.end(), is_plain);
}

void CheckHead(const Instrument& instrument, FaultList* faults) {
  if (instrument.id().empty() || instrument.version() < 1)
    faults->push_back("it has no id, or no version of 1 or more");
  if (!IsId(instrument.id())) faults->push_back("its id is not of small letters, digits and underscores");
  for (const std::string* text : {&instrument.title(), &instrument.summary(), &instrument.source()}) {
    if (text->empty()) faults->push_back("it has no title, no summary or no source");
  }
  const auto from = base::ParseDay(instrument.effective_from());
  const auto to = base::ParseDay(instrument.effective_to());
  if (!from) faults->push_back("effective_from is no day");
  if (!instrument.effective_to().empty() && (!to || (from && *to < *from)))
    faults->push_back("effective_to is no day from effective_from on");
}

void CheckItems(const Instrument& instrument, const Instrument* base, FaultList* faults) {
  std::int32_t expected = base == nullptr ? 1 : base->item(base->item_size() - 1).number() + 1;
  std::set<std::string> readings;
  if (base != nullptr) {
    for (const Item& item : base->item()) readings.insert(item.reading().name());
    readings.erase("");
  }
  if (instrument.item().empty()) faults->push_back("it has no items");
  for (const Item& item : instrument.item()) {
    if (item.number() != expected++)
      faults->push_back(absl::StrCat("item ", item.number(), ": ", expected - 1, " was its turn"));
    ItemChecker(item, faults).Check();
    if (item.has_reading() && !readings.insert(item.reading().name()).second)
      faults->push_back(absl::StrCat("item ", item.number(), ": another item has its reading"));
  }
}

// `whole`: with the base's items.
void CheckTotal(const Instrument& whole, const Total& total, FaultList* faults) {
  const auto add = [&](const std::string& what) { faults->push_back(absl::StrCat("total ", total.id(), ": ", what)); };
  if (total.id().empty() || total.title().empty()) add("it has no id or no title");
  std::int64_t lowest = 0, highest = 0;
  int set_aside = 0;
  for (std::int32_t number = total.first_item(); number <= total.last_item(); ++number) {
    const Item* item = FindItem(whole, number);
    if (item == nullptr) return add(absl::StrCat("there is no item ", number));
    lowest += item->lowest();
    highest += item->highest();
    set_aside += item->not_applicable_when().empty() ? 0 : 1;
  }
  if (total.first_item() > total.last_item()) return add("it is over no items");
  if (total.most_not_applicable() < 0 || total.most_not_applicable() > set_aside ||
      total.most_not_applicable() > total.last_item() - total.first_item())
    add("more items may be set aside than it has that may be");
  std::set<std::string> ids;
  for (int i = 0; i < total.band_size(); ++i) {
    const Band& band = total.band(i);
    if (band.id().empty() || band.title().empty() || !ids.insert(band.id()).second)
      add("a band has no id or title, or stands twice");
    if (i == 0 ? band.from() != lowest : band.from() <= total.band(i - 1).from())
      add(absl::StrCat("band ", band.id(), " does not begin where it should"));
    if (band.from() > highest || band.next_review_months() < 0)
      add(absl::StrCat("band ", band.id(), " cannot be reached, or has a review before it"));
  }
  if (total.band_size() > 0 && total.source().empty()) add("its bands have no source");
}

void CheckComparable(const Instrument& whole, const Comparable& other, FaultList* faults) {
  const auto add = [&](const std::string& what) {
    faults->push_back(absl::StrCat("comparable with ", other.id(), " ", other.version(), ": ", what));
  };
  if (other.id().empty() || other.version() < 1) add("that is no version of an instrument");
  if (other.id() == whole.id() && other.version() == whole.version()) add("that is itself");
  if (other.all_items() && !other.item().empty()) add("it is said of all items and of single ones");
  std::set<std::int32_t> items;
  for (const auto& pair : other.item()) {
    if (FindItem(whole, pair.here()) == nullptr || pair.there() < 1)
      add(absl::StrCat("there is no item ", pair.here()));
    if (!items.insert(pair.here()).second) add(absl::StrCat("item ", pair.here(), " stands twice"));
  }
  for (const auto& pair : other.total()) {
    if (FindTotal(whole, pair.here()) == nullptr || pair.there().empty())
      add(absl::StrCat("there is no total ", pair.here()));
  }
}

}  // namespace

std::vector<std::string> Faults(const Instrument& instrument, const Instrument* base) {
  FaultList faults;
  CheckHead(instrument, &faults);
  const bool is_named = base != nullptr && instrument.base().id() == base->id() &&
                        instrument.base().version() == base->version() && !base->item().empty();
  if (instrument.has_base() != (base != nullptr) || (base != nullptr && !is_named)) {
    faults.push_back("its base is not the one that it names");
  } else {
    CheckItems(instrument, base, &faults);
    const Instrument whole = base == nullptr ? instrument : Extended(*base, instrument);
    std::set<std::string> ids;
    for (const Total& total : whole.total()) {
      CheckTotal(whole, total, &faults);
      if (!ids.insert(total.id()).second) faults.push_back(absl::StrCat("total ", total.id(), " stands twice"));
    }
    if (whole.total().empty()) faults.push_back("it has no total");
    for (const Comparable& other : instrument.comparable()) CheckComparable(whole, other, &faults);
  }
  for (std::string& fault : faults) fault = absl::StrCat(instrument.id(), ": ", fault);
  return faults;
}

}  // namespace gainful::fidelity
