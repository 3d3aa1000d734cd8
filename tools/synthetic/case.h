// One journey as it is being told: who is on it, who works with them on a day, and how their records are made.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tools/synthetic/directory.h"
#include "tools/synthetic/person.h"

namespace gainful::synthetic {

class Case {
 public:
  Case(const Options& options, const Provider& provider, TeamOfWorkers* team, Dice dice, Recorder* recorder)
      : options(options), provider(provider), team(team), dice(dice), recorder(recorder) {}

  // The key worker of that day; the lead where nobody is.
  const Worker& WorkerOn(absl::CivilDay day) const;

  // The day on which something of `day` is entered: mostly the same, else some working days later. Nothing when that is not over yet.
  std::optional<absl::CivilDay> Entered(absl::CivilDay day);

  // An act of the worker of that day. Acts on one record follow one another: see Next().
  Act By(const std::string& method, absl::CivilDay day, int hour);
  Act ByManager(const std::string& method, absl::CivilDay day, int hour);
  static void Next(const Act& before, Act* act);

  // Gives a new record its ids, and who recorded it when, as far as it has such fields.
  void Begin(const Act& act, google::protobuf::Message* record);

  // A record of one version about `day`, entered by the worker then. False when it is not yet entered.
  bool Enter(const std::string& method, absl::CivilDay day, int hour, google::protobuf::Message* record);

  // The last day of which anything is known: the exit, or the end of the history.
  absl::CivilDay Known() const { return std::min(timeline.exited, options.until); }

  const Options& options;
  const Provider& provider;
  TeamOfWorkers* const team;
  Dice dice;
  Recorder* const recorder;
  Person person;
  Timeline timeline;
  std::string participant_id, journey_id;
  std::vector<std::pair<absl::CivilDay, const Worker*>> key_workers;  // from that day on
  int* consents = nullptr;                                            // statements of the person so far
  int* choices = nullptr;                                             // the same about telling employers
};

// What surrounds a journey that was accepted, in five parts.
void RecordPlan(Case* c);           // profile, goals, reviews, contacts, notes, measures
void RecordPerson(Case* c);         // characteristics, consent, relationships, digital access, second records
void RecordCareful(Case* c);        // risks, safeguarding, disclosures, openings, health at work, adjustments, kit
void RecordWithEmployers(Case* c);  // engagements, choices about disclosure, applications
void RecordHeldJob(Case* c);        // a job held at referral, and its retention

// What belongs to one spell of work.
void RecordFacts(Case* c, const google::protobuf::Message& spell);

// Sets a text or a date where the record has such a field.
void SetIfThere(google::protobuf::Message* record, const std::string& field, const std::string& value);
void SetIfThere(google::protobuf::Message* record, const std::string& field, absl::CivilDay day);

}  // namespace gainful::synthetic
