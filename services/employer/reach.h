// Whether somebody can get to a place of work, by the parts of postcodes that their vocational profile names. A pure function: no map, no home, no clock.
//
// A postcode is an outward code, a blank and an inward code: "M14 5AA". Its area is the one or two letters that it begins with (M), its district the
// outward code as a whole (M14, and W1A or EC1A where it ends in a letter), its sector that and the first digit of the inward code (M14 5). So M1 is not
// part of M14. The letter divides a district that became too small, mostly in London: nobody has the postcode EC1, and whoever says it means EC1A to EC1Y,
// so a district without the letter holds those with one. Source: Royal Mail, Programmers' Guide to the Postcode Address File, edition 7, "Structure of a
// PAF address".
#pragma once

#include <string>
#include <vector>

#include "gainful/employer/v1/vacancy.pb.h"

namespace gainful::employer {

enum class Reach { kNotKnown, kInside, kOutside, kAnywhere };

struct ReachAnswer {
  Reach reach;
  std::string because;  // for the screen, to follow "for", "against" or "not known"
};

// `postcode` is where the work is, empty where that is not known; `areas` are in capitals with one blank. Of several that hold the postcode the most exact
// one is named. Where a place of work is not recorded it is taken for the employer's. The answer says so where the site that the vacancy names was closed,
// so that `postcode` is the employer's only one.
ReachAnswer ReachOf(v1::PlaceOfWork place_of_work, const std::string& postcode, const std::vector<std::string>& areas,
                    bool is_site_closed = false);

}  // namespace gainful::employer
