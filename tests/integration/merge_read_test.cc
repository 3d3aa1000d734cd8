// Two records read as one: lists, journeys, figures, account, files and the day.
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "gainful/reporting/v1/reporting.pb.h"
#include "tests/integration/cli.h"
#include "tests/integration/merge_fixture.h"

namespace gainful::integration {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class MergedRead : public MergeTest {};

// One of each kind under both records: all of them in the kept one's lists, and apart again after an undo.
TEST_F(MergedRead, ListsOfThePersonHoldWhatIsUnderBothRecords) {
  const Case c = NewCase();
  const Journey kept = world().NewJourney(c.t.manager, c.t, c.kept);
  const Journey duplicate = world().NewJourney(c.t.manager, c.t, c.duplicate);
  std::map<std::string, std::pair<std::string, std::string>> ids{{"journey", {kept.id(), duplicate.id()}}};
  const auto kinds = KindsByPerson();
  for (const auto& kind : kinds) {
    if (kind.field == "journey") continue;
    ids[kind.field] = {GetText(*world().MakeOne(kind, c.t, kept), "id"),
                       GetText(*world().MakeOne(kind, c.t, duplicate, kind.field == "spell" ? 1 : 0), "id")};
  }
  const std::string id = Merged(c);
  // The reader opened the records themselves: an opening is for its opener, managers and auditors.
  for (const auto& kind : kinds) {
    const auto& [own, others] = ids.at(kind.field);
    EXPECT_THAT(Listed(c.t.manager, kind, c.kept.id()), AllOf(Contains(own), Contains(others))) << kind.field;
    EXPECT_THAT(Listed(c.t.manager, kind, c.duplicate.id()), AllOf(Contains(own), Contains(others))) << kind.field;
  }
  EXPECT_GE(kinds.size(), 20u);
  World::MustBeOk(Undo(c.manager, id));
  for (const auto& kind : kinds) {
    const auto& [own, others] = ids.at(kind.field);
    EXPECT_THAT(Listed(c.t.manager, kind, c.kept.id()), AllOf(Contains(own), Not(Contains(others)))) << kind.field;
    EXPECT_THAT(Listed(c.t.manager, kind, c.duplicate.id()), AllOf(Contains(others), Not(Contains(own)))) << kind.field;
  }
}

TEST_F(MergedRead, NothingNewIsRecordedAboutTheMergedOne) {
  const Case c = NewCase();
  const Journey journey = world().NewJourney(c.t.manager, c.t, c.duplicate);
  const std::string id = Merged(c);
  int tried = 0;
  for (const auto& kind : AllKinds()) {
    const auto* person = kind.type->FindFieldByName("participant_id");
    if (person == nullptr || RuleOf(person).output_only() || kind.field == "merge") continue;
    const auto record = NewMessage(kind.type);
    Fill(record.get(), World::RefersTo(c.t, journey), 0);
    const Outcome outcome = world().Create(c.t.everyone, *record);
    EXPECT_EQ(outcome.code, absl::StatusCode::kFailedPrecondition) << kind.field << outcome;
    EXPECT_EQ(outcome.reason, "MERGED") << kind.field;
    EXPECT_THAT(outcome.message, HasSubstr(c.kept.id())) << kind.field;
    ++tried;
  }
  EXPECT_GE(tried, 19);
  cl::WithdrawConsentRequest withdraw;
  withdraw.set_request_id(NewId());
  withdraw.set_participant_id(c.duplicate.id());
  *withdraw.mutable_said_on() = Day(2025, 6, 16);
  EXPECT_THAT(world().Call(c.t.specialist, withdraw), RefusedBecause("MERGED"));
  Participant duplicate = Get(c.t.specialist, c.duplicate.id());
  duplicate.set_name("Somebody");
  EXPECT_THAT(world().Update(c.t.specialist, duplicate, {"name"}), RefusedBecause("MERGED"));
  // Who does not see the person learns nothing of the merge.
  cl::Goal goal;
  goal.set_participant_id(c.duplicate.id());
  goal.set_goal("Work");
  *goal.mutable_set_on() = Day(2025, 6, 1);
  EXPECT_THAT(world().Create(c.t.other_specialist, goal), NotFoundFor({"goal.participant_id"}));
  World::MustBeOk(Undo(c.manager, id));
  duplicate = Get(c.t.specialist, c.duplicate.id());
  duplicate.set_name("Somebody");
  EXPECT_THAT(world().Update(c.t.specialist, duplicate, {"name"}), IsOk());
  EXPECT_THAT(world().Create(c.t.specialist, goal), IsOk());
}

// Work goes on: what belongs to a journey of the merged record is recorded about the kept person, and stays with the journey.
TEST_F(MergedRead, JourneysOfTheMergedOneGoOn) {
  const Case c = NewCase();
  const Journey journey = world().NewJourney(c.t.manager, c.t, c.duplicate);
  const std::string id = Merged(c);
  cl::Contact contact;
  contact.set_participant_id(c.kept.id());
  *contact.mutable_contacted_on() = Day(2025, 6, 1);
  contact.set_kind(cl::CONTACT_KIND_JOB_SEARCH);
  contact.set_attendance(cl::CONTACT_ATTENDANCE_ATTENDED);
  contact.set_minutes(20);
  contact = world().Make(c.t.specialist, contact);
  EXPECT_EQ(contact.journey_id(), journey.id()) << "the one under way";
  EXPECT_EQ(contact.participant_id(), c.duplicate.id());
  contact.set_minutes(30);
  EXPECT_THAT(world().Update(c.t.specialist, contact, {"minutes"}, &contact), IsOk());
  cl::Goal goal;
  goal.set_participant_id(c.kept.id());
  goal.set_journey_id(journey.id());
  goal.set_goal("Work");
  *goal.mutable_set_on() = Day(2025, 6, 1);
  EXPECT_EQ(world().Make(c.t.specialist, goal).participant_id(), c.duplicate.id());
  cl::Note note;
  note.set_participant_id(c.kept.id());
  note.set_journey_id(journey.id());
  note.set_text("Met.");
  *note.mutable_noted_on() = Day(2025, 6, 1);
  EXPECT_EQ(world().Make(c.t.specialist, note).participant_id(), c.duplicate.id());
  EXPECT_EQ(world().NewSpell(c.t.specialist, journey).participant_id(), c.duplicate.id());
  const Kind contacts = KindOf(cl::Contact::descriptor());
  EXPECT_THAT(Listed(c.t.specialist, contacts, c.kept.id()), ElementsAre(contact.id()));
  World::MustBeOk(Undo(c.manager, id));
  EXPECT_THAT(Listed(c.t.specialist, contacts, c.kept.id()), IsEmpty());
  EXPECT_THAT(Listed(c.t.specialist, contacts, c.duplicate.id()), ElementsAre(contact.id()));
  goal.set_journey_id(journey.id());
  EXPECT_THAT(world().Create(c.t.specialist, goal), NotFoundFor({"goal.journey_id"})) << "of two people again";
}

// A journey with a job under each record, through one programme at one time.
TEST_F(MergedRead, ReportsCountThePersonOnce) {
  Case c = NewCase();
  c.duplicate.set_ethnic_category(cl::ETHNIC_CATEGORY_CARIBBEAN);
  World::MustBeOk(world().Update(c.t.manager, c.duplicate, {"ethnic_category"}));
  const Journey first = world().NewJourney(c.t.manager, c.t, c.kept);
  Journey second = first;
  second.set_participant_id(c.duplicate.id());
  *second.mutable_referred_on() = Day(2025, 2, 1);
  second = world().Make(c.t.manager, second);
  Spell job;
  job.set_journey_id(second.id());
  *job.mutable_started_on() = Day(2025, 3, 1);
  world().Make(c.t.manager, job);
  job.set_journey_id(first.id());
  *job.mutable_started_on() = Day(2025, 4, 1);
  world().Make(c.t.manager, job);
  const auto figures = [&] {
    reporting::v1::EquityReportRequest q;
    q.set_indicator("supported_into_work");
    q.set_by("ethnic_category");
    *q.mutable_from() = Day(2025, 1, 1);
    *q.mutable_to() = Day(2025, 6, 1);
    q.set_disclosure(reporting::v1::DISCLOSURE_NONE);
    reporting::v1::EquityReportResponse report;
    World::MustBeOk(world().Call(c.t.manager, q, &report));
    std::vector<std::string> rows;
    for (const auto& row : report.rows())
      rows.push_back(absl::StrCat(row.group(), " ", row.numerator(), "/", row.denominator()));
    return rows;
  };
  const auto apart = ElementsAre("Caribbean 1/1", "missing 1/1", "all 2/2");
  EXPECT_THAT(figures(), apart);
  const std::string id = Merged(c);
  EXPECT_THAT(figures(), ElementsAre("Caribbean 1/1", "all 1/1")) << "with what either record says";
  World::MustBeOk(Undo(c.manager, id));
  EXPECT_THAT(figures(), apart);
}

// Passages that do not overlap are two, whoever recorded them; a job counts though it stands under the other record; what was said with a date
// holds for both.
TEST_F(MergedRead, ReportsTakeWhatStandsUnderEitherRecord) {
  const Case c = NewCase();
  Journey first = world().NewJourney(c.t.manager, c.t, c.kept);
  Journey second = first;
  second.set_participant_id(c.duplicate.id());
  *second.mutable_referred_on() = Day(2025, 2, 1);
  second = world().Make(c.t.manager, second);
  world().NewSpell(c.t.manager, second);
  cl::Characteristic said;
  said.set_participant_id(c.duplicate.id());
  said.set_kind(cl::CHARACTERISTIC_KIND_CARER);
  said.add_values("Y");
  *said.mutable_valid_from() = Day(2025, 1, 1);
  said.set_source(cl::CHARACTERISTIC_SOURCE_SELF_REPORTED);
  world().Make(c.t.manager, said);
  const auto figures = [&](const std::string& by) {
    reporting::v1::EquityReportRequest q;
    q.set_indicator("supported_into_work");
    q.set_by(by);
    *q.mutable_from() = Day(2025, 1, 1);
    *q.mutable_to() = Day(2025, 6, 1);
    q.set_disclosure(reporting::v1::DISCLOSURE_NONE);
    reporting::v1::EquityReportResponse report;
    World::MustBeOk(world().Call(c.t.manager, q, &report));
    std::vector<std::string> rows;
    for (const auto& row : report.rows())
      rows.push_back(absl::StrCat(row.group(), " ", row.numerator(), "/", row.denominator()));
    return rows;
  };
  const std::string id = Merged(c);
  EXPECT_THAT(figures("carer"), ElementsAre("yes 1/1", "all 1/1"));
  World::MustBeOk(Undo(c.manager, id));
  *first.mutable_accepted_on() = Day(2025, 1, 12);
  *first.mutable_exited_on() = Day(2025, 1, 31);
  World::MustBeOk(world().Update(c.t.manager, first, {"accepted_on", "exited_on"}, &first));
  Merged(c);
  EXPECT_THAT(figures("carer"), ElementsAre("yes 1/2", "all 1/2")) << "left the day before the second referral";
  *first.mutable_exited_on() = Day(2025, 2, 1);
  World::MustBeOk(world().Update(c.t.manager, first, {"exited_on"}, &first));
  EXPECT_THAT(figures("carer"), ElementsAre("yes 1/1", "all 1/1")) << "on the day of it";
}

TEST_F(MergedRead, TheAccountAndTheCopyHoldBothRecords) {
  const Case c = NewCase();
  Get(c.t.specialist, c.duplicate.id());
  const std::string id = Merged(c);
  const auto account = [&](const std::string& person) {
    cl::AuditPersonRequest q;
    q.set_id(person);
    q.set_page_size(1000);
    cl::AuditPersonResponse response;
    World::MustBeOk(world().Call(c.t.auditor, q, &response));
    std::vector<std::string> rows;
    for (const auto& row : response.rows()) rows.push_back(absl::StrCat(row.method(), " ", row.record_id()));
    return rows;
  };
  EXPECT_THAT(
      account(c.kept.id()),
      AllOf(Contains("GetParticipant " + c.duplicate.id()), Contains("CreateParticipant " + c.duplicate.id()),
            Contains("DecideMerge " + c.duplicate.id()), Contains("DecideMerge " + id), Contains("CreateMerge " + id)));
  const Printed copy = RunCli(world(), c.t.manager, {"participant", "export", c.kept.id(), "--format", "json"});
  ASSERT_EQ(copy.code, 0) << copy.err;
  const auto json = nlohmann::json::parse(copy.out);
  ASSERT_EQ(json["merged"].size(), 1u);
  EXPECT_EQ(json["merged"][0]["id"], c.duplicate.id());
  EXPECT_EQ(json["merges"][0]["id"], id);
  EXPECT_GT(sql().Count(absl::StrCat("SELECT count(*) FROM journal.access WHERE method = 'ExportParticipant' AND "
                                     "person = '",
                                     c.duplicate.id(), "'")),
            0);
  World::MustBeOk(Undo(c.manager, id));
  EXPECT_THAT(account(c.kept.id()),
              AllOf(Contains("UndoMerge " + id), Not(Contains("CreateParticipant " + c.duplicate.id()))));
  EXPECT_THAT(account(c.duplicate.id()), AllOf(Contains("UndoMerge " + id), Contains("UndoMerge " + c.duplicate.id())));
}

// The file of another system still has both people: each of its rows finds its own record, and neither comes to life again.
TEST_F(MergedRead, AFileThatKnowsBothRecordsChangesNothingOfTheMerge) {
  Case c = NewCase();
  cl::StageImportRequest file;
  for (const char* f : {"name", "team_id"}) file.mutable_participant_mask()->add_paths(f);
  for (const char* f : {"referred_on", "team_id", "programme_id"}) file.mutable_journey_mask()->add_paths(f);
  for (const char* key : {"1", "2"}) {
    auto* row = file.add_rows();
    row->set_line(file.rows_size() + 1);
    row->mutable_participant()->set_team_id(c.t.team);
    row->mutable_participant()->set_name(absl::StrCat("Person ", key));
    row->mutable_participant()->set_source("file");
    row->mutable_participant()->set_source_key(key);
    auto* j = row->mutable_journey();
    j->set_programme_id(c.t.programme);
    j->set_team_id(c.t.team);
    *j->mutable_referred_on() = Day(2025, 1, 10);
    j->set_source("file");
    j->set_source_key(key);
  }
  const auto stage = [&] {
    file.set_import_id(NewId());
    type::v1::StageImportResponse staged;
    World::MustBeOk(world().Call(c.t.manager, file, &staged));
    EXPECT_THAT(staged.problems(), IsEmpty());
  };
  const auto commit = [&] {
    type::v1::CommitImportRequest q;
    q.set_request_id(NewId());
    q.set_import_id(file.import_id());
    return world().Call(c.t.manager, q, nullptr,
                        cl::StageImportRequest::descriptor()
                            ->file()
                            ->FindServiceByName("CaseloadService")
                            ->FindMethodByName("CommitImport"));
  };
  stage();
  World::MustBeOk(commit());
  const auto id_of = [&](const std::string& key) {
    return sql().One(absl::StrCat("SELECT id FROM caseload.participant WHERE org_id = '", c.t.org,
                                  "' AND source_key = '", key, "'"));
  };
  c.kept.set_id(id_of("1"));
  c.duplicate.set_id(id_of("2"));
  file.mutable_rows(1)->mutable_participant()->set_name("Person Two");
  stage();
  const std::string merge = Merged(c);
  EXPECT_THAT(commit(), RefusedBecause("CHANGED_SINCE_CHECKED")) << "checked before, committed after";
  stage();
  EXPECT_THAT(commit(), IsOk());
  const Participant duplicate = Get(c.t.manager, c.duplicate.id());
  EXPECT_EQ(duplicate.name(), "Person Two");
  EXPECT_EQ(duplicate.merged_into(), c.kept.id());
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM caseload.journey WHERE org_id = '", c.t.org, "'")), 2);
  // A new journey belongs under the kept record.
  sql().Run(
      absl::StrCat("UPDATE caseload.journey SET source_key = 'other' WHERE participant_id = '", c.duplicate.id(), "'"));
  file.set_import_id(NewId());
  type::v1::StageImportResponse staged;
  World::MustBeOk(world().Call(c.t.manager, file, &staged));
  ASSERT_EQ(staged.problems_size(), 1);
  EXPECT_EQ(staged.problems(0).field(), "participant.source_key");
  EXPECT_THAT(staged.problems(0).reason(), HasSubstr("merged into " + c.kept.id()));
  World::MustBeOk(Undo(c.manager, merge));
  EXPECT_FALSE(Get(c.t.manager, c.duplicate.id()).has_merged_into());
}

// The key worker's list says the kept name, and a contact under either record is one with the person.
TEST_F(MergedRead, TheDayKnowsThePerson) {
  const Case c = NewCase();
  Journey journey = world().NewJourney(c.t.manager, c.t, c.duplicate);
  *journey.mutable_accepted_on() = Day(2025, 2, 1);
  World::MustBeOk(world().Update(c.t.manager, journey, {"accepted_on"}));
  const auto items = [&](cl::DayReason reason) {
    cl::Day day;
    World::MustBeOk(world().Call(c.manager, cl::GetDayRequest(), &day));
    std::vector<std::string> people;
    for (const auto& item : day.items()) {
      if (item.reason() == reason) people.push_back(item.participant_id() + " " + item.name());
    }
    return people;
  };
  Merged(c);
  EXPECT_THAT(items(cl::DAY_REASON_FIRST_CONTACT), ElementsAre(c.kept.id() + " Sam Example"));
  cl::Contact contact;
  contact.set_participant_id(c.kept.id());
  *contact.mutable_contacted_on() = Day(2025, 6, 10);
  contact.set_kind(cl::CONTACT_KIND_JOB_SEARCH);
  contact.set_attendance(cl::CONTACT_ATTENDANCE_ATTENDED);
  contact.set_minutes(30);
  contact.add_met_with(cl::CONTACT_WITH_PARTICIPANT);
  world().Make(c.t.specialist, contact);
  EXPECT_THAT(items(cl::DAY_REASON_FIRST_CONTACT), IsEmpty());
}

}  // namespace
}  // namespace gainful::integration
