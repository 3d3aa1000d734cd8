// A service that keeps records: what all of them have, and the reads that the contract describes entirely, found by the records' names.
#pragma once

#include <vector>

#include "services/common/db/pool.h"
#include "services/common/journal/records.h"
#include "services/common/journal/schema.h"
#include "services/common/journal/today.h"
#include "services/common/rpc/service.h"

namespace gainful::record {

class RecordService : public rpc::Service {
 public:
  absl::Status Ready() override { return schema_.Check(); }

  // Whatever Serve was given, for the tests that read the SQL and compare messages with tables.
  const std::vector<const journal::Records*>& records() const { return records_; }

 protected:
  RecordService(db::Pool* pool, const google::protobuf::ServiceDescriptor* descriptor)
      : rpc::Service(descriptor), pool_(pool), calendar_(pool), schema_(pool) {}

  // Answers Get<Name> and List<Names>, as far as the contract has them, from these records; <Name> is their message's. They outlive the calls.
  void Serve(journal::Records* records);

  db::Pool* const pool_;
  journal::Calendar calendar_;

 private:
  const journal::SchemaCheck schema_;
  std::vector<const journal::Records*> records_;
};

}  // namespace gainful::record
