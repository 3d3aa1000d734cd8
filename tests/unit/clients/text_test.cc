#include "clients/cli/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gainful::cli {
namespace {

TEST(IsUtf8, TakesEveryLengthAndRefusesWhatIsMalformed) {
  EXPECT_TRUE(IsUtf8(""));
  EXPECT_TRUE(IsUtf8("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x8C\xB1"));
  for (const char* bad : {"\x80", "\xC3", "\xC0\xAF", "\xC1\xBF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF0\x80\x80\xAF",
                          "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80", "\xFF", "\xE2\x82", "a\xC3(", "\xE2\x28\xA1"}) {
    EXPECT_FALSE(IsUtf8(bad)) << bad;
  }
}

TEST(Printable, LeavesNothingForATerminalToActUpon) {
  EXPECT_EQ(Printable("plain caf\xC3\xA9"), "plain caf\xC3\xA9");
  EXPECT_EQ(Printable("\x1B[31mred\x07\r\n\t\x7F"), " [31mred     ");
  EXPECT_EQ(Printable("c1 \xC2\x9B"
                      "2J"),
            "c1  2J");
  EXPECT_EQ(Printable("turned \xE2\x80\xAE"
                      "txt"),
            "turned  txt");
  EXPECT_EQ(Printable("\xFF\xC3"), "??");
  EXPECT_EQ(Printable(absl::string_view("a\0b", 3)), "a b");
}

TEST(Width, CountsCharactersNotBytes) {
  EXPECT_EQ(Width("caf\xC3\xA9"), 4u);
  EXPECT_EQ(Width("e\xCC\x81"), 1u);
  EXPECT_EQ(PadRight("\xC3\xA9", 3), "\xC3\xA9  ");
  EXPECT_EQ(PadLeft("ab", 1), "ab");
}

TEST(Wrap, BreaksAtBlanksAndIndents) {
  EXPECT_EQ(Wrap("one two three", 2, 9), "one two\n  three");
  EXPECT_EQ(Wrap("unbreakable", 2, 5), "unbreakable");
  EXPECT_EQ(Wrap("a\n  b  c", 1, 80), "a\n   b  c");
}

TEST(FirstSentence, EndsAtTheFirstFullStop) {
  EXPECT_EQ(FirstSentence("One. Two."), "One.");
  EXPECT_EQ(FirstSentence("Only"), "Only");
}

TEST(Wanted, ShowsTextSafelyAndShort) {
  EXPECT_EQ(Wanted("a date", "x\ny").message(), "wants a date, not 'x y'");
  EXPECT_LT(Wanted("a date", std::string(1000, 'x')).message().size(), 80u);
}

}  // namespace
}  // namespace gainful::cli
