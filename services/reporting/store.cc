#include "services/reporting/store.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "gainful/caseload/v1/caseload.pb.h"
#include "services/common/base/codes.h"
#include "services/common/base/dates.h"
#include "services/common/base/status.h"

namespace gainful::reporting {
namespace {

// The enum whose codes a characteristic holds; null for imd_quintile, whose values are numbers.
const std::map<std::string, const google::protobuf::EnumDescriptor*>& National() {
  namespace c = gainful::caseload::v1;
  static const auto* names = new std::map<std::string, const google::protobuf::EnumDescriptor*>{
      {"sex", c::Sex_descriptor()},
      {"gender_identity", c::GenderIdentity_descriptor()},
      {"ethnic_category", c::EthnicCategory_descriptor()},
      {"long_term_condition", gainful::type::v1::Answer_descriptor()},
      {"settled_accommodation", gainful::type::v1::Answer_descriptor()},
      {"imd_quintile", nullptr},
  };
  return *names;
}

// $1 organisation, $2 from, $3 to, $4 as at, $5 characteristic, $6 programme or null, in every statement.
constexpr char kGroup[] =
    "CASE $5::text WHEN 'sex' THEN c.sex WHEN 'gender_identity' THEN c.gender_identity WHEN 'ethnic_category' THEN "
    "c.ethnic_category WHEN 'long_term_condition' THEN c.long_term_condition WHEN 'settled_accommodation' THEN "
    "c.settled_accommodation WHEN 'imd_quintile' THEN c.imd_quintile::text ELSE c.local_characteristics ->> $5::text "
    "END";
constexpr char kAnchor[] = "coalesce(j.accepted_on, j.referred_on)";
constexpr char kJourneys[] =
    "FROM caseload.published_journey_all_v1 j "
    "JOIN caseload.published_characteristics_all_v1 c ON c.org_id = j.org_id AND c.participant_id = j.participant_id";
// Jobs `p` of journey `j` that its support may have led to.
constexpr char kItsJobs[] =
    "FROM placement.published_spell_all_v1 p WHERE p.org_id = j.org_id AND p.journey_id = j.id AND "
    "p.withdrawn_on IS NULL AND p.started_on >= coalesce(j.accepted_on, j.referred_on)";
constexpr char kCounted[] =
    "j.withdrawn_on IS NULL AND j.declined_on IS NULL AND ($6::uuid IS NULL OR j.programme_id = $6::uuid)";

std::string JourneysSql(const std::string& scope) {
  return absl::StrCat("SELECT ", kGroup, ", ", kAnchor, ", s.first_job, j.exited_on, j.followed_to ", kJourneys,
                      " LEFT JOIN LATERAL (SELECT min(p.started_on) AS first_job ", kItsJobs,
                      " AND p.started_on <= $4::date) s ON true WHERE ", scope, " AND ", kCounted, " AND ", kAnchor,
                      " BETWEEN $2::date AND $3::date");
}

// Of two jobs that began on one day, the one that was recorded first.
std::string FirstJobsSql(const std::string& scope) {
  return absl::StrCat("SELECT ", kGroup, ", s.started_on, s.ended_on, s.last_confirmed_on, j.exited_on, j.followed_to ",
                      kJourneys, " JOIN LATERAL (SELECT p.started_on, p.ended_on, p.last_confirmed_on ", kItsJobs,
                      " ORDER BY p.started_on, p.id LIMIT 1) s ON true WHERE ", scope, " AND ", kCounted,
                      " AND s.started_on BETWEEN $2::date AND $3::date AND s.started_on <= $4::date");
}

constexpr char kOwn[] = "j.org_id = $1::uuid";
constexpr char kFunded[] =
    "EXISTS (SELECT FROM directory.published_funding_all_v1 f WHERE f.funder_org_id = $1::uuid AND f.org_id = j.org_id "
    "AND "
    "f.programme_id = j.programme_id AND coalesce(f.starts_on, '-infinity') <= $3::date AND coalesce(f.ends_on, "
    "'infinity') >= $2::date)";

std::optional<absl::CivilDay> Day(const pqxx::field& field) {
  return field.is_null() ? std::nullopt : base::ParseDay(field.c_str());
}

std::string Text(const pqxx::field& field) { return field.is_null() ? "" : field.c_str(); }

template <typename Request>
db::Params ParamsOf(const base::Call& call, const Request& q, absl::CivilDay as_at) {
  db::Params params;
  params.Text(call.org.ToString())
      .Text(base::FormatDay(*base::ToDay(q.from())))
      .Text(base::FormatDay(*base::ToDay(q.to())));
  params.Text(base::FormatDay(as_at)).Text(q.by());
  if (q.programme_id().empty()) {
    params.Null();
  } else {
    params.Text(q.programme_id());
  }
  return params;
}

}  // namespace

Store::Store(db::Pool* pool)
    : pool_(pool),
      own_(JourneysSql(kOwn)),
      funded_(JourneysSql(kFunded)),
      own_jobs_(FirstJobsSql(kOwn)),
      funded_jobs_(FirstJobsSql(kFunded)) {}

bool Store::IsNational(const std::string& by) { return National().count(by) > 0; }

std::string Store::GroupName(const std::string& by, const std::string& code) {
  if (code.empty()) return "missing";
  const auto it = National().find(by);
  if (it == National().end() || it->second == nullptr) return code;
  const auto* value = base::FindCode(it->second, code);
  return value == nullptr ? code : base::MeaningOf(value);
}

absl::StatusOr<std::vector<JourneyFacts>> Store::Journeys(const base::Call& call, const pb::EquityReportRequest& q,
                                                          absl::CivilDay as_at) const {
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call, {}, nullptr, true));
  ASSIGN_OR_RETURN(const pqxx::result rows,
                   tx.Run(call.role == "commissioner" ? funded_ : own_, ParamsOf(call, q, as_at)));
  std::vector<JourneyFacts> journeys;
  journeys.reserve(rows.size());
  for (const auto& row : rows) {
    JourneyFacts facts;
    facts.group = Text(row[0]);
    facts.anchor = Day(row[1]).value_or(absl::CivilDay());
    facts.first_job = Day(row[2]);
    facts.exited = Day(row[3]);
    facts.followed_to = Day(row[4]);
    journeys.push_back(std::move(facts));
  }
  return journeys;
}

absl::StatusOr<std::vector<FirstJob>> Store::FirstJobs(const base::Call& call, const pb::RetentionReportRequest& q,
                                                       absl::CivilDay as_at) const {
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call, {}, nullptr, true));
  ASSIGN_OR_RETURN(const pqxx::result rows,
                   tx.Run(call.role == "commissioner" ? funded_jobs_ : own_jobs_, ParamsOf(call, q, as_at)));
  std::vector<FirstJob> jobs;
  jobs.reserve(rows.size());
  for (const auto& row : rows) {
    jobs.push_back(
        {Text(row[0]), Day(row[1]).value_or(absl::CivilDay()), Day(row[2]), Day(row[3]), Day(row[4]), Day(row[5])});
  }
  return jobs;
}

}  // namespace gainful::reporting
