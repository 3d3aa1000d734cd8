// What is to be asked of people in work or about to begin it, and in which order: pure functions of days. "As at" a day means with everything on record now.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "gainful/placement/v1/due.pb.h"
#include "services/placement/facts.h"
#include "services/placement/outcome/answer.h"

namespace gainful::placement {

namespace pb = gainful::placement::v1;

// A checkpoint is listed so many days ahead where nobody says otherwise.
inline constexpr int kDueAhead = 14;
// For so many days after a checkpoint it is kept by asking; beyond them, and once that was tried in vain on so many days, the person is lost to
// follow-up.
inline constexpr int kDaysToKeep = 28;
inline constexpr int kDaysTried = 3;
// A follow-along contact that did not take place is listed for so many days.
inline constexpr int kDaysMissed = 28;

// Attempts to reach somebody, in vain.
struct Attempts {
  int number = 0;
  int days = 0;  // different ones
  outcome::Day last = outcome::kNoDay;
};

// Those of them that lie between two days, both included.
Attempts AttemptsIn(const std::vector<outcome::Day>& attempts, outcome::Day from, outcome::Day to);

// Neither confirmed nor ended, of which the caller makes sure: whether tried on enough days since the checkpoint, which lies far enough back.
bool IsLostToFollowUp(outcome::Day checkpoint, const Attempts& since, outcome::Day as_at);

// Where an outcome that is not met stands on the due list. `is_work_shown`: evidence shows work for long enough, so that another fact is missing.
// Unspecified: its day lies more than `ahead` days ahead.
pb::DueState StateOf(outcome::Day checkpoint, bool is_work_shown, const Attempts& since, outcome::Day today, int ahead);

// The day to ask: the day after the earliest one on which the outcome could be met, whatever the rule. kNoDay: a further job is needed.
outcome::Day DayToAsk(const outcome::Standing& standing);

// Whether what is on record of the deciding spells shows work up to the earliest day.
bool IsWorkShown(const outcome::History& history, const outcome::Compiled& rule, const outcome::Standing& standing,
                 const std::vector<int>& deciding);

// What became of the checkpoint of a rule. Jobs are those that the rule may look at: of its kind as far as is known, and begun neither before the
// referral nor before the programme. A job is over on its last day.
//   confirmed         the outcome is met
//   lost job          the last job ended before the outcome could be met, and no other goes on
//   not yet due       its day lies ahead
//   changed job       its day lies ahead, a job ended, and another that goes on began after it did and within the rule's gap of its end
//   lost to follow-up its day has come and the job goes on as far as is known, nothing shows work for long enough, and IsLostToFollowUp; or an end
//                     that somebody typed in is what nothing shows, and it was asked for from the day after in the same way
//   to be confirmed   its day has come, and none of these
pb::CheckpointFate FateOf(const outcome::History& history, const outcome::Compiled& rule,
                          const outcome::Standing& standing, const std::vector<int>& deciding,
                          const std::vector<outcome::Day>& attempts, outcome::Day as_at);

// Whether the list asks no more for evidence of the end of a job: kDaysToKeep days after it, whether or not somebody tried. Until then it is likely to be
// had; behind them the list would hold every end in history that somebody typed in, of people whom nobody can ask. It can still be recorded.
bool IsEndLetGo(const outcome::History& history, const outcome::Compiled& rule, const outcome::Standing& standing,
                const std::vector<int>& deciding, outcome::Day today);

// An entry of the list on its way there.
struct DueEntry {
  pb::DueItem item;
  std::int64_t stake = 0;  // how much of what the rule asks for is certain, in thousandths
  absl::Time changed;      // when what it follows from last did
};

// What would be lost first: those that can still be kept, by the last day on which they can, and of one day the one with the most at stake; then
// those that no longer can, the latest of them first; then those that have no such day. What is alike goes by name.
void SortByLoss(outcome::Day today, std::vector<DueEntry>* entries);

// Of entries that are sorted by their days alone, drops those that cannot be among the first `most` spells whatever is at stake: behind the last of
// those, all that have another day. Returns of how many spells.
int CutAfter(size_t most, std::vector<DueEntry>* entries);

// What an entry is about: its spell, or before the job has begun its application.
const std::string& SubjectOf(const pb::DueItem& item);

// The sorted entries of one kind about one spell as one: the first of them, with the rules and reasons of the others behind its own.
std::vector<DueEntry> OneForEachSpell(std::vector<DueEntry> entries);

// The follow-along contact to be made now: the one that is due, or else the last one that began to count, where that did not take place and fell
// due at most kDaysMissed days ago. Null: there is none. `missed` counts those before it that did not take place since the last one that did.
const pb::FollowAlongContact* ContactDue(const std::vector<pb::FollowAlongContact>& contacts, outcome::Day today,
                                         int* missed);

// The next follow-along contact that has not begun to count, where its last day lies at most `ahead` days ahead; null otherwise.
const pb::FollowAlongContact* ContactAhead(const std::vector<pb::FollowAlongContact>& contacts, outcome::Day today,
                                           int ahead);

// How an attempt fits its spell: not before its start.
void FitAttempt(const pb::Spell& spell, const pb::FollowUpAttempt& attempt, const Others& others, base::Violations* v);

// What the fields of an answer must be together: what belongs to another answer is not given with this one.
void CheckAnswer(const pb::AnswerCheckpointRequest& q, base::Violations* v);

// The new terms that an answer brings from its day on, given those of the start and the changes on record; nothing where they are as before.
// Refused where pay is given and no hours are on record, which a change of terms names.
std::optional<pb::TermsChange> TermsFrom(const pb::Spell& spell, const Others& changes,
                                         const pb::AnswerCheckpointRequest& q, base::Violations* v);

}  // namespace gainful::placement
