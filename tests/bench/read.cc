// bench read: what a specialist's screen asks for, at a million people, against pgbench that sends the same statements, access journal included.
#include <fstream>
#include <pqxx/pqxx>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gainful/caseload/v1/caseload.pb.h"
#include "gainful/caseload/v1/work.pb.h"
#include "services/caseload/clinical.h"
#include "services/caseload/person_kinds.h"
#include "services/caseload/service.h"
#include "services/caseload/work_service.h"
#include "services/placement/service.h"
#include "tests/bench/benches.h"
#include "tests/bench/load.h"
#include "tests/bench/people.h"
#include "tests/bench/pgbench.h"
#include "tests/bench/report.h"

namespace gainful::bench {
namespace {

namespace pb = gainful::caseload::v1;
using google::protobuf::Descriptor;
using google::protobuf::Message;

constexpr char kDatabase[] = "bench_read";

// The services as objects, for their SQL; none of them ever connects.
struct Services {
  db::Pool pool{db::PoolOptions()};
  caseload::CaseloadService caseload{&pool};
  caseload::WorkService work{&pool};
  caseload::ClinicalService clinical{&pool};
  std::unique_ptr<caseload::PersonService> plan = caseload::MakePlanService(&pool);
  placement::PlacementService placement{&pool};

  const journal::Records& RecordsOf(const std::string& kind) const {
    for (const auto& all :
         {caseload.records(), work.records(), clinical.records(), plan->records(), placement.records()}) {
      for (const auto* records : all) {
        if (records->spec().kind == kind) return *records;
      }
    }
    std::fprintf(stderr, "bench: no records of kind %s\n", kind.c_str());
    std::exit(1);
  }
};

// One call of a screen, for both sides: a record by its id, or a list by one filter (none where it is empty).
struct Read {
  std::string kind;     // such as "journey"
  std::string service;  // such as "caseload.v1.CaseloadService"
  bool is_get;
  std::string filter;
};

std::string MessageName(const Read& read) {
  std::string name;
  for (const absl::string_view part : absl::StrSplit(read.kind, '_'))
    absl::StrAppend(&name, absl::AsciiStrToUpper(part.substr(0, 1)), part.substr(1));
  return name;
}
std::string MethodName(const Read& read) {
  return read.is_get ? "Get" + MessageName(read) : absl::StrCat("List", MessageName(read), "s");
}

const Descriptor* RequestOf(const Read& read) {
  const std::string package(read.service.substr(0, read.service.rfind('.')));
  return google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(
      absl::StrCat("gainful.", package, ".", MethodName(read), "Request"));
}

Ask AskFor(const Read& read, const std::string& token, const std::string& id) {
  std::unique_ptr<Message> request(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(RequestOf(read))->New());
  const std::string field = read.is_get ? "id" : read.filter;
  if (!field.empty()) journal::SetText(request.get(), field, id);
  return {absl::StrCat("/gainful.", read.service, "/", MethodName(read)), token, request->SerializeAsString()};
}

// Who reads: a specialist of one team of organisation 1.
struct Reader {
  int team;
  std::string subject() const { return absl::StrCat("worker-", team); }
  std::string Token(const Issuer& issuer) const {
    return issuer.Token(1, "specialist", subject(), {TeamOfOrg1(team).ToString()});
  }
};

// The transaction of one call: preamble in one round trip, the service's own statement, commit, as gainfuld does it. `id` is an SQL expression.
// SET takes no parameters, so in prepared mode the identity is set by one call of set_config: a little less work than gainfuld's literals.
std::string Transaction(const Services& services, const Reader& reader, const Read& read, const std::string& id) {
  const std::string org = absl::StrCat("'", NthOrg(1).ToString(), "'");
  std::vector<std::string> values = {org,
                                     "'2026-01-01 00:00:00+00'",
                                     org,
                                     absl::StrCat("'", reader.subject(), "'"),
                                     "'specialist'",
                                     "'direct care'",
                                     absl::StrCat("'", MethodName(read), "'"),
                                     "'0123456789abcdef'"};
  const auto& records = services.RecordsOf(read.kind);
  std::string statement;
  if (read.is_get) {
    values.push_back(id);
    statement = records.AllSql()[2];
  } else {
    values.insert(values.end(), {absl::StrCat("'", base::Uuid().ToString(), "'"), "50", id});
    std::vector<const google::protobuf::FieldDescriptor*> filters;
    if (!read.filter.empty()) filters.push_back(RequestOf(read)->FindFieldByName(read.filter));
    statement = records.ListSql(filters, false);
  }
  return absl::StrCat("\\startpipeline\nBEGIN;\nSELECT set_config('app.org', ", org,
                      ", true), set_config('app.caller_org', ", org,
                      ", true), set_config('app.team_scope', 'own', true), set_config('app.teams', '{",
                      TeamOfOrg1(reader.team).ToString(),
                      "}', true), set_config('app.now', '2026-01-01 00:00:00+00', true), set_config('app.caller', "
                      "'bench', true), set_config('statement_timeout', '30000', true);\n\\endpipeline\n",
                      WithValues(statement, values), ";\nEND;\n");
}

// One participant with the whole journey, as a specialist's screen shows it.
const std::vector<Read>& WholeJourney() {
  static const auto* reads =
      new std::vector<Read>{{"participant", "caseload.v1.CaseloadService", true, ""},
                            {"journey", "caseload.v1.CaseloadService", false, "participant_id"},
                            {"allocation", "caseload.v1.WorkService", false, "participant_id"},
                            {"vocational_profile", "caseload.v1.PlanService", false, "participant_id"},
                            {"goal", "caseload.v1.PlanService", false, "participant_id"},
                            {"review", "caseload.v1.PlanService", false, "participant_id"},
                            {"contact", "caseload.v1.CaseloadService", false, "participant_id"},
                            {"note", "caseload.v1.ClinicalService", false, "participant_id"},
                            {"spell", "placement.v1.PlacementService", false, "participant_id"}};
  return *reads;
}

// A key worker's twenty people, their journeys, and which of them are theirs.
const std::vector<Read>& Caseload() {
  static const auto* reads = new std::vector<Read>{{"participant", "caseload.v1.CaseloadService", false, ""},
                                                   {"journey", "caseload.v1.CaseloadService", false, ""},
                                                   {"allocation", "caseload.v1.WorkService", false, "staff_member_id"}};
  return *reads;
}

struct Bench {
  const Places& places;
  const Effort& effort;
  const Daemon& daemon;
  std::string ca;
};

void Compare(const Bench& bench, const std::string& name, const std::string& script, const Screen& screen) {
  const std::string path = bench.places.work + "/read.pgbench";
  std::ofstream(path) << script;
  Load(bench.daemon.address(), bench.ca, screen, 8, 2);  // plans and connections are made before anything counts
  for (const int callers : bench.effort.callers) {
    std::vector<double> ratios, ours, theirs, p95, their_p95;
    for (int run = 0; run < bench.effort.runs; ++run) {
      const LoadResult a = Pgbench(bench.places, kDatabase, kReader, path, callers, bench.effort.seconds);
      const LoadResult b = Load(bench.daemon.address(), bench.ca, screen, callers, bench.effort.seconds);
      ratios.push_back(b.per_second / a.per_second);
      ours.push_back(b.per_second);
      theirs.push_back(a.per_second);
      p95.push_back(b.p95_ms);
      their_p95.push_back(a.p95_ms);
    }
    const std::string full = absl::StrCat("read/", name, "/", callers, "-callers");
    PrintValue(full + "/gainfuld", "screens/s", ours);
    PrintValue(full + "/pgbench", "screens/s", theirs);
    PrintValue(full + "/gainfuld-p95", "ms", p95);
    PrintValue(full + "/pgbench-p95", "ms", their_p95);
    PrintRatio(full, ratios);
  }
}

void CompareWholeJourney(const Bench& bench, const Services& services, const std::string& token) {
  std::string script = absl::StrCat("\\set p random(1, ", kPeopleOfBigTeam, ") * 5\n");
  const std::string person = "('00000004-0000-7000-8000-' || lpad(to_hex(:p::bigint), 12, '0'))";
  for (const Read& read : WholeJourney()) script += Transaction(services, {kBigTeam}, read, person);
  Compare(bench, "journey", script, [&token](std::mt19937_64& random) {
    const std::string id = NthPerson(5 * (1 + static_cast<int>(random() % kPeopleOfBigTeam))).ToString();
    std::vector<Ask> asks;
    for (const Read& read : WholeJourney()) asks.push_back(AskFor(read, token, id));
    return asks;
  });
}

// Ends the bench when the list is not that of the twenty: figures of something else would be worth nothing.
void MustBeTwenty(const Bench& bench, const Ask& ask) {
  pb::ListParticipantsResponse people;
  if (people.ParseFromString(Once(bench.daemon.address(), bench.ca, ask)) &&
      people.participants_size() == kSmallTeamPeople)
    return;
  std::fprintf(stderr, "bench: the caseload has %d people, not %d\n", people.participants_size(), kSmallTeamPeople);
  std::exit(1);
}

void CompareCaseload(const Bench& bench, const Services& services, const std::string& token) {
  const std::string worker = KeyWorkerOfOrg1(kSmallTeam).ToString();
  std::string script;
  for (const Read& read : Caseload())
    script += Transaction(services, {kSmallTeam}, read, absl::StrCat("'", worker, "'"));
  const Screen screen = [&](std::mt19937_64&) {
    std::vector<Ask> asks;
    for (const Read& read : Caseload()) asks.push_back(AskFor(read, token, worker));
    return asks;
  };
  std::mt19937_64 random;
  MustBeTwenty(bench, screen(random)[0]);
  Compare(bench, "caseload", script, screen);
}

// Names as people type them: whole, the last name, its first three letters, the first name; as frequent as they are on record.
std::vector<std::string> TypedNames(const Places& places) {
  pqxx::connection conn(absl::StrCat("host=", places.socket, " user=gainful_admin dbname=", kDatabase));
  pqxx::nontransaction tx(conn);
  const pqxx::result rows = tx.exec(
      "SELECT CASE WHEN i % 10 < 4 THEN first_name || ' ' || last_name WHEN i % 10 < 7 THEN last_name WHEN i % 10 < 9 "
      "THEN left(last_name, 3) ELSE first_name END FROM bench.person WHERE org = 1 ORDER BY bench.u(i, 20) LIMIT 2000");
  std::vector<std::string> names;
  for (const auto& row : rows) names.emplace_back(row[0].c_str());
  return names;
}

void Time(const Bench& bench, const std::string& name, const Screen& screen) {
  Load(bench.daemon.address(), bench.ca, screen, 1, 2);
  std::vector<double> p50, p95;
  for (int run = 0; run < bench.effort.runs; ++run) {
    const LoadResult result = Load(bench.daemon.address(), bench.ca, screen, 1, bench.effort.seconds);
    p50.push_back(result.p50_ms);
    p95.push_back(result.p95_ms);
  }
  PrintValue(absl::StrCat("read/", name, "-p50"), "ms", p50);
  PrintValue(absl::StrCat("read/", name, "-p95"), "ms", p95);
}

void TimeFind(const Bench& bench, const std::string& name, const std::string& token) {
  const auto names = TypedNames(bench.places);
  Time(bench, name, [&](std::mt19937_64& random) {
    pb::FindParticipantsRequest request;
    request.set_name(names[random() % names.size()]);
    return std::vector<Ask>{
        {"/gainful.caseload.v1.CaseloadService/FindParticipants", token, request.SerializeAsString()}};
  });
}

}  // namespace

int BenchRead(const Places& places, const Effort& effort) {
  MakePeople(places, kDatabase);
  const Issuer issuer(places);
  const Daemon daemon(places, issuer, kDatabase, 50180);
  const Bench bench{places, effort, daemon, places.work + "/cert.pem"};
  const Services services;
  const std::string big = Reader{kBigTeam}.Token(issuer), small = Reader{kSmallTeam}.Token(issuer);
  CompareWholeJourney(bench, services, big);
  CompareCaseload(bench, services, small);
  TimeFind(bench, "find/manager", issuer.Token(1, "manager"));
  TimeFind(bench, "find/specialist-of-20", small);
  TimeFind(bench, "find/specialist-of-140000", big);
  Time(bench, "day/specialist-of-20", [&](std::mt19937_64&) {
    return std::vector<Ask>{{"/gainful.caseload.v1.WorkService/GetDay", small, ""}};
  });
  return 0;
}

}  // namespace gainful::bench
