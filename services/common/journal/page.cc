#include "services/common/journal/page.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/common/base/bytes.h"
#include "services/common/base/status.h"

namespace gainful::journal {
namespace {

using google::protobuf::Message;

std::vector<const google::protobuf::FieldDescriptor*> Filters(const Message& request) {
  std::vector<const google::protobuf::FieldDescriptor*> set, filters;
  request.GetReflection()->ListFields(request, &set);
  for (const auto* f : set) {
    if (f->name() != "page_size" && f->name() != "page_token") filters.push_back(f);
  }
  return filters;
}

// Sixteen bytes that change with the caller's organisation, the method and the filters; the page size may differ from page to page.
std::string QueryDigest(const base::Call& call, const Message& request) {
  std::unique_ptr<Message> filters(request.New());
  filters->CopyFrom(request);
  for (const char* name : {"page_size", "page_token"})
    filters->GetReflection()->ClearField(filters.get(), request.GetDescriptor()->FindFieldByName(name));
  return base::Sha256(absl::StrCat(call.org.ToString(), "|", call.method, "|", base::Bytes(*filters))).substr(0, 16);
}

}  // namespace

absl::StatusOr<Page> ReadPage(const base::Call& call, const Message& request) {
  const auto* type = request.GetDescriptor();
  const auto* r = request.GetReflection();
  Page page;
  const int size = r->GetInt32(request, type->FindFieldByName("page_size"));
  if (size > 0) page.size = size;
  page.filters = Filters(request);
  const std::string token = r->GetString(request, type->FindFieldByName("page_token"));
  if (token.empty()) return page;
  std::string raw;
  const bool decoded = absl::WebSafeBase64Unescape(token, &raw) && raw.size() == 16 + 36;
  const auto after = decoded ? base::Uuid::Parse(absl::string_view(raw).substr(16)) : std::nullopt;
  if (!after || raw.substr(0, 16) != QueryDigest(call, request)) {
    base::Violations v;
    v.Add("page_token", "belongs to another query, or is none of ours: begin again without one");
    return v.ToStatus();
  }
  page.after = *after;
  return page;
}

base::Uuid PackPlace(std::int64_t first, std::int64_t second) {
  const std::string hex = absl::StrFormat("%016x%016x", first, second);
  return *base::Uuid::Parse(absl::StrCat(hex.substr(0, 8), "-", hex.substr(8, 4), "-", hex.substr(12, 4), "-",
                                         hex.substr(16, 4), "-", hex.substr(20)));
}

std::pair<std::int64_t, std::int64_t> UnpackPlace(const base::Uuid& place) {
  std::string hex;
  for (const char c : place.ToString()) {
    if (c != '-') hex += c;
  }
  const auto number = [&](size_t at) {
    std::uint64_t out = 0;
    for (const unsigned char c : absl::HexStringToBytes(hex.substr(at, 16))) out = out << 8 | c;
    return static_cast<std::int64_t>(out);
  };
  return {number(0), number(16)};
}

std::string MakePageToken(const base::Call& call, const Message& request, const base::Uuid& last) {
  return absl::WebSafeBase64Escape(QueryDigest(call, request) + last.ToString());
}

}  // namespace gainful::journal
