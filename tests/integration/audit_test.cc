// The account of a person's record, and the check of the journal that it rests on.
#include "absl/strings/str_cat.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

using caseload::v1::AuditPersonRequest;
using caseload::v1::AuditPersonResponse;
using caseload::v1::VerifyJournalRequest;
using caseload::v1::VerifyJournalResponse;
using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;

class Audits : public WorldTest {
 protected:
  // "changed CreateParticipant by manager", oldest first.
  std::vector<std::string> Account(const std::string& token, const std::string& person, int page_size = 0) {
    std::vector<std::string> lines;
    AuditPersonRequest request;
    request.set_id(person);
    request.set_page_size(page_size);
    do {
      AuditPersonResponse response;
      World::MustBeOk(world().Call(token, request, &response));
      for (const auto& row : response.rows()) {
        const auto* outcome = caseload::v1::AuditOutcome_descriptor()->FindValueByNumber(row.outcome());
        lines.push_back(absl::StrCat(outcome->name().substr(14), " ", row.method(), " by ", row.role()));
      }
      request.set_page_token(response.next_page_token());
    } while (!request.page_token().empty());
    return lines;
  }
  Outcome Verify(const Tenant& t, VerifyJournalResponse* response = nullptr) {
    return world().Call(t.auditor, VerifyJournalRequest(), response);
  }
  void Later() { world().clock().Advance(absl::Seconds(1)); }
};

TEST_F(Audits, ThePersonsAccountNamesEveryActAndEveryAttempt) {
  const Tenant t = world().NewTenant(), elsewhere = world().NewTenant();
  const Participant p = world().NewParticipant(t.manager, t.team);
  Later();
  const Journey j = world().NewJourney(t.specialist, t, p);
  Later();
  Participant person;
  Journey journey;
  World::MustBeOk(world().Get(t.specialist, p.id(), &person));
  Later();
  EXPECT_FALSE(world().Get(t.other_specialist, p.id(), &person).ok());
  Later();
  EXPECT_FALSE(world().Get(t.other_specialist, j.id(), &journey).ok());
  Later();
  EXPECT_FALSE(world().Get(elsewhere.manager, p.id(), &person).ok());
  Later();
  const auto so_far = ElementsAre("CHANGED CreateParticipant by manager", "CHANGED CreateJourney by specialist",
                                  "READ GetParticipant by specialist", "NOT_FOUND GetParticipant by specialist",
                                  "NOT_FOUND GetJourney by specialist");
  EXPECT_THAT(Account(t.auditor, p.id()), so_far);
  Later();
  EXPECT_EQ(Account(t.manager, p.id()).back(), "READ AuditPerson by auditor") << "asking is a read as well";
}

TEST_F(Audits, PagesMissNothingThoughManyActsShareAnInstant) {
  const Tenant t = world().NewTenant();
  const Participant p = world().NewParticipant(t.manager, t.team);
  const Journey j = world().NewJourney(t.manager, t, p);
  for (int i = 0; i < 5; ++i) world().NewSpell(t.manager, j);
  Later();
  const auto whole = Account(t.auditor, p.id());
  ASSERT_EQ(whole.size(), 7u);
  Later();
  for (const int size : {2, 3, 4}) {
    auto paged = Account(t.auditor, p.id(), size);
    ASSERT_GE(paged.size(), whole.size());
    paged.resize(whole.size());  // what comes behind are the questions themselves
    EXPECT_EQ(paged, whole) << size;
    Later();
  }
}

TEST_F(Audits, AnothersPersonHasNoAccountHere) {
  const Tenant t = world().NewTenant(), elsewhere = world().NewTenant();
  const Participant p = world().NewParticipant(elsewhere.manager, elsewhere.team);
  AuditPersonRequest request;
  request.set_id(p.id());
  const Outcome another = world().Call(t.auditor, request);
  request.set_id(NewId());
  const Outcome nobody = world().Call(t.auditor, request);
  EXPECT_THAT(another, Refused(absl::StatusCode::kNotFound));
  EXPECT_EQ(another.message, nobody.message);
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM journal.access WHERE org_id = '", t.org,
                                     "' AND method = 'AuditPerson' AND outcome = 'not_found'")),
            2);
}

TEST_F(Audits, AJournalAsWrittenHolds) {
  const Tenant t = world().NewTenant();
  world().NewJourney(t.manager, t, world().NewParticipant(t.manager, t.team));
  VerifyJournalResponse sound;
  ASSERT_THAT(Verify(t, &sound), IsOk());
  EXPECT_EQ(sound.entries(),
            sql().Count(absl::StrCat("SELECT count(*) FROM journal.entry WHERE org_id = '", t.org, "'")));
  EXPECT_EQ(sound.head_hash(),
            sql().One(absl::StrCat("SELECT encode(hash, 'hex') FROM journal.head WHERE org_id = '", t.org, "'")));
  // A body that was disposed of leaves its hash behind.
  sql().Run(absl::StrCat("UPDATE journal.entry SET body = NULL WHERE org_id = '", t.org, "' AND seq = 2"));
  EXPECT_THAT(Verify(t), IsOk());
}

TEST_F(Audits, TheFirstEntryThatDoesNotHoldIsNamed) {
  const std::vector<std::string> damages{"caller = 'somebody'",
                                         "caller_org = gen_random_uuid()",
                                         "role = 'auditor'",
                                         "purpose = 'none'",
                                         "at = at + interval '1 microsecond'",
                                         "method = 'Other'",
                                         "kind = 'other'",
                                         "subject = gen_random_uuid()",
                                         "person = gen_random_uuid()",
                                         "request_id = gen_random_uuid()",
                                         "part = 1",
                                         "request_hash = '\\x00'",
                                         "changed = '{}'",
                                         "body = body || '\\x00'",
                                         "body_hash = sha256('')",
                                         "entry_hash = sha256('')",
                                         "prev = sha256('x')",
                                         "hash = sha256('x')"};
  for (const auto& damage : damages) {
    const Tenant t = world().NewTenant();
    for (const int seq : {5, 3}) {
      sql().Run(absl::StrCat("UPDATE journal.entry SET ", damage, " WHERE org_id = '", t.org, "' AND seq = ", seq));
      EXPECT_THAT(Verify(t),
                  AllOf(Refused(absl::StatusCode::kFailedPrecondition), Field(&Outcome::reason, "JOURNAL_BROKEN"),
                        Field(&Outcome::message, HasSubstr(absl::StrCat("entry ", seq, ":")))))
          << damage;
    }
  }
}

TEST_F(Audits, WhatIsMissingIsNamed) {
  for (const int seq : {1, 3, 5}) {
    const Tenant t = world().NewTenant();  // five entries
    sql().Run(absl::StrCat("DELETE FROM journal.entry WHERE org_id = '", t.org, "' AND seq = ", seq));
    EXPECT_THAT(Verify(t), AllOf(Refused(absl::StatusCode::kFailedPrecondition),
                                 Field(&Outcome::message, HasSubstr(absl::StrCat("entry ", seq, ": it is missing")))));
  }
  const Tenant cut = world().NewTenant();
  sql().Run(absl::StrCat("DELETE FROM journal.entry WHERE org_id = '", cut.org,
                         "' AND seq = 5; UPDATE journal.head SET seq = 4 "
                         "WHERE org_id = '",
                         cut.org, "'"));
  EXPECT_THAT(Verify(cut), Refused(absl::StatusCode::kFailedPrecondition));
}

}  // namespace
}  // namespace gainful::integration
