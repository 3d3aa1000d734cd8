#include "services/placement/due_list.h"

#include <algorithm>
#include <set>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/common/base/codes.h"
#include "services/common/base/dates.h"
#include "services/common/base/ids.h"
#include "services/common/db/values.h"
#include "services/common/journal/access.h"
#include "services/common/journal/sql.h"
#include "services/placement/follow_along.h"
#include "services/placement/in_work_service.h"
#include "services/placement/outcome_words.h"
#include "services/placement/planned_starts.h"

namespace gainful::placement {
namespace {

using outcome::Day;
using outcome::kNoDay;

// Within which a contact is asked for after hearing that a job was lost: see follow_along.h.
constexpr int kDaysAfterLoss = 3;

// The journeys `w` among those that `ids` selects that are the caller's to ask about, with the person's name and the key worker's. $2 a team or null,
// $3 key workers or null, $4 whether those of nobody count as theirs, $5 today, $6 teams all of whose journeys are theirs as well: as the day's list
// has it. The name comes through a view that no team binds, as whoever sees the journey works with the person; so do merged records, of which the
// kept one is named. A journey whose facts are known only to an earlier day is history, unless somebody works on it.
std::string Asked(const std::string& ids) {
  return absl::StrCat(
      "w AS MATERIALIZED (SELECT v.id, v.programme_id, n.participant_id AS person, n.name, k.name AS key_worker FROM "
      "caseload.published_journey_v1 v LEFT JOIN LATERAL (SELECT o.kept_id FROM caseload.published_merged_v1 o WHERE "
      "o.org_id = v.org_id AND o.participant_id = v.participant_id LIMIT 1) m ON true JOIN LATERAL (SELECT "
      "p.participant_id, p.name FROM caseload.published_name_v1 p WHERE p.org_id = v.org_id AND p.participant_id = "
      "coalesce(m.kept_id, v.participant_id) LIMIT 1) n ON true LEFT JOIN LATERAL (SELECT a.staff_member_id FROM "
      "caseload.published_key_worker_v1 a WHERE a.org_id = v.org_id AND a.journey_id = v.id LIMIT 1) a ON true LEFT "
      "JOIN directory.published_staff_member_v1 k ON k.org_id = v.org_id AND k.id = a.staff_member_id AND (k.ends_on "
      "IS NULL OR k.ends_on >= $5::date) AND k.role IS DISTINCT FROM 'student' WHERE v.org_id = $1::uuid AND v.id = "
      "ANY (ARRAY(",
      ids,
      ")) AND v.withdrawn_on IS NULL AND v.declined_on IS NULL AND (v.followed_to IS NULL OR v.followed_to >= "
      "$5::date OR k.id IS NOT NULL) AND ($2::uuid IS NULL OR v.team_id = $2::uuid) AND ($3::uuid[] IS NULL OR k.id = "
      "ANY ($3::uuid[]) OR ($4::boolean AND k.id IS NULL) OR v.team_id = ANY ($6::uuid[])))");
}

// Where journeys stand that are not met, of the rules that their programmes name; $7 the last earliest day to look at, $8 whether whatever its day.
// Asked about is the last spell that decides, of those that the caller sees: one of the same job may be under another journey. Where none decides it
// is the journey's last. A passage of several journeys is asked about once: under one that is under way, if any is, since who closed a case asks nobody
// any more; of several under that of its last such spell. Where all the work stands under a journey that its team does not see, it names no spell.
std::string CheckpointsSql() {
  return absl::StrCat(
      "WITH s AS MATERIALIZED (SELECT CASE WHEN cardinality(t.journey_ids) = 0 THEN t.journey_id ELSE (SELECT c.id "
      "FROM caseload.published_course_of_journey_v1 c LEFT JOIN LATERAL (SELECT b.id, b.started_on, b.id = ANY "
      "(t.spell_ids) AS decides FROM placement.spell b WHERE b.org_id = $1::uuid AND b.journey_id = c.id AND "
      "b.withdrawn_on IS NULL ORDER BY 3 DESC, b.started_on DESC, b.id DESC LIMIT 1) b ON true WHERE c.org_id = "
      "$1::uuid AND c.id = ANY (t.journey_ids) ORDER BY coalesce(c.followed_to, 'infinity') >= $5::date DESC, "
      "coalesce(c.exited_on, 'infinity') >= $5::date DESC, b.decides DESC NULLS LAST, b.started_on DESC NULLS LAST, "
      "b.id DESC NULLS LAST, c.id LIMIT 1) END AS journey_id, t.rule, t.earliest_on, t.spell_ids FROM "
      "placement.standing t WHERE t.org_id = $1::uuid AND t.met_on IS NULL AND (t.earliest_on <= $7::date OR "
      "$8::boolean)), ",
      Asked("SELECT s.journey_id FROM s"),
      " SELECT w.id, w.person, w.name, w.key_worker, s.rule, s.earliest_on, p.id, (extract(epoch FROM "
      "coalesce(p.updated_at, 'epoch')) * 1000000)::bigint FROM s JOIN w ON w.id = s.journey_id JOIN "
      "directory.published_programme_v1 y ON y.org_id = $1::uuid AND y.id = w.programme_id AND s.rule = ANY "
      "(y.outcome_rules) LEFT JOIN LATERAL (SELECT b.id, b.updated_at FROM placement.spell b WHERE b.org_id = "
      "$1::uuid AND b.withdrawn_on IS NULL AND (b.id = ANY (s.spell_ids) OR b.journey_id = s.journey_id) AND "
      "(b.journey_id = s.journey_id OR EXISTS (SELECT FROM caseload.published_journey_v1 j WHERE j.org_id = "
      "$1::uuid AND j.id = b.journey_id)) ORDER BY b.id = ANY "
      "(s.spell_ids) DESC, b.started_on DESC, b.id DESC LIMIT 1) p ON true");
}

// Of the row `t` of placement.spell: it goes on, or ended lately, $7 the first day of that.
constexpr char kFollowed[] =
    "t.org_id = $1::uuid AND t.withdrawn_on IS NULL AND (t.ended_on IS NULL OR coalesce(t.end_heard_on, t.ended_on) >= "
    "$7::date)";

// Such spells in the same journeys; behind their columns who it is about, and what the calendar of follow-along follows from (see FollowedOf). Whose
// journeys are asked about is settled first: what is worked out of a spell is worked out for those alone.
std::string ContactsSql(const journal::Records& spells) {
  return absl::StrCat(
      "WITH ", Asked(absl::StrCat("SELECT t.journey_id FROM placement.spell t WHERE ", kFollowed)),
      ", r AS MATERIALIZED (", spells.SelectFrom(), " WHERE ", kFollowed,
      " AND t.journey_id = ANY (ARRAY(SELECT w.id FROM w)) AND (v.exited_on IS NULL OR v.exited_on >= $5::date))",
      " SELECT r.*, w.person, w.name, w.key_worker, ", FollowedColumns(),
      " FROM r JOIN w ON w.id = r.journey_id JOIN placement.spell f ON f.org_id = $1::uuid AND f.id = r.job_id",
      journal::LookUp("caseload.published_journey_v1", "v", "v.org_id = $1::uuid AND v.id = r.journey_id"));
}

// Follows from ids and gives none of them away. An application may come under another journey while it is listed; a spell never does.
std::string Digest(const pb::DueItem& item) {
  const std::string journey = item.application_id().empty() ? item.journey_id() : "";
  const auto key = absl::StrCat(journey, "|", SubjectOf(item), "|", static_cast<int>(item.kind()));
  return absl::BytesToHexString(base::Sha256(key));
}

void TextOrNull(const std::string& text, db::Params* params) { text.empty() ? params->Null() : params->Text(text); }

google::type::Date Date(Day day) { return base::ToProto(outcome::FromDayNumber(day)); }

// Hours of a rule about the first paid ones are not the only thing that can show them.
std::string WhatElse(const outcome::Compiled& rule, pb::DueState state) {
  return rule.kind == outcome::Compiled::Kind::kJobStart && state == pb::DUE_STATE_EVIDENCE_MISSING
             ? ", or the day of the first four paid hours"
             : "";
}

// A row of CheckpointsSql(), of which nothing is worked out yet.
DueEntry ReadCheckpoint(const pqxx::row& row) {
  DueEntry entry;
  entry.item.set_kind(pb::DUE_KIND_CHECKPOINT);
  entry.item.set_journey_id(db::TextIn(row[0]));
  entry.item.set_participant_id(db::TextIn(row[1]));
  entry.item.set_name(db::TextIn(row[2]));
  entry.item.set_key_worker(db::TextIn(row[3]));
  entry.item.add_rules(db::TextIn(row[4]));
  if (const auto day = db::DayIn(row[5])) *entry.item.mutable_lost_after() = base::ToProto(*day + 1 + kDaysToKeep);
  entry.item.set_spell_id(db::TextIn(row[6]));
  entry.changed = absl::FromUnixMicros(row[7].as<std::int64_t>());
  return entry;
}

// Attempts under the journeys of a passage: what follows rests on all, and those are shown that are under a journey which the caller sees.
struct Tried {
  std::vector<Day> all, seen;
};
Tried TriedOf(const OutcomeFacts& facts, const std::map<std::string, std::vector<Day>>& attempts) {
  Tried tried;
  for (const auto& journey : facts.journeys) {
    const auto found = attempts.find(journey);
    if (found == attempts.end()) continue;
    const auto add = [&](std::vector<Day>* to) { to->insert(to->end(), found->second.begin(), found->second.end()); };
    add(&tried.all);
    if (facts.unseen_journeys.count(journey) == 0) add(&tried.seen);
  }
  return tried;
}

// The days of a checkpoint. Where they would tell on which day a job began that the caller does not see, it is to be asked about today, or at some time.
void SetDays(Day ask, Day today, bool is_hidden, pb::DueItem* item) {
  *item->mutable_checkpoint_on() = Date(is_hidden ? today : ask);
  if (is_hidden) return item->clear_lost_after();
  *item->mutable_earliest_on() = Date(ask - 1);
  *item->mutable_lost_after() = Date(ask + kDaysToKeep);
}

// A checkpoint with everything that is said of it.
void Complete(const OutcomeFacts& facts, const outcome::Rule& rule, const Tried& tried, Day today, int ahead,
              outcome::Engine* engine, DueEntry* entry) {
  const outcome::Compiled compiled = outcome::Compile(rule);
  const outcome::Standing standing = engine->Evaluate(compiled);
  const auto deciding = engine->Deciding(compiled, standing);
  const auto progress = engine->ProgressAt(compiled, today);
  const Day ask = DayToAsk(standing);
  pb::DueItem& item = entry->item;
  item.set_fate(FateOf(facts.history(), compiled, standing, deciding, tried.all, today));
  const Sight sight = SightOf(facts, deciding);
  if (sight.of_all_work) {
    item.set_at_stake(Done(compiled, progress));
    if (progress.needed > 0) entry->stake = progress.done * 1000 / progress.needed;
  }
  if (standing.evidence_until != kNoDay && sight.of_evidence)
    *item.mutable_evidence_until() = Date(standing.evidence_until);
  const outcome::Answer answer = AnswerAt(standing, today);
  const std::string because = Because(facts, rule, standing, answer, today, engine);
  if (ask != kNoDay) {
    const Attempts since = AttemptsIn(tried.all, ask, today), shown = AttemptsIn(tried.seen, ask, today);
    SetDays(ask, today, IsDayHidden(sight, compiled), &item);
    item.set_attempts(shown.number);
    if (shown.last != kNoDay) *item.mutable_last_attempt_on() = Date(shown.last);
    const bool is_asked = item.fate() != pb::CHECKPOINT_FATE_LOST_TO_FOLLOW_UP &&
                          !IsEndLetGo(facts.history(), compiled, standing, deciding, today);
    const bool is_work_shown = IsWorkShown(facts.history(), compiled, standing, deciding);
    if (is_asked) item.set_state(StateOf(ask, is_work_shown, since, today, ahead));
  }
  item.set_because(absl::StrCat(rule.id(), ": ", because, WhatElse(compiled, item.state())));
}

std::string ContactWords(const pb::FollowAlongContact& contact, int missed) {
  const auto* reason = pb::FollowAlongReason_descriptor()->FindValueByNumber(contact.reason());
  return absl::StrCat(base::MeaningOf(reason), missed == 0
                                                   ? ""
                                                   : absl::StrCat("; ", missed, missed == 1 ? " contact" : " contacts",
                                                                  " before it did not take place"));
}

// A follow-along contact to be made; who it is about stands before the columns of the calendar.
DueEntry ContactEntry(const pb::Spell& spell, const pb::FollowAlongContact& contact, int missed, const pqxx::row& row) {
  const auto column = row.size() - kFollowedColumns - 3;
  DueEntry entry;
  entry.item.set_kind(pb::DUE_KIND_FOLLOW_ALONG);
  const bool is_missed = contact.state() == pb::FOLLOW_ALONG_STATE_MISSED;
  entry.item.set_state(is_missed ? pb::DUE_STATE_OVERDUE : pb::DUE_STATE_DUE);
  *entry.item.mutable_checkpoint_on() = *entry.item.mutable_lost_after() = contact.due_on();
  *entry.item.mutable_counts_from() = contact.from();
  entry.item.set_because(ContactWords(contact, missed));
  entry.item.set_participant_id(db::TextIn(row[column]));
  entry.item.set_name(db::TextIn(row[column + 1]));
  entry.item.set_key_worker(db::TextIn(row[column + 2]));
  entry.item.set_spell_id(spell.id());
  entry.item.set_journey_id(spell.journey_id());
  entry.changed = base::ToTime(spell.updated_at());
  return entry;
}

}  // namespace

// Whose entries are read: parameters $2 to $6 of Asked().
struct DueList::Scope {
  std::string team, staff;  // empty: null
  bool with_nobodys = true;
  std::string today, teams;

  db::Params Params(const base::Call& call) const {
    db::Params params;
    params.Text(call.org.ToString());
    TextOrNull(team, &params);
    TextOrNull(staff, &params);
    params.Text(with_nobodys ? "true" : "false").Text(today).Text(teams);
    return params;
  }
};

DueList::DueList(const journal::Records* spells)
    : spells_(spells),
      own_staff_(
          "SELECT id FROM directory.published_staff_member_v1 WHERE org_id = $1::uuid AND subject = $2 AND (ends_on IS "
          "NULL OR ends_on >= $3::date)"),
      own_teams_(
          "SELECT l.team_id FROM directory.published_staff_member_v1 s JOIN directory.published_posting_v1 l ON "
          "l.org_id = s.org_id AND l.staff_member_id = s.id WHERE s.org_id = $1::uuid AND s.subject = $2 AND s.active "
          "AND l.role = 'team_lead' UNION SELECT c.team_id FROM caseload.published_covered_team_v1 c WHERE c.org_id = "
          "$1::uuid"),
      checkpoints_(CheckpointsSql()),
      contacts_(ContactsSql(*spells)),
      starts_(PlannedStartsSql(Asked)),
      shown_(absl::StrCat("WITH r AS (SELECT unnest($9::uuid[]) AS person), ",
                          journal::AccessOf("due", "r.person", "NULL"), " SELECT count(*) FROM r")) {}

std::vector<std::string> DueList::AllSql() const {
  return {own_staff_.sql, own_teams_.sql, checkpoints_.sql, contacts_.sql, starts_.sql, shown_.sql};
}

// The key worker asked for, or else a specialist's own; nobody's in particular where there is none, or where a team was asked for.
absl::StatusOr<DueList::Scope> DueList::ScopeOf(db::Transaction& tx, const base::Call& call, const DueAsked& asked,
                                                absl::CivilDay today) const {
  Scope scope;
  scope.team = asked.team_id;
  scope.with_nobodys = asked.staff_member_id.empty();
  scope.today = base::FormatDay(today);
  db::ArrayText staff, teams;
  if (!asked.staff_member_id.empty()) {
    staff.Add(asked.staff_member_id);
    scope.staff = staff.Finish();
  } else if (asked.team_id.empty() && call.role == "specialist") {
    db::Params params, of_teams;
    params.Text(call.org.ToString()).Text(call.caller).Text(scope.today);
    ASSIGN_OR_RETURN(const pqxx::result own, tx.Run(own_staff_, params));
    for (const auto& row : own) staff.Add(row[0].c_str());
    if (!own.empty()) {
      scope.staff = staff.Finish();
      of_teams.Text(call.org.ToString()).Text(call.caller);
      ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(own_teams_, of_teams));
      for (const auto& row : rows) teams.Add(row[0].c_str());
    }
  }
  scope.teams = teams.Finish();
  return scope;
}

absl::StatusOr<std::vector<DueEntry>> DueList::Checkpoints(db::Transaction& tx, const base::Call& call,
                                                           const Scope& scope, const DueAsked& asked, Day today,
                                                           int* more) const {
  db::Params params = scope.Params(call);
  params.Text(base::FormatDay(outcome::FromDayNumber(today) + asked.ahead - 1)).Text(asked.all ? "true" : "false");
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(checkpoints_, params));
  std::vector<DueEntry> entries;
  for (const auto& row : rows) entries.push_back(ReadCheckpoint(row));
  // What is not listed anyway is not looked at either.
  SortByLoss(today, &entries);
  *more += CutAfter(asked.most, &entries);
  std::set<std::string> ids;
  for (const auto& entry : entries) ids.insert(entry.item.journey_id());
  ASSIGN_OR_RETURN(auto all, store_.ReadAll(tx, call, {ids.begin(), ids.end()}));
  RETURN_IF_ERROR(store_.MarkUnseen(tx, call, &all.facts));
  for (const auto& [journey, counted_as] : all.counted_as) ids.insert(journey);
  ASSIGN_OR_RETURN(const auto attempts, AttemptsOf(tx, call, {ids.begin(), ids.end()}));
  std::vector<DueEntry> complete;
  for (auto& entry : entries) {
    const auto found = all.facts.find(all.counted_as[entry.item.journey_id()]);
    if (found == all.facts.end()) continue;
    const auto* rule = outcome::FindRule(entry.item.rules(0), found->second.journey.programme_start);
    if (rule == nullptr) continue;
    outcome::Engine engine;
    engine.Load(found->second.history());
    Complete(found->second, *rule, TriedOf(found->second, attempts), today, asked.ahead, &engine, &entry);
    const bool is_said = asked.all && entry.item.fate() != pb::CHECKPOINT_FATE_UNSPECIFIED;
    if (is_said || entry.item.state() != pb::DUE_STATE_UNSPECIFIED) complete.push_back(std::move(entry));
  }
  return complete;
}

absl::StatusOr<std::vector<DueEntry>> DueList::Contacts(db::Transaction& tx, const base::Call& call, const Scope& scope,
                                                        const DueAsked& asked, Day today) const {
  db::Params params = scope.Params(call);
  params.Text(base::FormatDay(outcome::FromDayNumber(today) - kDaysMissed - kDaysAfterLoss));
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(contacts_, params));
  std::vector<DueEntry> entries;
  for (const auto& row : rows) {
    pb::Spell spell;
    RETURN_IF_ERROR(spells_->Read(row, &spell));
    if (spell.has_continued_by_spell_id()) continue;  // that one asks
    const auto contacts = FollowAlong(FollowedOf(spell, row), outcome::FromDayNumber(today));
    int missed = 0;
    const auto* contact = ContactDue(contacts, today, &missed);
    if (contact == nullptr) contact = ContactAhead(contacts, today, asked.contacts_ahead);
    if (contact == nullptr) continue;
    entries.push_back(ContactEntry(spell, *contact, missed, row));
  }
  return entries;
}

absl::StatusOr<std::vector<DueEntry>> DueList::Starts(db::Transaction& tx, const base::Call& call, const Scope& scope,
                                                      const DueAsked& asked, absl::CivilDay today) const {
  db::Params params = scope.Params(call);
  params.Text(base::FormatDay(LastPlannedStart(today, asked.contacts_ahead)));
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(starts_, params));
  std::vector<DueEntry> entries;
  for (const auto& row : rows) {
    if (auto entry = ReadPlannedStart(row, today, asked.contacts_ahead)) entries.push_back(*std::move(entry));
  }
  return entries;
}

// For the people who are shown, and for nobody else who was looked at.
absl::Status DueList::WriteDown(db::Transaction& tx, const base::Call& call, const std::vector<DueEntry>& shown) const {
  std::set<std::string> people;
  for (const auto& entry : shown) people.insert(entry.item.participant_id());
  db::ArrayText ids;
  for (const auto& person : people) ids.Add(person);
  db::Params params;
  journal::BindAccess(call, &params);
  params.Text(ids.Finish());
  return tx.Run(shown_, params).status();
}

absl::StatusOr<DueList::Read> DueList::Of(db::Transaction& tx, const base::Call& call, const DueAsked& asked,
                                          absl::CivilDay day) const {
  const Day today = outcome::ToDayNumber(day);
  Read read;
  ASSIGN_OR_RETURN(const Scope scope, ScopeOf(tx, call, asked, day));
  ASSIGN_OR_RETURN(read.entries, Checkpoints(tx, call, scope, asked, today, &read.more));
  ASSIGN_OR_RETURN(auto contacts, Contacts(tx, call, scope, asked, today));
  ASSIGN_OR_RETURN(auto starts, Starts(tx, call, scope, asked, day));
  std::move(contacts.begin(), contacts.end(), std::back_inserter(read.entries));
  std::move(starts.begin(), starts.end(), std::back_inserter(read.entries));
  SortByLoss(today, &read.entries);
  read.entries = OneForEachSpell(std::move(read.entries));
  if (read.entries.size() > asked.most) {
    read.more += static_cast<int>(read.entries.size() - asked.most);
    read.entries.resize(asked.most);
  }
  for (auto& entry : read.entries) entry.item.set_reference(Digest(entry.item).substr(0, 8));
  RETURN_IF_ERROR(WriteDown(tx, call, read.entries));
  return read;
}

std::string DueUid(const pb::DueItem& item) { return absl::StrCat(Digest(item).substr(0, 32), "@gainful"); }

absl::StatusOr<std::map<std::string, std::vector<Day>>> AttemptsOf(db::Transaction& tx, const base::Call& call,
                                                                   const std::vector<std::string>& journeys) {
  static const auto* attempts = new db::Statement(
      "SELECT t.journey_id, t.attempted_on FROM placement.follow_up_attempt t WHERE t.org_id = $1::uuid AND "
      "t.journey_id = ANY ($2::uuid[]) AND t.withdrawn_on IS NULL");
  db::ArrayText ids;
  for (const auto& journey : journeys) ids.Add(journey);
  db::Params params;
  params.Text(call.org.ToString()).Text(ids.Finish());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(*attempts, params));
  std::map<std::string, std::vector<Day>> days;
  for (const auto& row : rows) {
    if (const auto day = db::DayIn(row[1])) days[db::TextIn(row[0])].push_back(outcome::ToDayNumber(*day));
  }
  return days;
}

}  // namespace gainful::placement
