#include "services/placement/outcome_service.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "services/common/base/dates.h"
#include "services/common/base/fields.h"
#include "services/common/db/values.h"
#include "services/common/journal/access.h"
#include "services/common/journal/page.h"
#include "services/placement/due_list.h"
#include "services/placement/outcome_words.h"
#include "services/placement/spell_records.h"
#include "services/placement/waiting.h"

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

// Of the first days of jobs as many as begin under journeys that the caller sees.
std::vector<outcome::Day> SeenStarts(const OutcomeFacts& facts, const std::vector<outcome::Day>& starts) {
  std::multiset<outcome::Day> seen;
  for (size_t i = 0; i < facts.spells.size(); ++i) {
    if (facts.unseen.count(facts.spell_ids[i]) == 0) seen.insert(facts.spells[i].start);
  }
  std::vector<outcome::Day> kept;
  for (const outcome::Day start : starts) {
    const auto found = seen.find(start);
    if (found == seen.end()) continue;
    seen.erase(found);
    kept.push_back(start);
  }
  return kept;
}

// How many entries that wait an answer rests on: of the spells that decide it, whoever sees them, and where none does of all, for that none does may
// be what was entered.
int WaitingIn(const OutcomeFacts& facts, const std::vector<int>& deciding) {
  int entries = facts.waiting_of_course;
  for (size_t i = 0; i < facts.spell_ids.size(); ++i) {
    const auto found = facts.waiting.find(facts.spell_ids[i]);
    const bool decides = deciding.empty() || std::count(deciding.begin(), deciding.end(), static_cast<int>(i)) > 0;
    if (found != facts.waiting.end() && decides) entries += found->second;
  }
  return entries;
}

void Answer(const OutcomeFacts& facts, const outcome::Rule& rule, outcome::Day as_at, outcome::Engine* engine,
            v1::Outcome* out) {
  const outcome::Compiled compiled = outcome::Compile(rule);
  const outcome::Standing standing = engine->Evaluate(compiled);
  const outcome::Answer answer = AnswerAt(standing, as_at);
  const bool needs_job = answer.holds == outcome::Holds::kNotYet && answer.day == outcome::kNoDay;
  out->set_version(rule.version());
  out->set_answer(ToProto(answer.holds));
  const auto deciding = engine->Deciding(compiled, standing);
  const Sight sight = SightOf(facts, deciding);
  if (needs_job || !IsDayHidden(sight, compiled))
    SetDay(needs_job ? engine->EarliestWithNewJob(compiled, as_at + 1) : answer.day, &v1::Outcome::mutable_day, out);
  if (sight.of_evidence) SetDay(standing.evidence_until, &v1::Outcome::mutable_evidence_until, out);
  SetDay(CheckpointOf(compiled, standing), &v1::Outcome::mutable_checkpoint_on, out);
  out->set_because(Because(facts, rule, standing, answer, as_at, engine));
  out->set_fate(FateOf(facts.history(), compiled, standing, deciding, facts.attempts, as_at));
  for (const int spell : deciding) {
    const std::string& id = facts.spell_ids[static_cast<size_t>(spell)];
    if (facts.unseen.count(id) == 0) out->add_spell_ids(id);  // of others nothing is said
  }
  out->set_waiting_entries(WaitingIn(facts, deciding));
  if (out->waiting_entries() > 0)
    out->set_because(absl::StrCat(out->because(), "; ", WaitingWords(out->waiting_entries())));
  if (compiled.kind != outcome::Compiled::Kind::kJobStart) return;
  for (const outcome::Day start : SeenStarts(facts, engine->JobStarts(compiled, as_at)))
    *out->add_job_starts() = base::ToProto(outcome::FromDayNumber(start));
}

// Whether it is the first of its passage, by the order of ids, among those that the caller sees.
bool IsFirstSeen(const OutcomeFacts& facts, const std::string& journey) {
  const auto first = std::find_if(facts.journeys.begin(), facts.journeys.end(),
                                  [&](const std::string& each) { return facts.unseen_journeys.count(each) == 0; });
  return first != facts.journeys.end() && *first == journey;
}

// Where a journey stands with each of its rules.
void AddAnswers(const OutcomeFacts& facts, const std::string& journey, outcome::Day as_at,
                google::protobuf::RepeatedPtrField<v1::Outcome>* out) {
  outcome::Engine engine;
  engine.Load(facts.history());
  for (const std::string& id : facts.rules) {
    v1::Outcome* row = out->Add();
    row->set_rule(id);
    row->set_journey_id(journey);
    row->set_journeys(static_cast<int>(facts.journeys.size()));
    const outcome::Rule* rule = outcome::FindRule(id, facts.journey.programme_start);
    if (rule == nullptr) {
      row->set_because("no rule with this id is shipped; a manager may mend the programme");
    } else {
      Answer(facts, *rule, as_at, &engine, row);
      if (facts.journeys.size() > 1) row->set_because(absl::StrCat(row->because(), "; ", PassageWords(facts)));
    }
  }
}

}  // namespace

OutcomeService::OutcomeService(db::Pool* pool)
    : RecordService(pool, v1::Outcome::descriptor()->file()->FindServiceByName("OutcomeService")),
      journeys_of_person_(absl::StrCat(
          "SELECT v.id FROM caseload.published_journey_v1 v WHERE v.org_id = $1::uuid AND v.participant_id = ANY (",
          RecordsOfPerson("$2::uuid"), ") AND v.withdrawn_on IS NULL AND v.id > $3::uuid ORDER BY v.id LIMIT $4::int")),
      person_("SELECT 1 FROM caseload.published_participant_v1 WHERE org_id = $1::uuid AND id = $2::uuid") {
  On(&OutcomeService::GetOutcomeRules, "GetOutcomeRules");
  On(&OutcomeService::GetOutcomes, "GetOutcomes");
  On(&OutcomeService::ListOutcomes, "ListOutcomes");
  On(&OutcomeService::VerifyOutcomes, "VerifyOutcomes");
}

std::vector<std::string> OutcomeService::AllSql() const {
  std::vector<std::string> all = store_.AllSql();
  for (const std::string& sql : WaitingSql()) all.push_back(sql);
  for (const std::string& sql : {journeys_of_person_.sql, person_.sql}) all.push_back(sql);
  return all;
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

// The journey and its spells, with what only answers ask for.
absl::StatusOr<OutcomeFacts> OutcomeService::Read(db::Transaction& tx, const base::Call& call,
                                                  const base::Uuid& journey) const {
  ASSIGN_OR_RETURN(OutcomeFacts facts, store_.Read(tx, call, journey));
  RETURN_IF_ERROR(AddAround(tx, call, &facts));
  return facts;
}

absl::Status OutcomeService::AddAround(db::Transaction& tx, const base::Call& call, OutcomeFacts* facts) const {
  ASSIGN_OR_RETURN(const auto attempts, AttemptsOf(tx, call, facts->journeys));
  for (const auto& [id, days] : attempts) facts->attempts.insert(facts->attempts.end(), days.begin(), days.end());
  ASSIGN_OR_RETURN(facts->waiting, WaitingOf(tx, call, facts->spell_ids));
  ASSIGN_OR_RETURN(facts->waiting_of_course, WaitingOfCourse(tx, call, facts->journeys, facts->participant_id));
  return absl::OkStatus();
}

// An attempt in vain is written down like a read.
absl::StatusOr<OutcomeFacts> OutcomeService::Facts(const base::Call& call, const std::string& journey) {
  const base::Uuid id = base::IdOf(journey);
  {
    ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
    auto facts = Read(tx, call, id);
    if (facts.ok()) RETURN_IF_ERROR(tx.Commit());
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
  const absl::CivilDay on = q.has_on() ? *base::ToDay(q.on()) : today;
  if (on != today && !IsSeenWhole(facts)) {
    v.Add("on", "must be today or left out, since the answer rests on a journey of another team as well");
    return v.ToStatus();
  }
  const outcome::Day as_at = outcome::ToDayNumber(on);
  AddAnswers(facts, base::IdOf(q.journey_id()).ToString(), as_at, out->mutable_outcomes());
  return absl::OkStatus();
}

// Journeys that were withdrawn, or whose programme names no rule, stand nowhere.
absl::Status OutcomeService::ListOutcomes(const base::Call& call, const v1::ListOutcomesRequest& q,
                                          v1::ListOutcomesResponse* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const absl::CivilDay today, calendar_.Today(call));
  ASSIGN_OR_RETURN(const journal::Page page, journal::ReadPage(call, q));
  const base::Uuid person = base::IdOf(q.participant_id());
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
  db::Params params, seen;
  params.Text(call.org.ToString()).Text(person.ToString()).Text(page.after.ToString()).Int(page.size);
  ASSIGN_OR_RETURN(const pqxx::result journeys, tx.Run(journeys_of_person_, params));
  for (const auto& row : journeys) {
    auto facts = store_.Read(tx, call, base::IdOf(row[0].c_str()));
    if (absl::IsNotFound(facts.status())) continue;  // it has just gone to another team
    RETURN_IF_ERROR(facts.status());
    if (!IsFirstSeen(*facts, db::TextIn(row[0]))) continue;  // the passage is answered for once
    RETURN_IF_ERROR(AddAround(tx, call, &*facts));
    AddAnswers(*facts, db::TextIn(row[0]), outcome::ToDayNumber(today), out->mutable_outcomes());
  }
  seen.Text(call.org.ToString()).Text(person.ToString());
  ASSIGN_OR_RETURN(const pqxx::result people, tx.Run(person_, seen));
  RETURN_IF_ERROR(tx.Commit());
  if (journeys.empty() && people.empty())
    RETURN_IF_ERROR(journal::RecordRefusal(pool_, call, "participant", person, "not_found"));
  if (static_cast<int>(journeys.size()) == page.size)
    out->set_next_page_token(journal::MakePageToken(call, q, base::IdOf(journeys[journeys.size() - 1][0].c_str())));
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
