// What students enter waits for somebody qualified to sign for it.
#pragma once

#include <string>

namespace gainful::record {

// The CTE that sets a student's entry aside for countersignature (RecordSpec::with_entry), into this table or view of one. A record that a student
// changes again waits again.
std::string AwaitSignature(const std::string& table);

}  // namespace gainful::record
