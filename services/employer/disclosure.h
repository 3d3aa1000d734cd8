// What an employer may be told of somebody: pure functions of what the person said.
#pragma once

#include <vector>

#include "gainful/employer/v1/disclosure.pb.h"
#include "services/common/base/status.h"

namespace gainful::employer {

namespace pb = gainful::employer::v1;

// No content twice.
void CheckChoice(const pb::DisclosureChoice& choice, base::Violations* violations);

// What holds for one content, by all that a person said about one employer. The latest statement of a record counts, which is the one with the highest
// number. Where somebody has several records, what was refused or withdrawn under one of them stands against what was given under another. Whoever was
// not asked has allowed nothing.
pb::AllowedContent AllowedOf(pb::DisclosureContent content, const std::vector<pb::DisclosureChoice>& said);

// Those of `contents` that the person does not allow, each once.
std::vector<pb::DisclosureContent> OutsideOf(const std::vector<pb::DisclosureContent>& contents,
                                             const std::vector<pb::DisclosureChoice>& said);

// Contents in words, with commas between.
std::string InWords(const std::vector<pb::DisclosureContent>& contents);

}  // namespace gainful::employer
