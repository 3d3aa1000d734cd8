// What `gainful import` is called with, and its help.
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "clients/cli/import.h"
#include "clients/cli/tree.h"
#include "gainful/caseload/v1/record_import.pb.h"

namespace gainful::cli {
namespace {

constexpr char kFooter[] =
    R"(Every row is checked first, and every bad row is listed with its line, its column and what is wrong.
Where one is bad nothing is written, unless --partial is given. Rows are told apart by the source and
the key that the mapping names, so importing the same or a corrected file again updates the records.

Example of a mapping
  team: "North team"
  programme: "Connect to Work"
  people {
    source: "caseload spreadsheet"
    key: "ref"
    date_format: "%d/%m/%Y"
    column { from: "Name"      to: "participant.name"  required: true }
    column { from: "Born"      to: "participant.birth_date" }
    column { from: "Gender"    to: "participant.sex"  code { from: "M" to: "1" } code { from: "F" to: "2" } }
    column { from: "Referred"  to: "journey.referred_on"  required: true }
    column { from: "Area"      to: "participant.local_characteristics.area"  blank: ["", "n/a"] }
  }
  jobs {
    source: "caseload spreadsheet"
    key: ["ref", "job"]          # cells joined by "/"
    journey_key: "ref"           # the person's key above
    column { from: "Started"   to: "spell.started_on"  required: true }
  }
  records {                      # any number of these, one kind of record in each
    name: "contacts"
    source: "caseload spreadsheet"
    key: ["ref", "date"]
    person_key: "ref"            # or journey_key, for what belongs to a journey
    column { from: "Date"      to: "contact.contacted_on"  required: true }
    column { from: "What"      to: "contact.kind" }
    column { from: "Came"      to: "contact.attendance"  code { from: "Y" to: "attended" } code { from: "N" to: "did-not-attend" } }
  }
  records {
    name: "phq9"
    source: "caseload spreadsheet"
    key: ["ref", "date"]
    person_key: "ref"
    constant { to: "measure.kind" text: "phq9" }
    column { from: "date"      to: "measure.measured_on"  required: true }
    column { from: "q1"        to: "measure.items"  code { from: "" to: "-9" } code { from: "0" to: "0" } ... }
    ...                          # and so on to q9
  }

Kinds of records
$KINDS
Each kind's own help, such as `gainful contact log --help`, explains its fields and their codes. Notes, measures and
allocations are never changed once they are on record: a row that would change one is a bad row. Consent is recorded
statement by statement, with `gainful consent record`.

Examples
  gainful import --mapping mapping.textproto people.csv jobs.csv --dry-run
  gainful import --mapping mapping.textproto --jobs jobs.csv
  gainful import --mapping mapping.textproto people.csv --records contacts=contacts.csv --records phq9=phq9.csv
)";

// Every kind that the contract takes in files, as the paths of its fields begin.
std::string Kinds() {
  const auto* kinds = caseload::v1::RecordRow::descriptor()->FindOneofByName("record");
  std::string lines = " ";
  size_t width = 0;
  for (int i = 0; i < kinds->field_count(); ++i) {
    const std::string word = absl::StrCat(" ", kinds->field(i)->name(), i + 1 < kinds->field_count() ? "," : "\n");
    if (width + word.size() > 100) lines += "\n ";
    width = width + word.size() > 100 ? word.size() : width + word.size();
    lines += word;
  }
  return lines;
}

}  // namespace

void AddImport(Tree* tree) {
  const auto options = std::make_shared<ImportOptions>();
  CLI::App* import = tree->Add(
      tree->root(), "import",
      "Loads spreadsheets of people, journeys, jobs and other records, as a mapping file says how.",
      [=](const Environment& environment) {
        return tree->WithSession(
            environment, [&](Session& session) { return RunImport(*options, environment.err_is_terminal, session); });
      });
  const auto add = [&](const char* name, std::string* value, const char* type, const char* help) {
    return import->add_option(name, *value, help)->type_name(type);
  };
  import
      ->add_option("FILES", options->files,
                   "The file of people, then that of jobs. Either may be given by its option instead.")
      ->expected(0, 2);
  tree->SetFile(
      add("--mapping", &options->mapping, "FILE", "Required. Says which column feeds which field; see below."));
  tree->SetFile(add("--people", &options->people, "FILE", "The file with one row for each person and their journey."));
  tree->SetFile(add("--jobs", &options->jobs, "FILE", "The file with one row for each spell of work."));
  import
      ->add_option("--records", options->records,
                   "A file of other records, by the name of its part in the mapping. May be given several times.")
      ->type_name("NAME=FILE")
      ->expected(1)
      ->take_all();
  add("--programme", &options->programme, "NAME",
      "The programme of the journeys, by name or id, instead of the mapping's.");
  add("--team", &options->team, "NAME", "The team of the people, by name or id, instead of the mapping's.");
  import->add_flag("--dry-run", options->dry_run, "Checks everything, says what would be done and does nothing.");
  import->add_flag("--partial", options->partial, "Writes the good rows even where others are bad.");
  import->footer(absl::StrReplaceAll(kFooter, {{ "$KINDS", Kinds() }}));
}

}  // namespace gainful::cli
