#include "services/common/rpc/asked.h"

#include <optional>
#include <vector>

#include "absl/strings/ascii.h"

namespace gainful::rpc {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

std::optional<base::Uuid> IdIn(const Message& message, const char* field) {
  const auto* f = message.GetDescriptor()->FindFieldByName(field);
  if (f == nullptr || f->cpp_type() != FieldDescriptor::CPPTYPE_STRING) return std::nullopt;
  const auto* r = message.GetReflection();
  if (!f->is_repeated()) return base::Uuid::Parse(r->GetString(message, f));
  return r->FieldSize(message, f) == 0 ? std::nullopt : base::Uuid::Parse(r->GetRepeatedString(message, f, 0));
}

// "FitNote" -> "fit_note": what services call the records of this message.
std::string KindOf(const std::string& message) {
  std::string kind;
  for (const char c : message) {
    if (absl::ascii_isupper(static_cast<unsigned char>(c)) && !kind.empty()) kind += '_';
    kind += absl::ascii_tolower(static_cast<unsigned char>(c));
  }
  return kind;
}

}  // namespace

Asked AskedFor(const google::protobuf::MethodDescriptor& method, const Message& request) {
  if (const auto person = IdIn(request, "participant_id")) return {"participant", *person};
  // Of several the first: one row says who asked in vain.
  if (const auto person = IdIn(request, "participant_ids")) return {"participant", *person};
  if (const auto id = IdIn(request, "id")) {
    // What answers with something else than a record, such as the copy or the account of one, is about a participant.
    const bool is_record = method.output_type()->FindFieldByName("id") != nullptr;
    return {is_record ? KindOf(method.output_type()->name()) : "participant", *id};
  }
  std::vector<const FieldDescriptor*> fields;
  request.GetReflection()->ListFields(request, &fields);
  for (const auto* f : fields) {
    if (f->is_repeated() || f->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    const Message& record = request.GetReflection()->GetMessage(request, f);
    if (const auto person = IdIn(record, "participant_id")) return {"participant", *person};
    if (const auto id = IdIn(record, "id")) return {f->name(), *id};
  }
  return {};
}

}  // namespace gainful::rpc
