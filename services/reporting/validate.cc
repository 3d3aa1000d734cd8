#include "services/reporting/validate.h"

#include "absl/strings/str_cat.h"
#include "services/common/base/dates.h"

namespace gainful::reporting {

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

absl::Status MayHaveRaw(const base::Call& call, pb::Disclosure disclosure) {
  if (disclosure != pb::DISCLOSURE_NONE || call.role == "manager" || call.role == "auditor") return absl::OkStatus();
  return base::Error(
      absl::StatusCode::kPermissionDenied, "RAW_FIGURES",
      "figures without disclosure control are for managers and auditors of the organisation they are about");
}

}  // namespace gainful::reporting
