#include "clients/cli/tree.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/completion.h"
#include "clients/cli/equity.h"
#include "clients/cli/errors.h"
#include "clients/cli/export.h"
#include "clients/cli/health_report.h"
#include "clients/cli/help.h"
#include "clients/cli/import.h"
#include "clients/cli/retention.h"
#include "clients/cli/stats.h"
#include "clients/cli/text.h"
#include "clients/cli/value.h"
#include "clients/cli/version.h"

namespace gainful::cli {
namespace {

// What a noun is: the first sentence about the record that its commands answer with.
std::string DescribeNoun(const Contract& contract, const Command& first) {
  const Command* get = contract.Find(first.noun, "get");
  return FirstSentence(CommentOf(*(get == nullptr ? first : *get).method->output_type()));
}

Given GivenIn(const std::map<std::string, CLI::Option*>& options, const CLI::Option* clear) {
  Given given;
  for (const auto& [name, option] : options) {
    if (option->count() > 0) given.values[name] = option->results();
  }
  if (clear != nullptr) given.clear = clear->results();
  return given;
}

std::vector<std::string> CodesOf(const google::protobuf::EnumDescriptor& type) {
  std::vector<std::string> codes;
  for (const Choice& choice : ChoicesOf(type)) codes.push_back(Kebab(choice.code));
  return codes;
}

// An option that may be given several times, each time with one value.
void Repeatable(CLI::Option* option) { option->expected(1, 10000)->allow_extra_args(false); }

}  // namespace

Tree::Tree(const Contract& contract)
    : contract_(contract), root_("gainful - the outcomes record for supported employment", "gainful") {
  root_.formatter(std::make_shared<HelpFormatter>());
  root_.set_help_flag("-h,--help", "Explains the command.");
  root_.fallthrough();
  root_.require_subcommand(0, 1);
  AddGlobalOptions();
  AddContractCommands();
  AddEquityReport(this);
  AddRetentionReport(this);
  AddStats(this);
  AddExport(this);
  AddHealthReport(this);
  AddImport(this);
  AddCompletion(this);
  Add(&root_, "version", "Prints the version.", [](const Environment& environment) {
    environment.out << "gainful " << Version() << "\n";
    return kExitOk;
  });
  // Last, as commands take the footer over that the root has when they are added.
  root_.footer(RootFooter());
}

void Tree::AddGlobalOptions() {
  const auto add = [&](const std::string& name, std::string* value, const char* type, const char* help) {
    return root_.add_option(name, *value, help)->type_name(type)->group(kGlobalGroup);
  };
  add("--as", &connection_.profile, "PROFILE",
      "Speaks as this profile, such as manager. The file of profiles names a default.");
  SetChoices(
      add("--format", &format_, "FORMAT", "table, json or csv. A table is for reading, the others are for programs."),
      {"table", "json", "csv"});
  root_.add_flag("--id-only", id_only_, "Prints only the record's id, or one id a line.")->group(kGlobalGroup);
  add("--address", &connection_.address, "HOST:PORT", "The server, instead of the profile's.");
  add("--timeout", &connection_.timeout, "TIME",
      "How long to wait for each answer, such as 10s; without it 30s, or what a long reading needs.");
  add("--purpose", &connection_.purpose, "TEXT",
      "Why, for the account of whose record is read, such as supervision; direct care without it.");
  SetFile(add("--token-file", &connection_.token_file, "FILE",
              "Reads the token from this file instead of asking the profile for one."));
  root_.add_flag("--tls", connection_.tls, "Uses TLS and trusts whom the system trusts.")->group(kGlobalGroup);
  SetFile(add("--tls-ca", &connection_.tls_ca, "FILE", "Uses TLS and trusts whom this certificate vouches for (PEM)."));
  SetFile(
      add("--tls-cert", &connection_.tls_cert, "FILE", "Shows this certificate to the server (PEM); needs --tls-key."));
  SetFile(add("--tls-key", &connection_.tls_key, "FILE", "The private key that belongs to it (PEM)."));
}

CLI::App* Tree::Add(CLI::App* parent, const std::string& name, const std::string& description, Action action) {
  CLI::App* command = parent->add_subcommand(name, description);
  command->require_subcommand(0, 1);
  command->group("");
  if (action) actions_[command] = std::move(action);
  return command;
}

void Tree::AddContractCommands() {
  for (const Command& command : contract_.commands()) {
    if (command.verb.empty()) {
      AddContractCommand(&root_, command);
      continue;
    }
    const std::vector<CLI::App*> known =
        root_.get_subcommands([&](CLI::App* app) { return app->get_name() == command.noun; });
    CLI::App* noun =
        known.empty() ? Add(&root_, command.noun, DescribeNoun(contract_, command), nullptr) : known.front();
    noun->group(kRecordsGroup);
    AddContractCommand(noun, command);
  }
}

void Tree::AddContractCommand(CLI::App* parent, const Command& command) {
  const auto shape = std::make_shared<const Shape>(ShapeOf(command));
  CLI::App* verb = Add(parent, command.verb.empty() ? command.noun : command.verb, CommentOf(*command.method), nullptr);
  std::map<std::string, CLI::Option*> options;
  for (const Flag& flag : shape->flags) {
    // Const: CLI11 would take a variable for the option's value.
    const std::string help = absl::StrCat(flag.required && !flag.positional ? "Required. " : "", HelpFor(flag));
    CLI::Option* option = verb->add_option(flag.positional ? flag.name : "--" + flag.name, help);
    option->type_name(PlaceholderFor(flag));
    if (flag.leaf->is_map() || IsProse(*flag.leaf)) Repeatable(option);
    if (flag.leaf->enum_type() != nullptr) SetChoices(option, CodesOf(*flag.leaf->enum_type()));
    options[flag.name] = option;
  }
  CLI::Option* clear = nullptr;
  if (shape->mask != nullptr) {
    clear = verb->add_option("--clear", "Leaves this field without a value. May be given several times.")
                ->type_name("FIELD");
    Repeatable(clear);
  }
  CLI::Option* all = nullptr;
  if (shape->page_token != nullptr) all = verb->add_flag("--all", "Walks every page and prints records as they come.");
  if (shape->request_id != nullptr) {
    verb->add_option("--request-id", request_id_,
                     "A UUID that makes repeats of this command harmless; a fresh one without it.")
        ->type_name("ID");
  }
  verb->footer(ExampleFor(*shape));
  actions_[verb] = [=](const Environment& environment) {
    return WithSession(environment, [&](Session& session) {
      Given given = GivenIn(options, clear);
      AddUnsaid(*shape, &given);
      // The account of one record is shown whole, unless a part of it is asked for.
      const bool is_part = given.values.count("page-size") > 0 || given.values.count("page-token") > 0;
      const bool is_whole = (all != nullptr && all->count() > 0) || (IsAccountOfOne(*shape) && !is_part);
      return RunCommand(*shape, given, is_whole, session);
    });
  };
}

int Tree::WithSession(const Environment& environment, const std::function<int(Session&)>& body) const {
  const std::optional<Format> format = FormatNamed(format_);
  if (!format) return ExplainUsage(Wanted("table, json or csv", format_).message(), environment.err);
  absl::StatusOr<client::Options> options = OptionsFor(connection_, environment.surroundings);
  if (!options.ok()) return ExplainUsage(options.status().message(), environment.err);
  absl::StatusOr<client::Client> client = client::Client::Create(*options);
  if (!client.ok()) return ExplainUsage(client.status().message(), environment.err);
  Session session{contract_,
                  *std::move(client),
                  *std::move(options),
                  id_only_ ? Format::kIds : *format,
                  DayOrWord(environment.today),
                  request_id_,
                  environment.out,
                  environment.err};
  return body(session);
}

int Tree::Dispatch(const Environment& environment) const {
  const CLI::App* command = &root_;
  while (!command->get_subcommands().empty()) command = command->get_subcommands().front();
  const auto action = actions_.find(command);
  if (action != actions_.end()) return action->second(environment);
  environment.err << root_.help();
  return kExitUsage;
}

int Tree::Run(const std::vector<std::string>& arguments, const Environment& environment) {
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  // "gainful help spell end" is what many type first.
  if (!reversed.empty() && reversed.back() == "help") {
    reversed.pop_back();
    reversed.insert(reversed.begin(), "--help");
  }
  try {
    root_.parse(reversed);
  } catch (const CLI::CallForHelp&) {
    environment.out << root_.help();
    return kExitOk;
  } catch (const CLI::ParseError& error) {
    environment.err << "gainful: " << Printable(error.what()) << "\n" << PointToHelp(root_);
    return kExitUsage;
  }
  return Dispatch(environment);
}

}  // namespace gainful::cli
