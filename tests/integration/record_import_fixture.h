// Files of records about people, and what is done with them.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gainful/type/v1/import.pb.h"
#include "google/protobuf/field_mask.pb.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {

namespace cl = caseload::v1;
using type::v1::CommitImportRequest;
using type::v1::CommitImportResponse;
using type::v1::StageImportResponse;

class RecordImportTest : public WorldTest {
 protected:
  static constexpr char kSource[] = "file";

  static const MethodDescriptor* MethodOf(const Message& file, const char* name) {
    return file.GetDescriptor()->file()->service(0)->FindMethodByName(name);
  }
  static StageImportResponse Stage(const std::string& token, const Message& file) {
    StageImportResponse staged;
    World::MustBeOk(world().Call(token, file, &staged));
    return staged;
  }
  static Outcome Commit(const std::string& token, const Message& file, CommitImportResponse* done = nullptr,
                        const std::string& request = "") {
    CommitImportRequest commit;
    commit.set_request_id(request.empty() ? NewId() : request);
    commit.set_import_id(GetText(file, "import_id"));
    return world().Call(token, commit, done, MethodOf(file, "CommitImport"));
  }
  static void Load(const std::string& token, const Message& file) {
    const StageImportResponse staged = Stage(token, file);
    if (staged.problems_size() > 0) throw std::runtime_error(staged.ShortDebugString());
    World::MustBeOk(Commit(token, file));
  }

  // A file of people with these keys, each with a journey accepted on 2025-01-20.
  static cl::StageImportRequest People(const Tenant& t, const std::vector<std::string>& keys) {
    cl::StageImportRequest file;
    file.set_import_id(NewId());
    for (const auto& key : keys) {
      auto* row = file.add_rows();
      row->set_line(file.rows_size() + 1);
      auto* p = row->mutable_participant();
      p->set_team_id(t.team);
      p->set_name("Person " + key);
      p->set_source(kSource);
      p->set_source_key(key);
      auto* j = row->mutable_journey();
      j->set_programme_id(t.programme);
      j->set_team_id(t.team);
      *j->mutable_referred_on() = Day(2025, 1, 10);
      *j->mutable_accepted_on() = Day(2025, 1, 20);
      j->set_source(kSource);
      j->set_source_key(key);
    }
    return file;
  }
  static Tenant TenantWith(const std::vector<std::string>& people) {
    const Tenant t = world().NewTenant();
    Load(t.manager, People(t, people));
    return t;
  }

  // A file of records that speaks for these fields.
  static cl::StageRecordsRequest Records(const std::vector<std::string>& mask) {
    cl::StageRecordsRequest file;
    file.set_import_id(NewId());
    for (const auto& path : mask) file.mutable_record_mask()->add_paths(path);
    return file;
  }
  static cl::RecordRow* Add(const std::string& person, const std::string& key, cl::StageRecordsRequest* file) {
    auto* row = file->add_rows();
    row->set_line(file->rows_size() + 1);
    row->set_source(kSource);
    row->set_source_key(key);
    row->set_person_key(person);
    return row;
  }
  static cl::StageRecordsRequest Contacts() { return Records({"contacted_on", "kind", "attendance", "minutes"}); }
  static cl::Contact* AddContact(const std::string& person, const std::string& key, cl::StageRecordsRequest* file) {
    auto* contact = Add(person, key, file)->mutable_contact();
    *contact->mutable_contacted_on() = Day(2025, 2, 1);
    contact->set_kind(cl::CONTACT_KIND_ACTION_PLAN);
    contact->set_attendance(cl::CONTACT_ATTENDANCE_ATTENDED);
    return contact;
  }
  static cl::StageRecordsRequest Allocations() {
    return Records({"staff_member_id", "allocated_on", "over_limit_reason"});
  }
  static cl::Allocation* AddAllocation(const std::string& journey, const std::string& staff, const std::string& key,
                                       cl::StageRecordsRequest* file) {
    auto* row = Add("", key, file);
    row->set_journey_key(journey);
    auto* allocation = row->mutable_allocation();
    allocation->set_staff_member_id(staff);
    *allocation->mutable_allocated_on() = Day(2025, 2, 1);
    return allocation;
  }
  static cl::Measure* AddPhq9(const std::string& person, const std::string& key, google::type::Date on, int ninth,
                              cl::StageRecordsRequest* file) {
    auto* measure = Add(person, key, file)->mutable_measure();
    measure->set_kind(cl::MEASURE_KIND_PHQ9);
    *measure->mutable_measured_on() = on;
    for (int i = 0; i < 8; ++i) measure->add_items(1);
    measure->add_items(ninth);
    return measure;
  }
  static StaffMember NewStaffMember(const Tenant& t, directory::v1::StaffRole role, int fte_percent) {
    StaffMember member;
    member.set_name("Sam");
    member.set_team_id(t.team);
    member.set_role(role);
    member.set_supervisor_id(t.supervisor);
    member.set_fte_percent(fte_percent);
    return world().Make(t.manager, member);
  }

  static Outcome GetAlert(const Tenant& t, const std::string& id, cl::Alert* alert) {
    cl::GetAlertRequest request;
    request.set_id(id);
    return world().Call(t.manager, request, alert);
  }
  // How many journeys were given to somebody last.
  static std::int64_t JourneysOf(const Tenant& t, const std::string& staff) {
    return sql().Count(absl::StrCat("SELECT count(*) FROM caseload.allocation a WHERE a.org_id = '", t.org,
                                    "' AND a.staff_member_id = '", staff,
                                    "' AND NOT EXISTS (SELECT FROM caseload.allocation b WHERE b.org_id = a.org_id AND "
                                    "b.journey_id = a.journey_id AND b.number > a.number)"));
  }
  static std::int64_t Count(const Tenant& t, const std::string& table) {
    return sql().Count(absl::StrCat("SELECT count(*) FROM ", table, " WHERE org_id = '", t.org, "'"));
  }
  static std::string IdOf(const Tenant& t, const std::string& kind, const std::string& key) {
    return sql().One(absl::StrCat("SELECT id FROM caseload.imported_record WHERE org_id = '", t.org, "' AND kind = '",
                                  kind, "' AND source_key = '", key, "'"));
  }
  template <class Record>
  static Record Read(const Tenant& t, const std::string& kind, const std::string& key) {
    Record record;
    World::MustBeOk(world().Get(t.manager, IdOf(t, kind, key), &record));
    return record;
  }
};

inline std::vector<std::string> Problems(const StageImportResponse& staged) {
  std::vector<std::string> problems;
  for (const auto& p : staged.problems()) problems.push_back(absl::StrCat(p.line(), " ", p.field()));
  return problems;
}

inline testing::Matcher<const Outcome&> RefusedBecause(absl::StatusCode code, const std::string& reason) {
  return testing::AllOf(Refused(code), testing::Field(&Outcome::reason, reason));
}

inline const google::protobuf::OneofDescriptor* Kinds() {
  return cl::RecordRow::descriptor()->FindOneofByName("record");
}

}  // namespace gainful::integration
