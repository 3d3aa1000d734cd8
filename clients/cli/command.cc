#include "clients/cli/command.h"

#include "absl/strings/str_cat.h"
#include "clients/cli/errors.h"
#include "clients/cli/text.h"
#include "clients/cli/value.h"

namespace gainful::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// The most that one page holds; walking all pages takes it unless told otherwise.
constexpr int kLargestPage = 1000;

client::Error Call(const Session& session, const Command& command, const Message& request, Message* answer) {
  return session.client.Call(command.method->full_name(), request, answer);
}

ExitCode ExplainFor(const Shape& shape, const client::Error& error, Session& session) {
  return Explain(
      error, [&](absl::string_view field) { return AsTyped(shape, field); }, session.err);
}

// What is wrong with the command line itself, all of it at once.
std::vector<std::string> FaultsOf(const Shape& shape, const Given& given, const Session& session) {
  std::vector<std::string> faults;
  for (const Flag& flag : shape.flags) {
    if (flag.required && given.values.count(flag.name) == 0) {
      faults.push_back(absl::StrCat(flag.positional ? "" : "--", flag.name, ": is required"));
    }
  }
  const auto scratch = session.contract.New(shape.command->method->input_type());
  for (std::string& fault : Fill(shape, given, session.parse_day, nullptr, scratch.get()))
    faults.push_back(std::move(fault));
  return faults;
}

// The record that an update starts from.
client::Error FetchCurrent(const Shape& shape, const Given& given, const Session& session,
                           std::unique_ptr<Message>* current) {
  const Command* get = session.contract.Find(shape.command->noun, "get");
  if (get == nullptr) {
    return client::ErrorFrom(
        absl::UnimplementedError(absl::StrCat("give --etag: there is no ", shape.command->noun, " get")));
  }
  const auto request = session.contract.New(get->method->input_type());
  const FieldDescriptor* id = request->GetDescriptor()->FindFieldByName("id");
  request->GetReflection()->SetString(request.get(), id, given.values.at("ID").front());
  *current = session.contract.New(get->method->output_type());
  return Call(session, *get, *request, current->get());
}

int RunList(const Shape& shape, bool all, Message* request, Session& session) {
  const auto* reflection = request->GetReflection();
  const FieldDescriptor* size = request->GetDescriptor()->FindFieldByName("page_size");
  if (all && reflection->GetInt32(*request, size) == 0) reflection->SetInt32(request, size, kLargestPage);
  std::unique_ptr<RecordWriter> writer;
  for (;;) {
    const auto answer = session.contract.New(shape.command->method->output_type());
    const client::Error error = Call(session, *shape.command, *request, answer.get());
    if (!error.ok()) return ExplainFor(shape, error, session);
    if (!writer) writer = RecordWriter::Make(session.format, *shape.rows->message_type(), session.out);
    RecordWriter::Records records;
    for (int i = 0; i < answer->GetReflection()->FieldSize(*answer, shape.rows); ++i) {
      records.push_back(&answer->GetReflection()->GetRepeatedMessage(*answer, shape.rows, i));
    }
    writer->Page(records);
    if (shape.page_token == nullptr) {
      writer->Finish();
      const FieldDescriptor* more = answer->GetDescriptor()->FindFieldByName("more");
      const int left = more == nullptr ? 0 : answer->GetReflection()->GetInt32(*answer, more);
      if (left > 0) session.err << "There are " << left << " more: ask for fewer, such as one team's.\n";
      return kExitOk;
    }
    const std::string next =
        answer->GetReflection()->GetString(*answer, answer->GetDescriptor()->FindFieldByName("next_page_token"));
    if (next.empty() || !all) {
      writer->Finish();
      if (!next.empty())
        session.err << "There are more: --all shows them, --page-token " << Printable(next) << " the next ones.\n";
      return kExitOk;
    }
    reflection->SetString(request, shape.page_token, next);
  }
}

// What somebody must read at once goes to the terminal even where the answer goes into a file or only its id was asked for.
void WriteUrgent(const Message& answer, std::ostream& err) {
  const auto* type = answer.GetDescriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    if (!RuleOf(*type->field(i)).urgent()) continue;
    const std::string text = Printable(TextOf(answer, *type->field(i)));
    if (!text.empty()) err << Wrap(text, 0, 100) << "\n\n";
  }
}

// What the answer is a file of, where it is one.
const FieldDescriptor* DocumentOf(const Message& answer) {
  const auto* type = answer.GetDescriptor();
  for (int i = 0; i < type->field_count(); ++i) {
    if (RuleOf(*type->field(i)).document()) return type->field(i);
  }
  return nullptr;
}

}  // namespace

int RunCommand(const Shape& shape, const Given& given, bool all, Session& session) {
  const std::vector<std::string> faults = FaultsOf(shape, given, session);
  for (const std::string& fault : faults) session.err << fault << "\n";
  if (!faults.empty()) return kExitUsage;

  std::unique_ptr<Message> current;
  if (NeedsCurrent(shape, given)) {
    const client::Error error = FetchCurrent(shape, given, session, &current);
    if (!error.ok()) return ExplainFor(shape, error, session);
  }
  const auto request = session.contract.New(shape.command->method->input_type());
  Fill(shape, given, session.parse_day, current.get(), request.get());
  if (shape.request_id != nullptr)
    request->GetReflection()->SetString(request.get(), shape.request_id, session.request_id);
  if (shape.rows != nullptr) return RunList(shape, all, request.get(), session);

  const auto answer = session.contract.New(shape.command->method->output_type());
  const client::Error error = Call(session, *shape.command, *request, answer.get());
  if (!error.ok()) return ExplainFor(shape, error, session);
  WriteUrgent(*answer, session.err);
  const FieldDescriptor* document = DocumentOf(*answer);
  if (document != nullptr && session.format == Format::kTable) {
    session.out << answer->GetReflection()->GetString(*answer, document);
    return kExitOk;
  }
  WriteRecord(session.format, *answer, session.out);
  return kExitOk;
}

}  // namespace gainful::cli
