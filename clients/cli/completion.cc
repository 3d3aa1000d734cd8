#include "clients/cli/completion.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/errors.h"
#include "clients/cli/tree.h"

namespace gainful::cli {
namespace {

std::vector<const CLI::App*> ChildrenOf(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

// Long options of one command, as "--a --b".
std::vector<std::string> OptionNames(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

// One branch of the script's table: what may follow the words `path`.
std::string Branch(const std::string& path, const CLI::App& app, const std::vector<std::string>& global) {
  std::vector<std::string> words;
  for (const CLI::App* child : ChildrenOf(app)) words.push_back(child->get_name());
  const std::vector<std::string> own = OptionNames(app);
  words.insert(words.end(), own.begin(), own.end());
  if (!path.empty()) words.insert(words.end(), global.begin(), global.end());
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return absl::StrCat("    \"", path, "\") words=\"", absl::StrJoin(words, " "), "\" ;;\n");
}

void Branches(const std::string& path, const CLI::App& app, const std::vector<std::string>& global, std::string* out) {
  absl::StrAppend(out, Branch(path, app, global));
  for (const CLI::App* child : ChildrenOf(app)) {
    Branches(path.empty() ? child->get_name() : absl::StrCat(path, " ", child->get_name()), *child, global, out);
  }
}

// Values by command and option, since one name may mean different things in two commands.
void Values(const Tree& tree, const std::string& path, const CLI::App& app, std::string* out) {
  for (const CLI::Option* option : app.get_options()) {
    const auto choices = tree.choices().find(option);
    const bool file = std::count(tree.files().begin(), tree.files().end(), option) > 0;
    for (const std::string& name : option->get_lnames()) {
      const std::string pattern =
          path.empty() ? absl::StrCat("*\" --", name, "\"") : absl::StrCat("\"", path, " --", name, "\"");
      if (choices != tree.choices().end()) {
        absl::StrAppend(out, "    ", pattern, ") words=\"", absl::StrJoin(choices->second, " "), "\" ;;\n");
      } else if (file) {
        absl::StrAppend(out, "    ", pattern, ") files=1 ;;\n");
      }
    }
  }
  for (const CLI::App* child : ChildrenOf(app)) {
    Values(tree, path.empty() ? child->get_name() : absl::StrCat(path, " ", child->get_name()), *child, out);
  }
}

constexpr char kHead[] = R"(_gainful() {
  local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}" path="" words="" files="" word i
  for ((i = 1; i < COMP_CWORD && i < 3; ++i)); do
    word="${COMP_WORDS[i]}"
    case "$word" in -*) break ;; esac
    path="${path:+$path }$word"
  done
  case "$path $previous" in
)";

constexpr char kMiddle[] = R"(  esac
  if [ -z "$words" ] && [ -z "$files" ]; then case "$path" in
)";

constexpr char kTail[] = R"(    *) files=1 ;;
  esac; fi
  COMPREPLY=()
  while IFS= read -r word; do
    COMPREPLY+=("$word")
  done < <(if [ -n "$files" ]; then compgen -f -- "$current"; else compgen -W "$words" -- "$current"; fi)
}
complete -o filenames -F _gainful gainful
)";

}  // namespace

std::string CompletionScript(const Tree& tree, absl::string_view shell) {
  if (shell != "bash" && shell != "zsh") return "";
  std::string values, branches;
  Values(tree, "", *tree.root(), &values);
  Branches("", *tree.root(), OptionNames(*tree.root()), &branches);
  return absl::StrCat(shell == "zsh" ? "#compdef gainful\nautoload -U +X bashcompinit && bashcompinit\n" : "", kHead,
                      values, kMiddle, branches, kTail);
}

void AddCompletion(Tree* tree) {
  CLI::App* command =
      tree->Add(tree->root(), "completion",
                "Prints a script that completes commands, options and codes with the Tab key.", nullptr);
  command->footer(
      "Examples\n"
      "  source <(gainful completion bash)                       this shell only\n"
      "  gainful completion bash > ~/.local/share/bash-completion/completions/gainful\n"
      "  gainful completion zsh > ~/.zfunc/_gainful              a folder of your $fpath\n");
  for (const char* shell : {"bash", "zsh"}) {
    tree->Add(command, shell, absl::StrCat("The script for ", shell, "."),
              [tree, shell](const Environment& environment) {
                environment.out << CompletionScript(*tree, shell);
                return kExitOk;
              });
  }
}

}  // namespace gainful::cli
