// Participants and their journeys: the RPC methods of gainful.caseload.v1.CaseloadService.
#pragma once

#include "gainful/caseload/v1/caseload.pb.h"
#include "gainful/caseload/v1/work.pb.h"
#include "gainful/type/v1/import.pb.h"
#include "services/caseload/find.h"
#include "services/caseload/journey.h"
#include "services/caseload/limit.h"
#include "services/caseload/person.h"
#include "services/common/journal/import.h"
#include "services/common/record/record_service.h"

namespace gainful::caseload {

namespace pb = gainful::caseload::v1;
namespace type = gainful::type::v1;

class CaseloadService final : public record::RecordService {
 public:
  explicit CaseloadService(db::Pool* pool);

  absl::Status CreateParticipant(const base::Call& call, const pb::CreateParticipantRequest& q, pb::Participant* out);
  absl::Status UpdateParticipant(const base::Call& call, const pb::UpdateParticipantRequest& q, pb::Participant* out);
  absl::Status FindParticipants(const base::Call& call, const pb::FindParticipantsRequest& q,
                                pb::FindParticipantsResponse* out);
  absl::Status GetMatches(const base::Call& call, const pb::GetMatchesRequest& q, pb::Matches* out);

  absl::Status CreateJourney(const base::Call& call, const pb::CreateJourneyRequest& q, pb::Journey* out);
  absl::Status UpdateJourney(const base::Call& call, const pb::UpdateJourneyRequest& q, pb::Journey* out);
  absl::Status TriageJourney(const base::Call& call, const pb::TriageJourneyRequest& q, pb::Journey* out);
  absl::Status AcceptJourney(const base::Call& call, const pb::AcceptJourneyRequest& q, pb::Journey* out);
  absl::Status DeclineJourney(const base::Call& call, const pb::DeclineJourneyRequest& q, pb::Journey* out);
  absl::Status ExitJourney(const base::Call& call, const pb::ExitJourneyRequest& q, pb::Journey* out);
  absl::Status ReopenJourney(const base::Call& call, const pb::ReopenJourneyRequest& q, pb::Journey* out);
  absl::Status WithdrawJourney(const base::Call& call, const pb::WithdrawJourneyRequest& q, pb::Journey* out);

  absl::Status CreateContact(const base::Call& call, const pb::CreateContactRequest& q, pb::Contact* out);
  absl::Status UpdateContact(const base::Call& call, const pb::UpdateContactRequest& q, pb::Contact* out);
  absl::Status WithdrawContact(const base::Call& call, const pb::WithdrawContactRequest& q, pb::Contact* out);

  absl::Status ExportParticipant(const base::Call& call, const pb::ExportParticipantRequest& q,
                                 pb::ExportParticipantResponse* out);
  absl::Status AuditPerson(const base::Call& call, const pb::AuditPersonRequest& q, pb::AuditPersonResponse* out);
  absl::Status VerifyJournal(const base::Call& call, const pb::VerifyJournalRequest& q, pb::VerifyJournalResponse* out);

  absl::Status StageImport(const base::Call& call, const pb::StageImportRequest& q, type::StageImportResponse* out);
  absl::Status CommitImport(const base::Call& call, const type::CommitImportRequest& q,
                            type::CommitImportResponse* out);
  absl::Status DiscardImport(const base::Call& call, const type::DiscardImportRequest& q,
                             type::DiscardImportResponse* out);

  // For the tests, and for the bench.
  std::vector<const journal::Importer*> importers() const { return {&participant_import_, &journey_import_}; }

 private:
  struct Staging;  // one chunk of a file on its way
  absl::Status CheckReferences(db::Transaction& tx, const base::Call& call, Staging* staging) const;
  absl::Status LoadExisting(db::Transaction& tx, const base::Call& call, Staging* staging) const;
  absl::Status StageChunk(const base::Call& call, const pb::StageImportRequest& q, journal::Importer::Attempt attempt,
                          type::StageImportResponse* out);
  void StageRow(const base::Call& call, const pb::StageImportRequest& q, const pb::ImportRow& row,
                Staging* staging) const;
  using Step = std::function<absl::Status(db::Transaction&, pb::Journey*, absl::CivilDay today, base::Violations*)>;
  absl::Status ChangeJourney(const base::Call& call, const google::protobuf::Message& q, const std::string& id,
                             const Step& step, pb::Journey* out);
  // What a journey's programme asks, and when its person was born, as far as is known.
  struct Terms {
    ProgrammeTerms programme;
    std::optional<absl::CivilDay> born;
    std::optional<int> birth_year;
  };
  absl::Status ReadTerms(db::Transaction& tx, const base::Call& call, const pb::Journey& journey, Terms* out) const;
  absl::Status CheckTerms(db::Transaction& tx, const base::Call& call, const pb::Journey& before, pb::Journey* after,
                          base::Violations* violations) const;
  absl::Status CheckTeamWorksWith(db::Transaction& tx, const base::Call& call, const pb::Journey& journey) const;
  absl::Status CheckOnlyOpenOne(db::Transaction& tx, const base::Call& call, const pb::Journey& journey) const;
  void OfferMatches(const base::Call& call, pb::Participant* out);
  absl::Status AddNotes(db::Transaction& tx, const base::Call& call, const pb::StageImportRequest& q,
                        const Staging& staging, type::StageImportResponse* out) const;
  absl::Status FindMatches(const base::Call& call, const pb::Participant& person, std::vector<pb::Match>* matches);
  absl::Status CheckZeroExclusion(db::Transaction& tx, const base::Call& call, const pb::Journey& before,
                                  const pb::Journey& journey, pb::Alert* alert, base::Violations* violations) const;
  absl::Status AlertIfExcluded(const absl::Status& status, const base::Call& call,
                               const google::protobuf::Message& request, const pb::Alert& alert);

  absl::Status CheckNeighbours(const pqxx::result& rows, bool is_new, pb::Contact* contact,
                               base::Violations* violations) const;

  absl::Status TakeOwnStaffMember(db::Transaction& tx, const base::Call& call, pb::Contact* contact) const;

  journal::Records participants_, journeys_, contacts_, alerts_;
  journal::Importer participant_import_, journey_import_;
  journal::ImportCommit commit_;
  const Finder finder_;
  const CaseloadLimit limit_;
  const db::Statement participant_look_, journey_look_, contact_look_, person_, terms_, works_with_, lock_person_,
      open_one_, own_staff_, on_record_, known_teams_, known_programmes_;
};

}  // namespace gainful::caseload
