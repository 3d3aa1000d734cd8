#include "services/caseload/find.h"

#include <algorithm>

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
      "), r AS MATERIALIZED (SELECT p.id, p.name, p.birth_date, p.team_id, k.search_name FROM (SELECT "
      "f.id, f.search_name FROM f ORDER BY search_name, id LIMIT ",
      kMostFound, ") k JOIN caseload.participant p ON p.org_id = $1::uuid AND p.id = k.id), ",
      journal::AccessOf("participant", "r.id", "r.id"),
      " SELECT id, name, birth_date, team_id, (SELECT count(*) FROM f) FROM r ORDER BY search_name, id");
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
      candidates_(
          "SELECT i.participant_id, i.name, i.search_name, i.birth_date, i.nhs_number, p.id, caseload.search_form($5) "
          "FROM (SELECT * FROM "
          "caseload.published_identity_v1 WHERE org_id = $1::uuid AND nhs_number = $3 AND nhs_number <> '' UNION "
          "SELECT * FROM caseload.published_identity_v1 WHERE org_id = $1::uuid AND birth_date = ANY ($4::date[])) i "
          "LEFT JOIN caseload.participant p ON p.org_id = i.org_id AND p.id = i.participant_id WHERE i.org_id = "
          "$1::uuid AND i.participant_id <> $2::uuid ORDER BY i.participant_id"),
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
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<pb::Match>> Finder::MatchesOf(db::Transaction& tx, const base::Call& call,
                                                         const pb::Participant& person) const {
  std::vector<pb::Match> seen;
  if (!MayMatch(person)) return seen;
  Identity own{"", std::nullopt, person.nhs_number()};
  db::ArrayText days;
  if (person.has_birth_date()) {
    own.birth_date = base::ToDay(person.birth_date());
    for (const auto day : NearDays(*own.birth_date)) days.Add(base::FormatDay(day));
  }
  db::Params params;
  params.Text(call.org.ToString()).Text(person.id()).Text(person.nhs_number()).Text(days.Finish()).Text(person.name());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(candidates_, params));
  bool is_unseen = false;
  db::ArrayText shown, hinted;
  for (const auto& row : rows) {
    own.name = db::TextIn(row[6]);
    const std::string why = WhyTheSame(own, {db::TextIn(row[2]), db::DayIn(row[3]), db::TextIn(row[4])});
    if (why.empty()) continue;
    if (row[5].is_null()) {
      is_unseen = true;
      hinted.Add(db::TextIn(row[0]));
      continue;
    }
    auto& match = seen.emplace_back();
    match.set_participant_id(db::TextIn(row[0]));
    match.set_name(db::TextIn(row[1]));
    match.set_why(why);
    shown.Add(match.participant_id());
  }
  // A hint says that somebody is here: it stands in their account like a look.
  if (!seen.empty()) RETURN_IF_ERROR(WriteDown(tx, call, shown_, &shown));
  if (is_unseen) RETURN_IF_ERROR(WriteDown(tx, call, hinted_, &hinted));
  std::stable_partition(seen.begin(), seen.end(), [](const pb::Match& m) { return m.why() == kSameNumber; });
  // However many there are out of sight, it says so once.
  if (is_unseen) seen.emplace_back().set_why("possible match, ask the lead");
  return seen;
}

std::string InWords(const pb::Match& m) {
  if (m.participant_id().empty()) return m.why();
  return absl::StrCat(m.name(), " (", m.participant_id(), "): ", m.why());
}

}  // namespace gainful::caseload
