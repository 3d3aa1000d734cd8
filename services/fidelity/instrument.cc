#include "services/fidelity/instrument.h"

#include <google/protobuf/text_format.h>

#include <algorithm>
#include <cstdlib>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "embedded/kIps15V1.h"
#include "embedded/kIps25V1.h"
#include "embedded/kIps25YoungV1.h"
#include "embedded/kReviewCalendarV1.h"
#include "embedded/kSeqfV1.h"
#include "services/common/base/dates.h"
#include "services/common/base/log.h"
#include "services/fidelity/review_calendar.h"

namespace gainful::fidelity {
namespace {

// Data that is built in cannot be wrong without a test's noticing; a program that cannot read it stops.
[[noreturn]] void ShippedDataIsBroken(const std::string& what) {
  base::Log(base::Level::kError, "built-in data cannot be read", {{"what", what}});
  std::abort();
}

template <typename Message>
Message ReadShipped(absl::string_view text) {
  Message message;
  if (!google::protobuf::TextFormat::ParseFromString(std::string(text), &message))
    ShippedDataIsBroken(Message::descriptor()->full_name());
  return message;
}

void StopIfBroken(const std::vector<std::string>& faults) {
  if (!faults.empty()) ShippedDataIsBroken(faults.front());
}

const Instrument* Find(const std::vector<Instrument>& all, absl::string_view id, std::int32_t version) {
  for (const Instrument& instrument : all) {
    if (instrument.id() == id && instrument.version() == version) return &instrument;
  }
  return nullptr;
}

// Instruments that stand by themselves, then the ones that extend them.
std::vector<Instrument> ReadInstruments() {
  std::vector<Instrument> all;
  std::vector<Instrument> extensions;
  for (const absl::string_view text : {kIps15V1, kIps25V1, kIps25YoungV1, kSeqfV1}) {
    auto instrument = ReadShipped<Instrument>(text);
    if (!instrument.has_base()) StopIfBroken(Faults(instrument, nullptr));
    (instrument.has_base() ? extensions : all).push_back(std::move(instrument));
  }
  const std::size_t whole = all.size();
  for (const Instrument& extension : extensions) {
    const Instrument* base = Find(all, extension.base().id(), extension.base().version());
    if (base == nullptr || base >= all.data() + whole) ShippedDataIsBroken(extension.id());
    StopIfBroken(Faults(extension, base));
    all.push_back(Extended(Instrument(*base), extension));
  }
  std::sort(all.begin(), all.end(), [](const Instrument& a, const Instrument& b) {
    return std::make_tuple(a.id(), a.version()) < std::make_tuple(b.id(), b.version());
  });
  return all;
}

}  // namespace

bool IsInForce(const Instrument& instrument, absl::CivilDay on) {
  const auto from = base::ParseDay(instrument.effective_from());
  const auto to = base::ParseDay(instrument.effective_to());
  return from && *from <= on && (!to || on <= *to);
}

const std::vector<Instrument>& ShippedInstruments() {
  static const auto* instruments = new std::vector<Instrument>(ReadInstruments());
  return *instruments;
}

const Instrument* FindInstrument(absl::string_view id, std::int32_t version) {
  return Find(ShippedInstruments(), id, version);
}

const Instrument* InstrumentInForce(absl::string_view id, absl::CivilDay on) {
  const Instrument* found = nullptr;
  for (const Instrument& instrument : ShippedInstruments()) {
    if (instrument.id() == id && IsInForce(instrument, on)) found = &instrument;
  }
  return found;
}

const Item* FindItem(const Instrument& instrument, std::int32_t number) {
  for (const Item& item : instrument.item()) {
    if (item.number() == number) return &item;
  }
  return nullptr;
}

const Item* FindItemByReading(const Instrument& instrument, absl::string_view reading) {
  for (const Item& item : instrument.item()) {
    if (item.has_reading() && item.reading().name() == reading) return &item;
  }
  return nullptr;
}

const Total* FindTotal(const Instrument& instrument, absl::string_view id) {
  for (const Total& total : instrument.total()) {
    if (total.id() == id) return &total;
  }
  return nullptr;
}

std::vector<std::string> Sections(const Instrument& instrument) {
  std::vector<std::string> sections;
  for (const Item& item : instrument.item()) {
    if (std::find(sections.begin(), sections.end(), item.section()) == sections.end())
      sections.push_back(item.section());
  }
  return sections;
}

bool HasEdge(const Level& level) { return level.edge_case() != Level::EDGE_NOT_SET; }

std::string Title(const Instrument& instrument) {
  return absl::StrCat(instrument.title(), " (", instrument.id(), ", version ", instrument.version(), ")");
}

Instrument Extended(const Instrument& base, const Instrument& extension) {
  Instrument whole = extension;
  *whole.mutable_item() = base.item();
  whole.mutable_item()->MergeFrom(extension.item());
  *whole.mutable_total() = base.total();
  whole.mutable_total()->MergeFrom(extension.total());
  *whole.mutable_comparable() = base.comparable();
  Comparable* same = whole.add_comparable();
  same->set_id(base.id());
  same->set_version(base.version());
  // One by one, because numbers beyond the base's mean nothing there.
  for (const Item& item : base.item()) {
    Comparable::ItemPair* pair = same->add_item();
    pair->set_here(item.number());
    pair->set_there(item.number());
  }
  for (const Total& total : base.total()) {
    Comparable::TotalPair* pair = same->add_total();
    pair->set_here(total.id());
    pair->set_there(total.id());
  }
  whole.mutable_comparable()->MergeFrom(extension.comparable());
  return whole;
}

const ReviewCalendar& UsualCalendar() {
  static const auto* calendar = [] {
    auto* read = new ReviewCalendar(ReadShipped<ReviewCalendar>(kReviewCalendarV1));
    StopIfBroken(Faults(*read));
    return read;
  }();
  return *calendar;
}

}  // namespace gainful::fidelity
