// The services whose records are all of one build: plan, support, characteristics.
#pragma once

#include <memory>
#include <vector>

#include "gainful/caseload/v1/characteristic.pb.h"
#include "services/caseload/person_service.h"

namespace gainful::caseload {

// The kinds that each of them serves; files of them are imported by the same rules.
std::vector<PersonKind> PlanKinds();
std::vector<PersonKind> SupportKinds();
std::vector<PersonKind> CharacteristicKinds();

std::unique_ptr<PersonService> MakePlanService(db::Pool* pool);
std::unique_ptr<PersonService> MakeSupportService(db::Pool* pool);

// Beside the records: code lists, and what held on a day.
class CharacteristicService final : public PersonService {
 public:
  explicit CharacteristicService(db::Pool* pool);

  absl::Status GetCharacteristicCodes(const base::Call& call, const v1::GetCharacteristicCodesRequest& q,
                                      v1::CharacteristicCodes* out);
  absl::Status GetCharacteristicsAt(const base::Call& call, const v1::GetCharacteristicsAtRequest& q,
                                    v1::CharacteristicsAt* out);

 private:
  const db::Statement history_;
};

}  // namespace gainful::caseload
