#include "tools/synthetic/generate.h"

#include "gainful/caseload/v1/access.pb.h"
#include "services/common/base/dates.h"
#include "tools/synthetic/history.h"

namespace gainful::synthetic {
namespace {

// Once or twice a year each team is covered for a week by somebody of another one.
void RecordCovers(const Options& options, const Provider& provider, Recorder* recorder) {
  Dice dice = Dice(options.seed).For("cover", 0).For(provider.id, 0);
  for (size_t i = 0; i < provider.teams.size() && provider.teams.size() > 1; ++i) {
    const auto& others = provider.teams[(i + 1) % provider.teams.size()].key_workers;
    for (absl::CivilDay day = FirstDay(options) + dice.Between(20, 120); day + 5 <= options.until;
         day += dice.Between(150, 320)) {
      const absl::CivilDay from = WorkingDay(day);
      const Worker& w = dice.One(others);
      if (!w.WorksOn(from) || !w.WorksOn(from + 4)) continue;
      caseload::v1::Cover cover;
      const Act act = {At(&dice, from, 9), provider.manager, "manager", "CreateCover"};
      cover.set_id(dice.Id(act.at));
      cover.set_org_id(provider.id);
      cover.set_staff_member_id(w.id);
      cover.set_team_id(provider.teams[i].id);
      *cover.mutable_starts_on() = *cover.mutable_recorded_on() = base::ToProto(from);
      *cover.mutable_ends_on() = base::ToProto(from + 4);
      cover.set_reason("Leave");
      cover.set_subject(w.subject);
      cover.set_recorded_by(act.caller);
      Once(recorder, act, &cover);
    }
  }
}

// What those who allocate take turns at.
void RecordKeyWorkers(const Provider& provider, Recorder* recorder) {
  for (const auto& team : provider.teams) {
    for (const Worker& w : team.key_workers) {
      if (!w.ends.empty())
        recorder->KeepRow("caseload.key_worker", {"org_id", "staff_member_id"}, {&provider.id, &w.id});
    }
  }
}

}  // namespace

void Generate(const Options& options, Recorder* recorder) {
  const auto ids = OrganisationIds(options);
  for (int i = 0; i < kCommissioners; ++i) {
    recorder->BeginOrganisation(ids[static_cast<size_t>(i)]);
    RecordCommissioner(options, i, recorder);
    recorder->EndOrganisation();
  }
  Dice dice = Dice(options.seed).For("sizes", 0);
  const auto sizes = Spread(&dice, options.journeys, options.organisations, 0.8);
  for (int i = 0; i < options.organisations; ++i) {
    recorder->BeginOrganisation(ids[kCommissioners + static_cast<size_t>(i)]);
    Provider provider = RecordProvider(options, i, sizes[static_cast<size_t>(i)], recorder);
    provider.employers = RecordEmployers(options, provider, recorder);
    for (size_t t = 0; t < provider.teams.size(); ++t)
      RecordHistory(options, provider, &provider.teams[t], static_cast<int>(t), recorder);
    RecordCovers(options, provider, recorder);
    RecordKeyWorkers(provider, recorder);
    recorder->EndOrganisation();
  }
}

}  // namespace gainful::synthetic
