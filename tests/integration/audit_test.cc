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

// Who was refused stands in the account of the person whom they asked about: by their role, by a rule, or because the list was for somebody else's.
TEST_F(Audits, ThePersonsAccountNamesEveryRefusal) {
  const Tenant t = world().NewTenant();
  const Participant p = world().NewParticipant(t.manager, t.team);
  Later();
  Participant person;
  EXPECT_FALSE(world().Get(t.administrator, p.id(), &person).ok());
  Later();
  caseload::v1::ExportParticipantRequest copy;
  copy.set_id(p.id());
  EXPECT_FALSE(world().Call(t.auditor, copy).ok());
  Later();
  AuditPersonRequest account;
  account.set_id(p.id());
  EXPECT_FALSE(world().Call(t.other_specialist, account).ok());
  Later();
  caseload::v1::ListMeasuresRequest measures;
  measures.set_participant_id(p.id());
  World::MustBeOk(world().Call(t.other_specialist, measures));
  Later();
  EXPECT_THAT(Account(t.manager, p.id()),
              ElementsAre("CHANGED CreateParticipant by manager", "REFUSED GetParticipant by administrator",
                          "REFUSED ExportParticipant by auditor", "REFUSED AuditPerson by specialist",
                          "NOT_FOUND ListMeasures by specialist"));
}

// That there is a safeguarding concern is for managers and for whoever recorded it: an auditor learns that there was an act, and not which.
TEST_F(Audits, AnAuditorIsNotToldOfASafeguardingConcern) {
  const Tenant t = world().NewTenant();
  const Participant p = world().NewParticipant(t.manager, t.team);
  Later();
  caseload::v1::SafeguardingConcern concern;
  concern.set_participant_id(p.id());
  concern.set_kind(caseload::v1::SAFEGUARDING_KIND_NEGLECT);
  *concern.mutable_raised_on() = Day(2025, 6, 1);
  concern.set_detail("No food in the house.");
  concern = world().Make(t.specialist, concern);
  Later();
  World::MustBeOk(world().Get(t.manager, concern.id(), &concern));
  Later();
  caseload::v1::SafeguardingConcern unseen;
  EXPECT_FALSE(world().Get(t.other_specialist, concern.id(), &unseen).ok());
  Later();
  const std::string auditor = world().Token({t.org, {"auditor"}, {}, "aud@example.org"});
  EXPECT_THAT(Account(auditor, p.id()),
              ElementsAre("CHANGED CreateParticipant by manager", "CHANGED restricted entry by specialist",
                          "READ restricted entry by manager", "NOT_FOUND restricted entry by specialist"));
  AuditPersonRequest request;
  request.set_id(p.id());
  AuditPersonResponse account;
  World::MustBeOk(world().Call(auditor, request, &account));
  for (const auto& row : account.rows()) {
    EXPECT_THAT(row.ShortDebugString(), testing::Not(HasSubstr("afeguarding")));
    EXPECT_NE(row.record_id(), concern.id());
    if (row.kind() == "restricted entry") {
      EXPECT_EQ(row.changed_size(), 0);
    }
  }
  Later();
  const auto whole = Account(world().Token({t.org, {"manager"}, {}, "mo@example.org"}), p.id());
  EXPECT_THAT(whole, testing::Contains("CHANGED CreateSafeguardingConcern by specialist"));
  EXPECT_THAT(whole, testing::Contains("READ GetSafeguardingConcern by manager"));
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

// To ask for a page is itself a row: pages go up to the first question, or the last would never come.
TEST_F(Audits, PagesOfOneRowComeToAnEnd) {
  const Tenant t = world().NewTenant();
  const Participant p = world().NewParticipant(t.manager, t.team);
  world().NewJourney(t.manager, t, p);
  Later();
  caseload::v1::AuditPersonRequest request;
  request.set_id(p.id());
  request.set_page_size(1);
  std::vector<caseload::v1::AuditOutcome> outcomes;
  do {
    caseload::v1::AuditPersonResponse response;
    World::MustBeOk(world().Call(t.auditor, request, &response));
    for (const auto& row : response.rows()) outcomes.push_back(row.outcome());
    request.set_page_token(response.next_page_token());
    Later();
  } while (!request.page_token().empty() && outcomes.size() < 9);
  EXPECT_THAT(outcomes, testing::ElementsAre(caseload::v1::AUDIT_OUTCOME_CHANGED, caseload::v1::AUDIT_OUTCOME_CHANGED,
                                             caseload::v1::AUDIT_OUTCOME_READ))
      << "the person, the journey, the first question";
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
