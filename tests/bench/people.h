// A million people in one database, for bench read: unevenly spread, and each with a record of years.
#pragma once

#include <string>

#include "tests/bench/stage.h"

namespace gainful::bench {

// Where things are: organisation 1 has seven in ten of all people, in 200 teams. Every fifth person is in its team 1, twenty are in team 200, the
// rest are spread the more unevenly. Team t's key worker signs in as "worker-t".
constexpr int kBigTeam = 1, kSmallTeam = 200;
constexpr int kSmallTeamPeople = 20;
constexpr int kPeopleOfBigTeam = 139999;  // the n-th of them is person 5n

base::Uuid TeamOfOrg1(int team);
base::Uuid KeyWorkerOfOrg1(int team);
base::Uuid NthPerson(int n);

// A role that may do what caseload and placement may, for a reader of both.
constexpr char kReader[] = "bench_reader";

// Makes the database, dropping one by the same name. Takes minutes; says how it gets on.
void MakePeople(const Places& places, const std::string& database);

}  // namespace gainful::bench
