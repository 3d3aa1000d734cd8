#include "tools/synthetic/case.h"

#include <algorithm>

#include "google/type/date.pb.h"
#include "services/common/base/dates.h"

namespace gainful::synthetic {

using google::protobuf::Message;

const Worker& Case::WorkerOn(absl::CivilDay day) const {
  const Worker* found = nullptr;
  for (const auto& [from, worker] : key_workers) {
    if (from <= day) found = worker;
  }
  return found == nullptr ? team->LeadOn(day) : *found;
}

std::optional<absl::CivilDay> Case::Entered(absl::CivilDay day) {
  const absl::CivilDay on = WorkingDay(day + (dice.Chance(0.8) ? 0 : dice.Between(1, 5)));
  return on > options.until ? std::nullopt : std::optional(on);
}

Act Case::By(const std::string& method, absl::CivilDay day, int hour) {
  return {At(&dice, day, hour), WorkerOn(day).subject, "specialist", method};
}

Act Case::ByManager(const std::string& method, absl::CivilDay day, int hour) {
  return {At(&dice, day, hour), provider.manager, "manager", method};
}

void Case::Next(const Act& before, Act* act) { act->at = std::max(act->at, before.at + absl::Minutes(1)); }

void Case::Begin(const Act& act, Message* record) {
  SetIfThere(record, "id", dice.Id(act.at));
  SetIfThere(record, "org_id", provider.id);
  SetIfThere(record, "participant_id", participant_id);
  SetIfThere(record, "recorded_by", act.caller);
  SetIfThere(record, "recorded_on", absl::ToCivilDay(act.at, absl::UTCTimeZone()));
}

bool Case::Enter(const std::string& method, absl::CivilDay day, int hour, Message* record) {
  const auto on = Entered(day);
  if (!on || day > options.until) return false;
  const Act act = By(method, *on, hour);
  Begin(act, record);
  Once(recorder, act, record);
  return true;
}

void SetIfThere(Message* record, const std::string& field, const std::string& value) {
  if (const auto* f = record->GetDescriptor()->FindFieldByName(field))
    record->GetReflection()->SetString(record, f, value);
}

void SetIfThere(Message* record, const std::string& field, absl::CivilDay day) {
  if (const auto* f = record->GetDescriptor()->FindFieldByName(field))
    record->GetReflection()->MutableMessage(record, f)->CopyFrom(base::ToProto(day));
}

}  // namespace gainful::synthetic
