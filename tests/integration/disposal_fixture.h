// People whose records have been kept for long enough, and managers who draw up and sign lists of them.
#pragma once

#include "absl/strings/str_cat.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {

namespace cl = caseload::v1;

class Disposals : public WorldTest {
 protected:
  // The programme keeps records for 8 years.
  Tenant NewTenant() {
    Tenant t = world().NewTenant();
    Keep(t, 8);
    return t;
  }
  void Keep(const Tenant& t, int years) {
    Programme programme;
    World::MustBeOk(world().Get(t.manager, t.programme, &programme));
    programme.set_retention_years(years);
    World::MustBeOk(world().Update(t.manager, programme, {"retention_years"}));
  }
  // A manager beside Ann, who draws up the lists.
  static std::string Second(const Tenant& t) { return world().Token({t.org, {"manager"}, {}, "bea@example.org"}); }

  Participant NewPerson(const Tenant& t, const std::string& name = "Sam Findable") {
    Participant p;
    p.set_team_id(t.team);
    p.set_name(name);
    return world().Make(t.manager, p);
  }
  // Their journey through the tenant's programme, exited on a day.
  Journey NewEnded(const Tenant& t, const Participant& p, const google::type::Date& exited_on = Day(2012, 5, 1)) {
    Journey j;
    j.set_participant_id(p.id());
    j.set_programme_id(t.programme);
    j.set_team_id(t.team);
    *j.mutable_referred_on() = Day(2010, 1, 1);
    *j.mutable_accepted_on() = Day(2010, 2, 1);
    *j.mutable_exited_on() = exited_on;
    return world().Make(t.manager, j);
  }
  Participant NewDue(const Tenant& t, const std::string& name = "Sam Findable") {
    const Participant p = NewPerson(t, name);
    NewEnded(t, p);
    return p;
  }

  Outcome TryPropose(const std::string& token, const google::type::Date& as_of, cl::Disposal* out) {
    cl::Disposal list;
    *list.mutable_as_of() = as_of;
    return world().Create(token, list, out);
  }
  cl::Disposal Propose(const Tenant& t, const google::type::Date& as_of = Day(2025, 6, 16)) {
    cl::Disposal list;
    World::MustBeOk(TryPropose(t.manager, as_of, &list));
    return list;
  }
  static std::vector<std::string> PeopleOn(const cl::Disposal& list) {
    std::vector<std::string> ids;
    for (const auto& line : list.people()) ids.push_back(line.participant_id());
    return ids;
  }
  static const cl::DisposalPerson& LineOf(const cl::Disposal& list, const Participant& p) {
    for (const auto& line : list.people()) {
      if (line.participant_id() == p.id()) return line;
    }
    throw std::runtime_error("they are not on the list");
  }
  static cl::SignDisposalRequest Signature(const cl::Disposal& list) {
    cl::SignDisposalRequest request;
    request.set_request_id(NewId());
    request.set_id(list.id());
    request.set_etag(list.etag());
    return request;
  }
  Outcome Sign(const std::string& token, const cl::Disposal& list, cl::Disposal* out = nullptr) {
    return world().Call(token, Signature(list), out);
  }
  cl::Disposal Signed(const Tenant& t, const cl::Disposal& list) {
    cl::Disposal out;
    World::MustBeOk(Sign(Second(t), list, &out));
    return out;
  }
  Outcome Strike(const std::string& token, const cl::Disposal& list, const std::string& person,
                 cl::Disposal* out = nullptr) {
    cl::StrikeDisposalRequest request;
    request.set_request_id(NewId());
    request.set_disposal_id(list.id());
    request.set_participant_id(person);
    request.set_reason("The complaint is not closed.");
    return world().Call(token, request, out);
  }
  // The second record is merged into the first; the merge's id.
  static std::string Merge(const Tenant& t, const Participant& kept, const Participant& duplicate) {
    cl::Merge merge;
    merge.set_participant_id(kept.id());
    merge.set_duplicate_id(duplicate.id());
    merge.set_reason("One address.");
    cl::DecideMergeRequest decide;
    decide.set_request_id(NewId());
    decide.set_id(world().Make(t.manager, merge).id());
    decide.set_decision(cl::MERGE_DECISION_SAME);
    World::MustBeOk(world().Call(Second(t), decide));
    return decide.id();
  }
  cl::LegalHold Hold(const Tenant& t, const Participant& p) {
    cl::LegalHold hold;
    hold.set_participant_id(p.id());
    hold.set_reason("A public inquiry asked for it.");
    return world().Make(t.manager, hold);
  }
  Outcome Lift(const std::string& token, const cl::LegalHold& hold, cl::LegalHold* out = nullptr) {
    cl::LiftLegalHoldRequest request;
    request.set_request_id(NewId());
    request.set_id(hold.id());
    request.set_lift_reason("The inquiry has reported.");
    return world().Call(token, request, out);
  }
  static cl::Contact ContactWith(const Participant& p, const google::type::Date& on) {
    cl::Contact contact;
    contact.set_participant_id(p.id());
    *contact.mutable_contacted_on() = on;
    contact.set_kind(cl::CONTACT_KIND_REVIEW);
    contact.set_attendance(cl::CONTACT_ATTENDANCE_ATTENDED);
    contact.set_minutes(30);
    return contact;
  }
  bool IsOnRecord(const Tenant& t, const Participant& p) {
    Participant read;
    const Outcome outcome = world().Get(t.manager, p.id(), &read);
    EXPECT_TRUE(outcome.ok() || outcome.code == absl::StatusCode::kNotFound) << outcome;
    return outcome.ok();
  }
};

inline testing::Matcher<const Outcome&> RefusedState(const std::string& reason) {
  return testing::AllOf(Refused(absl::StatusCode::kFailedPrecondition), testing::Field(&Outcome::reason, reason));
}

}  // namespace gainful::integration
