// Records about a person that are served as the contract says: Create, Get, List, Update and Withdraw for each kind that has them, found by name.
// A kind is its record and the rule for what its fields must be together.
#pragma once

#include <string>
#include <vector>

#include "services/caseload/person.h"
#include "services/common/record/kind_service.h"

namespace gainful::caseload {

// Beside what record::Kind says, participant_id and journey_id must name somebody, and a journey of theirs, that the caller sees.
using PersonKind = record::Kind;

class PersonService : public record::KindService {
 public:
  PersonService(db::Pool* pool, const google::protobuf::ServiceDescriptor* descriptor, std::vector<PersonKind> kinds);

 protected:
  Parent ParentOf(const base::Call& call, const google::protobuf::Message& record) const override;
  absl::Status Fit(const Writing& writing, base::Violations* violations) override;

 private:
  const db::Statement look_;
};

}  // namespace gainful::caseload
