// The limits of lengths, numbers, patterns and names: the last that passes and the first that does not.
#include <climits>
#include <random>

#include "gainful/placement/v1/job.pb.h"
#include "tests/unit/common/base/field_testing.h"

namespace gainful::base {
namespace {

namespace cl = gainful::caseload::v1;
using gainful::testing::Listed;

Listed Named(const std::string& name) {
  auto q = GoodParticipant();
  q.mutable_participant()->set_name(name);
  return Check(q);
}

const Listed& TooLong() {
  static const auto* list = new Listed(One("participant.name", "must have at most 200 characters"));
  return *list;
}

TEST(TextLength, CountsCharactersNotBytes) {
  for (const char* character : {"x", "é", "語", "😀"}) {
    EXPECT_EQ(Named(Times(200, character)), None()) << character;
    EXPECT_EQ(Named(Times(201, character)), TooLong()) << character;
  }
}

// A code point as the table in RFC 3629 writes it.
std::string Utf8(std::uint32_t c) {
  const auto tail = [c](int shift) { return static_cast<char>(0x80 | ((c >> shift) & 0x3f)); };
  if (c < 0x80) return {static_cast<char>(c)};
  if (c < 0x800) return {static_cast<char>(0xc0 | c >> 6), tail(0)};
  if (c < 0x10000) return {static_cast<char>(0xe0 | c >> 12), tail(6), tail(0)};
  return {static_cast<char>(0xf0 | c >> 18), tail(12), tail(6), tail(0)};
}

TEST(TextLength, IsRightForAnyMixtureOfCharacters) {
  std::mt19937 random(7);
  const std::uint32_t ranges[][2] = {
      {0x21, 0x7e}, {0x80, 0x7ff}, {0x800, 0xd7ff}, {0xe000, 0xffff}, {0x10000, 0x10ffff}};
  for (int round = 0; round < 300; ++round) {
    const int n = 195 + static_cast<int>(random() % 11);
    std::string text;
    for (int i = 0; i < n; ++i) {
      const auto& range = ranges[random() % 5];
      text += Utf8(range[0] + random() % (range[1] - range[0] + 1));
    }
    EXPECT_EQ(Named(text), n <= 200 ? None() : TooLong()) << n;
  }
}

TEST(TextLength, HasItsOwnLimitWhereTheContractSetsOne) {
  auto q = GoodParticipant();
  q.mutable_participant()->set_source(Times(60, "ü"));
  q.mutable_participant()->set_source_key(Times(120, "ü"));
  EXPECT_EQ(Check(q), None());
  q.mutable_participant()->set_source(Times(61, "ü"));
  q.mutable_participant()->set_source_key(Times(121, "ü"));
  EXPECT_EQ(Check(q), (Listed{{"participant.source", "must have at most 60 characters"},
                              {"participant.source_key", "must have at most 120 characters"}}));
}

TEST(TextContent, HoldsNoNulByteAnywhere) {
  for (const std::string& text : {std::string("\0", 1), std::string("\0Ann", 4), std::string("A\0nn", 4),
                                  std::string("Ann\0", 4), std::string(300, '\0')}) {
    EXPECT_EQ(Named(text), One("participant.name", "must not hold a NUL byte"));
  }
  auto q = GoodParticipant();
  q.set_request_id(std::string(kId) + '\0');
  EXPECT_EQ(Check(q), One("request_id", "must not hold a NUL byte"));
}

TEST(Patterns, MatchTheWholeText) {
  const auto lsoa = [](const std::string& text) {
    auto q = GoodParticipant();
    q.mutable_participant()->set_lsoa(text);
    return Check(q);
  };
  for (const char* good : {"", "E01000001", "W01001958"}) EXPECT_EQ(lsoa(good), None()) << good;
  for (const char* bad : {"E0100001", "E010000010", " E01000001", "E01000001 ", "E01000001\n", "e01000001", "S01006506",
                          "E02000001", "E0100000A", "E01000001|W01000001", " "}) {
    EXPECT_EQ(lsoa(bad), One("participant.lsoa", "must be an LSOA code, such as E01000001")) << bad;
  }
  const auto ods = [](const std::string& text) {
    auto q = GoodOrganisation();
    q.mutable_organisation()->set_ods_code(text);
    return Check(q);
  };
  for (const char* good : {"", "RX3", "A12", "ABCDEFGH12"}) EXPECT_EQ(ods(good), None()) << good;
  for (const char* bad : {"RX", "ABCDEFGH123", "rx3", "RX-3", "RX3\n", "ÄÖÜ"}) {
    EXPECT_EQ(ods(bad), One("organisation.ods_code", "must be 3 to 10 capital letters or digits, such as RX3")) << bad;
  }
}

TEST(Uuids, MayBeInEitherCaseAndAreOptionalWhereNotRequired) {
  cl::ListJourneysRequest q;
  EXPECT_EQ(Check(q), None());
  q.set_team_id("0190A5D2-7C00-7000-8000-00000000000A");
  EXPECT_EQ(Check(q), None());
  q.set_team_id(" ");
  EXPECT_EQ(Check(q), One("team_id", "must be a UUID, such as 0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"));
}

TEST(Numbers, HaveALastGoodOneAtEitherEnd) {
  struct Range {
    std::string field;
    std::int64_t min, max;
  };
  const auto check = [](auto request, google::protobuf::Message* record, const Range& range, std::int64_t number) {
    const auto* f = record->GetDescriptor()->FindFieldByName(range.field);
    record->GetReflection()->SetInt32(record, f, static_cast<std::int32_t>(number));
    Violations v;
    CheckFields(*request, TestDay(), &v);
    return v.list();
  };
  const auto probe = [&](auto request, google::protobuf::Message* record, const std::string& prefix,
                         const Range& range) {
    const Listed wrong =
        One(prefix + range.field, "must be from " + std::to_string(range.min) + " to " + std::to_string(range.max));
    for (const auto good : {range.min, range.min + 1, range.max - 1, range.max}) {
      EXPECT_EQ(check(request, record, range, good), None()) << range.field << " " << good;
    }
    for (const std::int64_t bad : {range.min - 1, range.max + 1, std::int64_t{INT_MIN}, std::int64_t{INT_MAX}}) {
      EXPECT_EQ(check(request, record, range, bad), wrong) << range.field << " " << bad;
    }
  };
  auto participant = GoodParticipant();
  probe(&participant, participant.mutable_participant(), "participant.", {"imd_quintile", 1, 5});
  participant = GoodParticipant();
  probe(&participant, participant.mutable_participant(), "participant.", {"birth_year", 1900, 2100});
  auto spell = GoodSpell();
  probe(&spell, spell.mutable_spell(), "spell.", {"weekly_minutes", 1, 10080});
  spell = GoodSpell();
  probe(&spell, spell.mutable_spell(), "spell.", {"hourly_pay_pence", 0, 1000000});
  cl::ListParticipantsRequest list;
  probe(&list, &list, "", {"page_size", 0, 1000});
}

TEST(Numbers, OfAnOptionalFieldAreCheckedOnlyWhenSet) {
  auto q = GoodParticipant();
  EXPECT_EQ(Check(q), None()) << "not set";
  q.mutable_participant()->set_imd_quintile(0);
  EXPECT_EQ(Check(q), One("participant.imd_quintile", "must be from 1 to 5")) << "set to 0 is not unset";
}

TEST(Numbers, OfARequiredFieldAreMissedAndMayBeNought) {
  gainful::placement::v1::SpellWeek week;
  week.set_spell_id(kId);
  *week.mutable_week_from() = gainful::testing::Date("2024-02-05");
  EXPECT_EQ(Check(week), One("paid_minutes", "must be given"));
  week.set_paid_minutes(0);
  EXPECT_EQ(Check(week), None());
}

TEST(Numbers, MayHaveSixtyFourBits) {
  gainful::placement::v1::ImportRow row;
  row.set_journey_key("k");
  *row.mutable_spell() = GoodSpell().spell();
  for (const std::int64_t good : {1LL, 1000000000LL}) {
    row.set_line(good);
    EXPECT_EQ(Check(row), None()) << good;
  }
  // The last is 1 in its lower half.
  for (const std::int64_t bad : {0LL, -1LL, 1000000001LL, (1LL << 32) + 1}) {
    row.set_line(bad);
    EXPECT_EQ(Check(row), One("line", "must be from 1 to 1000000000")) << bad;
  }
}

Listed Local(const std::string& name, const std::string& value) {
  auto q = GoodParticipant();
  (*q.mutable_participant()->mutable_local_characteristics())[name] = value;
  return Check(q);
}

TEST(LocalCharacteristics, HavePlainNames) {
  for (const std::string& good :
       {std::string("a"), std::string("race"), std::string("aid_1973"), std::string(60, 'a')}) {
    EXPECT_EQ(Local(good, "x"), None()) << good;
  }
  const Listed wrong = One("participant.local_characteristics",
                           "names must be of small letters, digits and _, beginning with a letter, at most 60");
  for (const std::string& bad : {std::string(), std::string(61, 'a'), std::string("1a"), std::string("_a"),
                                 std::string("Race"), std::string("a b"), std::string("a-b"), std::string("a.b"),
                                 std::string("ä"), std::string("a\n"), std::string("a\0", 2)}) {
    EXPECT_EQ(Local(bad, "x"), wrong) << bad << ": the name itself may be anything, so it is not repeated";
  }
}

TEST(LocalCharacteristics, HaveTextsAsLongAsAnyOther) {
  EXPECT_EQ(Local("race", ""), None());
  EXPECT_EQ(Local("race", Times(200, "é")), None());
  EXPECT_EQ(Local("race", Times(201, "é")),
            One("participant.local_characteristics.race", "must have at most 200 characters"));
  EXPECT_EQ(Local("race", std::string("a\0", 2)),
            One("participant.local_characteristics.race", "must not hold a NUL byte"));
}

TEST(LocalCharacteristics, AreFiftyAtMost) {
  auto q = GoodParticipant();
  for (int i = 0; i < 50; ++i)
    (*q.mutable_participant()->mutable_local_characteristics())["c" + std::to_string(i)] = "x";
  EXPECT_EQ(Check(q), None());
  (*q.mutable_participant()->mutable_local_characteristics())["one_more"] = "x";
  EXPECT_EQ(Check(q), One("participant.local_characteristics", "must have at most 50 entries"));
}

}  // namespace
}  // namespace gainful::base
