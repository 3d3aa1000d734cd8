#include "services/placement/due_service.h"

#include "absl/strings/str_cat.h"
#include "services/common/base/codes.h"
#include "services/common/base/dates.h"
#include "services/placement/calendar.h"

namespace gainful::placement {
namespace {

constexpr int kCalendarAhead = 90;         // days
constexpr size_t kLongestCalendar = 5000;  // entries

std::vector<FactKind> DueKinds() {
  return {FactOf<pb::FollowUpAttempt>(
      "follow_up_attempt", [](const pb::FollowUpAttempt&, base::Violations*) {}, FitAttempt)};
}

// Says nothing of the person: what it is, and what the due list calls it.
std::string Summary(const pb::DueItem& item) {
  const auto* kind = pb::DueKind_descriptor()->FindValueByNumber(item.kind());
  return absl::StrCat("Check-in due (", base::MeaningOf(kind), ", ", item.reference(), ")");
}

}  // namespace

DueService::DueService(db::Pool* pool)
    : FactService(pool, pb::FollowUpAttempt::descriptor()->file()->FindServiceByName("DueService"), DueKinds()),
      answered_(pool, SpellSpec()),
      evidence_(pool, FactSpec(pb::SpellEvidence::descriptor(), "spell_evidence")),
      terms_(pool, FactSpec(pb::TermsChange::descriptor(), "terms_change")),
      around_(pool),
      list_(&spells_),
      terms_of_(absl::StrCat(
          terms_.SelectFrom(),
          " WHERE t.org_id = $1::uuid AND t.spell_id = $2::uuid AND t.withdrawn_on IS NULL ORDER BY t.id")) {
  On(&DueService::GetDue, "GetDue");
  On(&DueService::GetDueCalendar, "GetDueCalendar");
  On(&DueService::AnswerCheckpoint, "AnswerCheckpoint");
}

std::vector<std::string> DueService::AllSql() const {
  std::vector<std::string> all = list_.AllSql();
  all.push_back(terms_of_.sql);
  return all;
}

absl::StatusOr<DueList::Read> DueService::Read(const base::Call& call, const DueAsked& asked) {
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
  ASSIGN_OR_RETURN(auto read, list_.Of(tx, call, asked, today));
  RETURN_IF_ERROR(tx.Commit());
  return read;
}

absl::Status DueService::GetDue(const base::Call& call, const pb::GetDueRequest& q, pb::Due* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  DueAsked asked;
  asked.staff_member_id = q.staff_member_id();
  asked.team_id = q.team_id();
  if (q.has_days()) asked.ahead = q.days();
  asked.all = q.all();
  ASSIGN_OR_RETURN(auto read, Read(call, asked));
  for (auto& entry : read.entries) out->add_items()->Swap(&entry.item);
  out->set_more(read.more);
  return absl::OkStatus();
}

absl::Status DueService::GetDueCalendar(const base::Call& call, const pb::GetDueCalendarRequest& q,
                                        pb::DueCalendar* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  DueAsked asked;
  asked.staff_member_id = q.staff_member_id();
  asked.team_id = q.team_id();
  asked.ahead = asked.contacts_ahead = q.has_days() ? q.days() : kCalendarAhead;
  asked.most = kLongestCalendar;
  ASSIGN_OR_RETURN(const auto read, Read(call, asked));
  if (read.more > 0) {
    return base::Error(absl::StatusCode::kFailedPrecondition, "TOO_MANY",
                       absl::StrCat("a calendar holds ", kLongestCalendar,
                                    " days at most, and there are more; ask for those of one team or key worker"));
  }
  std::vector<CalendarEvent> events;
  for (const auto& entry : read.entries)
    events.push_back(
        {DueUid(entry.item), entry.changed, *base::ToDay(entry.item.checkpoint_on()), Summary(entry.item)});
  out->set_calendar(CalendarText(events));
  return absl::OkStatus();
}

}  // namespace gainful::placement
