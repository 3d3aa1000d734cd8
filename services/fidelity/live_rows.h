// Rows of the live store on their way to facts: whatever names a team, a person, a member of staff or an employer gets its place in a list.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "services/common/db/pool.h"
#include "services/fidelity/live_store.h"

namespace gainful::fidelity {

// Places in a list, in the order in which they were first asked for.
class Places {
 public:
  int Of(absl::string_view id);          // a new one where there is none
  int Find(absl::string_view id) const;  // kNobody where there is none
  int Find(const pqxx::field& field) const { return field.is_null() ? kNobody : Find(field.c_str()); }
  const std::vector<std::string>& ids() const { return ids_; }

 private:
  absl::flat_hash_map<std::string, int> places_;
  std::vector<std::string> ids_;
};

// Puts rows into facts. The order of the calls is that of the functions; columns are those of the statements of live_store.cc.
class Rows {
 public:
  Rows(const std::vector<TeamName>& teams, bool with_ids);

  void AddSpans(const pqxx::result& rows);
  void AddMerged(const pqxx::result& rows);
  void AddJourneys(const pqxx::result& rows);
  void AddContacts(const pqxx::result& rows);
  void AddAllocations(const pqxx::result& rows);
  void AddEmployers(const pqxx::result& rows);
  void AddEngagedFor(const pqxx::result& rows);
  void AddEngagements(const pqxx::result& rows, Day first, Day last);
  void AddFirstMeetings(const pqxx::result& rows);
  void AddWishes(const pqxx::result& rows);
  void AddVacancies(const pqxx::result& rows);
  void AddTime(const pqxx::result& rows);
  void AddSpells(const pqxx::result& rows);
  void AddAttachments(const pqxx::result& rows);
  LiveFacts Finish() &&;

  // Arrays for the statements that follow.
  std::string Journeys() const;
  std::string People() const;
  std::string Members() const;
  std::string Engagements() const;
  // All journeys of people for whom an employer was met: a first meeting may be under another one.
  std::string EngagedJourneys() const;

 private:
  // A journey by the places of its team in the facts and of itself in there.
  using Place = std::pair<int, int>;

  std::string IdOf(const pqxx::field& field) const;
  const Place* JourneyOf(const pqxx::field& field) const;
  JourneyFact& FactOf(const Place& place) { return facts_.teams[place.first].journeys[place.second]; }
  const Place* UnderWay(const std::string& participant_id, Day day) const;
  int EmployerOf(const pqxx::field& field);
  std::vector<Place> EngagedOn(int engagement, Day day) const;

  const bool with_ids_;
  LiveFacts facts_;
  Places members_, programmes_, people_, employers_, engagements_;
  absl::flat_hash_map<std::string, int> teams_;       // asked about: place in the facts
  absl::flat_hash_map<std::string, int> team_ranks_;  // all: Span::team
  absl::flat_hash_map<std::string, Place> journeys_;
  absl::flat_hash_map<std::string, std::vector<Place>> of_person_;  // by record
  absl::flat_hash_map<std::string, std::string> kept_;              // records that were merged
  absl::flat_hash_map<std::string, std::string> kept_employers_;
  std::vector<std::vector<int>> teams_of_;  // of members: those asked about in which they work on any day
  // For whom each engagement was: by its place, journeys, or people where no journey is named.
  std::vector<std::vector<Place>> engaged_journeys_;
  std::vector<std::vector<std::string>> engaged_people_;
};

}  // namespace gainful::fidelity
