#include "clients/cli/stage.h"

#include <google/protobuf/field_mask.pb.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/text.h"
#include "gainful/uuid.h"

namespace gainful::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// A chunk is checked in well under a second; a commit writes the whole file in one transaction.
constexpr absl::Duration kStageTimeout = absl::Minutes(2);
constexpr absl::Duration kCommitTimeout = absl::Minutes(15);

}  // namespace

FileImport::FileImport(const FilePlan& plan, std::string path, const client::Client& client, bool err_is_terminal,
                       std::ostream& err)
    : plan_(plan),
      path_(std::move(path)),
      import_id_(client::NewUuid()),
      client_(client),
      err_(err),
      progress_(path_, err_is_terminal, err) {}

bool FileImport::Open() {
  std::error_code ignored;
  if (!std::filesystem::is_directory(path_, ignored)) file_.open(path_, std::ios::binary);
  if (!file_.is_open()) {
    err_ << Printable(path_) << ": cannot be read\n";
    return false;
  }
  reader_ = std::make_unique<CsvReader>(file_, plan_.separator);
  CsvRow header;
  if (!reader_->Next(&header) || !header.fault.empty()) {
    err_ << Printable(path_) << ":1: " << (header.fault.empty() ? "the file is empty" : header.fault) << "\n";
    return false;
  }
  translator_ = std::make_unique<RowTranslator>(plan_, header.cells);
  for (const std::string& fault : translator_->header_faults())
    err_ << Printable(path_) << ":1: " << Printable(fault) << "\n";
  if (!translator_->ignored().empty()) {
    err_ << Printable(path_)
         << ": columns that the mapping leaves out: " << Printable(absl::StrJoin(translator_->ignored(), ", ")) << "\n";
  }
  return translator_->header_faults().empty();
}

// "gainful.caseload.v1.CaseloadService.StageImport": the service beside the rows' own message.
std::string FileImport::Method(const char* name) const {
  return absl::StrCat(plan_.row->file()->service(0)->full_name(), ".", name);
}

std::unique_ptr<FileImport::Chunk> FileImport::NewChunk(const std::string& people_import_id) const {
  auto chunk = std::make_unique<Chunk>();
  const auto* method = plan_.row->file()->service(0)->FindMethodByName("StageImport");
  const Message* prototype = google::protobuf::MessageFactory::generated_factory()->GetPrototype(method->input_type());
  Message* request = chunk->request = prototype->New(&chunk->arena);
  const auto set = [&](const char* name, const std::string& text) {
    const FieldDescriptor* field = request->GetDescriptor()->FindFieldByName(name);
    if (field != nullptr && !text.empty()) request->GetReflection()->SetString(request, field, text);
  };
  set("import_id", import_id_);
  set("people_import_id", people_import_id);
  set("people_source", plan_.people_source);
  for (const FieldDescriptor* record : plan_.records) {
    const FieldDescriptor* field = request->GetDescriptor()->FindFieldByName(absl::StrCat(record->name(), "_mask"));
    if (field == nullptr) field = request->GetDescriptor()->FindFieldByName("record_mask");
    auto* mask = static_cast<google::protobuf::FieldMask*>(request->GetReflection()->MutableMessage(request, field));
    for (const std::string& path : plan_.MaskOf(*record)) mask->add_paths(path);
  }
  return chunk;
}

void FileImport::AddRow(const CsvRow& cells, const Defaults& defaults, Chunk* chunk) {
  Message* request = chunk->request;
  const FieldDescriptor* rows = request->GetDescriptor()->FindFieldByName("rows");
  Message* row = request->GetReflection()->AddMessage(request, rows);
  const std::vector<RowFault> faults = translator_->Translate(cells, defaults, row);
  ++chunk->taken;
  if (faults.empty()) {
    ++chunk->rows;
    chunk->bytes += row->ByteSizeLong();
    return;
  }
  request->GetReflection()->RemoveLast(request, rows);
  for (const RowFault& fault : faults) {
    const std::string column = fault.column.empty() ? "" : absl::StrCat("column ", fault.column, ": ");
    chunk->faults.push_back({cells.line, absl::StrCat(column, fault.reason)});
  }
}

// False where the file has no more rows.
bool FileImport::ReadChunk(const Defaults& defaults, Chunk* chunk) {
  CsvRow cells;
  while (chunk->taken < kRowsInChunk && chunk->bytes < kBytesInChunk) {
    if (!reader_->Next(&cells)) return false;
    AddRow(cells, defaults, chunk);
  }
  return true;
}

void FileImport::Launch(std::unique_ptr<Chunk> chunk) {
  const client::Client* client = &client_;
  flight_.push_back(
      std::async(std::launch::async, [client, method = Method("StageImport"), chunk = std::move(chunk)]() mutable {
        client::CallOptions options;
        options.timeout = kStageTimeout;
        if (chunk->rows > 0) chunk->error = client->Call(method, *chunk->request, &chunk->answer, options);
        return std::move(chunk);
      }));
}

FileImport::Fault FileImport::FaultOf(const gainful::type::v1::ImportProblem& problem) const {
  const std::string column = translator_->ColumnFor(problem.field());
  if (!column.empty()) return {problem.line(), absl::StrCat("column ", column, ": ", problem.reason())};
  return {problem.line(),
          problem.field().empty() ? problem.reason() : absl::StrCat(problem.field(), ": ", problem.reason())};
}

void FileImport::Print(std::vector<Fault> faults) {
  if (faults.empty()) return;
  std::stable_sort(faults.begin(), faults.end(), [](const Fault& a, const Fault& b) { return a.line < b.line; });
  progress_.Clear();
  std::set<int64_t> lines;
  for (const Fault& fault : faults) {
    lines.insert(fault.line);
    err_ << Printable(path_) << ":" << fault.line << ": " << Printable(fault.text) << "\n";
  }
  totals_.bad += static_cast<int64_t>(lines.size());
}

// Waits for the oldest chunk in flight and books it.
client::Error FileImport::Settle() {
  const std::unique_ptr<Chunk> chunk = flight_.front().get();
  flight_.pop_front();
  if (!chunk->error.ok()) return chunk->error;
  for (const auto& problem : chunk->answer.problems()) chunk->faults.push_back(FaultOf(problem));
  Print(std::move(chunk->faults));
  for (const auto& note : chunk->answer.notes()) {
    const Fault worth_a_look = FaultOf(note);
    progress_.Clear();
    err_ << Printable(path_) << ":" << worth_a_look.line << ": note: " << Printable(worth_a_look.text) << "\n";
  }
  totals_.rows += chunk->taken;
  totals_.created += chunk->answer.created();
  totals_.updated += chunk->answer.updated();
  totals_.unchanged += chunk->answer.unchanged();
  progress_.Show(totals_.rows);
  return {};
}

client::Error FileImport::Stage(const Defaults& defaults, const std::string& people_import_id) {
  client::Error error;
  for (bool more = true; more && error.ok();) {
    auto chunk = NewChunk(people_import_id);
    more = ReadChunk(defaults, chunk.get());
    if (chunk->taken > 0) Launch(std::move(chunk));
    if (flight_.size() >= kChunksInFlight) error = Settle();
  }
  while (!flight_.empty()) {
    client::Error last = Settle();
    if (error.ok()) error = std::move(last);
  }
  progress_.Clear();
  if (error.ok() && file_.bad())
    error = client::ErrorFrom(absl::InvalidArgumentError(absl::StrCat(path_, " could not be read to its end")));
  return error;
}

client::Error FileImport::Commit() {
  gainful::type::v1::CommitImportRequest request;
  request.set_import_id(import_id_);
  client::CallOptions options;
  options.timeout = kCommitTimeout;
  // Totals stay as staging counted them, in rows: the answer counts records, of which a row of people makes two.
  return client_.Call(Method("CommitImport"), request, &committed_, options);
}

void FileImport::Discard() {
  gainful::type::v1::DiscardImportRequest request;
  request.set_import_id(import_id_);
  gainful::type::v1::DiscardImportResponse response;
  client_.Call(Method("DiscardImport"), request, &response);
}

}  // namespace gainful::cli
