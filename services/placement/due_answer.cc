// The answer to a checkpoint: one write of the spell, with whatever else it says as further parts.
#include "absl/strings/str_cat.h"
#include "services/common/base/dates.h"
#include "services/placement/due_service.h"
#include "services/placement/spell.h"

namespace gainful::placement {
namespace {

using google::protobuf::Message;

// The steps name the days of their own requests; here all of them are the answer's.
std::string AsAsked(const std::string& field) { return field == "weekly_minutes" ? field : "on"; }

}  // namespace

template <class Record>
void DueService::Add(const base::Call& call, const journal::Records& records, Record record, Parts* parts) {
  auto kept = std::make_unique<Record>(std::move(record));
  parts->also.push_back(records.AsNewPart(call, kept.get()));
  parts->kept.push_back(std::move(kept));
}

absl::StatusOr<Others> DueService::TermsOf(db::Transaction& tx, const base::Call& call, const pb::Spell& spell) const {
  db::Params params;
  params.Text(call.org.ToString()).Text(spell.id());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(terms_of_, params));
  Others others;
  for (const auto& row : rows) {
    auto terms = std::make_unique<pb::TermsChange>();
    RETURN_IF_ERROR(terms_.Read(row, terms.get()));
    others.push_back(std::move(terms));
  }
  return others;
}

absl::Status DueService::StillThere(db::Transaction& tx, const base::Call& call, const pb::AnswerCheckpointRequest& q,
                                    absl::CivilDay today, pb::Spell* spell, Parts* parts, base::Violations* v) const {
  RETURN_IF_ERROR(Confirm(q.on(), spell, v));
  if (!v->empty()) return absl::OkStatus();
  *spell->mutable_evidence_until() = q.on();
  Add(call, evidence_, InWorkEvidence(call, *spell, q.evidence(), today), parts);
  ASSIGN_OR_RETURN(const Others others, TermsOf(tx, call, *spell));
  auto terms = TermsFrom(*spell, others, q, v);
  if (!terms) return absl::OkStatus();
  FitTerms(*spell, *terms, others, v);
  terms->set_recorded_by(call.caller);
  *terms->mutable_recorded_on() = base::ToProto(today);
  Add(call, terms_, *std::move(terms), parts);
  return absl::OkStatus();
}

absl::Status DueService::NotReached(const base::Call& call, const pb::AnswerCheckpointRequest& q, absl::CivilDay today,
                                    const pb::Spell& spell, Parts* parts, base::Violations* v) const {
  if (spell.has_withdrawn_on())
    return base::Error(absl::StatusCode::kFailedPrecondition, "STATE", "the spell was withdrawn as recorded in error");
  pb::FollowUpAttempt attempt;
  attempt.set_spell_id(spell.id());
  attempt.set_journey_id(spell.journey_id());
  attempt.set_participant_id(spell.participant_id());
  *attempt.mutable_attempted_on() = q.on();
  attempt.set_mode(q.mode());
  attempt.set_note(q.note());
  attempt.set_recorded_by(call.caller);
  *attempt.mutable_recorded_on() = base::ToProto(today);
  FitAttempt(spell, attempt, {}, v);
  Add(call, *records().front(), std::move(attempt), parts);
  return absl::OkStatus();
}

absl::Status DueService::Apply(db::Transaction& tx, const base::Call& call, const pb::AnswerCheckpointRequest& q,
                               absl::CivilDay today, pb::Spell* spell, Parts* parts, base::Violations* v) const {
  if (q.answer() == pb::CHECKPOINT_ANSWER_STILL_THERE) return StillThere(tx, call, q, today, spell, parts, v);
  if (q.answer() == pb::CHECKPOINT_ANSWER_NOT_REACHED) return NotReached(call, q, today, *spell, parts, v);
  pb::EndSpellRequest end;
  *end.mutable_ended_on() = q.on();
  end.set_end_reason(q.end_reason());
  *end.mutable_end_heard_on() = base::ToProto(today);
  const pb::Spell before = *spell;
  RETURN_IF_ERROR(End(end, spell, v));
  if (!v->empty()) return absl::OkStatus();
  if (q.evidence() != pb::EVIDENCE_KIND_UNSPECIFIED)
    Add(call, evidence_, EndEvidence(call, *spell, q.evidence(), today), parts);
  return around_.Check(tx, call, &before, *spell, "", v);
}

absl::Status DueService::AnswerCheckpoint(const base::Call& call, const pb::AnswerCheckpointRequest& q,
                                          pb::Spell* out) {
  base::Violations asked;
  RETURN_IF_ERROR(calendar_.Check(call, q, &asked));
  if (asked.empty()) CheckAnswer(q, &asked);
  RETURN_IF_ERROR(asked.ToStatus());
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  Parts parts;
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations* violations) -> absl::Status {
    parts.also.clear();
    parts.kept.clear();
    base::Violations own;
    RETURN_IF_ERROR(Apply(tx, call, q, today, static_cast<pb::Spell*>(record), &parts, &own));
    for (const auto& [field, wanted] : own.list()) violations->Add(AsAsked(field), wanted);
    return absl::OkStatus();
  };
  return answered_.Change(call, q, q.id(), rule, out, [&] { return std::move(parts.also); });
}

}  // namespace gainful::placement
