// What the made-up history is told to: versions of records, each with who did what and when.
#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "google/protobuf/message.h"

namespace gainful::synthetic {

struct Act {
  absl::Time at;
  std::string caller;  // sign-in
  std::string role;    // such as "specialist"
  std::string method;  // such as "CreateGoal"
};

class Recorder {
 public:
  virtual ~Recorder() = default;

  // All that follows is of this organisation.
  virtual void BeginOrganisation(const std::string& org_id) = 0;
  virtual void EndOrganisation() = 0;

  // A new version of the record, whose etag and time move on; the journal has an entry of it.
  virtual void Write(const Act& act, google::protobuf::Message* record) = 0;

  // The record as it stands at last: the row. Once for each, behind its last version.
  virtual void Keep(const google::protobuf::Message& record) = 0;

  // A row of a table that is no record of the contract. Null is an empty pointer.
  virtual void KeepRow(const std::string& table, const std::vector<std::string>& columns,
                       const std::vector<const std::string*>& values) = 0;

  // The number of a withdrawal's entry is known only when all entries are in order: the row, whose column `seq` it is, is completed then.
  virtual void KeepRowWithSeq(const std::string& table, const std::vector<std::string>& columns,
                              const std::vector<const std::string*>& values, const std::string& subject) = 0;
};

}  // namespace gainful::synthetic
