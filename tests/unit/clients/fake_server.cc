#include "tests/unit/clients/fake_server.h"

#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gainful/caseload/v1/access.grpc.pb.h"
#include "gainful/caseload/v1/caseload.grpc.pb.h"
#include "gainful/caseload/v1/record_import.grpc.pb.h"
#include "gainful/caseload/v1/support.grpc.pb.h"
#include "gainful/directory/v1/directory.grpc.pb.h"
#include "gainful/placement/v1/placement.grpc.pb.h"
#include "gainful/reporting/v1/reporting.grpc.pb.h"
#include "gainful/type/v1/error.pb.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace gainful::testing {
namespace {

using google::protobuf::Message;
using grpc::ServerContext;
using grpc::Status;

// Notes a call and says whether it is refused.
Status Enter(FakeServer* server, const ServerContext& context, const char* method, const Message& request) {
  Call call{method, {}, request.SerializeAsString(), absl::FromChrono(context.deadline()) - absl::Now()};
  for (const auto& [key, value] : context.client_metadata()) {
    call.metadata[std::string(key.data(), key.size())] = std::string(value.data(), value.size());
  }
  const std::lock_guard<std::mutex> lock(server->mutex);
  server->calls.push_back(call);
  return server->refuse ? server->refuse(call) : Status::OK;
}

struct Directory final : directory::v1::DirectoryService::Service {
  explicit Directory(FakeServer* s) : server(s) {}
  FakeServer* server;

  Status ListProgrammes(ServerContext* context, const directory::v1::ListProgrammesRequest* request,
                        directory::v1::ListProgrammesResponse* response) override {
    if (Status status = Enter(server, *context, "ListProgrammes", *request); !status.ok()) return status;
    // Two pages, so that callers have to walk them.
    if (request->page_token().empty()) {
      response->add_programmes()->set_name("Another");
      response->set_next_page_token("second");
      return Status::OK;
    }
    auto* programme = response->add_programmes();
    programme->set_id("11111111-1111-7111-8111-111111111111");
    programme->set_name("Transitional aid");
    return Status::OK;
  }

  Status ListTeams(ServerContext* context, const directory::v1::ListTeamsRequest* request,
                   directory::v1::ListTeamsResponse* response) override {
    if (Status status = Enter(server, *context, "ListTeams", *request); !status.ok()) return status;
    auto* team = response->add_teams();
    team->set_id("22222222-2222-7222-8222-222222222222");
    team->set_name("Sample team");
    return Status::OK;
  }

  Status ListStaffMembers(ServerContext* context, const directory::v1::ListStaffMembersRequest* request,
                          directory::v1::ListStaffMembersResponse* response) override {
    if (Status status = Enter(server, *context, "ListStaffMembers", *request); !status.ok()) return status;
    // Two pages again, and two of one name.
    const bool is_first = request->page_token().empty();
    if (is_first) response->set_next_page_token("second");
    for (const char* name : {is_first ? "Sam" : "Robin", "Jo"}) {
      auto* member = response->add_staff_members();
      member->set_id(absl::StrCat("33333333-3333-7333-8333-3333333333", is_first ? "1" : "2", name[0] == 'J'));
      member->set_name(name);
    }
    return Status::OK;
  }
};

// StageImport, CommitImport and DiscardImport are alike in all services. `record` is the row's record that has the
// key; where the row itself has it, it is "".
template <typename Row, typename Request>
void StageRows(FakeServer* server, const Request& request, const char* record,
               type::v1::StageImportResponse* response) {
  const std::lock_guard<std::mutex> lock(server->mutex);
  Import& import = server->imports[request.import_id()];
  ++import.chunks;
  for (const Row& row : request.rows()) {
    const auto* field = row.GetDescriptor()->FindFieldByName(record);
    const Message& message = field == nullptr ? row : row.GetReflection()->GetMessage(row, field);
    const std::string key = absl::StrCat(
        record, ":",
        message.GetReflection()->GetString(message, message.GetDescriptor()->FindFieldByName("source_key")));
    const auto fault = server->find_fault ? server->find_fault(key) : std::pair<std::string, std::string>();
    if (!fault.second.empty()) {
      auto* problem = response->add_problems();
      problem->set_line(row.line());
      problem->set_field(fault.first);
      problem->set_reason(fault.second);
      continue;
    }
    Row bare = row;
    bare.clear_line();
    import.keys.push_back(key);
    const auto known = server->committed.find(key);
    if (known == server->committed.end()) {
      response->set_created(response->created() + 1);
    } else if (known->second == bare.DebugString()) {
      response->set_unchanged(response->unchanged() + 1);
    } else {
      response->set_updated(response->updated() + 1);
    }
    server->committed.emplace("staged:" + key, bare.DebugString());
  }
}

void Commit(FakeServer* server, const std::string& import_id, type::v1::CommitImportResponse* response) {
  const std::lock_guard<std::mutex> lock(server->mutex);
  Import& import = server->imports[import_id];
  import.committed = true;
  for (const std::string& key : import.keys) {
    std::string row = server->committed["staged:" + key];
    const auto known = server->committed.find(key);
    if (known == server->committed.end()) {
      response->set_created(response->created() + 2);  // a person and a journey
    } else if (known->second != row) {
      response->set_updated(response->updated() + 1);
    }
    server->committed[key] = row;
    server->committed.erase("staged:" + key);
  }
}

void Discard(FakeServer* server, const std::string& import_id) {
  const std::lock_guard<std::mutex> lock(server->mutex);
  Import& import = server->imports[import_id];
  import.discarded = true;
  for (const std::string& key : import.keys) server->committed.erase("staged:" + key);
}

struct Caseload final : caseload::v1::CaseloadService::Service {
  explicit Caseload(FakeServer* s) : server(s) {}
  FakeServer* server;

  Status CreateParticipant(ServerContext* context, const caseload::v1::CreateParticipantRequest* request,
                           caseload::v1::Participant* response) override {
    if (Status status = Enter(server, *context, "CreateParticipant", *request); !status.ok()) return status;
    const std::lock_guard<std::mutex> lock(server->mutex);
    *response = request->participant();
    response->set_id(absl::StrCat("id-", server->participants.size() + 1));
    response->set_etag(1);
    server->participants[response->id()] = *response;
    return Status::OK;
  }

  Status GetParticipant(ServerContext* context, const caseload::v1::GetParticipantRequest* request,
                        caseload::v1::Participant* response) override {
    if (Status status = Enter(server, *context, "GetParticipant", *request); !status.ok()) return status;
    const std::lock_guard<std::mutex> lock(server->mutex);
    const auto it = server->participants.find(request->id());
    if (it == server->participants.end()) return Refusal(grpc::NOT_FOUND, "There is no such participant.", {}, "");
    *response = it->second;
    return Status::OK;
  }

  Status ListParticipants(ServerContext* context, const caseload::v1::ListParticipantsRequest* request,
                          caseload::v1::ListParticipantsResponse* response) override {
    if (Status status = Enter(server, *context, "ListParticipants", *request); !status.ok()) return status;
    const std::lock_guard<std::mutex> lock(server->mutex);
    const int size = request->page_size() == 0 ? 50 : request->page_size();
    auto it =
        request->page_token().empty() ? server->participants.begin() : server->participants.find(request->page_token());
    for (; it != server->participants.end() && response->participants_size() < size; ++it) {
      *response->add_participants() = it->second;
    }
    if (it != server->participants.end()) response->set_next_page_token(it->first);
    return Status::OK;
  }

  // The page token is how many rows were given.
  Status AuditPerson(ServerContext* context, const caseload::v1::AuditPersonRequest* request,
                     caseload::v1::AuditPersonResponse* response) override {
    if (Status status = Enter(server, *context, "AuditPerson", *request); !status.ok()) return status;
    const std::lock_guard<std::mutex> lock(server->mutex);
    const int size = request->page_size() == 0 ? 50 : request->page_size();
    int row = request->page_token().empty() ? 0 : std::stoi(request->page_token());
    for (; row < server->account_rows && response->rows_size() < size; ++row)
      response->add_rows()->set_caller(absl::StrCat("caller-", row));
    if (row < server->account_rows) response->set_next_page_token(absl::StrCat(row));
    return Status::OK;
  }

  Status VerifyJournal(ServerContext* context, const caseload::v1::VerifyJournalRequest* request,
                       caseload::v1::VerifyJournalResponse* /*response*/) override {
    return Enter(server, *context, "VerifyJournal", *request);
  }

  Status UpdateParticipant(ServerContext* context, const caseload::v1::UpdateParticipantRequest* request,
                           caseload::v1::Participant* response) override {
    if (Status status = Enter(server, *context, "UpdateParticipant", *request); !status.ok()) return status;
    *response = request->participant();
    return Status::OK;
  }

  Status StageImport(ServerContext* context, const caseload::v1::StageImportRequest* request,
                     type::v1::StageImportResponse* response) override {
    if (Status status = Enter(server, *context, "StageImport", *request); !status.ok()) return status;
    StageRows<caseload::v1::ImportRow>(server, *request, "participant", response);
    const std::lock_guard<std::mutex> lock(server->mutex);
    server->imports[request->import_id()].masks =
        absl::StrCat("participant:", absl::StrJoin(request->participant_mask().paths(), ","),
                     " journey:", absl::StrJoin(request->journey_mask().paths(), ","));
    return Status::OK;
  }

  Status CommitImport(ServerContext* context, const type::v1::CommitImportRequest* request,
                      type::v1::CommitImportResponse* response) override {
    if (Status status = Enter(server, *context, "CommitImport", *request); !status.ok()) return status;
    Commit(server, request->import_id(), response);
    return Status::OK;
  }

  Status DiscardImport(ServerContext* context, const type::v1::DiscardImportRequest* request,
                       type::v1::DiscardImportResponse*) override {
    if (Status status = Enter(server, *context, "DiscardImport", *request); !status.ok()) return status;
    Discard(server, request->import_id());
    return Status::OK;
  }
};

struct Support final : caseload::v1::SupportService::Service {
  explicit Support(FakeServer* s) : server(s) {}
  FakeServer* server;

  Status GetHealthAndWorkReport(ServerContext* context, const caseload::v1::GetHealthAndWorkReportRequest* request,
                                caseload::v1::HealthAndWorkReport* response) override {
    if (Status status = Enter(server, *context, "GetHealthAndWorkReport", *request); !status.ok()) return status;
    *response = server->health_report;
    return Status::OK;
  }
};

struct Access final : caseload::v1::AccessService::Service {
  explicit Access(FakeServer* s) : server(s) {}
  FakeServer* server;

  // One entry to a page, so that callers have to walk them.
  Status ListCountersignatures(ServerContext* context, const caseload::v1::ListCountersignaturesRequest* request,
                               caseload::v1::ListCountersignaturesResponse* response) override {
    if (Status status = Enter(server, *context, "ListCountersignatures", *request); !status.ok()) return status;
    const size_t at = request->page_token().empty() ? 0 : std::stoul(request->page_token());
    if (at < server->entries.size()) *response->add_countersignatures() = server->entries[at];
    if (at + 1 < server->entries.size()) response->set_next_page_token(absl::StrCat(at + 1));
    return Status::OK;
  }
};

struct Placement final : placement::v1::PlacementService::Service {
  explicit Placement(FakeServer* s) : server(s) {}
  FakeServer* server;

  Status EndSpell(ServerContext* context, const placement::v1::EndSpellRequest* request,
                  placement::v1::Spell* response) override {
    if (Status status = Enter(server, *context, "EndSpell", *request); !status.ok()) return status;
    response->set_id(request->id());
    *response->mutable_ended_on() = request->ended_on();
    response->set_end_reason(request->end_reason());
    response->set_etag(2);
    return Status::OK;
  }

  Status StageImport(ServerContext* context, const placement::v1::StageImportRequest* request,
                     type::v1::StageImportResponse* response) override {
    if (Status status = Enter(server, *context, "StageJobs", *request); !status.ok()) return status;
    StageRows<placement::v1::ImportRow>(server, *request, "spell", response);
    const std::lock_guard<std::mutex> lock(server->mutex);
    server->imports[request->import_id()].masks =
        absl::StrCat("spell:", absl::StrJoin(request->spell_mask().paths(), ","));
    server->imports[request->import_id()].people_import_id = request->people_import_id();
    return Status::OK;
  }

  Status CommitImport(ServerContext* context, const type::v1::CommitImportRequest* request,
                      type::v1::CommitImportResponse* response) override {
    if (Status status = Enter(server, *context, "CommitJobs", *request); !status.ok()) return status;
    Commit(server, request->import_id(), response);
    return Status::OK;
  }

  Status DiscardImport(ServerContext* context, const type::v1::DiscardImportRequest* request,
                       type::v1::DiscardImportResponse*) override {
    if (Status status = Enter(server, *context, "DiscardJobs", *request); !status.ok()) return status;
    Discard(server, request->import_id());
    return Status::OK;
  }
};

struct Records final : caseload::v1::RecordImportService::Service {
  explicit Records(FakeServer* s) : server(s) {}
  FakeServer* server;

  Status StageImport(ServerContext* context, const caseload::v1::StageRecordsRequest* request,
                     type::v1::StageImportResponse* response) override {
    if (Status status = Enter(server, *context, "StageRecords", *request); !status.ok()) return status;
    StageRows<caseload::v1::RecordRow>(server, *request, "", response);
    const std::lock_guard<std::mutex> lock(server->mutex);
    server->imports[request->import_id()].masks =
        absl::StrCat("record:", absl::StrJoin(request->record_mask().paths(), ","));
    server->imports[request->import_id()].people_import_id = request->people_import_id();
    return Status::OK;
  }

  Status CommitImport(ServerContext* context, const type::v1::CommitImportRequest* request,
                      type::v1::CommitImportResponse* response) override {
    if (Status status = Enter(server, *context, "CommitRecords", *request); !status.ok()) return status;
    Commit(server, request->import_id(), response);
    if (server->alerts > 0) response->set_crisis_protocol("Call the crisis line.");
    response->set_alerts(server->alerts);
    return Status::OK;
  }

  Status DiscardImport(ServerContext* context, const type::v1::DiscardImportRequest* request,
                       type::v1::DiscardImportResponse*) override {
    if (Status status = Enter(server, *context, "DiscardRecords", *request); !status.ok()) return status;
    Discard(server, request->import_id());
    return Status::OK;
  }
};

struct Reporting final : reporting::v1::ReportingService::Service {
  explicit Reporting(FakeServer* s) : server(s) {}
  FakeServer* server;

  Status EquityReport(ServerContext* context, const reporting::v1::EquityReportRequest* request,
                      reporting::v1::EquityReportResponse* response) override {
    if (Status status = Enter(server, *context, "EquityReport", *request); !status.ok()) return status;
    *response = server->report;
    response->set_disclosure(request->disclosure());
    return Status::OK;
  }

  Status RetentionReport(ServerContext* context, const reporting::v1::RetentionReportRequest* request,
                         reporting::v1::RetentionReportResponse* response) override {
    if (Status status = Enter(server, *context, "RetentionReport", *request); !status.ok()) return status;
    *response = server->retention;
    response->set_disclosure(request->disclosure());
    return Status::OK;
  }
};

}  // namespace

struct FakeServer::Impl {
  explicit Impl(FakeServer* s)
      : directory(s), caseload(s), support(s), access(s), records(s), placement(s), reporting(s) {}
  Directory directory;
  Caseload caseload;
  Support support;
  Access access;
  Records records;
  Placement placement;
  Reporting reporting;
  std::unique_ptr<grpc::Server> server;
};

FakeServer::FakeServer() : impl_(std::make_unique<Impl>(this)) {
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(&impl_->directory);
  builder.RegisterService(&impl_->caseload);
  builder.RegisterService(&impl_->support);
  builder.RegisterService(&impl_->access);
  builder.RegisterService(&impl_->records);
  builder.RegisterService(&impl_->placement);
  builder.RegisterService(&impl_->reporting);
  impl_->server = builder.BuildAndStart();
  address_ = absl::StrCat("127.0.0.1:", port);
}

FakeServer::~FakeServer() { impl_->server->Shutdown(std::chrono::system_clock::now()); }

client::Options FakeServer::Options() const {
  client::Options options;
  options.address = address_;
  options.token = [] { return std::string("head.claims.signature"); };
  return options;
}

std::vector<Call> FakeServer::CallsOf(absl::string_view method) {
  const std::lock_guard<std::mutex> lock(mutex);
  std::vector<Call> found;
  for (const Call& call : calls) {
    if (call.method == method) found.push_back(call);
  }
  return found;
}

grpc::Status Refusal(int code, const std::string& message,
                     const std::vector<std::pair<std::string, std::string>>& violations, const std::string& reason) {
  google::rpc::Status details;
  details.set_code(code);
  details.set_message(message);
  google::rpc::BadRequest bad;
  for (const auto& [field, description] : violations) {
    auto* violation = bad.add_field_violations();
    violation->set_field(field);
    violation->set_description(description);
  }
  if (!violations.empty()) details.add_details()->PackFrom(bad);
  type::v1::ErrorReason info;
  info.set_reason(reason);
  (*info.mutable_metadata())["request_id"] = "abc";
  auto* any = details.add_details();
  any->set_type_url("type.googleapis.com/google.rpc.ErrorInfo");
  any->set_value(info.SerializeAsString());
  return grpc::Status(static_cast<grpc::StatusCode>(code), message, details.SerializeAsString());
}

}  // namespace gainful::testing
