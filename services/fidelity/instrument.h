// The fidelity instruments that are shipped, out of their textproto files, and the check that each of them is whole. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "services/fidelity/instrument.pb.h"

namespace gainful::fidelity {

// The names that Reading.name may have: what the log can answer. Values are in the unit of the item's measure; conditions named here are those that
// the log can decide too.
//   caseload_per_fte                active people for each full-time specialist                                              item 1 of ips25
//   employment_time_share           % of recorded working time that was employment work                                      2
//                                     where too little of the specialists' hours is on record it is a range, and without a time log no score
//   phases_by_one_specialist        of six phases of a journey those that its own specialist carries, on average             3
//   attached_team_share             % of the caseload that comes from the one or two teams a specialist is attached to       4
//                                     without a value: from which treatment team somebody comes is not on record
//   days_to_employer_contact        mean days from the first attended meeting to the first face-to-face employer contact     15
//                                     condition tracked: these days are on record for enough of those who met an employer and of those who wait
//   contacts_matching_preferences   % of employer contacts for a person that match what the person prefers                   16
//   employer_contacts_a_week        face-to-face employer contacts for a person, a week, for each specialist                 17
//   job_type_diversity              % of jobs that are different kinds of job                                                19
//   employer_diversity              % of jobs that are with different employers                                              20
//   competitive_share               % of jobs that are competitive                                                           21
//   follow_along_kept               % of jobs held for four months in which the person was seen in the fourth month          23
//                                     condition seen_after_first_month: anybody was
//                                     conditions weekly_then_monthly, full_calendar: of the calendar's contacts that fell due, those took place
//   community_share                 % of scheduled time that was spent in the community                                      24
//   outreach_attempts               of six kinds of outreach those that the log shows after disengagement                    25
inline constexpr absl::string_view kReadings[] = {
    "caseload_per_fte",         "employment_time_share",    "phases_by_one_specialist",
    "attached_team_share",      "days_to_employer_contact", "contacts_matching_preferences",
    "employer_contacts_a_week", "job_type_diversity",       "employer_diversity",
    "competitive_share",        "follow_along_kept",        "community_share",
    "outreach_attempts"};

// Every version of every instrument, by id and then by version. One that extends another has the other's items and totals before its own.
const std::vector<Instrument>& ShippedInstruments();

// That very version. Null where there is none.
const Instrument* FindInstrument(absl::string_view id, std::int32_t version);
// From its first day to its last, both included.
bool IsInForce(const Instrument& instrument, absl::CivilDay on);
// The version that is in force on a day: the newest that has taken effect and not ended. Null where there is none.
const Instrument* InstrumentInForce(absl::string_view id, absl::CivilDay on);

// Null where the instrument has no such item, reading or total.
const Item* FindItem(const Instrument& instrument, std::int32_t number);
const Item* FindItemByReading(const Instrument& instrument, absl::string_view reading);
const Total* FindTotal(const Instrument& instrument, absl::string_view id);

// The sections, in the order of their first items.
std::vector<std::string> Sections(const Instrument& instrument);

// Whether a level asks for a number.
bool HasEdge(const Level& level);

// "IPS fidelity, 25 items (ips25, version 1)".
std::string Title(const Instrument& instrument);

// What contradicts itself or is missing, one sentence each that names the item; nothing where the instrument is whole. It is given as read, before
// its base is put in; `base` is null where it names none.
std::vector<std::string> Faults(const Instrument& instrument, const Instrument* base);

// The base's items and totals, then the extension's own; comparable with the base in all of them, and with whatever the base is comparable with.
Instrument Extended(const Instrument& base, const Instrument& extension);

// The calendar that is shipped.
const ReviewCalendar& UsualCalendar();

}  // namespace gainful::fidelity
