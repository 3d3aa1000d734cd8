// A server of the contract that keeps records in memory, for tests of what stands before one.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "gainful/caseload/v1/access.pb.h"
#include "gainful/caseload/v1/caseload.pb.h"
#include "gainful/caseload/v1/support.pb.h"
#include "gainful/client.h"
#include "gainful/placement/v1/placement.pb.h"
#include "gainful/reporting/v1/reporting.pb.h"

namespace grpc {
class Status;
}

namespace gainful::testing {

// One call as it arrived.
struct Call {
  std::string method;  // "GetParticipant"
  std::map<std::string, std::string> metadata;
  std::string request;      // serialised
  absl::Duration patience;  // how long the caller would wait
};

// What one import holds aside, and what became of it.
struct Import {
  std::vector<std::string> keys;
  std::string masks;  // of the last chunk: "participant:name journey:referred_on"
  std::string people_import_id;
  int chunks = 0;
  bool committed = false;
  bool discarded = false;
};

// Listens on a free loopback port until it goes out of scope.
class FakeServer {
 public:
  FakeServer();
  ~FakeServer();

  const std::string& address() const { return address_; }
  client::Options Options() const;

  // A refusal for a call instead of its answer, or OK.
  std::function<grpc::Status(const Call&)> refuse;
  // A fault that staging finds with a row's key, as field and reason; empty fields where there is none.
  std::function<std::pair<std::string, std::string>(const std::string& key)> find_fault;

  // Guarded by `mutex` while calls are under way.
  std::mutex mutex;
  std::vector<Call> calls;
  std::map<std::string, caseload::v1::Participant> participants;  // by id
  std::map<std::string, Import> imports;
  int account_rows = 0;                                 // of everybody's account
  caseload::v1::HealthAndWorkReport health_report;      // whichever is asked for
  std::vector<caseload::v1::Countersignature> entries;  // of students
  int alerts = 0;                                       // that a file of records raises
  std::map<std::string, std::string> committed;         // rows as text, by record and source key: "spell:R002/1"
  reporting::v1::EquityReportResponse report;
  reporting::v1::RetentionReportResponse retention;

  std::vector<Call> CallsOf(absl::string_view method);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
  std::string address_;
};

// A status as servers send it: google.rpc details with violations, a reason and a request id.
grpc::Status Refusal(int code, const std::string& message,
                     const std::vector<std::pair<std::string, std::string>>& violations, const std::string& reason);

}  // namespace gainful::testing
