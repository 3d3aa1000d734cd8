// The journal's chain, reckoned anew from what the tables' comments say and from nothing of the services' code.
#pragma once

#include <string>
#include <vector>

#include "tests/integration/sql.h"

namespace gainful::integration {

// What is wrong with an organisation's journal, a sentence each; empty when it is whole: numbers without gaps from 1 to the head's, every
// body's, entry's and write's hash as its columns make it, each write linked to the one before, the head to the last.
std::vector<std::string> FaultsOfChain(Sql* sql, const std::string& org);

}  // namespace gainful::integration
