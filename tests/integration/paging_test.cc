// Lists in pages: each record once, in order, whatever else is written meanwhile.
#include <algorithm>
#include <atomic>
#include <cctype>
#include <set>
#include <thread>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

using caseload::v1::ListParticipantsRequest;
using caseload::v1::ListParticipantsResponse;
using directory::v1::ListProgrammesRequest;
using directory::v1::ListTeamsRequest;
using directory::v1::ListTeamsResponse;

class Paging : public LiveWorldTest {
 protected:
  std::set<std::string> NewPeople(const Tenant& t, int n) {
    std::set<std::string> ids;
    for (int i = 0; i < n; ++i) ids.insert(world().NewParticipant(t.manager, t.team).id());
    return ids;
  }

  // Ids in the order in which all pages of a list give them.
  std::vector<std::string> Walk(const std::string& token, ListParticipantsRequest request, int* pages = nullptr) {
    std::vector<std::string> ids;
    do {
      ListParticipantsResponse page;
      World::MustBeOk(world().Call(token, request, &page));
      for (const auto& p : page.participants()) ids.push_back(p.id());
      request.set_page_token(page.next_page_token());
      if (pages != nullptr) ++*pages;
    } while (!request.page_token().empty());
    return ids;
  }
};

TEST_F(Paging, EveryRecordComesOnceAndInOrder) {
  const Tenant t = world().NewTenant();
  const auto people = NewPeople(t, 137);
  ListParticipantsRequest request;
  for (const int size : {10, 1, 137, 1000, 0}) {
    request.set_page_size(size);
    int pages = 0;
    const auto ids = Walk(t.manager, request, &pages);
    EXPECT_EQ(ids, std::vector<std::string>(people.begin(), people.end())) << "a set is in order";
    // A full last page cannot know that it is the last.
    EXPECT_EQ(pages, size == 0 ? 3 : 137 / size + 1);
  }
}

TEST_F(Paging, RecordsMadeMeanwhileDisturbNothing) {
  const Tenant t = world().NewTenant();
  const auto before = NewPeople(t, 137);
  std::atomic<bool> done{false};
  std::thread writer([&] {
    while (!done) world().NewParticipant(t.manager, t.team);
  });
  ListParticipantsRequest request;
  request.set_page_size(10);
  const auto ids = Walk(t.manager, request);
  done = true;
  writer.join();
  EXPECT_TRUE(std::is_sorted(ids.begin(), ids.end()));
  const std::set<std::string> seen(ids.begin(), ids.end());
  EXPECT_EQ(seen.size(), ids.size());
  EXPECT_TRUE(std::includes(seen.begin(), seen.end(), before.begin(), before.end()));
}

TEST_F(Paging, AListCanBeOfOneTeam) {
  const Tenant t = world().NewTenant();
  const auto people = NewPeople(t, 5);
  world().NewParticipant(t.manager, t.other_team);
  ListParticipantsRequest request;
  request.set_team_id(t.team);
  request.set_page_size(2);
  EXPECT_EQ(Walk(t.manager, request), std::vector<std::string>(people.begin(), people.end()));
  std::string capitals = t.team;
  std::transform(capitals.begin(), capitals.end(), capitals.begin(), [](char c) { return std::toupper(c); });
  request.set_team_id(capitals);
  EXPECT_EQ(Walk(t.manager, request).size(), 5);
}

TEST_F(Paging, SeveralTeamsMakeOneList) {
  const Tenant t = world().NewTenant();
  std::vector<std::string> ids;
  for (int i = 0; i < 7; ++i) ids.push_back(world().NewParticipant(t.manager, i % 3 == 0 ? t.other_team : t.team).id());
  std::sort(ids.begin(), ids.end());
  for (const auto& teams : {std::vector<std::string>{t.team, t.other_team}, {t.other_team, t.team, t.other_team}}) {
    const std::string both = world().Token({t.org, {"specialist"}, teams});
    for (const int size : {1, 2, 7, 50}) {
      ListParticipantsRequest request;
      request.set_page_size(size);
      EXPECT_EQ(Walk(both, request), ids);
    }
  }
  EXPECT_TRUE(Walk(world().Token({t.org, {"specialist"}}), ListParticipantsRequest()).empty());
}

// A token is of use to the query that it came from, with pages of any size, and to no other.
TEST_F(Paging, ATokenBelongsToItsQuery) {
  const Tenant t = world().NewTenant(), other = world().NewTenant();
  NewPeople(t, 5);
  ListParticipantsRequest request;
  request.set_page_size(2);
  ListParticipantsResponse page;
  ASSERT_THAT(world().Call(t.manager, request, &page), IsOk());
  request.set_page_token(page.next_page_token());
  request.set_page_size(3);
  ASSERT_THAT(world().Call(t.manager, request, &page), IsOk());
  EXPECT_EQ(page.participants_size(), 3);
  const auto refused = InvalidFor({"page_token"});
  EXPECT_THAT(world().Call(other.manager, request), refused);
  ListParticipantsRequest filtered = request;
  filtered.set_team_id(t.team);
  EXPECT_THAT(world().Call(t.manager, filtered), refused);
  ListTeamsRequest teams;
  teams.set_page_token(request.page_token());
  EXPECT_THAT(world().Call(t.manager, teams), refused);
  for (const std::string& token :
       {std::string("x"), std::string("AAAA"), request.page_token() + "A", request.page_token().substr(4),
        std::string(70, 'A'), std::string(200, '_'), std::string("\xC3\xA9")}) {
    request.set_page_token(token);
    EXPECT_THAT(world().Call(t.manager, request), refused) << token;
  }
  request.set_page_token(std::string("a\0b", 3));
  EXPECT_THAT(world().Call(t.manager, request), refused);
  request.set_page_token(std::string(1000, 'A'));
  EXPECT_THAT(world().Call(t.manager, request), refused);
}

// Two lists of one shape: a token of the one is none of the other's.
TEST_F(Paging, ATokenBelongsToItsMethod) {
  const Tenant t = world().NewTenant();
  ListTeamsRequest teams;
  teams.set_page_size(1);
  ListTeamsResponse page;
  ASSERT_THAT(world().Call(t.manager, teams, &page), IsOk());
  ASSERT_NE(page.next_page_token(), "");
  ListProgrammesRequest programmes;
  programmes.set_page_token(page.next_page_token());
  EXPECT_THAT(world().Call(t.manager, programmes), InvalidFor({"page_token"}));
}

// Tokens travel through logs and histories of others: they hold ids and a digest, nobody's name.
TEST_F(Paging, ATokenHoldsNoPersonalData) {
  const Tenant t = world().NewTenant();
  NewPeople(t, 2);
  ListParticipantsRequest request;
  request.set_page_size(1);
  ListParticipantsResponse page;
  ASSERT_THAT(world().Call(t.manager, request, &page), IsOk());
  std::string raw;
  ASSERT_TRUE(absl::WebSafeBase64Unescape(page.next_page_token(), &raw));
  EXPECT_EQ(raw.size(), 16 + 36);
  EXPECT_EQ(raw.substr(16), page.participants(0).id());
}

}  // namespace
}  // namespace gainful::integration
