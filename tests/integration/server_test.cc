// The server around the services: health, limits, deadlines, overload, the end.
#include <future>
#include <thread>

#include "absl/strings/str_cat.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

using testing::AllOf;
using testing::Field;

class Serving : public WorldTest {
 protected:
  static std::vector<std::string> Services() {
    std::vector<std::string> names;
    for (const auto* method : AllMethods()) {
      if (names.empty() || names.back() != method->service()->full_name())
        names.push_back(method->service()->full_name());
    }
    return names;
  }

  // Readiness is looked at every tenth of a second.
  static std::string HealthBecomes(const std::string& wanted, const std::string& service = "") {
    std::string seen;
    for (int i = 0; i < 100; ++i) {
      seen = world().wire().Health(service);
      if (seen == wanted) break;
      absl::SleepFor(absl::Milliseconds(50));
    }
    return seen;
  }

  // Somebody else's transaction that holds a person's row until Release.
  class Hold {
   public:
    explicit Hold(const Participant& p) : session_(world().database()) {
      session_.Run("BEGIN; SELECT 1 FROM caseload.participant WHERE id = '" + p.id() + "' FOR UPDATE");
    }
    void Release() { session_.Run("ROLLBACK"); }

   private:
    Sql session_;
  };

  // How many statements of gainfuld wait for a lock, once there are as many as wanted.
  static std::int64_t Waiting(std::int64_t wanted) {
    std::int64_t seen = -1;
    for (int i = 0; i < 200 && seen != wanted; ++i) {
      seen = sql().Count(absl::StrCat("SELECT count(*) FROM pg_stat_activity WHERE datname = '", world().database(),
                                      "' AND application_name = 'gainfuld' AND wait_event_type = 'Lock'"));
      if (seen != wanted) absl::SleepFor(absl::Milliseconds(10));
    }
    return seen;
  }

  static std::string Rename(const Participant& p) {
    caseload::v1::UpdateParticipantRequest request;
    request.set_request_id(NewId());
    *request.mutable_participant() = p;
    request.mutable_participant()->set_name("Robin");
    request.mutable_update_mask()->add_paths("name");
    return request.SerializeAsString();
  }
  static std::int64_t Etag(const Participant& p) {
    return sql().Count("SELECT etag FROM caseload.participant WHERE id = '" + p.id() + "'");
  }
  static constexpr char kUpdate[] = "/gainful.caseload.v1.CaseloadService/UpdateParticipant";
  static constexpr char kList[] = "/gainful.directory.v1.DirectoryService/ListTeams";
};

TEST_F(Serving, HealthSpeaksOfEveryServiceAndOfAll) {
  EXPECT_EQ(world().wire().Health(""), "SERVING");
  ASSERT_EQ(Services().size(), 28);
  for (const auto& service : Services()) EXPECT_EQ(world().wire().Health(service), "SERVING") << service;
  EXPECT_EQ(world().wire().Health("gainful.nothing.v1.NothingService"), "NOT_FOUND");
}

TEST_F(Serving, ReflectionListsTheServices) {
  const Outcome outcome =
      world().wire().Call("/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", std::string("\x3a\x00", 2));
  ASSERT_THAT(outcome, IsOk());
  for (const auto& service : Services()) EXPECT_THAT(outcome.bytes, testing::HasSubstr(service));
}

TEST_F(Serving, AMethodThatIsNotThereIsUnimplemented) {
  EXPECT_THAT(world().wire().Call("/gainful.directory.v1.DirectoryService/DropTeam", ""),
              Refused(absl::StatusCode::kUnimplemented));
  EXPECT_THAT(world().wire().Call("/gainful.nothing.v1.NothingService/Get", ""),
              Refused(absl::StatusCode::kUnimplemented));
}

// A later schema is fine as long as it says that it still works with this binary.
TEST_F(Serving, HealthFallsWhenTheSchemaDoesNotFit) {
  const auto version = sql().Count("SELECT max(version) FROM gainful.schema_migration");
  const std::string later = "INSERT INTO gainful.schema_migration VALUES (9999, 'later', '', ";
  sql().Run(absl::StrCat(later, version, ", now())"));
  absl::SleepFor(absl::Milliseconds(400));
  EXPECT_EQ(world().wire().Health(""), "SERVING");
  sql().Run("UPDATE gainful.schema_migration SET oldest_binary = 9999 WHERE version = 9999");
  EXPECT_EQ(HealthBecomes("NOT_SERVING"), "NOT_SERVING");
  for (const auto& service : Services()) EXPECT_EQ(HealthBecomes("NOT_SERVING", service), "NOT_SERVING") << service;
  sql().Run("DELETE FROM gainful.schema_migration WHERE version = 9999");
  EXPECT_EQ(HealthBecomes("SERVING"), "SERVING");
  sql().Run(absl::StrCat("UPDATE gainful.schema_migration SET version = version - 100 WHERE version = ", version));
  EXPECT_EQ(HealthBecomes("NOT_SERVING"), "NOT_SERVING");
  sql().Run(
      absl::StrCat("UPDATE gainful.schema_migration SET version = version + 100 WHERE version = ", version, " - 100"));
  EXPECT_EQ(HealthBecomes("SERVING"), "SERVING");
}

TEST_F(Serving, ADatabaseThatIsGoneIsUnavailableAndComesBack) {
  const Tenant t = world().NewTenant();
  Sql admin("postgres");
  const std::string& name = world().database();
  admin.Run(absl::StrCat("ALTER DATABASE ", name, " ALLOW_CONNECTIONS false"));
  admin.Run(absl::StrCat("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '", name,
                         "' AND application_name = 'gainfuld'"));
  const Outcome outcome = world().wire().Call(kList, "", Bearer(t.manager));
  EXPECT_THAT(outcome, Refused(absl::StatusCode::kUnavailable));
  EXPECT_THAT(outcome.message, testing::Not(testing::HasSubstr(name)));
  EXPECT_EQ(HealthBecomes("NOT_SERVING"), "NOT_SERVING");
  admin.Run(absl::StrCat("ALTER DATABASE ", name, " ALLOW_CONNECTIONS true"));
  EXPECT_EQ(HealthBecomes("SERVING"), "SERVING");
  EXPECT_THAT(world().wire().Call(kList, "", Bearer(t.manager)), IsOk());
}

// Connections that died with their server are replaced without the caller's notice.
TEST_F(Serving, LostConnectionsAreReplaced) {
  const Tenant t = world().NewTenant();
  for (int i = 0; i < 5; ++i) {
    sql().Run(absl::StrCat("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '",
                           world().database(), "' AND application_name = 'gainfuld'"));
    EXPECT_THAT(world().wire().Call(kList, "", Bearer(t.manager)), IsOk());
  }
}

TEST_F(Serving, MetadataHasALimit) {
  const Tenant t = world().NewTenant();
  Metadata metadata = Bearer(t.manager);
  metadata.emplace_back("x-large", std::string(20 << 10, 'x'));
  EXPECT_FALSE(Wire(world().daemon().address()).Call(kList, "", metadata).ok()) << "it may cost the connection";
  EXPECT_THAT(world().wire().Call(kList, "", Bearer(std::string(9 << 10, 'x'))),
              Refused(absl::StatusCode::kUnauthenticated));
  EXPECT_THAT(world().wire().Call(kList, "", Bearer(t.manager)), IsOk());
}

TEST_F(Serving, MessagesHaveALimitThatCanBeSet) {
  const Tenant t = world().NewTenant();
  DaemonOptions options;
  options.max_message_bytes = 2048;
  const auto daemon = world().StartDaemon(options);
  const Wire wire(daemon->address());
  EXPECT_THAT(wire.Call(kList, std::string(4000, '\x08'), Bearer(t.manager)),
              Refused(absl::StatusCode::kResourceExhausted));
  EXPECT_THAT(wire.Call(kList, "", Bearer(t.manager)), IsOk());
}

// The row is held for longer than the caller waits: the write ends there and then, not when the row is free.
TEST_F(Serving, ACallPastItsDeadlineStoresNothing) {
  const Tenant t = world().NewTenant();
  const Participant p = world().NewParticipant(t.manager, t.team);
  const auto entries = sql().Count("SELECT count(*) FROM journal.entry");
  const std::string request = Rename(p);
  Hold hold(p);
  EXPECT_THAT(world().wire().Call(kUpdate, request, Bearer(t.manager), absl::Milliseconds(400)),
              Refused(absl::StatusCode::kDeadlineExceeded));
  EXPECT_EQ(Waiting(0), 0) << "nothing of it goes on in the database";
  hold.Release();
  absl::SleepFor(absl::Milliseconds(200));
  EXPECT_EQ(Etag(p), 1);
  EXPECT_EQ(sql().Count("SELECT count(*) FROM journal.entry"), entries);
  EXPECT_THAT(world().wire().Call(kUpdate, request, Bearer(t.manager)), IsOk()) << "the same request id, in time";
  EXPECT_EQ(Etag(p), 2);
}

// One call at work, one that waits for it, and no room for a third.
TEST_F(Serving, MoreCallsThanThereIsRoomForAreTurnedAway) {
  const Tenant t = world().NewTenant();
  const Participant p = world().NewParticipant(t.manager, t.team), q = world().NewParticipant(t.manager, t.team);
  DaemonOptions options;
  options.threads = 1;
  options.queue = 1;
  const auto daemon = world().StartDaemon(options);
  const Wire wire(daemon->address());
  Hold hold(p);
  auto at_work = std::async(std::launch::async, [&] { return wire.Call(kUpdate, Rename(p), Bearer(t.manager)); });
  ASSERT_EQ(Waiting(1), 1);
  auto waits = std::async(std::launch::async, [&] { return wire.Call(kUpdate, Rename(q), Bearer(t.manager)); });
  Outcome turned_away;
  for (int i = 0; i < 100; ++i) {
    // Until the second call has come to wait, this one takes its place, and then finds its own time is up.
    turned_away = wire.Call(kList, "", Bearer(t.manager), absl::Milliseconds(100));
    if (turned_away.code == absl::StatusCode::kResourceExhausted) break;
  }
  EXPECT_THAT(turned_away, AllOf(Refused(absl::StatusCode::kResourceExhausted), Field(&Outcome::reason, "BUSY")));
  hold.Release();
  EXPECT_THAT(at_work.get(), IsOk());
  EXPECT_THAT(waits.get(), testing::AnyOf(IsOk(), Field(&Outcome::reason, "BUSY")));
  EXPECT_EQ(Etag(p), 2);
}

TEST_F(Serving, ACallUnderWayAtTheStopCompletes) {
  const Tenant t = world().NewTenant();
  const Participant p = world().NewParticipant(t.manager, t.team);
  const auto daemon = world().StartDaemon({});
  const Wire wire(daemon->address());
  Hold hold(p);
  auto under_way = std::async(std::launch::async, [&] { return wire.Call(kUpdate, Rename(p), Bearer(t.manager)); });
  ASSERT_EQ(Waiting(1), 1);
  auto stop = std::async(std::launch::async, [&] { daemon->Stop(); });
  absl::SleepFor(absl::Milliseconds(200));
  const Wire late(daemon->address());
  EXPECT_FALSE(late.Call(kList, "", Bearer(t.manager), absl::Seconds(1)).ok()) << "no new calls are taken";
  hold.Release();
  EXPECT_THAT(under_way.get(), IsOk());
  stop.get();
  EXPECT_EQ(Etag(p), 2);
}

// A call that does not end in time is given up; the caller learns that and may ask again.
TEST_F(Serving, TheDrainIsBounded) {
  const Tenant t = world().NewTenant();
  const Participant p = world().NewParticipant(t.manager, t.team);
  DaemonOptions options;
  options.drain = absl::Milliseconds(300);
  const auto daemon = world().StartDaemon(options);
  const Wire wire(daemon->address());
  Hold hold(p);
  const std::string request = Rename(p);
  auto under_way =
      std::async(std::launch::async, [&] { return wire.Call(kUpdate, request, Bearer(t.manager), absl::Seconds(3)); });
  ASSERT_EQ(Waiting(1), 1);
  const absl::Time began = absl::Now();
  auto stop = std::async(std::launch::async, [&] { daemon->Stop(); });
  EXPECT_FALSE(under_way.get().ok());
  EXPECT_LT(absl::Now() - began, absl::Seconds(2))
      << "the caller is told when the drain is over, not when the call's own time is";
  stop.get();
  EXPECT_LT(absl::Now() - began, absl::Seconds(10)) << "no call outlives its deadline, so neither does the server";
  hold.Release();
  EXPECT_THAT(world().wire().Call(kUpdate, request, Bearer(t.manager)), IsOk());
  EXPECT_EQ(Etag(p), 2);
}

}  // namespace
}  // namespace gainful::integration
