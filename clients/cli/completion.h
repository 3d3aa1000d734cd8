// Tab completion for shells.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace gainful::cli {

class Tree;

// Adds `gainful completion bash|zsh`.
void AddCompletion(Tree* tree);

// A script that completes every command, option and choice of the tree; made from it, so it cannot fall behind.
// `shell` is "bash" or "zsh"; any other gives an empty text.
std::string CompletionScript(const Tree& tree, absl::string_view shell);

}  // namespace gainful::cli
