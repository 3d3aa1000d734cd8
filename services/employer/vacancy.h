// Vacancies and applications: what they must be, where an application stands, and how a vacancy fits what somebody wants. Pure functions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "gainful/caseload/v1/plan.pb.h"
#include "gainful/employer/v1/vacancy.pb.h"
#include "services/common/base/status.h"

namespace gainful::employer {

namespace pb = gainful::employer::v1;

// Closing and filling not before it was known.
void CheckVacancy(const pb::Vacancy& vacancy, base::Violations* violations);

// FAILED_PRECONDITION for a vacancy that was withdrawn or filled: there is nobody to match it to.
absl::Status CheckOpen(const pb::Vacancy& vacancy);

// No step before the application; an offer is accepted once it is made, and work planned once it is accepted, from the offer on. It ends in one way, and
// not before an offer that they accepted.
void CheckApplication(const pb::JobApplication& application, base::Violations* violations);

// By the days of its steps: what ends an application counts before how far it came.
pb::ApplicationStatus StatusOf(const pb::JobApplication& application);

// What somebody on a journey wants of work, as their vocational profile says.
struct Wishes {
  std::string participant_id, name, journey_id;
  std::string preferred_work;
  std::optional<int> hours_from, hours_to, travel_minutes;
  caseload::v1::DisclosureWish disclosure = caseload::v1::DISCLOSURE_WISH_UNSPECIFIED;
  // Whether this employer may learn of the support and by whom, where they said so of it: that stands before the general wish.
  std::optional<bool> may_be_named;
  std::string adjustments;
  std::vector<std::string> travel_areas;  // where they can get to: see reach.h
};

// Where the work of a vacancy is: in words, such as "Leeds, LS1 4AP", and its postcode. Both are empty where it is not known.
struct Place {
  std::string words, postcode;
  bool is_site_closed =
      false;  // the vacancy names a site that was closed, so that it is the employer's only place, or none
};

// Whether a text holds a word of another: one of four letters or more whatever its ending, so that "gardens" finds "gardening", and a shorter one, such as
// "bar", as it is.
bool ShareAWord(const std::string& a, const std::string& b);
// Whether it has any word to compare, which says something of the kind of work.
bool HasAWord(const std::string& text);

// Holds kind of work, hours, way and disclosure each against the wish, and says for each of them whether it speaks for the vacancy, against it, or is not
// known; that the last day for applications has passed speaks against it for everybody.
pb::VacancyMatch Match(const pb::Vacancy& vacancy, const Place& place, const Wishes& wishes, absl::CivilDay today);

// Those with least against them first, then those with most for them; as many as `most`.
pb::VacancyMatches Rank(std::vector<pb::VacancyMatch> matches, int most);

// The same one after the other, without keeping many more than are shown.
class Ranking {
 public:
  explicit Ranking(int most) : most_(most) {}
  void Add(pb::VacancyMatch match);
  pb::VacancyMatches Take();

 private:
  void Cut();
  const int most_;
  int seen_ = 0;
  std::vector<pb::VacancyMatch> best_;
};

}  // namespace gainful::employer
