// A participant of the made-up world: who they truly are, and what the record says of them, which is less.
#pragma once

#include "gainful/caseload/v1/caseload.pb.h"
#include "tools/synthetic/dice.h"
#include "tools/synthetic/model.h"

namespace gainful::synthetic {

struct Person {
  Group group;                       // the truth
  caseload::v1::Participant record;  // without ids
  bool is_recorded_well = true;      // answers questions; who does not is missing from more than one field
};

// Somebody referred to the programme on that day.
Person DrawPerson(Dice* dice, Programme programme, absl::CivilDay referred);

}  // namespace gainful::synthetic
