// Where all journeys of a person stand, over gRPC and in the copy of their record.
#include <nlohmann/json.hpp>

#include "tests/integration/cli.h"
#include "tests/integration/due_fixture.h"

namespace gainful::integration {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class OutcomeLists : public DueTest {
 protected:
  void SetUp() override {
    t = world().NewTenant();
    first = NewCase(t, {"sustained-13", "sustained-26"});
    second = NewCase(t, {"ips-grow-job-start"});  // of somebody else, as yet
    Journey own = second;
    own.set_participant_id(first.participant_id());
    second = world().Make(t.manager, own);
    job = NewJob(t, first, "2024-02-01");
    Confirm(t, job, "2024-05-01");
  }
  pl::ListOutcomesResponse List(const std::string& token, int page_size = 0, const std::string& page = "") const {
    pl::ListOutcomesRequest q;
    q.set_participant_id(first.participant_id());
    q.set_page_size(page_size);
    q.set_page_token(page);
    pl::ListOutcomesResponse out;
    World::MustBeOk(world().Call(token, q, &out));
    return out;
  }
  static std::vector<std::string> Rules(const pl::ListOutcomesResponse& list) {
    std::vector<std::string> rules;
    for (const auto& o : list.outcomes()) rules.push_back(o.rule());
    return rules;
  }

  Tenant t;
  Journey first, second;
  Spell job;
};

TEST_F(OutcomeLists, AreTheAnswersOfEachJourneyOfThePerson) {
  const auto list = List(t.specialist);
  EXPECT_THAT(Rules(list), ElementsAre("sustained-13", "sustained-26", "ips-grow-job-start"));
  EXPECT_EQ(list.next_page_token(), "");
  int at = 0;
  for (const Journey& journey : {first, second}) {
    pl::GetOutcomesRequest q;
    q.set_journey_id(journey.id());
    pl::Outcomes shown;
    World::MustBeOk(world().Call(t.specialist, q, &shown));
    for (const auto& one : shown.outcomes()) {
      EXPECT_EQ(list.outcomes(at).journey_id(), journey.id());
      EXPECT_EQ(list.outcomes(at++).SerializeAsString(), one.SerializeAsString());
    }
  }
  EXPECT_EQ(list.outcomes(0).answer(), pl::OUTCOME_ANSWER_MET);
  EXPECT_EQ(list.outcomes(1).answer(), pl::OUTCOME_ANSWER_NOT_KNOWN);
}

TEST_F(OutcomeLists, ComePageByPageOfJourneys) {
  auto page = List(t.specialist, 1);
  EXPECT_THAT(Rules(page), ElementsAre("sustained-13", "sustained-26"));
  page = List(t.specialist, 1, page.next_page_token());
  EXPECT_THAT(Rules(page), ElementsAre("ips-grow-job-start"));
  page = List(t.specialist, 1, page.next_page_token());
  EXPECT_THAT(Rules(page), IsEmpty());
  EXPECT_EQ(page.next_page_token(), "");
  // A token is of one person's list.
  pl::ListOutcomesRequest q;
  q.set_participant_id(NewId());
  q.set_page_size(1);
  q.set_page_token(List(t.specialist, 1).next_page_token());
  EXPECT_THAT(world().Call(t.specialist, q), InvalidFor({"page_token"}));
}

TEST_F(OutcomeLists, AreForWhoeverSeesThePerson) {
  EXPECT_THAT(world().Call(t.specialist, pl::ListOutcomesRequest()), InvalidFor({"participant_id"}));
  const auto attempts = [&] {
    return sql().Count(absl::StrCat("SELECT count(*) FROM journal.access WHERE method = 'ListOutcomes' AND record = '",
                                    first.participant_id(), "' AND outcome = 'not_found'"));
  };
  EXPECT_EQ(List(t.auditor).outcomes_size(), 3);
  EXPECT_EQ(attempts(), 0);
  EXPECT_EQ(List(t.other_specialist).outcomes_size(), 0);
  EXPECT_EQ(attempts(), 1);
  EXPECT_EQ(List(world().NewTenant().manager).outcomes_size(), 0);
  EXPECT_EQ(attempts(), 2);
  pl::ListOutcomesRequest q;
  q.set_participant_id(first.participant_id());
  for (const auto& token : {t.commissioner, t.partner, t.administrator})
    EXPECT_THAT(world().Call(token, q), Refused(absl::StatusCode::kPermissionDenied));
  EXPECT_GE(sql().Count(absl::StrCat("SELECT count(*) FROM journal.access WHERE method = 'ListOutcomes' AND person = '",
                                     first.participant_id(), "' AND outcome = 'read'")),
            2)
      << "a read for each journey";
}

// Subject access: what is held about somebody is also where they stand.
TEST_F(OutcomeLists, AreInTheCopyOfThePersonsRecord) {
  const Printed copy =
      RunCli(world(), t.manager, {"participant", "export", first.participant_id(), "--format", "json"});
  ASSERT_EQ(copy.code, 0) << copy.err;
  const auto outcomes = nlohmann::json::parse(copy.out)["outcomes"];
  ASSERT_EQ(outcomes.size(), 3u);
  EXPECT_EQ(outcomes[0]["rule"], "sustained-13");
  EXPECT_EQ(outcomes[0]["journey_id"], first.id());
  EXPECT_EQ(outcomes[0]["because"], "91 days in work from 2024-02-01 to 2024-05-01");
}

}  // namespace
}  // namespace gainful::integration
