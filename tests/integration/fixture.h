// A world to test in: a database of its own, a gainfuld in this process, an issuer of tokens, and organisations to act as.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "gainful/caseload/v1/access.pb.h"
#include "gainful/caseload/v1/caseload.pb.h"
#include "gainful/caseload/v1/characteristic.pb.h"
#include "gainful/caseload/v1/clinical.pb.h"
#include "gainful/caseload/v1/consent.pb.h"
#include "gainful/caseload/v1/disposal.pb.h"
#include "gainful/caseload/v1/merge.pb.h"
#include "gainful/caseload/v1/plan.pb.h"
#include "gainful/caseload/v1/record_import.pb.h"
#include "gainful/caseload/v1/support.pb.h"
#include "gainful/caseload/v1/work.pb.h"
#include "gainful/directory/v1/directory.pb.h"
#include "gainful/directory/v1/partner.pb.h"
#include "gainful/directory/v1/staff.pb.h"
#include "gainful/employer/v1/disclosure.pb.h"
#include "gainful/employer/v1/employer.pb.h"
#include "gainful/employer/v1/engagement.pb.h"
#include "gainful/employer/v1/merge.pb.h"
#include "gainful/employer/v1/vacancy.pb.h"
#include "gainful/exchange/v1/exchange.pb.h"
#include "gainful/placement/v1/due.pb.h"
#include "gainful/placement/v1/in_work.pb.h"
#include "gainful/placement/v1/job.pb.h"
#include "gainful/placement/v1/outcome.pb.h"
#include "gainful/placement/v1/placement.pb.h"
#include "services/common/base/clock.h"
#include "services/common/base/ids.h"
#include "tests/integration/contract.h"
#include "tests/integration/daemon.h"
#include "tests/integration/sql.h"
#include "tests/integration/wire.h"

namespace gainful::auth {
class Signer;
}

namespace gainful::integration {

using caseload::v1::Journey;
using caseload::v1::Participant;
using directory::v1::ClinicalTeam;
using directory::v1::Funding;
using directory::v1::Organisation;
using directory::v1::Partner;
using directory::v1::Posting;
using directory::v1::Programme;
using directory::v1::StaffMember;
using directory::v1::Team;
using placement::v1::Spell;

// A partner organisation that is no tenant here: recipient of what people share.
constexpr char kElsewhere[] = "e15ee43e-0000-4000-8000-000000000001";

// What a token says of its bearer.
struct Identity {
  std::string org;
  std::vector<std::string> roles;
  std::vector<std::string> teams = {};
  std::string subject = "ann@example.org";
};

// One organisation with two teams, a programme, a specialist and their supervisor, a trust that it works with and that one's clinical team, an
// employer with a site, a contact, an engagement and a vacancy; and tokens for those who work there.
struct Tenant {
  std::string org, programme, team, other_team, staff_member, supervisor, trust, clinical_team;
  std::string employer, employer_site, employer_contact, engagement, vacancy;
  std::string manager, auditor, administrator, commissioner, partner;
  std::string specialist, other_specialist;  // of team and of other_team
  std::string everyone;                      // holds every role at once
  std::string TokenOf(const std::string& role) const;
};

// A fresh id: a UUID of version 4, as clients make them.
std::string NewId();

class World {
 public:
  struct Options {
    bool system_clock = false;  // else a fake one that stands still at Monday 2025-06-16, noon in UTC
    DaemonOptions daemon;
  };
  explicit World(const Options& options);
  ~World();

  base::FakeClock& clock() { return fake_clock_; }
  absl::Time Now() const { return around_.clock->Now(); }
  Sql& sql() { return *sql_; }
  const std::string& database() const { return around_.database; }
  const std::string& operator_org() const { return around_.operator_org; }
  const std::string& scratch() const { return scratch_; }  // a directory that goes away with the world
  Daemon& daemon() { return *daemon_; }
  Wire& wire() { return *wire_; }
  // A further gainfuld on the same database.
  std::unique_ptr<Daemon> StartDaemon(const DaemonOptions& options) const;

  // Tokens. Claims() are those of an identity that holds; Sign() signs any.
  nlohmann::json Claims(const Identity& identity) const;
  std::string Sign(const nlohmann::json& claims) const;
  std::string Token(const Identity& identity) const;

  // Calls the one method that takes this request, or the named one. The answer goes to `response` where that is given.
  Outcome Call(const std::string& token, const Message& request, Message* response = nullptr,
               const MethodDescriptor* method = nullptr, absl::Duration timeout = absl::Seconds(20)) const;

  // The methods of a record, found by its type. An empty request id stands for a fresh one.
  Outcome Create(const std::string& token, const Message& record, Message* out = nullptr,
                 const std::string& request_id = "") const;
  Outcome Get(const std::string& token, const std::string& id, Message* out) const;
  Outcome Update(const std::string& token, const Message& record, const std::vector<std::string>& mask,
                 Message* out = nullptr, const std::string& request_id = "") const;

  // Creates what must succeed; throws otherwise, which fails the test.
  template <class Record>
  Record Make(const std::string& token, const Record& record) const {
    Record made;
    MustBeOk(Create(token, record, &made));
    return made;
  }
  static void MustBeOk(const Outcome& outcome);

  // The ids of a tenant's that a new record refers to, by field.
  static Refer RefersTo(const Tenant& tenant, const Journey& journey);
  // The same for a kind of which a journey has but one: a further journey of the same person; for one about two people or employers, another of them; and
  // for one about a spell, a further spell.
  Refer RefersFor(const Kind& kind, const Tenant& tenant, const Journey& journey) const;

  Tenant NewTenant(const std::string& name = "") const;
  void AddEmployer(Tenant* tenant) const;
  Participant NewParticipant(const std::string& token, const std::string& team) const;
  // Another programme like theirs: one passage through each is open at a time.
  Tenant WithAnotherProgramme(Tenant tenant) const;
  Journey NewJourney(const std::string& token, const Tenant& tenant, const Participant& person) const;
  Spell NewSpell(const std::string& token, const Journey& journey) const;
  // A record of any kind with every field filled (see Fill); the tenant's own organisation, where that is the kind. What it refers to is
  // the tenant's, `journey` and its person.
  std::unique_ptr<Message> MakeOne(const Kind& kind, const Tenant& tenant, const Journey& journey,
                                   int variant = 0) const;

 private:
  base::SystemClock system_clock_;
  base::FakeClock fake_clock_;
  Surroundings around_;
  std::string scratch_;
  std::unique_ptr<auth::Signer> signer_;
  std::unique_ptr<Sql> sql_;
  std::unique_ptr<Daemon> daemon_;
  std::unique_ptr<Wire> wire_;
};

// "/package.Service/Method"
std::string PathOf(const MethodDescriptor* method);
Metadata Bearer(const std::string& token);

// Every suite has a world of its own, shared by its tests; each test makes the organisations it needs.
class WorldTest : public testing::Test {
 public:
  static void SetUpTestSuite() { Begin({}); }
  static void TearDownTestSuite();

 protected:
  static void Begin(const World::Options& options);
  static World& world();
  static Sql& sql() { return world().sql(); }
};

// A suite in which time passes.
class LiveWorldTest : public WorldTest {
 public:
  static void SetUpTestSuite() {
    World::Options options;
    options.system_clock = true;
    Begin(options);
  }
};

MATCHER(IsOk, "is OK") {
  *result_listener << arg;
  return arg.ok();
}

MATCHER_P(Refused, code, "is refused as " + absl::StatusCodeToString(code)) {
  *result_listener << arg;
  return arg.code == code;
}

// Refused with violations of just these fields, in any order.
MATCHER_P2(RefusedFor, code, wanted, "is refused as " + absl::StatusCodeToString(code) + " for its fields") {
  *result_listener << arg;
  std::vector<std::string> fields = arg.fields(), all = wanted;
  std::sort(fields.begin(), fields.end());
  std::sort(all.begin(), all.end());
  return arg.code == code && fields == all;
}

inline testing::Matcher<const Outcome&> InvalidFor(std::vector<std::string> fields) {
  return RefusedFor(absl::StatusCode::kInvalidArgument, std::move(fields));
}
inline testing::Matcher<const Outcome&> NotFoundFor(std::vector<std::string> fields) {
  return RefusedFor(absl::StatusCode::kNotFound, std::move(fields));
}

}  // namespace gainful::integration
