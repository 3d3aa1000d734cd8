#include "services/caseload/person_service.h"

#include "absl/strings/str_cat.h"
#include "services/common/db/values.h"

namespace gainful::caseload {
namespace {

using google::protobuf::Message;

// Holds the rows of the look, the person and the journey that the record names, against the record. What belongs to a journey is recorded under the
// record of the person that the journey is under, so that it stays with it when a merge is undone.
absl::Status CheckNeighbours(const pqxx::result& rows, const std::string& kind, Message* record) {
  base::Violations missing;
  if (rows.empty()) missing.Add(kind + ".participant_id", "names no participant that you can see");
  RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
  RETURN_IF_ERROR(CheckNotMerged(db::TextIn(rows[0][3])));
  if (!record::Has(*record, "journey_id")) return absl::OkStatus();
  if (rows[0][1].is_null()) missing.Add(kind + ".journey_id", "names no journey of this participant that you can see");
  RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
  if (db::IsTrue(rows[0][2]))
    return base::Error(absl::StatusCode::kFailedPrecondition, "STATE",
                       "the journey was withdrawn as recorded in error");
  journal::SetText(record, "participant_id", db::TextIn(rows[0][4]));
  return absl::OkStatus();
}

}  // namespace

PersonService::PersonService(db::Pool* pool, const google::protobuf::ServiceDescriptor* descriptor,
                             std::vector<PersonKind> kinds)
    : KindService(pool, descriptor, std::move(kinds)),
      look_(absl::StrCat(
          "SELECT p.id, j.id, j.withdrawn_on IS NOT NULL, p.merged_into, j.participant_id FROM caseload.participant p "
          "LEFT JOIN caseload.journey j ON j.org_id = p.org_id AND j.id = $3::uuid AND j.participant_id = ANY (",
          RecordsOf("p.org_id", "p.id"), ") WHERE p.org_id = $1::uuid AND p.id = $2::uuid")) {}

record::KindService::Parent PersonService::ParentOf(const base::Call& call, const Message& record) const {
  const base::Uuid person = base::IdOf(journal::GetText(record, "participant_id"));
  const base::Uuid journey =
      record::Has(record, "journey_id") ? base::IdOf(journal::GetText(record, "journey_id")) : base::Uuid();
  return {{"participant", person}, {&look_, {call.org, person, journey}}};
}

absl::Status PersonService::Fit(const Writing& w, base::Violations*) {
  if (w.before != nullptr) return absl::OkStatus();
  return CheckNeighbours(w.rows, w.kind.spec.kind, w.record);
}

}  // namespace gainful::caseload
