#include "services/common/auth/token_cache.h"

#include "tests/unit/common/auth/auth_testing.h"

namespace gainful::auth {
namespace {

std::shared_ptr<const Claims> Until(absl::Duration end) {
  auto claims = std::make_shared<Claims>();
  claims->until = TestTime() + end;
  return claims;
}
Digest Token(int i) { return DigestOf(absl::StrCat("token ", i)); }

TEST(DigestOf, IsSha256) {
  const Digest digest = DigestOf("abc");
  EXPECT_EQ(digest[0], 0xba);
  EXPECT_EQ(digest[1], 0x78);
  EXPECT_EQ(digest[31], 0xad);
  EXPECT_NE(DigestOf(""), DigestOf("a"));
}

TEST(TokenCache, RemembersUntilTheEnd) {
  TokenCache cache(10);
  EXPECT_EQ(cache.Find(Token(1), 1, TestTime()), nullptr);
  const auto claims = Until(absl::Minutes(1));
  cache.Put(Token(1), 1, claims);
  EXPECT_EQ(cache.Find(Token(1), 1, TestTime()), claims);
  EXPECT_EQ(cache.Find(Token(2), 1, TestTime()), nullptr);
  EXPECT_EQ(cache.Find(Token(1), 1, TestTime() + absl::Minutes(1) - absl::Nanoseconds(1)), claims);
  EXPECT_EQ(cache.Find(Token(1), 1, TestTime() + absl::Minutes(1)), nullptr);
  EXPECT_EQ(cache.size(), 0u) << "what has ended takes no room";
}

TEST(TokenCache, DoesNotAnswerBeforeTheBeginning) {
  TokenCache cache(10);
  auto claims = std::make_shared<Claims>();
  claims->from = TestTime();
  claims->until = TestTime() + absl::Minutes(1);
  cache.Put(Token(1), 1, claims);
  EXPECT_EQ(cache.Find(Token(1), 1, TestTime() - absl::Seconds(1)), nullptr) << "the clock was set back";
}

TEST(TokenCache, NewKeysEmptyIt) {
  TokenCache cache(10);
  cache.Put(Token(1), 1, Until(absl::Minutes(1)));
  EXPECT_EQ(cache.Find(Token(1), 2, TestTime()), nullptr);
  EXPECT_EQ(cache.size(), 0u);
  cache.Put(Token(1), 1, Until(absl::Minutes(1)));
  EXPECT_EQ(cache.size(), 0u) << "verified with keys that are gone by now";
  cache.Put(Token(1), 3, Until(absl::Minutes(1)));
  EXPECT_NE(cache.Find(Token(1), 3, TestTime()), nullptr);
  EXPECT_EQ(cache.Find(Token(1), 2, TestTime()), nullptr) << "a reader that still has the keys of before";
  EXPECT_NE(cache.Find(Token(1), 3, TestTime()), nullptr);
}

TEST(TokenCache, IsBoundedAndKeepsWhatIsUsed) {
  constexpr int kCapacity = 100;
  TokenCache cache(kCapacity);
  for (int i = 0; i < 10 * kCapacity; ++i) {
    cache.Put(Token(i), 1, Until(absl::Hours(1)));
    EXPECT_LE(cache.size(), static_cast<size_t>(kCapacity));
    EXPECT_NE(cache.Find(Token(0), 1, TestTime()), nullptr) << "asked for all the time, so kept; after " << i;
    EXPECT_NE(cache.Find(Token(i), 1, TestTime()), nullptr);
  }
  EXPECT_EQ(cache.Find(Token(1), 1, TestTime()), nullptr);
}

TEST(TokenCache, ATokenPutAgainTakesNoMoreRoom) {
  TokenCache cache(4);
  for (int round = 0; round < 5; ++round) {
    for (int i = 0; i < 2; ++i) cache.Put(Token(i), 1, Until(absl::Hours(1)));
  }
  EXPECT_NE(cache.Find(Token(0), 1, TestTime()), nullptr);
  EXPECT_NE(cache.Find(Token(1), 1, TestTime()), nullptr);
  EXPECT_EQ(cache.size(), 2u);
}

TEST(TokenCache, MayHaveNoRoomAtAll) {
  TokenCache cache(0);
  cache.Put(Token(1), 1, Until(absl::Hours(1)));
  EXPECT_EQ(cache.Find(Token(1), 1, TestTime()), nullptr);
  EXPECT_EQ(cache.size(), 0u);
}

}  // namespace
}  // namespace gainful::auth
