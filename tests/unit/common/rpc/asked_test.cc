#include "services/common/rpc/asked.h"

#include <gtest/gtest.h>

#include "gainful/caseload/v1/access.pb.h"
#include "gainful/caseload/v1/caseload.pb.h"
#include "gainful/caseload/v1/clinical.pb.h"
#include "gainful/caseload/v1/support.pb.h"
#include "gainful/employer/v1/engagement.pb.h"

namespace gainful::rpc {
namespace {

namespace cl = caseload::v1;

constexpr char kPerson[] = "0190a5d2-7c00-7000-8000-0000000000c1";
constexpr char kRecord[] = "0190a5d2-7c00-7000-8000-0000000000d1";

Asked AskedBy(const char* method, const google::protobuf::Message& request) {
  const auto* file = request.GetDescriptor()->file();
  for (int i = 0; i < file->service_count(); ++i) {
    if (const auto* found = file->service(i)->FindMethodByName(method)) return AskedFor(*found, request);
  }
  ADD_FAILURE() << "there is no " << method;
  return {};
}

void ExpectAsked(const Asked& asked, const std::string& kind, const std::string& record) {
  EXPECT_EQ(asked.kind, kind);
  EXPECT_EQ(asked.record, base::Uuid::Parse(record).value_or(base::Uuid()));
}

TEST(AskedFor, IsThePersonWhomTheRequestNames) {
  cl::ListNotesRequest list;
  list.set_participant_id(kPerson);
  ExpectAsked(AskedBy("ListNotes", list), "participant", kPerson);
  cl::CreateNoteRequest create;
  create.mutable_note()->set_participant_id(kPerson);
  ExpectAsked(AskedBy("CreateNote", create), "participant", kPerson);
  cl::CreateEmergencyOpeningRequest open;
  open.mutable_emergency_opening()->set_participant_id(kPerson);
  ExpectAsked(AskedBy("CreateEmergencyOpening", open), "participant", kPerson);
}

TEST(AskedFor, IsTheFirstOfSeveralPeople) {
  employer::v1::CreateEngagementRequest log;
  log.mutable_engagement()->set_employer_id(kRecord);
  ExpectAsked(AskedBy("CreateEngagement", log), "", "");
  log.add_participant_ids(kPerson);
  log.add_participant_ids(kRecord);
  ExpectAsked(AskedBy("CreateEngagement", log), "participant", kPerson);
}

TEST(AskedFor, IsTheRecordThatTheRequestIsAbout) {
  cl::GetParticipantRequest get;
  get.set_id(kPerson);
  ExpectAsked(AskedBy("GetParticipant", get), "participant", kPerson);
  cl::GetHealthAndWorkReportRequest report;
  report.set_id(kRecord);
  ExpectAsked(AskedBy("GetHealthAndWorkReport", report), "health_and_work_report", kRecord);
  cl::UpdateParticipantRequest update;
  update.mutable_participant()->set_id(kPerson);
  ExpectAsked(AskedBy("UpdateParticipant", update), "participant", kPerson);
}

// The answer is no record: what is asked for is that of the participant with this id.
TEST(AskedFor, IsTheParticipantOfACopyOrAnAccount) {
  cl::ExportParticipantRequest copy;
  copy.set_id(kPerson);
  ExpectAsked(AskedBy("ExportParticipant", copy), "participant", kPerson);
  cl::AuditPersonRequest account;
  account.set_id(kPerson);
  ExpectAsked(AskedBy("AuditPerson", account), "participant", kPerson);
}

TEST(AskedFor, IsNobodyWhereTheRequestNamesNobody) {
  ExpectAsked(AskedBy("ListParticipants", cl::ListParticipantsRequest()), "", "");
  ExpectAsked(AskedBy("VerifyJournal", cl::VerifyJournalRequest()), "", "");
  cl::GetParticipantRequest bad;
  bad.set_id("p1");
  ExpectAsked(AskedBy("GetParticipant", bad), "", "");
  ExpectAsked(AskedBy("CreateNote", cl::CreateNoteRequest()), "", "");
}

}  // namespace
}  // namespace gainful::rpc
