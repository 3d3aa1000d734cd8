#include "tests/integration/fixture.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "google/protobuf/field_mask.pb.h"
#include "services/common/auth/signer.h"
#include "services/common/base/log.h"

namespace gainful::integration {
namespace {

std::unique_ptr<World> current;

std::string NewDirectory() {
  std::string name = testing::TempDir() + "gainful-it-XXXXXX";
  if (mkdtemp(&name[0]) == nullptr) throw std::runtime_error("no temporary directory");
  return name;
}

// Another process may be making its database out of the template at the same moment; Postgres then asks to come again.
void CreateDatabase(const std::string& name) {
  Sql admin("postgres");
  for (int attempt = 0;; ++attempt) {
    try {
      admin.Run(absl::StrCat("CREATE DATABASE ", name, " TEMPLATE gainful_template"));
      return;
    } catch (const SqlFailure& e) {
      if (e.state != "55006" || attempt == 100) throw;
      absl::SleepFor(absl::Milliseconds(50));
    }
  }
}

}  // namespace

std::string NewId() {
  std::string id = base::Uuid::V7(absl::Now()).ToString();
  id[14] = '4';
  return id;
}

World::World(const Options& options)
    : fake_clock_(absl::FromCivil(absl::CivilHour(2025, 6, 16, 12), absl::UTCTimeZone())) {
  base::SetLogLevel(base::Level::kError);
  scratch_ = NewDirectory();
  around_.database = absl::StrCat("it_", absl::StrReplaceAll(NewId(), {{"-", ""}}));
  around_.jwks = scratch_ + "/jwks.json";
  around_.operator_org = NewId();
  around_.clock = options.system_clock ? static_cast<const base::Clock*>(&system_clock_) : &fake_clock_;
  signer_ = std::make_unique<auth::Signer>(auth::Signer::Generate(auth::Alg::kEs256, "test").value());
  std::ofstream(around_.jwks) << auth::JwksOf({signer_->PublicJwk()}).dump();
  CreateDatabase(around_.database);
  sql_ = std::make_unique<Sql>(around_.database);
  daemon_ = StartDaemon(options.daemon);
  wire_ = std::make_unique<Wire>(daemon_->address());
}

World::~World() {
  daemon_.reset();
  sql_.reset();
  Sql("postgres").Run(absl::StrCat("DROP DATABASE IF EXISTS ", around_.database, " WITH (FORCE)"));
  std::filesystem::remove_all(scratch_);
}

std::unique_ptr<Daemon> World::StartDaemon(const DaemonOptions& options) const {
  return std::make_unique<Daemon>(around_, options);
}

nlohmann::json World::Claims(const Identity& identity) const {
  const auto now = absl::ToUnixSeconds(Now());
  return {{"iss", kIssuer},          {"aud", kAudience}, {"sub", identity.subject}, {"org", identity.org},
          {"roles", identity.roles}, {"iat", now},       {"exp", now + 86400 * 30}, {"teams", identity.teams}};
}

std::string World::Sign(const nlohmann::json& claims) const { return signer_->Sign(claims).value(); }

std::string World::Token(const Identity& identity) const { return Sign(Claims(identity)); }

std::string PathOf(const MethodDescriptor* method) {
  return absl::StrCat("/", method->service()->full_name(), "/", method->name());
}

Metadata Bearer(const std::string& token) {
  if (token.empty()) return {};
  return {{"authorization", "Bearer " + token}};
}

Outcome World::Call(const std::string& token, const Message& request, Message* response, const MethodDescriptor* method,
                    absl::Duration timeout) const {
  if (method == nullptr) method = MethodOf(request.GetDescriptor());
  if (method == nullptr) throw std::runtime_error("several methods take a " + request.GetTypeName());
  Outcome outcome = wire_->Call(PathOf(method), request.SerializeAsString(), Bearer(token), timeout);
  if (response != nullptr && outcome.ok() && !response->ParseFromString(outcome.bytes)) {
    throw std::runtime_error("an answer that cannot be read");
  }
  return outcome;
}

Outcome World::Create(const std::string& token, const Message& record, Message* out,
                      const std::string& request_id) const {
  const Kind kind = KindOf(record.GetDescriptor());
  const auto request = NewMessage(kind.create->input_type());
  SetText(request.get(), "request_id", request_id.empty() ? NewId() : request_id);
  Mutable(request.get(), kind.field)->CopyFrom(record);
  return Call(token, *request, out);
}

Outcome World::Get(const std::string& token, const std::string& id, Message* out) const {
  const auto request = NewMessage(KindOf(out->GetDescriptor()).get->input_type());
  SetText(request.get(), "id", id);
  return Call(token, *request, out);
}

Outcome World::Update(const std::string& token, const Message& record, const std::vector<std::string>& mask,
                      Message* out, const std::string& request_id) const {
  const Kind kind = KindOf(record.GetDescriptor());
  const auto request = NewMessage(kind.update->input_type());
  SetText(request.get(), "request_id", request_id.empty() ? NewId() : request_id);
  Mutable(request.get(), kind.field)->CopyFrom(record);
  google::protobuf::FieldMask paths;
  for (const auto& path : mask) paths.add_paths(path);
  Mutable(request.get(), "update_mask")->CopyFrom(paths);
  return Call(token, *request, out);
}

void World::MustBeOk(const Outcome& outcome) {
  if (!outcome.ok()) throw std::runtime_error(testing::PrintToString(outcome));
}

Tenant World::NewTenant(const std::string& name) const {
  Tenant t;
  Organisation organisation;
  organisation.set_name(name.empty() ? "Provider" : name);
  organisation.set_kind(directory::v1::ORGANISATION_KIND_PROVIDER);
  t.org = Make(Token({around_.operator_org, {"administrator"}}), organisation).id();
  t.manager = Token({t.org, {"manager"}});
  Team team;
  team.set_name("North");
  t.team = Make(t.manager, team).id();
  team.set_name("South");
  t.other_team = Make(t.manager, team).id();
  Programme programme;
  programme.set_name("IPS");
  programme.set_kind(directory::v1::PROGRAMME_KIND_IPS_SECONDARY);
  programme.set_triage(true);
  programme.set_triage_days(365);  // later than any day that the tests look at
  t.programme = Make(t.manager, programme).id();
  StaffMember staff;
  staff.set_name("Kim");
  staff.set_team_id(t.team);
  staff.set_role(directory::v1::STAFF_ROLE_TEAM_LEAD);
  t.supervisor = Make(t.manager, staff).id();
  staff.set_name("Robin");
  staff.set_role(directory::v1::STAFF_ROLE_EMPLOYMENT_SPECIALIST);
  staff.set_subject("robin@example.org");
  staff.set_supervisor_id(t.supervisor);
  t.staff_member = Make(t.manager, staff).id();
  Partner trust;
  trust.set_name("Trust");
  trust.set_kind(directory::v1::ORGANISATION_KIND_NHS_TRUST);
  t.trust = Make(t.manager, trust).id();
  ClinicalTeam clinical;
  clinical.set_name("Community team");
  clinical.set_kind(directory::v1::CLINICAL_TEAM_KIND_COMMUNITY_MENTAL_HEALTH);
  clinical.set_partner_id(t.trust);
  t.clinical_team = Make(t.manager, clinical).id();
  AddEmployer(&t);
  for (auto [token, role] : std::map<std::string*, std::string>{{&t.auditor, "auditor"},
                                                                {&t.administrator, "administrator"},
                                                                {&t.commissioner, "commissioner"},
                                                                {&t.partner, "partner"}}) {
    *token = Token({t.org, {role}});
  }
  t.specialist = Token({t.org, {"specialist"}, {t.team}});
  t.other_specialist = Token({t.org, {"specialist"}, {t.other_team}});
  t.everyone = Token({t.org, AllRoles(), {t.team, t.other_team}});
  return t;
}

void World::AddEmployer(Tenant* t) const {
  employer::v1::Employer bakery;
  bakery.set_name("Corner Bakery Ltd");
  t->employer = Make(t->manager, bakery).id();
  employer::v1::EmployerSite shop;
  shop.set_employer_id(t->employer);
  shop.set_postcode("LS1 4AP");
  t->employer_site = Make(t->manager, shop).id();
  employer::v1::EmployerContact baker;
  baker.set_employer_id(t->employer);
  baker.set_name("Alex");
  t->employer_contact = Make(t->manager, baker).id();
  employer::v1::Engagement visit;
  visit.set_employer_id(t->employer);
  *visit.mutable_held_on() = Day(2025, 2, 4);
  visit.set_kind(employer::v1::ENGAGEMENT_KIND_MEETING);
  t->engagement = Make(t->manager, visit).id();
  employer::v1::Vacancy vacancy;
  vacancy.set_employer_id(t->employer);
  vacancy.set_role("Baker");
  *vacancy.mutable_opened_on() = Day(2025, 2, 1);
  t->vacancy = Make(t->manager, vacancy).id();
}

std::string Tenant::TokenOf(const std::string& role) const {
  const std::map<std::string, std::string> tokens{
      {"manager", manager},           {"auditor", auditor}, {"administrator", administrator},
      {"commissioner", commissioner}, {"partner", partner}, {"specialist", specialist}};
  return tokens.at(role);
}

Participant World::NewParticipant(const std::string& token, const std::string& team) const {
  Participant p;
  p.set_team_id(team);
  p.set_name("Sam Example");
  return Make(token, p);
}

Tenant World::WithAnotherProgramme(Tenant tenant) const {
  Programme programme;
  MustBeOk(Get(tenant.everyone, tenant.programme, &programme));
  programme.set_name("Programme " + NewId());
  tenant.programme = Make(tenant.everyone, programme).id();
  return tenant;
}

Journey World::NewJourney(const std::string& token, const Tenant& tenant, const Participant& person) const {
  Journey j;
  j.set_participant_id(person.id());
  j.set_programme_id(tenant.programme);
  j.set_team_id(person.team_id());
  *j.mutable_referred_on() = Day(2025, 1, 10);
  return Make(token, j);
}

Spell World::NewSpell(const std::string& token, const Journey& journey) const {
  Spell s;
  s.set_journey_id(journey.id());
  *s.mutable_started_on() = Day(2025, 2, 3);
  return Make(token, s);
}

Refer World::RefersTo(const Tenant& tenant, const Journey& journey) {
  const std::map<std::string, std::string> ids{{"team_id", tenant.team},
                                               {"team", tenant.team},
                                               {"programme_id", tenant.programme},
                                               {"funder_org_id", tenant.org},
                                               {"recipient_org_id", kElsewhere},
                                               {"addendum_to", NewId()},
                                               {"duplicate_id", NewId()},
                                               {"continues_spell_id", NewId()},
                                               {"application_id", NewId()},
                                               {"spell_id", NewId()},
                                               {"staff_member_id", tenant.staff_member},
                                               {"supervisee_id", tenant.staff_member},
                                               {"supervisor_id", tenant.supervisor},
                                               {"crisis_duty_staff_id", tenant.supervisor},
                                               {"crisis_deputy_staff_id", tenant.staff_member},
                                               {"partner_id", tenant.trust},
                                               {"partner_org_id", kElsewhere},
                                               {"clinical_team_id", tenant.clinical_team},
                                               {"participant_id", journey.participant_id()},
                                               {"journey_id", journey.id()},
                                               {"owner_id", tenant.staff_member},
                                               {"employer_id", tenant.employer},
                                               {"employer_site_id", tenant.employer_site},
                                               {"employer_contact_id", tenant.employer_contact},
                                               {"engagement_id", tenant.engagement},
                                               {"vacancy_id", tenant.vacancy}};
  return [ids](const std::string& field) { return ids.at(field); };
}

Refer World::RefersFor(const Kind& kind, const Tenant& tenant, const Journey& journey) const {
  if (kind.field == "merge") {
    const std::string duplicate = NewParticipant(tenant.everyone, tenant.team).id();
    return [usual = RefersTo(tenant, journey), duplicate](const std::string& field) {
      return field == "duplicate_id" ? duplicate : usual(field);
    };
  }
  if (kind.field == "employer_merge") {
    employer::v1::Employer again;
    again.set_name("Corner Bakery");
    const std::string duplicate = Make(tenant.everyone, again).id();
    return [usual = RefersTo(tenant, journey), duplicate](const std::string& field) {
      return field == "duplicate_id" ? duplicate : usual(field);
    };
  }
  if (kind.field == "funding" || kind.field == "journey") return RefersTo(WithAnotherProgramme(tenant), journey);
  if (kind.type->FindFieldByName("spell_id") != nullptr) {
    Spell spell;
    spell.set_journey_id(journey.id());
    *spell.mutable_started_on() = kind.field == "job_retention" ? Day(2025, 1, 1) : Day(2025, 2, 3);
    if (kind.field == "job_retention") *spell.mutable_ended_on() = Day(2025, 6, 9);  // the day of its outcome
    const std::string id = Make(tenant.everyone, spell).id();
    return [usual = RefersTo(tenant, journey), id](const std::string& field) {
      return field == "spell_id" ? id : usual(field);
    };
  }
  if (kind.field != "vocational_profile") return RefersTo(tenant, journey);
  Participant person;
  person.set_id(journey.participant_id());
  person.set_team_id(tenant.team);
  return RefersTo(tenant, NewJourney(tenant.everyone, WithAnotherProgramme(tenant), person));
}

std::unique_ptr<Message> World::MakeOne(const Kind& kind, const Tenant& tenant, const Journey& journey,
                                        int variant) const {
  auto record = NewMessage(kind.type);
  if (kind.field == "organisation") {
    MustBeOk(Get(tenant.everyone, tenant.org, record.get()));
  } else {
    Fill(record.get(), RefersFor(kind, tenant, journey), variant);
    // Whoever opens a record sees it: it is somebody who does nothing else.
    const std::string opener =
        Token({tenant.org, AllRoles(), {tenant.team, tenant.other_team}, "somebody-else@example.org"});
    MustBeOk(Create(kind.field == "emergency_opening" ? opener : tenant.everyone, *record, record.get()));
  }
  return record;
}

void WorldTest::Begin(const World::Options& options) { current = std::make_unique<World>(options); }
void WorldTest::TearDownTestSuite() { current.reset(); }
World& WorldTest::world() { return *current; }

}  // namespace gainful::integration
