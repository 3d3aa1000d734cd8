#include "tools/synthetic/directory.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "gainful/directory/v1/partner.pb.h"
#include "gainful/directory/v1/staff.pb.h"
#include "services/common/base/dates.h"
#include "tools/synthetic/names.h"

namespace gainful::synthetic {
namespace {

namespace pb = gainful::directory::v1;

constexpr int kJourneysOfAYear = 24;  // that one key worker takes on

struct ProgrammeFacts {
  const char* name;
  pb::ProgrammeKind kind;
  pb::ProgrammeSetting setting;
  bool triage;
  std::vector<const char*> rules;
};
const ProgrammeFacts& FactsOf(Programme programme) {
  static const ProgrammeFacts facts[kProgrammes] = {{"IPS in secondary mental health",
                                                     pb::PROGRAMME_KIND_IPS_SECONDARY,
                                                     pb::PROGRAMME_SETTING_COMMUNITY_MENTAL_HEALTH,
                                                     false,
                                                     {"ips-grow-job-start", "sustained-13", "sustained-26"}},
                                                    {"IPS in primary care",
                                                     pb::PROGRAMME_KIND_IPS_PRIMARY,
                                                     pb::PROGRAMME_SETTING_PRIMARY_CARE,
                                                     true,
                                                     {"ips-grow-job-start", "ipspc-13-in-16"}},
                                                    {"IPS in drug and alcohol treatment",
                                                     pb::PROGRAMME_KIND_IPS_DRUGS_ALCOHOL,
                                                     pb::PROGRAMME_SETTING_DRUG_AND_ALCOHOL,
                                                     false,
                                                     {"ips-grow-job-start", "sustained-13-gap-14"}},
                                                    {"Connect to Work",
                                                     pb::PROGRAMME_KIND_CONNECT_TO_WORK,
                                                     pb::PROGRAMME_SETTING_COMMUNITY,
                                                     true,
                                                     {"earnings-16-hours-26-weeks", "self-employed-182-in-639"}}};
  return facts[static_cast<int>(programme)];
}

void Set(absl::CivilDay day, google::type::Date* out) { *out = base::ToProto(day); }

// One provider's records as they come to be.
class Setup {
 public:
  Setup(const Options& options, int number, Recorder* recorder)
      : options_(options),
        dice_(Dice(options.seed).For("provider", static_cast<std::uint64_t>(number))),
        recorder_(recorder),
        first_(FirstDay(options) - 60) {
    out_.id = OrganisationIds(options)[kCommissioners + static_cast<size_t>(number)];
    slug_ = absl::StrCat("provider", number + 1, ".example");
    out_.manager = absl::StrCat("manager@", slug_);
  }

  Provider Run(int journeys) {
    RecordOrganisation();
    RecordPartners();
    const int programmes = dice_.Between(2, kProgrammes);
    for (int i = 0; i < programmes; ++i) RecordProgramme(static_cast<Programme>(i));
    const int teams = std::max(programmes, static_cast<int>(std::lround(std::sqrt(journeys) / 9)));
    const auto sizes = Spread(&dice_, journeys, teams, 0.9);
    for (int i = 0; i < teams; ++i)
      RecordTeam(i, programmes_[static_cast<size_t>(i % programmes)], sizes[static_cast<size_t>(i)]);
    return std::move(out_);
  }

 private:
  Act By(const std::string& method, absl::CivilDay day, const std::string& role = "manager") {
    return {At(&dice_, WorkingDay(day), 9), out_.manager, role, method};
  }
  template <class Record>
  void Begin(const Act& act, Record* record) {
    record->set_id(dice_.Id(act.at));
    record->set_org_id(out_.id);
  }
  template <class Record>
  void Record1(const Act& act, Record* record) {
    Begin(act, record);
    Once(recorder_, act, record);
  }

  void RecordOrganisation() {
    pb::Organisation organisation;
    organisation.set_id(out_.id);
    organisation.set_org_id(out_.id);
    organisation.set_name(absl::StrCat(PlaceName(&dice_), " Employment Support"));
    organisation.set_kind(pb::ORGANISATION_KIND_PROVIDER);
    organisation.set_crisis_protocol(
        "Stay with the person, call the duty clinician, and the crisis line out of hours.");
    organisation.set_crisis_duty("duty clinician");
    organisation.set_crisis_deputy("service lead");
    organisation.set_crisis_minutes(30);
    Once(recorder_, By("CreateOrganisation", first_, "administrator"), &organisation);
  }

  // A trust with clinical teams, and who else people let know: a Jobcentre and a GP practice, which are no tenants here.
  void RecordPartners() {
    const auto act = By("CreatePartner", first_ + 1);
    pb::Partner trust;
    trust.set_name(absl::StrCat(PlaceName(&dice_), " Health Trust"));
    trust.set_kind(pb::ORGANISATION_KIND_NHS_TRUST);
    trust.set_ods_code(absl::StrCat("Z", dice_.Between(10, 99)));
    Record1(act, &trust);
    for (const auto kind : {pb::CLINICAL_TEAM_KIND_COMMUNITY_MENTAL_HEALTH, pb::CLINICAL_TEAM_KIND_EARLY_INTERVENTION,
                            pb::CLINICAL_TEAM_KIND_TALKING_THERAPIES}) {
      pb::ClinicalTeam team;
      team.set_name(absl::StrCat(PlaceName(&dice_), " clinical team ", clinical_teams_.size() + 1));
      team.set_kind(kind);
      team.set_partner_id(trust.id());
      Record1(By("CreateClinicalTeam", first_ + 2), &team);
      clinical_teams_.push_back(team.id());
    }
    for (const auto kind : {pb::ORGANISATION_KIND_JOBCENTRE, pb::ORGANISATION_KIND_GP_PRACTICE}) {
      pb::Partner partner;
      partner.set_name(
          absl::StrCat(PlaceName(&dice_), kind == pb::ORGANISATION_KIND_JOBCENTRE ? " Jobcentre" : " Surgery"));
      partner.set_kind(kind);
      partner.set_partner_org_id(dice_.RequestId());
      Record1(act, &partner);
      out_.others.push_back(partner.partner_org_id());
    }
  }

  void RecordProgramme(Programme which) {
    const auto& facts = FactsOf(which);
    pb::Programme programme;
    programme.set_name(facts.name);
    programme.set_kind(facts.kind);
    programme.set_setting(facts.setting);
    programme.set_triage(facts.triage);
    for (const char* rule : facts.rules) programme.add_outcome_rules(rule);
    programme.set_decision_days(14);
    programme.set_first_contact_days(28);
    programme.set_review_days(90);
    if (which == Programme::kConnectToWork) programme.set_caseload_limit(25);
    Set(first_, programme.mutable_starts_on());
    Record1(By("CreateProgramme", first_ + 3), &programme);
    programmes_.push_back({which, programme.id(), facts.triage});
    int left = 100;
    for (int i = 0; i < kCommissioners && left > 0; ++i) {
      pb::Funding funding;
      funding.set_programme_id(programme.id());
      funding.set_funder_org_id(
          OrganisationIds(options_)[static_cast<size_t>((i + static_cast<int>(which)) % kCommissioners)]);
      const int share = i + 1 == kCommissioners || dice_.Chance(0.5) ? left : 10 * dice_.Between(5, 9);
      funding.set_share_percent(share);
      left -= share;
      Set(first_, funding.mutable_starts_on());
      Record1(By("CreateFunding", first_ + 4), &funding);
    }
  }

  struct Begun {
    Programme which;
    std::string id;
    bool triage;
  };

  void RecordTeam(int number, const Begun& programme, int journeys) {
    pb::Team team;
    team.set_name(absl::StrCat(PlaceName(&dice_), " team ", number + 1));
    Set(first_, team.mutable_starts_on());
    Record1(By("CreateTeam", first_ + 5), &team);
    pb::ClinicalAttachment attachment;
    attachment.set_team_id(team.id());
    attachment.set_clinical_team_id(dice_.One(clinical_teams_));
    Set(first_ + 6, attachment.mutable_starts_on());
    Record1(By("CreateClinicalAttachment", first_ + 6), &attachment);
    TeamOfWorkers t;
    t.id = team.id();
    t.programme = programme.which;
    t.programme_id = programme.id;
    t.triage = programme.triage;
    t.journeys = journeys;
    Employ(pb::STAFF_ROLE_TEAM_LEAD, first_ + 7, &t, &t.leads);
    const int workers = std::max(2, journeys / std::max(1, options_.years) / kJourneysOfAYear + 1);
    for (int i = 0; i < workers; ++i) {
      const auto role =
          dice_.Pick({8, 1, 1}) == 0 ? pb::STAFF_ROLE_EMPLOYMENT_SPECIALIST : pb::STAFF_ROLE_OCCUPATIONAL_THERAPIST;
      Employ(role, first_ + 8, &t, &t.key_workers);
    }
    if (journeys >= 60 || number == 0) Employ(pb::STAFF_ROLE_STUDENT, first_ + 9, &t, &t.students);
    out_.teams.push_back(std::move(t));
  }

  // Somebody, and after they leave somebody else, to the end.
  void Employ(pb::StaffRole role, absl::CivilDay from, TeamOfWorkers* team, std::vector<Worker>* out) {
    while (from <= options_.until) {
      Worker w;
      w.role = role;
      w.first = WorkingDay(from);
      w.subject = absl::StrCat("staff", ++staff_, "@", slug_);
      if (w.first > options_.until) return;
      const absl::CivilDay leaves =
          w.first + 200 + static_cast<int>(dice_.Exponential(role == pb::STAFF_ROLE_STUDENT ? 100 : 1300));
      if (leaves <= options_.until) w.last = leaves;
      RecordWorker(*team, &w);
      out->push_back(w);
      from = leaves + 1;
    }
  }

  void RecordWorker(const TeamOfWorkers& team, Worker* w) {
    pb::StaffMember member;
    member.set_team_id(team.id);
    member.set_name(PersonName(&dice_));
    member.set_role(w->role);
    member.set_fte_percent(static_cast<int>(std::vector<int>{100, 80, 60, 50}[dice_.Pick({7, 1, 1, 1})]));
    member.set_subject(w->subject);
    Set(w->first, member.mutable_starts_on());
    if (w->role == pb::STAFF_ROLE_OCCUPATIONAL_THERAPIST) {
      member.set_registration_body(pb::REGISTRATION_BODY_HCPC);
      member.set_registration_number(absl::StrCat("OT", dice_.Between(10000, 99999)));
    }
    const std::string supervisor = team.leads.empty() ? "" : team.LeadOn(w->first).id;
    if (w->role != pb::STAFF_ROLE_TEAM_LEAD) member.set_supervisor_id(supervisor);
    const Act hired = By("CreateStaffMember", w->first);
    Begin(hired, &member);
    w->id = member.id();
    recorder_->Write(hired, &member);
    if (w->last) {
      Set(*w->last, member.mutable_ends_on());
      recorder_->Write(By("UpdateStaffMember", *w->last), &member);
    }
    recorder_->Keep(member);
    pb::Posting posting;
    posting.set_staff_member_id(w->id);
    posting.set_team_id(team.id);
    posting.set_role(w->role);
    posting.set_fte_percent(member.fte_percent());
    Set(w->first, posting.mutable_starts_on());
    if (w->last) Set(*w->last, posting.mutable_ends_on());
    Record1(By("CreatePosting", w->first), &posting);
    if (!supervisor.empty()) RecordSupervision(*w, supervisor);
  }

  // Monthly or so, and some of the time that no participant had.
  void RecordSupervision(const Worker& w, const std::string& supervisor) {
    const absl::CivilDay last = w.last.value_or(options_.until);
    for (absl::CivilDay day = w.first + 21; day <= last - 5; day += 28 + dice_.Between(0, 21)) {
      const absl::CivilDay on = WorkingDay(day);
      pb::Supervision supervision;
      supervision.set_supervisee_id(w.id);
      supervision.set_supervisor_id(supervisor);
      supervision.set_kind(dice_.Chance(0.5) ? pb::SUPERVISION_KIND_CLINICAL : pb::SUPERVISION_KIND_MANAGERIAL);
      Set(on, supervision.mutable_held_on());
      Set(WorkingDay(on + 28), supervision.mutable_next_due_on());
      Record1(By("CreateSupervision", on), &supervision);
      pb::TimeUse time;
      time.set_staff_member_id(w.id);
      Set(on, time.mutable_spent_on());
      time.set_kind(static_cast<pb::TimeKind>(dice_.Between(1, pb::TimeKind_MAX)));
      time.set_minutes(15 * dice_.Between(1, 16));
      Record1({At(&dice_, on, 16), w.subject, "specialist", "CreateTimeUse"}, &time);
    }
  }

  const Options& options_;
  Dice dice_;
  Recorder* const recorder_;
  const absl::CivilDay first_;
  std::string slug_;
  int staff_ = 0;
  std::vector<std::string> clinical_teams_;
  std::vector<Begun> programmes_;
  Provider out_;
};

}  // namespace

absl::CivilDay FirstDay(const Options& o) {
  return absl::CivilDay(o.until.year() - o.years, o.until.month(), o.until.day()) + 1;
}

int Worker::ActiveOn(absl::CivilDay day) const {
  return static_cast<int>(std::count_if(ends.begin(), ends.end(), [&](absl::CivilDay end) { return end >= day; }));
}

const Worker& TeamOfWorkers::LeadOn(absl::CivilDay day) const {
  for (const Worker& w : leads) {
    if (w.WorksOn(day)) return w;
  }
  return leads.back();
}

std::vector<int> Spread(Dice* dice, int total, int parts, double sigma) {
  std::vector<double> weights;
  double sum = 0;
  for (int i = 0; i < parts; ++i) sum += weights.emplace_back(dice->LogNormal(1, sigma));
  std::vector<int> out;
  double done = 0;
  int given = 0;
  for (const double w : weights) {
    done += w;
    out.push_back(static_cast<int>(std::lround(total * done / sum)) - given);
    given += out.back();
  }
  return out;
}

absl::Time At(Dice* dice, absl::CivilDay day, int hour) {
  return absl::FromCivil(absl::CivilSecond(day) + hour * 3600 + dice->Between(0, 3599), absl::UTCTimeZone());
}

void Once(Recorder* recorder, const Act& act, google::protobuf::Message* record) {
  recorder->Write(act, record);
  recorder->Keep(*record);
}

std::vector<std::string> OrganisationIds(const Options& options) {
  std::vector<std::string> ids;
  const absl::Time at = absl::FromCivil(FirstDay(options), absl::UTCTimeZone());
  for (int i = 0; i < kCommissioners + options.organisations; ++i)
    ids.push_back(Dice(options.seed).For("organisation", static_cast<std::uint64_t>(i)).Id(at));
  return ids;
}

Provider RecordProvider(const Options& options, int number, int journeys, Recorder* recorder) {
  return Setup(options, number, recorder).Run(journeys);
}

void RecordCommissioner(const Options& options, int number, Recorder* recorder) {
  Dice dice = Dice(options.seed).For("commissioner", static_cast<std::uint64_t>(number));
  pb::Organisation organisation;
  organisation.set_id(OrganisationIds(options)[static_cast<size_t>(number)]);
  organisation.set_org_id(organisation.id());
  organisation.set_name(absl::StrCat(PlaceName(&dice), number % 2 == 0 ? " Integrated Care Board" : " Council"));
  organisation.set_kind(pb::ORGANISATION_KIND_COMMISSIONER);
  Once(recorder,
       {At(&dice, WorkingDay(FirstDay(options) - 60), 9), "operator@gainful.example", "administrator",
        "CreateOrganisation"},
       &organisation);
}

}  // namespace gainful::synthetic
