#include "clients/cli/flags.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gainful/caseload/v1/caseload.pb.h"
#include "gainful/caseload/v1/support.pb.h"
#include "gainful/placement/v1/placement.pb.h"

namespace gainful::cli {
namespace {

using caseload::v1::CreateParticipantRequest;
using caseload::v1::Participant;
using caseload::v1::UpdateParticipantRequest;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

const DayParser kDays = DayOrWord(absl::CivilDay(2024, 3, 5));

Shape ShapeFor(const char* noun, const char* verb) { return ShapeOf(*BuiltInContract().Find(noun, verb)); }

std::vector<std::string> NamesOf(const Shape& shape) {
  std::vector<std::string> names;
  for (const Flag& flag : shape.flags) names.push_back(flag.name);
  return names;
}

// The request as the generated type, by way of the wire.
template <typename Request>
Request Fill(const Shape& shape, const Given& given, std::vector<std::string>* faults,
             const google::protobuf::Message* current = nullptr) {
  const auto message = BuiltInContract().New(shape.command->method->input_type());
  *faults = cli::Fill(shape, given, kDays, current, message.get());
  Request request;
  EXPECT_TRUE(request.ParseFromString(message->SerializeAsString()));
  return request;
}

// A record in the dynamic types that commands work with.
std::unique_ptr<google::protobuf::Message> Dynamic(const char* noun, const google::protobuf::Message& record) {
  auto message = BuiltInContract().New(BuiltInContract().Find(noun, "get")->method->output_type());
  EXPECT_TRUE(message->ParseFromString(record.SerializeAsString()));
  return message;
}

TEST(Contract, OffersEveryMethodThatHasACommand) {
  EXPECT_NE(BuiltInContract().Find("spell", "end"), nullptr);
  EXPECT_NE(BuiltInContract().Find("staff", "update"), nullptr);
  EXPECT_EQ(BuiltInContract().Find("spell", "stage"), nullptr);
  for (const Command& command : BuiltInContract().commands()) {
    EXPECT_THAT(CommentOf(*command.method), Not(IsEmpty())) << command.method->full_name();
    for (const Flag& flag : ShapeOf(command).flags) EXPECT_THAT(HelpFor(flag), Not(IsEmpty())) << flag.field;
  }
}

TEST(Unsaid, CompletesANewRecordAndNothingElse) {
  const Shape log = ShapeFor("contact", "log");
  Given given;
  given.values["contacted-on"] = {"yesterday"};
  AddUnsaid(log, &given);
  std::vector<std::string> faults;
  const auto contact = Fill<caseload::v1::CreateContactRequest>(log, given, &faults).contact();
  EXPECT_THAT(faults, IsEmpty());
  EXPECT_EQ(contact.contacted_on().day(), 4);
  EXPECT_EQ(contact.mode(), caseload::v1::CONTACT_MODE_IN_PERSON);
  EXPECT_THAT(contact.met_with(), ElementsAre(caseload::v1::CONTACT_WITH_PARTICIPANT));
  Given change;
  AddUnsaid(ShapeFor("contact", "update"), &change);
  AddUnsaid(ShapeFor("contact", "list"), &change);
  EXPECT_THAT(change.values, IsEmpty());
}

TEST(Fill, OffersChoicesAsTheHelpSpellsThem) {
  Given given;
  given.values["attendance"] = {"walked"};
  std::vector<std::string> faults;
  Fill<caseload::v1::CreateContactRequest>(ShapeFor("contact", "log"), given, &faults);
  EXPECT_THAT(faults, Contains(HasSubstr("wants one of attended, did-not-attend, ")));
}

// What a request is about before all else is the command's argument; a list of sentences is given one by one, commas and all.
TEST(Fill, TakesArgumentsAndSentences) {
  const Shape find = ShapeFor("participant", "find");
  ASSERT_FALSE(find.flags.empty());
  EXPECT_TRUE(find.flags[0].positional);
  EXPECT_FALSE(find.flags[0].required);
  Given given;
  given.values["NAME"] = {"smi jo"};
  std::vector<std::string> faults;
  EXPECT_EQ(Fill<caseload::v1::FindParticipantsRequest>(find, given, &faults).name(), "smi jo");
  EXPECT_THAT(faults, IsEmpty());
  EXPECT_EQ(AsTyped(find, "name"), "NAME");
  EXPECT_EQ(ShapeFor("characteristic", "at").flags[0].name, "ID");
  Given report;
  report.values["difficulties"] = {"heat, and noise", "mornings"};
  report.values["advice"] = {"phased-return,altered-hours"};
  const auto made =
      Fill<caseload::v1::CreateHealthAndWorkReportRequest>(ShapeFor("health-report", "write"), report, &faults)
          .health_and_work_report();
  EXPECT_THAT(made.difficulties(), ElementsAre("heat, and noise", "mornings"));
  EXPECT_EQ(made.advice_size(), 2);
}

// What goes without saying is a value of its field, and its flag is not asked for.
TEST(Unsaid, IsAlwaysAValueOfItsField) {
  int tried = 0;
  for (const Command& command : BuiltInContract().commands()) {
    const Shape shape = ShapeOf(command);
    Given given;
    AddUnsaid(shape, &given);
    const auto scratch = BuiltInContract().New(command.method->input_type());
    if (given.values.empty()) continue;
    EXPECT_THAT(cli::Fill(shape, given, kDays, nullptr, scratch.get()), IsEmpty()) << command.noun;
    for (const Flag& flag : shape.flags) {
      if (flag.unsaid.empty()) continue;
      EXPECT_FALSE(flag.required) << flag.field;
      ++tried;
    }
  }
  EXPECT_EQ(tried, 43);
}

TEST(Shape, OfAListKnowsWhetherItHasPages) {
  EXPECT_EQ(ShapeFor("participant", "list").rows->name(), "participants");
  EXPECT_NE(ShapeFor("participant", "list").page_token, nullptr);
  EXPECT_EQ(ShapeFor("day", "").rows->name(), "items");
  EXPECT_EQ(ShapeFor("day", "").page_token, nullptr);
  // Two lists, or one within a record, are parts of one answer.
  EXPECT_EQ(ShapeFor("consent", "sharing").rows, nullptr);
  EXPECT_EQ(ShapeFor("consent", "withdraw").rows, nullptr);
  EXPECT_EQ(ShapeFor("participant", "get").rows, nullptr);
}

TEST(Shape, OfACreateFlattensTheRecordAndLeavesOutWhatTheServerSets) {
  const Shape shape = ShapeFor("participant", "create");
  const auto names = NamesOf(shape);
  EXPECT_THAT(names, Contains("birth-date"));
  EXPECT_THAT(names, Contains("local-characteristic"));
  EXPECT_THAT(names, Contains("source-key"));
  for (const char* hidden : {"ID", "id", "org-id", "etag", "updated-at", "request-id", "participant"}) {
    EXPECT_THAT(names, Not(Contains(hidden)));
  }
  EXPECT_NE(shape.request_id, nullptr);
  EXPECT_EQ(shape.mask, nullptr);
}

TEST(Shape, OfAnUpdateTakesAnIdAndNoImmutableField) {
  const auto names = NamesOf(ShapeFor("journey", "update"));
  EXPECT_THAT(names, Contains("ID"));
  EXPECT_THAT(names, Contains("etag"));
  EXPECT_THAT(names, Contains("followed-to"));
  for (const char* hidden : {"participant-id", "programme-id", "source", "status", "withdrawn-on", "update-mask"}) {
    EXPECT_THAT(names, Not(Contains(hidden)));
  }
}

TEST(Shape, OfTheOthersIsTheRequest) {
  EXPECT_THAT(NamesOf(ShapeFor("spell", "end")),
              ElementsAre("ID", "ended-on", "end-reason", "end-heard-on", "evidence"));
  EXPECT_THAT(NamesOf(ShapeFor("team", "get")), ElementsAre("ID"));
  const Shape list = ShapeFor("spell", "list");
  EXPECT_THAT(NamesOf(list), ElementsAre("page-size", "page-token", "journey-id", "participant-id", "job-id"));
  ASSERT_NE(list.rows, nullptr);
  EXPECT_EQ(list.rows->name(), "spells");
}

TEST(Fill, MakesACreate) {
  Given given;
  given.values = {{"name", {"Ada"}},
                  {"birth-date", {"today"}},
                  {"sex", {"female"}},
                  {"local-characteristic", {"race=black", "a=b=c"}}};
  std::vector<std::string> faults;
  const auto request = Fill<CreateParticipantRequest>(ShapeFor("participant", "create"), given, &faults);
  EXPECT_THAT(faults, IsEmpty());
  EXPECT_EQ(request.participant().name(), "Ada");
  EXPECT_EQ(request.participant().birth_date().day(), 5);
  EXPECT_EQ(request.participant().local_characteristics().at("race"), "black");
  EXPECT_EQ(request.participant().local_characteristics().at("a"), "b=c");
}

TEST(Fill, ListsEveryFault) {
  Given given;
  given.values = {{"birth-date", {"never"}}, {"sex", {"F"}}, {"local-characteristic", {"race"}}};
  std::vector<std::string> faults;
  Fill<CreateParticipantRequest>(ShapeFor("participant", "create"), given, &faults);
  EXPECT_THAT(faults, UnorderedElementsAre(HasSubstr("--birth-date: wants a date"), HasSubstr("--sex: wants one of"),
                                           HasSubstr("--local-characteristic: wants NAME=VALUE")));
}

TEST(Fill, AnUpdatesMaskNamesWhatIsGivenAndWhatIsCleared) {
  Given given;
  given.values = {{"ID", {"the-id"}}, {"etag", {"4"}}, {"name", {"Ada"}}};
  given.clear = {"birth-date", "--imd_quintile", "local-characteristic"};
  std::vector<std::string> faults;
  const auto request = Fill<UpdateParticipantRequest>(ShapeFor("participant", "update"), given, &faults);
  EXPECT_THAT(faults, IsEmpty());
  EXPECT_EQ(request.participant().id(), "the-id");
  EXPECT_EQ(request.participant().etag(), 4);
  EXPECT_THAT(request.update_mask().paths(),
              UnorderedElementsAre("name", "birth_date", "imd_quintile", "local_characteristics"));
  EXPECT_FALSE(request.participant().has_birth_date());
}

TEST(Fill, AnUpdateNeedsSomethingToChange) {
  Given given;
  given.values = {{"ID", {"the-id"}}, {"etag", {"4"}}};
  std::vector<std::string> faults;
  Fill<UpdateParticipantRequest>(ShapeFor("participant", "update"), given, &faults);
  EXPECT_THAT(faults, ElementsAre(HasSubstr("nothing to change")));
}

TEST(Fill, ClearRefusesUnknownNamesAndContradictions) {
  Given given;
  given.values = {{"ID", {"the-id"}}, {"name", {"Ada"}}};
  given.clear = {"nme", "name", "etag", "ID"};
  std::vector<std::string> faults;
  Fill<UpdateParticipantRequest>(ShapeFor("participant", "update"), given, &faults);
  EXPECT_THAT(faults, ElementsAre(HasSubstr("no field nme"), HasSubstr("name is also given"),
                                  HasSubstr("no field etag"), HasSubstr("no field ID")));
}

TEST(Fill, AnUpdateTakesTheEtagOverAndMergesMaps) {
  Participant record;
  record.set_etag(9);
  (*record.mutable_local_characteristics())["kept"] = "1";
  (*record.mutable_local_characteristics())["changed"] = "old";
  (*record.mutable_local_characteristics())["removed"] = "x";
  Given given;
  given.values = {{"ID", {"the-id"}}, {"local-characteristic", {"changed=new", "removed=", "added=2"}}};
  const Shape shape = ShapeFor("participant", "update");
  EXPECT_TRUE(NeedsCurrent(shape, given));
  std::vector<std::string> faults;
  const auto current = Dynamic("participant", record);
  const auto request = Fill<UpdateParticipantRequest>(shape, given, &faults, current.get());
  EXPECT_THAT(faults, IsEmpty());
  EXPECT_EQ(request.participant().etag(), 9);
  EXPECT_THAT(request.participant().local_characteristics(),
              UnorderedElementsAre(::testing::Pair("kept", "1"), ::testing::Pair("changed", "new"),
                                   ::testing::Pair("added", "2")));
  given.values["etag"] = {"4"};
  const auto based = Fill<UpdateParticipantRequest>(shape, given, &faults, current.get());
  EXPECT_EQ(based.participant().etag(), 4) << "the version that the caller names is the one that counts";
  EXPECT_TRUE(NeedsCurrent(shape, given)) << "the map must still be merged";
  given.values.erase("local-characteristic");
  EXPECT_FALSE(NeedsCurrent(shape, given));
}

TEST(AsTyped, NamesFieldsAsThePersonDid) {
  const Shape update = ShapeFor("participant", "update");
  EXPECT_EQ(AsTyped(update, "participant.birth_date"), "--birth-date");
  EXPECT_EQ(AsTyped(update, "participant.local_characteristics[race]"), "--local-characteristic");
  EXPECT_EQ(AsTyped(update, "participant.local_characteristics"), "--local-characteristic");
  EXPECT_EQ(AsTyped(update, "participant.id"), "ID");
  EXPECT_EQ(AsTyped(update, "id"), "ID");
  EXPECT_EQ(AsTyped(update, "request_id"), "--request-id");
  EXPECT_EQ(AsTyped(update, "participant.names"), "participant.names");
  EXPECT_EQ(AsTyped(update, "some\nthing"), "some thing");
  EXPECT_EQ(AsTyped(ShapeFor("spell", "end"), "ended_on"), "--ended-on");
}

TEST(Placeholder, SaysWhatKindOfTextIsWanted) {
  std::map<std::string, std::string> placeholders;
  for (const Flag& flag : ShapeFor("participant", "create").flags) placeholders[flag.name] = PlaceholderFor(flag);
  EXPECT_EQ(placeholders["birth-date"], "DATE");
  EXPECT_EQ(placeholders["birth-year"], "N");
  EXPECT_EQ(placeholders["sex"], "CODE");
  EXPECT_EQ(placeholders["name"], "TEXT");
  EXPECT_EQ(placeholders["team-id"], "ID");
  EXPECT_EQ(placeholders["local-characteristic"], "NAME=VALUE");
  for (const Flag& flag : ShapeFor("note", "write").flags) placeholders[flag.name] = PlaceholderFor(flag);
  EXPECT_EQ(placeholders["restricted"], "yes|no");
}

}  // namespace
}  // namespace gainful::cli
