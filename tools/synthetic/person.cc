#include "tools/synthetic/person.h"

#include <vector>

#include "absl/strings/str_format.h"
#include "services/common/base/dates.h"
#include "tools/synthetic/names.h"

namespace gainful::synthetic {
namespace {

namespace pb = gainful::caseload::v1;
using gainful::type::v1::Answer;

Group DrawGroup(Dice* dice, Programme programme) {
  std::vector<double> shares;
  std::vector<Group> groups;
  for (const Group& g : AllGroups()) {
    if (g.programme != programme) continue;
    groups.push_back(g);
    shares.push_back(ShareOf(g));
  }
  return groups[dice->Pick(shares)];
}

// The true category of the group, or that it was not stated, not known, or never asked: the more often for minorities.
void SetEthnicCategory(Dice* dice, const Person& person, pb::Participant* p) {
  const double gap = (person.group.is_minority ? 1.6 : 1.0) * (person.is_recorded_well ? 0.5 : 4);
  if (dice->Chance(0.05 * gap)) return;
  if (dice->Chance(0.04 * gap)) return p->set_ethnic_category(pb::ETHNIC_CATEGORY_NOT_STATED);
  if (dice->Chance(0.02 * gap)) return p->set_ethnic_category(pb::ETHNIC_CATEGORY_NOT_KNOWN);
  const int category = person.group.is_minority
                           ? 4 + static_cast<int>(dice->Pick({3, 2, 2, 2, 5, 6, 3, 4, 4, 6, 2, 2, 4}))
                           : 1 + static_cast<int>(dice->Pick({88, 2, 10}));
  p->set_ethnic_category(static_cast<pb::EthnicCategory>(category));
}

void SetBirth(Dice* dice, const Person& person, absl::CivilDay referred, pb::Participant* p) {
  const int age_days = 18 * 365 + static_cast<int>(47 * 365 * (dice->Uniform() + dice->Uniform()) / 2);
  const absl::CivilDay born = referred - age_days;
  if (dice->Chance(person.is_recorded_well ? 0.97 : 0.6)) {
    *p->mutable_birth_date() = base::ToProto(born);
    if (dice->Chance(0.3)) p->set_birth_year(static_cast<int>(born.year()));
  } else if (dice->Chance(0.6)) {
    p->set_birth_year(static_cast<int>(born.year()));
  }
}

// Areas that no census has: their codes lie beyond those given out.
void SetArea(Dice* dice, const Person& person, pb::Participant* p) {
  if (!dice->Chance(person.is_recorded_well ? 0.95 : 0.6)) return;
  const int quintile = person.group.is_deprived ? dice->Between(1, 2) : dice->Between(3, 5);
  p->set_lsoa(absl::StrFormat("E019%05d", 10000 * quintile + dice->Between(0, 9999)));
  if (dice->Chance(0.97)) p->set_imd_quintile(quintile);
}

void SetHealth(Dice* dice, const Person& person, pb::Participant* p) {
  if (!dice->Chance(person.is_recorded_well ? 0.92 : 0.4)) return;
  p->set_long_term_condition(static_cast<Answer>(1 + dice->Pick({62, 30, 5, 3})));
  if (dice->Chance(0.45)) {
    p->add_disabilities(static_cast<pb::Disability>(dice->Between(1, pb::DISABILITY_OTHER)));
    const auto other = static_cast<pb::Disability>(dice->Between(1, pb::DISABILITY_OTHER));
    if (dice->Chance(0.25) && other != p->disabilities(0)) p->add_disabilities(other);
  } else if (dice->Chance(0.8)) {
    p->add_disabilities(dice->Chance(0.9) ? pb::DISABILITY_NONE : pb::DISABILITY_NOT_STATED);
  }
}

}  // namespace

Person DrawPerson(Dice* dice, Programme programme, absl::CivilDay referred) {
  Person person;
  person.group = DrawGroup(dice, programme);
  person.is_recorded_well = dice->Chance(0.88);
  pb::Participant* p = &person.record;
  p->set_name(PersonName(dice));
  if (dice->Chance(0.97)) p->set_sex(static_cast<pb::Sex>(1 + dice->Pick({49, 49, 0.5, 1.5})));
  if (dice->Chance(person.is_recorded_well ? 0.7 : 0.2))
    p->set_gender_identity(static_cast<pb::GenderIdentity>(1 + dice->Pick({47, 47, 2, 1, 1, 2})));
  if (dice->Chance(person.is_recorded_well ? 0.8 : 0.3))
    p->set_settled_accommodation(static_cast<Answer>(1 + dice->Pick({80, 14, 3, 3})));
  SetBirth(dice, person, referred, p);
  SetEthnicCategory(dice, person, p);
  SetArea(dice, person, p);
  SetHealth(dice, person, p);
  if (dice->Chance(0.75)) p->set_nhs_number(TestNhsNumber(dice));
  if (dice->Chance(0.1)) (*p->mutable_local_characteristics())["ward"] = PlaceName(dice);
  return person;
}

}  // namespace gainful::synthetic
