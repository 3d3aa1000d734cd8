#include "services/reporting/disclosure_profile.h"

#include "absl/strings/match.h"
#include "services/reporting/disclosure_survival.h"
#include "tests/unit/testing.h"

namespace gainful::reporting {
namespace {

constexpr pb::Disclosure kRounding[] = {pb::DISCLOSURE_MHSDS, pb::DISCLOSURE_HES};

// "*", or the count as shown.
std::string Shown(pb::Disclosure profile, std::int64_t count) {
  const Class as = Control(ProfileOf(profile), nullptr).ClassOf({count, 0});
  return as.is_small ? "*" : std::to_string(as.shown);
}

TEST(Profiles, WithholdAndRoundAtTheirEdges) {
  for (const std::int64_t count : {0, 1, 4}) EXPECT_EQ(Shown(pb::DISCLOSURE_MHSDS, count), "*") << count;
  for (const std::int64_t count : {1, 4, 5, 7}) EXPECT_EQ(Shown(pb::DISCLOSURE_HES, count), "*") << count;
  EXPECT_EQ(Shown(pb::DISCLOSURE_HES, 0), "0");
  EXPECT_EQ(Shown(pb::DISCLOSURE_MHSDS, 5), "5");
  EXPECT_EQ(Shown(pb::DISCLOSURE_MHSDS, 7), "5");
  for (const auto profile : kRounding) {
    EXPECT_EQ(Shown(profile, 8), "10");
    EXPECT_EQ(Shown(profile, 12), "10");
    EXPECT_EQ(Shown(profile, 13), "15");
    EXPECT_EQ(Shown(profile, 1000000007), "1000000005");
    EXPECT_EQ(Shown(profile, 1000000008), "1000000010");
  }
}

TEST(Profiles, AreMhsdsWhereNothingElseIsKnown) {
  EXPECT_EQ(ProfileOf(pb::DISCLOSURE_UNSPECIFIED), ProfileOf(pb::DISCLOSURE_MHSDS));
  EXPECT_EQ(ProfileOf(static_cast<pb::Disclosure>(99)), ProfileOf(pb::DISCLOSURE_MHSDS));
  EXPECT_EQ(ProfileOf(pb::DISCLOSURE_NONE), nullptr);
  EXPECT_EQ(ProfileOf(pb::DISCLOSURE_CELL_KEY)->id(), "cell-key");
}

// What is said of a count holds of it, and of just those that are shown alike.
TEST(Profiles, SayWhichCountsLookAlike) {
  for (const auto profile : kRounding) {
    const Control control(ProfileOf(profile), nullptr);
    for (std::int64_t count = 0; count < 60; ++count) {
      const Class as = control.ClassOf({count, 0});
      for (std::int64_t other = 0; other < 60; ++other) {
        ASSERT_EQ(Shown(profile, count) == Shown(profile, other),
                  other >= as.may_be.least && other <= as.may_be.greatest)
            << profile << " " << count << " " << other;
      }
    }
  }
}

std::vector<std::int64_t> Days(const google::protobuf::RepeatedField<std::int64_t>& days) {
  return {days.begin(), days.end()};
}

TEST(Profiles, ListTheDaysThatMayBeAskedFor) {
  for (const auto profile : {pb::DISCLOSURE_MHSDS, pb::DISCLOSURE_HES, pb::DISCLOSURE_CELL_KEY}) {
    const Profile& p = *ProfileOf(profile);
    EXPECT_EQ(Days(p.horizon_days()), (std::vector<std::int64_t>{91, 182, 364})) << p.id();
    EXPECT_EQ(Days(p.gap_days()), (std::vector<std::int64_t>{0, 14, 28})) << p.id();
    EXPECT_EQ(p.round_to() % 2, 1) << p.id() << ": halves cannot occur";
    EXPECT_LE(p.withheld_from(), p.withheld_to()) << p.id();
    EXPECT_GT(p.fewest_apart(), p.withheld_to()) << p.id();
  }
}

// A table that says nothing of most counts and keys; `but` are the lines of others.
std::string WholeTable(const std::string& but, std::int64_t left_out_pcv = -1, std::int64_t left_out_ckey = -1) {
  std::string csv = "pcv,ckey,pvalue\n" + but;
  for (std::int64_t pcv = 5; pcv <= 750; ++pcv) {
    for (std::int64_t ckey = 0; ckey < 256; ++ckey) {
      const std::string line = std::to_string(pcv) + "," + std::to_string(ckey) + ",";
      const bool is_there = but.rfind(line, 0) == 0 || but.find("\n" + line) != std::string::npos;
      if (!is_there && (pcv != left_out_pcv || ckey != left_out_ckey)) csv += line + "0\n";
    }
  }
  return csv;
}

TEST(CellKeys, PerturbByTheSumOfTheKeys) {
  const auto table = ReadPerturbation(WholeTable("5,7,-1\n6,7,2\n3,7,2\r\n"));
  ASSERT_TRUE(table.ok()) << table.status();
  EXPECT_EQ(table->largest, 2);
  const Control control(ProfileOf(pb::DISCLOSURE_CELL_KEY), &*table);
  EXPECT_TRUE(control.ClassOf({5, 7}).is_small) << "4 then";
  EXPECT_EQ(control.ClassOf({5, 8}).shown, 5) << "nothing is added for another key";
  EXPECT_EQ(control.ClassOf({6, 7}).shown, 8);
  EXPECT_EQ(control.ClassOf({6, 263}).shown, 8) << "keys count modulo 256";
  EXPECT_EQ(control.ClassOf({3, 7}).shown, 5) << "below the threshold before, and not after";
  EXPECT_EQ(control.ClassOf({6, 7}).may_be.least, 6);
  EXPECT_EQ(control.ClassOf({6, 7}).may_be.greatest, 10);
  EXPECT_EQ(control.Small().greatest, 6);
  EXPECT_NE(control.PerturbationDigest(), ReadPerturbation(WholeTable(""))->digest) << "another table";
}

// A count that no line is for would be shown as it is.
TEST(CellKeys, AreReadFromAWholeTableAlone) {
  EXPECT_TRUE(ReadPerturbation(WholeTable("")).ok()) << "counts that are withheld need none";
  const auto missing = [](std::int64_t pcv, std::int64_t ckey) {
    return std::string(ReadPerturbation(WholeTable("", pcv, ckey)).status().message());
  };
  EXPECT_EQ(missing(5, 0),
            "must have a line for each pcv from 5 to 750 and each ckey from 0 to 255; none is there for pcv 5, ckey 0");
  EXPECT_TRUE(absl::StrContains(missing(750, 255), "none is there for pcv 750, ckey 255"));
  EXPECT_TRUE(absl::StrContains(missing(321, 8), "none is there for pcv 321, ckey 8"));
}

TEST(CellKeys, AreReadFromATableInTheLayoutOfOns) {
  const auto wrong = [](const std::string& csv) { return std::string(ReadPerturbation(csv).status().message()); };
  EXPECT_TRUE(absl::StrContains(wrong("ckey,pvalue,pcv\n0,1,750"), "must have a line for each pcv")) << "in any order";
  EXPECT_EQ(wrong("pcv,ckey\n1,2\n"), "line 1 must name the columns pcv, ckey and pvalue");
  EXPECT_EQ(wrong("pcv,ckey,pvalue"), "line 2 must be there: the table is empty");
  for (const std::string line : {"1,2", "1,2,x", "1,2,", "", "1,2,3,4"})
    EXPECT_EQ(wrong("pcv,ckey,pvalue\n" + line + "\n9,9,1\n"),
              "line 2 must hold a whole number for each of pcv, ckey and pvalue")
        << line;
  EXPECT_EQ(wrong("pcv,ckey,pvalue\n1,2,1\n751,2,1\n"), "line 3 must have a pcv from 0 to 750");
  EXPECT_EQ(wrong("pcv,ckey,pvalue\n1,256,1\n"), "line 2 must have a ckey from 0 to 255");
  EXPECT_EQ(wrong("pcv,ckey,pvalue\n1,2,101\n"), "line 2 must have a pvalue from -100 to 100");
  EXPECT_EQ(wrong("pcv,ckey,pvalue\n1,2,-2\n"), "line 2 must not make a count negative");
  EXPECT_EQ(wrong("pcv,ckey,pvalue\n1,2,1\n1,2,1\n"), "line 3 repeats a pcv and ckey");
  EXPECT_EQ(LoadPerturbation("/no/such/file").status().message(), "cannot be read");
}

// Worked by hand: 100 begin, 20 end and 20 are lost sight of, so that 90 were at risk; then 10 of 60 end and 10 are lost, of 55.
TEST(LifeTables, TakeWhoIsLostForHalfAtRisk) {
  LifeTable life(100);
  const auto first = life.Next(20, 60);
  ASSERT_TRUE(first && first->limits);
  EXPECT_NEAR(first->survival, 70.0 / 90, 1e-12);
  EXPECT_LT(first->limits->lower, first->survival);
  EXPECT_GT(first->limits->upper, first->survival);
  EXPECT_NEAR(life.Next(10, 40)->survival, 70.0 / 90 * 45 / 55, 1e-12);
}

TEST(LifeTables, EndWhereNobodyIsLeft) {
  LifeTable life(10);
  const auto none = life.Next(10, 0);
  ASSERT_TRUE(none);
  EXPECT_EQ(none->survival, 0);
  EXPECT_FALSE(none->limits);
  EXPECT_FALSE(life.Next(0, 0)) << "nobody is at risk";
  LifeTable still(20);
  EXPECT_EQ(still.Next(0, 20)->limits->lower, 1) << "nothing ended";
  EXPECT_GT(still.Next(5, 20)->survival, 0.79) << "more parts than their sum, by rounding, are taken as they are";
}

}  // namespace
}  // namespace gainful::reporting
