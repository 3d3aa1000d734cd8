#include "services/caseload/person.h"

#include "services/common/base/status.h"
#include "services/common/journal/access.h"

namespace gainful::caseload {

journal::RecordSpec RecordOfPerson(const google::protobuf::Descriptor* type, const std::string& kind) {
  journal::RecordSpec spec;
  spec.type = type;
  spec.kind = kind;
  spec.table = "caseload." + kind;
  spec.person = "participant_id";
  spec.visible_through = "caseload.participant";
  spec.visible_key = "participant_id";
  return spec;
}

db::Look SeePerson(const base::Call& call, const base::Uuid& person) {
  static const auto* see =
      new db::Statement("SELECT id FROM caseload.participant WHERE org_id = $1::uuid AND id = $2::uuid");
  return {see, {call.org, person}};
}

absl::Status ReadAboutPerson(db::Pool* pool, const base::Call& call, const base::Uuid& person,
                             const std::function<absl::Status(db::Transaction&)>& read) {
  {
    pqxx::result found;
    ASSIGN_OR_RETURN(auto tx, pool->Begin(call, SeePerson(call, person), &found));
    if (!found.empty()) {
      RETURN_IF_ERROR(read(tx));
      return tx.Commit();
    }
  }
  RETURN_IF_ERROR(journal::RecordRefusal(pool, call, "participant", person, "not_found"));
  return base::NotFound("participant");
}

}  // namespace gainful::caseload
