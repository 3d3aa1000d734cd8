// Characteristics by date: which values a kind can have, and what held on a day. Pure functions of the code lists, which are data
// (lists/characteristics.v1.textproto, built in), and of a person's statements.
#pragma once

#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "gainful/caseload/v1/characteristic.pb.h"
#include "services/caseload/characteristic_lists.pb.h"
#include "services/common/base/status.h"

namespace gainful::caseload {

namespace pb = gainful::caseload::v1;

// The lists that were built in, each by the kind that it is for; made once.
const CharacteristicLists& ShippedLists();
const CharacteristicList& ListFor(pb::CharacteristicKind kind);

// The codes of a list with what they mean, those of its enum included; for numbers and texts only "declined", "not known", and what the list says of
// ranges of numbers, such as "16-29".
std::vector<ListCode> CodesOf(const CharacteristicList& list);

// The groups that a value of the list falls in, each as "grouping=group". A whole number falls in the group of the range that it is in.
std::vector<std::string> GroupsOf(const CharacteristicList& list, const std::string& value);

// Adds what is wrong with values, dates and edition. The kind is known to be one.
void CheckCharacteristic(const pb::Characteristic& characteristic, base::Violations* v);

// Stated, unless the one value says "declined" or "not known".
pb::CharacteristicState StateOf(const pb::Characteristic& characteristic);

bool IsRestricted(pb::CharacteristicKind kind);

// The restricted kinds as the text of an array, such as "{a,b}": which they are is data, so statements are made from it.
std::string RestrictedKinds();

// What held on the day, a row for each kind that anything is known of, in the kinds' order. Withdrawn statements count for nothing. Of those valid on
// the day one that states something goes before one that says "declined", and that before "not known"; then the one that began last, then the one recorded
// last (by id). Where none was valid: the first to begin later, flagged as back-filled, even one that begins after today; a stated one before others.
std::vector<pb::CharacteristicAt> HeldOn(absl::CivilDay day, const std::vector<pb::Characteristic>& statements);

}  // namespace gainful::caseload
