#include "services/gainfuld/host.h"

#include "absl/strings/str_cat.h"
#include "services/caseload/access.h"
#include "services/caseload/clinical.h"
#include "services/caseload/consents.h"
#include "services/caseload/disposal_service.h"
#include "services/caseload/merges.h"
#include "services/caseload/person_kinds.h"
#include "services/caseload/record_import.h"
#include "services/caseload/service.h"
#include "services/caseload/work_service.h"
#include "services/common/base/log.h"
#include "services/common/base/status.h"
#include "services/common/journal/access.h"
#include "services/directory/partners.h"
#include "services/directory/service.h"
#include "services/directory/staff_service.h"
#include "services/employer/disclosures.h"
#include "services/employer/engagements.h"
#include "services/employer/merges.h"
#include "services/employer/service.h"
#include "services/employer/vacancies.h"
#include "services/exchange/service.h"
#include "services/fidelity/live_service.h"
#include "services/fidelity/service.h"
#include "services/placement/due_service.h"
#include "services/placement/in_work_service.h"
#include "services/placement/job_service.h"
#include "services/placement/outcome_service.h"
#include "services/placement/service.h"
#include "services/placement/standings.h"
#include "services/reporting/service.h"

namespace gainful::gainfuld {

db::Pool* Host::AddPool(const Settings& settings, const std::string& service) {
  db::PoolOptions options = settings.database;
  options.role = service + "_svc";
  // Where journeys stand with the outcome rules moves with jobs, with the journeys themselves, and with what programmes ask.
  if (service == "directory" || service == "caseload" || service == "placement") {
    options.follow = [keeper = std::make_shared<const placement::StandingKeeper>()](
                         db::Transaction& tx, const base::Call& call, const std::vector<db::Written>& written) {
      return keeper->Follow(tx, call, written);
    };
  }
  pools_.push_back(std::make_unique<db::Pool>(options));
  return pools_.back().get();
}

void Host::AddService(const Settings& settings, const std::string& name) {
  db::Pool* pool = AddPool(settings, name);
  const size_t first = services_.size();
  if (name == "directory") {
    services_.push_back(std::make_unique<directory::DirectoryService>(pool, settings.operator_org));
    services_.push_back(std::make_unique<directory::PartnerService>(pool));
    services_.push_back(std::make_unique<directory::StaffService>(pool));
  } else if (name == "caseload") {
    services_.push_back(std::make_unique<caseload::CaseloadService>(pool));
    services_.push_back(std::make_unique<caseload::ConsentService>(pool));
    services_.push_back(std::make_unique<caseload::WorkService>(pool));
    services_.push_back(std::make_unique<caseload::ClinicalService>(pool));
    services_.push_back(caseload::MakePlanService(pool));
    services_.push_back(caseload::MakeSupportService(pool));
    services_.push_back(std::make_unique<caseload::CharacteristicService>(pool));
    services_.push_back(std::make_unique<caseload::AccessService>(pool));
    services_.push_back(std::make_unique<caseload::RecordImportService>(pool));
    services_.push_back(std::make_unique<caseload::DisposalService>(pool));
    services_.push_back(std::make_unique<caseload::MergeService>(pool));
  } else if (name == "employer") {
    services_.push_back(std::make_unique<employer::EmployerService>(pool));
    services_.push_back(std::make_unique<employer::DisclosureService>(pool));
    services_.push_back(std::make_unique<employer::EngagementService>(pool));
    services_.push_back(std::make_unique<employer::VacancyService>(pool));
    services_.push_back(std::make_unique<employer::EmployerMergeService>(pool));
  } else if (name == "placement") {
    services_.push_back(std::make_unique<placement::PlacementService>(pool));
    services_.push_back(placement::MakeJobService(pool));
    services_.push_back(std::make_unique<placement::InWorkService>(pool));
    services_.push_back(std::make_unique<placement::OutcomeService>(pool));
    services_.push_back(std::make_unique<placement::DueService>(pool));
  } else if (name == "fidelity") {
    services_.push_back(std::make_unique<fidelity::FidelityService>(pool, wordings_));
    services_.push_back(std::make_unique<fidelity::LiveFidelityService>(pool));
  } else if (name == "exchange") {
    services_.push_back(std::make_unique<exchange::ExchangeService>(pool));
  } else {
    services_.push_back(std::make_unique<reporting::ReportingService>(pool, perturbation_));
  }
  for (size_t i = first; i < services_.size(); ++i) pool_of_[services_[i].get()] = pool;
}

rpc::DispatchOptions Host::Dispatch(const base::Clock* clock) const {
  rpc::DispatchOptions dispatch;
  dispatch.clock = clock;
  dispatch.verify = [verifier = verifier_.get()](absl::string_view token, absl::Time now) {
    return verifier->Verify(token, now);
  };
  // In the journal of the caller's own organisation, through the pool of the service that was asked.
  dispatch.refused = [this](const rpc::Service& service, const base::Call& call, const rpc::Asked& asked) {
    return journal::RecordRefusal(pool_of_.at(&service), call, asked.kind, asked.record, "refused");
  };
  return dispatch;
}

absl::StatusOr<std::unique_ptr<Host>> Host::Start(const Settings& settings, const base::Clock* clock) {
  std::unique_ptr<Host> host(new Host());
  auth::KeySetOptions key_options;
  key_options.report = [](const absl::Status& status) {
    base::Log(status.ok() ? base::Level::kInfo : base::Level::kWarning, "token keys",
              {{"status", std::string(status.message())}});
  };
  auto keys = auth::KeySet::Open(settings.jwks, key_options);
  if (!keys.ok()) return absl::InvalidArgumentError(absl::StrCat("jwks: ", keys.status().message()));
  auth::VerifierSettings verifier_settings;
  verifier_settings.claims = settings.claims;
  ASSIGN_OR_RETURN(host->verifier_, auth::Verifier::Create(verifier_settings, *std::move(keys)));
  if (!settings.perturbation_table.empty()) {
    auto table = reporting::LoadPerturbation(settings.perturbation_table);
    if (!table.ok()) return absl::InvalidArgumentError(absl::StrCat("perturbation-table: ", table.status().message()));
    host->perturbation_ = *std::move(table);
  }
  for (const auto& [org, path] : settings.fidelity_wordings) {
    const absl::Status added = fidelity::AddWording(path, &host->wordings_[org]);
    if (!added.ok()) return absl::InvalidArgumentError(absl::StrCat("fidelity-wording: ", added.message()));
  }
  std::vector<rpc::Service*> services;
  for (const auto& name : settings.services) host->AddService(settings, name);
  for (const auto& service : host->services_) services.push_back(service.get());
  ASSIGN_OR_RETURN(host->server_, rpc::Server::Start(settings.server, host->Dispatch(clock), services));
  return host;
}

}  // namespace gainful::gainfuld
