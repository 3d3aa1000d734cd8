#include "clients/cli/names.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gainful/directory/v1/directory.pb.h"

namespace gainful::cli {
namespace {

namespace directory = gainful::directory::v1;

constexpr size_t kMostNamed = 10;

client::Error NotFound(absl::string_view what, const std::string& name, std::vector<std::string> names) {
  const bool more = names.size() > kMostNamed;
  if (more) names.resize(kMostNamed);
  const std::string known =
      names.empty() ? "there is none yet" : absl::StrCat("there are ", absl::StrJoin(names, ", "), more ? ", ..." : "");
  return client::ErrorFrom(absl::NotFoundError(absl::StrCat("no ", what, " is called '", name, "'; ", known)));
}

// Walks the pages of a list; `rows` takes the records out of an answer.
template <typename Request, typename Response, typename Rows>
client::Error Find(const client::Client& client, absl::string_view what, const std::string& name, Rows rows,
                   std::string* id) {
  if (IsUuid(name)) {
    *id = name;
    return {};
  }
  Request request;
  request.set_page_size(1000);
  std::vector<std::string> names;
  for (;;) {
    Response response;
    client::Error error = client.Call(request, &response);
    if (!error.ok()) return error;
    for (const auto& record : rows(response)) {
      names.push_back(record.name());
      if (!absl::EqualsIgnoreCase(record.name(), name)) continue;
      *id = record.id();
      return {};
    }
    if (response.next_page_token().empty()) return NotFound(what, name, std::move(names));
    request.set_page_token(response.next_page_token());
  }
}

}  // namespace

bool IsUuid(absl::string_view text) {
  static constexpr absl::string_view kShape = "hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh";
  if (text.size() != kShape.size()) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (kShape[i] == '-' ? text[i] != '-' : !absl::ascii_isxdigit(static_cast<unsigned char>(text[i]))) return false;
  }
  return true;
}

client::Error FindProgramme(const client::Client& client, const std::string& name, std::string* id) {
  return Find<directory::ListProgrammesRequest, directory::ListProgrammesResponse>(
      client, "programme", name, [](const auto& response) { return response.programmes(); }, id);
}

client::Error ListStaff(const client::Client& client, std::map<std::string, std::string>* ids) {
  directory::ListStaffMembersRequest request;
  request.set_page_size(1000);
  for (;;) {
    directory::ListStaffMembersResponse response;
    client::Error error = client.Call(request, &response);
    if (!error.ok()) return error;
    for (const auto& member : response.staff_members()) {
      const auto [it, is_new] = ids->emplace(absl::AsciiStrToLower(member.name()), member.id());
      if (!is_new) it->second.clear();
    }
    if (response.next_page_token().empty()) return {};
    request.set_page_token(response.next_page_token());
  }
}

client::Error FindTeam(const client::Client& client, const std::string& name, std::string* id) {
  return Find<directory::ListTeamsRequest, directory::ListTeamsResponse>(
      client, "team", name, [](const auto& response) { return response.teams(); }, id);
}

}  // namespace gainful::cli
