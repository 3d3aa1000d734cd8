#include "clients/cli/export.h"

#include <memory>

#include "absl/strings/str_cat.h"
#include "clients/cli/errors.h"
#include "clients/cli/flags.h"
#include "clients/cli/output.h"
#include "clients/cli/text.h"
#include "clients/cli/tree.h"
#include "clients/cli/value.h"
#include "gainful/caseload/v1/caseload.pb.h"

namespace gainful::cli {
namespace {

using google::protobuf::Message;

constexpr int kLargestPage = 1000;
constexpr char kExport[] = "gainful.caseload.v1.CaseloadService.ExportParticipant";

// The records of one list, page by page; they point into the answers.
struct Part {
  std::string name;  // such as "journeys"
  const google::protobuf::Descriptor* type = nullptr;
  std::vector<std::unique_ptr<Message>> answers;
  RecordWriter::Records records;
};

client::Error Fetch(const Command& command, const char* key, const std::string& id, Session& session, Part* part) {
  const Shape shape = ShapeOf(command);
  part->name = shape.rows->name();
  part->type = shape.rows->message_type();
  const auto request = session.contract.New(command.method->input_type());
  const auto* reflection = request->GetReflection();
  const auto* type = request->GetDescriptor();
  reflection->SetString(request.get(), type->FindFieldByName(key), id);
  reflection->SetInt32(request.get(), type->FindFieldByName("page_size"), kLargestPage);
  for (;;) {
    part->answers.push_back(session.contract.New(command.method->output_type()));
    Message* answer = part->answers.back().get();
    const client::Error error = session.client.Call(command.method->full_name(), *request, answer);
    if (!error.ok()) return error;
    for (int i = 0; i < answer->GetReflection()->FieldSize(*answer, shape.rows); ++i)
      part->records.push_back(&answer->GetReflection()->GetRepeatedMessage(*answer, shape.rows, i));
    const std::string next =
        answer->GetReflection()->GetString(*answer, answer->GetDescriptor()->FindFieldByName("next_page_token"));
    if (next.empty()) return error;
    reflection->SetString(request.get(), shape.page_token, next);
  }
}

void WriteJson(const Message& person, const std::vector<Part>& parts, const std::vector<std::string>& third_parties,
               std::ostream& out) {
  out << "{\n\"participant\": " << JsonOf(person, false);
  for (const Part& part : parts) {
    out << ",\n\"" << part.name << "\": [";
    for (size_t i = 0; i < part.records.size(); ++i)
      out << (i == 0 ? "\n  " : ",\n  ") << JsonOf(*part.records[i], false);
    out << "]";
  }
  out << ",\n\"third_parties\": [";
  for (size_t i = 0; i < third_parties.size(); ++i) out << (i == 0 ? "\"" : ", \"") << third_parties[i] << "\"";
  out << "]\n}\n";
}

void WriteDocument(const Message& person, const std::vector<Part>& parts, const std::vector<std::string>& third_parties,
                   std::ostream& out) {
  out << "All that is held about this person\n==================================\n\n";
  WriteRecord(Format::kTable, person, out);
  for (const Part& part : parts) {
    out << "\n" << part.name << "\n" << std::string(Width(part.name), '-') << "\n";
    if (part.records.empty()) out << "(none)\n";
    for (const Message* record : part.records) {
      out << "\n";
      WriteRecord(Format::kTable, *record, out);
    }
  }
  out << "\nTexts that may name other people, to be looked at before this is given away\n"
         "---------------------------------------------------------------------------\n";
  if (third_parties.empty()) out << "(none)\n";
  for (const auto& path : third_parties) out << path << "\n";
}

int Export(const std::string& id, Session& session) {
  const auto explain = [&](const client::Error& error) {
    return Explain(
        error, [](absl::string_view field) { return field == "id" ? "ID" : std::string(field); }, session.err);
  };
  if (session.format == Format::kCsv || session.format == Format::kIds)
    return ExplainUsage("--format: a copy of a record is a document (table) or json", session.err);
  caseload::v1::ExportParticipantRequest request;
  request.set_id(id);
  caseload::v1::ExportParticipantResponse begun;
  if (const client::Error error = session.client.Call(kExport, request, &begun); !error.ok()) return explain(error);
  std::vector<Part> parts;
  for (const Command* command : ListsOfAPerson(session.contract)) {
    if (const auto error = Fetch(*command, "participant_id", id, session, &parts.emplace_back()); !error.ok())
      return explain(error);
  }
  Part& merged = parts.emplace_back();
  merged.name = "merged";
  for (const auto& record : begun.merged()) merged.records.push_back(&record);
  Part& account = parts.emplace_back();
  if (const auto error = Fetch(*session.contract.Find("audit", "person"), "id", id, session, &account); !error.ok())
    return explain(error);
  account.name = "account";
  std::vector<std::string> third_parties;
  AddThirdParties("participant", {&begun.participant()}, &third_parties);
  for (const Part& part : parts) AddThirdParties(part.name, part.records, &third_parties);
  if (session.format == Format::kJson) {
    WriteJson(begun.participant(), parts, third_parties, session.out);
  } else {
    WriteDocument(begun.participant(), parts, third_parties, session.out);
  }
  return kExitOk;
}

}  // namespace

std::vector<const Command*> ListsOfAPerson(const Contract& contract) {
  std::vector<const Command*> lists;
  for (const Command& command : contract.commands()) {
    const bool by_person = command.method->input_type()->FindFieldByName("participant_id") != nullptr;
    if (by_person && ShapeOf(command).page_token != nullptr) lists.push_back(&command);
  }
  return lists;
}

void AddThirdParties(const std::string& name, const RecordWriter::Records& records, std::vector<std::string>* paths) {
  for (size_t i = 0; i < records.size(); ++i) {
    const auto* type = records[i]->GetDescriptor();
    for (int f = 0; f < type->field_count(); ++f) {
      if (RuleOf(*type->field(f)).third_party() && !TextOf(*records[i], *type->field(f)).empty())
        paths->push_back(absl::StrCat(name, "[", i, "].", type->field(f)->name()));
    }
  }
}

void AddExport(Tree* tree) {
  const auto id = std::make_shared<std::string>();
  CLI::App* participant = tree->root()->get_subcommand("participant");
  CLI::App* command =
      tree->Add(participant, "export",
                "Gives a copy of all that is held about a person, for them to have: a document to read, or "
                "--format json. For managers, who see all of it; the journal says that it was made.",
                [=](const Environment& environment) -> int {
                  if (id->empty()) return ExplainUsage("ID: is required", environment.err);
                  return tree->WithSession(environment, [&](Session& session) { return Export(*id, session); });
                });
  command->add_option("ID", *id, "Which participant.")->type_name("ID");
  command->footer(
      "Examples\n  gainful participant export ID --purpose \"subject access\" > record.txt\n"
      "  gainful participant export ID --format json > record.json\n");
}

}  // namespace gainful::cli
