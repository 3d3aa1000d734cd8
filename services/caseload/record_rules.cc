#include "services/caseload/record_rules.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "gainful/caseload/v1/clinical.pb.h"
#include "gainful/caseload/v1/plan.pb.h"
#include "google/protobuf/util/message_differencer.h"
#include "services/caseload/characteristic.h"
#include "services/caseload/contact.h"
#include "services/caseload/journey.h"
#include "services/caseload/measure.h"
#include "services/caseload/merge.h"
#include "services/caseload/work.h"
#include "services/common/base/dates.h"
#include "services/common/base/fields.h"
#include "services/common/base/instants.h"

namespace gainful::caseload {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

const FieldDescriptor* FieldOf(const Message& m, const char* name) { return m.GetDescriptor()->FindFieldByName(name); }

std::string TextOf(const Message& m, const char* name) {
  const auto* field = FieldOf(m, name);
  return field == nullptr ? "" : m.GetReflection()->GetString(m, field);
}

void SetIfThere(Message* m, const char* name, const std::string& text) {
  if (const auto* field = FieldOf(*m, name)) m->GetReflection()->SetString(m, field, text);
}

const pb::Journey* FindJourney(const std::vector<pb::Journey>& journeys, const std::string& id) {
  const auto it = std::find_if(journeys.begin(), journeys.end(), [&](const pb::Journey& j) { return j.id() == id; });
  return it == journeys.end() ? nullptr : &*it;
}

bool IsOver(const pb::Journey& j) { return j.has_declined_on() || j.has_exited_on() || j.has_withdrawn_on(); }

void FitContact(const Fitting& f, bool is_new, const std::vector<pb::Journey>& journeys, pb::Contact* contact,
                base::Violations* v) {
  if (contact->has_staff_member_id() && f.neighbours->staff.count(contact->staff_member_id()) == 0)
    v->Add("contact.staff_member_id", "names no member of staff");
  if (is_new && !contact->has_journey_id()) {
    const std::string found = JourneyUnderWay(journeys, *base::ToDay(contact->contacted_on()));
    if (!found.empty()) contact->set_journey_id(found);
  }
  const auto* journey = FindJourney(journeys, contact->journey_id());
  if (journey != nullptr) ValidateAgainstJourney(*contact, *journey, v);
}

void FitNote(const Fitting& f, pb::Note* note, base::Violations* v) {
  note->set_author(f.call->caller);
  if (!note->has_addendum_to()) return;
  const auto it = f.neighbours->notes.find(note->addendum_to());
  const bool is_there = it != f.neighbours->notes.end() &&
                        (it->second.participant_id == note->participant_id() ||
                         f.neighbours->other_records[note->participant_id()].count(it->second.participant_id) > 0);
  if (!is_there || (it->second.restricted && f.call->role != "manager" && f.call->caller != it->second.author))
    return v->Add("note.addendum_to", "names no note about this participant that you can see");
  if (it->second.restricted) note->set_restricted(true);  // what is added to a restricted note is no less restricted
}

void FitMeasure(const Fitting& f, const pb::Journey* journey, pb::Measure* measure) {
  int old_answer_days = kUsualAnswerDays;
  if (journey != nullptr) {
    const auto it = f.neighbours->programmes.find(journey->programme_id());
    if (it != f.neighbours->programmes.end()) old_answer_days = it->second.old_answer_days.value_or(kUsualAnswerDays);
  }
  measure->clear_answer_by();
  measure->set_alert(AlertOf(*measure, f.today, old_answer_days));
  if (measure->alert() != pb::ALERT_KIND_CRISIS) return;
  *measure->mutable_answer_by() = base::ToProto(f.call->now + absl::Minutes(f.neighbours->crisis_minutes));
}

void FitDay(const char* field, const google::type::Date& day, const pb::Journey& journey, base::Violations* v) {
  const auto end = base::ToDay(journey.has_exited_on() ? journey.exited_on() : journey.declined_on());
  CheckDayOfJourney(field, base::ToDay(day), base::ToDay(journey.referred_on()), end, v);
}

void FitProfile(const Fitting& f, const pb::VocationalProfile& profile, base::Violations* v) {
  std::string& held = f.neighbours->profiles[profile.journey_id()];
  if (!held.empty() && held != profile.id())
    return v->Add("journey_key", "names a journey that has a vocational profile already; there is one at a time");
  held = profile.id();
}

void FitAllocation(const Fitting& f, const pb::Journey& journey, const pb::Allocation& allocation,
                   base::Violations* v) {
  if (IsOver(journey)) return v->Add("journey_key", "names a journey that is over; only an open one is allocated");
  const std::string& id = allocation.staff_member_id();
  const auto worker = f.neighbours->staff.find(id);
  const bool is_known = worker != f.neighbours->staff.end();
  if (!id.empty() && !is_known) return v->Add("allocation.staff_member_id", "names no member of staff");
  CheckAllocation(allocation, *base::ToDay(journey.referred_on()), is_known ? &worker->second : nullptr, v);
  if (!v->empty()) return;
  if (is_known) {
    const auto& active = f.neighbours->active[id];
    const int others = static_cast<int>(active.size() - active.count(journey.id()));
    const int limit =
        ScaledLimit(f.neighbours->programmes[journey.programme_id()].caseload_limit.value_or(kUsualCaseload),
                    worker->second.fte_percent);
    if (others >= limit && (allocation.over_limit_reason().empty() || f.call->role != "manager"))
      return v->Add("allocation.staff_member_id", AtLimit(others, limit));
  }
  f.neighbours->Allocate(journey.id(), id);
}

// What belongs to a journey is recorded under the record of the person that the journey is under, so that it stays with it when a merge is undone.
void StayWithJourney(const std::vector<pb::Journey>& journeys, Message* record) {
  const auto* journey = FindJourney(journeys, TextOf(*record, "journey_id"));
  if (journey != nullptr) SetIfThere(record, "participant_id", journey->participant_id());
}

void FitKind(const Fitting& f, bool is_new, const std::vector<pb::Journey>& journeys, const pb::Journey* journey,
             Message* record, base::Violations* v) {
  const auto* type = record->GetDescriptor();
  if (type == pb::Contact::descriptor()) return FitContact(f, is_new, journeys, static_cast<pb::Contact*>(record), v);
  if (type == pb::Note::descriptor()) return FitNote(f, static_cast<pb::Note*>(record), v);
  if (type == pb::Measure::descriptor()) return FitMeasure(f, journey, static_cast<pb::Measure*>(record));
  if (type == pb::VocationalProfile::descriptor()) FitProfile(f, static_cast<const pb::VocationalProfile&>(*record), v);
  if (type == pb::VocationalProfile::descriptor() && journey != nullptr)
    return FitDay("vocational_profile.started_on", static_cast<const pb::VocationalProfile&>(*record).started_on(),
                  *journey, v);
  if (type == pb::Review::descriptor() && journey != nullptr)
    return FitDay("review.reviewed_on", static_cast<const pb::Review&>(*record).reviewed_on(), *journey, v);
  if (type == pb::Allocation::descriptor() && journey != nullptr)
    return FitAllocation(f, *journey, static_cast<const pb::Allocation&>(*record), v);
}

}  // namespace

void Neighbours::Allocate(const std::string& journey_id, const std::string& staff_member_id) {
  for (auto& [id, journeys] : active) journeys.erase(journey_id);
  if (!staff_member_id.empty()) active[staff_member_id].insert(journey_id);
}

void FitIn(const Fitting& f, bool is_new, Message* record, base::Violations* v) {
  const auto person = f.neighbours->journeys.find(TextOf(*record, "participant_id"));
  if (person == f.neighbours->journeys.end()) return v->Add("person_key", "names nobody that you can see");
  const std::string journey_id = TextOf(*record, "journey_id");
  const auto* journey = FindJourney(person->second, journey_id);
  if (!journey_id.empty() && journey == nullptr)
    return v->Add("journey_key", "names no journey of this person that you can see");
  const bool is_held_to_journey = is_new || record->GetDescriptor() == pb::Contact::descriptor();
  if (journey != nullptr && journey->has_withdrawn_on() && is_held_to_journey)
    return v->Add("journey_key", "names a journey that was withdrawn as recorded in error");
  if (is_new) {
    const absl::Status stands = CheckNotMerged(f.neighbours->merged_into[person->first]);
    if (journey == nullptr && !stands.ok()) return v->Add("person_key", std::string(stands.message()));
    SetIfThere(record, "recorded_by", f.call->caller);
    if (const auto* day = FieldOf(*record, "recorded_on"))
      record->GetReflection()->MutableMessage(record, day)->CopyFrom(base::ToProto(f.today));
  }
  FitKind(f, is_new, person->second, journey, record, v);
  if (is_new) StayWithJourney(person->second, record);
}

void CheckChange(const Message& before, const Message& after, const google::protobuf::FieldMask& mask,
                 const std::string& kind, bool is_never_changed, base::Violations* v) {
  const auto* withdrawn = FieldOf(before, "withdrawn_on");
  if (withdrawn != nullptr && before.GetReflection()->HasField(before, withdrawn))
    return v->Add(kind, "was withdrawn as recorded in error");
  if (before.GetDescriptor() == pb::Characteristic::descriptor() &&
      StateOf(static_cast<const pb::Characteristic&>(before)) == pb::CHARACTERISTIC_STATE_STATED &&
      StateOf(static_cast<const pb::Characteristic&>(after)) != pb::CHARACTERISTIC_STATE_STATED)
    v->Add("characteristic.values",
           "must state something, as it did: that the person declined is a statement of its own");
  for (const auto& path : mask.paths()) {
    const auto* field = before.GetDescriptor()->FindFieldByName(path);
    google::protobuf::util::MessageDifferencer differ;
    if (differ.CompareWithFields(before, after, {field}, {field})) continue;
    const std::string name = absl::StrCat(kind, ".", path);
    if (is_never_changed) {
      v->Add(name, "is another than on record under this key; a note, a measure or an allocation is never changed");
    } else if (base::RuleOf(field).immutable()) {
      v->Add(name, "is another than on record under this key, and is never changed");
    }
  }
}

}  // namespace gainful::caseload
