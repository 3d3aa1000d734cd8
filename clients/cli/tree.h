// The whole command line as one tree: what can be typed, what each command does, and what help and completion say of
// it.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <istream>
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "clients/cli/command.h"
#include "clients/cli/contract.h"
#include "clients/cli/profile.h"

namespace gainful::cli {

// What the process finds around it.
struct Environment {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  Surroundings surroundings;
  absl::CivilDay today;
  bool err_is_terminal = false;  // progress may overwrite its own line
  bool utf8 = true;              // `out` may be sent more than ASCII
};

class Tree {
 public:
  using Action = std::function<int(const Environment&)>;

  // Every command: those of the contract, then report, stats, import, completion and version.
  explicit Tree(const Contract& contract);
  Tree(const Tree&) = delete;

  // Adds a command below `parent` (the root's own commands: below `root()`).
  CLI::App* Add(CLI::App* parent, const std::string& name, const std::string& description, Action action);

  // Notes the values that an option takes, for completion.
  void SetChoices(const CLI::Option* option, std::vector<std::string> choices) {
    choices_[option] = std::move(choices);
  }
  // Notes that an option takes the path of a file.
  void SetFile(const CLI::Option* option) { files_.push_back(option); }

  // Parses and runs one command line, the program's name left out. Returns the exit code.
  int Run(const std::vector<std::string>& arguments, const Environment& environment);

  // Runs `body` with what the options of every command ask for; explains what they lack instead.
  int WithSession(const Environment& environment, const std::function<int(Session&)>& body) const;

  CLI::App* root() { return &root_; }
  const CLI::App* root() const { return &root_; }
  const std::map<const CLI::Option*, std::vector<std::string>>& choices() const { return choices_; }
  const std::vector<const CLI::Option*>& files() const { return files_; }

 private:
  void AddGlobalOptions();
  void AddContractCommands();
  void AddContractCommand(CLI::App* parent, const Command& command);
  int Dispatch(const Environment& environment) const;

  const Contract& contract_;
  CLI::App root_;
  Connection connection_;
  std::string format_ = "table";
  std::string request_id_;
  bool id_only_ = false;
  std::map<const CLI::App*, Action> actions_;
  std::map<const CLI::Option*, std::vector<std::string>> choices_;
  std::vector<const CLI::Option*> files_;
};

}  // namespace gainful::cli
