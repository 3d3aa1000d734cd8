#include "services/common/journal/page.h"

#include <random>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "services/common/base/status.h"
#include "tests/contract_files.h"
#include "tests/unit/testing.h"

namespace gainful::journal {
namespace {

namespace cl = gainful::caseload::v1;

constexpr char kOrg[] = "0190a5d2-7c00-7000-8000-00000000000a";
constexpr char kOtherOrg[] = "0190a5d2-7c00-7000-8000-00000000000b";
constexpr char kPerson[] = "0190a5d2-7c00-7000-8000-0000000000c1";
constexpr char kOtherPerson[] = "0190a5d2-7c00-7000-8000-0000000000c2";
constexpr char kLast[] = "0190a5d2-7c00-7000-8000-0000000000d1";

base::Call CallOf(const std::string& org, const std::string& method) {
  base::Call call;
  call.org = *base::Uuid::Parse(org);
  call.method = method;
  return call;
}

cl::ListJourneysRequest JourneysOf(const std::string& person) {
  cl::ListJourneysRequest q;
  q.set_participant_id(person);
  return q;
}

const base::Call& List() {
  static const auto* call = new base::Call(CallOf(kOrg, "ListJourneys"));
  return *call;
}

std::string Token() { return MakePageToken(List(), JourneysOf(kPerson), *base::Uuid::Parse(kLast)); }

absl::StatusOr<Page> Read(const base::Call& call, cl::ListJourneysRequest q, const std::string& token) {
  q.set_page_token(token);
  return ReadPage(call, q);
}

void ExpectRefused(const absl::StatusOr<Page>& page, const std::string& what) {
  ASSERT_FALSE(page.ok()) << what;
  EXPECT_EQ(page.status().code(), absl::StatusCode::kInvalidArgument) << what;
  EXPECT_TRUE(absl::StartsWith(page.status().message(), "page_token: ")) << page.status();
  EXPECT_TRUE(page.status().GetPayload(base::kBadRequestUrl).has_value()) << what;
}

TEST(ReadPage, BeginsAtTheBeginningWithFifty) {
  const auto page = ReadPage(List(), cl::ListJourneysRequest());
  ASSERT_TRUE(page.ok());
  EXPECT_EQ(page->after, base::Uuid());
  EXPECT_EQ(page->size, 50);
  EXPECT_TRUE(page->filters.empty());
}

TEST(ReadPage, TakesTheSizeAskedFor) {
  for (const int size : {1, 49, 51, 1000}) {
    cl::ListJourneysRequest q;
    q.set_page_size(size);
    EXPECT_EQ(ReadPage(List(), q)->size, size);
  }
}

TEST(ReadPage, FindsTheFiltersThatAreSet) {
  cl::ListJourneysRequest q = JourneysOf(kPerson);
  q.set_team_id(kOrg);
  q.set_page_size(10);
  const auto page = ReadPage(List(), q);
  ASSERT_TRUE(page.ok());
  ASSERT_EQ(page->filters.size(), 2u);
  EXPECT_EQ(page->filters[0]->name(), "participant_id");
  EXPECT_EQ(page->filters[1]->name(), "team_id");
}

TEST(PageToken, LeadsToTheIdItWasMadeOf) {
  const auto page = Read(List(), JourneysOf(kPerson), Token());
  ASSERT_TRUE(page.ok()) << page.status();
  EXPECT_EQ(page->after.ToString(), kLast);
}

TEST(PageToken, LetsThePageSizeChange) {
  auto q = JourneysOf(kPerson);
  q.set_page_size(7);
  const auto page = Read(List(), q, Token());
  ASSERT_TRUE(page.ok()) << page.status();
  EXPECT_EQ(page->size, 7);
  EXPECT_EQ(page->after.ToString(), kLast);
}

TEST(PageToken, BelongsToItsQuery) {
  ExpectRefused(Read(CallOf(kOtherOrg, "ListJourneys"), JourneysOf(kPerson), Token()), "another organisation");
  ExpectRefused(Read(CallOf(kOrg, "ListSpells"), JourneysOf(kPerson), Token()), "another method");
  ExpectRefused(Read(List(), JourneysOf(kOtherPerson), Token()), "another filter");
  ExpectRefused(Read(List(), cl::ListJourneysRequest(), Token()), "no filter");
  auto more = JourneysOf(kPerson);
  more.set_team_id(kPerson);
  ExpectRefused(Read(List(), more, Token()), "one filter more");
  cl::ListJourneysRequest moved;
  moved.set_programme_id(kPerson);
  ExpectRefused(Read(List(), moved, Token()), "the same value in another filter");
}

TEST(PageToken, MustBeWhole) {
  const std::string token = Token();
  for (size_t n = 1; n < token.size(); ++n)
    ExpectRefused(Read(List(), JourneysOf(kPerson), token.substr(0, n)), std::to_string(n));
  ExpectRefused(Read(List(), JourneysOf(kPerson), token + "AAAA"), "too long");
  ExpectRefused(Read(List(), JourneysOf(kPerson), token + token), "twice");
}

TEST(PageToken, MustBeOneOfOurs) {
  for (const std::string& garbage :
       {std::string("x"), std::string("none"), std::string("%%%%"), std::string(70, 'A'), std::string(1 << 16, 'A'),
        std::string(kLast), std::string("\0\0", 2), std::string("日本"),
        absl::WebSafeBase64Escape(std::string(52, '\0')), absl::WebSafeBase64Escape(std::string(16, '\0') + kLast)}) {
    ExpectRefused(Read(List(), JourneysOf(kPerson), garbage), garbage.substr(0, 80));
  }
}

// Whoever changes any part of the digest gets another query's token; whoever changes the id only moves their own page.
TEST(PageToken, IsRefusedWithAnyByteOfItsDigestChanged) {
  std::string raw;
  ASSERT_TRUE(absl::WebSafeBase64Unescape(Token(), &raw));
  ASSERT_EQ(raw.size(), 52u);
  for (size_t i = 0; i < 16; ++i) {
    std::string changed = raw;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    ExpectRefused(Read(List(), JourneysOf(kPerson), absl::WebSafeBase64Escape(changed)), std::to_string(i));
  }
  for (size_t i = 16; i < 52; ++i) {
    std::string changed = raw;
    changed[i] = 'x';
    ExpectRefused(Read(List(), JourneysOf(kPerson), absl::WebSafeBase64Escape(changed)), "no UUID any more");
  }
}

TEST(PageToken, SurvivesRandomGarbage) {
  std::mt19937 random(1);
  for (int round = 0; round < 2000; ++round) {
    std::string raw(random() % 80, '\0');
    for (char& c : raw) c = static_cast<char>(random());
    if (raw.empty()) continue;
    ExpectRefused(Read(List(), JourneysOf(kPerson), absl::WebSafeBase64Escape(raw)), "random");
    ExpectRefused(Read(List(), JourneysOf(kPerson), raw), "random");
  }
}

TEST(PageToken, HoldsNothingOfTheQueryInTheClear) {
  std::string raw;
  ASSERT_TRUE(absl::WebSafeBase64Unescape(Token(), &raw));
  EXPECT_EQ(raw.find(kPerson), std::string::npos);
  EXPECT_EQ(raw.find(kOrg), std::string::npos);
  EXPECT_EQ(Token().find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_="),
            std::string::npos)
      << "safe in a URL";
}

// ReadPage and the SQL of lists take every field but the page's own for a filter on the column of its name: a text, a day, or the code of an enum's value.
TEST(ListRequests, HaveFiltersOfTextCodesOrConditionsOnly) {
  int lists = 0;
  for (const auto* file : ContractFiles()) {
    if (file->package() == "gainful.exchange.v1")
      continue;  // what is shared is no record, and its lists are SQL of their own
    for (int i = 0; i < file->message_type_count(); ++i) {
      const auto* type = file->message_type(i);
      if (!absl::StartsWith(type->name(), "List") || !absl::EndsWith(type->name(), "Request")) continue;
      ++lists;
      ASSERT_NE(type->FindFieldByName("page_size"), nullptr) << type->name();
      ASSERT_NE(type->FindFieldByName("page_token"), nullptr) << type->name();
      for (int f = 0; f < type->field_count(); ++f) {
        if (type->field(f)->name() == "page_size") continue;
        const auto filter = type->field(f)->cpp_type();
        const auto* part = type->field(f)->message_type();
        const bool is_day = part != nullptr && part->full_name() == "google.type.Date";
        EXPECT_TRUE(filter == google::protobuf::FieldDescriptor::CPPTYPE_STRING ||
                    filter == google::protobuf::FieldDescriptor::CPPTYPE_ENUM ||
                    filter == google::protobuf::FieldDescriptor::CPPTYPE_BOOL || is_day)
            << type->field(f)->full_name();
        EXPECT_FALSE(type->field(f)->is_repeated()) << type->field(f)->full_name();
      }
    }
  }
  EXPECT_EQ(lists, 65);
}

}  // namespace
}  // namespace gainful::journal
