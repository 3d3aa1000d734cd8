// Case notes and measures: who reads them, what they score, and what an answer about self-harm sets off.
#include "absl/strings/str_cat.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

namespace cl = caseload::v1;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Clinical : public WorldTest {
 protected:
  static cl::Note About(const Participant& p, const std::string& text, bool restricted = false) {
    cl::Note n;
    n.set_participant_id(p.id());
    *n.mutable_noted_on() = Day(2025, 6, 15);
    n.set_text(text);
    n.set_restricted(restricted);
    return n;
  }
  std::vector<std::string> Texts(const std::string& token, const Participant& p) {
    cl::ListNotesRequest request;
    request.set_participant_id(p.id());
    cl::ListNotesResponse response;
    World::MustBeOk(world().Call(token, request, &response));
    std::vector<std::string> texts;
    for (const auto& note : response.notes()) texts.push_back(note.text());
    std::sort(texts.begin(), texts.end());
    return texts;
  }
  static cl::Measure Phq9(const Participant& p, int ninth, google::type::Date on = Day(2025, 6, 16)) {
    cl::Measure m;
    m.set_participant_id(p.id());
    m.set_kind(cl::MEASURE_KIND_PHQ9);
    *m.mutable_measured_on() = std::move(on);
    for (int i = 0; i < 8; ++i) m.add_items(1);
    m.add_items(ninth);
    return m;
  }
  std::vector<cl::Alert> Alerts(const std::string& token) {
    cl::ListAlertsResponse response;
    World::MustBeOk(world().Call(token, cl::ListAlertsRequest(), &response));
    return {response.alerts().begin(), response.alerts().end()};
  }
  std::vector<std::string> AlertsOfTheDay(const std::string& token) {
    cl::Day day;
    World::MustBeOk(world().Call(token, cl::GetDayRequest(), &day));
    std::vector<std::string> notes;
    for (const auto& item : day.items()) {
      if (item.reason() == cl::DAY_REASON_ALERT || item.reason() == cl::DAY_REASON_CRISIS) notes.push_back(item.note());
    }
    return notes;
  }
};

TEST_F(Clinical, ANoteIsSignedAndAmendedByAnother) {
  const Tenant t = world().NewTenant();
  const Participant p = world().NewParticipant(t.manager, t.team), other = world().NewParticipant(t.manager, t.team);
  const cl::Note note = world().Make(t.specialist, About(p, "Met at the library."));
  EXPECT_EQ(note.author(), "ann@example.org");
  cl::Note addendum = About(p, "It was the town hall.");
  addendum.set_addendum_to(note.id());
  EXPECT_EQ(world().Make(t.specialist, addendum).addendum_to(), note.id());
  EXPECT_THAT(Texts(t.auditor, p), ElementsAre("It was the town hall.", "Met at the library."));
  cl::Note elsewhere = About(other, "Of somebody else.");
  elsewhere.set_addendum_to(note.id());
  EXPECT_THAT(world().Create(t.specialist, elsewhere), NotFoundFor({"note.addendum_to"}));
  elsewhere.clear_addendum_to();
  elsewhere.set_journey_id(world().NewJourney(t.manager, t, p).id());
  EXPECT_THAT(world().Create(t.specialist, elsewhere), NotFoundFor({"note.journey_id"}));
}

TEST_F(Clinical, ARestrictedNoteIsForItsAuthorAndManagers) {
  const Tenant t = world().NewTenant();
  const Participant p = world().NewParticipant(t.manager, t.team);
  const std::string bea = world().Token({t.org, {"specialist"}, {t.team}, "bea@example.org"});
  const cl::Note open = world().Make(t.specialist, About(p, "open"));
  const cl::Note note = world().Make(t.specialist, About(p, "restricted", true));
  EXPECT_THAT(Texts(t.specialist, p), ElementsAre("open", "restricted")) << "the author";
  EXPECT_THAT(Texts(t.manager, p), ElementsAre("open", "restricted"));
  const std::string auditor = world().Token({t.org, {"auditor"}, {}, "cem@example.org"});
  for (const std::string& token : {bea, auditor}) {
    EXPECT_THAT(Texts(token, p), ElementsAre("open"));
    cl::Note read;
    const Outcome hidden = world().Get(token, note.id(), &read), missing = world().Get(token, NewId(), &read);
    EXPECT_THAT(hidden, Refused(absl::StatusCode::kNotFound));
    EXPECT_EQ(hidden.message, missing.message);
    EXPECT_EQ(hidden.details, missing.details);
  }
  cl::Note addendum = About(p, "more");
  addendum.set_addendum_to(note.id());
  EXPECT_THAT(world().Create(bea, addendum), NotFoundFor({"note.addendum_to"}));
  const cl::Note added = world().Make(world().Token({t.org, {"manager"}, {}, "dai@example.org"}), addendum);
  EXPECT_TRUE(added.restricted()) << "though nobody said so";
  EXPECT_THAT(Texts(bea, p), ElementsAre("open"));
  EXPECT_THAT(Texts(t.specialist, p), ElementsAre("more", "open", "restricted")) << "the author of what was added to";
}

TEST_F(Clinical, AMeasureIsScoredWhenItIsRead) {
  const Tenant t = world().NewTenant();
  const Participant p = world().NewParticipant(t.manager, t.team);
  const cl::Measure made = world().Make(t.specialist, Phq9(p, 0));
  EXPECT_EQ(made.score(), 8);
  EXPECT_EQ(made.band(), "mild");
  cl::Measure read;
  ASSERT_THAT(world().Get(t.auditor, made.id(), &read), IsOk());
  EXPECT_EQ(read.SerializeAsString(), made.SerializeAsString());
  cl::Measure incomplete = Phq9(p, 0);
  incomplete.set_items(3, -9);
  EXPECT_FALSE(world().Make(t.specialist, incomplete).has_score());
  EXPECT_THAT(world().Create(t.specialist, Phq9(p, 4)), InvalidFor({"measure.items[8]"}));
  EXPECT_THAT(world().Create(t.specialist, Phq9(p, 11)), InvalidFor({"measure.items[8]"}));
  EXPECT_THAT(Alerts(t.manager), IsEmpty());
}

TEST_F(Clinical, ProgressComparesTheFirstScoreWithTheLast) {
  const Tenant t = world().NewTenant();
  const Participant p = world().NewParticipant(t.manager, t.team);
  cl::GetProgressRequest request;
  request.set_id(p.id());
  request.set_kind(cl::MEASURE_KIND_GAD7);
  cl::Progress progress;
  ASSERT_THAT(world().Call(t.specialist, request, &progress), IsOk());
  EXPECT_EQ(progress.measures(), 0);
  const auto gad7 = [&](int each, int day) {
    cl::Measure m;
    m.set_participant_id(p.id());
    m.set_kind(cl::MEASURE_KIND_GAD7);
    *m.mutable_measured_on() = Day(2025, 5, day);
    for (int i = 0; i < 7; ++i) m.add_items(each);
    return world().Make(t.specialist, m);
  };
  gad7(1, 20);
  gad7(2, 1);  // recorded later, taken earlier
  const cl::Measure mistaken = gad7(3, 30);
  cl::WithdrawMeasureRequest withdraw;
  withdraw.set_request_id(NewId());
  withdraw.set_id(mistaken.id());
  World::MustBeOk(world().Call(t.specialist, withdraw));
  ASSERT_THAT(world().Call(t.specialist, request, &progress), IsOk());
  EXPECT_EQ(progress.measures(), 2);
  EXPECT_EQ(progress.first(), 14);
  EXPECT_EQ(progress.first_on().day(), 1);
  EXPECT_EQ(progress.last(), 7);
  EXPECT_EQ(progress.change(), cl::SCORE_CHANGE_IMPROVED);
  EXPECT_THAT(world().Call(t.other_specialist, request), Refused(absl::StatusCode::kNotFound));
}

// The organisation's own protocol at once, an alert with it, a time limit, a deputy, and everybody after that.
TEST_F(Clinical, AnAnswerAboutSelfHarmShowsTheProtocolAndRaisesAnAlert) {
  const Tenant t = world().NewTenant();
  Organisation organisation;
  World::MustBeOk(world().Get(t.administrator, t.org, &organisation));
  organisation.set_crisis_protocol("Stay with them.");
  organisation.set_crisis_duty("Duty OT, 555");
  organisation.set_crisis_deputy("Lead OT");
  organisation.set_crisis_minutes(20);
  World::MustBeOk(world().Update(t.administrator, organisation,
                                 {"crisis_protocol", "crisis_duty", "crisis_deputy", "crisis_minutes"}));
  const Participant p = world().NewParticipant(t.manager, t.team);
  cl::CreateMeasureRequest request;
  request.set_request_id(NewId());
  *request.mutable_measure() = Phq9(p, 1);
  cl::Measure made;
  const Outcome first = world().Call(t.specialist, request, &made);
  ASSERT_THAT(first, IsOk());
  EXPECT_THAT(made.crisis_protocol(), HasSubstr("Stay with them. On duty: Duty OT, 555. Deputy: Lead OT."));
  EXPECT_THAT(made.crisis_protocol(), HasSubstr("no emergency service"));
  EXPECT_EQ(made.alert(), cl::ALERT_KIND_CRISIS);
  EXPECT_EQ(made.answer_by().seconds(), absl::ToUnixSeconds(world().Now()) + 20 * 60);
  // A repeat of the call gets the same answer and raises no second alert.
  EXPECT_EQ(world().Call(t.specialist, request).bytes, first.bytes);
  auto alerts = Alerts(t.manager);
  ASSERT_EQ(alerts.size(), 1u);
  EXPECT_EQ(alerts[0].kind(), cl::ALERT_KIND_CRISIS);
  EXPECT_EQ(alerts[0].participant_id(), p.id());
  EXPECT_EQ(alerts[0].answer_by().seconds(), made.answer_by().seconds());
  const absl::Time before = world().Now();
  EXPECT_THAT(AlertsOfTheDay(t.specialist), ElementsAre("for Duty OT, 555, within 20 min"));
  world().clock().Set(before + absl::Minutes(21));
  EXPECT_THAT(AlertsOfTheDay(t.manager), ElementsAre("not taken up in time: for Lead OT"));
  world().clock().Set(before + absl::Minutes(41));
  EXPECT_THAT(AlertsOfTheDay(t.manager), ElementsAre("not taken up by duty or deputy: for every manager, now"));
  cl::AcknowledgeAlertRequest acknowledge;
  acknowledge.set_request_id(NewId());
  acknowledge.set_id(alerts[0].id());
  EXPECT_THAT(world().Call(t.other_specialist, acknowledge), Refused(absl::StatusCode::kNotFound));
  EXPECT_THAT(world().Call(t.specialist, acknowledge), Refused(absl::StatusCode::kFailedPrecondition)) << "their own";
  const std::string bea = world().Token({t.org, {"specialist"}, {t.team}, "bea@example.org"});
  EXPECT_THAT(world().Call(bea, acknowledge), IsOk());
  EXPECT_THAT(AlertsOfTheDay(t.manager), IsEmpty());
  world().clock().Set(before);
  // What was read later does not show the protocol again; who recorded it has.
  cl::Measure read;
  World::MustBeOk(world().Get(t.manager, made.id(), &read));
  EXPECT_EQ(read.crisis_protocol(), "");
}

TEST_F(Clinical, AnOldAnswerGoesToReview) {
  const Tenant t = world().NewTenant();
  const Participant p = world().NewParticipant(t.manager, t.team);
  EXPECT_EQ(world().Make(t.specialist, Phq9(p, 2, Day(2025, 6, 9))).alert(), cl::ALERT_KIND_CRISIS);
  const cl::Measure old = world().Make(t.specialist, Phq9(p, 2, Day(2025, 6, 8)));
  EXPECT_EQ(old.alert(), cl::ALERT_KIND_OLD_ANSWER);
  EXPECT_FALSE(old.has_answer_by());
  EXPECT_THAT(old.crisis_protocol(), HasSubstr("the day is a mistake"));
  EXPECT_EQ(Alerts(t.manager).size(), 2u);
  // A programme has a limit of its own.
  Programme programme;
  World::MustBeOk(world().Get(t.manager, t.programme, &programme));
  programme.set_old_answer_days(30);
  World::MustBeOk(world().Update(t.manager, programme, {"old_answer_days"}));
  cl::Measure in_journey = Phq9(p, 2, Day(2025, 5, 17));
  in_journey.set_journey_id(world().NewJourney(t.manager, t, p).id());
  EXPECT_EQ(world().Make(t.specialist, in_journey).alert(), cl::ALERT_KIND_CRISIS);
  *in_journey.mutable_measured_on() = Day(2025, 5, 16);
  EXPECT_EQ(world().Make(t.specialist, in_journey).alert(), cl::ALERT_KIND_OLD_ANSWER);
}

// Neither is on record without the other, and the journal holds after it.
TEST_F(Clinical, TheAlertIsWrittenWithTheMeasure) {
  const Tenant t = world().NewTenant();
  const Participant p = world().NewParticipant(t.manager, t.team);
  sql().Run("REVOKE INSERT ON caseload.alert FROM caseload_svc");
  const Outcome refused = world().Create(t.specialist, Phq9(p, 1));
  sql().Run("GRANT INSERT ON caseload.alert TO caseload_svc");
  EXPECT_FALSE(refused.ok());
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM caseload.measure WHERE participant_id = '", p.id(), "'")),
            0);
  world().Make(t.specialist, Phq9(p, 1));
  cl::VerifyJournalResponse sound;
  EXPECT_THAT(world().Call(t.manager, cl::VerifyJournalRequest(), &sound), IsOk());
}

}  // namespace
}  // namespace gainful::integration
