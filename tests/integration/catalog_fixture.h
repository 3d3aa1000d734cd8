// Two organisations with rows in every table, and sessions of each service's role beside the services.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gainful/reporting/v1/reporting.pb.h"
#include "gainful/type/v1/import.pb.h"
#include "tests/integration/fidelity_fixture.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {

inline constexpr char kSchemas[] =
    "n.nspname IN ('journal', 'directory', 'caseload', 'employer', 'placement', 'fidelity', 'reporting')";

inline constexpr char kOli[] = "oli.elsewhere@example.org";

class CatalogTest : public WorldTest {
 public:
  static void SetUpTestSuite() {
    WorldTest::SetUpTestSuite();
    FillEveryTable(a());
    FillEveryTable(b());
  }

 protected:
  // Two organisations with rows in every table, so that none can be empty by chance.
  static Tenant& a() {
    static auto* tenant = new Tenant(world().NewTenant());
    return *tenant;
  }
  static Tenant& b() {
    static auto* tenant = new Tenant(world().NewTenant());
    return *tenant;
  }

  static void FillEveryTable(const Tenant& t) {
    Programme programme;
    World::MustBeOk(world().Get(t.manager, t.programme, &programme));
    programme.add_outcome_rules("sustained-13");
    World::MustBeOk(world().Update(t.manager, programme, {"outcome_rules"}));
    const Journey j = world().NewJourney(t.manager, t, world().NewParticipant(t.manager, t.team));
    for (const auto& kind : AllKinds()) world().MakeOne(kind, t, j);
    caseload::v1::StageImportRequest people;
    people.set_import_id(NewId());
    auto* row = people.add_rows();
    row->set_line(1);
    Fill(row->mutable_participant(), World::RefersTo(t, j), 1);
    Fill(row->mutable_journey(), World::RefersTo(t, j), 1);
    World::MustBeOk(world().Call(t.manager, people));
    placement::v1::StageImportRequest jobs;
    jobs.set_import_id(NewId());
    jobs.set_people_import_id(people.import_id());
    auto* job = jobs.add_rows();
    job->set_line(1);
    job->set_journey_key(row->journey().source_key());
    Fill(job->mutable_spell(), World::RefersTo(t, j), 1);
    World::MustBeOk(world().Call(t.manager, jobs));
    ImportRecords(t);
    World::MustBeOk(world().Call(t.manager, caseload::v1::ListParticipantsRequest()));
    ShareEverything(t, j.participant_id());
    EnterAsStudent(t, j);
    const std::string oli = LendToOli(t, j.participant_id());
    AcceptOffers(t);
    DrawUpAList(t);
    TryToExclude(t, world().NewJourney(t.manager, t, world().NewParticipant(t.manager, t.team)));
    MergeTwo(t);
    MergeTwoEmployers(t);
    FollowAlong(t, j.participant_id());
    EndAJob(t, j);
    WholeReview(world(), t);
    LetAReviewerGo(t);
    ReviewBy(t, oli);
    GiveFigures(t);
  }

  // On the day of the visit, of a review of the team in which the reviewers of the other one work.
  static void LetAReviewerGo(const Tenant& t) {
    fi::FidelityReview review;
    review.set_team_id(t.other_team);
    review.set_instrument("ips25");
    *review.mutable_visit_begins_on() = base::ToProto(TodayOf(world()));
    review = world().Make(t.manager, review);
    fi::Reviewer kim;
    World::MustBeOk(AddReviewer(world(), t.manager, review.id(), t.supervisor, true, &kim));
    World::MustBeOk(LetGo(world(), t.manager, kim.id()));
  }

  // By whom every table is asked for.
  static void ReviewBy(const Tenant& t, const std::string& reviewer) {
    fi::FidelityReview review;
    review.set_team_id(t.team);
    review.set_instrument("ips25");
    *review.mutable_visit_begins_on() = base::ToProto(TodayOf(world()) + 200);
    review = world().Make(t.manager, review);
    World::MustBeOk(AddReviewer(world(), t.manager, review.id(), reviewer, true));
  }

  // One that is planned to begin, and one through which a job began.
  static void AcceptOffers(const Tenant& t) {
    for (const bool has_begun : {false, true}) {
      const Journey journey = world().NewJourney(t.manager, t, world().NewParticipant(t.manager, t.team));
      employer::v1::JobApplication accepted;
      accepted.set_participant_id(journey.participant_id());
      accepted.set_journey_id(journey.id());
      accepted.set_vacancy_id(t.vacancy);
      *accepted.mutable_applied_on() = Day(2025, 5, 1);
      *accepted.mutable_offered_on() = *accepted.mutable_offer_accepted_on() = Day(2025, 5, 5);
      *accepted.mutable_planned_start_on() = has_begun ? Day(2025, 6, 2) : Day(2025, 6, 20);
      accepted = world().Make(t.manager, accepted);
      if (!has_begun) continue;
      Spell spell;
      spell.set_journey_id(journey.id());
      spell.set_employer_id(t.employer);
      *spell.mutable_started_on() = Day(2025, 6, 2);
      spell.set_application_id(accepted.id());
      world().Make(t.manager, spell);
    }
  }

  // Of its people, who get keys with that, and of a time when there was nobody, which may be said.
  static void GiveFigures(const Tenant& t) {
    for (const int year : {2025, 1950}) {
      reporting::v1::RetentionReportRequest q;
      q.set_by("sex");
      *q.mutable_from() = Day(year, 1, 1);
      *q.mutable_to() = Day(year, 5, 31);
      q.set_disclosure(reporting::v1::DISCLOSURE_HES);
      World::MustBeOk(world().Call(t.manager, q));
    }
  }

  // With a contact that counts for it.
  static void FollowAlong(const Tenant& t, const std::string& participant) {
    caseload::v1::Contact contact;
    contact.set_participant_id(participant);
    *contact.mutable_contacted_on() = Day(2025, 6, 2);
    contact.set_kind(caseload::v1::CONTACT_KIND_IN_WORK_SUPPORT);
    contact.set_attendance(caseload::v1::CONTACT_ATTENDANCE_ATTENDED);
    contact.set_minutes(30);
    contact.add_met_with(caseload::v1::CONTACT_WITH_PARTICIPANT);
    world().Make(t.manager, contact);
  }

  // With evidence of the end.
  static void EndAJob(const Tenant& t, const Journey& journey) {
    placement::v1::EndSpellRequest end;
    end.set_request_id(NewId());
    end.set_id(world().NewSpell(t.manager, journey).id());
    *end.mutable_ended_on() = Day(2025, 6, 13);
    end.set_end_reason(placement::v1::END_REASON_RESIGNED);
    end.set_evidence(placement::v1::EVIDENCE_KIND_PAYSLIP);
    World::MustBeOk(world().Call(t.manager, end));
  }

  static void MergeTwo(const Tenant& t) {
    caseload::v1::Merge merge;
    // Through one programme at the same time, which is one passage.
    merge.set_participant_id(
        world().NewJourney(t.manager, t, world().NewParticipant(t.manager, t.team)).participant_id());
    merge.set_duplicate_id(
        world().NewJourney(t.manager, t, world().NewParticipant(t.manager, t.team)).participant_id());
    merge.set_reason("The same address.");
    caseload::v1::DecideMergeRequest decide;
    decide.set_request_id(NewId());
    decide.set_id(world().Make(t.specialist, merge).id());
    decide.set_decision(caseload::v1::MERGE_DECISION_SAME);
    World::MustBeOk(world().Call(world().Token({t.org, {"manager"}, {}, "bob@example.org"}), decide));
  }

  static void MergeTwoEmployers(const Tenant& t) {
    employer::v1::Employer again;
    again.set_name("Corner Bakery");
    employer::v1::EmployerMerge merge;
    merge.set_employer_id(t.employer);
    merge.set_duplicate_id(world().Make(t.manager, again).id());
    merge.set_reason("The same shop.");
    employer::v1::DecideEmployerMergeRequest decide;
    decide.set_request_id(NewId());
    decide.set_id(world().Make(t.specialist, merge).id());
    decide.set_decision(employer::v1::EMPLOYER_MERGE_DECISION_SAME);
    World::MustBeOk(world().Call(world().Token({t.org, {"manager"}, {}, "bob@example.org"}), decide));
  }

  // One file of records that is committed, and one that waits.
  static void ImportRecords(const Tenant& t) {
    caseload::v1::StageImportRequest people;
    people.set_import_id(NewId());
    auto* person = people.add_rows();
    person->set_line(1);
    Fill(person->mutable_participant(), World::RefersTo(t, Journey()));
    person->mutable_participant()->set_source("file");
    World::MustBeOk(world().Call(t.manager, people));
    type::v1::CommitImportRequest commit;
    commit.set_request_id(NewId());
    commit.set_import_id(people.import_id());
    const auto method = [](const Message& request) {
      return request.GetDescriptor()->file()->service(0)->FindMethodByName("CommitImport");
    };
    World::MustBeOk(world().Call(t.manager, commit, nullptr, method(people)));
    for (const bool is_committed : {true, false}) {
      caseload::v1::StageRecordsRequest notes;
      notes.set_import_id(NewId());
      auto* row = notes.add_rows();
      row->set_line(1);
      row->set_source("file");
      row->set_source_key(is_committed ? "1" : "2");
      row->set_person_key(person->participant().source_key());
      row->mutable_note()->set_text("Spoke about the bakery.");
      *row->mutable_note()->mutable_noted_on() = Day(2025, 2, 1);
      World::MustBeOk(world().Call(t.manager, notes));
      if (!is_committed) continue;
      commit.set_request_id(NewId());
      commit.set_import_id(notes.import_id());
      World::MustBeOk(world().Call(t.manager, commit, nullptr, method(notes)));
    }
  }

  // Which waits for a countersignature.
  static void EnterAsStudent(const Tenant& t, const Journey& journey) {
    StaffMember student;
    student.set_name("Stu");
    student.set_team_id(t.team);
    student.set_role(directory::v1::STAFF_ROLE_STUDENT);
    student.set_subject("stu@example.org");
    student.set_supervisor_id(t.supervisor);
    World::MustBeOk(world().Create(t.manager, student));
    const std::string token = world().Token({t.org, {"specialist"}, {t.team}, "stu@example.org"});
    world().Make(token, [&] {
      caseload::v1::KitLoan loan;
      loan.set_participant_id(journey.participant_id());
      loan.set_item("laptop");
      loan.set_asset_tag("L-1");
      *loan.mutable_lent_on() = Day(2025, 6, 1);
      return loan;
    }());
    world().NewSpell(token, journey);
    world().NewParticipant(token, t.team);
    employer::v1::ParticipantEngagement visit;
    visit.set_participant_id(journey.participant_id());
    visit.set_journey_id(journey.id());
    visit.set_engagement_id(t.engagement);
    world().Make(token, visit);
  }

  // Who sees, beyond their own team, one that they cover and one person: see As().
  static std::string LendToOli(const Tenant& t, const std::string& participant) {
    StaffMember oli;
    oli.set_name("Oli");
    oli.set_team_id(t.other_team);
    oli.set_role(directory::v1::STAFF_ROLE_EMPLOYMENT_SPECIALIST);
    oli.set_subject(kOli);
    caseload::v1::Cover cover;
    oli = world().Make(t.manager, oli);
    cover.set_staff_member_id(oli.id());
    cover.set_team_id(t.team);
    *cover.mutable_starts_on() = Day(2025, 6, 16);
    *cover.mutable_ends_on() = Day(2025, 6, 16);
    world().Make(t.manager, cover);
    caseload::v1::CreateEmergencyOpeningRequest open;
    open.set_request_id(NewId());
    open.mutable_emergency_opening()->set_participant_id(participant);
    open.mutable_emergency_opening()->set_reason("In distress at the door, and the team is away.");
    World::MustBeOk(world().Call(world().Token({t.org, {"specialist"}, {t.other_team}, kOli}), open));
    return oli.id();
  }

  // Of somebody whose record has been kept for long enough.
  static void DrawUpAList(const Tenant& t) {
    Programme programme;
    World::MustBeOk(world().Get(t.manager, t.programme, &programme));
    programme.set_retention_years(1);
    World::MustBeOk(world().Update(t.manager, programme, {"retention_years"}));
    Journey j;
    j.set_participant_id(world().NewParticipant(t.manager, t.team).id());
    j.set_programme_id(t.programme);
    j.set_team_id(t.team);
    *j.mutable_referred_on() = Day(2010, 1, 1);
    *j.mutable_declined_on() = Day(2010, 1, 2);
    j.set_decline_reason(caseload::v1::DECLINE_REASON_OTHER);
    world().Make(t.manager, j);
    caseload::v1::Disposal list;
    *list.mutable_as_of() = Day(2025, 6, 1);
    if (world().Make(t.manager, list).listed() != 1) throw std::runtime_error("not just one person is due");
  }

  // Which raises an alert.
  static void TryToExclude(const Tenant& t, const Journey& journey) {
    caseload::v1::DeclineJourneyRequest decline;
    decline.set_request_id(NewId());
    decline.set_id(journey.id());
    *decline.mutable_declined_on() = Day(2025, 2, 1);
    decline.set_decline_reason(caseload::v1::DECLINE_REASON_CONVICTIONS);
    EXPECT_EQ(world().Call(t.specialist, decline).reason, "ZERO_EXCLUSION");
  }

  // With the partner: one consent in force, and one that was withdrawn.
  static void ShareEverything(const Tenant& t, const std::string& participant) {
    namespace cl = caseload::v1;
    for (const auto purpose : {cl::SHARING_PURPOSE_EMPLOYMENT_SUPPORT, cl::SHARING_PURPOSE_HEALTH_CARE}) {
      cl::Consent consent;
      consent.set_participant_id(participant);
      consent.set_decision(cl::CONSENT_DECISION_GIVEN);
      consent.set_recipient_org_id(kElsewhere);
      consent.set_purpose(purpose);
      for (int i = 1; i < cl::SharingCategory_descriptor()->value_count(); ++i)
        consent.add_categories(static_cast<cl::SharingCategory>(i));
      consent.add_directions(cl::SHARING_DIRECTION_OUTGOING);
      *consent.mutable_said_on() = Day(2025, 3, 1);
      World::MustBeOk(world().Create(t.manager, consent));
    }
    cl::WithdrawConsentRequest withdraw;
    withdraw.set_request_id(NewId());
    withdraw.set_participant_id(participant);
    withdraw.set_purpose(cl::SHARING_PURPOSE_HEALTH_CARE);
    *withdraw.mutable_said_on() = Day(2025, 3, 2);
    World::MustBeOk(world().Call(t.manager, withdraw));
  }

  // Tables and views with an org_id that a role may read, but for the views across organisations.
  static std::vector<std::string> Readable(const std::string& role) {
    return sql().Column(absl::StrCat(
        "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "JOIN pg_attribute t ON t.attrelid = c.oid AND t.attname = 'org_id' WHERE ",
        kSchemas,
        " AND c.relkind IN ('r', 'p', 'v') AND "
        "has_table_privilege('",
        role, "', c.oid, 'SELECT') AND c.relname NOT LIKE 'published%\\_all\\_v%' ORDER BY 1"));
  }

  // Exchange is called by the partner, every other service by the organisation's own people.
  static std::string As(const std::string& org, const std::string& role = "") {
    return absl::StrCat("BEGIN; SET LOCAL app.org = '", org, "'; SET LOCAL app.caller_org = '",
                        role == "exchange_svc" ? kElsewhere : org,
                        "'; SET LOCAL app.team_scope = 'all'; SET LOCAL app.teams = '{}'; SET LOCAL app.caller = '",
                        absl::BytesToHexString(base::Sha256(kOli)),
                        "'; SET LOCAL app.now = '2025-06-16 12:00:00+00'; ");
  }

  static std::vector<std::string> Services() {
    return {"directory_svc", "caseload_svc",  "employer_svc", "placement_svc",
            "fidelity_svc",  "reporting_svc", "exchange_svc"};
  }

  static std::string StateOf(Sql* session, const std::string& statement) {
    try {
      session->Run(statement);
      return "done";
    } catch (const SqlFailure& e) {
      return e.state;
    }
  }
};

}  // namespace gainful::integration
