#include "services/reporting/disclosure_ledger.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/common/base/ids.h"
#include "services/common/base/status.h"
#include "services/common/db/values.h"

namespace gainful::reporting {
namespace {

constexpr char kOf[] = "org_id = $1::uuid AND scope = $2";

std::string BytesIn(const pqxx::field& field) {
  return absl::HexStringToBytes(absl::StripPrefix(absl::string_view(field.c_str()), "\\x"));
}

std::string HexOf(const std::string& bytes) { return absl::StrCat("\\x", absl::BytesToHexString(bytes)); }

// From 0 to 255, and a number that bigint holds.
PersonKey NewKey() {
  const std::string random = base::Sha256(base::Uuid::V7(absl::Now()).ToString());
  PersonKey drawn;
  for (int i = 0; i < 8; ++i) drawn.token = drawn.token << 8 | static_cast<std::uint8_t>(random[i]);
  drawn.token >>= 1;
  drawn.key = static_cast<std::uint8_t>(random[8]);
  return drawn;
}

// What an answer rests on: how every count looks, and who is in it.
std::string RecordOf(const Profile& profile, const Tallied& tallied, const ControlledTable& table) {
  std::string all = absl::StrCat(profile.SerializeAsString(), "\n", table.Looks(), "\n");
  for (const auto& row : tallied.people) {
    for (const auto& tokens : row) absl::StrAppend(&all, base::Sha256(TokenBytes(tokens)));
  }
  return base::Sha256(all);
}

}  // namespace

DisclosureLedger::DisclosureLedger(db::Pool* pool)
    : pool_(pool),
      // Each looked up: a view with a security barrier that is joined plainly is read whole.
      keys_(
          "SELECT u.org_id, u.id, k.key, k.token FROM unnest($1::uuid[], $2::uuid[]) AS u (org_id, id) CROSS JOIN "
          "LATERAL (SELECT p.key, p.token FROM reporting.published_person_key_all_v1 p WHERE p.org_id = u.org_id AND "
          "p.participant_id = u.id OFFSET 0) k"),
      // In one order, so that two who draw for the same people at once wait for each other and not for ever.
      draw_(
          "INSERT INTO reporting.person_key (org_id, participant_id, key, token) SELECT $1::uuid, u.id, u.key, u.token "
          "FROM unnest($2::uuid[], $3::smallint[], $4::bigint[]) AS u (id, key, token) ORDER BY u.id ON CONFLICT DO "
          "NOTHING"),
      begin_(
          "INSERT INTO reporting.audience (org_id, scope, profile, perturbation, is_held) VALUES ($1::uuid, $2, $3, "
          "$4, "
          "true) ON CONFLICT (org_id, scope) DO NOTHING"),
      lock_(absl::StrCat("SELECT profile, perturbation FROM reporting.audience WHERE ", kOf, " FOR UPDATE")),
      given_(
          absl::StrCat("SELECT answer FROM reporting.given WHERE ", kOf, " AND question = $3 AND record = $4::bytea")),
      last_(
          absl::StrCat("SELECT answer, to_char(given_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') FROM reporting.given WHERE ",
                       kOf, " AND question = $3 ORDER BY given_at DESC, record LIMIT 1")),
      overlaps_(absl::StrCat(
          "SELECT period_from, period_to, programme_id IS NULL FROM reporting.given WHERE ", kOf,
          " AND report = $3 AND period_from <= $5::date AND period_to >= $4::date AND (programme_id IS NULL OR "
          "$6::uuid IS NULL OR programme_id = $6::uuid) AND (period_from <> $4::date OR period_to <> $5::date OR "
          "programme_id IS DISTINCT FROM $6::uuid) ORDER BY given_at, question LIMIT 1")),
      known_(absl::StrCat("SELECT digest, is_given FROM reporting.given_group WHERE ", kOf,
                          " AND digest = ANY ($3::bytea[])")),
      near_(absl::StrCat("SELECT DISTINCT tokens FROM reporting.given_group WHERE ", kOf,
                         " AND people IN (SELECT u.n + d FROM unnest($3::int[]) AS u (n), generate_series(1 - $4::int, "
                         "$4::int - 1) AS d)")),
      add_group_(
          "INSERT INTO reporting.given_group (org_id, scope, digest, is_given, people, tokens) SELECT $1::uuid, $2, "
          "u.digest, u.is_given, u.people, u.tokens FROM unnest($3::bytea[], $4::boolean[], $5::int[], $6::bytea[]) AS "
          "u (digest, is_given, people, tokens) ON CONFLICT (org_id, scope, digest, is_given) DO NOTHING"),
      add_(
          "INSERT INTO reporting.given (org_id, scope, question, record, report, period_from, period_to, programme_id, "
          "answer, given_at) VALUES ($1::uuid, $2, $3, $4::bytea, $5, $6::date, $7::date, $8::uuid, $9::bytea, "
          "$10::timestamptz)") {}

db::Params DisclosureLedger::About(const Audience& audience) {
  db::Params params;
  params.Text(audience.org).Text(audience.scope);
  return params;
}

absl::Status DisclosureLedger::FillIn(db::Transaction& tx, const std::set<std::string>& people,
                                      std::map<std::string, PersonKey>* keys) const {
  db::ArrayText orgs, ids;
  for (const std::string& person : people) {
    if (keys->count(person) > 0) continue;
    const std::pair<std::string, std::string> parts = absl::StrSplit(person, absl::MaxSplits('/', 1));
    orgs.Add(parts.first);
    ids.Add(parts.second);
  }
  db::Params params;
  params.Text(orgs.Finish()).Text(ids.Finish());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(keys_, params));
  for (const auto& row : rows) {
    PersonKey& key = (*keys)[absl::StrCat(row[0].c_str(), "/", row[1].c_str())];
    key.key = row[2].as<std::int64_t>();
    key.token = static_cast<std::uint64_t>(row[3].as<std::int64_t>());
  }
  return absl::OkStatus();
}

// As that organisation: its people's keys are its rows, whoever's figures count them first.
absl::Status DisclosureLedger::Draw(const base::Call& call, const std::string& org,
                                    const std::vector<std::string>& people) const {
  base::Call of = call;
  of.org = base::IdOf(org);
  db::ArrayText ids, keys, tokens;
  for (const std::string& person : people) {
    const PersonKey drawn = NewKey();
    ids.Add(person);
    keys.Add(absl::StrCat(drawn.key));
    tokens.Add(absl::StrCat(drawn.token));
  }
  db::Params params;
  params.Text(org).Text(ids.Finish()).Text(keys.Finish()).Text(tokens.Finish());
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(of));
  RETURN_IF_ERROR(tx.Run(draw_, params).status());
  return tx.Commit();
}

absl::StatusOr<std::map<std::string, PersonKey>> DisclosureLedger::KeysOf(const base::Call& call,
                                                                          const std::set<std::string>& people) const {
  std::map<std::string, PersonKey> keys;
  if (people.empty()) return keys;
  {
    ASSIGN_OR_RETURN(auto tx, pool_->Begin(call, {}, nullptr, true));
    RETURN_IF_ERROR(FillIn(tx, people, &keys));
  }
  std::map<std::string, std::vector<std::string>> missing;
  for (const std::string& person : people) {
    if (keys.count(person) > 0) continue;
    const std::pair<std::string, std::string> parts = absl::StrSplit(person, absl::MaxSplits('/', 1));
    missing[parts.first].push_back(parts.second);
  }
  if (missing.empty()) return keys;
  for (const auto& [org, ids] : missing) RETURN_IF_ERROR(Draw(call, org, ids));
  // What stands now, which another instance may have drawn.
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call, {}, nullptr, true));
  RETURN_IF_ERROR(FillIn(tx, people, &keys));
  if (keys.size() != people.size()) return absl::UnavailableError("somebody's record went while the report was drawn");
  return keys;
}

// Locks the audience. Its profile is the one that it was first given figures under.
absl::Status DisclosureLedger::Hold(db::Transaction& tx, const Audience& audience, const Control& control) const {
  const std::string& profile = control.profile().id();
  const std::string perturbation = control.PerturbationDigest();
  db::Params begin = About(audience);
  begin.Text(profile).Text(perturbation);
  RETURN_IF_ERROR(tx.Run(begin_, begin).status());
  ASSIGN_OR_RETURN(const pqxx::result row, tx.Run(lock_, About(audience)));
  if (row[0][0].c_str() != profile)
    return base::Error(absl::StatusCode::kFailedPrecondition, "OTHER_PROFILE",
                       absl::StrCat("disclosure must be ", row[0][0].c_str(),
                                    ": the first figures under a profile were given under that one, and figures under "
                                    "another would tell beside them what both withhold"));
  if (row[0][1].c_str() != perturbation)
    return base::Error(absl::StatusCode::kFailedPrecondition, "OTHER_PERTURBATION_TABLE",
                       "figures were given under another perturbation table than this server's, and would tell beside "
                       "these what both hide: its operator names that one by the setting perturbation-table");
  return absl::OkStatus();
}

absl::Status DisclosureLedger::CheckCut(db::Transaction& tx, const Audience& audience, const Cut& cut) const {
  db::Params params = About(audience);
  params.Text(cut.report).Text(cut.from).Text(cut.to);
  if (cut.programme.empty()) {
    params.Null();
  } else {
    params.Text(cut.programme);
  }
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(overlaps_, params));
  if (rows.empty()) return absl::OkStatus();
  return base::Error(
      absl::StatusCode::kFailedPrecondition, "OVERLAPPING_CUT",
      absl::StrCat(
          "from, to and programme_id make a cut that overlaps one of which figures were given: ", rows[0][0].c_str(),
          " to ", rows[0][1].c_str(), ", ", db::IsTrue(rows[0][2]) ? "all programmes" : "one programme",
          "; ask for the same again, or for one that shares no day with it, or no programme"));
}

absl::StatusOr<bool> DisclosureLedger::Protect(db::Transaction& tx, const base::Call& call, const Audience& audience,
                                               std::int64_t fewest, const Tallied& tallied,
                                               ControlledTable* table) const {
  db::ArrayText digests, sizes;
  ForEachCell(tallied, *table, [&](int row, int column, const std::vector<std::uint64_t>& people) {
    if (table->StateOf(row, column) == State::kSmall) return;
    digests.Add(HexOf(DigestOf(people)));
    sizes.Add(absl::StrCat(PeopleIn(people)));
  });
  db::Params known = About(audience), near = About(audience);
  known.Text(digests.Finish());
  near.Text(sizes.Finish()).Int(fewest);
  ASSIGN_OR_RETURN(const pqxx::result before, tx.Run(known_, known));
  std::map<std::string, Fate> fates;
  for (const auto& row : before) {
    Fate& fate = fates[BytesIn(row[0])];
    // What was given once is known, whatever else withheld it.
    if (fate != Fate::kGiven) fate = db::IsTrue(row[1]) ? Fate::kGiven : Fate::kHeldBack;
  }
  ASSIGN_OR_RETURN(const pqxx::result others, tx.Run(near_, near));
  std::vector<std::vector<std::uint64_t>> groups;
  for (const auto& row : others) groups.push_back(TokensOf(BytesIn(row[0])));
  const auto fate = [&](const std::string& digest) {
    const auto it = fates.find(digest);
    return it == fates.end() ? Fate::kNew : it->second;
  };
  if (!MarkGiven(tallied, fate, groups, fewest, table)) return false;
  // Others wait for the lock.
  const Protection done = table->Protect([&] { return absl::Now() > call.deadline; });
  if (done == Protection::kTooLate) return absl::DeadlineExceededError("the table could not be protected in time");
  return done == Protection::kDone;
}

absl::Status DisclosureLedger::WriteDown(db::Transaction& tx, const Audience& audience, const Tallied& tallied,
                                         const ControlledTable& table) const {
  db::ArrayText digests, given, sizes, tokens;
  std::set<std::pair<std::string, bool>> written;
  ForEachCell(tallied, table, [&](int row, int column, const std::vector<std::uint64_t>& people) {
    const State state = table.StateOf(row, column);
    if (state != State::kShown && state != State::kProtecting && (state != State::kEverybody || people.empty())) return;
    if (!written.emplace(DigestOf(people), state == State::kShown).second) return;
    digests.Add(HexOf(DigestOf(people)));
    given.Add(state == State::kShown ? "true" : "false");
    sizes.Add(absl::StrCat(PeopleIn(people)));
    tokens.Add(HexOf(TokenBytes(people)));
  });
  db::Params params = About(audience);
  params.Text(digests.Finish()).Text(given.Finish()).Text(sizes.Finish()).Text(tokens.Finish());
  return tx.Run(add_group_, params).status();
}

absl::StatusOr<Answer> DisclosureLedger::Settle(
    const base::Call& call, const Control& control, const std::string& question, const Cut& cut, const Tallied& tallied,
    ControlledTable* table, const std::function<std::string(const ControlledTable&)>& render) const {
  const Audience audience{call.org.ToString(), call.role == "commissioner" ? "funded" : "own"};
  const std::string record = RecordOf(control.profile(), tallied, *table);
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
  RETURN_IF_ERROR(Hold(tx, audience, control));
  // By statements after the lock, which see what its last holder committed.
  db::Params asked = About(audience), same = About(audience);
  asked.Text(question).Bytes(record);
  same.Text(question);
  ASSIGN_OR_RETURN(const pqxx::result before, tx.Run(given_, asked));
  if (!before.empty()) return Answer{BytesIn(before[0][0]), ""};
  RETURN_IF_ERROR(CheckCut(tx, audience, cut));
  ASSIGN_OR_RETURN(const bool may_show, Protect(tx, call, audience, control.profile().fewest_apart(), tallied, table));
  if (!may_show) {
    ASSIGN_OR_RETURN(const pqxx::result last, tx.Run(last_, same));
    if (!last.empty()) return Answer{BytesIn(last[0][0]), last[0][1].c_str()};
    table->WithholdAll();
    return Answer{render(*table), ""};
  }
  RETURN_IF_ERROR(WriteDown(tx, audience, tallied, *table));
  const std::string answer = render(*table);
  db::Params add = About(audience);
  add.Text(question).Bytes(record).Text(cut.report).Text(cut.from).Text(cut.to);
  if (cut.programme.empty()) {
    add.Null();
  } else {
    add.Text(cut.programme);
  }
  add.Bytes(answer).Text(absl::FormatTime(absl::RFC3339_full, call.now, absl::UTCTimeZone()));
  RETURN_IF_ERROR(tx.Run(add_, add).status());
  RETURN_IF_ERROR(tx.Commit());
  return Answer{answer, ""};
}

}  // namespace gainful::reporting
