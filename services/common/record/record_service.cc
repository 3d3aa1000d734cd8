#include "services/common/record/record_service.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace gainful::record {

using google::protobuf::Message;

namespace {

// The field of a List answer that holds the records: the only one of their type.
const google::protobuf::FieldDescriptor* RowsOf(const google::protobuf::Descriptor* answer,
                                                const google::protobuf::Descriptor* record) {
  for (int i = 0; i < answer->field_count(); ++i) {
    if (answer->field(i)->message_type() == record) return answer->field(i);
  }
  return nullptr;
}

// "Spells", "Journeys", "Vacancies"
std::string PluralOf(const std::string& name) {
  const bool is_changed = absl::EndsWith(name, "y") && !absl::EndsWith(name, "ey");
  return is_changed ? absl::StrCat(name.substr(0, name.size() - 1), "ies") : name + "s";
}

}  // namespace

void RecordService::Serve(journal::Records* records) {
  records_.push_back(records);
  const auto* type = records->spec().type;
  if (const auto get = absl::StrCat("Get", type->name()); descriptor()->FindMethodByName(get) != nullptr) {
    On(get, [this, records](const base::Call& call, const Message& q, Message* out) -> absl::Status {
      RETURN_IF_ERROR(calendar_.Check(call, q));
      return records->Get(call, journal::GetText(q, "id"), out);
    });
  }
  const auto list = "List" + PluralOf(type->name());
  const auto* method = descriptor()->FindMethodByName(list);
  if (method == nullptr) return;
  On(list,
     [this, records, rows = RowsOf(method->output_type(), type)](const base::Call& call, const Message& q,
                                                                 Message* out) -> absl::Status {
       RETURN_IF_ERROR(calendar_.Check(call, q));
       std::string token;
       RETURN_IF_ERROR(records->List(
           call, q, [out, rows] { return out->GetReflection()->AddMessage(out, rows); }, &token));
       journal::SetText(out, "next_page_token", token);
       return absl::OkStatus();
     });
}

}  // namespace gainful::record
