#include "services/employer/reach.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace gainful::employer {
namespace {

constexpr size_t kMostNamed = 5;

// Sector, district, the district that its last letter divides, and area of a postcode: the most exact first.
std::vector<std::string> PartsOf(const std::string& postcode) {
  const std::string district = postcode.substr(0, postcode.find(' '));
  const auto letters = std::find_if_not(district.begin(), district.end(), absl::ascii_isalpha);
  const std::string whole = absl::ascii_isalpha(district.back()) ? district.substr(0, district.size() - 1) : district;
  return {postcode.substr(0, district.size() + 2), district, whole, std::string(district.begin(), letters)};
}

// "M1, M14 5 and 3 more"
std::string Named(const std::vector<std::string>& areas) {
  const size_t named = std::min(areas.size(), kMostNamed);
  const std::string listed = absl::StrJoin(areas.begin(), areas.begin() + static_cast<std::ptrdiff_t>(named), ", ");
  return named == areas.size() ? listed : absl::StrCat(listed, " and ", areas.size() - named, " more");
}

}  // namespace

ReachAnswer ReachOf(v1::PlaceOfWork place_of_work, const std::string& postcode, const std::vector<std::string>& areas,
                    bool is_site_closed) {
  if (place_of_work == v1::PLACE_OF_WORK_FROM_HOME)
    return {Reach::kAnywhere, "it is done from home, so there is no way to work"};
  if (areas.empty())
    return {Reach::kNotKnown, "where they can get to for work: no travel areas are in their vocational profile"};
  if (postcode.empty())
    return {Reach::kNotKnown,
            absl::StrCat("where the work is: the vacancy names ", is_site_closed ? "a site that was closed" : "no site",
                         ", and the employer has none or sites at several postcodes")};
  const std::string when = absl::StrCat(
      place_of_work == v1::PLACE_OF_WORK_BOTH ? ", for the days that are not worked from home" : "",
      is_site_closed ? "; it is the employer's only place, as the site that the vacancy names was closed" : "");
  for (const auto& part : PartsOf(postcode)) {
    if (std::find(areas.begin(), areas.end(), part) != areas.end())
      return {Reach::kInside, absl::StrCat(postcode, " is in ", part, ", where they can get to", when)};
  }
  return {Reach::kOutside, absl::StrCat(postcode, " is outside where they can get to (", Named(areas), ")", when)};
}

}  // namespace gainful::employer
