#include "services/common/base/codes.h"

#include <map>
#include <mutex>
#include <unordered_map>

#include "absl/strings/ascii.h"
#include "gainful/type/v1/options.pb.h"

namespace gainful::base {
namespace {

struct Names {
  std::string code, meaning;
};

// Enums are few and never change while the process runs; reading their options each time would cost more than the write.
struct EnumNames {
  explicit EnumNames(const google::protobuf::EnumDescriptor* type) {
    // The name of the zero value, X_UNSPECIFIED, tells the prefix.
    const std::string& zero = type->value(0)->name();
    const size_t prefix = zero.size() - std::string("UNSPECIFIED").size();
    for (int i = 0; i < type->value_count(); ++i) {
      const auto* value = type->value(i);
      Names names;
      names.code = value->options().GetExtension(gainful::type::v1::code);
      if (names.code.empty()) names.code = absl::AsciiStrToLower(value->name().substr(prefix));
      names.meaning = value->options().GetExtension(gainful::type::v1::meaning);
      if (names.meaning.empty()) names.meaning = names.code;
      by_code.emplace(names.code, value);
      by_value.emplace(value, std::move(names));
    }
  }
  std::unordered_map<const google::protobuf::EnumValueDescriptor*, Names> by_value;
  std::map<std::string, const google::protobuf::EnumValueDescriptor*, std::less<>> by_code;
};

const EnumNames& NamesOf(const google::protobuf::EnumDescriptor* type) {
  static std::mutex mu;
  static auto* known = new std::unordered_map<const google::protobuf::EnumDescriptor*, EnumNames*>;
  std::lock_guard<std::mutex> lock(mu);
  EnumNames*& names = (*known)[type];
  if (names == nullptr) names = new EnumNames(type);
  return *names;
}

}  // namespace

const std::string& CodeOf(const google::protobuf::EnumValueDescriptor* value) {
  return NamesOf(value->type()).by_value.at(value).code;
}

const std::string& MeaningOf(const google::protobuf::EnumValueDescriptor* value) {
  return NamesOf(value->type()).by_value.at(value).meaning;
}

const google::protobuf::EnumValueDescriptor* FindCode(const google::protobuf::EnumDescriptor* type,
                                                      absl::string_view code) {
  const auto& by_code = NamesOf(type).by_code;
  const auto it = by_code.find(std::string(code));
  return it == by_code.end() ? nullptr : it->second;
}

}  // namespace gainful::base
