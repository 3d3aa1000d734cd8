#include "services/caseload/alerts.h"

#include "absl/strings/str_cat.h"
#include "services/caseload/person.h"
#include "services/common/base/dates.h"

namespace gainful::caseload {

using google::protobuf::Message;

journal::RecordSpec AlertSpec() {
  journal::RecordSpec spec = RecordOfPerson(pb::Alert::descriptor(), "alert");
  spec.with_entry.clear();
  spec.visible_through.clear();
  spec.visible_key.clear();
  spec.visible_where = SeesAlert("$4::text", "$5::text");
  return spec;
}

std::string SeesAlert(const std::string& caller, const std::string& role) {
  return absl::StrCat(
      "((t.kind NOT IN ('zero_exclusion', 'disclosure_incident') OR ", role,
      " IN ('manager', 'auditor') OR EXISTS (SELECT FROM caseload.participant "
      "x WHERE x.org_id = t.org_id AND x.id = t.participant_id AND ",
      Leads("x.org_id", caller, "x.team_id"), ")) AND (t.kind <> 'emergency_opening' OR ", role,
      " IN ('manager', 'auditor')) AND (EXISTS (SELECT FROM "
      "caseload.participant p WHERE p.org_id = t.org_id AND p.id = t.participant_id) OR EXISTS (SELECT FROM "
      "caseload.journey j WHERE j.org_id = t.org_id AND j.participant_id = t.participant_id)) OR t.kind = 'crisis' AND "
      "EXISTS (SELECT FROM directory.published_crisis_v1 c JOIN directory.published_staff_member_v1 s ON s.org_id = "
      "c.org_id AND s.id IN (c.crisis_duty_staff_id, c.crisis_deputy_staff_id) WHERE c.org_id = t.org_id AND s.active "
      "AND s.subject = ",
      caller, "))");
}

absl::Status RaiseAlert(journal::Records* alerts, const base::Call& call, const Message& request, absl::CivilDay today,
                        const pb::Alert& alert) {
  std::unique_ptr<Message> own(request.New());
  own->CopyFrom(request);
  const base::Uuid id =
      base::Uuid::FromSeed(absl::StrCat("alert|", call.org.ToString(), "|", call.caller_org.ToString(), "|",
                                        call.caller, "|", journal::RequestId(request)));
  journal::SetText(own.get(), "request_id", id.ToString());
  // All of an alert is the server's to set, so it comes in behind the place where a caller's values are dropped.
  const auto rule = [&](db::Transaction&, const pqxx::result&, const Message*, Message* record, base::Violations*) {
    record->MergeFrom(alert);
    static_cast<pb::Alert*>(record)->set_raised_by(call.caller);
    *static_cast<pb::Alert*>(record)->mutable_raised_on() = base::ToProto(today);
    return absl::OkStatus();
  };
  pb::Alert raised;
  return alerts->Create(call, *own, alert, {base::Uuid::V7(call.now), {"participant", {}}, {}}, rule, &raised);
}

}  // namespace gainful::caseload
