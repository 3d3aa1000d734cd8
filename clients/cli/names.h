// Finds programmes and teams by the names that people know them by.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "gainful/client.h"

namespace gainful::cli {

// Whether the text has the form of a UUID.
bool IsUuid(absl::string_view text);

// Puts the id of the programme or team of that name (case aside) into `id`; a UUID stands for itself, unlooked at.
// kNotFound names those that there are.
client::Error FindProgramme(const client::Client& client, const std::string& name, std::string* id);
client::Error FindTeam(const client::Client& client, const std::string& name, std::string* id);

}  // namespace gainful::cli
