// What figures were given to an audience, so that two of them never tell of the few people by whom they differ. The audience is an organisation about its
// own people, or a commissioner about what it funds, whoever asks, and has one profile: that of the first figures that it was given. Each group of people
// that a count was shown of, or withheld of to protect another, is kept as the random tokens of the people in it: two groups can be compared exactly,
// nothing about anybody can be read out of them, and once somebody's record is disposed of their token is nobody's.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/common/base/call.h"
#include "services/common/db/pool.h"
#include "services/reporting/disclosure_given.h"

namespace gainful::reporting {

// What a question is about: one report's period, whole days as they are written, and one programme or, empty, all of them.
struct Cut {
  std::string report, from, to, programme;
};

// An answer, and the day on which it was given where it is an earlier one.
struct Answer {
  std::string bytes;
  std::string given_on;
};

class DisclosureLedger {
 public:
  explicit DisclosureLedger(db::Pool* pool);

  // The keys of people, named "organisation/participant"; who has none is given one, for good. UNAVAILABLE where a record went in the meantime.
  absl::StatusOr<std::map<std::string, PersonKey>> KeysOf(const base::Call& call,
                                                          const std::set<std::string>& people) const;

  // Decides what of `table` is shown and writes it down, in one transaction that holds the audience's lock: two instances cannot give what neither would
  // give after the other. `question` says what was asked, without any name of a person, and `render` makes the answer of the table. The same question
  // about what looks the same and counts the same people has the answer that it had, byte for byte. Where the people of any cell differ by too few from
  // those of a figure that was given, or was withheld to protect another, the last answer to the question is given again, and its day with it; where
  // there is none, the whole table is withheld. FAILED_PRECONDITION where the audience has another profile or was given figures of a cut that overlaps.
  absl::StatusOr<Answer> Settle(const base::Call& call, const Control& control, const std::string& question,
                                const Cut& cut, const Tallied& tallied, ControlledTable* table,
                                const std::function<std::string(const ControlledTable&)>& render) const;

 private:
  struct Audience {
    std::string org, scope;
  };
  static db::Params About(const Audience& audience);
  absl::Status FillIn(db::Transaction& tx, const std::set<std::string>& people,
                      std::map<std::string, PersonKey>* keys) const;
  absl::Status Draw(const base::Call& call, const std::string& org, const std::vector<std::string>& people) const;
  absl::Status Hold(db::Transaction& tx, const Audience& audience, const Control& control) const;
  absl::Status CheckCut(db::Transaction& tx, const Audience& audience, const Cut& cut) const;
  // Whether the table may be shown, what needs it being withheld.
  absl::StatusOr<bool> Protect(db::Transaction& tx, const base::Call& call, const Audience& audience,
                               std::int64_t fewest, const Tallied& tallied, ControlledTable* table) const;
  absl::Status WriteDown(db::Transaction& tx, const Audience& audience, const Tallied& tallied,
                         const ControlledTable& table) const;

  db::Pool* const pool_;
  const db::Statement keys_, draw_, begin_, lock_, given_, last_, overlaps_, known_, near_, add_group_, add_;
};

}  // namespace gainful::reporting
