// A review under way, for the tests of fidelity: its team's lead, two reviewers from another team, and the steps that bring it as far as a test needs.
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "gainful/fidelity/v1/fidelity.pb.h"
#include "services/common/base/dates.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {

namespace fi = fidelity::v1;

constexpr int kItems = 25;  // of ips25

// One organisation's review of its team `t.team` by ips25, and who has to do with it.
struct ReviewCase {
  Tenant t;
  std::string lead;                 // a specialist who leads the team under review
  std::string first, second;        // tokens of the reviewers; the first leads
  std::string first_id, second_id;  // the same as members of staff
  fi::FidelityReview review;
};

inline StaffMember NewStaff(const World& world, const Tenant& t, const std::string& name, const std::string& subject,
                            const std::string& team, directory::v1::StaffRole role) {
  StaffMember staff;
  staff.set_name(name);
  staff.set_team_id(team);
  staff.set_role(role);
  staff.set_subject(subject);
  return world.Make(t.manager, staff);
}

inline absl::CivilDay TodayOf(const World& world) { return base::Today(world.Now(), "Europe/London"); }

// A request of this type with a fresh request id.
template <class Request>
Request Fresh() {
  Request q;
  q.set_request_id(NewId());
  return q;
}

inline Outcome AddReviewer(const World& world, const std::string& token, const std::string& review,
                           const std::string& staff, bool leads, fi::Reviewer* out = nullptr) {
  auto q = Fresh<fi::AddReviewerRequest>();
  q.mutable_reviewer()->set_fidelity_review_id(review);
  q.mutable_reviewer()->set_staff_member_id(staff);
  q.mutable_reviewer()->set_leads(leads);
  return world.Call(token, q, out);
}

inline Outcome Advance(const World& world, const std::string& token, const std::string& review, fi::ReviewState to,
                       fi::FidelityReview* out = nullptr) {
  auto q = Fresh<fi::AdvanceFidelityReviewRequest>();
  q.set_id(review);
  q.set_state(to);
  return world.Call(token, q, out);
}

inline fi::FidelityReview PlanReview(const World& world, const Tenant& t, const std::string& token) {
  fi::FidelityReview review;
  review.set_team_id(t.team);
  review.set_instrument("ips25");
  *review.mutable_visit_begins_on() = base::ToProto(TodayOf(world));
  return world.Make(token, review);
}

// Planned for today, with both reviewers, and taken to the visit and on to scoring.
inline ReviewCase NewReviewCase(const World& world, const Tenant& t) {
  ReviewCase c;
  c.t = t;
  NewStaff(world, c.t, "Lee", "lee@example.org", c.t.team, directory::v1::STAFF_ROLE_TEAM_LEAD);
  c.lead = world.Token({c.t.org, {"specialist"}, {c.t.team}, "lee@example.org"});
  const auto specialist = directory::v1::STAFF_ROLE_EMPLOYMENT_SPECIALIST;
  c.first_id = NewStaff(world, c.t, "Oli", "oli@example.org", c.t.other_team, specialist).id();
  c.second_id = NewStaff(world, c.t, "Bob", "bob@example.org", c.t.other_team, specialist).id();
  c.first = world.Token({c.t.org, {"specialist"}, {c.t.other_team}, "oli@example.org"});
  c.second = world.Token({c.t.org, {"specialist"}, {c.t.other_team}, "bob@example.org"});
  c.review = PlanReview(world, c.t, c.lead);
  World::MustBeOk(AddReviewer(world, c.lead, c.review.id(), c.first_id, true));
  World::MustBeOk(AddReviewer(world, c.lead, c.review.id(), c.second_id, false));
  for (const auto state : {fi::REVIEW_STATE_EVIDENCE_GATHERING, fi::REVIEW_STATE_VISIT, fi::REVIEW_STATE_SCORING})
    World::MustBeOk(Advance(world, c.lead, c.review.id(), state, &c.review));
  return c;
}

inline ReviewCase NewReviewCase(const World& world) { return NewReviewCase(world, world.NewTenant()); }

inline Outcome OpenSheet(const World& world, const std::string& token, const std::string& review,
                         fi::ReviewSheet* out = nullptr) {
  auto q = Fresh<fi::OpenReviewSheetRequest>();
  q.set_fidelity_review_id(review);
  return world.Call(token, q, out);
}

inline Outcome ScoreItem(const World& world, const std::string& token, const std::string& sheet, int item, int score,
                         std::int64_t etag = 0, const std::string& comment = "", fi::ItemScore* out = nullptr) {
  auto q = Fresh<fi::ScoreItemRequest>();
  q.mutable_item_score()->set_review_sheet_id(sheet);
  q.mutable_item_score()->set_item(item);
  q.mutable_item_score()->set_score(score);
  q.mutable_item_score()->set_comment(comment);
  q.mutable_item_score()->add_evidence_documents("policy of 2024");
  q.set_etag(etag);
  return world.Call(token, q, out);
}

inline Outcome LockSheet(const World& world, const std::string& token, const std::string& sheet) {
  auto q = Fresh<fi::LockReviewSheetRequest>();
  q.set_id(sheet);
  return world.Call(token, q);
}

// A sheet on which every item has the score that the function gives it.
inline std::string FillSheet(const World& world, const std::string& token, const std::string& review,
                             const std::function<int(int)>& score_of) {
  fi::ReviewSheet sheet;
  World::MustBeOk(OpenSheet(world, token, review, &sheet));
  for (int item = 1; item <= kItems; ++item) World::MustBeOk(ScoreItem(world, token, sheet.id(), item, score_of(item)));
  return sheet.id();
}

inline Outcome Differences(const World& world, const std::string& token, const std::string& review,
                           fi::ReviewDifferences* out = nullptr) {
  fi::GetReviewDifferencesRequest q;
  q.set_fidelity_review_id(review);
  return world.Call(token, q, out);
}

inline Outcome AgreeOn(const World& world, const std::string& token, const std::string& review, int item, int score,
                       const std::string& reason, std::int64_t etag = 0, fi::AgreedItem* out = nullptr) {
  auto q = Fresh<fi::AgreeItemRequest>();
  q.mutable_agreed_item()->set_fidelity_review_id(review);
  q.mutable_agreed_item()->set_item(item);
  q.mutable_agreed_item()->set_score(score);
  q.mutable_agreed_item()->set_reason(reason);
  q.set_etag(etag);
  return world.Call(token, q, out);
}

inline Outcome WriteSummary(const World& world, const std::string& token, const std::string& review,
                            const std::string& text, std::int64_t etag = 0) {
  auto q = Fresh<fi::WriteReviewSummaryRequest>();
  q.mutable_review_summary()->set_fidelity_review_id(review);
  q.mutable_review_summary()->set_summary(text);
  q.set_etag(etag);
  return world.Call(token, q);
}

// Issues the draft as it stands, or, where an etag is given, as it stood with that.
inline Outcome Issue(const World& world, const std::string& token, const std::string& review,
                     fi::FidelityReview* out = nullptr, std::int64_t etag = 0) {
  fi::FidelityReview now;
  if (etag == 0) World::MustBeOk(world.Get(token, review, &now));
  auto q = Fresh<fi::IssueFidelityReportRequest>();
  q.set_id(review);
  q.set_etag(etag == 0 ? now.etag() : etag);
  return world.Call(token, q, out);
}

inline Outcome CallOff(const World& world, const std::string& token, const std::string& review,
                       const std::string& reason, fi::FidelityReview* out = nullptr) {
  auto q = Fresh<fi::WithdrawFidelityReviewRequest>();
  q.set_id(review);
  q.set_reason(reason);
  return world.Call(token, q, out);
}

inline Outcome LetGo(const World& world, const std::string& token, const std::string& reviewer) {
  auto q = Fresh<fi::WithdrawReviewerRequest>();
  q.set_id(reviewer);
  return world.Call(token, q);
}

inline Outcome HandOver(const World& world, const std::string& token, const std::string& review,
                        const std::string& reviewer) {
  auto q = Fresh<fi::HandOverLeadRequest>();
  q.set_fidelity_review_id(review);
  q.set_reviewer_id(reviewer);
  return world.Call(token, q);
}

// The reviewers of a review, by their numbers.
inline std::vector<fi::Reviewer> ReviewersOf(const World& world, const std::string& token, const std::string& review) {
  fi::ListReviewersRequest q;
  q.set_fidelity_review_id(review);
  fi::ListReviewersResponse page;
  World::MustBeOk(world.Call(token, q, &page));
  std::vector<fi::Reviewer> reviewers(page.reviewers().begin(), page.reviewers().end());
  std::sort(reviewers.begin(), reviewers.end(), [](const auto& a, const auto& b) { return a.number() < b.number(); });
  return reviewers;
}

inline Outcome AddAction(const World& world, const std::string& token, const std::string& review,
                         const std::string& owner, const std::string& action, int item = 0,
                         fi::FidelityAction* out = nullptr) {
  auto q = Fresh<fi::AddFidelityActionRequest>();
  auto* made = q.mutable_fidelity_action();
  made->set_fidelity_review_id(review);
  made->set_owner_id(owner);
  made->set_action(action);
  made->set_item(item);
  *made->mutable_due_on() = base::ToProto(TodayOf(world) + 10);
  return world.Call(token, q, out);
}

// Both sheets filled and locked, and the review taken to consensus by its lead reviewer.
inline void BringToConsensus(const World& world, const ReviewCase& c, const std::function<int(int)>& first,
                             const std::function<int(int)>& second) {
  for (const auto& [token, score_of] : {std::pair(c.first, first), std::pair(c.second, second)})
    World::MustBeOk(LockSheet(world, token, FillSheet(world, token, c.review.id(), score_of)));
  World::MustBeOk(Advance(world, c.first, c.review.id(), fi::REVIEW_STATE_CONSENSUS));
}

// From there on to an issued report, where the sheets agree or what they differ on is settled.
inline fi::FidelityReview BringToReport(const World& world, const ReviewCase& c, const std::string& summary) {
  fi::FidelityReview issued;
  World::MustBeOk(Advance(world, c.first, c.review.id(), fi::REVIEW_STATE_REPORT));
  World::MustBeOk(WriteSummary(world, c.first, c.review.id(), summary));
  World::MustBeOk(Issue(world, c.second, c.review.id(), &issued));
  return issued;
}

// A review that has rows in every table of the service.
inline ReviewCase WholeReview(const World& world, const Tenant& t) {
  ReviewCase c = NewReviewCase(world, t);
  BringToConsensus(
      world, c, [](int) { return 4; }, [](int) { return 4; });
  c.review = BringToReport(world, c, "A good service.");
  World::MustBeOk(AddAction(world, c.lead, c.review.id(), c.first_id, "Meet more employers.", 17));
  return c;
}
inline ReviewCase WholeReview(const World& world) { return WholeReview(world, world.NewTenant()); }

}  // namespace gainful::integration
