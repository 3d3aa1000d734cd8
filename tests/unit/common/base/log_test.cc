#include "services/common/base/log.h"

#include <gtest/gtest.h>

#include "absl/strings/str_split.h"

namespace gainful::base {
namespace {

using nlohmann::json;

std::vector<json> Written(const std::function<void()>& work) {
  ::testing::internal::CaptureStderr();
  work();
  const std::string text = ::testing::internal::GetCapturedStderr();
  std::vector<json> lines;
  for (const auto& line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    lines.push_back(json::parse(std::string(line), nullptr, false));
    EXPECT_TRUE(lines.back().is_object()) << line;
  }
  return lines;
}

TEST(Log, WritesOneObjectALine) {
  const auto lines = Written([] {
    Log(Level::kInfo, "served", {{"request_id", "r-1"}, {"ms", 1.5}, {"services", {"a", "b"}}});
    Log(Level::kError, "broke");
  });
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0]["level"], "info");
  EXPECT_EQ(lines[0]["message"], "served");
  EXPECT_EQ(lines[0]["request_id"], "r-1");
  EXPECT_EQ(lines[0]["ms"], 1.5);
  EXPECT_EQ(lines[0]["services"], json({"a", "b"}));
  EXPECT_EQ(lines[0]["time"].get<std::string>().size(), std::string("2024-02-29T12:00:00.123Z").size());
  EXPECT_EQ(lines[0]["time"].get<std::string>().back(), 'Z');
  EXPECT_EQ(lines[1]["level"], "error");
}

TEST(Log, StaysOneLineWhateverTheFieldsHold) {
  static constexpr char kBytes[] = "line\nbreak \"quoted\" {} %v \\ \xff\xfe \0 end";
  const std::string nasty(kBytes, sizeof(kBytes) - 1);
  const auto lines = Written([&] { Log(Level::kWarning, "x {} %v", {{"field", nasty}}); });
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0]["message"], "x {} %v") << "nothing is formatted a second time";
  EXPECT_NE(lines[0]["field"].get<std::string>().find("line\nbreak \"quoted\" {} %v"), std::string::npos);
}

TEST(SetLogLevel, SilencesWhatLiesBelow) {
  const auto at = [](Level level) {
    SetLogLevel(level);
    return Written([] {
             for (const Level each : {Level::kDebug, Level::kInfo, Level::kWarning, Level::kError}) Log(each, "m");
           })
        .size();
  };
  EXPECT_EQ(at(Level::kError), 1u);
  EXPECT_EQ(at(Level::kWarning), 2u);
  EXPECT_EQ(at(Level::kDebug), 4u);
  EXPECT_EQ(at(Level::kInfo), 3u);
}

}  // namespace
}  // namespace gainful::base
