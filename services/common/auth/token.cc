#include "services/common/auth/token.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/common/auth/refusal.h"
#include "services/common/auth/strict.h"
#include "services/common/base/status.h"

namespace gainful::auth {
namespace {

using gainful::type::v1::Role;
using nlohmann::json;

constexpr double kLastSecond = 253402300799.0;  // the end of the year 9999
constexpr absl::Duration kMaxLeeway = absl::Minutes(5);

const json* FindClaim(const json& claims, const std::string& path) {
  if (const auto whole = claims.find(path); whole != claims.end()) return &*whole;
  const json* at = &claims;
  for (const absl::string_view name : absl::StrSplit(path, '.')) {
    const auto next = at->find(std::string(name));
    if (next == at->end()) return nullptr;  // also where `at` is no object
    at = &*next;
  }
  return at;
}

// The text of a claim, or null if it is missing or no text.
const std::string* FindText(const json& claims, const std::string& path) {
  const json* claim = FindClaim(claims, path);
  return claim == nullptr ? nullptr : claim->get_ptr<const std::string*>();
}

// The texts of a claim that is a list of texts or one text; none if it is missing or null. Nothing if it is anything else.
std::optional<std::vector<std::string>> FindTexts(const json& claims, const std::string& path) {
  std::vector<std::string> texts;
  const json* claim = FindClaim(claims, path);
  if (claim == nullptr || claim->is_null()) return texts;
  if (claim->is_string()) return std::vector<std::string>{claim->get<std::string>()};
  if (!claim->is_array()) return std::nullopt;
  for (const json& item : *claim) {
    if (!item.is_string()) return std::nullopt;
    texts.push_back(item.get<std::string>());
  }
  return texts;
}

// A NumericDate of RFC 7519, which may have a fraction.
std::optional<absl::Time> ToTime(const json& claim) {
  if (!claim.is_number()) return std::nullopt;
  const double seconds = claim.get<double>();
  if (!(seconds >= 0 && seconds <= kLastSecond)) return std::nullopt;
  return absl::UnixEpoch() + absl::Seconds(seconds);
}

bool IsFor(const json& claims, const std::string& audience) {
  const auto aud = claims.find("aud");
  if (aud == claims.end()) return false;
  if (aud->is_string()) return aud->get_ref<const std::string&>() == audience;
  return aud->is_array() && std::find(aud->begin(), aud->end(), audience) != aud->end();
}

absl::Status ReadTimes(const json& claims, absl::Duration leeway, Claims* out) {
  const auto exp = claims.find("exp");
  if (exp == claims.end()) return Refuse(Refusal::kTimes);
  const std::optional<absl::Time> end = ToTime(*exp);
  if (!end) return Refuse(Refusal::kTimes);
  out->until = *end + leeway;
  for (const char* name : {"nbf", "iat"}) {
    const auto claim = claims.find(name);
    if (claim == claims.end()) continue;
    const std::optional<absl::Time> start = ToTime(*claim);
    if (!start) return Refuse(Refusal::kTimes);
    out->from = std::max(out->from, *start - leeway);
  }
  return absl::OkStatus();
}

absl::Status ReadTeams(const json& claims, const std::string& path, Caller* caller) {
  const auto texts = FindTexts(claims, path);
  if (!texts) return Refuse(Refusal::kTeams);
  for (const std::string& text : *texts) {
    const std::optional<base::Uuid> team = base::Uuid::Parse(text);
    if (!team) return Refuse(Refusal::kTeams);
    caller->teams.push_back(*team);
  }
  std::sort(caller->teams.begin(), caller->teams.end());
  caller->teams.erase(std::unique(caller->teams.begin(), caller->teams.end()), caller->teams.end());
  return absl::OkStatus();
}

bool IsType(absl::string_view typ) {
  // RFC 7515 lets "application/" be left out.
  if (absl::StartsWithIgnoreCase(typ, "application/")) typ.remove_prefix(12);
  return absl::EqualsIgnoreCase(typ, "JWT") || absl::EqualsIgnoreCase(typ, "at+jwt");
}

}  // namespace

absl::StatusOr<Parts> Split(absl::string_view jwt) {
  if (jwt.empty()) return Refuse(Refusal::kMissing);
  if (jwt.size() > kMaxToken) return Refuse(Refusal::kTooLong);
  const std::vector<absl::string_view> texts = absl::StrSplit(jwt, absl::MaxSplits('.', 3));
  if (texts.size() != 3) return Refuse(Refusal::kMalformed);
  const auto header = DecodeBase64Url(texts[0]);
  const auto claims = DecodeBase64Url(texts[1]);
  const auto signature = DecodeBase64Url(texts[2]);
  if (!header || !claims || !signature) return Refuse(Refusal::kMalformed);
  return Parts{*header, *claims, *signature};
}

absl::StatusOr<Header> ReadHeader(absl::string_view text) {
  const std::optional<json> header = ParseObject(text);
  if (!header) return Refuse(Refusal::kMalformed);
  if (header->contains("crit")) return Refuse(Refusal::kHeader);
  if (header->contains("typ")) {
    const std::string* typ = FindString(*header, "typ");
    if (typ == nullptr || !IsType(*typ)) return Refuse(Refusal::kHeader);
  }
  const std::string* alg = FindString(*header, "alg");
  if (alg == nullptr) return Refuse(Refusal::kAlgorithm);
  const std::string* kid = FindString(*header, "kid");
  if (kid == nullptr) return Refuse(Refusal::kKey);
  return Header{*alg, *kid};
}

absl::Status CheckTime(const Claims& claims, absl::Time now) {
  if (now >= claims.until) return Refuse(Refusal::kExpired);
  if (now < claims.from) return Refuse(Refusal::kNotYet);
  return absl::OkStatus();
}

absl::StatusOr<ClaimsReader> ClaimsReader::Create(ClaimRules rules) {
  const ClaimsMapping& mapping = rules.mapping;
  if (rules.issuer.empty()) return absl::InvalidArgumentError("the tokens' issuer is not set");
  if (rules.audience.empty()) return absl::InvalidArgumentError("the tokens' audience is not set");
  if (rules.leeway < absl::ZeroDuration() || rules.leeway > kMaxLeeway) {
    return absl::InvalidArgumentError("the tokens' leeway is not between 0 s and 5 min");
  }
  if (mapping.subject.empty() || mapping.organisation.empty() || mapping.roles.empty() || mapping.teams.empty()) {
    return absl::InvalidArgumentError("the claims mapping leaves out subject, organisation, roles or teams");
  }
  ClaimsReader reader;
  for (const auto& [theirs, ours] : mapping.role_names) {
    const std::optional<Role> role = ParseRole(ours);
    if (!role)
      return absl::InvalidArgumentError(absl::StrCat("the claims mapping names a role that does not exist: ", ours));
    reader.roles_.emplace(theirs, *role);
  }
  for (int value = gainful::type::v1::Role_MIN; value <= gainful::type::v1::Role_MAX && mapping.role_names.empty();
       ++value) {
    const std::string name = RoleName(static_cast<Role>(value));
    if (!name.empty()) reader.roles_.emplace(name, static_cast<Role>(value));
  }
  reader.rules_ = std::move(rules);
  return reader;
}

absl::StatusOr<Claims> ClaimsReader::Read(absl::string_view text, absl::Time now) const {
  const std::optional<json> found = ParseObject(text);
  if (!found) return Refuse(Refusal::kMalformed);
  const std::string* issuer = FindString(*found, "iss");
  if (issuer == nullptr || *issuer != rules_.issuer) return Refuse(Refusal::kIssuer);
  if (!IsFor(*found, rules_.audience)) return Refuse(Refusal::kAudience);
  Claims claims;
  RETURN_IF_ERROR(ReadTimes(*found, rules_.leeway, &claims));
  RETURN_IF_ERROR(CheckTime(claims, now));

  const std::string* subject = FindText(*found, rules_.mapping.subject);
  if (subject == nullptr || !IsSubject(*subject)) return Refuse(Refusal::kSubject);
  claims.caller.subject = *subject;
  const std::string* organisation = FindText(*found, rules_.mapping.organisation);
  const auto org = organisation == nullptr ? std::nullopt : base::Uuid::Parse(*organisation);
  if (!org) return Refuse(Refusal::kOrganisation);
  claims.caller.org = *org;
  const auto names = FindTexts(*found, rules_.mapping.roles);
  if (!names) return Refuse(Refusal::kRoles);
  std::vector<Role>& roles = claims.caller.roles;
  for (const std::string& name : *names) {
    if (const auto role = roles_.find(name); role != roles_.end()) roles.push_back(role->second);
  }
  std::sort(roles.begin(), roles.end());
  roles.erase(std::unique(roles.begin(), roles.end()), roles.end());
  RETURN_IF_ERROR(ReadTeams(*found, rules_.mapping.teams, &claims.caller));
  return claims;
}

}  // namespace gainful::auth
