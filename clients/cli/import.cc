#include "clients/cli/import.h"

#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "clients/cli/csv.h"
#include "clients/cli/errors.h"
#include "clients/cli/names.h"
#include "clients/cli/stage.h"
#include "clients/cli/text.h"
#include "clients/cli/tree.h"

namespace gainful::cli {
namespace {

// One import command: the mapping and the files that it concerns, in the order in which they are written.
class Import {
 public:
  Import(const ImportOptions& options, bool err_is_terminal, Session& session)
      : options_(options), terminal_(err_is_terminal), session_(session) {}

  int Run() {
    if (const int code = Prepare(); code != kExitOk) return code;
    if (const int code = FindNames(); code != kExitOk) return code;
    if (const int code = Stage(); code != kExitOk) return code;
    const bool refused = Bad() > 0 && !options_.partial;
    if (refused || options_.dry_run) {
      Discard();
      Summarise(refused ? "nothing was written" : "dry run: nothing was written");
      return refused ? kExitRefused : kExitOk;
    }
    return Commit();
  }

 private:
  // Everything that can be found wrong without a server.
  int Prepare() {
    std::string people = options_.people, jobs = options_.jobs;
    for (const std::string& file : options_.files) {
      std::string& slot = people.empty() ? people : jobs;
      if (!slot.empty()) return ExplainUsage("give one file of people and one of jobs", session_.err);
      slot = file;
    }
    if (options_.mapping.empty()) return ExplainUsage("--mapping: is required", session_.err);
    if (people.empty() && jobs.empty()) return ExplainUsage("no file is given", session_.err);
    if (const int code = ReadMapping(); code != kExitOk) return code;
    if (!people.empty() && !mapping_.people) return ExplainUsage("the mapping has no part for people", session_.err);
    if (!jobs.empty() && !mapping_.jobs) return ExplainUsage("the mapping has no part for jobs", session_.err);
    bool open = true;
    if (!people.empty()) open = Add(*mapping_.people, people);
    if (!jobs.empty()) open = Add(*mapping_.jobs, jobs) && open;
    has_people_ = !people.empty();
    return open ? kExitOk : kExitUsage;
  }

  int ReadMapping() {
    std::ifstream in(options_.mapping, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (!in) return ExplainUsage(absl::StrCat(options_.mapping, ": cannot be read"), session_.err);
    absl::StatusOr<Mapping> mapping = LoadMapping(text.str(), options_.mapping);
    if (!mapping.ok()) {
      for (const absl::string_view line : absl::StrSplit(mapping.status().message(), '\n'))
        session_.err << Printable(line) << "\n";
      return kExitUsage;
    }
    mapping_ = *std::move(mapping);
    return kExitOk;
  }

  bool Add(const FilePlan& plan, const std::string& path) {
    files_.push_back(std::make_unique<FileImport>(plan, path, session_.client, terminal_, session_.err));
    return files_.back()->Open();
  }

  // Ids of the programme and the team that new records belong to. Jobs follow their journeys and need neither.
  int FindNames() {
    if (!has_people_) return kExitOk;
    const std::string& team = options_.team.empty() ? mapping_.team : options_.team;
    const std::string& programme = options_.programme.empty() ? mapping_.programme : options_.programme;
    const bool journeys = mapping_.people->records.size() > 1;
    if (team.empty())
      return ExplainUsage("--team: say which team the people belong to, here or in the mapping", session_.err);
    if (journeys && programme.empty()) {
      return ExplainUsage("--programme: say which programme the journeys go through, here or in the mapping",
                          session_.err);
    }
    client::Error error = FindTeam(session_.client, team, &defaults_.team_id);
    if (error.ok() && journeys) error = FindProgramme(session_.client, programme, &defaults_.programme_id);
    return error.ok() ? kExitOk : Fail(error);
  }

  int Stage() {
    for (const auto& file : files_) {
      const bool jobs = has_people_ && file != files_.front();
      const client::Error error = file->Stage(defaults_, jobs ? files_.front()->import_id() : "");
      if (error.ok()) continue;
      Discard();
      return Fail(error);
    }
    return kExitOk;
  }

  int Commit() {
    bool written = false;
    for (const auto& file : files_) {
      const client::Error error = file->Commit();
      if (!error.ok()) {
        if (written) session_.err << "The people were written and the jobs were not. Importing both again is safe.\n";
        return Fail(error);
      }
      written = true;
    }
    Summarise(Bad() > 0 ? "bad rows were left out" : "");
    return kExitOk;
  }

  void Discard() {
    for (const auto& file : files_) file->Discard();
  }

  int Fail(const client::Error& error) {
    return Explain(
        error, [](absl::string_view field) { return Printable(field); }, session_.err);
  }

  int64_t Bad() const {
    int64_t bad = 0;
    for (const auto& file : files_) bad += file->totals().bad;
    return bad;
  }

  // For people a line for each file; for programs the same numbers in CSV or JSON.
  void Summarise(const std::string& remark) {
    if (session_.format == Format::kCsv) session_.out << "file,created,updated,unchanged,bad\n";
    std::string objects;
    for (const auto& file : files_) {
      const Totals& t = file->totals();
      const std::string name = has_people_ && file == files_.front() ? "people" : "jobs";
      if (session_.format == Format::kCsv) {
        session_.out << CsvLine(
            {name, absl::StrCat(t.created), absl::StrCat(t.updated), absl::StrCat(t.unchanged), absl::StrCat(t.bad)});
      } else if (session_.format == Format::kJson) {
        absl::StrAppend(&objects, objects.empty() ? "" : ", ", "\"", name, "\": {\"created\": ", t.created,
                        ", \"updated\": ", t.updated, ", \"unchanged\": ", t.unchanged, ", \"bad\": ", t.bad, "}");
      } else {
        session_.out << name << ": " << t.created << " created, " << t.updated << " updated, " << t.unchanged
                     << " unchanged";
        session_.out << (t.bad > 0 ? absl::StrCat(", ", t.bad, " bad") : "") << "\n";
      }
    }
    if (session_.format == Format::kJson) session_.out << "{" << objects << "}\n";
    if (!remark.empty()) session_.err << "gainful: " << remark << "\n";
  }

  const ImportOptions& options_;
  const bool terminal_;
  Session& session_;
  Mapping mapping_;
  Defaults defaults_;
  std::vector<std::unique_ptr<FileImport>> files_;
  bool has_people_ = false;
};

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

Examples
  gainful import --mapping mapping.textproto people.csv jobs.csv --dry-run
  gainful import --mapping mapping.textproto --jobs jobs.csv
)";

}  // namespace

int RunImport(const ImportOptions& options, bool err_is_terminal, Session& session) {
  return Import(options, err_is_terminal, session).Run();
}

void AddImport(Tree* tree) {
  const auto options = std::make_shared<ImportOptions>();
  CLI::App* import = tree->Add(
      tree->root(), "import", "Loads spreadsheets of people, journeys and jobs, as a mapping file says how.",
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
  add("--programme", &options->programme, "NAME",
      "The programme of the journeys, by name or id, instead of the mapping's.");
  add("--team", &options->team, "NAME", "The team of the people, by name or id, instead of the mapping's.");
  import->add_flag("--dry-run", options->dry_run, "Checks everything, says what would be done and does nothing.");
  import->add_flag("--partial", options->partial, "Writes the good rows even where others are bad.");
  import->footer(kFooter);
}

}  // namespace gainful::cli
