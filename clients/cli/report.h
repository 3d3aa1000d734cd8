// What the commands below `gainful report` have in common: what may be asked of every report, and how it is said in words.
#pragma once

#include <google/type/date.pb.h>

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "clients/cli/command.h"
#include "clients/cli/errors.h"
#include "clients/cli/names.h"
#include "gainful/reporting/v1/reporting.pb.h"

namespace gainful::cli {

class Tree;

// What was typed.
struct ReportOptions {
  std::string by, from, to, as_at, programme, disclosure = "mhsds";
};

// The noun `report`, made for whoever asks first.
CLI::App* ReportNoun(Tree* tree);

// Adds --by, --from, --to, --as-at, --programme and --disclosure.
void AddReportOptions(Tree* tree, CLI::App* command, ReportOptions* options);

// Sets a field from what was typed, where something was. A fault begins with the flag.
void SetTyped(const char* field, const char* flag, const std::string& text, const DayParser& parse,
              google::protobuf::Message* request, std::vector<std::string>* faults);

// Fills those fields of a request which every report has, but for the programme, which may need looking up.
void FillReport(const ReportOptions& options, const DayParser& parse, google::protobuf::Message* request,
                std::vector<std::string>* faults);

// A request's field as it was typed.
std::string AsTypedInReport(absl::string_view field);

// Asks for a report once its request is filled; says what is wrong with it instead, as with the answer. Returns the exit code.
template <typename Request, typename Response>
int AskForReport(const ReportOptions& options, const std::vector<std::string>& faults, Session& session,
                 Request* request, Response* report) {
  for (const std::string& fault : faults) session.err << fault << "\n";
  if (!faults.empty()) return kExitUsage;
  if (session.format == Format::kIds) return ExplainUsage("--id-only: a report has no ids", session.err);
  if (!options.programme.empty()) {
    const client::Error error = FindProgramme(session.client, options.programme, request->mutable_programme_id());
    if (!error.ok()) return Explain(error, AsTypedInReport, session.err);
  }
  const client::Error error = session.client.Call(*request, report);
  return error.ok() ? kExitOk : Explain(error, AsTypedInReport, session.err);
}

// "1 January 1973".
std::string DayInWords(const google::type::Date& date);

// What figures went through, in a sentence.
const char* DisclosureInWords(gainful::reporting::v1::Disclosure disclosure);

// A sentence, with a line break in front, on the lawful basis of counting everybody; empty where the server says nothing of it.
std::string LawfulBasisInWords(const google::protobuf::RepeatedPtrField<std::string>& bases);

// A sentence, with a line break in front, on values that are filled back from a later day; empty where there are none, or too few to say.
std::string BackFilledInWords(std::int64_t back_filled);

}  // namespace gainful::cli
