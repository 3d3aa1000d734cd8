#include "services/caseload/person_kinds.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/caseload/characteristic.h"
#include "services/caseload/plan.h"
#include "services/common/base/codes.h"
#include "services/common/base/dates.h"
#include "services/common/journal/access.h"

namespace gainful::caseload {
namespace {

using google::protobuf::Message;

template <class Record>
PersonKind KindOf(const std::string& kind, void (*check)(const Record&, base::Violations*)) {
  PersonKind made;
  made.spec = RecordOfPerson(Record::descriptor(), kind);
  made.check = [check](const Message& record, base::Violations* v) { check(static_cast<const Record&>(record), v); };
  return made;
}

template <class Record>
PersonKind WithStatus(PersonKind kind) {
  kind.spec.derive = [](Message* m) {
    auto* record = static_cast<Record*>(m);
    record->set_status(StatusOf(*record));
  };
  return kind;
}

PersonKind DuringJourney(PersonKind kind, const char* day) {
  kind.day = kind.spec.type->FindFieldByName(day);
  return kind;
}

PersonKind Restricted(PersonKind kind) {
  kind.spec.visible_where = kRecorderOrManager;
  kind.spec.may_change = [](const base::Call& call, const Message& m) {
    return IsRecorderOrManager(call, journal::GetText(m, "recorded_by"));
  };
  return kind;
}

PersonKind ProfileKind() {
  PersonKind kind = DuringJourney(KindOf<pb::VocationalProfile>("vocational_profile", CheckProfile), "started_on");
  kind.tidy = [](Message* m) { TidyProfile(static_cast<pb::VocationalProfile*>(m)); };
  return kind;
}

// A thing that is out cannot be lent again before it is back, whichever team lent it.
PersonKind KitLoanKind() {
  PersonKind kind = KindOf<pb::KitLoan>("kit_loan", CheckKitLoan);
  kind.taken =
      "SELECT FROM caseload.published_kit_out_v1 WHERE org_id = $1::uuid AND id <> $2::uuid AND asset_tag = $3";
  kind.taken_field = "asset_tag";
  kind.is_taken = "is on loan already: its return is recorded before it is lent again";
  kind.takes = [](const Message& m) {
    const auto& loan = static_cast<const pb::KitLoan&>(m);
    return !loan.asset_tag().empty() && !loan.has_returned_on() && !loan.has_withdrawn_on();
  };
  return kind;
}

std::string VisibleCharacteristics() {
  return absl::StrCat("(t.kind <> ALL ('", RestrictedKinds(), "'::text[]) OR ", kRecorderOrManager, ")");
}

PersonKind CharacteristicKindOf() {
  PersonKind kind = KindOf<pb::Characteristic>("characteristic", CheckCharacteristic);
  kind.spec.visible_where = VisibleCharacteristics();
  kind.spec.derive = [](Message* m) {
    auto* c = static_cast<pb::Characteristic*>(m);
    c->set_state(StateOf(*c));
  };
  kind.check_change = [](const Message& before, const Message& after, base::Violations* v) {
    if (StateOf(static_cast<const pb::Characteristic&>(before)) == pb::CHARACTERISTIC_STATE_STATED &&
        StateOf(static_cast<const pb::Characteristic&>(after)) != pb::CHARACTERISTIC_STATE_STATED)
      v->Add(
          "characteristic.values",
          "must state something, as it did: that the person declined now is a statement of its own, and one recorded "
          "in error is withdrawn");
  };
  kind.spec.may_change = [](const base::Call& call, const Message& m) {
    const auto& c = static_cast<const pb::Characteristic&>(m);
    return !IsRestricted(c.kind()) || IsRecorderOrManager(call, c.recorded_by());
  };
  return kind;
}

}  // namespace

std::vector<PersonKind> PlanKinds() {
  return {ProfileKind(), WithStatus<pb::Goal>(KindOf<pb::Goal>("goal", CheckGoal)),
          DuringJourney(KindOf<pb::Review>("review", CheckReview), "reviewed_on")};
}

std::vector<PersonKind> SupportKinds() {
  return {KindOf<pb::Relationship>("relationship", CheckRelationship),
          KindOf<pb::RiskFlag>("risk_flag", CheckRiskFlag),
          Restricted(KindOf<pb::SafeguardingConcern>("safeguarding_concern", CheckSafeguardingConcern)),
          KindOf<pb::DigitalAccessCheck>("digital_access_check", CheckDigitalAccess),
          KitLoanKind(),
          WithStatus<pb::Adjustment>(KindOf<pb::Adjustment>("adjustment", CheckAdjustment)),
          KindOf<pb::FitNote>("fit_note", CheckFitNote),
          KindOf<pb::HealthAndWorkReport>("health_and_work_report", CheckHealthAndWorkReport)};
}

std::vector<PersonKind> CharacteristicKinds() { return {CharacteristicKindOf()}; }

std::unique_ptr<PersonService> MakePlanService(db::Pool* pool) {
  return std::make_unique<PersonService>(pool, pb::Goal::descriptor()->file()->FindServiceByName("PlanService"),
                                         PlanKinds());
}

std::unique_ptr<PersonService> MakeSupportService(db::Pool* pool) {
  return std::make_unique<PersonService>(pool, pb::FitNote::descriptor()->file()->FindServiceByName("SupportService"),
                                         SupportKinds());
}

CharacteristicService::CharacteristicService(db::Pool* pool)
    : PersonService(pool, pb::Characteristic::descriptor()->file()->FindServiceByName("CharacteristicService"),
                    CharacteristicKinds()),
      history_(absl::StrCat(
          "WITH r AS MATERIALIZED (", records()[0]->SelectFrom(),
          " WHERE t.org_id = $1::uuid AND t.participant_id = ANY (", RecordsOf("$1::uuid", "$9::uuid"),
          ") AND t.withdrawn_on IS NULL AND ", VisibleCharacteristics(), "), ",
          journal::AccessOf("characteristic", "r.participant_id", "NULL"), " SELECT * FROM r ORDER BY id")) {
  On(&CharacteristicService::GetCharacteristicCodes, "GetCharacteristicCodes");
  On(&CharacteristicService::GetCharacteristicsAt, "GetCharacteristicsAt");
}

absl::Status CharacteristicService::GetCharacteristicCodes(const base::Call& call,
                                                           const pb::GetCharacteristicCodesRequest& q,
                                                           pb::CharacteristicCodes* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  for (const auto& list : ShippedLists().list()) {
    const auto kind = base::ValueOf<pb::CharacteristicKind>(list.kind());
    if (q.kind() != 0 && q.kind() != kind) continue;
    for (const auto& code : CodesOf(list)) {
      auto* row = out->add_codes();
      row->set_kind(kind);
      row->set_code(code.code());
      row->set_meaning(code.meaning());
      pb::Characteristic one;
      one.set_kind(kind);
      one.add_values(code.code());
      row->set_state(StateOf(one));
      for (const auto& grouping : list.grouping()) {
        for (const auto& group : grouping.group()) {
          if (std::find(group.code().begin(), group.code().end(), code.code()) != group.code().end())
            row->add_groups(absl::StrCat(grouping.name(), "=", group.name()));
        }
      }
    }
  }
  return absl::OkStatus();
}

absl::Status CharacteristicService::GetCharacteristicsAt(const base::Call& call,
                                                         const pb::GetCharacteristicsAtRequest& q,
                                                         pb::CharacteristicsAt* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const base::Uuid person = base::IdOf(q.participant_id());
  return ReadAboutPerson(pool_, call, person, [&](db::Transaction& tx) -> absl::Status {
    db::Params params;
    journal::BindAccess(call, &params);
    params.Text(person.ToString());
    ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(history_, params));
    std::vector<pb::Characteristic> statements;
    for (const auto& row : rows) RETURN_IF_ERROR(records()[0]->Read(row, &statements.emplace_back()));
    for (auto& held : HeldOn(*base::ToDay(q.day()), statements)) out->add_characteristics()->Swap(&held);
    return absl::OkStatus();
  });
}

}  // namespace gainful::caseload
