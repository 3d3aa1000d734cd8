#include "services/placement/spell_records.h"

#include "absl/strings/str_cat.h"
#include "services/common/base/dates.h"
#include "services/common/record/countersignature.h"
#include "services/placement/spell.h"

namespace gainful::placement {
namespace {

using google::protobuf::Message;

constexpr char kOtherRecords[] = "caseload.published_other_record_v1";

// The last value of a column among the changes of terms that hold today.
std::string Current(const std::string& column) {
  return absl::StrCat("SELECT c.", column,
                      " FROM placement.terms_change c JOIN directory.published_today_v1 d ON d.org_id = c.org_id WHERE "
                      "c.org_id = t.org_id AND c.spell_id = t.id AND c.withdrawn_on IS NULL AND c.takes_effect_on <= "
                      "d.today AND c.",
                      column, " IS NOT NULL ORDER BY c.takes_effect_on DESC LIMIT 1");
}

pb::SpellEvidence EvidenceOf(const base::Call& call, const pb::Spell& spell, pb::EvidenceFact fact,
                             const google::type::Date& speaks_for, pb::EvidenceKind kind, absl::CivilDay today) {
  pb::SpellEvidence evidence;
  evidence.set_spell_id(spell.id());
  evidence.set_journey_id(spell.journey_id());
  evidence.set_participant_id(spell.participant_id());
  evidence.set_fact(fact);
  evidence.set_kind(kind);
  *evidence.mutable_speaks_for() = speaks_for;
  *evidence.mutable_received_on() = base::ToProto(today);
  evidence.set_recorded_by(call.caller);
  *evidence.mutable_recorded_on() = base::ToProto(today);
  return evidence;
}

}  // namespace

journal::RecordSpec SpellSpec() {
  journal::RecordSpec spec = FactSpec(pb::Spell::descriptor(), "spell");
  spec.computed = {
      {"held_at_referral",
       "SELECT f.started_on < v.referred_on FROM placement.spell f WHERE f.org_id = t.org_id AND f.id = t.job_id"},
      {"continued_by_spell_id",
       "SELECT n.id FROM placement.spell n WHERE n.org_id = t.org_id AND n.continues_spell_id = t.id AND "
       "n.withdrawn_on IS NULL"},
      {"current_weekly_minutes", Current("weekly_minutes")},
      {"current_hourly_pay_pence", Current("hourly_pay_pence")},
      {"evidence_until",
       "SELECT max(e.speaks_for) FROM placement.spell_evidence e WHERE e.org_id = t.org_id AND e.spell_id = t.id AND "
       "e.fact <> 'ended' AND e.withdrawn_on IS NULL"}};
  spec.derive = [](Message* m) {
    auto* spell = static_cast<pb::Spell*>(m);
    spell->set_status(StatusOf(*spell));
  };
  return spec;
}

journal::RecordSpec FactSpec(const google::protobuf::Descriptor* type, const std::string& kind) {
  journal::RecordSpec spec;
  spec.type = type;
  spec.kind = kind;
  spec.table = "placement." + kind;
  spec.person = "participant_id";
  spec.other_records = kOtherRecords;
  spec.people = "caseload.published_participant_v1";
  spec.visible_through = "caseload.published_journey_v1";
  spec.visible_key = "journey_id";
  spec.with_entry = record::AwaitSignature("caseload.published_spell_countersignature_v1");
  return spec;
}

pb::SpellEvidence InWorkEvidence(const base::Call& call, const pb::Spell& spell, pb::EvidenceKind kind,
                                 absl::CivilDay today) {
  return EvidenceOf(call, spell, pb::EVIDENCE_FACT_IN_WORK, spell.last_confirmed_on(), kind, today);
}

pb::SpellEvidence EndEvidence(const base::Call& call, const pb::Spell& spell, pb::EvidenceKind kind,
                              absl::CivilDay today) {
  return EvidenceOf(call, spell, pb::EVIDENCE_FACT_ENDED, spell.ended_on(), kind, today);
}

std::string RecordsOfPerson(const std::string& id) {
  return absl::StrCat("ARRAY(SELECT ", id, " UNION ALL SELECT o.other_id FROM ", kOtherRecords,
                      " o WHERE o.org_id = $1::uuid AND o.participant_id = ", id, ")");
}

}  // namespace gainful::placement
