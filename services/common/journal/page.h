// Keyset pages. A page token holds the last id of its page and a digest of the query that it belongs to: no personal data, and of no use
// to another query.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "services/common/base/call.h"

namespace gainful::journal {

struct Page {
  base::Uuid after;  // the page begins behind this id; zero at first
  int size = 50;
  std::vector<const google::protobuf::FieldDescriptor*> filters;  // the fields of the request that are set
};

// Reads page_size, page_token and the filters of a list request. INVALID_ARGUMENT for a token of another query.
absl::StatusOr<Page> ReadPage(const base::Call& call, const google::protobuf::Message& request);
// Two numbers as the sixteen bytes that a page token has room for, for lists whose order is not that of ids.
base::Uuid PackPlace(std::int64_t first, std::int64_t second);
std::pair<std::int64_t, std::int64_t> UnpackPlace(const base::Uuid& place);

std::string MakePageToken(const base::Call& call, const google::protobuf::Message& request, const base::Uuid& last);

}  // namespace gainful::journal
