// The records of reviews, and what a review's rules read beside its own record. What somebody may see of sheets, of what was agreed and of texts is
// decided by the database's policies (migration 0033): a statement that asks for all of a review's sheets gets those that its caller may see.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "gainful/fidelity/v1/fidelity.pb.h"
#include "services/common/journal/records.h"
#include "services/fidelity/trend.h"
#include "services/fidelity/validate.h"

namespace gainful::fidelity {

// What the caller is to a review.
struct Standing {
  bool is_manager = false;
  bool leads_team = false;     // by a posting of today in the team under review
  bool works_in_team = false;  // by any
  std::string reviewer_id;     // which of its reviewers they are; empty: none
  bool leads_review = false;   // and leads them
  bool is_all_locked = false;  // every reviewer has locked their sheet
  bool has_let_go = false;     // a reviewer was let go since the visit began
  bool is_unblinded = false;   // the sheets are shown
  bool sees_all_teams = false;
  bool Plans() const { return is_manager || leads_team; }
  // What must not be decided by the team that it is about.
  bool Manages() const { return is_manager && !works_in_team; }
  bool Oversees() const { return sees_all_teams && !works_in_team; }
  bool Reviews() const { return !reviewer_id.empty(); }
};

// What one reviewer scored, by item; the comments are those beside the scores.
struct SheetRead {
  int number = 0;
  std::vector<ItemScore> scores;
  std::vector<std::string> comments;
};

struct StaffRead {
  bool is_there = false, active = false;
  std::vector<WorkSpan> spans;
};

class Store {
 public:
  explicit Store(db::Pool* pool);

  journal::Records reviews, reviewers, milestones, sheets, scores, agreed, summaries, actions;

  // What the rule of a write does to the review that it hangs on: reads it, keeps it from taking a step meanwhile, or has it alone.
  enum class Hold { kNone, kShared, kAlone };

  // NOT_FOUND where the caller does not see it.
  absl::StatusOr<pb::FidelityReview> Review(db::Transaction& tx, const base::Call& call, const std::string& id,
                                            Hold hold) const;
  // The same, but for a request's own field: NOT_FOUND names it. FAILED_PRECONDITION where the review was called off.
  absl::StatusOr<pb::FidelityReview> GoingOn(db::Transaction& tx, const base::Call& call, const std::string& id,
                                             const std::string& field, Hold hold) const;

  absl::StatusOr<Standing> StandingOf(db::Transaction& tx, const base::Call& call, const std::string& team_id,
                                      const std::string& review_id) const;

  // All of one review's records of a kind that the caller may see, in the order of recording.
  template <class Record>
  absl::StatusOr<std::vector<Record>> OfReview(db::Transaction& tx, const base::Call& call,
                                               const journal::Records& records, const std::string& review_id) const;

  // The sheets that count and that the caller may see, by the numbers of the reviewers.
  absl::StatusOr<std::vector<SheetRead>> Sheets(db::Transaction& tx, const base::Call& call,
                                                const std::string& review_id) const;

  // Kept from being locked meanwhile. NOT_FOUND where the caller does not see it.
  absl::StatusOr<pb::ReviewSheet> Sheet(db::Transaction& tx, const base::Call& call, const std::string& id) const;

  absl::StatusOr<StaffRead> Staff(db::Transaction& tx, const base::Call& call, const std::string& id) const;

  // Whether the caller is on record as that member of staff.
  absl::StatusOr<bool> IsSelf(db::Transaction& tx, const base::Call& call, const std::string& staff_id) const;

  // Reviews of the team whose reports were issued, by the day on which their visits ended, none after that of this one; itself left out.
  absl::StatusOr<std::vector<PastReview>> Past(db::Transaction& tx, const base::Call& call,
                                               const pb::FidelityReview& review) const;

  // Empty where there is none.
  absl::StatusOr<std::string> TeamName(db::Transaction& tx, const base::Call& call, const std::string& id) const;
  absl::StatusOr<std::map<std::string, std::string>> StaffNames(db::Transaction& tx, const base::Call& call,
                                                                const std::vector<std::string>& ids) const;

  // Takes the names off the sheets of a review, whoever may see them.
  absl::Status RemoveAuthors(db::Transaction& tx, const base::Call& call, const std::string& review_id) const;

  // What is due by a day, the earliest first: at most `most` and one more. `team_id` may be empty.
  absl::StatusOr<pqxx::result> Due(db::Transaction& tx, const base::Call& call, const std::string& team_id,
                                   absl::CivilDay until, int most) const;

  // For the tests: what is beside the records' own.
  std::vector<std::string> AllSql() const;

 private:
  absl::StatusOr<pqxx::result> RowsOf(db::Transaction& tx, const base::Call& call, const journal::Records& records,
                                      const std::string& review_id) const;

  const db::Statement read_, share_, lock_, standing_, sheet_, sheet_scores_, staff_, self_, spans_, past_, team_,
      names_, authors_, due_;
  std::map<const journal::Records*, db::Statement> of_review_;
};

template <class Record>
absl::StatusOr<std::vector<Record>> Store::OfReview(db::Transaction& tx, const base::Call& call,
                                                    const journal::Records& records,
                                                    const std::string& review_id) const {
  ASSIGN_OR_RETURN(const pqxx::result rows, RowsOf(tx, call, records, review_id));
  std::vector<Record> out;
  for (const auto& row : rows) RETURN_IF_ERROR(records.Read(row, &out.emplace_back()));
  return out;
}

}  // namespace gainful::fidelity
