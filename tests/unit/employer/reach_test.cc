// Which postcodes lie where somebody can get to: by area, district and sector, and never by how a text begins.
#include "services/employer/reach.h"

#include "tests/unit/testing.h"

namespace gainful::employer {
namespace {

namespace pb = gainful::employer::v1;
using Areas = std::vector<std::string>;

Reach At(const std::string& postcode, const Areas& areas, pb::PlaceOfWork place = pb::PLACE_OF_WORK_ON_SITE) {
  return ReachOf(place, postcode, areas).reach;
}

TEST(ReachOf, AnAreaIsAllOfItsLetters) {
  EXPECT_EQ(At("M1 1AE", {"M"}), Reach::kInside);
  EXPECT_EQ(At("M60 1NW", {"M"}), Reach::kInside);
  EXPECT_EQ(At("ME1 1AA", {"M"}), Reach::kOutside);
  EXPECT_EQ(At("ME1 1AA", {"ME"}), Reach::kInside);
  EXPECT_EQ(At("M1 1AE", {"ME"}), Reach::kOutside);
  EXPECT_EQ(At("W1A 1HQ", {"W"}), Reach::kInside) << "the letter behind the digit is none of the area's";
  EXPECT_EQ(At("EC1A 1BB", {"E"}), Reach::kOutside);
  EXPECT_EQ(At("EC1A 1BB", {"EC"}), Reach::kInside);
}

TEST(ReachOf, ADistrictIsTheWholeFirstHalf) {
  EXPECT_EQ(At("M14 5AA", {"M14"}), Reach::kInside);
  EXPECT_EQ(At("M14 5AA", {"M1"}), Reach::kOutside);
  EXPECT_EQ(At("M1 4AA", {"M14"}), Reach::kOutside) << "the same signs without the blank";
  EXPECT_EQ(At("M1 4AA", {"M1"}), Reach::kInside);
  EXPECT_EQ(At("W1A 1HQ", {"W1A"}), Reach::kInside);
  EXPECT_EQ(At("W1A 1HQ", {"W1B"}), Reach::kOutside);
  EXPECT_EQ(At("EC1A 1BB", {"EC1A"}), Reach::kInside);
  EXPECT_EQ(At("E1 6AN", {"E1W"}), Reach::kOutside);
  EXPECT_EQ(At("DN55 1PT", {"DN5"}), Reach::kOutside);
}

// Nobody has the postcode EC1, and people say so.
TEST(ReachOf, ADistrictWithoutItsLetterIsAllThatTheLetterDivides) {
  EXPECT_EQ(At("W1A 1HQ", {"W1"}), Reach::kInside);
  EXPECT_EQ(At("EC1A 1BB", {"EC1"}), Reach::kInside);
  EXPECT_EQ(At("EC2A 4NE", {"EC1"}), Reach::kOutside);
  EXPECT_EQ(At("W10 5AA", {"W1"}), Reach::kOutside) << "a digit divides nothing";
  EXPECT_EQ(At("EC1A 1BB", {"EC1B"}), Reach::kOutside);
  EXPECT_EQ(ReachOf(pb::PLACE_OF_WORK_ON_SITE, "EC1A 1BB", {"EC", "EC1"}).because,
            "EC1A 1BB is in EC1, where they can get to");
}

TEST(ReachOf, ASectorIsThatAndOneDigit) {
  EXPECT_EQ(At("M14 5AA", {"M14 5"}), Reach::kInside);
  EXPECT_EQ(At("M14 5ZZ", {"M14 5"}), Reach::kInside);
  EXPECT_EQ(At("M14 4AA", {"M14 5"}), Reach::kOutside);
  EXPECT_EQ(At("M14 6AA", {"M14 5"}), Reach::kOutside);
  EXPECT_EQ(At("M1 5AA", {"M14 5"}), Reach::kOutside);
  EXPECT_EQ(At("EC1A 1BB", {"EC1A 1"}), Reach::kInside);
}

TEST(ReachOf, OneOfSeveralIsEnoughAndTheMostExactIsNamed) {
  EXPECT_EQ(ReachOf(pb::PLACE_OF_WORK_ON_SITE, "M14 5AA", {"SK", "M", "M14 5", "M14"}).because,
            "M14 5AA is in M14 5, where they can get to");
  EXPECT_EQ(ReachOf(pb::PLACE_OF_WORK_ON_SITE, "M14 6AA", {"SK", "M", "M14 5", "M14"}).because,
            "M14 6AA is in M14, where they can get to");
  EXPECT_EQ(ReachOf(pb::PLACE_OF_WORK_ON_SITE, "M15 6AA", {"SK", "M", "M14 5", "M14"}).because,
            "M15 6AA is in M, where they can get to");
}

TEST(ReachOf, SaysWhereTheyCanGetToInstead) {
  EXPECT_EQ(ReachOf(pb::PLACE_OF_WORK_ON_SITE, "LS1 4AP", {"M1", "M2"}).because,
            "LS1 4AP is outside where they can get to (M1, M2)");
  EXPECT_EQ(ReachOf(pb::PLACE_OF_WORK_ON_SITE, "LS1 4AP", {"M1", "M2", "M3", "M4", "M5"}).because,
            "LS1 4AP is outside where they can get to (M1, M2, M3, M4, M5)");
  EXPECT_EQ(ReachOf(pb::PLACE_OF_WORK_ON_SITE, "LS1 4AP", {"M1", "M2", "M3", "M4", "M5", "M6"}).because,
            "LS1 4AP is outside where they can get to (M1, M2, M3, M4, M5 and 1 more)");
}

TEST(ReachOf, IsNotKnownWhereOneOfTheTwoIsNotSaid) {
  const auto nothing = ReachOf(pb::PLACE_OF_WORK_ON_SITE, "M14 5AA", {});
  EXPECT_EQ(nothing.reach, Reach::kNotKnown);
  EXPECT_EQ(nothing.because, "where they can get to for work: no travel areas are in their vocational profile");
  const auto nowhere = ReachOf(pb::PLACE_OF_WORK_ON_SITE, "", {"M14"});
  EXPECT_EQ(nowhere.reach, Reach::kNotKnown);
  EXPECT_EQ(nowhere.because,
            "where the work is: the vacancy names no site, and the employer has none or sites at several postcodes");
}

TEST(ReachOf, SaysThatTheSiteWasClosed) {
  const auto nowhere = ReachOf(pb::PLACE_OF_WORK_ON_SITE, "", {"M14"}, true);
  EXPECT_EQ(nowhere.reach, Reach::kNotKnown);
  EXPECT_EQ(
      nowhere.because,
      "where the work is: the vacancy names a site that was closed, and the employer has none or sites at several "
      "postcodes");
  const auto other = ReachOf(pb::PLACE_OF_WORK_ON_SITE, "M14 5AA", {"M14"}, true);
  EXPECT_EQ(other.reach, Reach::kInside);
  EXPECT_EQ(
      other.because,
      "M14 5AA is in M14, where they can get to; it is the employer's only place, as the site that the vacancy names "
      "was closed");
}

TEST(ReachOf, WorkFromHomeIsWhereverTheyAre) {
  for (const Areas& areas : {Areas(), Areas{"M14"}}) {
    for (const char* postcode : {"", "LS1 4AP"})
      EXPECT_EQ(At(postcode, areas, pb::PLACE_OF_WORK_FROM_HOME), Reach::kAnywhere) << postcode;
  }
  EXPECT_EQ(At("LS1 4AP", {"M14"}, pb::PLACE_OF_WORK_UNSPECIFIED), Reach::kOutside) << "nobody said that it is";
  const auto both = ReachOf(pb::PLACE_OF_WORK_BOTH, "LS1 4AP", {"M14"});
  EXPECT_EQ(both.reach, Reach::kOutside);
  EXPECT_EQ(both.because, "LS1 4AP is outside where they can get to (M14), for the days that are not worked from home");
}

}  // namespace
}  // namespace gainful::employer
