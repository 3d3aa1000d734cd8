#include "services/caseload/alerts.h"

#include "absl/strings/str_cat.h"
#include "services/caseload/person.h"
#include "services/common/base/dates.h"

namespace gainful::caseload {

using google::protobuf::Message;

journal::RecordSpec AlertSpec() {
  journal::RecordSpec spec = RecordOfPerson(pb::Alert::descriptor(), "alert");
  spec.with_entry.clear();
  return spec;
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
