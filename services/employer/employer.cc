#include "services/employer/employer.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "services/common/base/codes.h"
#include "services/common/base/dates.h"

namespace gainful::employer {
namespace {

struct Divisions {
  int first, last;
  pb::SicSection section;
};

constexpr Divisions kDivisions[] = {
    {1, 3, pb::SIC_SECTION_A},   {5, 9, pb::SIC_SECTION_B},   {10, 33, pb::SIC_SECTION_C}, {35, 35, pb::SIC_SECTION_D},
    {36, 39, pb::SIC_SECTION_E}, {41, 43, pb::SIC_SECTION_F}, {45, 47, pb::SIC_SECTION_G}, {49, 53, pb::SIC_SECTION_H},
    {55, 56, pb::SIC_SECTION_I}, {58, 63, pb::SIC_SECTION_J}, {64, 66, pb::SIC_SECTION_K}, {68, 68, pb::SIC_SECTION_L},
    {69, 75, pb::SIC_SECTION_M}, {77, 82, pb::SIC_SECTION_N}, {84, 84, pb::SIC_SECTION_O}, {85, 85, pb::SIC_SECTION_P},
    {86, 88, pb::SIC_SECTION_Q}, {90, 93, pb::SIC_SECTION_R}, {94, 96, pb::SIC_SECTION_S}, {97, 98, pb::SIC_SECTION_T},
    {99, 99, pb::SIC_SECTION_U}};

}  // namespace

pb::SicSection SectionOf(absl::string_view code) {
  if (code.size() == 1) return base::ValueOf<pb::SicSection>(code);
  if (code.size() < 2 || !absl::ascii_isdigit(code[0]) || !absl::ascii_isdigit(code[1]))
    return pb::SIC_SECTION_UNSPECIFIED;
  const int division = (code[0] - '0') * 10 + (code[1] - '0');
  for (const auto& d : kDivisions) {
    if (d.first <= division && division <= d.last) return d.section;
  }
  return pb::SIC_SECTION_UNSPECIFIED;
}

std::string PostcodeAreaOf(absl::string_view postcode) {
  const auto* end = std::find_if_not(postcode.begin(), postcode.end(), absl::ascii_isalpha);
  return std::string(postcode.begin(), end);
}

void CheckEmployer(const pb::Employer& e, base::Violations* v) {
  if (!e.sic_code().empty() && SectionOf(e.sic_code()) == pb::SIC_SECTION_UNSPECIFIED)
    v->Add("employer.sic_code", "begins with a division that SIC 2007 does not have");
  if (e.has_confident_until() && e.disability_confident() == pb::DISABILITY_CONFIDENT_LEVEL_UNSPECIFIED)
    v->Add("employer.confident_until", "needs disability_confident, the level that ends then");
}

absl::CivilDay LastDayBeforeLapse(absl::CivilDay last_sign) {
  const absl::CivilMonth month = absl::CivilMonth(last_sign) + kLapsesAfterMonths;
  const absl::CivilDay end_of_month = absl::CivilDay(month + 1) - 1;
  return std::min(absl::CivilDay(month) + (last_sign.day() - 1), end_of_month);
}

pb::EmployerStage StageOf(const pb::Employer& e) {
  const bool is_known = e.has_approached_on() || e.has_hiring_since() || e.has_hired_on();
  if (!is_known) return pb::EMPLOYER_STAGE_NOT_APPROACHED;
  const auto last = base::ToDay(e.last_sign_on());
  const auto as_of = base::ToDay(e.as_of());
  if (!e.employs_now() && last && as_of && *as_of > LastDayBeforeLapse(*last)) return pb::EMPLOYER_STAGE_LAPSED;
  if (e.has_hired_on()) return pb::EMPLOYER_STAGE_HIRED;
  if (e.has_hiring_since()) return pb::EMPLOYER_STAGE_HIRING;
  return e.has_in_conversation_since() ? pb::EMPLOYER_STAGE_IN_CONVERSATION : pb::EMPLOYER_STAGE_APPROACHED;
}

bool HasExpired(const pb::Employer& e) {
  const auto until = base::ToDay(e.confident_until());
  const auto as_of = base::ToDay(e.as_of());
  return e.has_confident_until() && until && as_of && *until < *as_of;
}

void DeriveEmployer(pb::Employer* employer) {
  employer->set_sector(SectionOf(employer->sic_code()));
  employer->clear_confident_expired_on();
  if (HasExpired(*employer)) *employer->mutable_confident_expired_on() = employer->confident_until();
  employer->set_stage(StageOf(*employer));
}

void DeriveSite(pb::EmployerSite* site) { site->set_postcode_area(PostcodeAreaOf(site->postcode())); }

}  // namespace gainful::employer
