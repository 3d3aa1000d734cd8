#include "services/reporting/store.h"

#include <algorithm>
#include <map>
#include <optional>

#include "absl/strings/str_cat.h"
#include "gainful/caseload/v1/caseload.pb.h"
#include "services/common/base/codes.h"
#include "services/common/base/dates.h"
#include "services/common/base/status.h"
#include "services/common/db/values.h"
#include "services/reporting/job_starts.h"

namespace gainful::reporting {
namespace {

using Names = std::map<std::string, const google::protobuf::EnumDescriptor*>;

// The enum whose codes a characteristic holds; null for imd_quintile, whose values are numbers, and for weekly_hours, whose bands are below.
const Names& National() {
  namespace c = gainful::caseload::v1;
  static const auto* names = [] {
    auto* all = new Names{
        {"sex", c::Sex_descriptor()},
        {"gender_identity", c::GenderIdentity_descriptor()},
        {"ethnic_category", c::EthnicCategory_descriptor()},
        {"employment_status", c::EmploymentStatus_descriptor()},
        {"imd_quintile", nullptr},
        {"weekly_hours", nullptr},
    };
    for (const char* name :
         {"long_term_condition", "settled_accommodation", "learning_disability", "autism", "other_neurodivergence",
          "substance_use", "homelessness", "rough_sleeping", "prison_leaver", "on_probation", "carer",
          "care_experienced", "armed_forces", "armed_forces_family", "refugee_or_resettlement",
          "pregnancy_or_maternity", "digital_access"})
      (*all)[name] = gainful::type::v1::Answer_descriptor();
    return all;
  }();
  return *names;
}

// Bands of weekly hours as the published view makes them: NHS Data Dictionary, WEEKLY HOURS WORKED. No hours at all are in none of them.
const std::map<std::string, std::string>& HourBands() {
  static const auto* bands = new std::map<std::string, std::string>{
      {"0", "no hours"},   {"01", "30 hours or more"},      {"02", "16-29 hours"},    {"03", "5-15 hours"},
      {"04", "1-4 hours"}, {"97", "not stated (declined)"}, {"98", "not applicable"}, {"99", "not known"},
  };
  return *bands;
}

// $1 organisation, $2 from, $3 to, $4 as at, $5 characteristic, $6 programme or null, in every statement. What was stated for the journey's
// first day counts, then what the participant's record says without a date, then what was said for that day or recorded for a later one. Where the
// record says no more than "declined" or "not known", what was stated for a later day counts, as it would if the record said nothing.
constexpr char kUndated[] =
    "CASE $5::text WHEN 'sex' THEN c.sex WHEN 'gender_identity' THEN c.gender_identity WHEN 'ethnic_category' THEN "
    "c.ethnic_category WHEN 'long_term_condition' THEN c.long_term_condition WHEN 'settled_accommodation' THEN "
    "c.settled_accommodation WHEN 'imd_quintile' THEN c.imd_quintile::text WHEN 'employment_status' THEN "
    "j.employment_status ELSE c.local_characteristics ->> $5::text "
    "END";
// Whether the undated value says "declined" or "not known", by the codes of its list. A local value means what its provider says it means.
constexpr char kSaysNothing[] =
    "CASE $5::text WHEN 'sex' THEN u.value = 'X' WHEN 'gender_identity' THEN u.value IN ('X', 'Z') WHEN "
    "'ethnic_category' THEN u.value IN ('Z', '99') WHEN 'settled_accommodation' THEN u.value IN ('Z', '9') WHEN "
    "'employment_status' THEN u.value = 'ZZ' ELSE false END";
constexpr char kGroup[] =
    "CASE WHEN h.state = 'stated' AND (NOT h.is_later OR u.says_nothing) THEN h.value ELSE coalesce(u.value, h.value) "
    "END";
constexpr char kIsBackFilled[] =
    "(u.value IS NULL OR (u.says_nothing AND h.state = 'stated')) AND coalesce(h.is_later, false)";
constexpr char kAnchor[] = "coalesce(j.accepted_on, j.referred_on)";
constexpr char kJourneys[] =
    "FROM caseload.published_journey_all_v1 j "
    "JOIN caseload.published_characteristics_all_v1 c ON c.org_id = j.org_id AND c.participant_id = j.participant_id";
// The same order as caseload's own rule of what held on a day: valid then, stated before declined before not known, begun last; else the first
// to begin later.
constexpr char kHeld[] =
    "LEFT JOIN LATERAL (SELECT d.value, d.state, d.valid_from > coalesce(j.accepted_on, j.referred_on) AS is_later "
    "FROM "
    "caseload.published_dated_characteristic_all_v1 d WHERE d.org_id = j.org_id AND d.participant_id = "
    "j.participant_id "
    "AND d.kind = CASE $5::text WHEN 'sex' THEN 'stated_gender' ELSE $5::text END AND (d.valid_to IS NULL OR "
    "d.valid_to "
    ">= coalesce(j.accepted_on, j.referred_on)) ORDER BY d.valid_from > coalesce(j.accepted_on, j.referred_on), CASE "
    "d.state WHEN 'stated' THEN 1 WHEN 'declined' THEN 2 ELSE 3 END, CASE WHEN d.valid_from <= coalesce(j.accepted_on, "
    "j.referred_on) THEN d.valid_from END DESC, d.valid_from, d.id DESC LIMIT 1) h ON true";
// Jobs `p` of journey `j` that its support may have led to: first spells, so that going on with a job after a break is no further start, nor the
// start of one that was held at referral. One passage that was recorded several times, under records of one person, is one
// journey with the jobs of all.
constexpr char kItsJobs[] =
    "FROM placement.published_spell_all_v1 p WHERE p.org_id = j.org_id AND p.journey_id = ANY (j.journey_ids) AND "
    "p.withdrawn_on IS NULL AND p.job_id = p.id AND p.started_on >= coalesce(j.accepted_on, j.referred_on)";
constexpr char kCounted[] =
    "j.withdrawn_on IS NULL AND j.declined_on IS NULL AND ($6::uuid IS NULL OR j.programme_id = $6::uuid)";

std::string Characteristic() {
  return absl::StrCat("CROSS JOIN LATERAL (SELECT u.value, ", kSaysNothing, " AS says_nothing FROM (SELECT ", kUndated,
                      " AS value) u) u ", kHeld);
}

std::string JourneysSql(const std::string& scope) {
  return absl::StrCat("SELECT ", kGroup, ", ", kAnchor, ", s.first_job, j.exited_on, j.followed_to, ", kIsBackFilled,
                      ", j.org_id, j.participant_id ", kJourneys, " ", Characteristic(),
                      " LEFT JOIN LATERAL (SELECT min(p.started_on) AS first_job ", kItsJobs,
                      " AND p.started_on <= $4::date) s ON true WHERE ", scope, " AND ", kCounted, " AND ", kAnchor,
                      " BETWEEN $2::date AND $3::date");
}

// A row for each spell `q` of a job. Where a job is gone on with under another journey, that one's programme may be nobody's whom this report is for.
// Of two jobs that began on one day, the one that was recorded first comes first.
std::string WorkSql(const std::string& scope) {
  return absl::StrCat(
      "SELECT j.org_id, j.id, ", kGroup, ", j.exited_on, j.followed_to, ", kIsBackFilled,
      ", p.id, q.started_on, q.ended_on, q.last_confirmed_on, j.participant_id ", kJourneys, " ", Characteristic(),
      " JOIN LATERAL (SELECT min(p.started_on) AS first_job ", kItsJobs,
      ") s ON true JOIN LATERAL (SELECT p.id, p.started_on ", kItsJobs,
      // Not to be flattened, or each journey is held against every job there is.
      " OFFSET 0) p ON true JOIN placement.published_spell_all_v1 q ON q.org_id = j.org_id AND q.job_id = p.id AND "
      "q.journey_id = ANY (j.journey_ids) AND q.withdrawn_on IS NULL AND q.started_on <= $4::date WHERE ",
      scope, " AND ", kCounted,
      " AND s.first_job BETWEEN $2::date AND $3::date AND s.first_job <= $4::date "
      "ORDER BY j.org_id, j.id, p.started_on, p.id, q.started_on, q.id");
}

// A row for each fact `f` of each spell `w` of the journey's jobs, or for the journey alone. Jobs are those whose first spell is under the journey; what
// stands under another one is left out, as in WorkSql.
std::string PeopleSql(const std::string& scope) {
  return absl::StrCat(
      "SELECT j.org_id, j.id, j.participant_id, ", kGroup, ", ", kAnchor, ", j.exited_on, j.followed_to, ",
      kIsBackFilled,
      ", w.id, w.job_id, w.started_on, w.ended_on, w.last_confirmed_on, w.first_four_hours_on, w.competitive, "
      "w.weekly_minutes, f.kind, f.first_day, f.last_day, f.minutes, w.is_unpaid, f.is_unpaid ",
      kJourneys, " ", Characteristic(),
      " LEFT JOIN LATERAL (SELECT q.* FROM placement.published_spell_all_v1 q WHERE q.org_id = j.org_id AND "
      "q.journey_id = ANY (j.journey_ids) AND q.withdrawn_on IS NULL AND q.job_id = ANY (ARRAY(SELECT p.id ",
      kItsJobs,
      // Not to be flattened, as above.
      " AND p.started_on <= $4::date)) OFFSET 0) w ON true LEFT JOIN LATERAL (SELECT 'terms' AS kind, "
      "c.takes_effect_on AS first_day, NULL::date AS "
      "last_day, c.weekly_minutes AS minutes, c.is_unpaid FROM placement.published_terms_all_v1 c WHERE c.org_id = "
      "j.org_id AND "
      "c.spell_id = w.id UNION ALL SELECT 'absence', a.absent_from, a.absent_to, NULL, NULL FROM "
      "placement.published_absence_all_v1 a WHERE a.org_id = j.org_id AND a.spell_id = w.id UNION ALL SELECT 'week', "
      "r.week_from, NULL, r.paid_minutes, NULL FROM placement.published_week_all_v1 r WHERE r.org_id = j.org_id AND "
      "r.spell_id = w.id UNION ALL SELECT 'end', e.speaks_for, NULL, NULL, NULL FROM "
      "placement.published_end_evidence_all_v1 "
      "e "
      "WHERE e.org_id = j.org_id AND e.spell_id = w.id) f ON true WHERE ",
      scope, " AND ", kCounted, " AND ", kAnchor,
      " BETWEEN $2::date AND $3::date ORDER BY j.org_id, j.id, w.started_on, w.id, f.first_day, f.kind");
}

std::optional<bool> AnswerIn(const pqxx::field& field) {
  return field.is_null() ? std::nullopt : std::optional(db::IsTrue(field));
}

// Out of a row of PeopleSql: the same for each spell of the journey.
JourneyFacts ReadPerson(const pqxx::row& row) {
  JourneyFacts facts;
  facts.person = absl::StrCat(row[0].c_str(), "/", row[2].c_str());
  facts.group = db::TextIn(row[3]);
  facts.anchor = db::DayIn(row[4]).value_or(absl::CivilDay());
  facts.exited = db::DayIn(row[5]);
  facts.followed_to = db::DayIn(row[6]);
  facts.is_back_filled = db::IsTrue(row[7]);
  return facts;
}

// The same for each fact of the spell.
PaidSpell ReadSpell(const pqxx::row& row) {
  PaidSpell spell;
  spell.job = db::TextIn(row[9]);
  spell.started = db::DayIn(row[10]).value_or(absl::CivilDay());
  spell.ended = db::DayIn(row[11]);
  spell.last_confirmed = db::DayIn(row[12]);
  spell.four_hours_on = db::DayIn(row[13]);
  const auto competitive = base::ValueOf<gainful::type::v1::Answer>(db::TextIn(row[14]));
  if (competitive == gainful::type::v1::ANSWER_YES) spell.competitive = placement::outcome::Fact::kYes;
  if (competitive == gainful::type::v1::ANSWER_NO) spell.competitive = placement::outcome::Fact::kNo;
  spell.weekly_minutes = db::NumberIn(row[15]);
  spell.is_unpaid = AnswerIn(row[20]);
  return spell;
}

void AddFact(const pqxx::row& row, PaidSpell* spell) {
  const std::string kind = db::TextIn(row[16]);
  const auto day = db::DayIn(row[17]);
  if (!day) return;  // the spell has none
  if (kind == "terms") {
    spell->terms.push_back({*day, db::NumberIn(row[19]), AnswerIn(row[21])});
  } else if (kind == "absence") {
    spell->absences.push_back({*day, db::DayIn(row[18])});
  } else if (kind == "week") {
    spell->weeks.push_back({*day, db::NumberIn(row[19]).value_or(0)});
  } else {
    spell->end_shown_to = std::max(spell->end_shown_to, day);
  }
}

constexpr char kNotRecorded[] = "not recorded";
constexpr char kOwn[] = "j.org_id = $1::uuid";
constexpr char kFunded[] =
    "EXISTS (SELECT FROM directory.published_funding_all_v1 f WHERE f.funder_org_id = $1::uuid AND f.org_id = j.org_id "
    "AND "
    "f.programme_id = j.programme_id AND coalesce(f.starts_on, '-infinity') <= $3::date AND coalesce(f.ends_on, "
    "'infinity') >= $2::date)";
// The same of providers: $1 organisation, $2 from, $3 to, $4 programme or null.
constexpr char kFunder[] =
    "EXISTS (SELECT FROM directory.published_funding_all_v1 f WHERE f.funder_org_id = $1::uuid AND f.org_id = j.org_id "
    "AND ($4::uuid IS NULL OR f.programme_id = $4::uuid) AND coalesce(f.starts_on, '-infinity') <= $3::date AND "
    "coalesce(f.ends_on, 'infinity') >= $2::date)";

// Each basis once, for the providers of the scope, whether or not anybody of theirs is counted: so it tells nothing of the figures.
std::string LawfulBasisSql(const std::string& scope) {
  return absl::StrCat("SELECT DISTINCT j.lawful_basis FROM directory.published_lawful_basis_all_v1 j WHERE ", scope,
                      " ORDER BY 1");
}

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
      own_people_(PeopleSql(kOwn)),
      funded_people_(PeopleSql(kFunded)),
      own_work_(WorkSql(kOwn)),
      funded_work_(WorkSql(kFunded)),
      own_basis_(LawfulBasisSql(kOwn)),
      funded_basis_(LawfulBasisSql(kFunder)) {}

bool Store::IsNational(const std::string& by) { return National().count(by) > 0; }

std::vector<std::string> Store::CodesOf(const std::string& by) {
  std::vector<std::string> codes;
  if (by == "imd_quintile") codes = {"1", "2", "3", "4", "5"};
  if (by == "weekly_hours") {
    for (const auto& [code, words] : HourBands()) codes.push_back(code);
  }
  const auto it = National().find(by);
  const auto* type = it == National().end() ? nullptr : it->second;
  for (int i = 0; type != nullptr && i < type->value_count(); ++i) {
    if (type->value(i)->number() != 0) codes.push_back(base::CodeOf(type->value(i)));
  }
  return codes;
}

std::string Store::GroupName(const std::string& by, const std::string& code) {
  if (code.empty()) return "missing";
  if (by == "weekly_hours" && HourBands().count(code) > 0) return HourBands().at(code);
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
    facts.group = db::TextIn(row[0]);
    facts.anchor = db::DayIn(row[1]).value_or(absl::CivilDay());
    facts.first_job = db::DayIn(row[2]);
    facts.exited = db::DayIn(row[3]);
    facts.followed_to = db::DayIn(row[4]);
    facts.is_back_filled = db::IsTrue(row[5]);
    facts.person = absl::StrCat(row[6].c_str(), "/", row[7].c_str());
    journeys.push_back(std::move(facts));
  }
  return journeys;
}

absl::StatusOr<std::vector<JourneyFacts>> Store::People(const base::Call& call, const pb::EquityReportRequest& q,
                                                        absl::CivilDay as_at) const {
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call, {}, nullptr, true));
  ASSIGN_OR_RETURN(const pqxx::result rows,
                   tx.Run(call.role == "commissioner" ? funded_people_ : own_people_, ParamsOf(call, q, as_at)));
  std::vector<JourneyFacts> journeys;
  std::vector<PaidSpell> spells;
  const auto finish = [&] {  // the last journey, of which all spells have been read
    if (!journeys.empty())
      journeys.back().first_job = FirstJobStart(journeys.back().anchor, journeys.back().exited, spells, as_at);
    spells.clear();
  };
  std::string journey, spell;
  for (const auto& row : rows) {
    const std::string its_journey = absl::StrCat(row[0].c_str(), "/", row[1].c_str()), its_spell = db::TextIn(row[8]);
    if (journey != its_journey) {
      finish();
      journeys.push_back(ReadPerson(row));
      spell.clear();
    }
    if (spell != its_spell) spells.push_back(ReadSpell(row));
    if (!its_spell.empty()) AddFact(row, &spells.back());
    journey = its_journey;
    spell = its_spell;
  }
  finish();
  return FirstOfEachPerson(std::move(journeys));
}

absl::StatusOr<std::vector<Work>> Store::WorkOf(const base::Call& call, const pb::RetentionReportRequest& q,
                                                absl::CivilDay as_at) const {
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call, {}, nullptr, true));
  ASSIGN_OR_RETURN(const pqxx::result rows,
                   tx.Run(call.role == "commissioner" ? funded_work_ : own_work_, ParamsOf(call, q, as_at)));
  std::vector<Work> all;
  std::string journey, job;
  for (const auto& row : rows) {
    const std::string its_journey = absl::StrCat(row[0].c_str(), "/", row[1].c_str());
    if (journey != its_journey)
      all.push_back({db::TextIn(row[2]),
                     {},
                     db::DayIn(row[3]),
                     db::DayIn(row[4]),
                     db::IsTrue(row[5]),
                     absl::StrCat(row[0].c_str(), "/", row[10].c_str())});
    if (journey != its_journey || job != row[6].c_str()) all.back().jobs.emplace_back();
    journey = its_journey;
    job = row[6].c_str();
    all.back().jobs.back().push_back(
        {db::DayIn(row[7]).value_or(absl::CivilDay()), db::DayIn(row[8]), db::DayIn(row[9])});
  }
  return all;
}

absl::StatusOr<std::vector<std::string>> Store::LawfulBases(const base::Call& call, const google::type::Date& from,
                                                            const google::type::Date& to,
                                                            const std::string& programme) const {
  const bool is_funder = call.role == "commissioner";
  db::Params params;
  params.Text(call.org.ToString());
  if (is_funder) {
    params.Text(base::FormatDay(*base::ToDay(from))).Text(base::FormatDay(*base::ToDay(to)));
    if (programme.empty()) {
      params.Null();
    } else {
      params.Text(programme);
    }
  }
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call, {}, nullptr, true));
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(is_funder ? funded_basis_ : own_basis_, params));
  std::vector<std::string> bases;
  if (rows.empty() && !is_funder) bases.emplace_back(kNotRecorded);
  for (const auto& row : rows) {
    const std::string basis = db::TextIn(row[0]);
    bases.push_back(basis.empty() ? kNotRecorded : basis);
  }
  return bases;
}

}  // namespace gainful::reporting
