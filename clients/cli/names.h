// Finds programmes, teams and members of staff by the names that people know them by.
#pragma once

#include <map>
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

// The ids of all members of staff by their names, in lower case; empty where several go by one name.
client::Error ListStaff(const client::Client& client, std::map<std::string, std::string>* ids);

}  // namespace gainful::cli
