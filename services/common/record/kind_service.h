// Records that are served as the contract says: Create, Get, List, Update and Withdraw for each kind that has them, found by name. A kind is its
// record and the rule for what its fields must be together; what a new one hangs on is the derived service's.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "services/common/record/record_service.h"

namespace gainful::record {

// Fields by these names have one meaning in all kinds: recorded_by, recorded_on and withdrawn_on are the service's own.
struct Kind {
  journal::RecordSpec spec;  // its kind is the name of the field that holds the record in requests
  // What the fields must be together: pure. Adds to the violations, whose fields begin with the kind's name.
  std::function<void(const google::protobuf::Message& record, base::Violations*)> check;
};

// Whether the message has such a field and it is set.
bool Has(const google::protobuf::Message& m, const std::string& name);

class KindService : public RecordService {
 protected:
  KindService(db::Pool* pool, const google::protobuf::ServiceDescriptor* descriptor, std::vector<Kind> kinds);

  // What a new record hangs on: for the access journal where that is not found, and the look that finds it.
  struct Parent {
    journal::About about;
    db::Look look;
  };
  virtual Parent ParentOf(const base::Call& call, const google::protobuf::Message& record) const = 0;

  // A record as it is about to be written: `before` is null for a new one, and `rows` are those of its parent's look; for a change they are the
  // record's own. Further parts of the write go to `also`, what they point to to `kept`.
  struct Writing {
    db::Transaction& tx;
    const base::Call& call;
    const Kind& kind;
    const journal::Records& records;
    const pqxx::result& rows;
    const google::protobuf::Message* before;
    google::protobuf::Message* record;
    std::vector<journal::Change>* also;
    std::vector<std::unique_ptr<google::protobuf::Message>>* kept;
  };
  // Holds it against its neighbours, and completes it.
  virtual absl::Status Fit(const Writing& writing, base::Violations* violations) = 0;

 private:
  struct Served {
    Kind kind;
    journal::Records records;
    Served(db::Pool* pool, Kind k) : kind(k), records(pool, k.spec) {}
  };
  struct Parts;
  void ServeKind(Served* served);
  absl::Status Create(const base::Call& call, const google::protobuf::Message& q, Served* s,
                      google::protobuf::Message* out);
  absl::Status Update(const base::Call& call, const google::protobuf::Message& q, Served* s,
                      google::protobuf::Message* out);
  absl::Status Withdraw(const base::Call& call, const google::protobuf::Message& q, Served* s,
                        google::protobuf::Message* out);

  std::vector<std::unique_ptr<Served>> served_;
};

}  // namespace gainful::record
