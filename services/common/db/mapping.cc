#include "services/common/db/mapping.h"

#include <algorithm>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/date.pb.h"
#include "services/common/base/codes.h"
#include "services/common/base/dates.h"
#include "services/common/base/fields.h"
#include "services/common/base/ids.h"
#include "services/common/base/instants.h"
#include "services/common/base/log.h"
#include "services/common/base/status.h"

namespace gainful::db {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

bool IsMessage(const FieldDescriptor* f, const google::protobuf::Descriptor* type) {
  return f->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && f->message_type() == type;
}
bool IsDate(const FieldDescriptor* f) { return IsMessage(f, google::type::Date::descriptor()); }
bool IsTimestamp(const FieldDescriptor* f) { return IsMessage(f, google::protobuf::Timestamp::descriptor()); }

std::string ScalarType(const FieldDescriptor* f) {
  switch (f->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return base::RuleOf(f).uuid() ? "uuid" : "text";
    case FieldDescriptor::CPPTYPE_ENUM:
      return "text";
    case FieldDescriptor::CPPTYPE_INT32:
      return "integer";
    case FieldDescriptor::CPPTYPE_INT64:
      return "bigint";
    case FieldDescriptor::CPPTYPE_BOOL:
      return "boolean";
    default:
      return "";
  }
}

std::string TypeOf(const FieldDescriptor* f) {
  if (f->is_map()) return "jsonb";
  if (IsDate(f)) return "date";
  if (IsTimestamp(f)) return "timestamp with time zone";
  const std::string scalar = ScalarType(f);
  if (scalar.empty() || f->real_containing_oneof() != nullptr) {
    base::Log(base::Level::kError, "a field cannot be mapped to a column", {{"field", f->full_name()}});
    std::abort();
  }
  return f->is_repeated() ? scalar + "[]" : scalar;
}

std::string TimestampText(const Message& m) {
  google::protobuf::Timestamp t;
  t.CopyFrom(m);
  return absl::FormatTime("%Y-%m-%d %H:%M:%E6S+00", base::ToTime(t), absl::UTCTimeZone());
}

std::string MapText(const Message& m, const FieldDescriptor* f) {
  auto object = nlohmann::json::object();
  for (int i = 0; i < m.GetReflection()->FieldSize(m, f); ++i) {
    const Message& entry = m.GetReflection()->GetRepeatedMessage(m, f, i);
    const auto* type = entry.GetDescriptor();
    object[entry.GetReflection()->GetString(entry, type->map_key())] =
        entry.GetReflection()->GetString(entry, type->map_value());
  }
  return object.dump();
}

std::string RepeatedText(const Message& m, const FieldDescriptor* f) {
  const auto* r = m.GetReflection();
  ArrayText array;
  for (int i = 0; i < r->FieldSize(m, f); ++i) {
    switch (f->cpp_type()) {
      case FieldDescriptor::CPPTYPE_ENUM:
        array.Add(base::CodeOf(r->GetRepeatedEnum(m, f, i)));
        break;
      case FieldDescriptor::CPPTYPE_STRING:
        array.Add(r->GetRepeatedString(m, f, i));
        break;
      case FieldDescriptor::CPPTYPE_INT32:
        array.Add(absl::StrCat(r->GetRepeatedInt32(m, f, i)));
        break;
      default:
        array.Add(absl::StrCat(r->GetRepeatedInt64(m, f, i)));
        break;
    }
  }
  return array.Finish();
}

// Timestamps are asked for as microseconds since 1970, so that no text form of the server's is parsed.
std::string Selected(const Column& c, const std::string& prefix) {
  if (c.type != "timestamp with time zone") return prefix + c.name;
  return absl::StrCat("(extract(epoch FROM ", prefix, c.name, ") * 1000000)::bigint");
}

bool ReadEnum(const FieldDescriptor* f, const std::string& code, Message* m, bool add) {
  const auto* value = base::FindCode(f->enum_type(), code);
  if (value == nullptr) return false;
  if (add) {
    m->GetReflection()->AddEnum(m, f, value);
  } else {
    m->GetReflection()->SetEnum(m, f, value);
  }
  return true;
}

bool ReadMap(const FieldDescriptor* f, const std::string& text, Message* m) {
  const auto object = nlohmann::json::parse(text, nullptr, false);
  if (!object.is_object()) return false;
  for (const auto& [key, value] : object.items()) {
    if (!value.is_string()) return false;
    Message* entry = m->GetReflection()->AddMessage(m, f);
    entry->GetReflection()->SetString(entry, f->message_type()->map_key(), key);
    entry->GetReflection()->SetString(entry, f->message_type()->map_value(), value.get<std::string>());
  }
  return true;
}

bool ReadRepeated(const FieldDescriptor* f, const std::string& text, Message* m) {
  const auto* r = m->GetReflection();
  for (const std::string& element : ParseArray(text)) {
    std::int64_t number = 0;
    switch (f->cpp_type()) {
      case FieldDescriptor::CPPTYPE_ENUM:
        if (!ReadEnum(f, element, m, true)) return false;
        break;
      case FieldDescriptor::CPPTYPE_STRING:
        r->AddString(m, f, element);
        break;
      default:
        if (!absl::SimpleAtoi(element, &number)) return false;
        if (f->cpp_type() == FieldDescriptor::CPPTYPE_INT32) {
          r->AddInt32(m, f, static_cast<std::int32_t>(number));
        } else {
          r->AddInt64(m, f, number);
        }
    }
  }
  return true;
}

bool ReadDateOrTime(const FieldDescriptor* f, const std::string& text, Message* m) {
  Message* sub = m->GetReflection()->MutableMessage(m, f);
  if (IsDate(f)) {
    const auto day = base::ParseDay(text);
    if (!day) return false;
    sub->CopyFrom(base::ToProto(*day));
    return true;
  }
  std::int64_t micros = 0;
  if (!absl::SimpleAtoi(text, &micros)) return false;
  sub->CopyFrom(base::ToProto(absl::FromUnixMicros(micros)));
  return true;
}

bool ReadValue(const FieldDescriptor* f, const std::string& text, Message* m) {
  const auto* r = m->GetReflection();
  if (f->is_map()) return ReadMap(f, text, m);
  if (f->is_repeated()) return ReadRepeated(f, text, m);
  std::int64_t number = 0;
  switch (f->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      r->SetString(m, f, text);
      return true;
    case FieldDescriptor::CPPTYPE_ENUM:
      return ReadEnum(f, text, m, false);
    case FieldDescriptor::CPPTYPE_BOOL:
      r->SetBool(m, f, text == "t");
      return true;
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return ReadDateOrTime(f, text, m);
    case FieldDescriptor::CPPTYPE_INT32:
      if (!absl::SimpleAtoi(text, &number)) return false;
      r->SetInt32(m, f, static_cast<std::int32_t>(number));
      return true;
    default:
      if (!absl::SimpleAtoi(text, &number)) return false;
      r->SetInt64(m, f, number);
      return true;
  }
}

}  // namespace

Mapping::Mapping(const google::protobuf::Descriptor* type) {
  for (int i = 0; i < type->field_count(); ++i) {
    const auto* f = type->field(i);
    if (!base::RuleOf(f).derived()) columns_.push_back({f, f->name(), TypeOf(f)});
  }
}

std::string Mapping::ColumnList(const std::string& prefix) const {
  std::string out;
  for (const auto& c : columns_) absl::StrAppend(&out, out.empty() ? "" : ", ", Selected(c, prefix));
  return out;
}

bool Mapping::ValueText(const Message& m, const Column& c, std::string* text) {
  const auto* f = c.field;
  const auto* r = m.GetReflection();
  if (f->is_map()) return *text = MapText(m, f), true;
  if (f->is_repeated()) return *text = RepeatedText(m, f), true;
  if (f->has_presence() && !r->HasField(m, f)) return false;
  switch (f->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      *text = r->GetString(m, f);
      return c.type != "uuid" || !text->empty();
    case FieldDescriptor::CPPTYPE_ENUM:
      if (r->GetEnumValue(m, f) == 0) return false;
      *text = base::CodeOf(r->GetEnum(m, f));
      return true;
    case FieldDescriptor::CPPTYPE_INT32:
      *text = std::to_string(r->GetInt32(m, f));
      return true;
    case FieldDescriptor::CPPTYPE_INT64:
      *text = std::to_string(r->GetInt64(m, f));
      return true;
    case FieldDescriptor::CPPTYPE_BOOL:
      *text = r->GetBool(m, f) ? "t" : "f";
      return true;
    default:
      break;
  }
  const Message& sub = r->GetMessage(m, f);
  if (IsTimestamp(f)) return *text = TimestampText(sub), true;
  google::type::Date date;
  date.CopyFrom(sub);
  const auto day = base::ToDay(date);
  if (!day) return false;  // requests with such a date were refused before
  *text = base::FormatDay(*day);
  return true;
}

void Mapping::PrintIds(Message* message) const {
  const auto* r = message->GetReflection();
  std::string scratch;
  for (const auto& c : columns_) {
    if (c.type != "uuid") continue;
    // Text without a capital is printed as we print it, or is no UUID.
    const std::string& text = r->GetStringReference(*message, c.field, &scratch);
    if (std::none_of(text.begin(), text.end(), [](unsigned char ch) { return absl::ascii_isupper(ch); })) continue;
    if (const auto id = base::Uuid::Parse(text)) r->SetString(message, c.field, id->ToString());
  }
}

void Mapping::Bind(const Message& message, Params* params) const {
  std::string text;
  for (const auto& c : columns_) {
    if (ValueText(message, c, &text)) {
      params->Text(std::move(text));
    } else {
      params->Null();
    }
    text.clear();
  }
}

absl::Status Mapping::Read(const pqxx::row& row, Message* message) const {
  message->Clear();
  for (size_t i = 0; i < columns_.size(); ++i)
    RETURN_IF_ERROR(ReadField(row[static_cast<pqxx::row::size_type>(i)], columns_[i].field, message));
  return absl::OkStatus();
}

absl::Status Mapping::ReadField(const pqxx::field& value, const FieldDescriptor* field, Message* message) {
  if (value.is_null() || ReadValue(field, std::string(value.c_str(), value.size()), message)) return absl::OkStatus();
  base::Log(base::Level::kError, "a stored value does not fit the contract", {{"field", field->full_name()}});
  return absl::InternalError("internal error");
}

}  // namespace gainful::db
