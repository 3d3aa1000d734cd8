// One organisation's records do not exist for another, whatever it asks.
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gainful/type/v1/import.pb.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

class Tenancy : public WorldTest {
 protected:
  Journey NewJourney(const Tenant& t) {
    return world().NewJourney(t.manager, t, world().NewParticipant(t.manager, t.team));
  }

  // The request of a method that is about one record, otherwise sound.
  std::unique_ptr<Message> AskFor(const Kind& kind, const MethodDescriptor* method, const std::string& id) {
    auto request = NewMessage(method->input_type());
    if (method != kind.get) SetText(request.get(), "request_id", NewId());
    if (method != kind.update) {
      SetText(request.get(), "id", id);
      FillStep(request.get());
      return request;
    }
    Message* record = Mutable(request.get(), kind.field);
    Fill(record, [](const std::string&) { return NewId(); });
    SetText(record, "id", id);
    record->GetReflection()->SetInt64(record, kind.type->FindFieldByName("etag"), 1);
    Message* mask = Mutable(request.get(), "update_mask");
    mask->GetReflection()->AddString(mask, mask->GetDescriptor()->FindFieldByName("paths"), ChangeableField(kind));
    return request;
  }
};

void ExpectAlike(const Outcome& one, const Outcome& other, const std::string& what) {
  EXPECT_THAT(one, Refused(absl::StatusCode::kNotFound)) << what;
  EXPECT_EQ(one.code, other.code) << what;
  EXPECT_EQ(one.message, other.message) << what;
  EXPECT_EQ(one.details, other.details) << what;
  EXPECT_EQ(one.violations, other.violations) << what;
}

// Field of a list's answer that holds the records.
const FieldDescriptor* Records(const MethodDescriptor* list) { return list->output_type()->field(0); }

// The requests that hold another's id and those that hold an id of nothing come to the same.
TEST_F(Tenancy, AnothersRecordCannotBeToldFromOneThatIsNowhere) {
  const Tenant a = world().NewTenant(), b = world().NewTenant();
  const Journey j = NewJourney(a);
  int tried = 0;
  for (const auto& kind : AllKinds()) {
    const std::string id = GetText(*world().MakeOne(kind, a, j), "id");
    std::vector<const MethodDescriptor*> methods{kind.get};
    if (kind.update != nullptr) methods.push_back(kind.update);
    methods.insert(methods.end(), kind.steps.begin(), kind.steps.end());
    for (const auto* method : methods) {
      ExpectAlike(world().Call(b.everyone, *AskFor(kind, method, id)),
                  world().Call(b.everyone, *AskFor(kind, method, NewId())), method->full_name());
      ++tried;
    }
    const auto untouched = NewMessage(kind.type);
    ASSERT_THAT(world().Get(a.everyone, id, untouched.get()), IsOk());
    EXPECT_EQ(untouched->GetReflection()->GetInt64(*untouched, kind.type->FindFieldByName("etag")), 1) << kind.field;
  }
  EXPECT_EQ(tried, 14 + 9 + 5 + 3 + 1 + 1 + 1 + 3 * 4 + 8 * 3 + 4 + 1 + 6 + 4 + 2 + 2 + 2 + 3 + 7 * 3 + 20 + 3 + 3 + 5);
}

// Funders and recipients are other organisations by nature.
bool IsOtherOrganisation(const FieldDescriptor* field) { return absl::EndsWith(field->name(), "_org_id"); }

// Every reference of every record that its owner may choose, but for other organisations.
TEST_F(Tenancy, ARecordCannotReferToAnothersRecord) {
  const Tenant a = world().NewTenant(), b = world().NewTenant();
  const Journey of_a = NewJourney(a), of_b = NewJourney(b);
  int tried = 0;
  for (const auto& kind : AllKinds()) {
    if (kind.field == "organisation") continue;  // not theirs to create
    const Refer theirs = world().RefersFor(kind, a, of_a), ours = world().RefersFor(kind, b, of_b);
    for (int i = 0; i < kind.type->field_count(); ++i) {
      const auto* field = kind.type->field(i);
      if (!RuleOf(field).uuid() || RuleOf(field).output_only() || IsOtherOrganisation(field)) continue;
      const auto record = NewMessage(kind.type);
      Fill(record.get(), ours);
      const std::string path = absl::StrCat(kind.field, ".", field->name());
      SetText(record.get(), field->name(), theirs(field->name()));
      const Outcome another = world().Create(b.everyone, *record);
      SetText(record.get(), field->name(), NewId());
      ExpectAlike(another, world().Create(b.everyone, *record), path);
      EXPECT_THAT(another, NotFoundFor({path}));
      ++tried;
    }
  }
  EXPECT_EQ(tried, 52 + 1 + 7 + 19 + 2 + 1 + 2);
}

TEST_F(Tenancy, ARecordCannotBeMovedToAnothersTeam) {
  const Tenant a = world().NewTenant(), b = world().NewTenant();
  const Journey j = NewJourney(b);
  int tried = 0;
  for (const auto& kind : AllKinds()) {
    const auto* team = kind.type->FindFieldByName("team_id");
    if (team == nullptr || RuleOf(team).immutable()) continue;
    const auto record = world().MakeOne(kind, b, j);
    SetText(record.get(), "team_id", a.team);
    const Outcome another = world().Update(b.everyone, *record, {"team_id"});
    SetText(record.get(), "team_id", NewId());
    ExpectAlike(another, world().Update(b.everyone, *record, {"team_id"}), kind.field);
    EXPECT_THAT(another, NotFoundFor({kind.field + ".team_id"}));
    ++tried;
  }
  EXPECT_EQ(tried, 4);
}

TEST_F(Tenancy, ListsShowOnesOwnRecordsAndNoOthers) {
  const Tenant a = world().NewTenant(), b = world().NewTenant();
  const Journey theirs = NewJourney(a), ours = NewJourney(b);
  for (const auto& kind : AllKinds()) {
    world().MakeOne(kind, a, theirs);
    const auto mine = world().MakeOne(kind, b, ours);
    const auto request = NewMessage(kind.list->input_type());
    const auto response = NewMessage(kind.list->output_type());
    ASSERT_THAT(world().Call(b.everyone, *request, response.get()), IsOk());
    const auto* r = response->GetReflection();
    const int n = r->FieldSize(*response, Records(kind.list));
    EXPECT_GE(n, 1);
    bool is_there = false;
    for (int i = 0; i < n; ++i) {
      const Message& record = r->GetRepeatedMessage(*response, Records(kind.list), i);
      EXPECT_EQ(GetText(record, "org_id"), b.org) << kind.field;
      is_there = is_there || GetText(record, "id") == GetText(*mine, "id");
    }
    EXPECT_TRUE(is_there) << kind.field;
  }
}

TEST_F(Tenancy, FiltersByAnothersIdsFindNothing) {
  const Tenant a = world().NewTenant(), b = world().NewTenant();
  const Journey theirs = NewJourney(a), ours = NewJourney(b);
  const Refer refer = World::RefersTo(a, theirs);
  int tried = 0;
  for (const auto& kind : AllKinds()) {
    const auto record = world().MakeOne(kind, a, theirs);
    world().MakeOne(kind, b, ours);
    const auto* type = kind.list->input_type();
    for (int i = 0; i < type->field_count(); ++i) {
      if (!RuleOf(type->field(i)).uuid()) continue;
      const auto request = NewMessage(type);
      const std::string& field = type->field(i)->name();
      const bool is_own = kind.type->FindFieldByName(field) != nullptr;
      SetText(request.get(), field, is_own ? GetText(*record, field) : refer(field));
      const auto response = NewMessage(kind.list->output_type());
      ASSERT_THAT(world().Call(b.everyone, *request, response.get()), IsOk());
      EXPECT_EQ(response->GetReflection()->FieldSize(*response, Records(kind.list)), 0) << type->field(i)->full_name();
      ASSERT_THAT(world().Call(a.everyone, *request, response.get()), IsOk());
      EXPECT_GE(response->GetReflection()->FieldSize(*response, Records(kind.list)), 1) << type->field(i)->full_name();
      ++tried;
    }
  }
  EXPECT_EQ(tried, 49 + 1 + 3 * 7 + 13 + 1 + 3 + 1);
}

// Another's import is as empty as one that never was.
TEST_F(Tenancy, AnothersImportCannotBeCommittedOrDropped) {
  const Tenant a = world().NewTenant(), b = world().NewTenant();
  caseload::v1::StageImportRequest stage;
  stage.set_import_id(NewId());
  auto* row = stage.add_rows();
  row->set_line(1);
  Fill(row->mutable_participant(), World::RefersTo(a, Journey()));
  Fill(row->mutable_journey(), World::RefersTo(a, Journey()));
  type::v1::StageImportResponse staged;
  ASSERT_THAT(world().Call(a.manager, stage, &staged), IsOk());
  ASSERT_EQ(staged.created(), 1) << staged.ShortDebugString();
  const auto* service = stage.GetDescriptor()->file()->service(0);
  type::v1::CommitImportRequest commit;
  commit.set_request_id(NewId());
  commit.set_import_id(stage.import_id());
  type::v1::CommitImportResponse done;
  ASSERT_THAT(world().Call(b.manager, commit, &done, service->FindMethodByName("CommitImport")), IsOk());
  EXPECT_EQ(done.created() + done.updated(), 0);
  type::v1::DiscardImportRequest discard;
  discard.set_import_id(stage.import_id());
  ASSERT_THAT(world().Call(b.manager, discard, nullptr, service->FindMethodByName("DiscardImport")), IsOk());
  ASSERT_THAT(world().Call(a.manager, commit, &done, service->FindMethodByName("CommitImport")), IsOk());
  EXPECT_EQ(done.created(), 2);
  EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM caseload.participant WHERE org_id = '", b.org, "'")), 0);
}

// The same request id, and the same key of the same source, mean nothing across organisations.
TEST_F(Tenancy, KeysAndRequestIdsAreEachOrganisationsOwn) {
  const Tenant a = world().NewTenant(), b = world().NewTenant();
  const std::string id = NewId();
  for (const Tenant& t : {a, b}) {
    Participant p;
    p.set_team_id(t.team);
    p.set_name("Sam");
    p.set_source("file");
    p.set_source_key("1");
    EXPECT_THAT(world().Create(t.manager, p, nullptr, id), IsOk());
    EXPECT_THAT(world().Create(t.manager, p), Refused(absl::StatusCode::kAlreadyExists));
  }
}

}  // namespace
}  // namespace gainful::integration
