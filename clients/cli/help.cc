#include "clients/cli/help.h"

#include "absl/strings/str_cat.h"
#include "clients/cli/text.h"
#include "clients/cli/value.h"

namespace gainful::cli {
namespace {

constexpr size_t kWidth = 100;
constexpr size_t kColumn = 26;

// A name in the left column and its explanation in the right one.
std::string Entry(const std::string& left, const std::string& right) {
  const std::string explained = Wrap(right, kColumn, kWidth);
  const std::string name = absl::StrCat("  ", left);
  if (Width(name) + 2 <= kColumn) return absl::StrCat(PadRight(name, kColumn), explained, "\n");
  return absl::StrCat(name, "\n", std::string(kColumn, ' '), explained, "\n");
}

std::string CommandPath(const CLI::App& app) {
  return app.get_parent() == nullptr ? app.get_name()
                                     : absl::StrCat(CommandPath(*app.get_parent()), " ", app.get_name());
}

std::string NameOf(const CLI::Option& option) {
  const std::string name = option.get_name(false, !option.get_positional());
  return option.get_type_name().empty() || option.get_positional() ? name
                                                                   : absl::StrCat(name, " ", option.get_type_name());
}

std::string Options(const CLI::App& app, const std::string& heading, bool positional) {
  std::string out;
  for (const CLI::Option* option : app.get_options()) {
    const bool help = option == app.get_help_ptr();
    if (help || option->get_positional() != positional || option->get_description().empty()) continue;
    absl::StrAppend(&out, Entry(NameOf(*option), option->get_description()));
  }
  return out.empty() ? out : absl::StrCat("\n", heading, "\n", out);
}

std::string Usage(const CLI::App& app) {
  std::string out = absl::StrCat("usage: ", CommandPath(app));
  const bool group = !app.get_subcommands([](const CLI::App*) { return true; }).empty();
  const bool is_root = app.get_parent() == nullptr;
  const bool acts = !group || !app.get_footer().empty();  // a noun that is a command too has an example
  if (group) absl::StrAppend(&out, is_root ? " NOUN VERB" : acts ? " [VERB]" : " VERB");
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_positional()) absl::StrAppend(&out, " ", option->get_name());
  }
  return absl::StrCat(out, is_root || acts ? " [options]\n" : "\n");
}

// A noun's verbs in a row, such as "create, get, list".
std::string VerbsOf(const CLI::App& noun) {
  std::string out;
  for (const CLI::App* verb : noun.get_subcommands([](const CLI::App*) { return true; })) {
    absl::StrAppend(&out, out.empty() ? "" : ", ", verb->get_name());
  }
  return out;
}

std::string Commands(const CLI::App& app) {
  std::string out;
  for (const bool records : {true, false}) {
    std::string entries;
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
      if ((command->get_group() == kRecordsGroup) != records) continue;
      const std::string verbs = VerbsOf(*command);
      absl::StrAppend(
          &entries, Entry(command->get_name(), verbs.empty() ? command->get_description()
                                                             : absl::StrCat(command->get_description(), "\n", verbs)));
    }
    if (entries.empty()) continue;
    const char* other = app.get_parent() == nullptr ? "Figures, files and the shell" : "Commands";
    absl::StrAppend(&out, "\n", records ? kRecordsGroup : other, "\n", entries);
  }
  return out;
}

std::string SampleFor(const Flag& flag) {
  if (flag.leaf->enum_type() != nullptr) return Kebab(ChoicesOf(*flag.leaf->enum_type()).front().code);
  const std::string placeholder = PlaceholderFor(flag);
  if (placeholder == "DATE") return "2024-03-05";
  if (placeholder == "TEXT") return "'...'";
  return placeholder;
}

}  // namespace

std::string HelpFormatter::make_help(const CLI::App* app, std::string, CLI::AppFormatMode) const {
  const CLI::App* root = app;
  while (root->get_parent() != nullptr) root = root->get_parent();
  std::string out = absl::StrCat(Wrap(app->get_description(), 0, kWidth), "\n\n", Usage(*app), Commands(*app));
  if (app != root) absl::StrAppend(&out, Options(*app, "Arguments", true), Options(*app, "Options", false));
  const std::string footer = app->get_footer();
  if (!footer.empty()) absl::StrAppend(&out, "\n", footer);
  if (app == root || app->get_subcommands([](const CLI::App*) { return true; }).empty()) {
    absl::StrAppend(&out, Options(*root, kGlobalGroup, false));
  } else {
    absl::StrAppend(&out, "\nSee also: ", CommandPath(*app), " VERB --help\n");
  }
  return out;
}

std::string RootFooter() {
  return R"(Examples
  gainful participant list --as specialist
  gainful journey accept ID --accepted-on today
  gainful import --mapping mapping.textproto people.csv jobs.csv --dry-run
  gainful report equity --indicator supported_into_work --by ethnic_category --from 2024-04-01 --to 2025-03-31
  gainful stats proportion < areas.csv > intervals.csv
  gainful spell end --help

Exit codes
  0 done   2 the command line is wrong   3 refused   4 not found   5 no server, or no answer in time
)";
}

std::string ExampleFor(const Shape& shape) {
  const std::string& verb = shape.command->verb;
  std::string line = absl::StrCat("  gainful ", shape.command->noun, verb.empty() ? "" : " ", verb);
  for (const Flag& flag : shape.flags) {
    if (flag.positional) absl::StrAppend(&line, " ", flag.name);
  }
  bool changes = false;
  for (const Flag& flag : shape.flags) {
    const bool sample = shape.mask != nullptr ? !changes && !flag.positional && flag.name != "etag" : flag.required;
    if (flag.positional || !sample) continue;
    absl::StrAppend(&line, " --", flag.name, " ", SampleFor(flag));
    changes = true;
  }
  if (shape.page_token != nullptr && !IsAccountOfOne(shape)) absl::StrAppend(&line, " --all");
  if (shape.rows != nullptr) absl::StrAppend(&line, " --format csv");
  return absl::StrCat("Example\n", Wrap(line, 6, kWidth), "\n");
}

std::string PointToHelp(const CLI::App& root) {
  const CLI::App* command = &root;
  while (!command->get_subcommands().empty()) command = command->get_subcommands().front();
  return absl::StrCat("See: ", CommandPath(*command), " --help\n");
}

}  // namespace gainful::cli
