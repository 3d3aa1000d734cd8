// The access journal: who read whose record, and who asked in vain.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

using Line = std::vector<std::string>;

class Access : public WorldTest {
 protected:
  // Rows since the last look, of one organisation: method, kind, record, person, outcome.
  Rows NewRows(const std::string& org) {
    const std::string where = absl::StrCat(" FROM journal.access WHERE org_id = '", org, "'");
    const Rows rows = sql().Run("SELECT method, kind, record, person, outcome" + where);
    sql().Run("DELETE" + where);
    return rows;
  }
};

TEST_F(Access, AReadOfARecordIsWrittenDown) {
  const Tenant t = world().NewTenant();
  const Participant p = world().NewParticipant(t.manager, t.team);
  const Journey j = world().NewJourney(t.manager, t, p);
  const Spell s = world().NewSpell(t.manager, j);
  EXPECT_THAT(NewRows(t.org), IsEmpty()) << "writes have entries";
  Participant read_participant;
  Journey read_journey;
  Spell read_spell;
  ASSERT_THAT(world().Get(t.specialist, p.id(), &read_participant), IsOk());
  ASSERT_THAT(world().Get(t.auditor, j.id(), &read_journey), IsOk());
  ASSERT_THAT(world().Get(t.manager, s.id(), &read_spell), IsOk());
  EXPECT_THAT(NewRows(t.org), UnorderedElementsAre(Line{"GetParticipant", "participant", p.id(), p.id(), "read"},
                                                   Line{"GetJourney", "journey", j.id(), p.id(), "read"},
                                                   Line{"GetSpell", "spell", s.id(), p.id(), "read"}));
}

TEST_F(Access, ARowSaysWhoAskedAndWhy) {
  const Tenant t = world().NewTenant();
  const Participant p = world().NewParticipant(t.manager, t.team);
  Metadata metadata = Bearer(t.specialist);
  metadata.emplace_back("gainful-purpose", "supervision");
  caseload::v1::GetParticipantRequest get;
  get.set_id(p.id());
  const Outcome outcome =
      world().wire().Call("/gainful.caseload.v1.CaseloadService/GetParticipant", get.SerializeAsString(), metadata);
  const Rows rows = sql().Run(absl::StrCat(
      "SELECT at, caller_org, caller, role, purpose, call_id FROM journal.access WHERE org_id = '", t.org, "'"));
  ASSERT_EQ(rows.size(), 1);
  EXPECT_THAT(rows[0], ElementsAre("2025-06-16 12:00:00+00", t.org, "ann@example.org", "specialist", "supervision",
                                   outcome.call_id));
}

// One row for each person of the page that was shown, however many of their records it held.
TEST_F(Access, AListIsWrittenDownForEachPersonInIt) {
  const Tenant t = world().NewTenant();
  std::vector<std::string> people;
  std::vector<Line> participants, journeys, spells;
  for (int i = 0; i < 3; ++i) {
    const Participant p = world().NewParticipant(t.manager, t.team);
    for (const Tenant& through : {t, world().WithAnotherProgramme(t)}) {
      const Journey j = world().NewJourney(t.manager, through, p);
      world().NewSpell(t.manager, j);
      world().NewSpell(t.manager, j);
    }
    participants.push_back({"ListParticipants", "participant", kNull, p.id(), "read"});
    journeys.push_back({"ListJourneys", "journey", kNull, p.id(), "read"});
    spells.push_back({"ListSpells", "spell", kNull, p.id(), "read"});
    people.push_back(p.id());
  }
  ASSERT_THAT(world().Call(t.manager, caseload::v1::ListParticipantsRequest()), IsOk());
  EXPECT_THAT(NewRows(t.org), testing::UnorderedElementsAreArray(participants));
  ASSERT_THAT(world().Call(t.manager, caseload::v1::ListJourneysRequest()), IsOk());
  EXPECT_THAT(NewRows(t.org), testing::UnorderedElementsAreArray(journeys));
  ASSERT_THAT(world().Call(t.manager, placement::v1::ListSpellsRequest()), IsOk());
  EXPECT_THAT(NewRows(t.org), testing::UnorderedElementsAreArray(spells));
  placement::v1::ListSpellsRequest of_one;
  of_one.set_participant_id(people[1]);
  ASSERT_THAT(world().Call(t.manager, of_one), IsOk());
  EXPECT_THAT(NewRows(t.org), ElementsAre(spells[1]));
  // Nobody is named whose record was not on the page.
  caseload::v1::ListParticipantsRequest two;
  two.set_page_size(2);
  ASSERT_THAT(world().Call(t.manager, two), IsOk());
  EXPECT_EQ(NewRows(t.org).size(), 2);
  // The other team's specialist saw nobody.
  ASSERT_THAT(world().Call(t.other_specialist, caseload::v1::ListParticipantsRequest()), IsOk());
  EXPECT_THAT(NewRows(t.org), IsEmpty());
}

// For each way to ask for another organisation's record, or for one that is nowhere: a row in the asker's own organisation.
TEST_F(Access, AnAttemptInVainIsWrittenDownWhereTheCallerBelongs) {
  const Tenant a = world().NewTenant(), b = world().NewTenant();
  const Journey j = world().NewJourney(a.manager, a, world().NewParticipant(a.manager, a.team));
  std::map<std::string, std::string> theirs;
  for (const auto& kind : AllKinds()) {
    if (kind.is_personal) theirs[kind.field] = GetText(*world().MakeOne(kind, a, j), "id");
  }
  NewRows(b.org);
  for (const auto& kind : AllKinds()) {
    if (!kind.is_personal) continue;
    for (const std::string& id : {theirs.at(kind.field), NewId()}) {
      const auto record = NewMessage(kind.type);
      ASSERT_THAT(world().Get(b.manager, id, record.get()), Refused(absl::StatusCode::kNotFound));
      EXPECT_THAT(NewRows(b.org), ElementsAre(Line{kind.get->name(), kind.field, id, kNull, "not_found"}));
      if (kind.update == nullptr) continue;
      SetText(record.get(), "id", id);
      record->GetReflection()->SetInt64(record.get(), kind.type->FindFieldByName("etag"), 1);
      ASSERT_THAT(world().Update(b.manager, *record, {ChangeableField(kind)}), Refused(absl::StatusCode::kNotFound));
      EXPECT_THAT(NewRows(b.org), ElementsAre(Line{kind.update->name(), kind.field, id, kNull, "not_found"}));
    }
  }
  EXPECT_THAT(NewRows(a.org), IsEmpty()) << "the other organisation is not told who pried";
}

// Creating under another's record is an attempt on that record.
TEST_F(Access, AnAttemptToRecordUnderAnothersRecordIsWrittenDown) {
  const Tenant a = world().NewTenant(), b = world().NewTenant();
  const Participant p = world().NewParticipant(a.manager, a.team);
  Journey j = world().NewJourney(a.manager, a, p);
  Spell s;
  s.set_journey_id(j.id());
  *s.mutable_started_on() = Day(2025, 2, 3);
  ASSERT_THAT(world().Create(b.manager, s), Refused(absl::StatusCode::kNotFound));
  EXPECT_THAT(NewRows(b.org), ElementsAre(Line{"CreateSpell", "journey", j.id(), kNull, "not_found"}));
  j.set_programme_id(b.programme);
  j.set_team_id(b.team);
  ASSERT_THAT(world().Create(b.manager, j), Refused(absl::StatusCode::kNotFound));
  EXPECT_THAT(NewRows(b.org), ElementsAre(Line{"CreateJourney", "participant", p.id(), kNull, "not_found"}));
  caseload::v1::Contact c;
  c.set_participant_id(p.id());
  *c.mutable_contacted_on() = Day(2025, 2, 3);
  c.set_kind(caseload::v1::CONTACT_KIND_REVIEW);
  c.set_attendance(caseload::v1::CONTACT_ATTENDANCE_ATTENDED);
  c.set_minutes(30);
  ASSERT_THAT(world().Create(b.manager, c), Refused(absl::StatusCode::kNotFound));
  EXPECT_THAT(NewRows(b.org), ElementsAre(Line{"CreateContact", "participant", p.id(), kNull, "not_found"}));
}

// A specialist who looks for another team's person is one who asked in vain.
TEST_F(Access, AnAttemptOnAnotherTeamIsWrittenDown) {
  const Tenant t = world().NewTenant();
  const Participant p = world().NewParticipant(t.manager, t.team);
  Participant read;
  ASSERT_THAT(world().Get(t.other_specialist, p.id(), &read), Refused(absl::StatusCode::kNotFound));
  EXPECT_THAT(NewRows(t.org), ElementsAre(Line{"GetParticipant", "participant", p.id(), kNull, "not_found"}));
  placement::v1::ListSpellsRequest spells;
  spells.set_participant_id(p.id());
  employer::v1::ListDisclosureChoicesRequest choices;
  choices.set_participant_id(p.id());
  for (const Message* request : {static_cast<const Message*>(&spells), static_cast<const Message*>(&choices)}) {
    ASSERT_THAT(world().Call(t.other_specialist, *request), IsOk());
    ASSERT_THAT(world().Call(t.specialist, *request), IsOk());
  }
  EXPECT_THAT(NewRows(t.org),
              UnorderedElementsAre(Line{"ListSpells", "participant", p.id(), kNull, "not_found"},
                                   Line{"ListDisclosureChoices", "participant", p.id(), kNull, "not_found"}))
      << "lists of no one who is seen, but not empty ones of somebody who is";
}

// Whose role will not do asks in vain as well, and leaves the person's id behind, whatever they asked.
TEST_F(Access, ACallRefusedForItsRoleIsWrittenDown) {
  const Tenant t = world().NewTenant(), funder = world().NewTenant(), partner = world().NewTenant();
  const Participant p = world().NewParticipant(t.manager, t.team);
  caseload::v1::GetParticipantRequest get;
  get.set_id(p.id());
  caseload::v1::ExportParticipantRequest copy;
  copy.set_id(p.id());
  caseload::v1::AuditPersonRequest account;
  account.set_id(p.id());
  caseload::v1::ListNotesRequest notes;
  notes.set_participant_id(p.id());
  caseload::v1::CreateEmergencyOpeningRequest open;
  open.mutable_emergency_opening()->set_participant_id(p.id());
  ASSERT_THAT(world().Call(t.administrator, get), Refused(absl::StatusCode::kPermissionDenied));
  ASSERT_THAT(world().Call(t.auditor, open), Refused(absl::StatusCode::kPermissionDenied));
  ASSERT_THAT(world().Call(t.specialist, account), Refused(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(NewRows(t.org),
              UnorderedElementsAre(Line{"GetParticipant", "participant", p.id(), kNull, "refused"},
                                   Line{"CreateEmergencyOpening", "participant", p.id(), kNull, "refused"},
                                   Line{"AuditPerson", "participant", p.id(), kNull, "refused"}));
  // At home, wherever the record is.
  for (const auto& [org, token] :
       {std::pair(funder.org, funder.commissioner), std::pair(partner.org, partner.partner)}) {
    for (const Message* request : {static_cast<const Message*>(&get), static_cast<const Message*>(&copy),
                                   static_cast<const Message*>(&account), static_cast<const Message*>(&notes)})
      ASSERT_THAT(world().Call(token, *request), Refused(absl::StatusCode::kPermissionDenied));
    ASSERT_THAT(world().Call(token, caseload::v1::ListParticipantsRequest()),
                Refused(absl::StatusCode::kPermissionDenied));
    EXPECT_THAT(NewRows(org), UnorderedElementsAre(Line{"GetParticipant", "participant", p.id(), kNull, "refused"},
                                                   Line{"ExportParticipant", "participant", p.id(), kNull, "refused"},
                                                   Line{"AuditPerson", "participant", p.id(), kNull, "refused"},
                                                   Line{"ListNotes", "participant", p.id(), kNull, "refused"},
                                                   Line{"ListParticipants", "", kNull, kNull, "refused"}));
  }
  EXPECT_THAT(NewRows(t.org), IsEmpty()) << "the other organisation is not told who pried";
}

// Without the rule's leave nothing is written but the attempt.
TEST_F(Access, AChangeRefusedByARuleIsWrittenDown) {
  const Tenant t = world().NewTenant();
  Journey j = world().NewJourney(t.manager, t, world().NewParticipant(t.manager, t.team));
  caseload::v1::WithdrawJourneyRequest withdraw;
  withdraw.set_request_id(NewId());
  withdraw.set_id(j.id());
  ASSERT_THAT(world().Call(t.manager, withdraw), IsOk());
  NewRows(t.org);
  withdraw.set_request_id(NewId());
  ASSERT_THAT(world().Call(t.manager, withdraw), Refused(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(NewRows(t.org), ElementsAre(Line{"WithdrawJourney", "journey", j.id(), kNull, "refused"}));
}

// A list for somebody whom the caller does not see is an attempt; one for somebody who has no such records is none.
TEST_F(Access, AListForSomebodyUnseenIsWrittenDown) {
  const Tenant t = world().NewTenant(), elsewhere = world().NewTenant();
  const Participant p = world().NewParticipant(t.manager, t.team);
  int lists = 0;
  for (const auto& kind : AllKinds()) {
    const auto* filter = kind.list->input_type()->FindFieldByName("participant_id");
    if (filter == nullptr || kind.field == "spell") continue;
    const auto request = NewMessage(kind.list->input_type());
    SetText(request.get(), "participant_id", p.id());
    ASSERT_THAT(world().Call(t.manager, *request), IsOk());
    EXPECT_THAT(NewRows(t.org), IsEmpty()) << kind.field;
    const Line in_vain{kind.list->name(), "participant", p.id(), kNull, "not_found"};
    ASSERT_THAT(world().Call(elsewhere.manager, *request), IsOk());
    EXPECT_THAT(NewRows(elsewhere.org), ElementsAre(in_vain)) << kind.field;
    const Outcome other_team = world().Call(t.other_specialist, *request);
    const auto roles = AllowedRoles(kind.list);
    const bool is_for_specialists = std::count(roles.begin(), roles.end(), "specialist") > 0;
    EXPECT_EQ(other_team.ok(), is_for_specialists) << kind.field;
    EXPECT_THAT(NewRows(t.org), ElementsAre(Line{kind.list->name(), "participant", p.id(), kNull,
                                                 is_for_specialists ? "not_found" : "refused"}))
        << kind.field;
    ++lists;
  }
  EXPECT_GE(lists, 20);
}

TEST_F(Access, ReadsOfTheDirectoryAreNobodysBusiness) {
  const Tenant t = world().NewTenant();
  NewRows(t.org);
  Team team;
  Programme programme;
  ASSERT_THAT(world().Get(t.manager, t.team, &team), IsOk());
  ASSERT_THAT(world().Get(t.manager, t.programme, &programme), IsOk());
  ASSERT_THAT(world().Call(t.manager, directory::v1::ListTeamsRequest()), IsOk());
  ASSERT_THAT(world().Call(t.manager, directory::v1::ListStaffMembersRequest()), IsOk());
  EXPECT_THAT(NewRows(t.org), IsEmpty());
}

// The record is not shown when its reading cannot be written down.
TEST_F(Access, WhatCannotBeWrittenDownIsNotShown) {
  const Tenant t = world().NewTenant();
  const Participant p = world().NewParticipant(t.manager, t.team);
  sql().Run("REVOKE INSERT ON journal.access FROM journal_writer");
  Participant read;
  const Outcome get = world().Get(t.manager, p.id(), &read);
  const Outcome list = world().Call(t.manager, caseload::v1::ListParticipantsRequest());
  sql().Run("GRANT INSERT ON journal.access TO journal_writer");
  EXPECT_FALSE(get.ok());
  EXPECT_FALSE(list.ok());
  EXPECT_EQ(get.bytes + list.bytes, "");
}

}  // namespace
}  // namespace gainful::integration
