#include "services/placement/planned_starts.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/common/base/dates.h"
#include "services/common/db/values.h"
#include "services/common/journal/sql.h"
#include "services/placement/employers.h"
#include "services/placement/follow_along.h"
#include "services/placement/in_work_service.h"
#include "services/placement/planned_start.h"
#include "services/placement/spell_records.h"

namespace gainful::placement {
namespace {

// Under which journey the application `x` is asked about. The one that it names, whoever sees that, unless it was over before the planned start, as after
// a transfer, or stands no more; else, among those that the caller sees, the latest during which the planned start lies.
std::string JourneyOf() {
  const auto lasts = [](const std::string& of) {
    return absl::StrCat("(", of, ".exited_on IS NULL OR ", of, ".exited_on >= x.planned_start_on)");
  };
  return absl::StrCat(
      "CASE WHEN EXISTS (SELECT FROM caseload.published_course_of_journey_v1 c WHERE c.org_id = $1::uuid AND c.id = "
      "x.journey_id AND c.withdrawn_on IS NULL AND c.declined_on IS NULL AND ",
      lasts("c"),
      ") THEN x.journey_id ELSE (SELECT j.id FROM caseload.published_journey_v1 j WHERE j.org_id = $1::uuid AND "
      "j.participant_id = ANY (",
      RecordsOfPerson("x.participant_id"),
      ") AND j.withdrawn_on IS NULL AND j.declined_on IS NULL ORDER BY j.referred_on <= x.planned_start_on AND ",
      lasts("j"),
      " DESC, j.exited_on IS NULL OR j.exited_on >= $5::date DESC, j.referred_on DESC, j.id DESC LIMIT 1) END");
}

// That no job of the person began through the offer `x`: one that names it, or one with that employer that names none and began from seven days before
// the planned start on. (One that names another application is another job.) Before anything else is looked up, so that offers which became jobs cost
// no more than this.
std::string NoJobBegan() {
  return absl::StrCat(
      "NOT EXISTS (SELECT FROM placement.spell b WHERE b.org_id = $1::uuid AND b.participant_id = ANY (",
      RecordsOfPerson("x.participant_id"),
      ") AND b.withdrawn_on IS NULL AND (b.application_id = x.id OR b.application_id IS NULL AND b.started_on >= "
      "x.planned_start_on - ",
      kDaysBeforeStart, " AND b.employer_id = ANY (", RecordsOfEmployer("x.employer_id"), ")) OFFSET 0)");
}

// "Baker at Corner Bakery Ltd"
std::string Work(const std::string& role, const std::string& employer) {
  return employer.empty() ? role : absl::StrCat(role, " at ", employer);
}

std::string Words(const StartAsked& asked, const std::string& work, absl::CivilDay start) {
  const std::string day = base::FormatDay(start);
  if (asked.kind == pb::DUE_KIND_BEFORE_START)
    return absl::StrCat("in the week before the job begins: ", work, ", planned for ", day);
  return absl::StrCat(work, " was planned to begin on ", day,
                      ": record the job (`gainful spell create`, with this application_id), or what became of it "
                      "(`gainful application update`)");
}

}  // namespace

std::string PlannedStartsSql(const std::function<std::string(const std::string& ids)>& journeys) {
  return absl::StrCat(
      "WITH ahead AS MATERIALIZED (SELECT x.id, x.participant_id, x.journey_id, x.employer_id, x.role, "
      "x.planned_start_on, x.updated_at FROM employer.published_planned_start_v1 x WHERE x.org_id = $1::uuid AND "
      "x.planned_start_on <= $7::date AND x.planned_start_on >= $5::date - ",
      kDaysAsked, " AND ", NoJobBegan(), "), offer AS MATERIALIZED (SELECT x.id, x.participant_id, x.employer_id, ",
      "x.role, x.planned_start_on, x.updated_at, x.journey_id AS named_id, ", JourneyOf(),
      " AS journey_id FROM ahead x",
      journal::LookUp("caseload.published_participant_v1", "p", "p.org_id = $1::uuid AND p.id = x.participant_id"),
      "), ", journeys("SELECT offer.journey_id FROM offer"),
      " SELECT a.id, a.planned_start_on, a.role, (SELECT e.name FROM employer.published_employer_v1 e WHERE e.org_id = "
      "$1::uuid AND e.id = a.employer_id), (extract(epoch FROM a.updated_at) * 1000000)::bigint, w.id, w.person, "
      "w.name, w.key_worker, least(v.referred_on, (SELECT c.referred_on FROM caseload.published_course_of_journey_v1 c "
      "WHERE c.org_id = $1::uuid AND c.id = a.named_id)), v.exited_on, ",
      ContactDaysSql("a.participant_id"), " FROM offer a JOIN w ON w.id = a.journey_id",
      journal::LookUp("caseload.published_journey_v1", "v", "v.org_id = $1::uuid AND v.id = a.journey_id"));
}

absl::CivilDay LastPlannedStart(absl::CivilDay today, int ahead) {
  return today + std::max(kDaysBeforeStart, ahead + 1);
}

std::optional<DueEntry> ReadPlannedStart(const pqxx::row& row, absl::CivilDay today, int ahead) {
  PlannedStart planned;
  planned.start = *db::DayIn(row[1]);
  planned.referred_on = *db::DayIn(row[9]);
  planned.exited_on = db::DayIn(row[10]);
  planned.contacts = ReadContactDays(row[11]);
  const auto asked = AskAbout(planned, today, ahead);
  if (!asked) return std::nullopt;
  const bool is_contact = asked->kind == pb::DUE_KIND_BEFORE_START;
  DueEntry entry;
  pb::DueItem& item = entry.item;
  item.set_kind(asked->kind);
  item.set_state(asked->state);
  *item.mutable_checkpoint_on() = base::ToProto(asked->due);
  if (is_contact) *item.mutable_counts_from() = base::ToProto(asked->from);
  *item.mutable_lost_after() = base::ToProto(is_contact ? asked->due : asked->due + kDaysToKeep);
  item.set_because(Words(*asked, Work(db::TextIn(row[2]), db::TextIn(row[3])), planned.start));
  item.set_application_id(db::TextIn(row[0]));
  item.set_journey_id(db::TextIn(row[5]));
  item.set_participant_id(db::TextIn(row[6]));
  item.set_name(db::TextIn(row[7]));
  item.set_key_worker(db::TextIn(row[8]));
  entry.changed = absl::FromUnixMicros(row[4].as<std::int64_t>());
  return entry;
}

}  // namespace gainful::placement
