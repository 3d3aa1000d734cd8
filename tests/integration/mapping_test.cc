// Messages and tables say the same, and a value comes back as it went in.
#include "services/common/db/mapping.h"

#include <set>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "services/common/base/codes.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

class Mappings : public WorldTest {
 protected:
  using Columns = std::map<std::string, std::string>;
  static Columns Of(const std::string& table) {
    Columns columns;
    for (const auto& row :
         sql().Run(absl::StrCat("SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = '",
                                table, "'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''"))) {
      columns[row[0]] = row[1];
    }
    return columns;
  }
  // Takes the end back that a filled journey has.
  void Reopen(const Tenant& t, Message* journey) {
    caseload::v1::ReopenJourneyRequest request;
    request.set_request_id(NewId());
    request.set_id(GetText(*journey, "id"));
    request.set_reopen_reason("Back again.");
    ASSERT_THAT(world().Call(t.manager, request, journey), IsOk());
  }
  static std::string StageTable(const std::string& table) { return absl::StrReplaceAll(table, {{".", ".stage_"}}); }
  static bool Exists(const std::string& table) {
    return sql().One(absl::StrCat("SELECT to_regclass('", table, "') IS NOT NULL")) == "t";
  }

  // A record in the state in which it was answered is what the table holds and what lists and gets show.
  void ExpectStored(const Tenant& t, const Kind& kind, const Message& answered) {
    const auto read = NewMessage(kind.type);
    ASSERT_THAT(world().Get(t.everyone, GetText(answered, "id"), read.get()), IsOk());
    if (kind.field == "consent") SetText(read.get(), "recipient", "");  // a name that is looked up when it is read
    EXPECT_EQ(read->ShortDebugString(), answered.ShortDebugString());
    const auto list = NewMessage(kind.list->output_type());
    ASSERT_THAT(world().Call(t.everyone, *NewMessage(kind.list->input_type()), list.get()), IsOk());
    const auto* records = list->GetDescriptor()->field(0);
    bool is_there = false;
    for (int i = 0; i < list->GetReflection()->FieldSize(*list, records); ++i) {
      auto* one = list->GetReflection()->MutableRepeatedMessage(list.get(), records, i);
      if (kind.field == "consent") SetText(one, "recipient", "");
      is_there = is_there || one->ShortDebugString() == answered.ShortDebugString();
    }
    EXPECT_TRUE(is_there) << kind.field;
  }
};

TEST_F(Mappings, EveryMessageAndItsTableHaveTheSameColumns) {
  for (const auto& kind : AllKinds()) {
    Columns wanted;
    const db::Mapping mapping(kind.type);
    for (const auto& column : mapping.columns()) wanted[column.name] = column.type;
    EXPECT_EQ(wanted, Of(kind.table)) << kind.table;
    if (!Exists(StageTable(kind.table))) continue;
    wanted.insert({{"import_id", "uuid"}, {"line", "bigint"}, {"base_etag", "bigint"}, {"body", "bytea"}});
    EXPECT_EQ(wanted, Of(StageTable(kind.table))) << kind.table;
  }
}

TEST_F(Mappings, WhatCanBeImportedHasAStage) {
  for (const auto& kind : AllKinds()) {
    EXPECT_EQ(Exists(StageTable(kind.table)), kind.type->FindFieldByName("source_key") != nullptr) << kind.table;
  }
}

// A withdrawal speaks of every organisation or purpose by naming none: a caller must name one where consent is given.
bool IsLeftOutByWithdrawals(const FieldDescriptor* f) {
  return f->full_name() == "gainful.caseload.v1.Consent.recipient_org_id" ||
         f->full_name() == "gainful.caseload.v1.Consent.purpose";
}

// A column may be null just where the message can leave the field out.
TEST_F(Mappings, AColumnIsNullableWhereTheFieldCanBeMissing) {
  for (const auto& kind : AllKinds()) {
    const db::Mapping mapping(kind.type);
    for (const auto& column : mapping.columns()) {
      const auto* f = column.field;
      const bool is_code = f->cpp_type() == FieldDescriptor::CPPTYPE_ENUM && !f->is_repeated();
      const bool may_miss = IsLeftOutByWithdrawals(f) ||
                            (!RuleOf(f).required() && f->name() != "updated_at" && (f->has_presence() || is_code));
      EXPECT_EQ(sql().One(absl::StrCat("SELECT attnotnull FROM pg_attribute WHERE attrelid = '", kind.table,
                                       "'::regclass AND attname = '", column.name, "'")),
                may_miss ? "f" : "t")
          << f->full_name();
    }
  }
}

TEST_F(Mappings, EveryFieldComesBackAsItWentIn) {
  const Tenant t = world().NewTenant();
  const Journey j = world().NewJourney(t.manager, t, world().NewParticipant(t.manager, t.team));
  for (const auto& kind : AllKinds()) {
    if (kind.field == "organisation") continue;  // not theirs to create; the next test changes every field of theirs
    for (const int variant : {0, 1}) {
      const auto sent = NewMessage(kind.type), answered = NewMessage(kind.type);
      Fill(sent.get(), world().RefersFor(kind, t, j), variant);
      ASSERT_THAT(world().Create(t.manager, *sent, answered.get()), IsOk()) << kind.field;
      EXPECT_EQ(AsSent(*answered)->ShortDebugString(), AsSent(*sent)->ShortDebugString());
      ExpectStored(t, kind, *answered);
    }
  }
}

// An end of a journey is taken back by a step of its own.
bool IsAnEnd(const FieldDescriptor* f) {
  return f->containing_type()->name() == "Journey" &&
         (f->name() == "exited_on" || f->name() == "declined_on" || f->name() == "decline_reason");
}

// From one filling to the other and on to nothing at all, by updates.
TEST_F(Mappings, EveryFieldCanBeChangedAndCleared) {
  const Tenant t = world().NewTenant();
  const Journey j = world().NewJourney(t.manager, t, world().NewParticipant(t.manager, t.team));
  for (const auto& kind : ChangeableKinds()) {
    auto record = world().MakeOne(kind, t, j);
    if (kind.field == "journey") Reopen(t, record.get());
    std::vector<std::string> all, clearable;
    for (int i = 0; i < kind.type->field_count(); ++i) {
      const auto& rule = RuleOf(kind.type->field(i));
      if (rule.output_only() || rule.immutable()) continue;
      const bool is_triage = kind.field == "journey" && absl::StartsWith(kind.type->field(i)->name(), "triage");
      if (is_triage) continue;  // what was decided is triaged no more
      if (kind.field == "cover" && kind.type->field(i)->name() == "starts_on") continue;  // what was covered stays so
      all.push_back(kind.type->field(i)->name());
      if (kind.type->field(i)->name() == "has_device") continue;  // a check says something
      if (!rule.required() && !IsAnEnd(kind.type->field(i))) clearable.push_back(kind.type->field(i)->name());
    }
    const auto other = NewMessage(kind.type);
    Fill(other.get(), World::RefersTo(t, j), 1);
    SetText(other.get(), "id", GetText(*record, "id"));
    const auto* etag = kind.type->FindFieldByName("etag");
    other->GetReflection()->SetInt64(other.get(), etag, record->GetReflection()->GetInt64(*record, etag));
    ASSERT_THAT(world().Update(t.everyone, *other, all, record.get()), IsOk()) << kind.field;
    ExpectStored(t, kind, *record);
    for (const auto& name : clearable)
      record->GetReflection()->ClearField(record.get(), kind.type->FindFieldByName(name));
    ASSERT_THAT(world().Update(t.everyone, *record, clearable, record.get()), IsOk()) << kind.field;
    for (const auto& name : clearable) {
      const auto* field = kind.type->FindFieldByName(name);
      EXPECT_TRUE(field->is_repeated() ? record->GetReflection()->FieldSize(*record, field) == 0
                                       : !record->GetReflection()->HasField(*record, field))
          << field->full_name();
    }
    ExpectStored(t, kind, *record);
  }
}

// What is stored is the national code, not a number of ours that could come to mean something else.
TEST_F(Mappings, CodesAreStoredAsTheContractNamesThem) {
  const Tenant t = world().NewTenant();
  Participant p;
  p.set_team_id(t.team);
  p.set_name("Sam");
  p.set_sex(caseload::v1::SEX_INDETERMINATE);
  p.set_ethnic_category(caseload::v1::ETHNIC_CATEGORY_NOT_KNOWN);
  p.add_disabilities(caseload::v1::DISABILITY_OTHER);
  p.add_disabilities(caseload::v1::DISABILITY_HEARING);
  p.set_long_term_condition(type::v1::ANSWER_NOT_STATED);
  p = world().Make(t.manager, p);
  const Rows rows = sql().Run(
      absl::StrCat("SELECT sex, ethnic_category, disabilities, long_term_condition, settled_accommodation FROM "
                   "caseload.participant WHERE id = '",
                   p.id(), "'"));
  EXPECT_THAT(rows.at(0), testing::ElementsAre("9", "99", "{XX,02}", "Z", kNull));
  EXPECT_EQ(sql().One("SELECT kind FROM directory.organisation WHERE id = '" + t.org + "'"), "provider");
}

// Every value of every enum goes in and comes out; no two have one code.
TEST_F(Mappings, EveryCodeComesBackAsItsValue) {
  const Tenant t = world().NewTenant();
  const Journey j = world().NewJourney(t.manager, t, world().NewParticipant(t.manager, t.team));
  for (const auto& kind : ChangeableKinds()) {
    auto record = world().MakeOne(kind, t, j);
    for (int i = 0; i < kind.type->field_count(); ++i) {
      const auto* field = kind.type->field(i);
      const bool is_code = field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM && !field->is_repeated();
      if (!is_code || RuleOf(field).output_only() || RuleOf(field).immutable()) continue;
      if (field->name() == "decline_reason") continue;
      if (field->name() == "triage_priority") continue;  // that of a referral that waits
      if (field->name() == "fitness") continue;          // goes with the advice that is there
      if (field->name() == "took_place") continue;       // goes without saying of what is recorded once it was held
      if (field->name() == "situation") continue;        // goes with the days off sick that are there
      std::set<std::string> codes;
      for (int v = 1; v < field->enum_type()->value_count(); ++v) {
        // What the person stated is cleared before anything is unknown.
        record->GetReflection()->ClearField(record.get(), field);
        if (kind.field == "participant")
          World::MustBeOk(world().Update(t.everyone, *record, {field->name()}, record.get()));
        record->GetReflection()->SetEnum(record.get(), field, field->enum_type()->value(v));
        ASSERT_THAT(world().Update(t.everyone, *record, {field->name()}, record.get()), IsOk()) << field->full_name();
        EXPECT_EQ(record->GetReflection()->GetEnum(*record, field), field->enum_type()->value(v));
        codes.insert(sql().One(absl::StrCat("SELECT ", field->name(), " FROM ", kind.table, " WHERE id = '",
                                            GetText(*record, "id"), "'")));
      }
      EXPECT_EQ(static_cast<int>(codes.size()), field->enum_type()->value_count() - 1) << field->full_name();
    }
    ExpectStored(t, kind, *record);
  }
}

// A code that the contract does not know, put there behind the service's back, is our fault and says nothing of the row.
TEST_F(Mappings, AStoredCodeOfAnotherContractIsAnInternalError) {
  const Tenant t = world().NewTenant();
  const Participant p = world().NewParticipant(t.manager, t.team);
  sql().Run("UPDATE caseload.participant SET sex = 'secret' WHERE id = '" + p.id() + "'");
  Participant read;
  const Outcome outcome = world().Get(t.manager, p.id(), &read);
  EXPECT_THAT(outcome, Refused(absl::StatusCode::kInternal));
  EXPECT_THAT(outcome.message, testing::Not(testing::HasSubstr("secret")));
  EXPECT_THAT(outcome.message, testing::HasSubstr(outcome.call_id));
}

}  // namespace
}  // namespace gainful::integration
