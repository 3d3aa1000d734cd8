// Updates: what a mask may name, and what happens to the fields it names.
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/util/message_differencer.h"
#include "tests/unit/common/base/field_testing.h"

namespace gainful::base {
namespace {

namespace cl = gainful::caseload::v1;
namespace dir = gainful::directory::v1;
namespace pl = gainful::placement::v1;
using gainful::testing::Date;
using gainful::testing::Listed;
using google::protobuf::FieldMask;
using google::protobuf::util::MessageDifferencer;

cl::UpdateParticipantRequest GoodUpdate(const std::vector<std::string>& paths) {
  cl::UpdateParticipantRequest q;
  q.set_request_id(kId);
  q.mutable_participant()->set_id(kId);
  q.mutable_participant()->set_etag(1);
  for (const auto& path : paths) q.mutable_update_mask()->add_paths(path);
  return q;
}

Listed CheckedUpdate(const google::protobuf::Message& request) {
  Violations v;
  CheckUpdate(request, TestDay(), &v);
  return v.list();
}

TEST(CheckUpdate, AsksForIdEtagAndMaskInEveryUpdateOfTheContract) {
  const auto expect = [](const google::protobuf::Message& request, const std::string& record) {
    EXPECT_EQ(CheckedUpdate(request), (Listed{{"request_id", "must be given"},
                                              {record + ".id", "must be the record's id, a UUID"},
                                              {record + ".etag", "must be the record's etag as last seen, 1 or more"},
                                              {"update_mask", "must name the fields to change"}}));
  };
  expect(dir::UpdateOrganisationRequest(), "organisation");
  expect(dir::UpdateProgrammeRequest(), "programme");
  expect(dir::UpdateFundingRequest(), "funding");
  expect(dir::UpdateTeamRequest(), "team");
  expect(dir::UpdateStaffMemberRequest(), "staff_member");
  expect(cl::UpdateParticipantRequest(), "participant");
  expect(cl::UpdateJourneyRequest(), "journey");
  expect(pl::UpdateSpellRequest(), "spell");
}

TEST(CheckUpdate, TakesAnEtagFromOneOn) {
  auto q = GoodUpdate({"sex"});
  EXPECT_EQ(CheckedUpdate(q), None());
  q.mutable_participant()->set_etag(INT64_MAX);
  EXPECT_EQ(CheckedUpdate(q), None());
  for (const std::int64_t etag : {std::int64_t{0}, std::int64_t{-1}, INT64_MIN}) {
    q.mutable_participant()->set_etag(etag);
    EXPECT_EQ(CheckedUpdate(q), One("participant.etag", "must be the record's etag as last seen, 1 or more"));
  }
}

TEST(CheckUpdate, LooksAtNamedFieldsOnly) {
  auto q = GoodUpdate({"birth_year", "lsoa"});
  auto* p = q.mutable_participant();
  p->set_name(std::string(500, 'x'));
  p->set_sex(static_cast<cl::Sex>(99));
  p->set_team_id("nonsense");
  EXPECT_EQ(CheckedUpdate(q), None()) << "not named, so not looked at";
  p->set_birth_year(1);
  p->set_lsoa("?");
  EXPECT_EQ(CheckedUpdate(q), (Listed{{"participant.birth_year", "must be from 1900 to 2100"},
                                      {"participant.lsoa", "must be an LSOA code, such as E01000001"}}));
}

TEST(CheckUpdate, DoesNotLetARequiredFieldBeCleared) {
  EXPECT_EQ(CheckedUpdate(GoodUpdate({"name", "team_id", "sex"})),
            (Listed{{"participant.name", "must be given"}, {"participant.team_id", "must be given"}}));
}

TEST(CheckUpdate, RefusesFieldsThatCannotBeChanged) {
  EXPECT_EQ(CheckedUpdate(GoodUpdate({"id", "org_id", "etag", "updated_at", "source", "source_key", "sex"})),
            (Listed{{"update_mask", "id cannot be changed"},
                    {"update_mask", "org_id cannot be changed"},
                    {"update_mask", "etag cannot be changed"},
                    {"update_mask", "updated_at cannot be changed"},
                    {"update_mask", "source cannot be changed"},
                    {"update_mask", "source_key cannot be changed"}}));
  pl::UpdateSpellRequest spell;
  spell.set_request_id(kId);
  spell.mutable_spell()->set_id(kId);
  spell.mutable_spell()->set_etag(3);
  for (const char* path : {"journey_id", "withdrawn_on", "status"}) spell.mutable_update_mask()->add_paths(path);
  EXPECT_EQ(CheckedUpdate(spell), (Listed{{"update_mask", "journey_id cannot be changed"},
                                          {"update_mask", "withdrawn_on cannot be changed"},
                                          {"update_mask", "status cannot be changed"}}));
}

// What a mask names may be anything, so it is told by its place and not repeated.
TEST(CheckUpdate, SaysWhichPlaceOfTheMaskNamesNoField) {
  const std::string long_name(5000, 'x');
  EXPECT_EQ(CheckedUpdate(GoodUpdate({"sex", "", "name.first", "birthDate", long_name, "lsoa", "*"})),
            (Listed{{"update_mask", "names no field of a participant at place 2"},
                    {"update_mask", "names no field of a participant at place 3"},
                    {"update_mask", "names no field of a participant at place 4"},
                    {"update_mask", "names no field of a participant at place 5"},
                    {"update_mask", "names no field of a participant at place 7"}}));
}

TEST(CheckUpdate, AcceptsAnIdInEitherCase) {
  auto q = GoodUpdate({"sex"});
  q.mutable_participant()->set_id("0190A5D2-7C00-7000-8000-00000000000A");
  EXPECT_EQ(CheckedUpdate(q), None());
  q.mutable_participant()->set_id("0190a5d2");
  EXPECT_EQ(CheckedUpdate(q), One("participant.id", "must be the record's id, a UUID"));
}

cl::Participant Before() {
  cl::Participant p;
  p.set_id(kId);
  p.set_name("before");
  *p.mutable_birth_date() = Date("1980-02-29");
  p.set_birth_year(1980);
  p.set_sex(cl::SEX_FEMALE);
  p.add_disabilities(cl::DISABILITY_SIGHT);
  p.add_disabilities(cl::DISABILITY_SPEECH);
  (*p.mutable_local_characteristics())["race"] = "black";
  (*p.mutable_local_characteristics())["aid"] = "yes";
  return p;
}

FieldMask Mask(const std::vector<std::string>& paths) {
  FieldMask mask;
  for (const auto& path : paths) mask.add_paths(path);
  return mask;
}

TEST(ApplyMask, ChangesNothingWithoutPaths) {
  cl::Participant from, to = Before();
  from.set_name("after");
  ApplyMask(Mask({}), from, &to);
  EXPECT_TRUE(MessageDifferencer::Equals(to, Before()));
}

TEST(ApplyMask, ClearsWhatIsNotSet) {
  cl::Participant to = Before(), left;
  left.set_id(kId);
  ApplyMask(Mask({"name", "birth_date", "birth_year", "sex", "disabilities", "local_characteristics"}),
            cl::Participant(), &to);
  EXPECT_TRUE(MessageDifferencer::Equals(to, left)) << to.ShortDebugString();
  EXPECT_FALSE(to.has_birth_date());
  EXPECT_FALSE(to.has_birth_year());
}

TEST(ApplyMask, ReplacesRepeatedFieldsAndMaps) {
  cl::Participant from, to = Before(), wanted = Before();
  from.add_disabilities(cl::DISABILITY_HEARING);
  (*from.mutable_local_characteristics())["race"] = "other";
  ApplyMask(Mask({"disabilities", "local_characteristics"}), from, &to);
  wanted.clear_disabilities();
  wanted.add_disabilities(cl::DISABILITY_HEARING);
  wanted.clear_local_characteristics();
  (*wanted.mutable_local_characteristics())["race"] = "other";
  EXPECT_TRUE(MessageDifferencer::Equals(to, wanted)) << to.ShortDebugString();
  ApplyMask(Mask({"disabilities", "local_characteristics"}), from, &to);
  EXPECT_TRUE(MessageDifferencer::Equals(to, wanted)) << "the same again, not added to";
}

TEST(ApplyMask, ReplacesMessagesWithoutMergingThem) {
  cl::Participant from, to = Before();
  *from.mutable_birth_date() = Date("1999-12-31");
  from.mutable_birth_date()->clear_month();
  ApplyMask(Mask({"birth_date"}), from, &to);
  EXPECT_EQ(to.birth_date().month(), 0);
  EXPECT_EQ(to.birth_date().year(), 1999);
}

TEST(ApplyMask, KeepsAnOptionalZeroApartFromNone) {
  pl::Spell from, to;
  to.set_hourly_pay_pence(1200);
  from.set_hourly_pay_pence(0);
  ApplyMask(Mask({"hourly_pay_pence"}), from, &to);
  EXPECT_TRUE(to.has_hourly_pay_pence());
  EXPECT_EQ(to.hourly_pay_pence(), 0);
  from.clear_hourly_pay_pence();
  ApplyMask(Mask({"hourly_pay_pence"}), from, &to);
  EXPECT_FALSE(to.has_hourly_pay_pence());
}

TEST(ApplyMask, LeavesTheSourceAndOtherFieldsAlone) {
  cl::Participant from = Before(), to;
  from.set_name("after");
  const cl::Participant copy = from;
  ApplyMask(Mask({"name", "name"}), from, &to);
  EXPECT_TRUE(MessageDifferencer::Equals(from, copy));
  cl::Participant wanted;
  wanted.set_name("after");
  EXPECT_TRUE(MessageDifferencer::Equals(to, wanted));
}

TEST(CopyField, CopiesEachFieldOfARecordByItself) {
  const cl::Participant from = Before();
  cl::Participant to;
  for (int i = 0; i < from.GetDescriptor()->field_count(); ++i) CopyField(from.GetDescriptor()->field(i), from, &to);
  EXPECT_TRUE(MessageDifferencer::Equals(from, to));
}

TEST(ClearOutputOnly, ClearsTheServersFieldsAndNoOthers) {
  cl::Journey j;
  j.set_id(kId);
  j.set_org_id(kId);
  j.set_etag(4);
  j.mutable_updated_at()->set_seconds(1);
  *j.mutable_withdrawn_on() = Date("2024-01-01");
  j.set_status(cl::JOURNEY_STATUS_EXITED);
  j.set_participant_id(kId);
  *j.mutable_referred_on() = Date("2024-01-01");
  j.set_source("s");
  cl::Journey wanted;
  wanted.set_participant_id(kId);
  *wanted.mutable_referred_on() = Date("2024-01-01");
  wanted.set_source("s");
  ClearOutputOnly(&j);
  EXPECT_TRUE(MessageDifferencer::Equals(j, wanted)) << j.ShortDebugString();
}

}  // namespace
}  // namespace gainful::base
