// What partners may read: the RPC methods of gainful.exchange.v1.ExchangeService. Its role in the database can read nothing of a person but
// through views that join consent in force, and nothing of the journal at all.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "gainful/exchange/v1/exchange.pb.h"
#include "services/common/db/mapping.h"
#include "services/common/db/pool.h"
#include "services/common/journal/schema.h"
#include "services/common/journal/today.h"
#include "services/common/rpc/service.h"

namespace gainful::exchange {

namespace pb = gainful::exchange::v1;

class ExchangeService final : public rpc::Service {
 public:
  explicit ExchangeService(db::Pool* pool);
  absl::Status Ready() override { return schema_.Check(); }

  absl::Status GetSharedParticipant(const base::Call& call, const pb::GetSharedParticipantRequest& q,
                                    pb::SharedParticipant* out);
  absl::Status ListSharedParticipants(const base::Call& call, const pb::ListSharedParticipantsRequest& q,
                                      pb::ListSharedParticipantsResponse* out);
  absl::Status ListNotices(const base::Call& call, const pb::ListNoticesRequest& q, pb::ListNoticesResponse* out);

  // All SQL that reads what is shared, for the tests that read it.
  std::vector<std::string> AllSql() const;

 private:
  // One view that shows one kind of data, and the part of the answer that its rows become.
  struct Part {
    Part(caseload::v1::SharingCategory kind, const google::protobuf::Descriptor* type, const std::string& view,
         const std::string& order, google::protobuf::Message* (*to)(pb::SharedParticipant*));
    caseload::v1::SharingCategory category;
    db::Mapping mapping;
    db::Statement statement;
    google::protobuf::Message* (*add)(pb::SharedParticipant*);
  };

  db::Pool* const pool_;
  journal::Calendar calendar_;
  journal::SchemaCheck schema_;
  const std::vector<Part> parts_;
  const db::Statement categories_, people_, notices_;
};

}  // namespace gainful::exchange
