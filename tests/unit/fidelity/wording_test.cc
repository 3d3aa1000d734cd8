// The wording file of an organisation that holds a licence. The texts are made up.
#include "services/fidelity/wording.h"

#include <filesystem>
#include <fstream>

#include "absl/strings/match.h"
#include "tests/unit/fidelity/testing.h"

namespace gainful::fidelity {
namespace {

constexpr char kHead[] = "instrument_id: \"ips25\" version: 1\nlicence: \"Made up for a test\"\n";

std::string Fault(const std::string& text) {
  const auto wording = ParseWording(text, "f");
  EXPECT_FALSE(wording.ok()) << text;
  if (wording.ok()) return "";
  EXPECT_EQ(wording.status().code(), absl::StatusCode::kInvalidArgument);
  return std::string(wording.status().message());
}

TEST(ParseWording, ReadsTextsOfItemsAndScores) {
  const auto wording = ParseWording(
      std::string(kHead) +
          "item { number: 3 text: \"One\" score { score: 5 text: \"Five\" } }\nitem { number: 25 text: \"Last\" }",
      "f");
  ASSERT_TRUE(wording.ok()) << wording.status();
  EXPECT_EQ(FindText(*wording, 3)->score(0).text(), "Five");
  EXPECT_EQ(FindText(*wording, 25)->text(), "Last");
  EXPECT_EQ(FindText(*wording, 1), nullptr) << "our own description stands alone";
  EXPECT_NE(FindWording({*wording}, Shipped("ips25")), nullptr);
  const std::vector<Wording> of_base = {*wording};
  EXPECT_EQ(FindWording(of_base, Shipped("ips25_young")), &of_base[0]) << "its base's, for the items that it has of it";
  Wording own = *wording;
  own.set_instrument_id("ips25_young");
  const std::vector<Wording> both = {*wording, own};
  EXPECT_EQ(FindWording(both, Shipped("ips25_young")), &both[1]);
  EXPECT_EQ(FindWording({*wording}, Shipped("ips15")), nullptr);
  EXPECT_EQ(FindWording({}, Shipped("ips25")), nullptr);
}

TEST(ParseWording, SaysWhereAFileIsWrong) {
  const std::string head = kHead;
  const struct {
    std::string text;
    const char* fault;
  } rows[] = {
      {head + "item { number: 26 text: \"x\" }",
       "f:3:1: there is no item 26 in IPS fidelity, 25 items (ips25, version 1)"},
      {head + "item { number: 1 text: \"x\" }\nitem { number: 1 text: \"y\" }", "f:4:1: item 1 stands twice"},
      {head + "item { number: 1 }", "f:3:1: item 1 has no text"},
      {head + "item { number: 1 text: \"x\" score { score: 6 text: \"y\" } }", "item 1 has scores from 1 to 5, not 6"},
      {head + "item { number: 1 text: \"x\" score { score: 1 } }", "score 1 of item 1 has no text"},
      {head + "item { number: 1 score { score: 1 text: \"a\" } score { score: 1 text: \"b\" } }",
       "f:3:47: score 1 of item 1 stands twice"},
      {head + "item { number: 1 text: \"" + std::string(4001, 'x') + "\" }", "item 1 is longer than 4000 bytes"},
      {head + "item { number: 1 text: \"a\\000b\" }", "item 1 has a NUL byte"},
      {head + "item { number: 1 text: \"a\\377b\" }", "item 1 is not UTF-8"},
      {head, "f: item is wanted"},
      {"instrument_id: \"ips25\" version: 1 item { number: 1 text: \"x\" }", "f: licence is wanted"},
      {"instrument_id: \"ips25\" version: 2 licence: \"x\" item { number: 1 text: \"x\" }",
       "f:1:1: instrument_id and version must name one of: ips15 version 1, ips25 version 1"},
      {head + "items { number: 1 }", "f:3:"},
      {head + "item { number: \"one\" }", "f:3:"},
      {"", "f: "},
  };
  for (const auto& row : rows)
    EXPECT_TRUE(absl::StrContains(Fault(row.text), row.fault)) << row.fault << "\n" << Fault(row.text);
}

TEST(ParseWording, NamesEveryFaultAtOnce) {
  const std::string fault = Fault(std::string(kHead) + "item { number: 99 text: \"x\" }\nitem { number: 1 }");
  EXPECT_TRUE(absl::StrContains(fault, "item 99")) << fault;
  EXPECT_TRUE(absl::StrContains(fault, "item 1 has no text")) << fault;
}

TEST(ParseWording, TakesTextsAndFilesUpToTheirLimits) {
  const std::string head = kHead;
  EXPECT_TRUE(ParseWording(head + "item { number: 1 text: \"" + std::string(4000, 'x') + "\" }", "f").ok());
  std::string padded = head + "item { number: 1 text: \"x\" }\n";
  padded.resize(kMostWordingBytes, ' ');
  EXPECT_TRUE(ParseWording(padded, "f").ok());
  EXPECT_TRUE(absl::StrContains(Fault(padded + " "), "f: is larger than 1048576 bytes"));
}

TEST(AddWording, TakesOneFileForEachVersion) {
  const std::filesystem::path dir = std::filesystem::path(testing::TempDir()) / "gainful_wording_test";
  std::filesystem::create_directories(dir);
  const std::string one = dir / "one.textproto", two = dir / "two.textproto", other = dir / "other.textproto";
  for (const std::string& path : {one, two}) std::ofstream(path) << kHead << "item { number: 1 text: \"x\" }";
  std::ofstream(other) << "instrument_id: \"seqf\" version: 1 licence: \"x\" item { number: 1 text: \"x\" }";
  std::vector<Wording> all;
  EXPECT_TRUE(AddWording(one, &all).ok());
  EXPECT_TRUE(AddWording(other, &all).ok());
  EXPECT_TRUE(absl::StrContains(AddWording(two, &all).message(),
                                "two.textproto: another file has the wording of ips25 version 1"));
  EXPECT_EQ(AddWording((dir / "none").string(), &all).code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(AddWording(dir.string(), &all).code(), absl::StatusCode::kNotFound) << "a directory";
  EXPECT_EQ(all.size(), 2U) << "what was refused is not there";
  std::filesystem::remove_all(dir);
}

}  // namespace
}  // namespace gainful::fidelity
