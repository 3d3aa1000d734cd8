// A copy of all that is held about a person, for them to have.
#pragma once

#include <google/protobuf/message.h>

#include <functional>
#include <string>
#include <vector>

#include "clients/cli/command.h"
#include "clients/cli/contract.h"

namespace gainful::cli {

class Tree;

// Adds `gainful participant export`.
void AddExport(Tree* tree);

// The commands that list records of one person: whatever the contract lists by participant. Records added to the contract are in the copy by
// themselves.
std::vector<const Command*> ListsOfAPerson(const Contract& contract);

// "notes[2].text" for each text of the records that may name somebody else and is not empty.
void AddThirdParties(const std::string& name, const std::vector<const google::protobuf::Message*>& records,
                     std::vector<std::string>* paths);

}  // namespace gainful::cli
