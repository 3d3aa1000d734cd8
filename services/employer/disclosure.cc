#include "services/employer/disclosure.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/common/base/codes.h"
#include "services/common/base/dates.h"

namespace gainful::employer {
namespace {

bool IsGiven(const pb::DisclosureChoice& choice) { return choice.decision() == pb::DISCLOSURE_DECISION_GIVEN; }

// Of what decides for two records of one employer: the later day, and on one day what does not allow.
bool Overrides(const pb::DisclosureChoice& a, const pb::DisclosureChoice& b) {
  const auto day = base::ToDay(a.said_on()), other = base::ToDay(b.said_on());
  if (day != other) return other < day;
  return !IsGiven(a) && IsGiven(b);
}

// Whether a "no" stands against that "given", under the same records.
bool Supersedes(const pb::DisclosureChoice& no, const pb::DisclosureChoice& given,
                std::optional<absl::CivilDay> told_on) {
  const auto day = base::ToDay(no.said_on());
  return no.number() > given.number() || day > base::ToDay(given.said_on()) || (told_on && day == told_on);
}

// Of what was said under one record of the person about one of the employer's, which is not nothing: the last "given" that stands, else the last "no".
const pb::DisclosureChoice* Decisive(const std::vector<const pb::DisclosureChoice*>& choices,
                                     std::optional<absl::CivilDay> told_on) {
  const pb::DisclosureChoice *given = nullptr, *refused = nullptr;
  for (const auto* choice : choices) {
    if (!IsGiven(*choice)) {
      const auto when = [](const pb::DisclosureChoice& c) { return std::pair(base::ToDay(c.said_on()), c.number()); };
      if (refused == nullptr || when(*refused) < when(*choice)) refused = choice;
      continue;
    }
    const bool stands = std::none_of(choices.begin(), choices.end(), [&](const pb::DisclosureChoice* other) {
      return !IsGiven(*other) && Supersedes(*other, *choice, told_on);
    });
    if (stands && (given == nullptr || given->number() < choice->number())) given = choice;
  }
  return given != nullptr ? given : refused;
}

}  // namespace

void CheckChoice(const pb::DisclosureChoice& choice, base::Violations* v) {
  const std::set<int> contents(choice.contents().begin(), choice.contents().end());
  if (static_cast<int>(contents.size()) < choice.contents_size())
    v->Add("disclosure_choice.contents", "must not hold a value twice");
}

pb::AllowedContent AllowedOf(pb::DisclosureContent content, const std::vector<pb::DisclosureChoice>& said,
                             std::optional<absl::CivilDay> told_on) {
  std::map<std::pair<std::string, std::string>, std::vector<const pb::DisclosureChoice*>>
      by_records;  // the person's and the employer's
  for (const auto& choice : said) {
    if (told_on && base::ToDay(choice.said_on()) > told_on) continue;
    if (std::find(choice.contents().begin(), choice.contents().end(), content) == choice.contents().end()) continue;
    by_records[{choice.participant_id(), choice.employer_id()}].push_back(&choice);
  }
  std::map<std::string, const pb::DisclosureChoice*> of_person;
  for (const auto& [records, choices] : by_records) {
    const auto* decides = Decisive(choices, told_on);
    auto& kept = of_person[records.first];
    if (kept == nullptr || Overrides(*decides, *kept)) kept = decides;
  }
  pb::AllowedContent out;
  out.set_content(content);
  const pb::DisclosureChoice* decisive = nullptr;
  for (const auto& [record, choice] : of_person) {
    if (decisive == nullptr || !IsGiven(*choice)) decisive = choice;
  }
  if (decisive == nullptr) return out;
  out.set_allowed(IsGiven(*decisive));
  out.set_decision(decisive->decision());
  *out.mutable_said_on() = decisive->said_on();
  out.set_wording_version(decisive->wording_version());
  return out;
}

std::vector<pb::DisclosureContent> OutsideOf(const std::vector<pb::DisclosureContent>& contents,
                                             const std::vector<pb::DisclosureChoice>& said,
                                             std::optional<absl::CivilDay> told_on) {
  std::vector<pb::DisclosureContent> outside;
  for (const auto content : contents) {
    const bool is_new = std::find(outside.begin(), outside.end(), content) == outside.end();
    if (is_new && !AllowedOf(content, said, told_on).allowed()) outside.push_back(content);
  }
  return outside;
}

std::vector<pb::DisclosureContent> ContentsOf(const google::protobuf::RepeatedField<int>& contents) {
  std::vector<pb::DisclosureContent> out;
  for (const int content : contents) out.push_back(static_cast<pb::DisclosureContent>(content));
  return out;
}

const std::vector<pb::DisclosureContent>& ToldByApplying() {
  static const auto* told =
      new std::vector<pb::DisclosureContent>{pb::DISCLOSURE_CONTENT_SUPPORTED, pb::DISCLOSURE_CONTENT_SERVICE_NAME};
  return *told;
}

std::optional<bool> MayApplyThroughService(const std::vector<pb::DisclosureChoice>& said) {
  bool is_known = true;
  for (const auto content : ToldByApplying()) {
    const auto one = AllowedOf(content, said);
    if (one.has_said_on() && !one.allowed()) return false;
    is_known = is_known && one.allowed();
  }
  return is_known ? std::optional(true) : std::nullopt;
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
