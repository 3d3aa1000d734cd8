// Records about a person that are served as the contract says: Create, Get, List, Update and Withdraw for each kind that has them, found by name.
// A kind is its record and the rule for what its fields must be together.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "services/caseload/person.h"
#include "services/common/record/record_service.h"

namespace gainful::caseload {

// Fields by these names have one meaning in all kinds: participant_id and journey_id must name somebody, and a journey of theirs, that the
// caller sees; recorded_by, recorded_on and withdrawn_on are the service's own.
struct PersonKind {
  journal::RecordSpec spec;  // its kind is the name of the field that holds the record in requests
  // What the fields must be together: pure. Adds to the violations, whose fields begin with the kind's name.
  std::function<void(const google::protobuf::Message& record, base::Violations*)> check;
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

class PersonService : public record::RecordService {
 public:
  PersonService(db::Pool* pool, const google::protobuf::ServiceDescriptor* descriptor, std::vector<PersonKind> kinds);

 private:
  struct Served {
    PersonKind kind;
    journal::Records records;
    db::Statement taken;
    Served(db::Pool* pool, PersonKind k) : kind(k), records(pool, k.spec), taken(k.taken) {}
  };
  absl::Status CheckTaken(db::Transaction& tx, const base::Call& call, const Served& s,
                          const google::protobuf::Message& record, base::Violations* violations) const;
  void ServeKind(Served* served);
  absl::Status Create(const base::Call& call, const google::protobuf::Message& q, Served* s,
                      google::protobuf::Message* out);
  absl::Status Update(const base::Call& call, const google::protobuf::Message& q, Served* s,
                      google::protobuf::Message* out);
  absl::Status Withdraw(const base::Call& call, const google::protobuf::Message& q, Served* s,
                        google::protobuf::Message* out);

  const db::Statement look_, take_turns_;
  std::vector<std::unique_ptr<Served>> served_;
};

}  // namespace gainful::caseload
