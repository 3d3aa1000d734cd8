#include "services/reporting/validate.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/common/base/dates.h"

namespace gainful::reporting {
namespace {

bool IsMonthEnd(absl::CivilDay day) { return (day + 1).day() == 1; }

}  // namespace

void ValidatePeriod(const google::type::Date& from_date, const google::type::Date& to_date,
                    const google::type::Date* as_at_date, absl::CivilDay today, base::Violations* v) {
  const auto from = base::ToDay(from_date);
  const auto to = base::ToDay(to_date);
  if (from && to && *to < *from) v->Add("to", absl::StrCat("must not lie before from (", base::FormatDay(*from), ")"));
  if (as_at_date == nullptr) return;
  const auto as_at = base::ToDay(*as_at_date);
  if (as_at && *as_at > today) v->Add("as_at", absl::StrCat("must not lie after today (", base::FormatDay(today), ")"));
  if (as_at && from && *as_at < *from)
    v->Add("as_at", absl::StrCat("must not lie before from (", base::FormatDay(*from), ")"));
}

void ValidateControlled(const Profile& profile, const google::type::Date& from_date, const google::type::Date& to_date,
                        const google::type::Date* as_at_date, absl::CivilDay today, base::Violations* v) {
  const auto from = base::ToDay(from_date), to = base::ToDay(to_date);
  const auto as_at = as_at_date == nullptr ? std::nullopt : base::ToDay(*as_at_date);
  const std::string under = absl::StrCat(" under ", profile.id(), ", which gives figures of whole calendar months");
  if (from && from->day() != 1) v->Add("from", absl::StrCat("must be the first day of a month", under));
  if (to && (!IsMonthEnd(*to) || *to > today))
    v->Add("to", absl::StrCat("must be the last day of a month that is over", under));
  if (as_at && !IsMonthEnd(*as_at))
    v->Add("as_at", absl::StrCat("must be the last day of a month", under, "; the period's end where it is not set"));
  if (as_at && to && *as_at < *to)
    v->Add("as_at", absl::StrCat("must not lie before to (", base::FormatDay(*to), ")", " under ", profile.id()));
}

void ValidateDays(const std::string& field, std::int64_t days,
                  const google::protobuf::RepeatedField<std::int64_t>& allowed, const Profile& profile,
                  base::Violations* v) {
  if (std::find(allowed.begin(), allowed.end(), days) != allowed.end()) return;
  v->Add(field, absl::StrCat("must be one of ", absl::StrJoin(allowed, ", "), " under ", profile.id()));
}

absl::Status MayHaveRaw(const base::Call& call, pb::Disclosure disclosure) {
  if (disclosure != pb::DISCLOSURE_NONE || call.role == "manager" || call.role == "auditor") return absl::OkStatus();
  return base::Error(
      absl::StatusCode::kPermissionDenied, "RAW_FIGURES",
      "figures without disclosure control are for managers and auditors of the organisation they are about");
}

}  // namespace gainful::reporting
