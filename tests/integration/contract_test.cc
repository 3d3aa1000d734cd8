// What the contract's field options promise, tried on every method: nothing is stored for a request that lacks what it must have.
#include "absl/strings/str_cat.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

using testing::IsSupersetOf;

class Contract : public WorldTest {
 protected:
  std::string Everything() {
    return sql().One(
        "SELECT concat_ws('|', (SELECT count(*) FROM journal.entry), (SELECT sum(seq) FROM journal.head), "
        "(SELECT count(*) FROM directory.organisation), (SELECT count(*) FROM directory.team), (SELECT count(*) FROM "
        "caseload.participant), "
        "(SELECT count(*) FROM caseload.journey), (SELECT count(*) FROM placement.spell), (SELECT count(*) FROM "
        "caseload.stage_participant), "
        "(SELECT count(*) FROM placement.stage_spell))");
  }
};

// Required fields of the request itself. An update says which of its record's fields it needs only by its mask.
std::vector<std::string> RequiredFields(const MethodDescriptor* method) {
  std::vector<std::string> fields;
  const auto* type = method->input_type();
  const bool is_update = type->FindFieldByName("update_mask") != nullptr;
  for (int i = 0; i < type->field_count(); ++i) {
    const auto* field = type->field(i);
    if (!RuleOf(field).required()) continue;
    if (is_update && field->message_type() == method->output_type()) {
      fields.push_back(field->name() + ".id");
      fields.push_back(field->name() + ".etag");
    } else {
      fields.push_back(field->name());
    }
  }
  return fields;
}

TEST_F(Contract, AnEmptyRequestIsRefusedForEveryFieldThatItNeeds) {
  const Tenant t = world().NewTenant();
  const std::string before = Everything();
  int tried = 0;
  for (const auto* method : AllMethods()) {
    const auto required = RequiredFields(method);
    if (required.empty()) continue;
    const Outcome outcome = world().wire().Call(PathOf(method), "", Bearer(t.everyone));
    EXPECT_THAT(outcome, Refused(absl::StatusCode::kInvalidArgument)) << method->full_name();
    EXPECT_THAT(outcome.fields(), IsSupersetOf(required)) << method->full_name();
    ++tried;
  }
  EXPECT_GE(tried, 35);
  EXPECT_EQ(Everything(), before);
}

// A record that is there but empty lacks each of its own required fields.
TEST_F(Contract, AnEmptyRecordIsRefusedForEveryFieldThatItNeeds) {
  const Tenant t = world().NewTenant();
  const std::string before = Everything();
  for (const auto& kind : AllKinds()) {
    std::vector<std::string> required;
    for (int i = 0; i < kind.type->field_count(); ++i) {
      const auto* field = kind.type->field(i);
      if (RuleOf(field).required()) required.push_back(absl::StrCat(kind.field, ".", field->name()));
    }
    EXPECT_THAT(world().Create(t.everyone, *NewMessage(kind.type)), InvalidFor(required)) << kind.field;
  }
  EXPECT_EQ(Everything(), before);
}

// Each required field of each record can be taken out of an otherwise good one, or cleared by an update, and is missed by name.
TEST_F(Contract, ARequiredFieldCannotBeCleared) {
  const Tenant t = world().NewTenant();
  for (const auto& kind : ChangeableKinds()) {
    const auto record = NewMessage(kind.type);
    SetText(record.get(), "id", NewId());
    record->GetReflection()->SetInt64(record.get(), kind.type->FindFieldByName("etag"), 1);
    for (int i = 0; i < kind.type->field_count(); ++i) {
      const auto* field = kind.type->field(i);
      if (!RuleOf(field).required() || RuleOf(field).immutable()) continue;
      EXPECT_THAT(world().Update(t.everyone, *record, {field->name()}),
                  InvalidFor({absl::StrCat(kind.field, ".", field->name())}));
    }
  }
}

// What the server sets is ignored where a caller sends it.
TEST_F(Contract, OutputOnlyFieldsAreTheServersToSet) {
  const Tenant t = world().NewTenant();
  Participant p;
  p.set_team_id(t.team);
  p.set_name("Sam");
  p.set_id(NewId());
  p.set_org_id(NewId());
  p.set_etag(77);
  p.mutable_updated_at()->set_seconds(1);
  const Participant made = world().Make(t.manager, p);
  EXPECT_NE(made.id(), p.id());
  EXPECT_EQ(made.org_id(), t.org);
  EXPECT_EQ(made.etag(), 1);
  EXPECT_EQ(made.updated_at().seconds(), absl::ToUnixSeconds(world().Now()));
  Journey j;
  j.set_participant_id(made.id());
  j.set_programme_id(t.programme);
  j.set_team_id(t.team);
  *j.mutable_referred_on() = Day(2025, 1, 10);
  *j.mutable_withdrawn_on() = Day(2025, 1, 11);
  j.set_status(caseload::v1::JOURNEY_STATUS_EXITED);
  const Journey made_journey = world().Make(t.manager, j);
  EXPECT_FALSE(made_journey.has_withdrawn_on());
  EXPECT_EQ(made_journey.status(), caseload::v1::JOURNEY_STATUS_REFERRED);
}

// An update's mask may name any field that a caller may change, and no other.
TEST_F(Contract, AMaskNamesFieldsThatMayBeChanged) {
  const Tenant t = world().NewTenant();
  for (const auto& kind : ChangeableKinds()) {
    const auto record = NewMessage(kind.type);
    SetText(record.get(), "id", NewId());
    record->GetReflection()->SetInt64(record.get(), kind.type->FindFieldByName("etag"), 1);
    std::vector<std::string> bad{
        "", "no_such_field", "name.first", "*", "Name", "update_mask", std::string("name\0", 5)};
    for (int i = 0; i < kind.type->field_count(); ++i) {
      const auto& rule = RuleOf(kind.type->field(i));
      if (rule.output_only() || rule.immutable()) bad.push_back(kind.type->field(i)->name());
    }
    for (const auto& path : bad) {
      EXPECT_THAT(world().Update(t.everyone, *record, {path}), InvalidFor({"update_mask"}))
          << kind.field << "." << path;
    }
    EXPECT_THAT(world().Update(t.everyone, *record, {}), InvalidFor({"update_mask"}));
    // However long a mask, it cannot make the server copy a record again and again.
    EXPECT_THAT(world().Update(t.everyone, *record, std::vector<std::string>(100000, ChangeableField(kind))),
                InvalidFor({"update_mask"}));
    // One violation for each bad path.
    EXPECT_THAT(world().Update(t.everyone, *record, {"id", "etag"}), InvalidFor({"update_mask", "update_mask"}));
  }
}

}  // namespace
}  // namespace gainful::integration
