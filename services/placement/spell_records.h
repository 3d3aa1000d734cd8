// How spells and what belongs to them are stored, for the services that write them.
#pragma once

#include <string>

#include "gainful/placement/v1/job.pb.h"
#include "gainful/placement/v1/placement.pb.h"
#include "services/common/journal/records.h"

namespace gainful::placement {

namespace pb = gainful::placement::v1;

// Spells. One is visible to those who see its journey: the join asks at every read, so a journey that moves to another team takes its spells along
// at commit.
journal::RecordSpec SpellSpec();

// A record in table placement.<kind> about the spell that its spell_id names, with that spell's journey_id and participant_id: visible as it is.
journal::RecordSpec FactSpec(const google::protobuf::Descriptor* type, const std::string& kind);

// Evidence that the person was in the job on the day that the spell now says it was last confirmed on, as received today.
pb::SpellEvidence InWorkEvidence(const base::Call& call, const pb::Spell& spell, pb::EvidenceKind kind,
                                 absl::CivilDay today);

// Evidence of the end that the spell now has, as received today.
pb::SpellEvidence EndEvidence(const base::Call& call, const pb::Spell& spell, pb::EvidenceKind kind,
                              absl::CivilDay today);

// The ids of all records of the person whose id the parameter holds: an SQL array. $1 is the organisation.
std::string RecordsOfPerson(const std::string& id);

}  // namespace gainful::placement
