// Blind: until every reviewer has locked their sheet, nobody but its author can tell anything of one, by whatever they call.
#include <map>
#include <set>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "tests/integration/fidelity_fixture.h"

namespace gainful::integration {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr char kTelling[] = "Jobs are found mostly by phone";

// The ids that a request may be asked with. Those of the sheet and of a score on it are of nothing before there is one.
struct Ids {
  std::string review, reviewer, staff, team, sheet, score;
};

class FidelityBlindness : public WorldTest {
 protected:
  static bool IsWrite(const MethodDescriptor* method) {
    return method->input_type()->FindFieldByName("request_id") != nullptr;
  }

  // The journal's length and head move with every write of the organisation, whatever it is, and say nothing of which. Staging writes too, without a request id.
  static bool IsLeftOut(const MethodDescriptor* method) {
    static const std::set<std::string> names{"VerifyJournal", "StageImport", "StageRecords", "DiscardImport"};
    return IsWrite(method) || names.count(method->name()) > 0;
  }

  static std::string IdFor(const Ids& ids, const std::string& field, const std::string& otherwise) {
    const std::map<std::string, std::string> known{{"fidelity_review_id", ids.review},
                                                   {"review_sheet_id", ids.sheet},
                                                   {"team_id", ids.team},
                                                   {"owner_id", ids.staff},
                                                   {"staff_member_id", ids.staff},
                                                   {"reviewer_id", ids.reviewer}};
    const auto found = known.find(field);
    return found == known.end() ? otherwise : found->second;
  }

  // A read with every id that it takes, or, where `only` is not empty, with that one alone; the field `id` is `id`.
  static std::unique_ptr<Message> AskWith(const MethodDescriptor* method, const Ids& ids, const std::string& id,
                                          const std::string& only) {
    auto request = NewMessage(method->input_type());
    const auto* type = method->input_type();
    for (int i = 0; i < type->field_count(); ++i) {
      const auto* f = type->field(i);
      const bool is_id = RuleOf(f).uuid() && !f->is_repeated();
      if (is_id && (RuleOf(f).required() || only.empty() || only == f->name()))
        SetText(request.get(), f->name(), f->name() == "id" ? id : IdFor(ids, f->name(), id));
      if (f->name() == "instrument") SetText(request.get(), f->name(), "ips25");
      if (IsDate(f) && RuleOf(f).required()) Mutable(request.get(), f->name())->CopyFrom(Day(2025, 6, 1));
    }
    return request;
  }

  // The ids that a method may be narrowed by, each a way to ask of its own; "" is by all of them, "none" by none.
  static std::vector<std::string> WaysToAsk(const MethodDescriptor* method) {
    std::vector<std::string> ways{""};
    for (int i = 0; i < method->input_type()->field_count(); ++i) {
      const auto* f = method->input_type()->field(i);
      if (!RuleOf(f).uuid() || RuleOf(f).required() || f->is_repeated()) continue;
      if (ways.size() == 1) ways.push_back("none");
      ways.push_back(f->name());
    }
    return ways;
  }

  // What everything that can be read answers: the outcome, word for word and byte for byte, by what was asked. Keys name the slot of an id and not the
  // id, so that a sheet can be compared with nothing at all.
  static std::map<std::string, std::string> EverythingSeen(const std::string& token, const Ids& ids) {
    const std::map<std::string, std::string> slots{{"review", ids.review},
                                                   {"reviewer", ids.reviewer},
                                                   {"staff", ids.staff},
                                                   {"sheet", ids.sheet},
                                                   {"score", ids.score}};
    std::map<std::string, std::string> seen;
    for (const auto* method : AllMethods()) {
      if (IsLeftOut(method)) continue;
      const bool is_by_id = method->input_type()->FindFieldByName("id") != nullptr;
      for (const auto& [slot, id] : slots) {
        if (!is_by_id && slot != "sheet") continue;  // asked once, for the review and the sheet
        for (const auto& way : WaysToAsk(method)) {
          const Outcome outcome = world().Call(token, *AskWith(method, ids, id, way), nullptr, method);
          seen[absl::StrCat(method->full_name(), " ", slot, " ", way)] =
              absl::StrCat(static_cast<int>(outcome.code), "|", outcome.message, "|", outcome.reason, "|",
                           outcome.details, "|", absl::CHexEscape(outcome.bytes));
        }
      }
    }
    return seen;
  }

  static void ExpectTheSame(const std::map<std::string, std::string>& before,
                            const std::map<std::string, std::string>& after, const std::string& who) {
    ASSERT_EQ(before.size(), after.size());
    for (const auto& [asked, answer] : before) EXPECT_EQ(after.at(asked), answer) << who << " asked " << asked;
  }

  // Rows that the service's own role gets as somebody of this sign-in, whatever it asks for.
  static std::int64_t CountAs(const Tenant& t, const std::string& subject, const std::string& table) {
    Sql session(world().database(), "fidelity_svc");
    session.Run(
        absl::StrCat("BEGIN; SET LOCAL app.org = '", t.org, "'; SET LOCAL app.caller_org = '", t.org,
                     "'; SET LOCAL app.team_scope = 'all'; SET LOCAL app.teams = '{}'; SET LOCAL app.caller = '",
                     absl::BytesToHexString(base::Sha256(subject)), "'; SET LOCAL app.now = '2025-06-16 12:00:00+00'"));
    const auto count =
        session.Count(absl::StrCat("SELECT count(*) FROM fidelity.", table, " WHERE org_id = '", t.org, "'"));
    session.Run("ROLLBACK");
    return count;
  }
};

// Everything that anybody can read answers the same before a reviewer opened a sheet as after they scored on it, changed a score and locked it, and a
// sheet's id the same as an id of nothing.
TEST_F(FidelityBlindness, NothingThatCanBeReadTellsOfASheet) {
  const ReviewCase c = NewReviewCase(world());
  Ids ids{c.review.id(), NewId(), c.first_id, c.t.team, NewId(), NewId()};
  const std::map<std::string, std::string> observers{{"the other reviewer", c.second},
                                                     {"the team's lead", c.lead},
                                                     {"a manager", c.t.manager},
                                                     {"an auditor", c.t.auditor},
                                                     {"somebody with every role", c.t.everyone}};
  std::map<std::string, std::map<std::string, std::string>> before;
  for (const auto& [who, token] : observers) before[who] = EverythingSeen(token, ids);
  ids.sheet = FillSheet(world(), c.first, c.review.id(), [](int) { return 3; });
  fi::ItemScore score;
  ASSERT_THAT(ScoreItem(world(), c.first, ids.sheet, 7, 4, 1, kTelling, &score), IsOk());
  ids.score = score.id();
  for (const auto& [who, token] : observers) ExpectTheSame(before.at(who), EverythingSeen(token, ids), who);
  ASSERT_THAT(LockSheet(world(), c.first, ids.sheet), IsOk());
  for (const auto& [who, token] : observers)
    ExpectTheSame(before.at(who), EverythingSeen(token, ids), who + ", locked");
  // The author sees it all along, so the walk asks for what is there.
  bool is_seen = false;
  const auto own = EverythingSeen(c.first, ids);
  for (const auto& [asked, answer] : own) is_seen = is_seen || answer.find(kTelling) != std::string::npos;
  EXPECT_TRUE(is_seen);
}

// Nor does a refused write: with the sheet's id or a score's it says what it says with an id of nothing.
TEST_F(FidelityBlindness, NoWriteTellsOfASheet) {
  const ReviewCase c = NewReviewCase(world());
  const std::string sheet = FillSheet(world(), c.first, c.review.id(), [](int) { return 3; });
  int tried = 0;
  for (const auto* method : AllMethods()) {
    const auto* id = method->input_type()->FindFieldByName("id");
    if (!IsWrite(method) || id == nullptr || method->service()->name() != "FidelityService") continue;
    for (const auto& token : {c.second, c.lead, c.t.manager}) {
      const auto ask = [&](const std::string& of) {
        auto request = NewMessage(method->input_type());
        SetText(request.get(), "request_id", NewId());
        SetText(request.get(), "id", of);
        FillStep(request.get());
        return world().Call(token, *request);
      };
      const Outcome known = ask(sheet), unknown = ask(NewId());
      EXPECT_THAT(known, Refused(absl::StatusCode::kNotFound)) << method->name();
      EXPECT_EQ(known.message + known.details, unknown.message + unknown.details) << method->name();
      ++tried;
    }
  }
  EXPECT_GE(tried, 3 * 6);
  for (const auto& token : {c.second, c.lead, c.t.manager}) {
    const Outcome known = ScoreItem(world(), token, sheet, 1, 5), unknown = ScoreItem(world(), token, NewId(), 1, 5);
    EXPECT_THAT(known, NotFoundFor({"item_score.review_sheet_id"}));
    EXPECT_EQ(known.message + known.details, unknown.message + unknown.details);
  }
  // How many are locked is not told either.
  const Outcome none = Advance(world(), c.t.manager, c.review.id(), fi::REVIEW_STATE_CONSENSUS);
  ASSERT_THAT(LockSheet(world(), c.first, sheet), IsOk());
  const Outcome one = Advance(world(), c.t.manager, c.review.id(), fi::REVIEW_STATE_CONSENSUS);
  EXPECT_EQ(none.message + none.details, one.message + one.details);
}

// The database itself holds it: whatever statement the service sends gets no row.
TEST_F(FidelityBlindness, TheServicesRoleSeesNoSheetOfSomebodyElse) {
  const ReviewCase c = NewReviewCase(world());
  const std::string sheet = FillSheet(world(), c.first, c.review.id(), [](int) { return 3; });
  for (const char* table : {"review_sheet", "item_score"}) {
    EXPECT_EQ(CountAs(c.t, "ann@example.org", table), 0) << table;
    EXPECT_EQ(CountAs(c.t, "bob@example.org", table), 0) << table;
    EXPECT_GT(CountAs(c.t, "oli@example.org", table), 0) << table;
  }
  ASSERT_THAT(LockSheet(world(), c.first, sheet), IsOk());
  EXPECT_EQ(CountAs(c.t, "ann@example.org", "item_score"), 0) << "one of two is locked";
  ASSERT_THAT(LockSheet(world(), c.second, FillSheet(world(), c.second, c.review.id(), [](int) { return 3; })), IsOk());
  EXPECT_EQ(CountAs(c.t, "ann@example.org", "item_score"), 2 * kItems);
  EXPECT_EQ(CountAs(c.t, "ann@example.org", "review_sheet"), 2);
}

// Whoever may change records of staff could make themselves the reviewer; the sheet is still that of who opened it.
TEST_F(FidelityBlindness, ASheetIsItsAuthorsWhoeverSignsInAsTheReviewer) {
  const ReviewCase c = NewReviewCase(world());
  const std::string sheet = FillSheet(world(), c.first, c.review.id(), [](int) { return 3; });
  StaffMember oli;
  ASSERT_THAT(world().Get(c.t.manager, c.first_id, &oli), IsOk());
  oli.set_subject("max@example.org");
  ASSERT_THAT(world().Update(c.t.manager, oli, {"subject"}), IsOk());
  const std::string max = world().Token({c.t.org, {"manager"}, {}, "max@example.org"});
  fi::ReviewSheet seen;
  EXPECT_THAT(world().Call(
                  max,
                  [&] {
                    fi::GetReviewSheetRequest q;
                    q.set_id(sheet);
                    return q;
                  }(),
                  &seen),
              Refused(absl::StatusCode::kNotFound));
  EXPECT_EQ(CountAs(c.t, "max@example.org", "item_score"), 0);
  EXPECT_THAT(LockSheet(world(), max, sheet), Refused(absl::StatusCode::kNotFound));
}

// The team under review never sees single sheets, and what was agreed once the report is issued.
TEST_F(FidelityBlindness, TheTeamSeesWhatWasAgreedAndNoSheet) {
  const ReviewCase c = NewReviewCase(world());
  BringToConsensus(
      world(), c, [](int) { return 4; }, [](int) { return 4; });
  const auto sheets = [&](const std::string& token) {
    fi::ListReviewSheetsRequest q;
    q.set_fidelity_review_id(c.review.id());
    fi::ListReviewSheetsResponse page;
    World::MustBeOk(world().Call(token, q, &page));
    return page.review_sheets_size();
  };
  const auto agreed = [&](const std::string& token) {
    fi::ListAgreedItemsRequest q;
    q.set_fidelity_review_id(c.review.id());
    fi::ListAgreedItemsResponse page;
    World::MustBeOk(world().Call(token, q, &page));
    return page.agreed_items_size();
  };
  for (const auto& token : {c.first, c.second, c.t.manager, c.t.auditor}) EXPECT_EQ(sheets(token), 2);
  for (const auto& token : {c.lead, c.t.specialist}) {
    EXPECT_EQ(sheets(token), 0);
    EXPECT_THAT(Differences(world(), token, c.review.id()), Refused(absl::StatusCode::kPermissionDenied));
  }
  ASSERT_THAT(Advance(world(), c.first, c.review.id(), fi::REVIEW_STATE_REPORT), IsOk());
  EXPECT_EQ(agreed(c.second), kItems);
  EXPECT_EQ(agreed(c.t.specialist), 0);
  ASSERT_THAT(WriteSummary(world(), c.first, c.review.id(), "A good service."), IsOk());
  ASSERT_THAT(Issue(world(), c.second, c.review.id()), IsOk());
  EXPECT_EQ(agreed(c.t.specialist), kItems);
  EXPECT_EQ(agreed(c.t.other_specialist), 0);
  EXPECT_EQ(sheets(c.t.specialist), 0);
}

}  // namespace
}  // namespace gainful::integration
