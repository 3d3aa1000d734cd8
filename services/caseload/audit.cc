// The account of who did what: the methods of the service that answer from the journal.
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/caseload/service.h"
#include "services/common/base/codes.h"
#include "services/common/db/values.h"
#include "services/common/journal/access.h"
#include "services/common/journal/page.h"
#include "services/common/journal/sql.h"
#include "services/common/journal/verify.h"

namespace gainful::caseload {
namespace {

// $9 the person, by any one of their records; $10 the instant from which on, $11 how many rows of that instant to pass over, $12 how many to give, $13
// the instant up to which: that of the first page, or else each page would add a row for the next one to show. An
// attempt in vain names no person: it is found by the records that were written about this one.
std::string AccountSql() {
  const std::string who = "at, caller, role, caller_org, purpose, ";
  const std::string records = RecordsOf("$1::uuid", "$9::uuid");
  return absl::StrCat(
      "WITH r AS MATERIALIZED (SELECT * FROM (SELECT ", who,
      "'changed' AS outcome, method, kind, subject AS record, changed FROM journal.entry WHERE org_id = $1::uuid AND "
      "person = ANY (",
      records, ") AND at BETWEEN $10::timestamptz AND $13::timestamptz UNION ALL SELECT ", who,
      "outcome, method, kind, record, '{}'::text[] FROM journal.access WHERE org_id = $1::uuid AND person = ANY (",
      records, ") AND at BETWEEN $10::timestamptz AND $13::timestamptz UNION ALL SELECT ", who,
      "outcome, method, kind, record, '{}'::text[] FROM journal.access WHERE org_id = $1::uuid AND person IS NULL AND "
      "record = ANY (ARRAY(SELECT subject FROM journal.entry WHERE org_id = $1::uuid AND person = ANY (",
      records,
      "))) AND at BETWEEN $10::timestamptz AND $13::timestamptz) x ORDER BY at, outcome, method, kind, record, caller "
      "OFFSET $11::bigint LIMIT "
      "$12::int), ",
      journal::AccessOf("account", "$9::uuid", "NULL"),
      " SELECT (extract(epoch FROM at) * 1000000)::bigint, caller, role, caller_org, purpose, outcome, method, kind, "
      "record, array_to_string(changed, ',') FROM r ORDER BY at, outcome, method, kind, record, caller");
}

// Where a page begins: an instant, and how many rows of that instant were given; and up to which instant all pages go.
struct Place {
  std::uint64_t micros = 0;
  std::uint64_t given = 0;
  std::uint64_t until = 0;
};

// Instants take 52 bits of 64, until the year 2112; what they leave holds 16 million rows of one instant.
base::Uuid Pack(const Place& place) {
  return journal::PackPlace(static_cast<std::int64_t>(place.micros << 12 | place.given >> 12),
                            static_cast<std::int64_t>(place.until << 12 | (place.given & 0xFFF)));
}

Place Unpack(const base::Uuid& packed) {
  const auto [first, second] = journal::UnpackPlace(packed);
  const auto a = static_cast<std::uint64_t>(first), b = static_cast<std::uint64_t>(second);
  return {a >> 12, (a & 0xFFF) << 12 | (b & 0xFFF), b >> 12};
}

void ReadRow(const pqxx::row& row, pb::AuditRow* out) {
  *out->mutable_at() = db::InstantIn(row[0]);
  out->set_caller(row[1].c_str());
  out->set_role(row[2].c_str());
  out->set_caller_org_id(row[3].c_str());
  out->set_purpose(row[4].c_str());
  out->set_outcome(base::ValueOf<pb::AuditOutcome>(row[5].c_str()));
  out->set_method(row[6].c_str());
  out->set_kind(row[7].c_str());
  if (!row[8].is_null()) out->set_record_id(row[8].c_str());
  for (const auto field : absl::StrSplit(row[9].c_str(), ',', absl::SkipEmpty())) out->add_changed(std::string(field));
}

// What an account says instead of a kind and a method that would give away what few may know.
constexpr char kConcealed[] = "restricted entry";

// That there is a safeguarding concern is for managers and for whoever recorded it, here as everywhere. Others who read the account see that there was
// an act, when, by whom and with what outcome, but not what it was about.
void ConcealConcerns(const base::Call& call, pb::AuditRow* row) {
  const bool is_about_one =
      row->kind() == "safeguarding_concern" || absl::StrContains(row->method(), "SafeguardingConcern");
  if (!is_about_one || call.role == "manager" || row->caller() == call.caller) return;
  row->set_kind(kConcealed);
  row->set_method(kConcealed);
  row->clear_record_id();
  row->clear_changed();
}

}  // namespace

absl::Status CaseloadService::ExportParticipant(const base::Call& call, const pb::ExportParticipantRequest& q,
                                                pb::ExportParticipantResponse* out) {
  static const auto* others = new db::Statement(absl::StrCat(
      "WITH r AS MATERIALIZED (", participants_.SelectFrom(),
      " WHERE t.org_id = $1::uuid AND t.id <> $9::uuid AND t.id = ANY (", RecordsOf("$1::uuid", "$9::uuid"), ")), ",
      journal::AccessOf("participant", "r.id", "r.id"), " SELECT * FROM r ORDER BY id"));
  RETURN_IF_ERROR(calendar_.Check(call, q));
  RETURN_IF_ERROR(participants_.Get(call, q.id(), out->mutable_participant()));
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
  db::Params params;
  journal::BindAccess(call, &params);
  params.Text(base::IdOf(q.id()).ToString());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(*others, params));
  for (const auto& row : rows) RETURN_IF_ERROR(participants_.Read(row, out->add_merged()));
  return tx.Commit();
}

absl::Status CaseloadService::AuditPerson(const base::Call& call, const pb::AuditPersonRequest& q,
                                          pb::AuditPersonResponse* out) {
  static const auto* account = new db::Statement(AccountSql());
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const journal::Page page, journal::ReadPage(call, q));
  const base::Uuid person = base::IdOf(q.id());
  return ReadAboutPerson(pool_, call, person, [&](db::Transaction& tx) -> absl::Status {
    Place place = Unpack(page.after);
    if (place.until == 0) place.until = static_cast<std::uint64_t>(absl::ToUnixMicros(call.now));
    db::Params params;
    journal::BindAccess(call, &params);
    const auto text = [](std::uint64_t micros) {
      return journal::TimeText(absl::FromUnixMicros(static_cast<std::int64_t>(micros)));
    };
    params.Text(person.ToString()).Text(text(place.micros));
    params.Int(static_cast<std::int64_t>(place.given)).Int(page.size).Text(text(place.until));
    ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(*account, params));
    for (const auto& row : rows) {
      auto* shown = out->add_rows();
      ReadRow(row, shown);
      ConcealConcerns(call, shown);
      const auto micros = row[0].as<std::uint64_t>();
      if (micros != place.micros) place = {micros, 0, place.until};
      ++place.given;
    }
    if (static_cast<int>(rows.size()) == page.size)
      out->set_next_page_token(journal::MakePageToken(call, q, Pack(place)));
    return absl::OkStatus();
  });
}

absl::Status CaseloadService::VerifyJournal(const base::Call& call, const pb::VerifyJournalRequest& q,
                                            pb::VerifyJournalResponse* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const journal::Soundness found, journal::VerifyJournal(pool_, call));
  RETURN_IF_ERROR(journal::RecordRead(pool_, call, "journal"));
  if (!found.fault.empty()) {
    return base::Error(absl::StatusCode::kFailedPrecondition, "JOURNAL_BROKEN",
                       absl::StrCat("the journal was tampered with or damaged; ", found.fault));
  }
  out->set_entries(found.entries);
  out->set_head_hash(absl::BytesToHexString(found.head_hash));
  return absl::OkStatus();
}

}  // namespace gainful::caseload
