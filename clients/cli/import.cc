#include "clients/cli/import.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "clients/cli/csv.h"
#include "clients/cli/errors.h"
#include "clients/cli/names.h"
#include "clients/cli/stage.h"
#include "clients/cli/text.h"

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
    if (people.empty() && jobs.empty() && options_.records.empty())
      return ExplainUsage("no file is given", session_.err);
    if (const int code = ReadMapping(); code != kExitOk) return code;
    if (!people.empty() && !mapping_.people) return ExplainUsage("the mapping has no part for people", session_.err);
    if (!jobs.empty() && !mapping_.jobs) return ExplainUsage("the mapping has no part for jobs", session_.err);
    bool open = true;
    if (!people.empty()) open = Add(*mapping_.people, people);
    if (!jobs.empty()) open = Add(*mapping_.jobs, jobs) && open;
    has_people_ = !people.empty();
    for (const std::string& named : options_.records) {
      if (const int code = AddRecords(named, &open); code != kExitOk) return code;
    }
    return open ? kExitOk : kExitUsage;
  }

  // A file of records, as NAME=FILE; the mapping has a part of that name.
  int AddRecords(const std::string& named, bool* open) {
    const std::vector<std::string> parts = absl::StrSplit(named, absl::MaxSplits('=', 1));
    if (parts.size() < 2 || parts[1].empty()) {
      return ExplainUsage(absl::StrCat("--records: wants NAME=FILE, such as contacts=contacts.csv, not '", named, "'"),
                          session_.err);
    }
    std::vector<std::string> names;
    for (const FilePlan& plan : mapping_.records) {
      names.push_back(plan.name);
      if (plan.name != parts[0]) continue;
      for (const auto& file : files_) {
        if (file->name() == parts[0])
          return ExplainUsage(absl::StrCat("--records: ", parts[0], " is given twice"), session_.err);
      }
      *open = Add(plan, parts[1]) && *open;
      return kExitOk;
    }
    return ExplainUsage(absl::StrCat("--records: the mapping has no records named '", parts[0], "'; ",
                                     names.empty() ? "it has none at all" : "it has " + absl::StrJoin(names, ", ")),
                        session_.err);
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

  // Ids of the programme and the team that new people and journeys belong to. What follows them needs neither.
  int FindNames() {
    for (const auto& file : files_) {
      if (!file->plan().NamesStaff()) continue;
      if (const client::Error error = ListStaff(session_.client, &defaults_.staff); !error.ok()) return Fail(error);
      break;
    }
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
      const bool follows = has_people_ && file != files_.front();
      const client::Error error = file->Stage(defaults_, follows ? files_.front()->import_id() : "");
      if (error.ok()) continue;
      Discard();
      return Fail(error);
    }
    return kExitOk;
  }

  int Commit() {
    std::vector<std::string> written, left;
    for (const auto& file : files_) left.push_back(file->name());
    for (const auto& file : files_) {
      const client::Error error = file->Commit();
      if (!error.ok()) {
        if (!written.empty()) {
          session_.err << "Written: " << Printable(absl::StrJoin(written, ", "))
                       << "; not written: " << Printable(absl::StrJoin(left, ", "))
                       << ". Importing all of them again is safe.\n";
        }
        return Fail(error);
      }
      written.push_back(file->name());
      left.erase(left.begin());
    }
    Summarise(Bad() > 0 ? "bad rows were left out" : "");
    TellAlerts();
    return kExitOk;
  }

  // What measures in the file say of danger must reach whoever imported them.
  void TellAlerts() {
    for (const auto& file : files_) {
      if (file->alerts() == 0) continue;
      session_.err << "gainful: " << Printable(file->name()) << " raised " << file->alerts()
                   << (file->alerts() == 1 ? " alert" : " alerts") << "; `gainful day` lists "
                   << (file->alerts() == 1 ? "it" : "them") << "\n";
      if (!file->crisis_protocol().empty()) session_.err << Printable(file->crisis_protocol()) << "\n";
    }
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
      const std::string& name = file->name();
      if (session_.format == Format::kCsv) {
        session_.out << CsvLine(
            {name, absl::StrCat(t.created), absl::StrCat(t.updated), absl::StrCat(t.unchanged), absl::StrCat(t.bad)});
      } else if (session_.format == Format::kJson) {
        absl::StrAppend(&objects, objects.empty() ? "" : ", ", nlohmann::json(name).dump(),
                        ": {\"created\": ", t.created, ", \"updated\": ", t.updated, ", \"unchanged\": ", t.unchanged,
                        ", \"bad\": ", t.bad, "}");
      } else {
        session_.out << Printable(name) << ": " << t.created << " created, " << t.updated << " updated, " << t.unchanged
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

}  // namespace

int RunImport(const ImportOptions& options, bool err_is_terminal, Session& session) {
  return Import(options, err_is_terminal, session).Run();
}

}  // namespace gainful::cli
