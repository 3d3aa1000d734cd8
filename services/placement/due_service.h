// What is due to be asked of people in work, and what came out of it: the RPC methods of gainful.placement.v1.DueService.
#pragma once

#include <string>
#include <vector>

#include "services/placement/around.h"
#include "services/placement/due_list.h"
#include "services/placement/job_service.h"

namespace gainful::placement {

class DueService final : public FactService {
 public:
  explicit DueService(db::Pool* pool);

  absl::Status GetDue(const base::Call& call, const pb::GetDueRequest& q, pb::Due* out);
  absl::Status GetDueCalendar(const base::Call& call, const pb::GetDueCalendarRequest& q, pb::DueCalendar* out);
  absl::Status AnswerCheckpoint(const base::Call& call, const pb::AnswerCheckpointRequest& q, pb::Spell* out);

  // For the tests that read the SQL.
  std::vector<std::string> AllSql() const;

 private:
  absl::StatusOr<DueList::Read> Read(const base::Call& call, const DueAsked& asked);

  // The further parts of an answer's write, and what they point to. A write that is tried again begins anew.
  struct Parts {
    std::vector<journal::Change> also;
    std::vector<std::unique_ptr<google::protobuf::Message>> kept;
  };
  absl::Status Apply(db::Transaction& tx, const base::Call& call, const pb::AnswerCheckpointRequest& q,
                     absl::CivilDay today, pb::Spell* spell, Parts* parts, base::Violations* v) const;
  absl::Status StillThere(db::Transaction& tx, const base::Call& call, const pb::AnswerCheckpointRequest& q,
                          absl::CivilDay today, pb::Spell* spell, Parts* parts, base::Violations* v) const;
  absl::Status NotReached(const base::Call& call, const pb::AnswerCheckpointRequest& q, absl::CivilDay today,
                          const pb::Spell& spell, Parts* parts, base::Violations* v) const;
  absl::StatusOr<Others> TermsOf(db::Transaction& tx, const base::Call& call, const pb::Spell& spell) const;
  template <class Record>
  static void Add(const base::Call& call, const journal::Records& records, Record record, Parts* parts);

  journal::Records answered_;  // spells
  const journal::Records evidence_, terms_;
  const AroundSpell around_;
  const DueList list_;
  const db::Statement terms_of_;
};

}  // namespace gainful::placement
