#include "services/caseload/find.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "services/caseload/match.h"
#include "services/caseload/person.h"
#include "services/common/base/dates.h"
#include "services/common/db/values.h"
#include "services/common/journal/access.h"

namespace gainful::caseload {
namespace {

constexpr int kMostFound = 50;
constexpr int kMostCounted = 1000;

// A pattern for each part to begin somewhere in the name. A search form holds nothing that is special in a pattern.
std::string PatternsOf(const std::vector<std::string>& parts) {
  db::ArrayText patterns;
  for (const auto& part : parts) patterns.Add(absl::StrCat("(^|[ -])", part));
  return patterns.Finish();
}

// That a search form begins with $9.
std::string Begins(const std::string& form) {
  return absl::StrCat("p.", form, " >= $9::text AND p.", form, " < $9::text || chr(1114111)");
}

// The first by name among those for whom the condition holds and whose names have all patterns of $10.
std::string FoundWhere(const std::string& condition) {
  return absl::StrCat("SELECT p.id, p.search_name FROM caseload.participant p WHERE p.org_id = $1::uuid AND ",
                      condition, " AND p.search_name ~ ALL ($10::text[]) ORDER BY p.search_name, p.id LIMIT ",
                      kMostFound + kMostCounted);
}

// The journalled read of those found: the rows themselves are read only of those that are shown.
std::string Found(const std::string& found) {
  return absl::StrCat(
      "WITH f AS MATERIALIZED (SELECT u.id, u.search_name FROM (", found, ") u ORDER BY search_name, id LIMIT ",
      kMostFound + kMostCounted,
      "), r AS MATERIALIZED (SELECT p.id, p.name, p.birth_date, p.team_id, p.merged_into, k.search_name FROM (SELECT "
      "f.id, f.search_name FROM f ORDER BY search_name, id LIMIT ",
      kMostFound, ") k JOIN caseload.participant p ON p.org_id = $1::uuid AND p.id = k.id), ",
      journal::AccessOf("participant", "r.id", "r.id"),
      " SELECT id, name, birth_date, team_id, (SELECT count(*) FROM f), merged_into FROM r ORDER BY search_name, id");
}

absl::Status WriteDown(db::Transaction& tx, const base::Call& call, const db::Statement& statement,
                       db::ArrayText* people) {
  db::Params access;
  journal::BindAccess(call, &access);
  access.Text(people->Finish());
  return tx.Run(statement, access).status();
}

void DayOrNull(bool set, const google::type::Date& day, db::Params* params) {
  TextOrNull(set ? base::FormatDay(*base::ToDay(day)) : "", params);
}

}  // namespace

Finder::Finder()
    : form_("SELECT caseload.search_form($1)"),
      // $9 the leading part of the name; its own pattern need not be asked for. The bounds are compared as bytes; nothing sorts behind the last
      // character that there is. Two searches and not one with OR: each has an index that holds all it asks of a row.
      by_name_(Found(
          absl::StrCat("(", FoundWhere(Begins("search_name")), ") UNION (", FoundWhere(Begins("search_last")), ")"))),
      // $9 the birth date.
      by_birth_(Found(FoundWhere("p.birth_date = $9::date"))),
      // $9 the NHS number, $11 the birth date or null. That the number is not empty lets its index serve.
      by_number_(Found(FoundWhere("p.nhs_number = $9::text AND p.nhs_number <> '' AND ($11::date IS NULL OR "
                                  "p.birth_date = $11::date)"))),
      // A record that was merged stands for the one that is kept, `k`, where it is not the person's own. Pairs that were found to be two people are
      // left out, whichever of their records that was said of.
      candidates_(absl::StrCat(
          "SELECT k.id, p.name, i.search_name, i.birth_date, i.nhs_number, p.id, caseload.search_form($5) "
          "FROM (SELECT * FROM "
          "caseload.published_identity_v1 WHERE org_id = $1::uuid AND nhs_number = $3 AND nhs_number <> '' UNION "
          "SELECT * FROM caseload.published_identity_v1 WHERE org_id = $1::uuid AND birth_date = ANY ($4::date[])) i "
          "LEFT JOIN caseload.published_merged_v1 m ON m.org_id = i.org_id AND m.participant_id = i.participant_id "
          "CROSS JOIN LATERAL (SELECT coalesce(m.kept_id, i.participant_id) AS id) k "
          "LEFT JOIN caseload.participant p ON p.org_id = i.org_id AND p.id = k.id WHERE i.org_id = "
          "$1::uuid AND i.participant_id <> $2::uuid AND NOT EXISTS (SELECT FROM caseload.published_other_record_v1 o "
          "WHERE o.org_id = i.org_id AND o.participant_id = $2::uuid AND o.other_id = i.participant_id) AND NOT EXISTS "
          "(SELECT FROM caseload.merge g WHERE g.org_id = i.org_id AND g.state = 'not_the_same' AND ((g.participant_id "
          "= ANY ($6::uuid[]) AND g.duplicate_id = ANY (",
          RecordsOf("i.org_id", "k.id"), ")) OR (g.duplicate_id = ANY ($6::uuid[]) AND g.participant_id = ANY (",
          RecordsOf("i.org_id", "k.id"), ")))) ORDER BY k.id, i.participant_id")),
      shown_(absl::StrCat("WITH r AS (SELECT unnest($9::uuid[]) AS person), ",
                          journal::AccessOf("participant", "r.person", "r.person"), " SELECT count(*) FROM r")),
      hinted_(absl::StrCat("WITH r AS (SELECT unnest($9::uuid[]) AS person), ",
                           journal::AccessOf("match", "r.person", "NULL"), " SELECT count(*) FROM r")) {}

bool Finder::MayMatch(const pb::Participant& person) {
  return person.has_birth_date() || !person.nhs_number().empty();  // a name alone says nothing
}

// Any part may be that of a first or last name, by which the index finds; the longest narrows most.
absl::StatusOr<pqxx::result> Finder::FindByName(db::Transaction& tx, const base::Call& call,
                                                const std::vector<std::string>& parts) const {
  std::vector<std::string> leads = parts;
  std::stable_sort(leads.begin(), leads.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
  pqxx::result rows;
  for (size_t i = 0; i < leads.size() && rows.empty(); ++i) {
    std::vector<std::string> others = leads;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    db::Params params;
    journal::BindAccess(call, &params);
    params.Text(leads[i]).Text(PatternsOf(others));
    ASSIGN_OR_RETURN(rows, tx.Run(by_name_, params));
  }
  return rows;
}

absl::Status Finder::Find(db::Transaction& tx, const base::Call& call, const pb::FindParticipantsRequest& q,
                          pb::FindParticipantsResponse* out) const {
  db::Params name;
  name.Text(q.name());
  ASSIGN_OR_RETURN(const pqxx::result form, tx.Run(form_, name));
  const std::vector<std::string> parts =
      absl::StrSplit(db::TextIn(form[0][0]), absl::ByAnyChar(" -"), absl::SkipEmpty());
  if (parts.empty() && !q.has_birth_date() && q.nhs_number().empty()) {
    base::Violations v;
    v.Add("name", "must be given with a letter or digit in it, or birth_date or nhs_number");
    return v.ToStatus();
  }
  pqxx::result rows;
  if (q.nhs_number().empty() && !q.has_birth_date()) {
    ASSIGN_OR_RETURN(rows, FindByName(tx, call, parts));
  } else {
    const bool by_number = !q.nhs_number().empty();
    db::Params params;
    journal::BindAccess(call, &params);
    params.Text(by_number ? q.nhs_number() : base::FormatDay(*base::ToDay(q.birth_date()))).Text(PatternsOf(parts));
    if (by_number) DayOrNull(q.has_birth_date(), q.birth_date(), &params);
    ASSIGN_OR_RETURN(rows, tx.Run(by_number ? by_number_ : by_birth_, params));
  }
  for (const auto& row : rows) {
    out->set_more(row[4].as<int>() - static_cast<int>(rows.size()));
    auto* found = out->add_participants();
    found->set_participant_id(db::TextIn(row[0]));
    found->set_name(db::TextIn(row[1]));
    if (const auto born = db::DayIn(row[2])) *found->mutable_birth_date() = base::ToProto(*born);
    found->set_team_id(db::TextIn(row[3]));
    found->set_merged_into(db::TextIn(row[5]));
  }
  return absl::OkStatus();
}

// What the records of one person turned up.
struct Finder::Matched {
  std::vector<pb::Match> seen;
  std::set<std::string> people;  // each is named once
  db::ArrayText shown, hinted;
  bool is_unseen = false;
};

// Adds who may be the person of whom `record` is one of the records, whose ids are `own_ids`.
absl::Status Finder::AddMatches(db::Transaction& tx, const base::Call& call, const pb::Participant& record,
                                const std::string& own_ids, Matched* found) const {
  if (!MayMatch(record)) return absl::OkStatus();
  Identity own{"", std::nullopt, record.nhs_number()};
  db::ArrayText days;
  if (record.has_birth_date()) {
    own.birth_date = base::ToDay(record.birth_date());
    for (const auto day : NearDays(*own.birth_date)) days.Add(base::FormatDay(day));
  }
  db::Params params;
  params.Text(call.org.ToString()).Text(record.id()).Text(record.nhs_number()).Text(days.Finish()).Text(record.name());
  params.Text(own_ids);
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(candidates_, params));
  for (const auto& row : rows) {
    own.name = db::TextIn(row[6]);
    const std::string why = WhyTheSame(own, {db::TextIn(row[2]), db::DayIn(row[3]), db::TextIn(row[4])});
    if (why.empty() || !found->people.insert(db::TextIn(row[0])).second) continue;
    if (row[5].is_null()) {
      found->is_unseen = true;
      found->hinted.Add(db::TextIn(row[0]));
      continue;
    }
    auto& match = found->seen.emplace_back();
    match.set_participant_id(db::TextIn(row[0]));
    match.set_name(db::TextIn(row[1]));
    match.set_why(why);
    found->shown.Add(match.participant_id());
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<pb::Match>> Finder::MatchesOf(db::Transaction& tx, const base::Call& call,
                                                         const std::vector<pb::Participant>& records) const {
  db::ArrayText ids;
  for (const auto& record : records) ids.Add(record.id());
  const std::string own_ids = ids.Finish();
  Matched found;
  for (const auto& record : records) RETURN_IF_ERROR(AddMatches(tx, call, record, own_ids, &found));
  // A hint says that somebody is here: it stands in their account like a look.
  if (!found.seen.empty()) RETURN_IF_ERROR(WriteDown(tx, call, shown_, &found.shown));
  if (found.is_unseen) RETURN_IF_ERROR(WriteDown(tx, call, hinted_, &found.hinted));
  std::stable_partition(found.seen.begin(), found.seen.end(),
                        [](const pb::Match& m) { return m.why() == kSameNumber; });
  // However many there are out of sight, it says so once.
  if (found.is_unseen) found.seen.emplace_back().set_why("possible match, ask the lead");
  return std::move(found.seen);
}

std::string InWords(const pb::Match& m) {
  if (m.participant_id().empty()) return m.why();
  return absl::StrCat(m.name(), " (", m.participant_id(), "): ", m.why());
}

}  // namespace gainful::caseload
