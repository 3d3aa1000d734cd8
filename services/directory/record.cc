#include "services/directory/record.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "services/common/base/status.h"

namespace gainful::directory {

journal::RecordSpec Spec(const google::protobuf::Descriptor* type, const std::string& kind) {
  journal::RecordSpec spec;
  spec.type = type;
  spec.kind = kind;
  spec.table = "directory." + kind;
  return spec;
}

absl::Status Nothing(db::Transaction&, const pqxx::result&, const google::protobuf::Message*,
                     google::protobuf::Message*, base::Violations*) {
  return absl::OkStatus();
}

absl::Status MustExist(db::Transaction& tx, const base::Call& call, const std::string& kind, const std::string& id,
                       const std::string& field) {
  static const auto* statements = new std::map<std::string, db::Statement>{
      {"programme", db::Statement("SELECT 1 FROM directory.programme WHERE org_id = $1::uuid AND id = $2::uuid")},
      {"team", db::Statement("SELECT 1 FROM directory.team WHERE org_id = $1::uuid AND id = $2::uuid")},
      {"member of staff",
       db::Statement("SELECT 1 FROM directory.staff_member WHERE org_id = $1::uuid AND id = $2::uuid")},
      {"partner", db::Statement("SELECT 1 FROM directory.partner WHERE org_id = $1::uuid AND id = $2::uuid")}};
  db::Params params;
  params.Text(call.org.ToString()).Text(id);
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(statements->at(kind), params));
  base::Violations missing;
  if (rows.empty()) missing.Add(field, absl::StrCat("names no ", kind, " that you can see"));
  return missing.ToStatus(absl::StatusCode::kNotFound);
}

}  // namespace gainful::directory
