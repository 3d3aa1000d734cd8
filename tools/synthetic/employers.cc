// Employers of the made-up world, and what is done with them for participants.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "gainful/employer/v1/disclosure.pb.h"
#include "gainful/employer/v1/employer.pb.h"
#include "gainful/employer/v1/engagement.pb.h"
#include "gainful/employer/v1/merge.pb.h"
#include "gainful/employer/v1/vacancy.pb.h"
#include "services/common/base/dates.h"
#include "services/common/base/instants.h"
#include "tools/synthetic/case.h"
#include "tools/synthetic/names.h"

namespace gainful::synthetic {
namespace {

namespace pb = gainful::employer::v1;

google::type::Date Date(absl::CivilDay day) { return base::ToProto(day); }

struct Trade {
  const char *firm, *sic_code, *role, *soc_code;
};
// Codes of SIC 2007 and SOC 2020.
constexpr Trade kTrades[] = {{"Bakery", "10710", "Baker", "5432"},
                             {"Stores", "47110", "Shop assistant", "7111"},
                             {"Logistics", "52103", "Warehouse assistant", "9252"},
                             {"Care Homes", "87300", "Care worker", "6135"},
                             {"Gardens", "81300", "Gardener", "5113"},
                             {"Kitchens", "56101", "Kitchen porter", "9263"}};

// The records of an employer, by the manager on one day: with a site, a contact and a vacancy.
EmployerOnRecord RecordEmployer(const Options& options, const Provider& provider, Dice* d, Recorder* recorder) {
  const absl::CivilDay day = WorkingDay(FirstDay(options) + d->Between(0, 90));
  const Trade& trade = kTrades[d->Between(0, 5)];
  const auto begin = [&](const std::string& method, int hour, google::protobuf::Message* record) {
    const Act act = {At(d, day, hour), provider.manager, "manager", method};
    SetIfThere(record, "id", d->Id(act.at));
    SetIfThere(record, "org_id", provider.id);
    return act;
  };
  const std::string place = PlaceName(d);
  pb::Employer e;
  const Act created = begin("CreateEmployer", 9, &e);
  e.set_name(absl::StrCat(place, " ", trade.firm, d->Chance(0.7) ? " Ltd" : ""));
  e.set_sic_code(trade.sic_code);
  e.set_size(static_cast<pb::EmployerSize>(1 + d->Pick({40, 30, 20, 10})));
  if (d->Chance(0.4)) {
    e.set_disability_confident(static_cast<pb::DisabilityConfidentLevel>(1 + d->Pick({70, 25, 5})));
    *e.mutable_confident_until() = Date(day + 3 * 365);
  }
  if (d->Chance(0.03)) e.set_do_not_approach("They asked not to be called again.");
  Once(recorder, created, &e);
  pb::EmployerSite s;
  const Act sited = begin("CreateEmployerSite", 10, &s);
  s.set_employer_id(e.id());
  s.set_town(place);
  s.set_postcode(absl::StrCat("ZZ", d->Between(1, 9), " ", d->Between(1, 9), "ZZ"));  // an area that there is not
  Once(recorder, sited, &s);
  pb::EmployerContact c;
  const Act named = begin("CreateEmployerContact", 11, &c);
  c.set_employer_id(e.id());
  c.set_employer_site_id(s.id());
  c.set_name(PersonName(d));
  c.set_job_role("manager");
  c.set_prefers(static_cast<pb::ContactWay>(1 + d->Pick({50, 35, 15})));
  Once(recorder, named, &c);
  pb::Vacancy v;
  const Act added = begin("CreateVacancy", 12, &v);
  v.set_employer_id(e.id());
  v.set_employer_site_id(s.id());
  v.set_role(trade.role);
  v.set_soc_code(trade.soc_code);
  v.set_weekly_minutes(60 * d->Between(8, 37));
  if (d->For("place of work", 0).Chance(0.8)) v.set_place_of_work(pb::PLACE_OF_WORK_ON_SITE);
  *v.mutable_opened_on() = Date(day);
  Once(recorder, added, &v);
  return {e.id(), s.id(), c.id(), v.id()};
}

// Now and then a colleague records an employer once more, the two are found, and a manager decides; of the latest ones the proposals still wait.
void RecordAgain(const Options& options, const Provider& provider, const EmployerOnRecord& kept, Dice* d,
                 Recorder* recorder) {
  const absl::CivilDay day = WorkingDay(FirstDay(options) + d->Between(91, 300));
  const absl::CivilDay found = WorkingDay(day + d->Between(5, 200)), decided = WorkingDay(found + d->Between(1, 20));
  if (provider.teams.empty() || found > options.until) return;
  const std::string& lead = provider.teams.front().LeadOn(found).subject;
  pb::Employer again;
  const Act created = {At(d, day, 9), provider.manager, "manager", "CreateEmployer"};
  SetIfThere(&again, "id", d->Id(created.at));
  again.set_org_id(provider.id);
  again.set_name(absl::StrCat(PlaceName(d), " Trading"));
  recorder->Write(created, &again);
  pb::EmployerMerge merge;
  const Act proposed = {At(d, found, 10), lead, "specialist", "CreateEmployerMerge"};
  SetIfThere(&merge, "id", d->Id(proposed.at));
  merge.set_org_id(provider.id);
  merge.set_employer_id(kept.id);
  merge.set_duplicate_id(again.id());
  merge.set_reason("The same shop under its other name.");
  merge.set_state(pb::EMPLOYER_MERGE_STATE_WAITING);
  merge.set_proposed_by(lead);
  *merge.mutable_proposed_on() = Date(found);
  recorder->Write(proposed, &merge);
  if (decided <= options.until) {
    const bool is_same = d->Chance(0.8);
    const Act act = {At(d, decided, 11), provider.manager, "manager", "DecideEmployerMerge"};
    merge.set_state(is_same ? pb::EMPLOYER_MERGE_STATE_MERGED : pb::EMPLOYER_MERGE_STATE_NOT_THE_SAME);
    merge.set_decided_by(act.caller);
    *merge.mutable_decided_at() = base::ToProto(act.at);
    merge.set_note("Asked them.");
    recorder->Write(act, &merge);
    if (is_same) again.set_merged_into(kept.id);
    if (is_same) recorder->Write(act, &again);
  }
  recorder->Keep(again);
  recorder->Keep(merge);
}

// What the person says of being spoken for. True where the employer may know that somebody supports them.
bool RecordChoice(Case* c, Dice* d, const EmployerOnRecord& employer, absl::CivilDay day) {
  pb::DisclosureChoice choice;
  choice.set_employer_id(employer.id);
  choice.set_number(++*c->choices);
  choice.add_contents(pb::DISCLOSURE_CONTENT_SUPPORTED);
  choice.add_contents(pb::DISCLOSURE_CONTENT_SERVICE_NAME);
  choice.set_decision(d->Chance(0.75) ? pb::DISCLOSURE_DECISION_GIVEN : pb::DISCLOSURE_DECISION_REFUSED);
  *choice.mutable_said_on() = Date(day);
  choice.set_wording_version("1");
  const Act act = c->By("CreateDisclosureChoice", day, 9);
  c->Begin(act, &choice);
  Once(c->recorder, act, &choice);
  return choice.decision() == pb::DISCLOSURE_DECISION_GIVEN;
}

void RecordEngagement(Case* c, Dice* d, const EmployerOnRecord& employer, absl::CivilDay day, bool may_say) {
  pb::Engagement g;
  g.set_employer_id(employer.id);
  g.set_employer_site_id(employer.site);
  g.set_employer_contact_id(employer.contact);
  *g.mutable_held_on() = Date(day);
  g.set_kind(static_cast<pb::EngagementKind>(1 + d->Pick({30, 40, 8, 2, 2, 6, 4, 6, 2})));
  g.set_mode(static_cast<pb::EngagementMode>(1 + d->Pick({60, 28, 5, 7})));
  g.set_minutes(5 * d->Between(1, 18));
  g.set_staff_member_id(c->WorkerOn(day).id);
  Act act = c->By("CreateEngagement", day, 15);
  c->Begin(act, &g);
  Once(c->recorder, act, &g);
  pb::ParticipantEngagement p;
  p.set_journey_id(c->journey_id);
  p.set_engagement_id(g.id());
  if (may_say) p.add_discloses(pb::DISCLOSURE_CONTENT_SUPPORTED);
  act.at += absl::Minutes(1);
  c->Begin(act, &p);
  Once(c->recorder, act, &p);
}

void RecordApplication(Case* c, Dice* d, const EmployerOnRecord& employer, absl::CivilDay day) {
  pb::JobApplication a;
  a.set_journey_id(c->journey_id);
  a.set_vacancy_id(employer.vacancy);
  *a.mutable_applied_on() = Date(day);
  Act act = c->By("CreateJobApplication", day, 16);
  c->Begin(act, &a);
  c->recorder->Write(act, &a);
  const absl::CivilDay told = WorkingDay(day + d->Between(7, 30));
  if (told <= c->Known()) {
    if (d->Chance(0.3)) {
      *a.mutable_interview_on() = *a.mutable_offered_on() = *a.mutable_offer_accepted_on() = Date(told);
    } else {
      *a.mutable_turned_down_on() = Date(told);
    }
    Act next = c->By("UpdateJobApplication", told, 16);
    Case::Next(act, &next);
    c->recorder->Write(next, &a);
  }
  c->recorder->Keep(a);
}

}  // namespace

std::vector<EmployerOnRecord> RecordEmployers(const Options& options, const Provider& provider, Recorder* recorder) {
  Dice dice = Dice(options.seed).For("employers", 0).For(provider.id, 0);
  int journeys = 0;
  for (const auto& team : provider.teams) journeys += team.journeys;
  std::vector<EmployerOnRecord> employers;
  for (int i = 0; i < 5 + journeys / 10; ++i) {
    Dice own = dice.For("employer", static_cast<std::uint64_t>(i));
    employers.push_back(RecordEmployer(options, provider, &own, recorder));
    Dice others = own.For("again", 0);
    if (i == 0 || others.Chance(0.05)) RecordAgain(options, provider, employers.back(), &others, recorder);
  }
  return employers;
}

void RecordWithEmployers(Case* c) {
  Dice d = c->dice.For("with employers", 0);
  absl::CivilDay day = WorkingDay(std::max(c->timeline.decided, FirstDay(c->options) + 91) + d.Between(7, 60));
  for (int visits = d.Between(0, 4); visits > 0 && day <= c->Known(); --visits) {
    const EmployerOnRecord& employer = d.One(c->provider.employers);
    const bool may_say = RecordChoice(c, &d, employer, day);
    RecordEngagement(c, &d, employer, day, may_say);
    if (d.Chance(0.5)) RecordApplication(c, &d, employer, day);
    day = WorkingDay(day + d.Between(5, 40));
  }
}

}  // namespace gainful::synthetic
