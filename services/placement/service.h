// Spells of work: the RPC methods of gainful.placement.v1.PlacementService.
#pragma once

#include "gainful/placement/v1/job.pb.h"
#include "gainful/placement/v1/placement.pb.h"
#include "gainful/type/v1/import.pb.h"
#include "services/common/journal/import.h"
#include "services/common/record/record_service.h"
#include "services/placement/around.h"
#include "services/placement/job.h"
#include "services/placement/spell.h"

namespace gainful::placement {

namespace type = gainful::type::v1;

class PlacementService final : public record::RecordService {
 public:
  explicit PlacementService(db::Pool* pool);

  absl::Status CreateSpell(const base::Call& call, const pb::CreateSpellRequest& q, pb::Spell* out);
  absl::Status UpdateSpell(const base::Call& call, const pb::UpdateSpellRequest& q, pb::Spell* out);
  absl::Status ConfirmSpell(const base::Call& call, const pb::ConfirmSpellRequest& q, pb::Spell* out);
  absl::Status EndSpell(const base::Call& call, const pb::EndSpellRequest& q, pb::Spell* out);
  absl::Status WithdrawSpell(const base::Call& call, const pb::WithdrawSpellRequest& q, pb::Spell* out);

  absl::Status StageImport(const base::Call& call, const pb::StageImportRequest& q, type::StageImportResponse* out);
  absl::Status CommitImport(const base::Call& call, const type::CommitImportRequest& q,
                            type::CommitImportResponse* out);
  absl::Status DiscardImport(const base::Call& call, const type::DiscardImportRequest& q,
                             type::DiscardImportResponse* out);

  // For the tests, and for the bench.
  std::vector<const journal::Importer*> importers() const { return {&spell_import_}; }

 private:
  struct Staging;
  struct Around;
  absl::StatusOr<Around> AroundOf(db::Transaction& tx, const base::Call& call, const pb::Spell& spell) const;
  absl::Status JoinJob(db::Transaction& tx, const base::Call& call, absl::CivilDay referred_on, const pb::Spell* before,
                       pb::Spell* spell, base::Violations* violations) const;
  std::vector<journal::Change> AsEvidence(const base::Call& call, const pb::Spell& spell, pb::EvidenceKind kind,
                                          absl::CivilDay today, pb::SpellEvidence* evidence) const;
  absl::Status LoadJourneys(db::Transaction& tx, const base::Call& call, const pb::StageImportRequest& q,
                            Staging* staging) const;
  absl::Status LoadBeside(db::Transaction& tx, const base::Call& call, const std::vector<std::string>& keys,
                          Staging* staging) const;
  absl::Status CheckStillFits(db::Transaction& tx, const base::Call& call, const std::string& import_id) const;
  absl::Status StageChunk(const base::Call& call, const pb::StageImportRequest& q, journal::Importer::Attempt attempt,
                          type::StageImportResponse* out);
  void StageRow(const base::Call& call, const pb::StageImportRequest& q, const pb::ImportRow& row,
                Staging* staging) const;
  absl::Status ChangeSpell(const base::Call& call, const google::protobuf::Message& q, const std::string& id,
                           const std::function<absl::Status(pb::Spell*, absl::CivilDay today, base::Violations*)>& step,
                           pb::Spell* out, const journal::Records::Also& also = nullptr);

  journal::Records spells_;
  const journal::Records evidence_;
  const AroundSpell around_spell_;
  journal::Importer spell_import_;
  journal::ImportCommit commit_;
  const db::Statement around_, earlier_, next_start_, beside_, journeys_by_key_, journey_look_, uncommitted_,
      lock_merged_, unfit_;
};

}  // namespace gainful::placement
