#include "services/caseload/consents.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "services/caseload/consent.h"
#include "services/caseload/person.h"
#include "services/common/base/codes.h"
#include "services/common/base/dates.h"
#include "services/common/db/values.h"
#include "services/common/journal/access.h"

namespace gainful::caseload {
namespace {

using google::protobuf::Message;

constexpr char kNoPerson[] = "names no participant that you can see";

// What the access journal calls the reads of partners: of a kind of data, or that somebody shares something at all.
constexpr char kSharedKinds[] = "ARRAY(SELECT 'shared_' || c FROM unnest($CATEGORIES) c) || 'shared_person'::text";

// The name by which the organisation has recorded another one as a partner, or nothing: one value for the ids of two columns.
std::string NameOf(const std::string& org, const std::string& recipient) {
  return absl::StrCat("SELECT coalesce(min(o.name), '') FROM directory.published_partner_v1 o WHERE o.org_id = ", org,
                      " AND o.partner_org_id = ", recipient);
}

std::string SharedKinds(const std::string& categories) {
  return absl::StrReplaceAll(kSharedKinds, {{"$CATEGORIES", categories}});
}

// A statement that is no consent notifies whoever had consent for what it speaks of, and whoever read any of it and was not told since: in the
// same statement of SQL, so that none is forgotten. Each is told of what concerns them alone, under each id by which they know the person.
journal::RecordSpec ConsentSpec() {
  journal::RecordSpec spec = RecordOfPerson(pb::Consent::descriptor(), "consent");
  spec.computed = {{"recipient", NameOf("t.org_id", "t.recipient_org_id")}};
  const db::Mapping mapping(spec.type);
  const auto p = [&](const char* column) { return journal::CreateParam(mapping, column); };
  const std::string recipient = p("recipient_org_id"), purpose = p("purpose"), categories = p("categories");
  const std::string directions = p("directions"), records = RecordsOf("$1::uuid", p("participant_id"));
  const std::string had_consent = absl::StrCat(
      "SELECT v.org_id, v.recipient_org_id AS recipient, false AS was_read, v.category, v.direction, v.participant_id "
      "FROM "
      "caseload.published_consent_v1 v WHERE v.org_id = $1::uuid AND v.participant_id = ANY (",
      records, ") AND (", recipient, " IS NULL OR v.recipient_org_id = ", recipient, ") AND (", purpose,
      " IS NULL OR v.purpose = ", purpose, ") AND v.category = ANY (", categories, ") AND v.direction = ANY (",
      directions, ")");
  const std::string had_read = absl::StrCat(
      "SELECT a.org_id, a.caller_org, true, nullif(substr(a.kind, 8), 'person'), 'outgoing', a.person FROM "
      "journal.access a WHERE a.org_id = $1::uuid AND a.person = ANY (",
      records, ") AND a.caller_org <> $1::uuid AND a.outcome = 'read' AND 'outgoing' = ANY (", directions, ") AND (",
      recipient, " IS NULL OR a.caller_org = ", recipient, ") AND (", purpose, " IS NULL OR a.purpose = ", purpose,
      ") AND a.kind = ANY (", SharedKinds(categories),
      ") AND NOT EXISTS (SELECT FROM caseload.consent_notice o WHERE o.org_id = $1::uuid AND o.recipient_org_id = "
      "a.caller_org AND o.participant_id = a.person AND o.recorded_at >= a.at AND 'outgoing' = ANY (o.directions) AND "
      "(o.purpose IS NULL OR o.purpose = a.purpose) AND (a.kind = 'shared_person' OR substr(a.kind, 8) = ANY "
      "(o.categories)))");
  spec.with_create = absl::StrCat(
      "n AS (INSERT INTO caseload.consent_notice (org_id, consent_id, recipient_org_id, participant_id, seq, "
      "recorded_at, "
      "purpose, categories, directions, said_on, was_read) SELECT $1::uuid, ",
      p("id"), ", x.recipient, x.participant_id, min(h.seq), ", p("updated_at"), ", ", purpose,
      ", coalesce(array_agg(DISTINCT x.category) FILTER (WHERE x.category IS NOT NULL), ", categories,
      "), array_agg(DISTINCT x.direction), ", p("said_on"), ", bool_or(x.was_read) FROM e CROSS JOIN h JOIN (",
      had_consent, " UNION ALL ", had_read, ") x ON x.org_id = e.org_id WHERE ", p("decision"),
      " <> 'given' GROUP BY x.recipient, x.participant_id)");
  return spec;
}

// What was passed on without consent may tell of a concern that few may know of: it is for whoever recorded it, and for those who examine such things.
journal::RecordSpec DisclosureSpec() {
  journal::RecordSpec spec = RecordOfPerson(pb::Disclosure::descriptor(), "disclosure");
  spec.visible_where = "(t.author = $4::text OR $5::text IN ('manager', 'auditor'))";
  spec.conditions = {{"unreviewed", "t.reviewed_on IS NULL"}};
  return spec;
}

}  // namespace

ConsentService::ConsentService(db::Pool* pool)
    : RecordService(pool, pb::Consent::descriptor()->file()->FindServiceByName("ConsentService")),
      consents_(pool, ConsentSpec()),
      disclosures_(pool, DisclosureSpec()),
      // One person's statements are numbered one at a time; their birth says whether they speak for themselves.
      lock_person_(
          "SELECT id, merged_into, birth_date, birth_year FROM caseload.participant WHERE org_id = $1::uuid AND id = "
          "$2::uuid FOR NO KEY "
          "UPDATE"),
      next_number_(
          "SELECT coalesce(max(number), 0) + 1 FROM caseload.consent WHERE org_id = $1::uuid AND participant_id = "
          "$2::uuid"),
      in_force_(
          absl::StrCat("WITH r AS (SELECT $9::uuid AS person), ", journal::AccessOf("sharing", "r.person", "NULL"),
                       " SELECT v.recipient_org_id, v.purpose, v.category, v.direction, v.expires_on, v.consent_id, (",
                       NameOf("v.org_id", "v.recipient_org_id"),
                       ") FROM caseload.published_consent_v1 v WHERE v.org_id = $1::uuid AND v.participant_id = ANY (",
                       RecordsOf("$1::uuid", "$9::uuid"), ") ORDER BY 1, 2, 3, 4, 6")),
      shared_before_(absl::StrCat(
          "SELECT caller_org, substr(kind, 8), (extract(epoch FROM min(at)) * 1000000)::bigint, (extract(epoch FROM "
          "max(at)) * 1000000)::bigint, count(DISTINCT (at, call_id)), (",
          NameOf("$1::uuid", "caller_org"),
          ") FROM journal.access WHERE org_id = $1::uuid AND "
          "person = ANY (",
          RecordsOf("$1::uuid", "$2::uuid"),
          ") AND caller_org <> $1::uuid AND outcome = 'read' AND ($3::uuid IS NULL OR caller_org = $3::uuid) "
          "AND "
          "($4::text IS NULL OR purpose = $4::text) AND 'outgoing' = ANY ($6::text[]) AND kind = ANY (",
          SharedKinds("$5::text[]"), ") GROUP BY 1, 2 ORDER BY 1, 2")),
      // Whoever reads what is shared while a withdrawal waits for its turn at the journal is in its answer.
      lock_head_("SELECT seq FROM journal.head WHERE org_id = $1::uuid FOR NO KEY UPDATE") {
  On(&ConsentService::CreateConsent, "CreateConsent");
  On(&ConsentService::WithdrawConsent, "WithdrawConsent");
  Serve(&consents_);
  On(&ConsentService::GetSharing, "GetSharing");
  On(&ConsentService::CreateDisclosure, "CreateDisclosure");
  Serve(&disclosures_);
  On(&ConsentService::ReviewDisclosure, "ReviewDisclosure");
}

// Completes a statement of the locked person: its number follows the one before, whichever instance recorded that.
absl::Status ConsentService::Say(db::Transaction& tx, const base::Call& call, const pqxx::result& person,
                                 const std::string& field, pb::Consent* consent) const {
  base::Violations missing;
  if (person.empty()) missing.Add(field, kNoPerson);
  RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
  RETURN_IF_ERROR(CheckNotMerged(db::TextIn(person[0][1])));
  db::Params params;
  params.Text(call.org.ToString()).Text(consent->participant_id());
  ASSIGN_OR_RETURN(const pqxx::result next, tx.Run(next_number_, params));
  consent->set_number(next[0][0].as<std::int64_t>());
  consent->set_recorded_by(call.caller);
  return absl::OkStatus();
}

absl::Status ConsentService::CreateConsent(const base::Call& call, const pb::CreateConsentRequest& q,
                                           pb::Consent* out) {
  base::Violations v;
  RETURN_IF_ERROR(calendar_.Check(call, q, &v));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  ValidateConsent(q.consent(), call.org, today, &v);
  RETURN_IF_ERROR(v.ToStatus());
  const base::Uuid person = base::IdOf(q.consent().participant_id());
  const auto rule = [&](db::Transaction& tx, const pqxx::result& rows, const Message*, Message* record,
                        base::Violations* violations) -> absl::Status {
    auto* consent = static_cast<pb::Consent*>(record);
    RETURN_IF_ERROR(Say(tx, call, rows, "consent.participant_id", consent));
    CheckSpeaker(*consent, db::DayIn(rows[0][2]), db::NumberIn(rows[0][3]), violations);
    return absl::OkStatus();
  };
  return consents_.Create(call, q, q.consent(),
                          {base::Uuid::V7(call.now), {"participant", person}, {&lock_person_, {call.org, person}}},
                          rule, out);
}

absl::Status ConsentService::WithdrawConsent(const base::Call& call, const pb::WithdrawConsentRequest& q,
                                             pb::WithdrawConsentResponse* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const base::Uuid person = base::IdOf(q.participant_id());
  pb::WithdrawConsentResponse answer;
  const auto rule = [&](db::Transaction& tx, const pqxx::result& rows, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    auto* consent = static_cast<pb::Consent*>(record);
    RETURN_IF_ERROR(Say(tx, call, rows, "participant_id", consent));
    answer.Clear();
    db::Params org;
    org.Text(call.org.ToString());
    RETURN_IF_ERROR(tx.Run(lock_head_, org).status());
    return ReadSharedBefore(tx, call, *consent, answer.mutable_shared_before());
  };
  const auto wrap = [&](const Message& record) -> const Message* {
    answer.mutable_consent()->CopyFrom(record);
    return &answer;
  };
  return consents_.Create(
      call, q, WithdrawalOf(q),
      {base::Uuid::V7(call.now), {"participant", person}, {&lock_person_, {call.org, person}}, wrap}, rule, out);
}

absl::Status ConsentService::ReadSharedBefore(db::Transaction& tx, const base::Call& call, const pb::Consent& about,
                                              google::protobuf::RepeatedPtrField<pb::SharedBefore>* out) const {
  db::Params params;
  params.Text(call.org.ToString()).Text(about.participant_id());
  TextOrNull(about.recipient_org_id(), &params);
  TextOrNull(
      about.purpose() == 0 ? "" : base::CodeOf(pb::SharingPurpose_descriptor()->FindValueByNumber(about.purpose())),
      &params);
  db::ArrayText categories;
  for (const int c : about.categories())
    categories.Add(base::CodeOf(pb::SharingCategory_descriptor()->FindValueByNumber(c)));
  db::ArrayText directions;
  for (const int d : about.directions())
    directions.Add(base::CodeOf(pb::SharingDirection_descriptor()->FindValueByNumber(d)));
  params.Text(categories.Finish()).Text(directions.Finish());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(shared_before_, params));
  for (const auto& row : rows) {
    auto* shared = out->Add();
    shared->set_recipient_org_id(row[0].c_str());
    shared->set_category(base::ValueOf<pb::SharingCategory>(row[1].c_str()));
    *shared->mutable_first_at() = db::InstantIn(row[2]);
    *shared->mutable_last_at() = db::InstantIn(row[3]);
    shared->set_times(row[4].as<std::int64_t>());
    shared->set_recipient(db::TextIn(row[5]));
  }
  return absl::OkStatus();
}

absl::Status ConsentService::GetSharing(const base::Call& call, const pb::GetSharingRequest& q, pb::Sharing* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const base::Uuid person = base::IdOf(q.id());
  return ReadAboutPerson(pool_, call, person, [&](db::Transaction& tx) -> absl::Status {
    db::Params params;
    journal::BindAccess(call, &params);
    params.Text(person.ToString());
    ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(in_force_, params));
    for (const auto& row : rows) {
      auto* one = out->add_in_force();
      one->set_recipient_org_id(row[0].c_str());
      one->set_purpose(base::ValueOf<pb::SharingPurpose>(row[1].c_str()));
      one->set_category(base::ValueOf<pb::SharingCategory>(row[2].c_str()));
      one->set_direction(base::ValueOf<pb::SharingDirection>(row[3].c_str()));
      if (const auto ends = db::DayIn(row[4])) *one->mutable_expires_on() = base::ToProto(*ends);
      one->set_consent_id(row[5].c_str());
      one->set_recipient(db::TextIn(row[6]));
    }
    pb::WithdrawConsentRequest everything;
    everything.set_participant_id(person.ToString());
    return ReadSharedBefore(tx, call, WithdrawalOf(everything), out->mutable_shared_before());
  });
}

absl::Status ConsentService::CreateDisclosure(const base::Call& call, const pb::CreateDisclosureRequest& q,
                                              pb::Disclosure* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const base::Uuid person = base::IdOf(q.disclosure().participant_id());
  const auto rule = [&](db::Transaction&, const pqxx::result& rows, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    base::Violations missing;
    if (rows.empty()) missing.Add("disclosure.participant_id", kNoPerson);
    RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
    static_cast<pb::Disclosure*>(record)->set_author(call.caller);
    return CheckNotMerged(db::TextIn(rows[0][1]));
  };
  return disclosures_.Create(call, q, q.disclosure(),
                             {base::Uuid::V7(call.now), {"participant", person}, SeePerson(call, person)}, rule, out);
}

absl::Status ConsentService::ReviewDisclosure(const base::Call& call, const pb::ReviewDisclosureRequest& q,
                                              pb::Disclosure* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction&, const pqxx::result&, const Message*, Message* record, base::Violations*) {
    return Review(call.caller, today, static_cast<pb::Disclosure*>(record));
  };
  return disclosures_.Change(call, q, q.id(), rule, out);
}

}  // namespace gainful::caseload
