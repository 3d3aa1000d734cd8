// The part of flags.h that speaks to people.
#include "absl/strings/str_cat.h"
#include "clients/cli/flags.h"
#include "clients/cli/text.h"
#include "clients/cli/value.h"

namespace gainful::cli {
namespace {

using google::protobuf::FieldDescriptor;

std::string Limits(const FieldDescriptor& field) {
  const auto& rule = RuleOf(field);
  std::string out;
  if (rule.min() != 0 || rule.max() != 0) absl::StrAppend(&out, " From ", rule.min(), " to ", rule.max(), ".");
  // The comment before has the example already.
  const std::string wanted = rule.wanted().substr(0, rule.wanted().find(", such as"));
  if (!wanted.empty()) absl::StrAppend(&out, " Wants ", wanted, ".");
  if (rule.not_future()) absl::StrAppend(&out, " Not after today.");
  if (field.is_map()) absl::StrAppend(&out, " May be given several times; NAME= removes a name.");
  if (IsProse(field)) {
    absl::StrAppend(&out, " May be given several times.");
  } else if (field.is_repeated() && !field.is_map()) {
    absl::StrAppend(&out, " Several are separated by commas.");
  }
  if (rule.max_entries() != 0) absl::StrAppend(&out, " At most ", rule.max_entries(), ".");
  return out;
}

std::string ChoiceLines(const google::protobuf::EnumDescriptor& type) {
  size_t width = 0;
  for (const Choice& choice : ChoicesOf(type)) width = std::max(width, Kebab(choice.code).size());
  std::string out;
  for (const Choice& choice : ChoicesOf(type)) {
    absl::StrAppend(&out, "\n  ", PadRight(Kebab(choice.code), width), "  ", choice.meaning);
  }
  return out;
}

}  // namespace

std::string HelpFor(const Flag& flag) {
  // That of an update; a step that wants one says why itself.
  if (flag.name == "etag" && flag.record != nullptr) {
    return "The version that the change is based on; the update is refused when the record moved on since. Without it "
           "the record "
           "is read first and changed as it stands.";
  }
  std::string help = CommentOf(*flag.leaf);
  if (flag.positional && flag.record != nullptr) help = "Which record.";
  absl::StrAppend(&help, Limits(*flag.leaf));
  if (!flag.unsaid.empty()) absl::StrAppend(&help, " Without it: ", Kebab(flag.unsaid), ".");
  if (flag.leaf->enum_type() != nullptr) absl::StrAppend(&help, ChoiceLines(*flag.leaf->enum_type()));
  return help;
}

std::string PlaceholderFor(const Flag& flag) {
  if (flag.leaf->is_map()) return "NAME=VALUE";
  if (IsDate(*flag.leaf)) return "DATE";
  if (flag.leaf->enum_type() != nullptr) return "CODE";
  if (RuleOf(*flag.leaf).uuid()) return "ID";
  if (flag.leaf->cpp_type() == FieldDescriptor::CPPTYPE_BOOL) return "yes|no";
  return flag.leaf->cpp_type() == FieldDescriptor::CPPTYPE_STRING ? "TEXT" : "N";
}

}  // namespace gainful::cli
