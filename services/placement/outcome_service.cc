#include "services/placement/outcome_service.h"

#include "services/common/base/dates.h"
#include "services/common/base/fields.h"
#include "services/common/journal/access.h"
#include "services/placement/due_list.h"
#include "services/placement/outcome_words.h"

namespace gainful::placement {
namespace {

constexpr char kNoSuchRule[] = "must be the id of a shipped rule; `gainful outcome rules` lists them";

bool IsShipped(const std::string& id) { return outcome::FindRule(id, 0) != nullptr; }

absl::Status CheckRule(const std::string& rule, base::Violations* v) {
  if (v->empty() && !rule.empty() && !IsShipped(rule)) v->Add("rule", kNoSuchRule);
  return v->ToStatus();
}

void SetDay(outcome::Day day, google::type::Date* (v1::Outcome::*mutable_day)(), v1::Outcome* out) {
  if (day != outcome::kNoDay) *(out->*mutable_day)() = base::ToProto(outcome::FromDayNumber(day));
}

v1::OutcomeAnswer ToProto(outcome::Holds holds) {
  switch (holds) {
    case outcome::Holds::kMet:
      return v1::OUTCOME_ANSWER_MET;
    case outcome::Holds::kNotYet:
      return v1::OUTCOME_ANSWER_NOT_YET;
    case outcome::Holds::kCannotBeMet:
      return v1::OUTCOME_ANSWER_CANNOT_BE_MET;
    case outcome::Holds::kNotKnown:
      break;
  }
  return v1::OUTCOME_ANSWER_NOT_KNOWN;
}

void Answer(const OutcomeFacts& facts, const outcome::Rule& rule, outcome::Day as_at, outcome::Engine* engine,
            v1::Outcome* out) {
  const outcome::Compiled compiled = outcome::Compile(rule);
  const outcome::Standing standing = engine->Evaluate(compiled);
  const outcome::Answer answer = AnswerAt(standing, as_at);
  const bool needs_job = answer.holds == outcome::Holds::kNotYet && answer.day == outcome::kNoDay;
  out->set_version(rule.version());
  out->set_answer(ToProto(answer.holds));
  SetDay(needs_job ? engine->EarliestWithNewJob(compiled, as_at + 1) : answer.day, &v1::Outcome::mutable_day, out);
  SetDay(standing.evidence_until, &v1::Outcome::mutable_evidence_until, out);
  SetDay(CheckpointOf(compiled, standing), &v1::Outcome::mutable_checkpoint_on, out);
  out->set_because(Because(facts.history(), rule, standing, answer, as_at, engine));
  const auto deciding = engine->Deciding(compiled, standing);
  out->set_fate(FateOf(facts.history(), compiled, standing, deciding, facts.attempts, as_at));
  for (const int spell : deciding) {
    const std::string& id = facts.spell_ids[static_cast<size_t>(spell)];
    if (facts.unseen.count(id) == 0) out->add_spell_ids(id);
  }
  if (compiled.kind != outcome::Compiled::Kind::kJobStart) return;
  for (const outcome::Day start : engine->JobStarts(compiled, as_at))
    *out->add_job_starts() = base::ToProto(outcome::FromDayNumber(start));
}

}  // namespace

OutcomeService::OutcomeService(db::Pool* pool)
    : RecordService(pool, v1::Outcome::descriptor()->file()->FindServiceByName("OutcomeService")) {
  On(&OutcomeService::GetOutcomeRules, "GetOutcomeRules");
  On(&OutcomeService::GetOutcomes, "GetOutcomes");
  On(&OutcomeService::VerifyOutcomes, "VerifyOutcomes");
}

absl::Status OutcomeService::GetOutcomeRules(const base::Call& call, const v1::GetOutcomeRulesRequest& q,
                                             v1::OutcomeRules* out) {
  base::Violations v;
  RETURN_IF_ERROR(calendar_.Check(call, q, &v));
  RETURN_IF_ERROR(CheckRule(q.rule(), &v));
  for (const outcome::Rule& rule : outcome::ShippedRules()) {
    if (!q.rule().empty() && rule.id() != q.rule()) continue;
    v1::OutcomeRule* row = out->add_rules();
    row->set_id(rule.id());
    row->set_version(rule.version());
    if (const auto day = base::ParseDay(rule.effective_from())) *row->mutable_effective_from() = base::ToProto(*day);
    if (const auto day = base::ParseDay(rule.effective_to())) *row->mutable_effective_to() = base::ToProto(*day);
    row->set_summary(rule.summary());
    row->set_source(rule.source());
  }
  return absl::OkStatus();
}

// The journey and its spells; an attempt in vain is written down like a read.
absl::StatusOr<OutcomeFacts> OutcomeService::Facts(const base::Call& call, const std::string& journey) {
  const base::Uuid id = base::IdOf(journey);
  {
    ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
    auto facts = store_.Read(tx, call, id);
    if (facts.ok()) {
      ASSIGN_OR_RETURN(auto attempts, AttemptsOf(tx, call, {id.ToString()}));
      facts->attempts = std::move(attempts[id.ToString()]);
      RETURN_IF_ERROR(tx.Commit());
    }
    if (!absl::IsNotFound(facts.status())) return facts;
  }
  RETURN_IF_ERROR(journal::RecordRefusal(pool_, call, "journey", id, "not_found"));
  return base::NotFound("journey");
}

absl::Status OutcomeService::GetOutcomes(const base::Call& call, const v1::GetOutcomesRequest& q, v1::Outcomes* out) {
  base::Violations v;
  RETURN_IF_ERROR(calendar_.Check(call, q, &v));
  RETURN_IF_ERROR(CheckRule(q.rule(), &v));
  ASSIGN_OR_RETURN(const absl::CivilDay today, calendar_.Today(call));
  ASSIGN_OR_RETURN(OutcomeFacts facts, Facts(call, q.journey_id()));
  if (facts.is_withdrawn) {
    return base::Error(absl::StatusCode::kFailedPrecondition, "STATE",
                       "the journey was withdrawn as recorded in error");
  }
  if (!q.rule().empty()) facts.rules = {q.rule()};
  if (facts.rules.empty()) {
    return base::Error(absl::StatusCode::kFailedPrecondition, "NO_RULES",
                       "the journey's programme names no outcome rule; give one, or have the programme name some");
  }
  const outcome::Day as_at = outcome::ToDayNumber(q.has_on() ? *base::ToDay(q.on()) : today);
  outcome::Engine engine;
  engine.Load(facts.history());
  for (const std::string& id : facts.rules) {
    v1::Outcome* row = out->add_outcomes();
    row->set_rule(id);
    const outcome::Rule* rule = outcome::FindRule(id, facts.journey.programme_start);
    if (rule == nullptr) {
      row->set_because("no rule with this id is shipped; a manager may mend the programme");
    } else {
      Answer(facts, *rule, as_at, &engine, row);
    }
  }
  return absl::OkStatus();
}

// Page by page, each in a transaction of its own, so that nobody's writes wait for all of it.
absl::Status OutcomeService::VerifyOutcomes(const base::Call& call, const v1::VerifyOutcomesRequest&,
                                            v1::VerifyOutcomesResponse* out) {
  constexpr int kJourneysOfAPage = 5000;
  StandingKeeper::Counts counts;
  std::string after;
  do {
    ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
    RETURN_IF_ERROR(standings_.Verify(tx, call, kJourneysOfAPage, &after, &counts));
    RETURN_IF_ERROR(tx.Commit());
  } while (!after.empty());
  out->set_journeys(counts.journeys);
  out->set_standings(counts.standings);
  out->set_differing(counts.differing);
  return absl::OkStatus();
}

}  // namespace gainful::placement
