// How staff work, by date: the RPC methods of gainful.directory.v1.StaffService.
#pragma once

#include <string>
#include <vector>

#include "gainful/directory/v1/staff.pb.h"
#include "services/common/record/record_service.h"

namespace gainful::directory {

namespace pb = gainful::directory::v1;

class StaffService final : public record::RecordService {
 public:
  explicit StaffService(db::Pool* pool);

  absl::Status CreatePosting(const base::Call& call, const pb::CreatePostingRequest& q, pb::Posting* out);
  absl::Status UpdatePosting(const base::Call& call, const pb::UpdatePostingRequest& q, pb::Posting* out);

  absl::Status CreateSupervision(const base::Call& call, const pb::CreateSupervisionRequest& q, pb::Supervision* out);
  absl::Status WithdrawSupervision(const base::Call& call, const pb::WithdrawSupervisionRequest& q,
                                   pb::Supervision* out);

  absl::Status CreateTimeUse(const base::Call& call, const pb::CreateTimeUseRequest& q, pb::TimeUse* out);
  absl::Status WithdrawTimeUse(const base::Call& call, const pb::WithdrawTimeUseRequest& q, pb::TimeUse* out);

 private:
  // A member of staff as a caller stands to them.
  struct Member {
    bool is_there = false;
    bool is_caller = false;   // signs in as the caller does
    bool is_led = false;      // works today in a team that the caller leads today
    bool is_student = false;  // today
  };
  absl::StatusOr<Member> Find(db::Transaction& tx, const base::Call& call, const std::string& id) const;
  static bool MayHandle(const base::Call& call, const Member& member);
  static bool MayHandle(const base::Call& call, const Member& supervisee, const Member& supervisor);
  absl::StatusOr<std::string> OwnId(db::Transaction& tx, const base::Call& call) const;
  absl::Status CheckPosting(db::Transaction& tx, const base::Call& call, const pqxx::result& rows,
                            const pb::Posting& posting, base::Violations* violations) const;
  absl::Status CheckSupervision(db::Transaction& tx, const base::Call& call, const pb::Supervision& supervision,
                                base::Violations* violations) const;

  absl::Status CheckDay(db::Transaction& tx, const base::Call& call, const pb::TimeUse& time,
                        base::Violations* violations) const;

  journal::Records postings_, supervision_, time_;
  const db::Statement lock_member_, other_postings_, member_, minutes_, own_;
};

}  // namespace gainful::directory
