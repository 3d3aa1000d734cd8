#include "services/fidelity/live_service.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "services/common/base/dates.h"
#include "services/fidelity/live_drift.h"

namespace gainful::fidelity {
namespace {

constexpr char kUsualInstrument[] = "ips25";
constexpr int kUsualTrend = 8;  // weeks
constexpr int kDaysOfAWeek = 7;
constexpr size_t kMostRecords = 2000;

google::type::Date Date(Day day) { return base::ToProto(CivilDayOf(day)); }

// The weekly readings before a day, the earliest first.
void AddTrend(const LiveFacts& facts, const Item& item, Day as_at, int weeks, pb::LiveItem* shown) {
  for (int week = weeks; week > 0; --week) {
    const Day day = as_at - week * kDaysOfAWeek;
    const Value value = Read(facts.org, facts.teams[0], item, day);
    auto* point = shown->add_trend();
    *point->mutable_as_at() = Date(day);
    if (value.value) point->set_value(value.value->AsDouble());
    if (const auto score = Score(item, value)) {
      point->set_would_score(score->score);
      if (score->at_most > score->score) point->set_would_score_at_most(score->at_most);
    }
  }
}

using Ids = std::set<std::string>;

// Those that count first, by day. What is about a participant whom the caller does not see is not there, nor is the time of somebody whose time they do
// not see.
void AddRecords(const std::vector<Behind>& behind, const Ids& people, const Ids& members, pb::LiveRecords* out) {
  std::vector<const Behind*> shown;
  const auto sees = [](const Ids& ids, const std::string& id) { return id.empty() || ids.count(id) > 0; };
  for (const auto& record : behind) {
    if (sees(people, record.participant_id) && sees(members, record.own_of)) shown.push_back(&record);
  }
  std::stable_sort(shown.begin(), shown.end(), [](const Behind* a, const Behind* b) {
    const bool out_a = a->use == pb::LIVE_USE_LEFT_OUT, out_b = b->use == pb::LIVE_USE_LEFT_OUT;
    return out_a != out_b ? out_b : a->day < b->day;
  });
  for (const Behind* record : shown) {
    if (static_cast<size_t>(out->records_size()) == kMostRecords) break;
    auto* r = out->add_records();
    r->set_use(record->use);
    r->set_reason(record->reason);
    r->set_kind(record->kind);
    *r->mutable_on() = Date(record->day);
    if (record->counts) r->set_counts(*record->counts);
    r->set_id(record->id);
    r->set_participant_id(record->participant_id);
  }
  out->set_more(static_cast<int>(shown.size()) - out->records_size());
}

// The items of one team that have drifted by the day.
void AddDrift(const LiveFacts& facts, const TeamFacts& team, const Instrument& instrument, Day as_at, pb::Drift* out) {
  for (const Item* item : LiveItems(instrument)) {
    std::vector<std::optional<int>> scores;
    std::vector<double> values;
    for (int week = kDriftLooksBack; week >= 0; --week) {
      const Value value = Read(facts.org, team, *item, as_at - week * kDaysOfAWeek);
      scores.push_back(ScoreForDrift(*item, value));
      values.push_back(value.value ? value.value->AsDouble() : 0);
    }
    const auto drifted = DriftOf(scores);
    if (!drifted) continue;
    auto* drift = out->add_items();
    drift->set_team(team.name);
    drift->set_team_id(team.id);
    drift->set_number(item->number());
    drift->set_name(item->name());
    drift->set_scored(*scores[drifted->before]);
    drift->set_would_score(*scores.back());
    *drift->mutable_since() = Date(as_at - (drifted->weeks - 1) * kDaysOfAWeek);
    drift->set_weeks(drifted->weeks);
    drift->set_value_before(values[drifted->before]);
    drift->set_value(values.back());
  }
}

// Programmes of the journeys that are open on the day, for each team that drifts.
std::map<std::string, std::vector<std::string>> ProgrammesOf(const LiveFacts& facts, const pb::Drift& drift, Day day) {
  std::set<std::string> teams;
  for (const auto& item : drift.items()) teams.insert(item.team_id());
  std::map<std::string, std::vector<std::string>> programmes;
  for (const auto& team : facts.teams) {
    if (teams.count(team.id) == 0) continue;
    std::set<int> places;
    for (const auto& journey : team.journeys) {
      if (journey.referred <= day && day < journey.ended) places.insert(journey.programme);
    }
    for (const int place : places) programmes[team.id].push_back(facts.programmes[place]);
  }
  return programmes;
}

}  // namespace

LiveFidelityService::LiveFidelityService(db::Pool* pool)
    : RecordService(pool, pb::LiveReading::descriptor()->file()->FindServiceByName("LiveFidelityService")) {
  On(&LiveFidelityService::GetLiveReading, "GetLiveReading");
  On(&LiveFidelityService::GetLiveReadings, "GetLiveReadings");
  On(&LiveFidelityService::GetLiveRecords, "GetLiveRecords");
  On(&LiveFidelityService::GetDrift, "GetDrift");
}

template <class Request>
absl::StatusOr<LiveFidelityService::Asked> LiveFidelityService::AskedBy(const base::Call& call, const Request& q) {
  base::Violations v;
  RETURN_IF_ERROR(calendar_.Check(call, q, &v));
  RETURN_IF_ERROR(v.ToStatus());
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const absl::CivilDay day = q.has_as_at() ? *base::ToDay(q.as_at()) : today;
  const std::string id = q.instrument().empty() ? kUsualInstrument : q.instrument();
  Asked asked;
  asked.as_at = DayNumber(day);
  asked.instrument = q.has_version() ? FindInstrument(id, q.version()) : InstrumentInForce(id, day);
  if (asked.instrument == nullptr) {
    // The first version of whatever has this id.
    const bool is_known = FindInstrument(id, 1) != nullptr;
    if (!is_known) {
      v.Add("instrument", absl::StrCat("must be the id of an instrument, such as ", kUsualInstrument));
    } else if (q.has_version()) {
      v.Add("version", absl::StrCat("must be the number of a version that ", id, " has"));
    } else {
      v.Add("as_at", absl::StrCat("must be a day on which a version of ", id, " is in force, which ",
                                  base::FormatDay(day), " is not"));
    }
  } else if (LiveItems(*asked.instrument).empty()) {
    v.Add("instrument", "must be one with items that the log can answer");
  }
  RETURN_IF_ERROR(v.ToStatus());
  return asked;
}

// Whoever may not ask about a team learns no more than of one that is not there.
absl::StatusOr<TeamName> LiveFidelityService::TeamOf(db::Transaction& tx, const base::Call& call,
                                                     const std::string& id) const {
  ASSIGN_OR_RETURN(auto teams, store_.TeamsOf(tx, call, id));
  if (!teams.empty()) return std::move(teams[0]);
  base::Violations v;
  v.Add("team", "names no team that you can see");
  return v.ToStatus(absl::StatusCode::kNotFound);
}

absl::Status LiveFidelityService::GetLiveReading(const base::Call& call, const pb::GetLiveReadingRequest& q,
                                                 pb::LiveReading* out) {
  ASSIGN_OR_RETURN(const Asked asked, AskedBy(call, q));
  const int weeks = q.has_weeks() ? q.weeks() : kUsualTrend;
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
  ASSIGN_OR_RETURN(const TeamName team, TeamOf(tx, call, q.team()));
  const Reach reach = ReachOf(LiveItems(*asked.instrument), asked.as_at - weeks * kDaysOfAWeek, asked.as_at);
  ASSIGN_OR_RETURN(const LiveFacts facts, store_.Read(tx, call, {team}, reach, false));
  RETURN_IF_ERROR(tx.Commit());
  out->set_team_id(team.id);
  out->set_team(team.name);
  *out->mutable_as_at() = Date(asked.as_at);
  out->set_instrument(asked.instrument->id());
  out->set_version(asked.instrument->version());
  for (const Item* item : LiveItems(*asked.instrument)) {
    auto* shown = out->add_items();
    *shown = Shown(*item, fidelity::Read(facts.org, facts.teams[0], *item, asked.as_at));
    AddTrend(facts, *item, asked.as_at, weeks, shown);
  }
  return absl::OkStatus();
}

absl::Status LiveFidelityService::GetLiveReadings(const base::Call& call, const pb::GetLiveReadingsRequest& q,
                                                  pb::LiveReadings* out) {
  ASSIGN_OR_RETURN(const Asked asked, AskedBy(call, q));
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
  ASSIGN_OR_RETURN(const auto teams, store_.TeamsOf(tx, call, ""));
  const Reach reach = ReachOf(LiveItems(*asked.instrument), asked.as_at, asked.as_at);
  ASSIGN_OR_RETURN(const LiveFacts facts, store_.Read(tx, call, teams, reach, false));
  RETURN_IF_ERROR(tx.Commit());
  *out->mutable_as_at() = Date(asked.as_at);
  out->set_instrument(asked.instrument->id());
  out->set_version(asked.instrument->version());
  for (const auto& team : facts.teams) {
    for (const Item* item : LiveItems(*asked.instrument)) {
      const pb::LiveItem shown = Shown(*item, Read(facts.org, team, *item, asked.as_at));
      auto* row = out->add_items();
      row->set_team(team.name);
      row->set_team_id(team.id);
      row->set_number(shown.number());
      row->set_name(shown.name());
      if (shown.has_value()) row->set_value(shown.value());
      if (shown.has_would_score()) row->set_would_score(shown.would_score());
      row->set_certainty(shown.certainty());
    }
  }
  return absl::OkStatus();
}

absl::Status LiveFidelityService::GetLiveRecords(const base::Call& call, const pb::GetLiveRecordsRequest& q,
                                                 pb::LiveRecords* out) {
  ASSIGN_OR_RETURN(const Asked asked, AskedBy(call, q));
  const Item* item = FindItem(*asked.instrument, q.item());
  if (item == nullptr || !item->has_reading()) {
    base::Violations v;
    v.Add("item", "must be the number of an item that the log can answer, as `gainful fidelity live` shows them");
    return v.ToStatus();
  }
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
  ASSIGN_OR_RETURN(const TeamName team, TeamOf(tx, call, q.team()));
  const Reach reach = ReachOf({item}, asked.as_at, asked.as_at);
  ASSIGN_OR_RETURN(const LiveFacts facts, store_.Read(tx, call, {team}, reach, true));
  const Value value = fidelity::Read(facts.org, facts.teams[0], *item, asked.as_at, true);
  std::vector<std::string> people, members;
  for (const auto& record : value.behind) {
    if (!record.participant_id.empty()) people.push_back(record.participant_id);
    if (!record.own_of.empty()) members.push_back(record.own_of);
  }
  ASSIGN_OR_RETURN(const auto seen, store_.Seen(tx, call, people));
  ASSIGN_OR_RETURN(const auto time_seen, store_.TimeSeen(tx, call, members));
  RETURN_IF_ERROR(tx.Commit());
  AddRecords(value.behind, Ids(seen.begin(), seen.end()), Ids(time_seen.begin(), time_seen.end()), out);
  *out->mutable_item() = Shown(*item, value);
  return absl::OkStatus();
}

absl::Status LiveFidelityService::GetDrift(const base::Call& call, const pb::GetDriftRequest& q, pb::Drift* out) {
  ASSIGN_OR_RETURN(const Asked asked, AskedBy(call, q));
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
  std::vector<TeamName> teams;
  if (q.team().empty()) {
    ASSIGN_OR_RETURN(teams, store_.TeamsOf(tx, call, ""));
  } else {
    ASSIGN_OR_RETURN(TeamName team, TeamOf(tx, call, q.team()));
    teams.push_back(std::move(team));
  }
  const Day earliest = asked.as_at - kDriftLooksBack * kDaysOfAWeek;
  const Reach reach = ReachOf(LiveItems(*asked.instrument), earliest, asked.as_at);
  ASSIGN_OR_RETURN(const LiveFacts facts, store_.Read(tx, call, teams, reach, false));
  for (const auto& team : facts.teams) AddDrift(facts, team, *asked.instrument, asked.as_at, out);
  ASSIGN_OR_RETURN(auto told, store_.Told(tx, call, ProgrammesOf(facts, *out, asked.as_at)));
  RETURN_IF_ERROR(tx.Commit());
  for (auto& item : *out->mutable_items()) {
    for (const auto& member : told[item.team_id()]) item.add_told_staff_member_ids(member);
  }
  out->set_teams(static_cast<int>(teams.size()));
  return absl::OkStatus();
}

}  // namespace gainful::fidelity
