// What an employer may be told of somebody: pure functions of what the person said.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "gainful/employer/v1/disclosure.pb.h"
#include "services/common/base/status.h"

namespace gainful::employer {

namespace pb = gainful::employer::v1;

// No content twice.
void CheckChoice(const pb::DisclosureChoice& choice, base::Violations* violations);

// What holds for one content, by all that a person said about one employer. A "given" stands unless something else was recorded after it, or was said on a
// later day: a form that is typed late takes back no refusal. Where the employer has several records, of what decides for each the one that was said last
// counts; of two on one day the stricter. Where the person has several records, what was refused or withdrawn under one of them stands against what was
// given under another. Whoever was not asked has allowed nothing.
//
// `told_on` is the day of a conversation that has been: statements of later days do not count, and of those of the day itself, of which nobody knows
// whether they came before it, a refusal does whatever its number. None: of what is to come, by all that was said.
pb::AllowedContent AllowedOf(pb::DisclosureContent content, const std::vector<pb::DisclosureChoice>& said,
                             std::optional<absl::CivilDay> told_on = std::nullopt);

// Those of `contents` that the person does not allow, each once.
std::vector<pb::DisclosureContent> OutsideOf(const std::vector<pb::DisclosureContent>& contents,
                                             const std::vector<pb::DisclosureChoice>& said,
                                             std::optional<absl::CivilDay> told_on = std::nullopt);

// The values of a repeated field.
std::vector<pb::DisclosureContent> ContentsOf(const google::protobuf::RepeatedField<int>& contents);

// What an application through our service tells: that somebody supports them, and who.
const std::vector<pb::DisclosureContent>& ToldByApplying();

// Whether the person may be named by our service, where they said so or said that they may not; none where they were not asked about both.
std::optional<bool> MayApplyThroughService(const std::vector<pb::DisclosureChoice>& said);

// Contents in words, with commas between.
std::string InWords(const std::vector<pb::DisclosureContent>& contents);

}  // namespace gainful::employer
