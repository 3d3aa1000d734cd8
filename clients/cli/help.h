// What --help says.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "clients/cli/flags.h"

namespace gainful::cli {

// Groups under which help lists commands and options.
inline constexpr char kRecordsGroup[] = "Records";
inline constexpr char kGlobalGroup[] = "Options of every command";

// Sets help in columns, at most 100 wide, with the options of every command at the end.
class HelpFormatter : public CLI::FormatterBase {
 public:
  std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override;
};

// First things to type, and what the exit codes mean.
std::string RootFooter();

// A command line that would work, made from the flags that the command needs.
std::string ExampleFor(const Shape& shape);

// "See: gainful spell end --help", for the command that was being typed.
std::string PointToHelp(const CLI::App& root);

}  // namespace gainful::cli
