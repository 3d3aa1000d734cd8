// The organisations of the made-up world: who works where, on which programme, paid by whom.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "gainful/directory/v1/directory.pb.h"
#include "tools/synthetic/dice.h"
#include "tools/synthetic/model.h"
#include "tools/synthetic/recorder.h"

namespace gainful::synthetic {

struct Options {
  std::uint64_t seed = 1;
  int journeys = 1000;
  int organisations = 4;  // providers
  int years = 5;
  absl::CivilDay until;  // the last day of the history
};

// The first day of the history.
absl::CivilDay FirstDay(const Options& options);

struct Worker {
  std::string id, subject;
  directory::v1::StaffRole role = directory::v1::STAFF_ROLE_EMPLOYMENT_SPECIALIST;
  absl::CivilDay first;
  std::optional<absl::CivilDay> last;
  std::vector<absl::CivilDay> ends;  // of the journeys that they were given

  bool WorksOn(absl::CivilDay day) const { return first <= day && (!last || day <= *last); }
  int ActiveOn(absl::CivilDay day) const;
};

struct TeamOfWorkers {
  std::string id, programme_id;
  Programme programme = Programme::kIpsSecondary;
  bool triage = false;
  int journeys = 0;
  std::vector<Worker> key_workers, leads, students;

  const Worker& LeadOn(absl::CivilDay day) const;
};

// An employer with its site, contact and vacancy, by their ids.
struct EmployerOnRecord {
  std::string id, site, contact, vacancy;
};

struct Provider {
  std::string id, manager;          // the manager's sign-in
  std::vector<std::string> others;  // organisations to share with, by id
  std::vector<TeamOfWorkers> teams;
  std::vector<EmployerOnRecord> employers;
};

// The journeys of `total` that each of the providers' teams gets: big and small ones, and exactly `total` together.
std::vector<int> Spread(Dice* dice, int total, int parts, double sigma);

// A time of the working day: `hour` in UTC with minutes and seconds drawn.
absl::Time At(Dice* dice, absl::CivilDay day, int hour);

// A record of one version.
void Once(Recorder* recorder, const Act& act, google::protobuf::Message* record);

// The ids of all organisations that these options make.
std::vector<std::string> OrganisationIds(const Options& options);

// Records one provider with all that is its own but participants, in a team's share of `journeys`; one commissioner. The organisation must be open.
Provider RecordProvider(const Options& options, int number, int journeys, Recorder* recorder);
void RecordCommissioner(const Options& options, int number, Recorder* recorder);
constexpr int kCommissioners = 2;

// Records the employers that a provider deals with.
std::vector<EmployerOnRecord> RecordEmployers(const Options& options, const Provider& provider, Recorder* recorder);

}  // namespace gainful::synthetic
