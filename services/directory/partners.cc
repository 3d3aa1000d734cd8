#include "services/directory/partners.h"

#include "absl/strings/str_cat.h"
#include "services/common/db/values.h"
#include "services/directory/record.h"
#include "services/directory/staff.h"
#include "services/directory/validate.h"

namespace gainful::directory {

using google::protobuf::Message;

PartnerService::PartnerService(db::Pool* pool)
    : RecordService(pool, pb::Partner::descriptor()->file()->FindServiceByName("PartnerService")),
      partners_(pool, Spec(pb::Partner::descriptor(), "partner")),
      clinical_teams_(pool, Spec(pb::ClinicalTeam::descriptor(), "clinical_team")),
      attachments_(pool, Spec(pb::ClinicalAttachment::descriptor(), "clinical_attachment")),
      same_code_(
          "SELECT id FROM directory.partner WHERE org_id = $1::uuid AND ods_code = $2 AND id <> $3::uuid AND ods_code "
          "<> ''"),
      // The team, locked: its attachments are recorded one at a time. With the clinical team, where that is there.
      lock_team_(
          "SELECT c.id FROM directory.team t LEFT JOIN directory.clinical_team c ON c.org_id = t.org_id AND c.id = "
          "$3::uuid WHERE t.org_id = $1::uuid AND t.id = $2::uuid FOR NO KEY UPDATE OF t"),
      others_(
          "SELECT starts_on, ends_on FROM directory.clinical_attachment WHERE org_id = $1::uuid AND team_id = $2::uuid "
          "AND clinical_team_id = $3::uuid AND id <> $4::uuid ORDER BY starts_on") {
  On(&PartnerService::CreatePartner, "CreatePartner");
  Serve(&partners_);
  On(&PartnerService::UpdatePartner, "UpdatePartner");
  On(&PartnerService::CreateClinicalTeam, "CreateClinicalTeam");
  Serve(&clinical_teams_);
  On(&PartnerService::UpdateClinicalTeam, "UpdateClinicalTeam");
  On(&PartnerService::CreateClinicalAttachment, "CreateClinicalAttachment");
  Serve(&attachments_);
  On(&PartnerService::UpdateClinicalAttachment, "UpdateClinicalAttachment");
}

// The database refuses a code that is there already as well, but without saying where. Of two who record one at once it refuses the second.
absl::Status PartnerService::CheckCode(db::Transaction& tx, const base::Call& call, const pb::Partner& partner) const {
  db::Params params;
  params.Text(call.org.ToString()).Text(partner.ods_code()).Text(partner.id());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(same_code_, params));
  base::Violations taken;
  if (!rows.empty()) taken.Add("partner.ods_code", absl::StrCat("is that of another partner, ", rows[0][0].c_str()));
  return taken.ToStatus(absl::StatusCode::kAlreadyExists);
}

absl::Status PartnerService::CreatePartner(const base::Call& call, const pb::CreatePartnerRequest& q,
                                           pb::Partner* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record, base::Violations*) {
    return CheckCode(tx, call, static_cast<const pb::Partner&>(*record));
  };
  return partners_.Create(call, q, q.partner(), {base::Uuid::V7(call.now), {}, {}}, rule, out);
}

absl::Status PartnerService::UpdatePartner(const base::Call& call, const pb::UpdatePartnerRequest& q,
                                           pb::Partner* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record, base::Violations*) {
    return CheckCode(tx, call, static_cast<const pb::Partner&>(*record));
  };
  return partners_.Update(call, q, q.partner(), q.update_mask(), rule, out);
}

absl::Status PartnerService::CreateClinicalTeam(const base::Call& call, const pb::CreateClinicalTeamRequest& q,
                                                pb::ClinicalTeam* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message*, base::Violations*) {
    if (!q.clinical_team().has_partner_id()) return absl::OkStatus();
    return MustExist(tx, call, "partner", q.clinical_team().partner_id(), "clinical_team.partner_id");
  };
  return clinical_teams_.Create(call, q, q.clinical_team(), {base::Uuid::V7(call.now), {}, {}}, rule, out);
}

absl::Status PartnerService::UpdateClinicalTeam(const base::Call& call, const pb::UpdateClinicalTeamRequest& q,
                                                pb::ClinicalTeam* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record, base::Violations*) {
    const auto& after = static_cast<const pb::ClinicalTeam&>(*record);
    if (!after.has_partner_id()) return absl::OkStatus();
    return MustExist(tx, call, "partner", after.partner_id(), "clinical_team.partner_id");
  };
  return clinical_teams_.Update(call, q, q.clinical_team(), q.update_mask(), rule, out);
}

// The team is locked, so that nothing comes in between.
absl::Status PartnerService::CheckOthers(db::Transaction& tx, const base::Call& call,
                                         const pb::ClinicalAttachment& attachment, base::Violations* violations) const {
  ValidateDates(attachment, "clinical_attachment.", violations);
  RETURN_IF_ERROR(violations->ToStatus());
  const Days days{*base::ToDay(attachment.starts_on()), base::ToDay(attachment.ends_on())};
  db::Params params;
  params.Text(call.org.ToString()).Text(attachment.team_id()).Text(attachment.clinical_team_id()).Text(attachment.id());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(others_, params));
  for (const auto& row : rows) {
    const auto day = FirstSharedDay(days, {db::DayIn(row[0]).value_or(days.first), db::DayIn(row[1])});
    if (!day) continue;
    violations->Add("clinical_attachment.starts_on",
                    absl::StrCat("the team is attached to this clinical team already on ", base::FormatDay(*day)));
    break;
  }
  return absl::OkStatus();
}

absl::Status PartnerService::CreateClinicalAttachment(const base::Call& call,
                                                      const pb::CreateClinicalAttachmentRequest& q,
                                                      pb::ClinicalAttachment* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const auto& attachment = q.clinical_attachment();
  const auto rule = [&](db::Transaction& tx, const pqxx::result& rows, const Message*, Message* record,
                        base::Violations* violations) -> absl::Status {
    base::Violations missing;
    if (rows.empty()) {
      missing.Add("clinical_attachment.team_id", "names no team that you can see");
    } else if (rows[0][0].is_null()) {
      missing.Add("clinical_attachment.clinical_team_id", "names no clinical team that you can see");
    }
    RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
    return CheckOthers(tx, call, static_cast<const pb::ClinicalAttachment&>(*record), violations);
  };
  const db::Look look = {&lock_team_,
                         {call.org, base::IdOf(attachment.team_id()), base::IdOf(attachment.clinical_team_id())}};
  return attachments_.Create(call, q, attachment, {base::Uuid::V7(call.now), {}, look}, rule, out);
}

absl::Status PartnerService::UpdateClinicalAttachment(const base::Call& call,
                                                      const pb::UpdateClinicalAttachmentRequest& q,
                                                      pb::ClinicalAttachment* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations* violations) -> absl::Status {
    const auto& after = static_cast<const pb::ClinicalAttachment&>(*record);
    db::Params params;
    params.Text(call.org.ToString()).Text(after.team_id()).Text(after.clinical_team_id());
    RETURN_IF_ERROR(tx.Run(lock_team_, params).status());
    return CheckOthers(tx, call, after, violations);
  };
  return attachments_.Update(call, q, q.clinical_attachment(), q.update_mask(), rule, out);
}

}  // namespace gainful::directory
