// What was planned to be said of people, read with what it means today: RPC methods of gainful.employer.v1.EngagementService.
#include "services/common/base/dates.h"
#include "services/employer/engagement.h"
#include "services/employer/engagements.h"

namespace gainful::employer {

// What was recorded ahead of its day is a plan, or was one: no account goes with it, and what lies outside follows from what the person says until the day.
absl::Status EngagementService::SetOutside(const base::Call& call,
                                           const std::vector<pb::ParticipantEngagement*>& records) {
  std::vector<pb::ParticipantEngagement*> ahead;
  std::vector<Choices::Pair> pairs;
  for (auto* one : records) {
    if (base::ToDay(one->recorded_on()) >= base::ToDay(one->held_on()) || one->discloses().empty()) continue;
    ahead.push_back(one);
    pairs.emplace_back(one->participant_id(), one->employer_id());
  }
  if (ahead.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
  ASSIGN_OR_RETURN(const auto said, choices_.ReadAll(tx, call, pairs));
  for (std::size_t i = 0; i < ahead.size(); ++i) {
    const auto told_on = ToldOn(*base::ToDay(ahead[i]->held_on()), today);
    ahead[i]->clear_outside();
    for (const auto content : OutsideOf(ContentsOf(ahead[i]->discloses()), said[i], told_on))
      ahead[i]->add_outside(content);
  }
  return tx.Commit();
}

absl::Status EngagementService::GetParticipantEngagement(const base::Call& call,
                                                         const pb::GetParticipantEngagementRequest& q,
                                                         pb::ParticipantEngagement* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  RETURN_IF_ERROR(for_participants_.Get(call, q.id(), out));
  return SetOutside(call, {out});
}

absl::Status EngagementService::ListParticipantEngagements(const base::Call& call,
                                                           const pb::ListParticipantEngagementsRequest& q,
                                                           pb::ListParticipantEngagementsResponse* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  RETURN_IF_ERROR(for_participants_.List(
      call, q, [out] { return out->add_participant_engagements(); }, out->mutable_next_page_token()));
  std::vector<pb::ParticipantEngagement*> records;
  for (auto& one : *out->mutable_participant_engagements()) records.push_back(&one);
  return SetOutside(call, records);
}

}  // namespace gainful::employer
