// What the log says of calls: enough to find them, nothing of the people they were about.
#include <nlohmann/json.hpp>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "services/common/base/log.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

class Logs : public WorldTest {
 protected:
  // Lines that the services write while `act` runs, at their most talkative.
  static std::string During(const std::function<void()>& act) {
    base::SetLogLevel(base::Level::kDebug);
    testing::internal::CaptureStderr();
    act();
    const std::string text = testing::internal::GetCapturedStderr();
    base::SetLogLevel(base::Level::kError);
    return text;
  }
};

TEST_F(Logs, EveryCallLeavesOneLineThatCanBeFound) {
  const Tenant t = world().NewTenant();
  Metadata metadata = Bearer(t.manager);
  metadata.emplace_back("gainful-request-id", "ticket-4711");
  metadata.emplace_back("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
  const std::string text =
      During([&] { world().wire().Call("/gainful.directory.v1.DirectoryService/ListTeams", "", metadata); });
  std::vector<nlohmann::json> lines;
  std::stringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    const auto parsed = nlohmann::json::parse(line, nullptr, false);
    ASSERT_FALSE(parsed.is_discarded()) << line;
    if (parsed["message"] == "rpc") lines.push_back(parsed);
  }
  ASSERT_EQ(lines.size(), 1);
  EXPECT_EQ(lines[0]["request_id"], "ticket-4711");
  EXPECT_EQ(lines[0]["traceparent"], "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
  EXPECT_EQ(lines[0]["service"], "DirectoryService");
  EXPECT_EQ(lines[0]["method"], "ListTeams");
  EXPECT_EQ(lines[0]["code"], "OK");
  EXPECT_TRUE(lines[0]["ms"].is_number());
}

// Every way in which a value could come into a line: accepted, refused by a rule, by the database, by its reader.
TEST_F(Logs, NoLineHoldsWhatARecordSays) {
  const Tenant t = world().NewTenant();
  const std::string secret = "Zebedee";
  const std::string text = During([&] {
    Participant p;
    p.set_team_id(t.team);
    p.set_name(secret);
    (*p.mutable_local_characteristics())["note"] = secret;
    p.set_source(secret);
    p.set_source_key(secret);
    const Participant made = world().Make(t.manager, p);
    EXPECT_THAT(world().Create(t.manager, p), Refused(absl::StatusCode::kAlreadyExists));
    p.set_lsoa(secret);
    EXPECT_THAT(world().Create(t.manager, p), InvalidFor({"participant.lsoa"}));
    p.set_name(secret + std::string(300, 'x'));
    EXPECT_FALSE(world().Create(t.manager, p, nullptr, secret).ok());
    EXPECT_FALSE(world().Update(t.manager, made, {secret}).ok());
    Participant read;
    EXPECT_FALSE(world().Get(t.manager, secret, &read).ok());
    sql().Run("UPDATE caseload.participant SET sex = '" + secret + "' WHERE id = '" + made.id() + "'");
    EXPECT_THAT(world().Get(t.manager, made.id(), &read), Refused(absl::StatusCode::kInternal));
    world().Call(t.manager, caseload::v1::ListParticipantsRequest());
    world().wire().Call("/gainful.directory.v1.DirectoryService/ListTeams", "", Bearer(secret));
    world().wire().Call("/gainful.directory.v1.DirectoryService/ListTeams", "\x12\x08" + secret + "\xff",
                        Bearer(t.manager));
  });
  EXPECT_THAT(text, testing::HasSubstr("CreateParticipant"));
  EXPECT_THAT(text, testing::Not(testing::HasSubstr(secret)));
  EXPECT_THAT(text, testing::Not(testing::HasSubstr(t.manager.substr(0, 60)))) << "nor a token";
  EXPECT_THAT(text, testing::Not(testing::HasSubstr("ann@example.org"))) << "nor a caller's name";
}

}  // namespace
}  // namespace gainful::integration
