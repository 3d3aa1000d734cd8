// What an answer says to somebody who does not see all that it rests on.
#include "services/placement/outcome_words.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/unit/placement/outcome/made.h"

namespace gainful::placement {
namespace {

using outcome::On;

bool Has(const std::string& text, const char* part) { return absl::StrContains(text, part); }

// Two journeys of one passage, "a" and "b", with a job under each; "b" is another team's.
class Words : public ::testing::Test {
 protected:
  Words() {
    made_.Job("2024-02-05", "2024-03-17");
    made_.Job("2024-03-18", "2024-05-05");
  }

  OutcomeFacts Facts(bool sees_all) const {
    OutcomeFacts facts;
    facts.journey = made_.journey;
    facts.spells = made_.spells;
    facts.terms = made_.terms;
    facts.journeys = {"a", "b"};
    for (size_t i = 0; i < facts.spells.size(); ++i) {
      facts.spell_ids.push_back(absl::StrCat("spell ", i));
      facts.spell_journeys.emplace_back(i == 0 ? "a" : "b");
    }
    if (!sees_all) {
      facts.unseen_journeys = {"b"};
      facts.is_support_end_seen = false;
      for (size_t i = 1; i < facts.spells.size(); ++i) facts.unseen.insert(facts.spell_ids[i]);
    }
    return facts;
  }
  std::string Said(const std::string& id, const char* as_at, bool sees_all) const {
    const OutcomeFacts facts = Facts(sees_all);
    outcome::Engine engine;
    engine.Load(facts.history());
    const outcome::Rule& rule = *outcome::FindRule(id, outcome::kForever);
    const auto standing = engine.Evaluate(outcome::Compile(rule));
    return Because(facts, rule, standing, AnswerAt(standing, On(as_at)), On(as_at), &engine);
  }

  outcome::Made made_;
};

TEST_F(Words, NameTheDaysOfWhatIsSeen) {
  EXPECT_EQ(Said("sustained-13", "2024-06-01", true), "91 days in work from 2024-02-05 to 2024-05-05");
  EXPECT_EQ(Said("ips-grow-job-start", "2024-06-01", true),
            "the job began on 2024-02-05; 4 paid hours by 2024-02-06; 2 job starts");
}

TEST_F(Words, NameNoFirstDayOfWhatIsNot) {
  EXPECT_EQ(Said("sustained-13", "2024-06-01", false),
            "91 days in work to 2024-05-05; it rests on work recorded under a journey of another team");
  EXPECT_EQ(Said("ipspc-13-in-16", "2024-06-01", false),
            "the 13th week ended on 2024-05-05; it rests on work recorded under a journey of another team");
  EXPECT_EQ(Said("ips-grow-job-start", "2024-06-01", false),
            "the job began on 2024-02-05; 4 paid hours by 2024-02-06; 2 job starts")
      << "which the first job alone decides";
  made_.spells[0].competitive = outcome::Fact::kNo;
  EXPECT_EQ(Said("ips-grow-job-start", "2024-06-01", false),
            "a job began; 4 paid hours were worked; it rests on work recorded under a journey of another team");
}

// How much is done grows on the days that were worked.
TEST_F(Words, SayNothingOfHowMuchIsDoneWhereSomeOfItIsNotSeen) {
  for (const char* as_at : {"2024-03-01", "2024-04-01", "2024-06-01"}) {
    for (const char* rule : {"sustained-26", "sustained-52", "ipspc-13-in-16"}) {
      const std::string said = Said(rule, as_at, false);
      EXPECT_FALSE(Has(said, " of 182") || Has(said, " of 364") || Has(said, " of 13")) << said;
      EXPECT_NE(said, "");
      EXPECT_NE(said.front(), ';') << said;
    }
  }
  EXPECT_TRUE(Has(Said("sustained-26", "2024-06-01", true), "91 of 182 days in work"));
}

TEST_F(Words, NameNoDayOfEvidenceThatIsNotSeen) {
  made_.spells[1].end = outcome::kNoDay;
  made_.spells[1].last_confirmed = On("2024-04-10");
  EXPECT_TRUE(Has(Said("sustained-13", "2024-06-01", true), "no evidence of work since 2024-04-10"));
  const std::string said = Said("sustained-13", "2024-06-01", false);
  EXPECT_TRUE(Has(said, "no later evidence of work"));
  EXPECT_TRUE(Has(said, "work recorded under a journey of another team"));
  EXPECT_FALSE(Has(said, "2024-"));
  EXPECT_TRUE(Has(Said("sustained-13", "2024-05-04", false), "2024-05-05 if the job goes on"))
      << "the day on which the outcome could be met is the answer's own";
}

TEST_F(Words, OfAnotherTeamsJobStartDoNotNameTheDayOnWhichItCouldCount) {
  made_.spells[0].competitive = outcome::Fact::kNo;
  made_.spells[1].end = outcome::kNoDay;
  EXPECT_TRUE(Has(Said("ips-grow-job-start", "2024-03-18", true), "2024-03-19 if the job goes on"));
  const std::string said = Said("ips-grow-job-start", "2024-03-18", false);
  EXPECT_TRUE(Has(said, "later if the job goes on"));
  EXPECT_FALSE(Has(said, "2024-"));
}

TEST_F(Words, NameTheEndOfSupportWhereThatIsSeen) {
  made_.spells.clear();
  made_.journey.support_to = On("2024-05-31");
  EXPECT_TRUE(Has(Said("sustained-13", "2024-05-30", true), "it must begin by 2024-05-31"));
  EXPECT_FALSE(Has(Said("sustained-13", "2024-05-30", false), "2024-05-31"));
  EXPECT_TRUE(Has(Said("sustained-13", "2024-06-01", true), "support ended on 2024-05-31"));
  const std::string said = Said("sustained-13", "2024-06-01", false);
  EXPECT_TRUE(Has(said, "support ended"));
  EXPECT_FALSE(Has(said, "2024-"));
}

TEST_F(Words, SayThatAPassageIsOne) {
  EXPECT_EQ(PassageWords(Facts(true)),
            "one passage of 2 journeys through this programme, under merged records of one person");
  EXPECT_TRUE(Has(PassageWords(Facts(false)), "; 1 of them of another team"));
  OutcomeFacts alone = Facts(true);
  alone.journeys = {"a"};
  EXPECT_EQ(PassageWords(alone), "");
}

// Evidence is of the spells that decide; where none does, of the day to which all journeys were followed.
TEST_F(Words, KnowWhoseTheEvidenceIs) {
  const OutcomeFacts facts = Facts(false);
  EXPECT_TRUE(SightOf(facts, {0}).of_work && SightOf(facts, {0}).of_evidence);
  EXPECT_FALSE(SightOf(facts, {0, 1}).of_work || SightOf(facts, {0, 1}).of_evidence);
  EXPECT_TRUE(SightOf(facts, {}).of_work);
  EXPECT_FALSE(SightOf(facts, {}).of_evidence);
  EXPECT_TRUE(SightOf(Facts(true), {}).of_evidence);
}

}  // namespace
}  // namespace gainful::placement
