#include "services/common/base/fields.h"

#include <re2/re2.h>

#include <memory>
#include <mutex>
#include <unordered_map>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "services/common/base/dates.h"
#include "services/common/base/ids.h"

namespace gainful::base {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

struct Plan {
  gainful::type::v1::FieldRule rule;
  std::unique_ptr<re2::RE2> pattern;
};

const Plan& PlanOf(const FieldDescriptor* field) {
  static std::mutex mu;
  static auto* plans = new std::unordered_map<const FieldDescriptor*, Plan*>;
  thread_local std::unordered_map<const FieldDescriptor*, const Plan*> mine;  // spares the lock
  const Plan*& known = mine[field];
  if (known != nullptr) return *known;
  std::lock_guard<std::mutex> lock(mu);
  Plan*& plan = (*plans)[field];
  if (plan == nullptr) {
    plan = new Plan{field->options().GetExtension(gainful::type::v1::field), nullptr};
    if (!plan->rule.pattern().empty()) plan->pattern = std::make_unique<re2::RE2>(plan->rule.pattern());
  }
  known = plan;
  return *plan;
}

// Continuation bytes do not begin a character.
size_t Characters(const std::string& text) {
  size_t n = 0;
  for (const char c : text) n += (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  return n;
}

void CheckText(const std::string& text, const Plan& plan, const std::string& path, Violations* v) {
  const auto& rule = plan.rule;
  const size_t longest = rule.max_chars() != 0 ? rule.max_chars() : 200;
  if (text.find('\0') != std::string::npos) {
    v->Add(path, "must not hold a NUL byte");
  } else if (rule.required() && absl::StripAsciiWhitespace(text).empty()) {
    v->Add(path, "must be given");
  } else if (Characters(text) > longest) {
    v->Add(path, absl::StrCat("must have at most ", longest, " characters"));
  } else if (rule.uuid() && !text.empty() && !Uuid::Parse(text)) {
    v->Add(path, "must be a UUID, such as 0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b");
  } else if (plan.pattern != nullptr && !text.empty() && !re2::RE2::FullMatch(text, *plan.pattern)) {
    v->Add(path, absl::StrCat("must be ", rule.wanted()));
  }
}

void CheckNumber(std::int64_t number, const Plan& plan, const std::string& path, Violations* v) {
  const auto& rule = plan.rule;
  if (rule.min() == 0 && rule.max() == 0) return;
  if (number < rule.min() || number > rule.max()) {
    v->Add(path, absl::StrCat("must be from ", rule.min(), " to ", rule.max()));
  }
}

void CheckEnum(const FieldDescriptor* field, int number, const std::string& path, Violations* v) {
  if (field->enum_type()->FindValueByNumber(number) == nullptr) v->Add(path, absl::StrCat("has no value ", number));
}

void CheckDate(const google::type::Date& date, const Plan& plan, absl::CivilDay today, const std::string& path,
               Violations* v) {
  const auto day = ToDay(date);
  if (!day) {
    v->Add(path, "must be a real day from 1800-01-01 to 2199-12-31");
  } else if (plan.rule.not_future() && *day > today) {
    v->Add(path, absl::StrCat("must not lie after today (", FormatDay(today), ")"));
  }
}

void CheckMap(const Message& message, const FieldDescriptor* field, const std::string& path, Violations* v) {
  static const auto* name = new re2::RE2("[a-z][a-z0-9_]{0,59}");
  const auto* r = message.GetReflection();
  const int n = r->FieldSize(message, field);
  if (n > 50) v->Add(path, "must have at most 50 entries");
  for (int i = 0; i < n && i <= 50; ++i) {
    const Message& entry = r->GetRepeatedMessage(message, field, i);
    const auto* type = entry.GetDescriptor();
    const std::string key = entry.GetReflection()->GetString(entry, type->map_key());
    const std::string value = entry.GetReflection()->GetString(entry, type->map_value());
    if (!re2::RE2::FullMatch(key, *name)) {
      v->Add(path, "names must be of small letters, digits and _, beginning with a letter, at most 60");
    } else {
      CheckText(value, PlanOf(type->map_value()), absl::StrCat(path, ".", key), v);
    }
  }
}

bool IsDate(const FieldDescriptor* f) {
  return f->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && f->message_type() == google::type::Date::descriptor();
}

void CheckMessage(const Message& sub, const FieldDescriptor* field, const Plan& plan, absl::CivilDay today,
                  const std::string& path, Violations* v) {
  if (IsDate(field)) {
    google::type::Date date;
    date.CopyFrom(sub);
    CheckDate(date, plan, today, path, v);
  } else if (field->message_type() != google::protobuf::FieldMask::descriptor() &&
             field->message_type() != google::protobuf::Timestamp::descriptor()) {
    CheckFields(sub, today, v, path + ".");
  }
}

void CheckSingular(const Message& m, const FieldDescriptor* f, const Plan& plan, absl::CivilDay today,
                   const std::string& path, Violations* v) {
  const auto* r = m.GetReflection();
  const bool set = !f->has_presence() || r->HasField(m, f);
  switch (f->cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING: {
      std::string scratch;
      const std::string& text = r->GetStringReference(m, f, &scratch);
      return CheckText(text, plan, path, v);
    }
    case FieldDescriptor::CPPTYPE_ENUM: {
      const int number = r->GetEnumValue(m, f);
      if (plan.rule.required() && number == 0) return v->Add(path, "must be given");
      return CheckEnum(f, number, path, v);
    }
    case FieldDescriptor::CPPTYPE_INT32:
      if (set) return CheckNumber(r->GetInt32(m, f), plan, path, v);
      if (plan.rule.required()) v->Add(path, "must be given");
      return;
    case FieldDescriptor::CPPTYPE_INT64:
      if (set) return CheckNumber(r->GetInt64(m, f), plan, path, v);
      if (plan.rule.required()) v->Add(path, "must be given");
      return;
    case FieldDescriptor::CPPTYPE_MESSAGE:
      if (set) return CheckMessage(r->GetMessage(m, f), f, plan, today, path, v);
      if (plan.rule.required()) v->Add(path, "must be given");
      return;
    default:
      return;
  }
}

void CheckRepeated(const Message& m, const FieldDescriptor* f, const Plan& plan, absl::CivilDay today,
                   const std::string& path, Violations* v) {
  const auto* r = m.GetReflection();
  const int n = r->FieldSize(m, f);
  if (plan.rule.required() && n == 0) v->Add(path, "must be given");
  const auto most = plan.rule.max_entries() != 0 ? plan.rule.max_entries() : 1000;
  if (static_cast<std::uint32_t>(n) > most) return v->Add(path, absl::StrCat("must have at most ", most, " entries"));
  for (int i = 0; i < n; ++i) {
    const std::string at = absl::StrCat(path, "[", i, "]");
    if (f->cpp_type() == FieldDescriptor::CPPTYPE_INT32) {
      CheckNumber(r->GetRepeatedInt32(m, f, i), plan, at, v);
    } else if (f->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
      const int number = r->GetRepeatedEnumValue(m, f, i);
      if (number == 0) v->Add(at, "must be given");
      CheckEnum(f, number, at, v);
    } else if (f->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      CheckText(r->GetRepeatedString(m, f, i), plan, at, v);
    } else if (f->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      CheckMessage(r->GetRepeatedMessage(m, f, i), f, plan, today, at, v);
    }
  }
}

void CheckField(const Message& m, const FieldDescriptor* f, absl::CivilDay today, const std::string& prefix,
                Violations* v) {
  const Plan& plan = PlanOf(f);
  if (plan.rule.output_only()) return;
  const std::string path = prefix + f->name();
  if (f->is_map()) return CheckMap(m, f, path, v);
  if (f->is_repeated()) return CheckRepeated(m, f, plan, today, path, v);
  CheckSingular(m, f, plan, today, path, v);
}

// The record of an update request: its one message field beside the mask.
const FieldDescriptor* RecordField(const Message& request) {
  const auto* type = request.GetDescriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    const auto* f = type->field(i);
    if (f->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && f->name() != "update_mask") return f;
  }
  return nullptr;
}

void CheckIdAndEtag(const Message& record, const std::string& prefix, Violations* v) {
  const auto* type = record.GetDescriptor();
  const auto* r = record.GetReflection();
  if (!Uuid::Parse(r->GetString(record, type->FindFieldByName("id"))))
    v->Add(prefix + "id", "must be the record's id, a UUID");
  if (r->GetInt64(record, type->FindFieldByName("etag")) < 1) {
    v->Add(prefix + "etag", "must be the record's etag as last seen, 1 or more");
  }
}

}  // namespace

const gainful::type::v1::FieldRule& RuleOf(const FieldDescriptor* field) { return PlanOf(field).rule; }

void CheckFields(const Message& message, absl::CivilDay today, Violations* violations, const std::string& prefix) {
  const auto* type = message.GetDescriptor();
  for (int i = 0; i < type->field_count(); ++i) CheckField(message, type->field(i), today, prefix, violations);
}

void CheckUpdate(const Message& request, absl::CivilDay today, Violations* v) {
  const auto* type = request.GetDescriptor();
  const auto* r = request.GetReflection();
  const auto* record_field = RecordField(request);
  CheckField(request, type->FindFieldByName("request_id"), today, "", v);
  const std::string prefix = record_field->name() + ".";
  const Message& record = r->GetMessage(request, record_field);
  CheckIdAndEtag(record, prefix, v);
  google::protobuf::FieldMask mask;
  mask.CopyFrom(r->GetMessage(request, type->FindFieldByName("update_mask")));
  if (mask.paths().empty()) v->Add("update_mask", "must name the fields to change");
  // Copying a field costs as much the hundred-thousandth time as the first.
  if (mask.paths_size() > record.GetDescriptor()->field_count()) {
    return v->Add("update_mask", absl::StrCat("names more fields than a ", record_field->name(), " has"));
  }
  for (int i = 0; i < mask.paths_size(); ++i) {
    const auto* f = record.GetDescriptor()->FindFieldByName(mask.paths(i));
    if (f == nullptr) {
      v->Add("update_mask", absl::StrCat("names no field of a ", record_field->name(), " at place ", i + 1));
    } else if (RuleOf(f).output_only() || RuleOf(f).immutable()) {
      v->Add("update_mask", absl::StrCat(f->name(), " cannot be changed"));
    } else {
      CheckField(record, f, today, prefix, v);
    }
  }
}

void ClearOutputOnly(Message* record) {
  const auto* type = record->GetDescriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    if (RuleOf(type->field(i)).output_only()) record->GetReflection()->ClearField(record, type->field(i));
  }
}

void CopyField(const FieldDescriptor* field, const Message& from, Message* to) {
  const auto* r = to->GetReflection();
  r->ClearField(to, field);
  // A message that holds this one field and nothing else can be merged: repeated fields are then copied, not added to.
  std::unique_ptr<Message> one(from.New());
  one->CopyFrom(from);
  std::vector<const FieldDescriptor*> set;
  r->ListFields(*one, &set);
  for (const auto* f : set) {
    if (f != field) r->ClearField(one.get(), f);
  }
  to->MergeFrom(*one);
}

}  // namespace gainful::base
