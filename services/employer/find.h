// Finding employers, and records that may be about the same one.
#pragma once

#include <string>
#include <vector>

#include "gainful/employer/v1/employer.pb.h"
#include "services/common/base/call.h"
#include "services/common/base/status.h"
#include "services/common/db/pool.h"

namespace gainful::employer {

namespace pb = gainful::employer::v1;

// What tells employers apart, out of all records of one.
struct EmployerIdentity {
  std::vector<std::string> names;  // in the form that names are searched in: see employer.search_form in the database
  std::string companies_house_number;
  std::vector<std::string> postcodes;
};

// Whether two names may be one at the same place: they begin with the same word, of three letters or more, or the words of one are among the other's.
bool AreNamesAlike(const std::string& a, const std::string& b);

// What agrees, in words, when the two may be the same employer; empty otherwise. The same Companies House number is enough; two that differ are two
// employers. Else a name of each must be equal, or alike at one postcode.
std::string WhyTheSame(const EmployerIdentity& a, const EmployerIdentity& b);
constexpr char kSameNumber[] = "the same Companies House number";

class Finder {
 public:
  Finder();

  // At most 50, by name. A record that was merged finds the one that is kept, and is not among them.
  absl::Status Find(db::Transaction& tx, const base::Call& call, const pb::FindEmployersRequest& q,
                    pb::FindEmployersResponse* out) const;

  // Which employers may be the same as the one on record with this id, the surest first: those that stand for themselves, beside pairs that were found
  // to be two, whichever of their records that was said of. `postcode` narrows them to those with a site there, where it is not empty.
  absl::StatusOr<std::vector<pb::EmployerMatch>> MatchesOf(db::Transaction& tx, const base::Call& call,
                                                           const std::string& employer_id,
                                                           const std::string& postcode = "") const;

  // For the tests.
  std::vector<std::string> AllSql() const { return {find_.sql, own_.sql, candidates_.sql}; }

 private:
  const db::Statement find_, own_, candidates_;
};

// A match in a sentence, for whoever has just recorded an employer or a site.
std::string InWords(const pb::EmployerMatch& match);

}  // namespace gainful::employer
