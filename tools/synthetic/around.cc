// What surrounds the person: characteristics by date, consent, people around them, devices and kit.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "gainful/caseload/v1/characteristic.pb.h"
#include "gainful/caseload/v1/consent.pb.h"
#include "gainful/caseload/v1/merge.pb.h"
#include "gainful/caseload/v1/support.pb.h"
#include "services/common/base/dates.h"
#include "services/common/base/instants.h"
#include "tools/synthetic/case.h"
#include "tools/synthetic/names.h"

namespace gainful::synthetic {
namespace {

namespace pb = gainful::caseload::v1;
using gainful::type::v1::Answer;

google::type::Date Date(absl::CivilDay day) { return base::ToProto(day); }

struct Asked {
  pb::CharacteristicKind kind;
  double how_often;  // of journeys
  std::vector<std::string> values;
  std::vector<double> weights;
};

// Codes are those of services/caseload/lists; the last ones of each are "declined" and "not known".
const std::vector<Asked>& Questions() {
  static const auto* questions = new std::vector<Asked>{
      {pb::CHARACTERISTIC_KIND_ACCOMMODATION,
       0.6,
       {"owner", "tenant", "family_or_friends", "supported", "temporary", "Z", "9"},
       {15, 45, 20, 10, 6, 2, 2}},
      {pb::CHARACTERISTIC_KIND_CARER, 0.5, {"Y", "N", "Z", "9"}, {12, 82, 3, 3}},
      {pb::CHARACTERISTIC_KIND_HOMELESSNESS, 0.5, {"Y", "N", "Z", "9"}, {7, 88, 3, 2}},
      {pb::CHARACTERISTIC_KIND_AUTISM, 0.4, {"Y", "N", "Z", "9"}, {9, 82, 4, 5}},
      {pb::CHARACTERISTIC_KIND_LEARNING_DISABILITY, 0.4, {"Y", "N", "Z", "9"}, {5, 89, 3, 3}},
      {pb::CHARACTERISTIC_KIND_ON_PROBATION, 0.3, {"Y", "N", "Z"}, {6, 90, 4}},
      {pb::CHARACTERISTIC_KIND_CONVICTIONS, 0.15, {"Y", "N", "Z"}, {25, 65, 10}},
      {pb::CHARACTERISTIC_KIND_DIGITAL_ACCESS, 0.4, {"Y", "N", "9"}, {80, 17, 3}},
      {pb::CHARACTERISTIC_KIND_MENTAL_HEALTH_CONDITION,
       0.7,
       {"psychosis", "bipolar", "depression", "anxiety", "trauma", "personality", "other"},
       {22, 8, 30, 22, 8, 6, 4}},
      {pb::CHARACTERISTIC_KIND_RELIGION, 0.3, {"C", "G", "L", "K", "M", "N"}, {35, 12, 40, 3, 7, 3}},
      {pb::CHARACTERISTIC_KIND_SEXUAL_ORIENTATION, 0.3, {"1", "2", "3", "U", "Z", "9"}, {75, 5, 5, 2, 9, 4}},
      {pb::CHARACTERISTIC_KIND_QUALIFICATION,
       0.6,
       {"none", "entry", "1", "2", "3", "4", "6", "Z", "99"},
       {15, 6, 14, 24, 18, 6, 12, 2, 3}},
      {pb::CHARACTERISTIC_KIND_LANGUAGE, 0.2, {"en", "pl", "ur", "bn", "ro"}, {80, 6, 6, 4, 4}},
  };
  return *questions;
}

void RecordCharacteristics(Case* c) {
  for (const Asked& asked : Questions()) {
    if (!c->dice.Chance(asked.how_often * (c->person.is_recorded_well ? 1 : 0.4))) continue;
    const absl::CivilDay day = WorkingDay(c->timeline.decided + c->dice.Between(0, 25));
    if (day > c->Known()) continue;
    pb::Characteristic s;
    s.set_kind(asked.kind);
    s.add_values(asked.values[c->dice.Pick(asked.weights)]);
    *s.mutable_valid_from() = Date(c->dice.Chance(0.7) ? c->timeline.referred : day);
    s.set_source(c->dice.Chance(0.8) ? pb::CHARACTERISTIC_SOURCE_SELF_REPORTED : pb::CHARACTERISTIC_SOURCE_REFERRER);
    c->Enter("CreateCharacteristic", day, 12, &s);
  }
}

// Tells the recipient, in the row that exchange reads; its number is that of the withdrawal's entry.
void RecordNotice(Case* c, const pb::Consent& given, const pb::Consent& withdrawal, absl::Time at) {
  const auto array = [](int n, const auto& name) {
    std::string text = "{";
    for (int i = 0; i < n; ++i) absl::StrAppend(&text, i > 0 ? "," : "", name(i));
    return text + "}";
  };
  static const char* const categories[] = {"", "identity", "employment", "health", "support_needs", "equity"};
  const std::string said = base::FormatDay(*base::ToDay(withdrawal.said_on())), no = "f",
                    recorded = absl::FormatTime("%Y-%m-%d %H:%M:%E6S+00", at, absl::UTCTimeZone()),
                    kinds = array(given.categories_size(), [&](int i) { return categories[given.categories(i)]; }),
                    directions = "{outgoing}";
  c->recorder->KeepRowWithSeq("caseload.consent_notice",
                              {"org_id", "consent_id", "recipient_org_id", "participant_id", "recorded_at",
                               "categories", "directions", "said_on", "was_read"},
                              {&c->provider.id, &withdrawal.id(), &given.recipient_org_id(), &c->participant_id,
                               &recorded, &kinds, &directions, &said, &no},
                              withdrawal.id());
}

void RecordWithdrawal(Case* c, const pb::Consent& given, absl::CivilDay day) {
  pb::Consent w;
  w.set_number(++*c->consents);
  w.set_decision(pb::CONSENT_DECISION_WITHDRAWN);
  w.set_recipient_org_id(given.recipient_org_id());
  for (int i = 1; i <= pb::SharingCategory_MAX; ++i) w.add_categories(static_cast<pb::SharingCategory>(i));
  for (int i = 1; i <= pb::SharingDirection_MAX; ++i) w.add_directions(static_cast<pb::SharingDirection>(i));
  *w.mutable_said_on() = Date(day);
  const Act act = c->By("WithdrawConsent", day, 13);
  c->Begin(act, &w);
  Once(c->recorder, act, &w);
  RecordNotice(c, given, w, act.at);
}

void RecordConsents(Case* c) {
  absl::CivilDay day = WorkingDay(c->timeline.decided + c->dice.Between(0, 10));
  for (const auto& recipient : c->provider.others) {
    if (day > c->Known() || !c->dice.Chance(0.7)) continue;
    Dice& d = c->dice;
    pb::Consent s;
    s.set_number(++*c->consents);
    s.set_decision(d.Chance(0.88) ? pb::CONSENT_DECISION_GIVEN : pb::CONSENT_DECISION_REFUSED);
    s.set_recipient_org_id(recipient);
    s.set_purpose(recipient == c->provider.others[0] ? pb::SHARING_PURPOSE_BENEFITS : pb::SHARING_PURPOSE_HEALTH_CARE);
    s.add_categories(pb::SHARING_CATEGORY_IDENTITY);
    s.add_categories(pb::SHARING_CATEGORY_EMPLOYMENT);
    if (d.Chance(0.3)) s.add_categories(pb::SHARING_CATEGORY_HEALTH);
    s.add_directions(pb::SHARING_DIRECTION_OUTGOING);
    *s.mutable_said_on() = Date(day);
    if (d.Chance(0.6)) *s.mutable_expires_on() = Date(day + 365);
    s.set_wording_version("2024-1");
    s.set_language("en");
    s.set_manner(static_cast<pb::ConsentManner>(d.Between(1, 4)));
    s.set_given_by(pb::CONSENT_GIVEN_BY_PARTICIPANT);
    const Act act = c->By("CreateConsent", day, 13);
    c->Begin(act, &s);
    Once(c->recorder, act, &s);
    const absl::CivilDay later = WorkingDay(day + d.Between(20, 300));
    if (s.decision() == pb::CONSENT_DECISION_GIVEN && later <= std::min(c->Known(), day + 365) && d.Chance(0.06)) {
      RecordWithdrawal(c, s, later);
      return;  // what is said after it would have a later number and an earlier day
    }
    day = WorkingDay(day + d.Between(0, 3));
  }
}

void RecordRelationships(Case* c) {
  static const std::vector<pb::RelationshipKind> kinds = {
      pb::RELATIONSHIP_KIND_EMERGENCY_CONTACT, pb::RELATIONSHIP_KIND_GP, pb::RELATIONSHIP_KIND_CARE_COORDINATOR,
      pb::RELATIONSHIP_KIND_CARER, pb::RELATIONSHIP_KIND_WORK_COACH};
  for (const auto kind : kinds) {
    const absl::CivilDay day = WorkingDay(c->timeline.decided + c->dice.Between(0, 20));
    if (day > c->Known() || !c->dice.Chance(kind == pb::RELATIONSHIP_KIND_EMERGENCY_CONTACT ? 0.7 : 0.25)) continue;
    pb::Relationship r;
    r.set_kind(kind);
    r.set_name(PersonName(&c->dice));
    if (kind == pb::RELATIONSHIP_KIND_GP) r.set_organisation(absl::StrCat(PlaceName(&c->dice), " Surgery"));
    r.set_phone(
        absl::StrCat("01632 960", c->dice.Between(100, 999)));  // Ofcom keeps 01632 960000 to 960999 for fiction
    r.set_may_contact(static_cast<Answer>(1 + c->dice.Pick({80, 15, 2, 3})));
    *r.mutable_starts_on() = Date(c->timeline.decided);
    c->Enter("CreateRelationship", day, 12, &r);
  }
}

void RecordDigitalAccess(Case* c) {
  const absl::CivilDay day = WorkingDay(c->timeline.decided + c->dice.Between(0, 30));
  if (day > c->Known() || !c->dice.Chance(0.4)) return;
  pb::DigitalAccessCheck k;
  *k.mutable_checked_on() = Date(day);
  k.set_has_device(static_cast<Answer>(1 + c->dice.Pick({80, 17, 2, 1})));
  k.set_has_data(static_cast<Answer>(1 + c->dice.Pick({70, 25, 3, 2})));
  k.set_has_skills(static_cast<Answer>(1 + c->dice.Pick({60, 30, 5, 5})));
  if (!c->Enter("CreateDigitalAccessCheck", day, 13, &k) || k.has_device() != Answer::ANSWER_NO || !c->dice.Chance(0.6))
    return;
  const absl::CivilDay lent = WorkingDay(day + c->dice.Between(5, 20)),
                       back = WorkingDay(lent + c->dice.Between(60, 200));
  const auto entered = c->Entered(lent);
  if (!entered || lent > c->Known()) return;
  pb::KitLoan loan;
  loan.set_item(c->dice.Chance(0.5) ? "laptop" : "phone with data");
  loan.set_asset_tag(absl::StrCat("K", c->dice.Between(1000, 9999)));
  *loan.mutable_lent_on() = Date(lent);
  *loan.mutable_due_back_on() = Date(lent + 180);
  const Act act = c->By("CreateKitLoan", *entered, 14);
  c->Begin(act, &loan);
  c->recorder->Write(act, &loan);
  if (back > *entered && back <= c->options.until && c->dice.Chance(0.8)) {
    *loan.mutable_returned_on() = Date(back);
    c->recorder->Write(c->By("UpdateKitLoan", back, 14), &loan);
  }
  c->recorder->Keep(loan);
}

void DecideOn(Case* c, Dice* d, absl::CivilDay day, pb::Merge* merge, pb::Participant* duplicate) {
  static const std::vector<pb::MergeState> states = {pb::MERGE_STATE_MERGED, pb::MERGE_STATE_NOT_THE_SAME,
                                                     pb::MERGE_STATE_UNDECIDABLE};
  Act act = c->ByManager("DecideMerge", day, 11);
  merge->set_state(states[d->Pick({80, 15, 5})]);
  merge->set_decided_by(act.caller);
  *merge->mutable_decided_at() = base::ToProto(act.at);
  merge->set_note("Asked the person.");
  c->recorder->Write(act, merge);
  if (merge->state() != pb::MERGE_STATE_MERGED) return;
  duplicate->set_merged_into(merge->participant_id());
  c->recorder->Write(act, duplicate);
}

// Now and then somebody is entered once more, found, and proposed to be merged; of the latest ones the proposals still wait.
void RecordDuplicate(Case* c) {
  Dice d = c->dice.For("duplicate", 0);
  const absl::CivilDay made = WorkingDay(c->timeline.decided + d.Between(3, 90)),
                       found = WorkingDay(made + d.Between(1, 20)), decided = WorkingDay(found + d.Between(1, 12));
  if (!d.Chance(0.02) || found > c->Known()) return;
  pb::Participant again = c->person.record;
  again.set_etag(0);
  again.set_team_id(c->team->id);
  if (d.Chance(0.5)) again.clear_nhs_number();
  const Act act = c->ByManager("CreateParticipant", made, 8);
  c->Begin(act, &again);
  c->recorder->Write(act, &again);
  pb::Merge merge;
  Act propose = c->By("CreateMerge", found, 10);
  Case::Next(act, &propose);
  c->Begin(propose, &merge);
  merge.set_duplicate_id(again.id());
  merge.set_reason("The same name and birth.");
  merge.set_state(pb::MERGE_STATE_WAITING);
  merge.set_proposed_by(propose.caller);
  *merge.mutable_proposed_on() = Date(found);
  c->recorder->Write(propose, &merge);
  if (decided <= c->options.until) DecideOn(c, &d, decided, &merge, &again);
  c->recorder->Keep(merge);
  c->recorder->Keep(again);
}

}  // namespace

void RecordPerson(Case* c) {
  RecordCharacteristics(c);
  RecordConsents(c);
  RecordRelationships(c);
  RecordDigitalAccess(c);
  RecordDuplicate(c);
}

}  // namespace gainful::synthetic
