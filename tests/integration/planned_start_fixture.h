// People who accepted an offer at the corner bakery. The world's clock stands at 2025-06-16.
#pragma once

#include <string>
#include <vector>

#include "tests/integration/due_fixture.h"

namespace gainful::integration {

namespace cl = caseload::v1;
namespace em = employer::v1;

class PlannedStartTest : public DueTest {
 protected:
  void SetUp() override { t = world().NewTenant(); }

  static testing::Matcher<const Outcome&> RefusedBecause(const std::string& reason) {
    return testing::AllOf(Refused(absl::StatusCode::kFailedPrecondition), testing::Field(&Outcome::reason, reason));
  }
  template <class Request>
  static Request Step(const std::string& id) {
    Request q;
    q.set_request_id(NewId());
    q.set_id(id);
    return q;
  }

  em::JobApplication Applied(const Journey& journey, const std::string& vacancy = "") const {
    em::JobApplication a;
    a.set_participant_id(journey.participant_id());
    a.set_journey_id(journey.id());
    a.set_vacancy_id(vacancy.empty() ? t.vacancy : vacancy);
    *a.mutable_applied_on() = On("2025-05-01");
    return a;
  }
  // With the day on which work is to begin.
  em::JobApplication Accepted(const Journey& journey, const std::string& start, const std::string& vacancy = "") const {
    em::JobApplication a = Applied(journey, vacancy);
    *a.mutable_offered_on() = *a.mutable_offer_accepted_on() = On("2025-05-05");
    *a.mutable_planned_start_on() = On(start);
    return world().Make(t.manager, a);
  }
  // A job at the bakery that may name an application.
  Spell Job(const Journey& journey, const std::string& start, const std::string& application = "") const {
    Spell s;
    s.set_journey_id(journey.id());
    *s.mutable_started_on() = On(start);
    s.set_employer_id(t.employer);
    if (!application.empty()) s.set_application_id(application);
    return s;
  }
  std::string JobOf(const em::JobApplication& application) const {
    em::JobApplication read;
    World::MustBeOk(world().Get(t.manager, application.id(), &read));
    return read.job_id();
  }

  // What is asked about planned starts, in its order.
  std::vector<pl::DueItem> Starts(const std::string& token, const pl::GetDueRequest& q = {}) {
    pl::Due due;
    World::MustBeOk(world().Call(token, q, &due));
    std::vector<pl::DueItem> items;
    for (const auto& item : due.items()) {
      if (item.kind() == pl::DUE_KIND_BEFORE_START || item.kind() == pl::DUE_KIND_PLANNED_START) items.push_back(item);
    }
    return items;
  }
  // "before_start due 2025-06-19", a line for each.
  std::vector<std::string> Asked(const std::string& token, const pl::GetDueRequest& q = {}) {
    std::vector<std::string> lines;
    for (const auto& item : Starts(token, q)) {
      lines.push_back(absl::StrCat(base::CodeOf(pl::DueKind_descriptor()->FindValueByNumber(item.kind())), " ",
                                   base::CodeOf(pl::DueState_descriptor()->FindValueByNumber(item.state())), " ",
                                   Text(item.checkpoint_on())));
    }
    return lines;
  }

  // Whoever decides is neither the specialist who proposed nor the manager who records.
  std::string Decider() const { return world().Token({t.org, {"manager"}, {}, "max@example.org"}); }
  std::string MergedPeople(const std::string& kept, const std::string& duplicate) const {
    cl::Merge merge;
    merge.set_participant_id(kept);
    merge.set_duplicate_id(duplicate);
    merge.set_reason("The same birth date, and one address.");
    const std::string id = world().Make(t.specialist, merge).id();
    auto q = Step<cl::DecideMergeRequest>(id);
    q.set_decision(cl::MERGE_DECISION_SAME);
    q.set_note("Both records read.");
    World::MustBeOk(world().Call(Decider(), q));
    return id;
  }
  std::string MergedEmployers(const std::string& kept, const std::string& duplicate) const {
    em::EmployerMerge merge;
    merge.set_employer_id(kept);
    merge.set_duplicate_id(duplicate);
    merge.set_reason("The same kitchen, and one owner.");
    const std::string id = world().Make(t.specialist, merge).id();
    auto q = Step<em::DecideEmployerMergeRequest>(id);
    q.set_decision(em::EMPLOYER_MERGE_DECISION_SAME);
    q.set_note("Asked them.");
    World::MustBeOk(world().Call(Decider(), q));
    return id;
  }

  Tenant t;
};

}  // namespace gainful::integration
