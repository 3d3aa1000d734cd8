// The parts of the write path that need no database: hashes, times, parameters, and whether a schema fits.
#include "services/common/journal/sql.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "gainful/caseload/v1/caseload.pb.h"
#include "services/common/journal/schema.h"
#include "tests/unit/testing.h"

namespace gainful::journal {
namespace {

namespace cl = gainful::caseload::v1;

cl::Participant WithMap(bool backwards) {
  cl::Participant p;
  for (int i = 0; i < 40; ++i) (*p.mutable_local_characteristics())["c" + std::to_string(backwards ? 39 - i : i)] = "x";
  return p;
}

base::Call Writing(const std::string& method) {
  base::Call call;
  call.org = *base::Uuid::Parse("0190a5d2-7c00-7000-8000-00000000000a");
  call.caller_org = *base::Uuid::Parse("0190a5d2-7c00-7000-8000-00000000000b");
  call.caller = "ann";
  call.role = "manager";
  call.purpose = "direct care";
  call.method = method;
  call.now = absl::FromUnixMicros(1709210096123456);
  return call;
}

TEST(RequestHash, ChangesWithTheMethodAndAnyField) {
  const auto hash = [](const std::string& method, const cl::Participant& p) { return RequestHash(Writing(method), p); };
  EXPECT_EQ(hash("CreateParticipant", WithMap(false)).size(), 32u);
  EXPECT_EQ(hash("CreateParticipant", WithMap(false)), hash("CreateParticipant", WithMap(true)));
  EXPECT_NE(hash("CreateParticipant", WithMap(false)), hash("UpdateParticipant", WithMap(false)));
  cl::Participant changed = WithMap(false);
  changed.set_birth_year(0);
  EXPECT_NE(hash("CreateParticipant", WithMap(false)), hash("CreateParticipant", changed)) << "set to 0 is not unset";
  EXPECT_NE(hash("A", cl::Participant()), hash("", cl::Participant()));
}

// A retry is told from a new request by what the caller sent, not by who or when.
TEST(RequestHash, DoesNotDependOnTheCallItself) {
  base::Call later = Writing("CreateParticipant");
  later.now += absl::Hours(1);
  later.role = "specialist";
  later.id = "another";
  EXPECT_EQ(RequestHash(later, WithMap(false)), RequestHash(Writing("CreateParticipant"), WithMap(false)));
}

TEST(TimeText, IsMicrosecondsInUtc) {
  EXPECT_EQ(TimeText(absl::FromUnixMicros(1709210096123456)), "2024-02-29 12:34:56.123456+00");
  EXPECT_EQ(TimeText(absl::FromUnixMicros(1709210096123456) + absl::Nanoseconds(999)), "2024-02-29 12:34:56.123456+00");
  EXPECT_EQ(TimeText(absl::UnixEpoch()), "1970-01-01 00:00:00.000000+00");
}

TEST(BindEntry, FillsTheFifteenParametersOfAnEntry) {
  EntryFacts facts;
  facts.kind = "participant";
  facts.subject = facts.request_id = "0190a5d2-7c00-7000-8000-0000000000c1";
  facts.part = 3;
  facts.request_hash = "\x01\xff";
  facts.changed = {"name", "sex"};
  facts.body = std::string("\0b", 2);
  db::Params params;
  BindEntry(Writing("CreateParticipant"), facts, &params);
  const std::vector<const char*> wanted{"0190a5d2-7c00-7000-8000-00000000000a",
                                        "0190a5d2-7c00-7000-8000-00000000000b",
                                        "ann",
                                        "manager",
                                        "direct care",
                                        "2024-02-29 12:34:56.123456+00",
                                        "CreateParticipant",
                                        "participant",
                                        facts.subject.c_str(),
                                        nullptr,
                                        facts.request_id.c_str(),
                                        "3",
                                        "\\x01ff",
                                        "{\"name\",\"sex\"}",
                                        "\\x0062"};
  ASSERT_EQ(params.size(), static_cast<size_t>(kEntryParams));
  ASSERT_EQ(wanted.size(), params.size());
  for (size_t i = 0; i < wanted.size(); ++i) EXPECT_STREQ(params.pointers()[i], wanted[i]) << "$" << i + 1;
  facts.person = facts.subject;
  db::Params about;
  BindEntry(Writing("CreateParticipant"), facts, &about);
  EXPECT_STREQ(about.pointers()[9], facts.person.c_str());
}

TEST(HeadAndEntry, UsesEveryParameterAndIsGuardedByTheUpdatesRow) {
  for (const char* from : {"", "u"}) {
    const std::string sql = HeadAndEntry(from);
    for (int i = 1; i <= kEntryParams; ++i) EXPECT_TRUE(absl::StrContains(sql, "$" + std::to_string(i) + "::")) << i;
    EXPECT_FALSE(absl::StrContains(sql, "$" + std::to_string(kEntryParams + 1)));
    EXPECT_TRUE(absl::StrContains(sql, "d.org_id = $1::uuid"));
    for (const char* volatile_function : {"now()", "clock_timestamp", "random", "gen_random", "nextval"}) {
      EXPECT_FALSE(absl::StrContains(sql, volatile_function)) << volatile_function;
    }
  }
  EXPECT_TRUE(absl::StrContains(HeadAndEntry("u"), "FROM u WHERE d.org_id = $1::uuid AND u.org_id = d.org_id"));
  EXPECT_FALSE(absl::StrContains(HeadAndEntry(""), "FROM u"));
}

TEST(SchemaFits, NeedsItsOwnVersionOrALaterOneThatStillWorksWithIt) {
  const auto code = [](int database, int oldest, int binary) { return SchemaFits(database, oldest, binary).code(); };
  EXPECT_EQ(code(4, 1, 4), absl::StatusCode::kOk);
  EXPECT_EQ(code(4, 4, 4), absl::StatusCode::kOk) << "the newest migration was made with this binary";
  EXPECT_EQ(code(3, 1, 4), absl::StatusCode::kFailedPrecondition) << "one migration behind";
  EXPECT_EQ(code(0, 0, 4), absl::StatusCode::kFailedPrecondition) << "an empty database";
  EXPECT_EQ(code(5, 4, 4), absl::StatusCode::kOk) << "one ahead, and said to work with this one";
  EXPECT_EQ(code(5, 5, 4), absl::StatusCode::kFailedPrecondition) << "one ahead, and said not to";
  EXPECT_EQ(code(9, 3, 4), absl::StatusCode::kOk);
  EXPECT_EQ(code(9, 9, 4), absl::StatusCode::kFailedPrecondition);
}

TEST(SchemaFits, SaysWhatToDo) {
  EXPECT_EQ(SchemaFits(3, 1, 4).message(),
            "the database's schema is at version 3, this binary needs 4; run tools/migrate");
  EXPECT_EQ(
      SchemaFits(6, 5, 4).message(),
      "the database's schema is at version 6 and no longer works with a binary of version 4; install a newer gainfuld");
}

}  // namespace
}  // namespace gainful::journal
