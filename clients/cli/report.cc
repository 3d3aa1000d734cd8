#include "clients/cli/report.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "clients/cli/text.h"
#include "clients/cli/tree.h"
#include "clients/cli/value.h"

namespace gainful::cli {

CLI::App* ReportNoun(Tree* tree) {
  const auto known = tree->root()->get_subcommands([](CLI::App* app) { return app->get_name() == "report"; });
  return known.empty() ? tree->Add(tree->root(), "report", "Figures about groups of people.", nullptr) : known.front();
}

void AddReportOptions(Tree* tree, CLI::App* command, ReportOptions* options) {
  const auto add = [&](const char* name, std::string* value, const char* type, const char* help) {
    return command->add_option(name, *value, help)->type_name(type);
  };
  add("--by", &options->by, "NAME",
      "Required. What makes the groups: sex, gender_identity, ethnic_category, long_term_condition, imd_quintile, "
      "settled_accommodation, employment_status, weekly_hours, learning_disability, autism, other_neurodivergence, "
      "substance_use, homelessness, rough_sleeping, prison_leaver, on_probation, carer, care_experienced, "
      "armed_forces, armed_forces_family, refugee_or_resettlement, pregnancy_or_maternity, digital_access, or the name "
      "of a local characteristic.");
  add("--from", &options->from, "DATE", "Required. First day of the period; but for raw figures, of a month.");
  add("--to", &options->to, "DATE", "Required. Last day of the period; but for raw figures, of a month that is over.");
  add("--as-at", &options->as_at, "DATE",
      "Draws the figures as they stood at this day, a month's last but for raw figures; the period's end without it.");
  add("--programme", &options->programme, "NAME", "Only this programme, by name or id.");
  tree->SetChoices(add("--disclosure", &options->disclosure, "RULE",
                       "What the figures go through before they are shown; mhsds without the option.\n"
                       "  mhsds     counts of 0 to 4 withheld, others to the nearest 5\n"
                       "  hes       counts of 1 to 7 withheld, 0 shown, others to the nearest 5\n"
                       "  cell-key  counts perturbed by the keys of the people in them, as in the census of 2021, and "
                       "those below 5 withheld; where the server has a table for it\n"
                       "  none      raw figures of one's own organisation, and the journal says who asked\n"
                       "Under all but none, a figure from which another could be worked out is withheld as well, and "
                       "one whose people differ by very few from those of a figure given before."),
                   {"mhsds", "hes", "cell-key", "none"});
}

void SetTyped(const char* field, const char* flag, const std::string& text, const DayParser& parse,
              google::protobuf::Message* request, std::vector<std::string>* faults) {
  if (text.empty()) return;
  const absl::Status status = SetFromText(*request->GetDescriptor()->FindFieldByName(field), text, parse, ',', request);
  if (!status.ok()) faults->push_back(absl::StrCat(flag, ": ", status.message()));
}

void FillReport(const ReportOptions& options, const DayParser& parse, google::protobuf::Message* request,
                std::vector<std::string>* faults) {
  const auto set = [&](const char* field, const char* flag, const std::string& text, bool required) {
    if (text.empty() && required) faults->push_back(absl::StrCat(flag, ": is required"));
    SetTyped(field, flag, text, parse, request, faults);
  };
  set("by", "--by", options.by, true);
  set("from", "--from", options.from, true);
  set("to", "--to", options.to, true);
  set("as_at", "--as-at", options.as_at, false);
  set("disclosure", "--disclosure", options.disclosure, false);
}

std::string AsTypedInReport(absl::string_view field) {
  if (field == "horizon_days") return "--horizon";
  if (field == "version") return "--indicator-version";
  if (field == "programme_id") return "--programme";
  return absl::StrCat("--", Kebab(Printable(field)));
}

std::string DayInWords(const google::type::Date& date) {
  const absl::CivilDay day(date.year(), date.month(), date.day());
  return absl::StrCat(day.day(), " ",
                      absl::FormatTime("%B", absl::FromCivil(day, absl::UTCTimeZone()), absl::UTCTimeZone()), " ",
                      day.year());
}

const char* DisclosureInWords(gainful::reporting::v1::Disclosure disclosure) {
  switch (disclosure) {
    case gainful::reporting::v1::DISCLOSURE_NONE:
      return "Raw figures, for use within the organisation: not for publication.";
    case gainful::reporting::v1::DISCLOSURE_CELL_KEY:
      return "Counts are perturbed by cell key, and rates are whole per cents of them.";
    case gainful::reporting::v1::DISCLOSURE_HES:
      return "Counts are rounded to the nearest 5, from 1 to 7 withheld, and rates are whole per cents of them.";
    default:
      return "Counts are rounded to the nearest 5 and rates to whole per cents.";
  }
}

std::string LawfulBasisInWords(const google::protobuf::RepeatedPtrField<std::string>& bases) {
  if (bases.empty()) return "";
  std::vector<std::string> printable;
  for (const std::string& basis : bases) printable.push_back(Printable(basis));
  return absl::StrCat("\nLawful basis of counting everybody: ", absl::StrJoin(printable, "; "), ".");
}

std::string BackFilledInWords(std::int64_t back_filled) {
  if (back_filled == 0) return "";
  return absl::StrCat("\nThe characteristic of ", back_filled,
                      " was recorded only for a later day than the journey's first, and is filled back.");
}

}  // namespace gainful::cli
