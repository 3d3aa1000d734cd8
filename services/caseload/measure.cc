#include "services/caseload/measure.h"

#include <cmath>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/common/base/dates.h"

namespace gainful::caseload {
namespace {

// The shape of one kind of measure. `items` 0: only the total is kept, from `lowest` to `highest`.
struct Form {
  int fewest, most;  // answers
  double lowest, highest;
};

Form FormOf(pb::MeasureKind kind) {
  switch (kind) {
    case pb::MEASURE_KIND_PHQ9:
      return {9, 9, 0, 3};
    case pb::MEASURE_KIND_GAD7:
      return {7, 7, 0, 3};
    case pb::MEASURE_KIND_WSAS:
      return {5, 5, 0, 8};
    case pb::MEASURE_KIND_GOALS:
      return {1, 3, 0, 10};
    case pb::MEASURE_KIND_GAS:
      return {1, 10, -2, 2};
    case pb::MEASURE_KIND_SWEMWBS:
      return {0, 0, 7, 35};
    case pb::MEASURE_KIND_REQOL_10:
      return {0, 0, 0, 40};
    case pb::MEASURE_KIND_REQOL_20:
      return {0, 0, 0, 80};
    case pb::MEASURE_KIND_EQ5D:
      return {0, 0, -1, 1};
    case pb::MEASURE_KIND_COPM_PERFORMANCE:
    case pb::MEASURE_KIND_COPM_SATISFACTION:
      return {0, 0, 1, 10};
    default:
      return {0, 0, 0, 0};
  }
}

void ValidateTotal(const pb::Measure& m, const Form& form, base::Violations* v) {
  double total = 0;
  if (m.items_size() > 0) v->Add("measure.items", "are not kept of this measure: give its total");
  if (m.total().empty()) {
    v->Add("measure.total", "must be given: it is what is kept of this measure");
  } else if (absl::SimpleAtod(m.total(), &total) && (total < form.lowest || total > form.highest)) {
    v->Add("measure.total", absl::StrCat("must be from ", form.lowest, " to ", form.highest));
  }
}

void ValidateItems(const pb::Measure& m, const Form& form, base::Violations* v) {
  if (!m.total().empty()) v->Add("measure.total", "is worked out of the answers of this measure");
  if (m.items_size() < form.fewest || m.items_size() > form.most) {
    v->Add("measure.items", form.fewest == form.most
                                ? absl::StrCat("must have ", form.most, " answers, -9 for one that was not given")
                                : absl::StrCat("must have ", form.fewest, " to ", form.most, " goals"));
  }
  for (int i = 0; i < m.items_size(); ++i) {
    if (m.items(i) == kNotAnswered || (m.items(i) >= form.lowest && m.items(i) <= form.highest)) continue;
    v->Add(absl::StrCat("measure.items[", i, "]"),
           absl::StrCat("must be from ", form.lowest, " to ", form.highest, ", or -9 for no answer"));
  }
}

// Weights of nothing said are equal.
double GasT(const pb::Measure& m) {
  double weighted = 0, squares = 0, sum = 0;
  for (int i = 0; i < m.items_size(); ++i) {
    const double w = m.weights().empty() ? 1 : m.weights(i);
    weighted += w * m.items(i);
    squares += w * w;
    sum += w;
  }
  return 50 + 10 * weighted / std::sqrt(0.7 * squares + 0.3 * sum * sum);
}

}  // namespace

void ValidateMeasure(const pb::Measure& m, base::Violations* v) {
  if (m.kind() == pb::MEASURE_KIND_UNSPECIFIED) return;  // the field's own rule says so
  const Form form = FormOf(m.kind());
  if (form.most == 0) {
    ValidateTotal(m, form, v);
  } else {
    ValidateItems(m, form, v);
  }
  if (m.weights().empty()) return;
  if (m.kind() != pb::MEASURE_KIND_GAS) {
    v->Add("measure.weights", "are for GAS alone");
  } else if (m.weights_size() != m.items_size()) {
    v->Add("measure.weights", absl::StrCat("must be as many as goals (", m.items_size(), ")"));
  }
}

std::optional<double> Score(const pb::Measure& m) {
  const Form form = FormOf(m.kind());
  double total = 0;
  if (form.most == 0) return absl::SimpleAtod(m.total(), &total) ? std::optional(total) : std::nullopt;
  if (m.items_size() < form.fewest || m.items_size() > form.most) return std::nullopt;
  for (const int item : m.items()) {
    if (item == kNotAnswered) return std::nullopt;
    total += item;
  }
  if (m.kind() == pb::MEASURE_KIND_GAS) return GasT(m);
  return m.kind() == pb::MEASURE_KIND_GOALS ? total / m.items_size() : total;
}

std::string Band(const pb::Measure& m) {
  const auto score = Score(m);
  if (!score || (m.kind() != pb::MEASURE_KIND_PHQ9 && m.kind() != pb::MEASURE_KIND_GAD7)) return "";
  if (*score < 5) return "minimal";
  if (*score < 10) return "mild";
  if (*score < 15) return "moderate";
  return m.kind() == pb::MEASURE_KIND_PHQ9 && *score < 20 ? "moderately severe" : "severe";
}

void SetScore(pb::Measure* measure) {
  measure->clear_score();
  if (const auto score = Score(*measure)) measure->set_score(*score);
  measure->set_band(Band(*measure));
}

pb::ScoreChange ChangeBetween(pb::MeasureKind kind, double first, double last) {
  const double reliable = kind == pb::MEASURE_KIND_PHQ9 ? 6 : kind == pb::MEASURE_KIND_GAD7 ? 4 : 0;
  if (reliable == 0) return pb::SCORE_CHANGE_UNSPECIFIED;
  if (first - last >= reliable) return pb::SCORE_CHANGE_IMPROVED;
  return last - first >= reliable ? pb::SCORE_CHANGE_DETERIORATED : pb::SCORE_CHANGE_NONE;
}

pb::AlertKind AlertOf(const pb::Measure& m, absl::CivilDay today, int old_answer_days) {
  if (m.kind() != pb::MEASURE_KIND_PHQ9 || m.items_size() < 9 || m.items(8) <= 0) return pb::ALERT_KIND_UNSPECIFIED;
  return today - *base::ToDay(m.measured_on()) > old_answer_days ? pb::ALERT_KIND_OLD_ANSWER : pb::ALERT_KIND_CRISIS;
}

std::string CrisisText(const std::string& protocol, const std::string& duty, const std::string& deputy, int minutes) {
  return absl::StrCat(
      protocol.empty()
          ? "Your organisation has recorded no crisis protocol: do not leave the person alone with this, and call your "
            "clinical lead now, or 999 where somebody is in danger."
          : protocol,
      duty.empty() ? "" : absl::StrCat(" On duty: ", duty, "."),
      deputy.empty() ? "" : absl::StrCat(" Deputy: ", deputy, "."), " An alert is raised and waits ", minutes,
      " minutes to be taken up. Gainful is a record and no emergency service: it calls nobody.");
}

std::string OldAnswerText(const std::string& protocol) {
  return absl::StrCat(
      "This answer about self-harm was given some time ago, so it goes to review and nobody is asked to act at once. "
      "If the day is "
      "a mistake or the risk is of today, act now",
      protocol.empty() ? "." : absl::StrCat(": ", protocol),
      " Gainful is a record and no emergency service: it calls nobody.");
}

std::string WhoseAlert(int late, int minutes, const std::string& duty, const std::string& deputy) {
  const std::string who = duty.empty() ? "the clinical duty" : duty;
  if (late <= 0) return absl::StrCat("for ", who, ", within ", -late, " min");
  if (late <= minutes) return absl::StrCat("not taken up in time: for ", deputy.empty() ? "the deputy" : deputy);
  return "not taken up by duty or deputy: for every manager, now";
}

}  // namespace gainful::caseload
