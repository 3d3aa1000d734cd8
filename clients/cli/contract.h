// The contract as the command line reads it: services, methods and comments, out of the descriptors that the protos
// compile to.
#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/dynamic_message.h>
#include <google/protobuf/message.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "gainful/type/v1/options.pb.h"

namespace gainful::cli {

// A method offered as `gainful NOUN VERB`: its option (gainful.type.v1.method).command.
struct Command {
  std::string noun;
  std::string verb;
  const google::protobuf::MethodDescriptor* method;
};

// Commands, in the order of the protos, and messages for them. Whatever the protos gain appears here by itself.
class Contract {
 public:
  // `protoset` is a serialised FileDescriptorSet with imports and source info. A set that does not hold together
  // aborts: it is built into the program.
  explicit Contract(absl::string_view protoset);
  Contract(const Contract&) = delete;

  const std::vector<Command>& commands() const { return commands_; }
  const Command* Find(absl::string_view noun, absl::string_view verb) const;
  std::unique_ptr<google::protobuf::Message> New(const google::protobuf::Descriptor* type) const;

 private:
  void AddCommands(const google::protobuf::FileDescriptor& file);

  google::protobuf::DescriptorPool pool_;
  mutable google::protobuf::DynamicMessageFactory factory_;
  std::vector<Command> commands_;
};

// The contract that this program was built with.
const Contract& BuiltInContract();

// The rules of one field.
const gainful::type::v1::FieldRule& RuleOf(const google::protobuf::FieldDescriptor& field);

// The comment that stands before a declaration, as one line; empty where the descriptor came without source info.
template <typename Declaration>
std::string CommentOf(const Declaration& declaration) {
  google::protobuf::SourceLocation location;
  if (!declaration.GetSourceLocation(&location)) return "";
  std::string out;
  for (const absl::string_view word :
       absl::StrSplit(location.leading_comments, absl::ByAnyChar(" \n"), absl::SkipEmpty())) {
    if (!out.empty()) out += ' ';
    out.append(word.data(), word.size());
  }
  return out;
}

}  // namespace gainful::cli
