// The live reading of fidelity: values of those items that the log can answer, out of plain facts, and what they would score. Pure; which names of readings
// there are and what each of them is: instrument.h. What this file adds are the definitions by which the log is read.
//
// Everywhere: a journey that is withdrawn, a contact that is, an engagement that did not take place, and whatever lies after the day asked about, count
// for nothing; somebody with two records that were merged counts once, and so does an employer. Only employment specialists count as specialists.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "gainful/fidelity/v1/live.pb.h"
#include "services/fidelity/instrument.h"
#include "services/fidelity/live_facts.h"
#include "services/fidelity/score.h"

namespace gainful::fidelity {

namespace pb = gainful::fidelity::v1;

// A record behind a figure.
struct Behind {
  pb::LiveUse use = pb::LIVE_USE_UNSPECIFIED;
  std::string reason;
  std::string kind;  // such as contact
  std::string id;
  std::string participant_id;  // empty: about nobody
  std::string
      own_of;  // the member of staff who sees it, beside those who see all of their time; empty: nobody in particular
  Day day = kNoDay;
  std::optional<int> counts;
};

struct LeftOut {
  absl::string_view reason;  // a literal
  int records = 0;
  bool is_gap = false;  // of the records: the reading is incomplete for it
};

// What one item reads.
struct Value {
  std::optional<Exact> value;  // none: no record
  // value = factor * numerator / denominator; the denominator comes in parts of a whole, such as hundredths of full time.
  std::int64_t numerator = 0, denominator = 0;
  int parts = 1;
  Day from = kNoDay, to = kNoDay;  // of what counts; `from` is not set where it is as at the day alone
  bool incomplete = false;
  // Where so much is not on record that the value says too much for the team: what it would be at worst, and what would make it so after all.
  std::optional<Exact> worst;
  const char* worst_unless = "";
  const char* no_score = "";  // why there is none, whatever the value
  const char* counted = "";   // what the denominator is, after a number: " minutes"
  Conditions known;
  std::vector<LeftOut> left_out;
  std::vector<std::string> remarks;
  std::vector<std::pair<std::string, double>> beside;
  std::vector<Behind> behind;  // only where they were asked for
};

// Reads one item of one team as at a day. `item` has a reading of a known name. With `records` every record that was looked at is told.
Value Read(const OrgFacts& org, const TeamFacts& team, const Item& item, Day as_at, bool records = false);

// What the value would score; nothing where there is none, its denominator is smaller than the instrument's least, or too little is on record for any.
std::optional<WouldScore> Score(const Item& item, const Value& value);

// By what weeks are held against each other: the score where whatever no record says holds. So the figure alone decides, and neither a condition that is
// never on record hides that it fell, nor does a record that is missing for once make it fall.
std::optional<int> ScoreForDrift(const Item& item, const Value& value);

// The whole of it, for people to read.
pb::LiveItem Shown(const Item& item, const Value& value);

// Which days are looked at for items as at the days from `earliest` to `last`. A window is read from a month before its first day, as what was asked for
// in its first days may have been done before.
struct Reach {
  Day first = kNoDay;  // of journeys, jobs and support in work
  Day log = kNoDay;    // of everything else, which is much: the item about support in work alone looks further back
  Day last = kNoDay;
};
Reach ReachOf(const std::vector<const Item*>& items, Day earliest, Day last);

// The items of the instrument that the log can answer, by number.
std::vector<const Item*> LiveItems(const Instrument& instrument);

// Whether a vacancy fits what somebody wants: a word of the role is one of the wish, or its hours lie within those wanted, and neither speaks against it.
// Words are one where they begin alike, endings apart; those that say nothing of a kind of work, such as assistant, are none, and a wish that says what
// somebody does not want is not compared by words. Nothing where neither can be compared.
std::optional<bool> Fits(const VacancyFact& vacancy, const JourneyFact& wishes);

}  // namespace gainful::fidelity
