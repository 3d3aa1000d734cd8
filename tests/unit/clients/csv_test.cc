#include "clients/cli/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <sstream>

namespace gainful::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<CsvRow> ReadAll(const std::string& text, char separator = ',') {
  std::istringstream in(text);
  CsvReader reader(in, separator);
  std::vector<CsvRow> rows;
  for (CsvRow row; reader.Next(&row);) rows.push_back(row);
  return rows;
}

TEST(CsvReader, ReadsPlainRowsWithAnyLineEnd) {
  const auto rows = ReadAll("a,b\nc,d\r\ne,f\rg,h");
  ASSERT_THAT(rows, SizeIs(4));
  EXPECT_THAT(rows[0].cells, ElementsAre("a", "b"));
  EXPECT_THAT(rows[1].cells, ElementsAre("c", "d"));
  EXPECT_THAT(rows[2].cells, ElementsAre("e", "f"));
  EXPECT_THAT(rows[3].cells, ElementsAre("g", "h"));
  EXPECT_EQ(rows[3].line, 4);
}

TEST(CsvReader, QuotesHoldSeparatorsQuotesAndLineBreaks) {
  const auto rows = ReadAll("\"a,b\",\"say \"\"hi\"\"\",\"two\r\nlines\nand\rmore\"\nnext,row,here\n");
  ASSERT_THAT(rows, SizeIs(2));
  EXPECT_THAT(rows[0].cells, ElementsAre("a,b", "say \"hi\"", "two\r\nlines\nand\rmore"));
  EXPECT_EQ(rows[1].line, 5);
  EXPECT_THAT(rows[1].fault, IsEmpty());
}

TEST(CsvReader, AQuoteInsidePlainTextIsText) {
  EXPECT_THAT(ReadAll("5\" nail,x\n")[0].cells, ElementsAre("5\" nail", "x"));
}

TEST(CsvReader, EmptyCellsAreKeptAndEmptyLinesAreNot) {
  const auto rows = ReadAll("a,,\n\n\r\n,\n\"\"\n");
  ASSERT_THAT(rows, SizeIs(3));
  EXPECT_THAT(rows[0].cells, ElementsAre("a", "", ""));
  EXPECT_THAT(rows[1].cells, ElementsAre("", ""));
  EXPECT_EQ(rows[1].line, 4);
  EXPECT_THAT(rows[2].cells, ElementsAre(""));
}

TEST(CsvReader, SkipsAByteOrderMark) {
  EXPECT_THAT(ReadAll("\xEF\xBB\xBF"
                      "a,b\n")[0]
                  .cells,
              ElementsAre("a", "b"));
  EXPECT_THAT(ReadAll("\xEF\xBB\xBF"), IsEmpty());
}

TEST(CsvReader, TakesOtherSeparators) {
  EXPECT_THAT(ReadAll("a;b,c\n", ';')[0].cells, ElementsAre("a", "b,c"));
  EXPECT_THAT(ReadAll("a\tb\n", '\t')[0].cells, ElementsAre("a", "b"));
}

TEST(CsvReader, BlamesTheRowAndReadsOn) {
  const std::string text =
      std::string("ok,1\n") + "\"x\"y,2\n" + std::string("nul\0,3\n", 7) + "bad \xFF,4\n" + "ok,5\n";
  const auto rows = ReadAll(text);
  ASSERT_THAT(rows, SizeIs(5));
  EXPECT_THAT(rows[0].fault, IsEmpty());
  EXPECT_THAT(rows[1].fault, HasSubstr("closing quote"));
  EXPECT_THAT(rows[2].fault, HasSubstr("NUL"));
  EXPECT_THAT(rows[3].fault, HasSubstr("UTF-8"));
  EXPECT_THAT(rows[4].cells, ElementsAre("ok", "5"));
  EXPECT_EQ(rows[4].line, 5);
}

TEST(CsvReader, AQuoteThatIsNeverClosedIsBlamedWhereItBegins) {
  const auto rows = ReadAll("a,b\nc,\"d\ne,f\n");
  ASSERT_THAT(rows, SizeIs(2));
  EXPECT_EQ(rows[1].line, 2);
  EXPECT_THAT(rows[1].fault, HasSubstr("never closed"));
}

TEST(CsvReader, BoundsWhatARowMayHold) {
  const auto rows =
      ReadAll(std::string(10 * CsvReader::kMostCellBytes, 'x') + "\nnext\n" + std::string(5000, ',') + "\nlast\n");
  ASSERT_THAT(rows, SizeIs(4));
  EXPECT_THAT(rows[0].fault, HasSubstr("64 KiB"));
  EXPECT_LE(rows[0].cells[0].size(), CsvReader::kMostCellBytes);
  EXPECT_THAT(rows[1].cells, ElementsAre("next"));
  EXPECT_THAT(rows[2].fault, HasSubstr("1000 cells"));
  EXPECT_THAT(rows[2].cells, SizeIs(CsvReader::kMostCells));
  EXPECT_THAT(rows[3].cells, ElementsAre("last"));
}

TEST(CsvReader, WindowsFilesInUtf16AreNamedAsWhatTheyAreNot) {
  EXPECT_THAT(ReadAll(std::string("\xFF\xFE"
                                  "a\0,\0b\0\n\0",
                                  10))[0]
                  .fault,
              ::testing::Not(IsEmpty()));
}

TEST(CsvLine, ComesBackAsItWasWritten) {
  // Property: whatever cells a row has, reading what was written gives them back.
  std::mt19937 random(20240305);
  static constexpr const char* kPieces[] = {
      "", "a", ",", "\"", "\n", "\r", "\r\n", ";", " ", "\xC3\xA9", "\xF0\x9F\x8C\xB1", "\"\"", "=1+1"};
  for (int round = 0; round < 5000; ++round) {
    const char separator = ",;\t|"[random() % 4];
    std::string text;
    std::vector<std::vector<std::string>> written(1 + random() % 4);
    for (auto& cells : written) {
      cells.resize(1 + random() % 5);
      for (std::string& cell : cells) {
        for (size_t i = random() % 5; i > 0; --i) cell += kPieces[random() % std::size(kPieces)];
      }
      text += CsvLine(cells, separator);
    }
    const auto rows = ReadAll(text, separator);
    ASSERT_EQ(rows.size(), written.size()) << text;
    for (size_t i = 0; i < rows.size(); ++i) {
      ASSERT_THAT(rows[i].fault, IsEmpty()) << text;
      ASSERT_EQ(rows[i].cells, written[i]) << text;
    }
  }
}

}  // namespace
}  // namespace gainful::cli
