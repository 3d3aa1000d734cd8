#include "services/fidelity/report_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "services/fidelity/instrument.h"

namespace gainful::fidelity {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const Instrument& Ips25() { return *FindInstrument("ips25", 1); }

// All items at 3, but for the first at 5, the second at 4 and the last, which nobody could score.
ReportPage NewPage() {
  ReportPage page;
  page.team = "North";
  page.instrument = Title(Ips25());
  page.visit_begins = absl::CivilDay(2025, 6, 2);
  page.visit_ends = absl::CivilDay(2025, 6, 3);
  page.issued_on = absl::CivilDay(2025, 6, 30);
  page.summary = "Well begun.\n\nMore is wanted.";
  std::vector<ItemScore> scores;
  for (int i = 0; i < Ips25().item_size(); ++i) {
    ReportItem line;
    line.item = &Ips25().item(i);
    line.said.number = line.item->number();
    if (i < 24) line.said.score = i == 0 ? 5 : i == 1 ? 4 : 3;
    scores.push_back(line.said);
    page.items.push_back(line);
  }
  page.totals = Totals(Ips25(), scores);
  page.raises = RaiseEach(Ips25(), scores);
  page.trend = TrendOf(Ips25(), {{&Ips25(), page.visit_ends, scores}});
  page.actions.push_back(
      {17, "Meet <more> employers.", "Robin", absl::CivilDay(2025, 8, 1), std::nullopt, {"2025-07-01: begun"}});
  return page;
}

TEST(ReportPage, StrengthsAreTheTwoHighestScores) {
  const ReportPage page = NewPage();
  const auto strengths = Strengths(page);
  ASSERT_EQ(strengths.size(), 2u);
  EXPECT_EQ(strengths[0]->item->number(), 1);
  EXPECT_EQ(strengths[1]->item->number(), 2);
}

TEST(ReportPage, OneThatWasCalledOffSaysSo) {
  ReportPage page = NewPage();
  EXPECT_THAT(AsText(page), Not(HasSubstr("Called off")));
  EXPECT_THAT(AsHtml(page), Not(HasSubstr("Called off")));
  page.called_off_on = absl::CivilDay(2025, 7, 1);
  page.called_off_reason = "Another <team>";
  EXPECT_THAT(AsText(page), HasSubstr("\nCalled off on 2025-07-01: Another <team>. Its scores do not count.\n\n"));
  EXPECT_THAT(AsHtml(page), HasSubstr("Called off on 2025-07-01: Another &lt;team&gt;. Its scores do not count."));
}

TEST(ReportPage, TheTextSaysWhatIsThere) {
  const std::string text = AsText(NewPage());
  EXPECT_THAT(text, AllOf(HasSubstr("Fidelity report: North\n"), HasSubstr("Visit: 2025-06-02 to 2025-06-03\n"),
                          HasSubstr("Issued: 2025-06-30"), HasSubstr("item 25 has no score"),
                          HasSubstr("  1. Caseload size: 5\n"), HasSubstr("25. "), HasSubstr(": not scored\n"),
                          HasSubstr("Meet <more> employers. (item 17): Robin, by 2025-08-01\n     2025-07-01: begun")));
  EXPECT_THAT(text, Not(HasSubstr("  1. 5 to 6")));
  EXPECT_THAT(text, HasSubstr("  2. 4 to 5: "));
}

TEST(ReportPage, ADraftSaysThatItIsOne) {
  ReportPage page = NewPage();
  page.issued_on.reset();
  EXPECT_THAT(AsText(page), HasSubstr("DRAFT, not issued"));
  EXPECT_THAT(AsHtml(page), HasSubstr("Draft, not issued."));
  page.etag = 17;
  EXPECT_THAT(AsText(page), HasSubstr("(etag 17)"));
  EXPECT_THAT(AsHtml(page), HasSubstr("Its etag is 17."));
}

// Everything is there without styles or scripts, in tables whose cells have heads, and no text can become markup.
TEST(ReportPage, ThePageStandsByItself) {
  const std::string page = AsHtml(NewPage());
  EXPECT_THAT(page, AllOf(HasSubstr("<html lang=\"en\">"), HasSubstr("<h1>Fidelity report: North</h1>"),
                          HasSubstr("<p>Well begun.</p>\n<p>More is wanted.</p>"),
                          HasSubstr("<th scope=\"row\">Meet &lt;more&gt; employers.</th>")));
  for (const char* foreign : {"<script", "src=", "href=", "@import", "url("})
    EXPECT_THAT(page, Not(HasSubstr(foreign)));
  const auto count = [&](const std::string& what) {
    int n = 0;
    for (size_t at = page.find(what); at != std::string::npos; at = page.find(what, at + 1)) ++n;
    return n;
  };
  EXPECT_GT(count("<table>"), 4);
  EXPECT_EQ(count("<table>"), count("<caption>"));
  EXPECT_EQ(count("<table>"), count("</table>"));
  EXPECT_EQ(count("<tr>"), count("</tr>"));
  EXPECT_EQ(count("<h1>"), 1);
}

// Two sheets that differ on one item by one point: 24 of 25 alike, all within one.
TEST(Agreement, IsSaidForEachTwoReviewers) {
  SheetRead first, second;
  first.number = 1;
  second.number = 3;
  for (int item = 1; item <= 25; ++item) {
    first.scores.push_back({item, 1 + item % 5, false});
    second.scores.push_back({item, item == 2 ? 4 : 1 + item % 5, false});
  }
  const std::string text = AgreementText(Ips25(), {first, second});
  EXPECT_THAT(text,
              HasSubstr("Reviewers 1 and 3 gave 96.0% of 25 items the same score, 100.0% a score at most one point "
                        "apart; weighted kappa 0.99"));
  EXPECT_EQ(AgreementText(Ips25(), {first}), "");
  EXPECT_EQ(AgreementText(Ips25(), {}), "");
}

}  // namespace
}  // namespace gainful::fidelity
