#include "clients/cli/contract.h"

#include <google/protobuf/descriptor.pb.h>

#include <cstdio>
#include <cstdlib>

#include "embedded/gainful_protoset.h"

namespace gainful::cli {
namespace {

using google::protobuf::FileDescriptor;

[[noreturn]] void Broken(const char* what) {
  std::fprintf(stderr, "gainful: the built-in contract is broken: %s\n", what);
  std::abort();
}

}  // namespace

Contract::Contract(absl::string_view protoset) {
  google::protobuf::FileDescriptorSet set;
  if (!set.ParseFromArray(protoset.data(), static_cast<int>(protoset.size()))) Broken("it does not parse");
  for (const auto& proto : set.file()) {
    const FileDescriptor* file = pool_.BuildFile(proto);
    if (file == nullptr) Broken(proto.name().c_str());
    AddCommands(*file);
  }
}

void Contract::AddCommands(const FileDescriptor& file) {
  for (int s = 0; s < file.service_count(); ++s) {
    for (int m = 0; m < file.service(s)->method_count(); ++m) {
      const auto* method = file.service(s)->method(m);
      const std::string& command = method->options().GetExtension(gainful::type::v1::method).command();
      if (command.empty()) continue;
      const std::pair<std::string, std::string> words = absl::StrSplit(command, absl::MaxSplits(' ', 1));
      commands_.push_back({words.first, words.second, method});
    }
  }
}

const Command* Contract::Find(absl::string_view noun, absl::string_view verb) const {
  for (const Command& command : commands_) {
    if (command.noun == noun && command.verb == verb) return &command;
  }
  return nullptr;
}

std::unique_ptr<google::protobuf::Message> Contract::New(const google::protobuf::Descriptor* type) const {
  return std::unique_ptr<google::protobuf::Message>(factory_.GetPrototype(type)->New());
}

const Contract& BuiltInContract() {
  static const auto* const kContract = new Contract(gainful_protoset);
  return *kContract;
}

const gainful::type::v1::FieldRule& RuleOf(const google::protobuf::FieldDescriptor& field) {
  return field.options().GetExtension(gainful::type::v1::field);
}

}  // namespace gainful::cli
