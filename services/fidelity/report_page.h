// The report of a review: what is in it, and how it reads as text and as a page. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "services/fidelity/raise.h"
#include "services/fidelity/score.h"
#include "services/fidelity/store.h"
#include "services/fidelity/trend.h"

namespace gainful::fidelity {

struct ReportAction {
  std::int32_t item = 0;  // 0: none in particular
  std::string action, owner;
  std::optional<absl::CivilDay> due_on, done_on;
  std::vector<std::string> progress;
};

struct ReportItem {
  const Item* item = nullptr;  // not null
  ItemScore said;  // with neither a score nor "not applicable": it could not be scored, or is not settled yet
  std::string reason;
};

struct ReportPage {
  std::string team, instrument;
  absl::CivilDay visit_begins, visit_ends;
  std::optional<absl::CivilDay> issued_on;  // none: a draft
  std::int64_t etag = 0;                    // of a draft: who issues it says that it is this one
  std::optional<absl::CivilDay> called_off_on;
  std::string called_off_reason;
  std::string summary, agreement;  // either may be empty
  std::vector<TotalScore> totals;
  std::vector<ReportItem> items;  // all of the instrument's, by number
  std::vector<Raise> raises;
  Trend trend;  // this review among the earlier ones
  std::vector<ReportAction> actions;
  std::string no_action_reason;
};

// "4", "not applicable", "not scored".
std::string Said(const ItemScore& score);

// The items at 4 or 5, or, where an item has another range, at its two highest scores.
std::vector<const ReportItem*> Strengths(const ReportPage& page);

// "Total: 102 of 125, good fidelity." or why there is none.
std::string TotalLine(const TotalScore& total);

// Points in time of one series: "2024-03-04: 95; 2025-03-03: 102".
std::string PointsLine(const TrendSeries& series);

// "item 4", or empty.
std::string AboutItem(const ReportAction& action);

// One sentence for each two reviewers, of how far they agreed before they spoke to each other; empty without two sheets.
std::string AgreementText(const Instrument& instrument, const std::vector<SheetRead>& sheets);

// "Called off on 2025-06-20: recorded in error. Its scores do not count." Empty where the review stands.
std::string CalledOffLine(const ReportPage& page);

// Plain text, lines of which none depends on the width of another.
std::string AsText(const ReportPage& page);

// A page that stands by itself: no scripts, nothing loaded from elsewhere, headings in order, tables with captions and header cells; it reads from top
// to bottom without its styles. Every text of the page is escaped.
std::string AsHtml(const ReportPage& page);

}  // namespace gainful::fidelity
