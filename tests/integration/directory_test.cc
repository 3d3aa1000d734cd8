// What the directory keeps of programmes.
#include "tests/integration/command_line.h"

namespace gainful::integration {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class Directories : public WorldTest {};

TEST_F(Directories, AProgrammeNamesEachRuleOnce) {
  const Tenant t = world().NewTenant();
  Programme p;
  World::MustBeOk(world().Get(t.manager, t.programme, &p));
  p.add_outcome_rules("ips-grow-job-start");
  p.add_outcome_rules("ips-grow-job-start");
  EXPECT_THAT(world().Update(t.manager, p, {"outcome_rules"}), InvalidFor({"programme.outcome_rules[1]"}));
  p.set_name("Another");
  EXPECT_THAT(world().Create(t.manager, p), InvalidFor({"programme.outcome_rules[1]"}));
}

// The commands are made from the contract; what people type and what they read.
TEST_F(Directories, TheCommandsOfProgrammesSayWhatTheyDidAndWhatTheyWant) {
  const Tenant t = world().NewTenant();
  const auto run = [&](const std::string& token, const std::vector<std::string>& arguments) {
    return RunCommand(world(), world().daemon().address(), token, arguments);
  };
  const Printed rules = run(
      t.manager, {"programme", "create", "--name", "Two", "--kind", "ips-primary", "--setting", "primary-care",
                  "--outcome-rules", "ips-grow-job-start,ips-grow-13-weeks", "--triage", "yes", "--review-days", "91"});
  EXPECT_EQ(rules.code, 0) << rules.err;
  EXPECT_THAT(rules.out, AllOf(HasSubstr("ips-grow-13-weeks"), HasSubstr("primary care"), HasSubstr("91")));
  const Printed bad = run(t.manager, {"programme", "create", "--name", "Three", "--kind", "ips-primary",
                                      "--outcome-rules", "ips-grow-job-start,IPS"});
  EXPECT_THAT(bad.err, AllOf(HasSubstr("outcome"), HasSubstr("must be the id of an outcome rule, such as")));
}

}  // namespace
}  // namespace gainful::integration
