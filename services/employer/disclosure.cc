#include "services/employer/disclosure.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/common/base/codes.h"

namespace gainful::employer {

void CheckChoice(const pb::DisclosureChoice& choice, base::Violations* v) {
  const std::set<int> contents(choice.contents().begin(), choice.contents().end());
  if (static_cast<int>(contents.size()) < choice.contents_size())
    v->Add("disclosure_choice.contents", "must not hold a value twice");
}

pb::AllowedContent AllowedOf(pb::DisclosureContent content, const std::vector<pb::DisclosureChoice>& said) {
  std::map<std::string, const pb::DisclosureChoice*> last;  // by record
  for (const auto& choice : said) {
    if (std::find(choice.contents().begin(), choice.contents().end(), content) == choice.contents().end()) continue;
    auto& kept = last[choice.participant_id()];
    if (kept == nullptr || kept->number() < choice.number()) kept = &choice;
  }
  pb::AllowedContent out;
  out.set_content(content);
  const pb::DisclosureChoice* decisive = nullptr;
  for (const auto& [record, choice] : last) {
    if (decisive == nullptr || choice->decision() != pb::DISCLOSURE_DECISION_GIVEN) decisive = choice;
  }
  if (decisive == nullptr) return out;
  out.set_allowed(decisive->decision() == pb::DISCLOSURE_DECISION_GIVEN);
  out.set_decision(decisive->decision());
  *out.mutable_said_on() = decisive->said_on();
  out.set_wording_version(decisive->wording_version());
  return out;
}

std::vector<pb::DisclosureContent> OutsideOf(const std::vector<pb::DisclosureContent>& contents,
                                             const std::vector<pb::DisclosureChoice>& said) {
  std::vector<pb::DisclosureContent> outside;
  for (const auto content : contents) {
    const bool is_new = std::find(outside.begin(), outside.end(), content) == outside.end();
    if (is_new && !AllowedOf(content, said).allowed()) outside.push_back(content);
  }
  return outside;
}

std::string InWords(const std::vector<pb::DisclosureContent>& contents) {
  std::string text;
  for (const auto content : contents) {
    absl::StrAppend(&text, text.empty() ? "" : ", ",
                    base::MeaningOf(pb::DisclosureContent_descriptor()->FindValueByNumber(content)));
  }
  return text;
}

}  // namespace gainful::employer
