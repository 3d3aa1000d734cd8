#include "services/common/base/ids.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <random>
#include <set>
#include <thread>

#include "absl/hash/hash.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"

namespace gainful::base {
namespace {

constexpr char kCanonical[] = "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";

// The obvious way to print sixteen bytes.
std::string Print(const std::array<unsigned, 16>& b) {
  char text[37];
  std::snprintf(text, sizeof(text), "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", b[0], b[1],
                b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]);
  return text;
}

TEST(Uuid, ParsesTheCanonicalFormInEitherCaseAndPrintsSmallLetters) {
  for (const char* text :
       {kCanonical, "0190A1B2-C3D4-7E5F-8A9B-0C1D2E3F4A5B", "0190a1B2-c3D4-7e5F-8A9b-0C1d2e3F4a5B"}) {
    const auto id = Uuid::Parse(text);
    ASSERT_TRUE(id.has_value()) << text;
    EXPECT_EQ(id->ToString(), kCanonical);
  }
}

TEST(Uuid, IsAllZerosAtFirst) {
  EXPECT_EQ(Uuid().ToString(), "00000000-0000-0000-0000-000000000000");
  EXPECT_EQ(Uuid::Parse("00000000-0000-0000-0000-000000000000"), Uuid());
  EXPECT_EQ(Uuid::Parse("ffffffff-ffff-ffff-ffff-ffffffffffff")->ToString(), "ffffffff-ffff-ffff-ffff-ffffffffffff");
}

TEST(Uuid, RefusesOtherLengthsAndForms) {
  const std::string text = kCanonical;
  for (size_t n = 0; n < text.size(); ++n) EXPECT_FALSE(Uuid::Parse(text.substr(0, n)).has_value()) << n;
  for (const std::string& wrong :
       {text + "0", text + " ", " " + text, text + "\n", "{" + text + "}", "urn:uuid:" + text, text + text,
        std::string("0190a1b2c3d47e5f8a9b0c1d2e3f4a5b"), std::string("0190a1b2-c3d47-e5f-8a9b-0c1d2e3f4a5b"),
        std::string("0190a1b2c3d4-7e5f-8a9b--0c1d2e3f4a5b"), text + std::string(1, '\0')}) {
    EXPECT_FALSE(Uuid::Parse(wrong).has_value()) << wrong;
  }
}

TEST(Uuid, RefusesAWrongCharacterAtEveryPlace) {
  // The neighbours of the digits and letters in ASCII, and what other parsers pass over.
  const std::string wrong("/:@G`g -_+.\0\x80\xff\n", 15);
  for (size_t i = 0; i < 36; ++i) {
    for (const char c : wrong) {
      std::string text = kCanonical;
      if (text[i] == c) continue;
      text[i] = c;
      EXPECT_FALSE(Uuid::Parse(text).has_value()) << i << " " << absl::CEscape(text);
    }
    if (std::string(kCanonical)[i] != '-') continue;
    std::string text = kCanonical;
    text[i] = '0';
    EXPECT_FALSE(Uuid::Parse(text).has_value()) << "a digit in a dash's place, " << i;
  }
}

TEST(Uuid, PrintsWhatItParsedForAnyBytesAndSortsAsItsBytes) {
  std::mt19937 random(20240229);
  std::array<unsigned, 16> last{};
  for (int round = 0; round < 5000; ++round) {
    std::array<unsigned, 16> bytes;
    for (auto& b : bytes) b = random() & 0xff;
    const std::string text = Print(bytes);
    const auto id = Uuid::Parse(text), upper = Uuid::Parse(absl::AsciiStrToUpper(text));
    ASSERT_TRUE(id && upper) << text;
    EXPECT_EQ(id->ToString(), text);
    EXPECT_EQ(*id, *upper);
    EXPECT_EQ(absl::Hash<Uuid>()(*id), absl::Hash<Uuid>()(*upper));
    EXPECT_EQ(*id < *Uuid::Parse(Print(last)), bytes < last);
    EXPECT_EQ(*id != *Uuid::Parse(Print(last)), bytes != last);
    last = bytes;
  }
}

TEST(UuidV7, HoldsTheMillisecondsVersionAndVariantOfRfc9562) {
  // The time of the RFC's own example, appendix A.6: 2022-02-22T19:22:22Z.
  const absl::Time time = absl::FromUnixMillis(0x017f22e279b0);
  for (int i = 0; i < 1000; ++i) {
    const std::string text = Uuid::V7(time).ToString();
    EXPECT_EQ(text.substr(0, 13), "017f22e2-79b0");
    EXPECT_EQ(text[14], '7') << text;
    EXPECT_NE(std::string("89ab").find(text[19]), std::string::npos) << text;
  }
}

TEST(UuidV7, CutsWhatIsBelowAMillisecond) {
  const absl::Time time = absl::FromUnixMillis(0x017f22e279b0);
  EXPECT_EQ(Uuid::V7(time - absl::Nanoseconds(1)).ToString().substr(0, 13), "017f22e2-79af");
  EXPECT_EQ(Uuid::V7(time + absl::Nanoseconds(999999)).ToString().substr(0, 13), "017f22e2-79b0");
  EXPECT_EQ(Uuid::V7(time + absl::Milliseconds(1)).ToString().substr(0, 13), "017f22e2-79b1");
  EXPECT_EQ(Uuid::V7(absl::UnixEpoch()).ToString().substr(0, 13), "00000000-0000");
}

TEST(UuidV7, SortsByTheMillisecondItWasMade) {
  // Across every byte's carry.
  for (const std::int64_t ms : {0LL, 255LL, 65535LL, 0xffffffLL, 0xffffffffLL, 0x017f22e279b0LL, 0x01ffffffffffLL}) {
    for (int i = 0; i < 100; ++i) {
      const Uuid before = Uuid::V7(absl::FromUnixMillis(ms)), after = Uuid::V7(absl::FromUnixMillis(ms + 1));
      EXPECT_LT(before, after) << ms;
      EXPECT_LT(before.ToString(), after.ToString()) << "as text too: the database sorts either way";
    }
  }
}

TEST(UuidV7, NeverComesTwice) {
  const absl::Time now = absl::FromUnixMillis(1750000000000);
  std::vector<std::vector<Uuid>> made(4);
  std::vector<std::thread> threads;
  for (auto& mine : made) {
    threads.emplace_back([&mine, now] {
      for (int i = 0; i < 25000; ++i) mine.push_back(Uuid::V7(now));
    });
  }
  for (auto& thread : threads) thread.join();
  std::set<Uuid> all;
  for (const auto& mine : made) all.insert(mine.begin(), mine.end());
  EXPECT_EQ(all.size(), 100000u) << "within one millisecond, from several threads";
}

TEST(UuidV7, SortsInTheOrderOfMakingWithinAMillisecond) {
  // More than the counter's twelve bits hold: then ids borrow from the next millisecond.
  const absl::Time now = absl::FromUnixMillis(1760000000000);
  Uuid last = Uuid::V7(now);
  for (int i = 0; i < 10000; ++i) {
    const Uuid next = Uuid::V7(now);
    ASSERT_LT(last, next) << i;
    last = next;
  }
}

TEST(UuidV7, NeverComesTwiceWhenTheClockGoesBack) {
  std::set<Uuid> seen;
  for (int i = 0; i < 20000; ++i)
    EXPECT_TRUE(seen.insert(Uuid::V7(absl::FromUnixMillis(1760000000000 + i % 2))).second);
}

// Behind the counter there are 62 bits that nobody can guess.
TEST(UuidV7, IsRandomInEveryBitBehindTheCounter) {
  std::array<int, 128> ones{};
  constexpr int kRounds = 2000;
  for (int i = 0; i < kRounds; ++i) {
    std::string hex = Uuid::V7(absl::UnixEpoch()).ToString();
    hex.erase(std::remove(hex.begin(), hex.end(), '-'), hex.end());
    const std::string bytes = absl::HexStringToBytes(hex);
    for (size_t bit = 66; bit < 128; ++bit)
      ones[bit] += (static_cast<unsigned char>(bytes[bit / 8]) >> (7 - bit % 8)) & 1;
  }
  for (size_t bit = 66; bit < 128; ++bit) {
    // Ten standard deviations about the middle: a fair bit does not leave this range in the age of the universe.
    EXPECT_NEAR(ones[bit], kRounds / 2, 224) << "bit " << bit;
  }
}

TEST(UuidFromSeed, IsTheSameOnEveryMachine) {
  // printf gainful | sha256sum gives e359ab9de3a51a0a271c08c2b98c1361..., that of no text e3b0c44298fc1c149afbf4c8...
  EXPECT_EQ(Uuid::FromSeed("gainful").ToString(), "e359ab9d-e3a5-8a0a-a71c-08c2b98c1361");
  EXPECT_EQ(Uuid::FromSeed("").ToString(), "e3b0c442-98fc-8c14-9afb-f4c8996fb924");
  EXPECT_EQ(Uuid::FromSeed("gainful"), Uuid::FromSeed(std::string("gainful")));
  EXPECT_NE(Uuid::FromSeed("gainful"), Uuid::FromSeed(absl::string_view("gainful\0", 8)));
}

TEST(UuidFromSeed, IsAUuidV8) {
  std::set<Uuid> seen;
  for (int i = 0; i < 1000; ++i) {
    const Uuid id = Uuid::FromSeed(std::to_string(i));
    const std::string text = id.ToString();
    EXPECT_EQ(text[14], '8') << text;
    EXPECT_NE(std::string("89ab").find(text[19]), std::string::npos) << text;
    EXPECT_TRUE(seen.insert(id).second);
  }
}

TEST(Sha256, GivesTheKnownAnswers) {
  const auto hex = [](absl::string_view data) { return absl::BytesToHexString(Sha256(data)); };
  // FIPS 180-2, appendix B, and the empty message.
  EXPECT_EQ(hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(hex(std::string(1000000, 'a')), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  EXPECT_NE(hex(absl::string_view("\0", 1)), hex("")) << "a NUL byte counts";
}

}  // namespace
}  // namespace gainful::base
