#include "services/employer/find.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/common/db/values.h"

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

// What identifies an employer `e`: its name as it is searched, its number, the postcodes of its sites.
constexpr char kIdentity[] =
    "e.search_name, e.companies_house_number, (SELECT array_agg(DISTINCT s.postcode) FROM employer.employer_site s "
    "WHERE "
    "s.org_id = e.org_id AND s.employer_id = e.id AND s.withdrawn_on IS NULL)";

EmployerIdentity IdentityIn(const pqxx::row& row, int first) {
  return {db::TextIn(row[first]), db::TextIn(row[first + 1]), db::ParseArray(db::TextIn(row[first + 2]))};
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
  if (!a.name.empty() && a.name == b.name) return is_there ? "the same name and postcode" : "the same name";
  return is_there && AreNamesAlike(a.name, b.name) ? "the same postcode and a like name" : "";
}

Finder::Finder()
    // $2 patterns of which the name must have all, $3 a postcode or empty, $4 a number or empty.
    : find_(absl::StrCat(
          "SELECT e.id, e.name, e.companies_house_number, (SELECT array_agg(DISTINCT s.postcode ORDER BY s.postcode) "
          "FROM employer.employer_site s WHERE s.org_id = e.org_id AND s.employer_id = e.id AND s.withdrawn_on IS "
          "NULL), e.do_not_approach FROM employer.employer e WHERE e.org_id = $1::uuid AND e.search_name ~ ALL "
          "(ARRAY(SELECT '(^| )' || w FROM unnest(string_to_array(employer.search_form($2::text), ' ')) w WHERE w <> "
          "'')) "
          "AND ($2::text = '' OR employer.search_form($2::text) <> '') AND "
          "($3::text = '' OR EXISTS (SELECT FROM employer.employer_site s WHERE s.org_id = e.org_id AND s.employer_id "
          "= e.id AND s.postcode = $3::text AND s.withdrawn_on IS NULL)) AND ($4::text = '' OR "
          "e.companies_house_number "
          "= $4::text) ORDER BY e.search_name, e.id LIMIT ",
          kMostFound + kMostCounted)),
      own_(absl::StrCat("SELECT ", kIdentity,
                        " FROM employer.employer e WHERE e.org_id = $1::uuid AND e.id = $2::uuid")),
      // $3 the own name, $4 the own number, $5 the postcodes of the own sites.
      candidates_(absl::StrCat(
          "SELECT e.id, e.name, ", kIdentity,
          " FROM employer.employer e WHERE e.org_id = $1::uuid AND e.id <> $2::uuid AND (e.search_name = $3::text OR "
          "(e.companies_house_number = $4::text AND e.companies_house_number <> '') OR EXISTS (SELECT FROM "
          "employer.employer_site s WHERE s.org_id = e.org_id AND s.employer_id = e.id AND s.postcode = ANY "
          "($5::text[]) AND s.withdrawn_on IS NULL)) ORDER BY e.id")) {}

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
  EmployerIdentity own = IdentityIn(rows[0], 0);
  if (!postcode.empty()) own.postcodes = {postcode};
  db::ArrayText postcodes;
  for (const auto& one : own.postcodes) postcodes.Add(one);
  db::Params params;
  params.Text(call.org.ToString()).Text(employer_id).Text(own.name).Text(own.companies_house_number);
  params.Text(postcodes.Finish());
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
