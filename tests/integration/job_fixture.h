// A person, their journey and jobs of theirs, with what is done about them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {

namespace pl = placement::v1;

class JobTest : public WorldTest {
 protected:
  void SetUp() override {
    t = world().NewTenant();
    person = world().NewParticipant(t.manager, t.team);
    journey = world().NewJourney(t.manager, t, person);  // referred on 2025-01-10
  }
  Spell Of(google::type::Date from, google::type::Date to = {}) const {
    Spell s;
    s.set_journey_id(journey.id());
    *s.mutable_started_on() = std::move(from);
    if (to.year() != 0) *s.mutable_ended_on() = std::move(to);
    return s;
  }
  Spell Continuing(const Spell& earlier, google::type::Date from, google::type::Date to = {}) const {
    Spell s = Of(std::move(from), std::move(to));
    s.set_continues_spell_id(earlier.id());
    return s;
  }
  Spell Made(const Spell& s) const { return world().Make(t.specialist, s); }
  Spell Read(const Spell& s) const {
    Spell read;
    World::MustBeOk(world().Get(t.specialist, s.id(), &read));
    return read;
  }
  Outcome Withdraw(const Spell& s) const {
    pl::WithdrawSpellRequest q;
    q.set_request_id(NewId());
    q.set_id(s.id());
    return world().Call(t.specialist, q);
  }
  Outcome Confirm(const Spell& s, google::type::Date on, pl::EvidenceKind kind, Spell* out = nullptr) const {
    pl::ConfirmSpellRequest q;
    q.set_request_id(NewId());
    q.set_id(s.id());
    *q.mutable_last_confirmed_on() = std::move(on);
    q.set_evidence(kind);
    return world().Call(t.specialist, q, out);
  }
  std::vector<pl::SpellEvidence> Evidence(const Spell& s) const {
    pl::ListSpellEvidencesRequest q;
    q.set_spell_id(s.id());
    pl::ListSpellEvidencesResponse rows;
    World::MustBeOk(world().Call(t.specialist, q, &rows));
    return {rows.spell_evidences().begin(), rows.spell_evidences().end()};
  }
  pl::SpellEvidence Payslip(const Spell& s, google::type::Date day) const {
    pl::SpellEvidence e;
    e.set_spell_id(s.id());
    e.set_fact(pl::EVIDENCE_FACT_PAY);
    e.set_kind(pl::EVIDENCE_KIND_PAYSLIP);
    *e.mutable_speaks_for() = std::move(day);
    *e.mutable_received_on() = Day(2025, 6, 16);
    return e;
  }
  Outcome TakeBack(const pl::SpellEvidence& e) const {
    pl::WithdrawSpellEvidenceRequest q;
    q.set_request_id(NewId());
    q.set_id(e.id());
    return world().Call(t.specialist, q);
  }
  static std::string DayText(const google::type::Date& day) {
    return absl::StrCat(day.year(), "-", day.month(), "-", day.day());
  }
  Tenant t;
  Participant person;
  Journey journey;
};

}  // namespace gainful::integration
