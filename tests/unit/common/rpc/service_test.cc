// Whether a service keeps the contract's promises, and whether the contract says enough.
#include "services/common/rpc/service.h"

#include <gtest/gtest.h>

#include <set>

#include "absl/strings/match.h"
#include "google/protobuf/descriptor.pb.h"
#include "tests/contract_files.h"

namespace gainful::rpc {
namespace {

namespace rp = gainful::reporting::v1;

const google::protobuf::ServiceDescriptor* Reporting() {
  return rp::EquityRow::descriptor()->file()->FindServiceByName("ReportingService");
}

class Fake : public Service {
 public:
  explicit Fake(const google::protobuf::ServiceDescriptor* descriptor) : Service(descriptor) {}
  absl::Status Ready() override { return absl::OkStatus(); }

  Fake& Report(const std::string& name = "EquityReport") {
    On(&Fake::RetentionReport, "RetentionReport");
    return On(&Fake::EquityReport, name), *this;
  }
  Fake& Other(const std::string& name) { return On(&Fake::Wrong, name), *this; }

  absl::Status EquityReport(const base::Call& call, const rp::EquityReportRequest& q, rp::EquityReportResponse* out) {
    out->set_definition(call.method + " " + q.by());
    return absl::OkStatus();
  }
  absl::Status RetentionReport(const base::Call&, const rp::RetentionReportRequest&, rp::RetentionReportResponse*) {
    return absl::OkStatus();
  }
  absl::Status Wrong(const base::Call&, const rp::EquityReportRequest&, rp::EquityRow*) { return absl::OkStatus(); }
};

TEST(Service, IsFineWithAHandlerForEveryMethod) {
  Fake fake(Reporting());
  EXPECT_TRUE(fake.Report().Check().ok());
  ASSERT_EQ(fake.methods().count("EquityReport"), 1u);
  const Method& method = fake.methods().at("EquityReport");
  EXPECT_EQ(method.descriptor, Reporting()->FindMethodByName("EquityReport"));
  base::Call call;
  call.method = "EquityReport";
  rp::EquityReportRequest request;
  request.set_by("race");
  rp::EquityReportResponse response;
  EXPECT_TRUE(method.handle(call, request, &response).ok());
  EXPECT_EQ(response.definition(), "EquityReport race");
}

TEST(Service, KnowsWhoMayCallInTheContractsOrder) {
  Fake fake(Reporting());
  fake.Report();
  using namespace gainful::type::v1;  // NOLINT(google-build-using-namespace): four names of one enum
  EXPECT_EQ(fake.methods().at("EquityReport").allow,
            (std::vector<Role>{ROLE_MANAGER, ROLE_AUDITOR, ROLE_COMMISSIONER, ROLE_SPECIALIST}));
}

void ExpectWrong(const Fake& fake, const std::string& why) {
  const absl::Status status = fake.Check();
  EXPECT_FALSE(status.ok());
  EXPECT_TRUE(absl::StrContains(status.message(), why)) << status;
}

TEST(Service, IsRefusedWhenItDoesNotKeepTheContract) {
  ExpectWrong(Fake(Reporting()), "gainful.reporting.v1.ReportingService.EquityReport has no handler");
  ExpectWrong(Fake(Reporting()).Report("EquityRaport"), "EquityReport has no handler");
  ExpectWrong(Fake(Reporting()).Other("EquityReport"), "EquityReport has a handler of other types");
  ExpectWrong(Fake(Reporting()).Report().Other("Extra"), "has a handler for no method");
}

TEST(Service, IsRefusedWhenAMethodDoesNotSayWhoMayCall) {
  google::protobuf::FileDescriptorProto file;
  file.set_name("test.proto");
  file.add_message_type()->set_name("M");
  auto* service = file.add_service();
  service->set_name("S");
  auto* method = service->add_method();
  method->set_name("Call");
  method->set_input_type(".M");
  method->set_output_type(".M");
  google::protobuf::DescriptorPool pool;
  const auto* descriptor = pool.BuildFile(file);
  ASSERT_NE(descriptor, nullptr);
  ExpectWrong(Fake(descriptor->service(0)).Report("Call"), "S.Call does not say who may call it");
}

TEST(Contract, SaysForEveryMethodWhoMayCallAndNamesNoCommandTwice) {
  std::set<std::string> commands;
  EXPECT_EQ(ContractMethods().size(), 20u + 12u + 12u + 27u + 9u + 8u + 8u + 15u + 40u + 7u + 11u + 10u + 2u + 3u + 3u +
                                          9u + 5u + 20u + 16u + 16u + 4u + 11u + 11u + 4u + 8u + 5u + 38u + 4u);
  for (const auto* method : ContractMethods()) {
    const auto& rule = method->options().GetExtension(gainful::type::v1::method);
    EXPECT_GT(rule.allow_size(), 0) << method->full_name();
    std::set<int> roles;
    for (const int role : rule.allow()) {
      EXPECT_NE(role, gainful::type::v1::ROLE_UNSPECIFIED) << method->full_name();
      EXPECT_TRUE(roles.insert(role).second) << method->full_name() << " names a role twice";
    }
    EXPECT_TRUE(rule.command().empty() || commands.insert(rule.command()).second) << rule.command();
  }
}

// A write that cannot be told from its repeat would be done twice; a role that may not see a person may not change one.
TEST(Contract, GivesEveryWriteARequestIdAndEveryPersonsRecordToThoseWhoMaySeeIt) {
  for (const auto* method : ContractMethods()) {
    const std::string& name = method->name();
    const bool reads = absl::StartsWith(name, "Get") || absl::StartsWith(name, "List") ||
                       method->service()->name() == "ReportingService" || name == "FindParticipants" ||
                       name == "FindEmployers" || name == "AuditPerson" || name == "ExportParticipant" ||
                       name == "VerifyJournal" ||
                       name == "VerifyOutcomes";                           // which works out what follows from records
    const bool stages = name == "StageImport" || name == "DiscardImport";  // the record does not change
    EXPECT_EQ(method->input_type()->FindFieldByName("request_id") != nullptr, !reads && !stages) << method->full_name();
    if (method->file()->package() == "gainful.directory.v1") continue;  // no participant
    // What partners call is theirs alone, and goes through consent.
    const auto& allow = method->options().GetExtension(gainful::type::v1::method).allow();
    if (method->service()->name() == "ExchangeService") {
      EXPECT_EQ((std::vector<int>{allow.begin(), allow.end()}), (std::vector<int>{gainful::type::v1::ROLE_PARTNER}));
      continue;
    }
    for (const int role : allow) {
      EXPECT_NE(role, gainful::type::v1::ROLE_ADMINISTRATOR) << method->full_name();
      EXPECT_NE(role, gainful::type::v1::ROLE_PARTNER) << method->full_name();
      EXPECT_TRUE(absl::EndsWith(name, "Report") || role != gainful::type::v1::ROLE_COMMISSIONER)
          << method->full_name();
      EXPECT_TRUE(reads || role != gainful::type::v1::ROLE_AUDITOR) << method->full_name() << ": they change nothing";
    }
  }
}

}  // namespace
}  // namespace gainful::rpc
