#include "services/caseload/characteristic.h"

#include <google/protobuf/text_format.h>
#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "embedded/kCharacteristicsV1.h"
#include "gainful/type/v1/answer.pb.h"
#include "services/caseload/plan.h"
#include "services/common/base/codes.h"
#include "services/common/base/dates.h"

namespace gainful::caseload {
namespace {

constexpr char kValues[] = "characteristic.values";

const google::protobuf::EnumDescriptor* EnumOf(const std::string& name) {
  const auto* pool = google::protobuf::DescriptorPool::generated_pool();
  const auto* found = pool->FindEnumTypeByName("gainful.caseload.v1." + name);
  return found != nullptr ? found : pool->FindEnumTypeByName("gainful.type.v1." + name);
}

bool IsNotKnown(const CharacteristicList& list, const std::string& value) {
  return std::find(list.not_known().begin(), list.not_known().end(), value) != list.not_known().end();
}

// A whole number as people write one: no sign, no zeros in front.
bool IsNumberOf(const CharacteristicList& list, const std::string& value) {
  std::int64_t n = 0;
  return absl::SimpleAtoi(value, &n) && absl::StrCat(n) == value && n >= list.min_number() && n <= list.max_number();
}

// A code of a list of whole numbers that says which of them it stands for, such as "16-29": nothing that could be said itself.
std::optional<std::pair<int, int>> RangeOf(const CharacteristicList& list, const std::string& code) {
  int first = 0, last = 0;
  if (list.max_number() == 0 || !RE2::FullMatch(code, "([0-9]+)-([0-9]+)", &first, &last)) return std::nullopt;
  return std::make_pair(first, last);
}

bool IsValue(const CharacteristicList& list, const std::string& value) {
  if (value == list.declined() ? !value.empty() : IsNotKnown(list, value)) return true;
  if (list.max_number() > 0 && IsNumberOf(list, value)) return true;
  if (RangeOf(list, value)) return false;
  if (!list.pattern().empty()) return RE2::FullMatch(value, list.pattern());
  const auto codes = CodesOf(list);
  return std::any_of(codes.begin(), codes.end(), [&](const ListCode& c) { return c.code() == value; });
}

std::string Wanted(const CharacteristicList& list) {
  std::vector<std::string> codes;
  for (const auto& code : CodesOf(list)) {
    if (!RangeOf(list, code.code()) && !IsNumberOf(list, code.code())) codes.push_back(code.code());
  }
  const std::string listed =
      absl::StrCat(absl::StrJoin(codes, ", "), " (`gainful characteristic codes` says what they mean)");
  if (list.max_number() > 0)
    return absl::StrCat("must be a whole number from ", list.min_number(), " to ", list.max_number(), ", or one of ",
                        listed);
  if (!list.pattern().empty()) return absl::StrCat("must be ", list.wanted(), ", or one of ", listed);
  return absl::StrCat("must be one of ", listed);
}

// Whether a code of a list stands for a value: it is the value, or the range that the value is in.
bool StandsFor(const CharacteristicList& list, const std::string& code, const std::string& value) {
  if (code == value) return true;
  const auto range = RangeOf(list, code);
  std::int64_t n = 0;
  return range && IsNumberOf(list, value) && absl::SimpleAtoi(value, &n) && range->first <= n && n <= range->second;
}

// A greater rank goes before a smaller one.
int Rank(pb::CharacteristicState state) {
  if (state == pb::CHARACTERISTIC_STATE_STATED) return 3;
  return state == pb::CHARACTERISTIC_STATE_DECLINED ? 2 : 1;
}

absl::CivilDay First(const pb::Characteristic& c) { return *base::ToDay(c.valid_from()); }

bool IsValidOn(absl::CivilDay day, const pb::Characteristic& c) {
  return First(c) <= day && (!c.has_valid_to() || day <= *base::ToDay(c.valid_to()));
}

// Whether `a` says more of the day than `b`, two statements of one kind that are valid then or begin later.
bool SaysMore(absl::CivilDay day, const pb::Characteristic& a, const pb::Characteristic& b) {
  const bool now_a = IsValidOn(day, a), now_b = IsValidOn(day, b);
  if (now_a != now_b) return now_a;
  const int rank_a = Rank(StateOf(a)), rank_b = Rank(StateOf(b));
  if (rank_a != rank_b) return rank_a > rank_b;
  if (First(a) != First(b)) return now_a ? First(a) > First(b) : First(a) < First(b);
  return a.id() > b.id();
}

}  // namespace

const CharacteristicLists& ShippedLists() {
  static const auto* lists = [] {
    auto* parsed = new CharacteristicLists();
    // Built into the binary; a test reads it as well.
    if (!google::protobuf::TextFormat::ParseFromString(std::string(kCharacteristicsV1), parsed)) std::abort();
    return parsed;
  }();
  return *lists;
}

const CharacteristicList& ListFor(pb::CharacteristicKind kind) {
  static const auto* by_kind = [] {
    auto* map = new std::map<int, const CharacteristicList*>();
    for (const auto& list : ShippedLists().list()) (*map)[base::ValueOf<pb::CharacteristicKind>(list.kind())] = &list;
    return map;
  }();
  return *by_kind->at(kind);
}

std::vector<ListCode> CodesOf(const CharacteristicList& list) {
  std::vector<ListCode> codes(list.code().begin(), list.code().end());
  const auto add = [&](const std::string& code, const std::string& meaning) {
    if (std::any_of(codes.begin(), codes.end(), [&](const ListCode& c) { return c.code() == code; })) return;
    codes.emplace_back().set_code(code);
    codes.back().set_meaning(meaning);
  };
  if (!list.of_enum().empty()) {
    const auto* type = EnumOf(list.of_enum());
    for (int i = 1; i < type->value_count(); ++i) add(base::CodeOf(type->value(i)), base::MeaningOf(type->value(i)));
  }
  if (!list.declined().empty()) add(list.declined(), "declined to say");
  for (const auto& code : list.not_known()) add(code, "not known");
  return codes;
}

std::vector<std::string> GroupsOf(const CharacteristicList& list, const std::string& value) {
  std::vector<std::string> groups;
  for (const auto& grouping : list.grouping()) {
    for (const auto& group : grouping.group()) {
      const bool is_in = std::any_of(group.code().begin(), group.code().end(),
                                     [&](const std::string& code) { return StandsFor(list, code, value); });
      if (is_in) groups.push_back(absl::StrCat(grouping.name(), "=", group.name()));
    }
  }
  return groups;
}

void CheckCharacteristic(const pb::Characteristic& c, base::Violations* v) {
  const CharacteristicList& list = ListFor(c.kind());
  for (const auto& value : c.values()) {
    if (!IsValue(list, value)) return v->Add(kValues, Wanted(list));
    const bool is_alone = StateOf(c) != pb::CHARACTERISTIC_STATE_STATED || value == list.declined() ||
                          IsNotKnown(list, value) ||
                          std::find(list.alone().begin(), list.alone().end(), value) != list.alone().end();
    if (is_alone && c.values_size() > 1) return v->Add(kValues, absl::StrCat("must hold ", value, " alone"));
  }
  if (!list.several() && c.values_size() > 1) v->Add(kValues, "must hold one value: this kind has one at a time");
  if (std::set<std::string>(c.values().begin(), c.values().end()).size() < static_cast<size_t>(c.values_size()))
    v->Add(kValues, "must not hold a value twice");
  const bool is_index = c.kind() == pb::CHARACTERISTIC_KIND_IMD_QUINTILE;
  if (is_index && c.edition().empty() && StateOf(c) == pb::CHARACTERISTIC_STATE_STATED)
    v->Add("characteristic.edition", "must be given: which edition of the index, such as IMD2019");
  if (!is_index && !c.edition().empty()) v->Add("characteristic.edition", "goes with a deprivation quintile only");
  DaysInOrder(c, "characteristic", {"valid_from", "valid_to"}, v);
}

pb::CharacteristicState StateOf(const pb::Characteristic& c) {
  const CharacteristicList& list = ListFor(c.kind());
  if (c.values_size() != 1) return pb::CHARACTERISTIC_STATE_STATED;
  if (!list.declined().empty() && c.values(0) == list.declined()) return pb::CHARACTERISTIC_STATE_DECLINED;
  return IsNotKnown(list, c.values(0)) ? pb::CHARACTERISTIC_STATE_NOT_KNOWN : pb::CHARACTERISTIC_STATE_STATED;
}

bool IsRestricted(pb::CharacteristicKind kind) { return ListFor(kind).restricted(); }

std::string RestrictedKinds() {
  std::vector<std::string> kinds;
  for (const auto& list : ShippedLists().list()) {
    if (list.restricted()) kinds.push_back(list.kind());
  }
  return absl::StrCat("{", absl::StrJoin(kinds, ","), "}");
}

std::vector<pb::CharacteristicAt> HeldOn(absl::CivilDay day, const std::vector<pb::Characteristic>& statements) {
  std::map<int, const pb::Characteristic*> best;
  for (const auto& c : statements) {
    if (c.has_withdrawn_on() || (!IsValidOn(day, c) && First(c) <= day)) continue;
    const auto*& held = best[c.kind()];
    if (held == nullptr || SaysMore(day, c, *held)) held = &c;
  }
  std::vector<pb::CharacteristicAt> rows;
  for (const auto& [kind, c] : best) {
    auto& row = rows.emplace_back();
    row.set_kind(c->kind());
    *row.mutable_values() = c->values();
    row.set_state(StateOf(*c));
    row.set_back_filled(!IsValidOn(day, *c));
    *row.mutable_valid_from() = c->valid_from();
    row.set_characteristic_id(c->id());
    for (const auto& value : c->values()) {
      for (const auto& group : GroupsOf(ListFor(c->kind()), value)) row.add_groups(group);
    }
  }
  return rows;
}

}  // namespace gainful::caseload
