#include "clients/cli/health_report.h"

#include <memory>

#include "absl/strings/str_cat.h"
#include "clients/cli/errors.h"
#include "clients/cli/text.h"
#include "clients/cli/tree.h"
#include "clients/cli/value.h"

namespace gainful::cli {
namespace {

namespace cl = caseload::v1;

constexpr size_t kColumns = 78;
constexpr int kLargestPage = 1000;
constexpr size_t kLabel = 16;
constexpr char kGet[] = "gainful.caseload.v1.SupportService.GetHealthAndWorkReport";
constexpr char kListEntries[] = "gainful.caseload.v1.AccessService.ListCountersignatures";
constexpr char kGetPerson[] = "gainful.caseload.v1.CaseloadService.GetParticipant";

std::string FieldText(const google::protobuf::Message& m, const char* field) {
  return Printable(TextOf(m, *m.GetDescriptor()->FindFieldByName(field)));
}

// "Label         text", wrapped below itself; nothing where there is no text.
std::string Line(const std::string& label, const std::string& text) {
  if (text.empty()) return "";
  return absl::StrCat(PadRight(label, kLabel), Wrap(text, kLabel, kColumns - kLabel), "\n");
}

std::string Heading(const std::string& text) {
  return absl::StrCat("\n", text, "\n", std::string(Width(text), '-'), "\n");
}

// The entry that waits for a signature, or has one, where a student wrote the report. It is looked for among the person's: to ask for one that is not
// there, as for most reports, would stand in their account as an attempt.
client::Error FindEntry(const cl::HealthAndWorkReport& report, Session& session,
                        std::optional<cl::Countersignature>* entry) {
  cl::ListCountersignaturesRequest request;
  request.set_participant_id(report.participant_id());
  request.set_page_size(kLargestPage);
  do {
    cl::ListCountersignaturesResponse page;
    if (client::Error error = session.client.Call(kListEntries, request, &page); !error.ok()) return error;
    for (const auto& each : page.countersignatures()) {
      if (each.id() == report.id()) *entry = each;
    }
    request.set_page_token(page.next_page_token());
  } while (!entry->has_value() && !request.page_token().empty());
  return {};
}

// What stands above a page that nobody qualified answers for yet.
std::string Unsigned(const cl::Countersignature& entry) {
  if (entry.decision() == cl::COUNTERSIGN_DECISION_SIGNED) return "";
  if (entry.decision() == cl::COUNTERSIGN_DECISION_RETURNED)
    return absl::StrCat("RETURNED to the student on ", FieldText(entry, "decided_on"),
                        ": not to be given to anybody.\n\n");
  return "NOT COUNTERSIGNED: a student wrote this, and nobody has signed it yet.\n\n";
}

int Print(const std::string& id, Session& session) {
  const auto explain = [&](const client::Error& error) {
    return Explain(
        error, [](absl::string_view field) { return field == "id" ? "ID" : std::string(field); }, session.err);
  };
  cl::GetHealthAndWorkReportRequest get;
  get.set_id(id);
  cl::HealthAndWorkReport report;
  if (const client::Error error = session.client.Call(kGet, get, &report); !error.ok()) return explain(error);
  cl::GetParticipantRequest get_person;
  get_person.set_id(report.participant_id());
  cl::Participant person;
  if (const client::Error error = session.client.Call(kGetPerson, get_person, &person); !error.ok())
    return explain(error);
  std::optional<cl::Countersignature> entry;
  if (const client::Error error = FindEntry(report, session, &entry); !error.ok()) return explain(error);
  session.out << HealthReportText(person, report, entry);
  return kExitOk;
}

}  // namespace

std::string HealthReportText(const cl::Participant& person, const cl::HealthAndWorkReport& r,
                             const std::optional<cl::Countersignature>& entry) {
  const std::string title = "AHP Health and Work Report";
  std::string page = absl::StrCat(title, "\n", std::string(title.size(), '='), "\n\n");
  if (r.has_withdrawn_on())
    absl::StrAppend(&page, "WITHDRAWN on ", FieldText(r, "withdrawn_on"), " as recorded in error.\n\n");
  if (entry) page += Unsigned(*entry);
  absl::StrAppend(&page, Line("Name", Printable(person.name())), Line("Born", FieldText(person, "birth_date")),
                  Line("Assessed on", FieldText(r, "assessed_on")), Line("Says", FieldText(r, "fitness")),
                  Line("From", FieldText(r, "starts_on")), Line("To", FieldText(r, "ends_on")),
                  Line("Would help", FieldText(r, "advice")));
  if (r.difficulties_size() > 0) absl::StrAppend(&page, Heading("Difficulties and what is recommended"));
  for (int i = 0; i < r.difficulties_size(); ++i) {
    absl::StrAppend(&page, i == 0 ? "" : "\n", Line(absl::StrCat(i + 1, ". Difficulty"), Printable(r.difficulties(i))));
    if (i < r.recommendations_size()) absl::StrAppend(&page, Line("   Recommend", Printable(r.recommendations(i))));
  }
  if (!r.comments().empty())
    absl::StrAppend(&page, Heading("Comments"), Wrap(Printable(r.comments()), 0, kColumns), "\n");
  absl::StrAppend(&page, Heading("Written by"), Line("Profession", FieldText(r, "profession")),
                  Line("Registration", FieldText(r, "registration_number")),
                  Line("Recorded by", FieldText(r, "recorded_by")));
  if (entry && entry->decision() == cl::COUNTERSIGN_DECISION_SIGNED)
    absl::StrAppend(&page, Line("Countersigned", absl::StrCat(FieldText(*entry, "decided_on"), " by ",
                                                              FieldText(*entry, "decided_by"))));
  return page;
}

void AddHealthReport(Tree* tree) {
  const auto id = std::make_shared<std::string>();
  CLI::App* noun = tree->root()->get_subcommand("health-report");
  CLI::App* command = tree->Add(
      noun, "print", "Prints an AHP Health and Work Report as a page of text, to give to the person or to send.",
      [=](const Environment& environment) -> int {
        if (id->empty()) return ExplainUsage("ID: is required", environment.err);
        return tree->WithSession(environment, [&](Session& session) { return Print(*id, session); });
      });
  command->add_option("ID", *id, "Which report.")->type_name("ID");
  command->footer("Example\n  gainful health-report print ID > report.txt\n");
}

}  // namespace gainful::cli
