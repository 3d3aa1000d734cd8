#include "services/employer/find.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/common/db/values.h"
#include "services/employer/references.h"

namespace gainful::employer {
namespace {

constexpr int kMostFound = 50;
constexpr int kMostCounted = 1000;

using Words = std::set<std::string>;

Words WordsOf(const std::string& name) {
  const std::vector<std::string> words = absl::StrSplit(name, ' ', absl::SkipEmpty());
  return {words.begin(), words.end()};
}

std::string FirstWord(const std::string& name) { return name.substr(0, name.find(' ')); }

bool HaveCommon(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(),
                     [&](const auto& one) { return std::find(b.begin(), b.end(), one) != b.end(); });
}

// Parts of a statement about an employer that stands for itself, by its alias: what is known of it under any of its records.
std::string PostcodesOf(const std::string& e) {
  return absl::StrCat(
      "(SELECT array_agg(DISTINCT s.postcode ORDER BY s.postcode) FROM employer.employer_site s WHERE s.org_id = ", e,
      ".org_id AND s.employer_id = ANY (", EmployersOf(e + ".org_id", e + ".id"), ") AND s.withdrawn_on IS NULL)");
}
// The first text that is not empty, its own before those of the records that were merged into it.
std::string FirstOf(const std::string& column, const std::string& e) {
  return absl::StrCat("coalesce(nullif(", e, ".", column, ", ''), (SELECT d.", column,
                      " FROM employer.employer d WHERE d.org_id = ", e, ".org_id AND d.merged_into = ", e, ".id AND d.",
                      column, " <> '' ORDER BY d.id LIMIT 1), '')");
}
std::string IdentityOf(const std::string& e) {
  return absl::StrCat("(SELECT array_agg(d.search_name ORDER BY d.id) FROM employer.employer d WHERE d.org_id = ", e,
                      ".org_id AND d.id = ANY (", EmployersOf(e + ".org_id", e + ".id"), ")), ",
                      FirstOf("companies_house_number", e), ", ", PostcodesOf(e));
}

std::string FindSql() {
  return absl::StrCat(
      "WITH m AS MATERIALIZED (SELECT coalesce(d.merged_into, d.id) AS id FROM employer.employer d WHERE d.org_id = "
      "$1::uuid GROUP BY 1 HAVING bool_or(d.search_name ~ ALL (ARRAY(SELECT '(^| )' || w FROM "
      "unnest(string_to_array(employer.search_form($2::text), ' ')) w WHERE w <> ''))) AND ($4::text = '' OR "
      "bool_or(d.companies_house_number = $4::text))) SELECT e.id, e.name, ",
      FirstOf("companies_house_number", "e"), ", ", PostcodesOf("e"), ", ", FirstOf("do_not_approach", "e"),
      ", (SELECT array_agg(DISTINCT d.name ORDER BY d.name) FROM employer.employer d WHERE d.org_id = e.org_id AND "
      "d.merged_into = e.id AND d.name <> e.name) FROM m JOIN employer.employer e ON e.org_id = $1::uuid AND e.id = "
      "m.id "
      "WHERE ($2::text = '' OR employer.search_form($2::text) <> '') AND ($3::text = '' OR EXISTS (SELECT FROM "
      "employer.employer_site s WHERE s.org_id = e.org_id AND s.employer_id = ANY (",
      EmployersOf("e.org_id", "e.id"),
      ") AND s.postcode = $3::text AND s.withdrawn_on IS NULL)) ORDER BY e.search_name, e.id LIMIT ",
      kMostFound + kMostCounted);
}

std::string CandidatesSql() {
  const std::string its = EmployersOf("k.org_id", "k.id");
  return absl::StrCat(
      "SELECT k.id, k.name, ", IdentityOf("k"),
      " FROM employer.employer k WHERE k.org_id = $1::uuid AND k.merged_into IS NULL AND k.id <> ALL ($2::uuid[]) AND "
      "(k.id = ANY (ARRAY(SELECT coalesce(d.merged_into, d.id) FROM employer.employer d WHERE d.org_id = $1::uuid AND "
      "(d.search_name = ANY ($3::text[]) OR (d.companies_house_number = $4::text AND d.companies_house_number <> "
      "'')))) OR k.id = ANY (ARRAY(SELECT coalesce(d.merged_into, d.id) FROM employer.employer_site s JOIN "
      "employer.employer d ON d.org_id = s.org_id AND d.id = s.employer_id WHERE s.org_id = $1::uuid AND s.postcode = "
      "ANY ($5::text[]) AND s.withdrawn_on IS NULL))) AND NOT EXISTS (SELECT FROM employer.employer_merge g WHERE "
      "g.org_id = k.org_id AND g.state = 'not_the_same' AND ((g.employer_id = ANY ($2::uuid[]) AND g.duplicate_id = "
      "ANY "
      "(",
      its, ")) OR (g.duplicate_id = ANY ($2::uuid[]) AND g.employer_id = ANY (", its, ")))) ORDER BY k.id");
}

EmployerIdentity IdentityIn(const pqxx::row& row, int first) {
  return {db::ParseArray(db::TextIn(row[first])), db::TextIn(row[first + 1]),
          db::ParseArray(db::TextIn(row[first + 2]))};
}

std::string Listed(const std::vector<std::string>& texts) {
  db::ArrayText list;
  for (const auto& one : texts) list.Add(one);
  return list.Finish();
}

template <class Fits>
bool AnyTwo(const std::vector<std::string>& a, const std::vector<std::string>& b, const Fits& fits) {
  return std::any_of(a.begin(), a.end(), [&](const auto& one) {
    return std::any_of(b.begin(), b.end(), [&](const auto& other) { return fits(one, other); });
  });
}

}  // namespace

bool AreNamesAlike(const std::string& a, const std::string& b) {
  const Words x = WordsOf(a), y = WordsOf(b);
  if (x.empty() || y.empty()) return false;
  if (FirstWord(a).size() >= 3 && FirstWord(a) == FirstWord(b)) return true;
  const Words& few = x.size() <= y.size() ? x : y;
  const Words& many = x.size() <= y.size() ? y : x;
  return std::includes(many.begin(), many.end(), few.begin(), few.end());
}

std::string WhyTheSame(const EmployerIdentity& a, const EmployerIdentity& b) {
  if (!a.companies_house_number.empty() && !b.companies_house_number.empty())
    return a.companies_house_number == b.companies_house_number ? kSameNumber : "";
  const bool is_there = HaveCommon(a.postcodes, b.postcodes);
  const auto equal = [](const auto& one, const auto& other) { return !one.empty() && one == other; };
  if (AnyTwo(a.names, b.names, equal)) return is_there ? "the same name and postcode" : "the same name";
  return is_there && AnyTwo(a.names, b.names, AreNamesAlike) ? "the same postcode and a like name" : "";
}

Finder::Finder()
    // $2 words of which a name must have all, $3 a postcode or empty, $4 a number or empty.
    : find_(FindSql()),
      // The employer that the record belongs to, and the ids of all of its records.
      own_(absl::StrCat("SELECT ", EmployersOf("k.org_id", "k.id"), ", ", IdentityOf("k"),
                        " FROM employer.employer k WHERE k.org_id = $1::uuid AND k.id = (SELECT "
                        "coalesce(d.merged_into, d.id) FROM employer.employer d WHERE d.org_id = $1::uuid AND d.id = "
                        "$2::uuid)")),
      // $2 the ids of the own records, $3 the own names, $4 the own number, $5 the postcodes of the own sites.
      candidates_(CandidatesSql()) {}

absl::Status Finder::Find(db::Transaction& tx, const base::Call& call, const pb::FindEmployersRequest& q,
                          pb::FindEmployersResponse* out) const {
  if (q.name().empty() && q.postcode().empty() && q.companies_house_number().empty()) {
    base::Violations v;
    v.Add("name", "must be given, or postcode or companies_house_number");
    return v.ToStatus();
  }
  db::Params params;
  params.Text(call.org.ToString()).Text(q.name()).Text(q.postcode()).Text(q.companies_house_number());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(find_, params));
  for (const auto& row : rows) {
    if (out->employers_size() == kMostFound) {
      out->set_more(static_cast<int>(rows.size()) - kMostFound);
      break;
    }
    auto* found = out->add_employers();
    found->set_employer_id(db::TextIn(row[0]));
    found->set_name(db::TextIn(row[1]));
    found->set_companies_house_number(db::TextIn(row[2]));
    for (auto& postcode : db::ParseArray(row[3].is_null() ? "{}" : row[3].c_str())) found->add_postcodes(postcode);
    found->set_do_not_approach(db::TextIn(row[4]));
    for (auto& name : db::ParseArray(row[5].is_null() ? "{}" : row[5].c_str())) found->add_other_names(name);
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<pb::EmployerMatch>> Finder::MatchesOf(db::Transaction& tx, const base::Call& call,
                                                                 const std::string& employer_id,
                                                                 const std::string& postcode) const {
  std::vector<pb::EmployerMatch> matches;
  db::Params own_params;
  own_params.Text(call.org.ToString()).Text(employer_id);
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(own_, own_params));
  if (rows.empty()) return matches;
  EmployerIdentity own = IdentityIn(rows[0], 1);
  if (!postcode.empty()) own.postcodes = {postcode};
  db::Params params;
  params.Text(call.org.ToString()).Text(db::TextIn(rows[0][0])).Text(Listed(own.names));
  params.Text(own.companies_house_number).Text(Listed(own.postcodes));
  ASSIGN_OR_RETURN(const pqxx::result candidates, tx.Run(candidates_, params));
  for (const auto& row : candidates) {
    const EmployerIdentity other = IdentityIn(row, 2);
    if (!postcode.empty() && !HaveCommon(own.postcodes, other.postcodes)) continue;
    const std::string why = WhyTheSame(own, other);
    if (why.empty()) continue;
    auto& match = matches.emplace_back();
    match.set_employer_id(db::TextIn(row[0]));
    match.set_name(db::TextIn(row[1]));
    match.set_why(why);
  }
  std::stable_partition(matches.begin(), matches.end(),
                        [](const pb::EmployerMatch& m) { return m.why() == kSameNumber; });
  return matches;
}

std::string InWords(const pb::EmployerMatch& m) {
  return absl::StrCat(m.name(), " (", m.employer_id(), "): ", m.why());
}

}  // namespace gainful::employer
