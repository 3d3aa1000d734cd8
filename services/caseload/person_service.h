// Records about a person that are served as the contract says: Create, Get, List, Update and Withdraw for each kind that has them, found by name.
// A kind is its record and the rule for what its fields must be together.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "services/caseload/person.h"
#include "services/common/record/kind_service.h"

namespace gainful::caseload {

// Beside what record::Kind says, participant_id and journey_id must name somebody, and a journey of theirs, that the caller sees.
struct PersonKind : record::Kind {
  // Brings what people write in several ways into one form before it is compared with what is on record and stored; none where it is empty.
  std::function<void(google::protobuf::Message* record)> tidy;
  // What a change may not do, beyond what the fields must be together; none where it is empty.
  std::function<void(const google::protobuf::Message& before, const google::protobuf::Message& after,
                     base::Violations*)>
      check_change;
  // The day that lies in the record's journey; nullptr where none has to.
  const google::protobuf::FieldDescriptor* day = nullptr;
  // What no two records may have at once, for records of which `takes` is true: finds another one that has it, by $1 the organisation, $2 the record and
  // $3 the text of `taken_field`. Empty for most kinds. `is_taken` is what the refusal says of that field.
  std::string taken, taken_field, is_taken;
  std::function<bool(const google::protobuf::Message& record)> takes;
};

class PersonService : public record::KindService {
 public:
  PersonService(db::Pool* pool, const google::protobuf::ServiceDescriptor* descriptor,
                const std::vector<PersonKind>& kinds);

 protected:
  Parent ParentOf(const base::Call& call, const google::protobuf::Message& record) const override;
  absl::Status Fit(const Writing& writing, base::Violations* violations) override;

 private:
  struct Ruled {
    PersonKind kind;
    db::Statement taken;
  };
  absl::Status CheckTaken(const Writing& w, const Ruled& ruled, base::Violations* violations) const;
  absl::Status CheckDay(const Writing& w, const PersonKind& kind, base::Violations* violations) const;

  const db::Statement look_, take_turns_;
  std::map<std::string, Ruled> ruled_;
};

}  // namespace gainful::caseload
