#include "services/common/base/codes.h"

#include <map>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "tests/contract_files.h"
#include "tests/unit/testing.h"

namespace gainful::base {
namespace {

using google::protobuf::EnumDescriptor;

void AddNested(const google::protobuf::Descriptor* type, std::vector<const EnumDescriptor*>* out) {
  for (int i = 0; i < type->enum_type_count(); ++i) out->push_back(type->enum_type(i));
  for (int i = 0; i < type->nested_type_count(); ++i) AddNested(type->nested_type(i), out);
}

// Every enum of the contract.
std::vector<const EnumDescriptor*> AllEnums() {
  std::vector<const EnumDescriptor*> out;
  auto files = ContractFiles();
  files.push_back(gainful::type::v1::Answer_descriptor()->file());
  files.push_back(gainful::type::v1::Role_descriptor()->file());
  for (const auto* file : files) {
    for (int i = 0; i < file->enum_type_count(); ++i) out.push_back(file->enum_type(i));
    for (int i = 0; i < file->message_type_count(); ++i) AddNested(file->message_type(i), &out);
  }
  return out;
}

TEST(Codes, AreUniqueAndRoundTripInEveryEnumOfTheContract) {
  const auto enums = AllEnums();
  EXPECT_GE(enums.size(), 16u);
  for (const auto* type : enums) {
    std::set<std::string> codes, meanings;
    for (int i = 0; i < type->value_count(); ++i) {
      const auto* value = type->value(i);
      const std::string& code = CodeOf(value);
      EXPECT_FALSE(code.empty()) << value->full_name();
      EXPECT_TRUE(codes.insert(code).second) << value->full_name() << " has the code of another: " << code;
      EXPECT_TRUE(meanings.insert(MeaningOf(value)).second) << value->full_name() << " reads like another";
      EXPECT_EQ(FindCode(type, code), value) << value->full_name();
    }
  }
}

// Without it the code of a value would be cut at a wrong place, and proto3's default would be somebody's code.
TEST(Codes, BeginWithAnUnspecifiedZero) {
  for (const auto* type : AllEnums()) {
    EXPECT_EQ(type->value(0)->number(), 0) << type->full_name();
    EXPECT_TRUE(absl::EndsWith(type->value(0)->name(), "_UNSPECIFIED")) << type->full_name();
    EXPECT_EQ(CodeOf(type->value(0)), "unspecified");
    const std::string prefix = type->value(0)->name().substr(0, type->value(0)->name().size() - 11);
    for (int i = 0; i < type->value_count(); ++i) {
      EXPECT_TRUE(absl::StartsWith(type->value(i)->name(), prefix)) << type->value(i)->full_name();
    }
  }
}

TEST(Codes, AreTheNameInSmallLettersWhereTheContractNamesNone) {
  EXPECT_EQ(CodeOf(gainful::placement::v1::EndReason_descriptor()->FindValueByName("END_REASON_BETTER_JOB")),
            "better_job");
  EXPECT_EQ(CodeOf(gainful::type::v1::Role_descriptor()->FindValueByName("ROLE_SPECIALIST")), "specialist");
  EXPECT_EQ(CodeOf(gainful::reporting::v1::Disclosure_descriptor()->FindValueByName("DISCLOSURE_MHSDS")), "mhsds");
}

TEST(Codes, HaveMeaningsForPeople) {
  namespace c = gainful::caseload::v1;
  EXPECT_EQ(MeaningOf(c::EthnicCategory_descriptor()->FindValueByName("ETHNIC_CATEGORY_BRITISH")), "British");
  EXPECT_EQ(MeaningOf(c::ExitReason_descriptor()->FindValueByName("EXIT_REASON_LOST_CONTACT")), "lost contact");
  EXPECT_EQ(MeaningOf(gainful::type::v1::Role_descriptor()->FindValueByName("ROLE_MANAGER")), "manager") << "its code";
}

TEST(FindCode, TakesTheLetterOfTheCodeOnly) {
  const auto* ethnic = gainful::caseload::v1::EthnicCategory_descriptor();
  EXPECT_EQ(FindCode(ethnic, "A")->name(), "ETHNIC_CATEGORY_BRITISH");
  for (const char* code : {"", "a", " A", "A ", "I", "O", "Q", "British", "british", "ETHNIC_CATEGORY_BRITISH", "1"}) {
    EXPECT_EQ(FindCode(ethnic, code), nullptr) << code;
  }
  EXPECT_EQ(FindCode(ethnic, absl::string_view("A\0", 2)), nullptr);
  EXPECT_EQ(FindCode(gainful::caseload::v1::Disability_descriptor(), "1"), nullptr) << "the code is 01";
}

const std::map<std::string, const EnumDescriptor*>& NationalLists() {
  namespace c = gainful::caseload::v1;
  static const auto* lists = new std::map<std::string, const EnumDescriptor*>{
      {"ethnic_category", c::EthnicCategory_descriptor()},
      {"employment_status", c::EmploymentStatus_descriptor()},
      {"disability", c::Disability_descriptor()},
      {"stated_gender", c::Sex_descriptor()},
      {"gender_identity", c::GenderIdentity_descriptor()},
      {"settled_accommodation", gainful::type::v1::Answer_descriptor()},
  };
  return *lists;
}

// tests/data/code_lists.csv as list -> code -> meaning.
std::map<std::string, std::map<std::string, std::string>> Published() {
  std::map<std::string, std::map<std::string, std::string>> lists;
  for (const auto& row : gainful::testing::ReadCsv(GAINFUL_TEST_DATA "/code_lists.csv"))
    lists[row.at(0)][row.at(1)] = row.at(2);
  return lists;
}

TEST(NationalCodes, AreThoseOfTheDataDictionaryAndNoOthers) {
  const auto published = Published();
  for (const auto& [list, type] : NationalLists()) {
    ASSERT_EQ(published.count(list), 1u) << list;
    std::set<std::string> theirs, ours;
    for (const auto& [code, meaning] : published.at(list)) theirs.insert(code);
    for (int i = 1; i < type->value_count(); ++i) ours.insert(CodeOf(type->value(i)));
    EXPECT_EQ(ours, theirs) << list;
  }
}

TEST(NationalCodes, MeanWhatTheDataDictionarySays) {
  for (const auto& [list, codes] : Published()) {
    // Weekly hours are kept in minutes and have no codes of ours; answers are worded for every yes-or-no question.
    if (list == "weekly_hours" || list == "settled_accommodation") continue;
    ASSERT_EQ(NationalLists().count(list), 1u) << list << " has no enum";
    for (const auto& [code, meaning] : codes) {
      const auto* value = FindCode(NationalLists().at(list), code);
      ASSERT_NE(value, nullptr) << list << " " << code;
      EXPECT_EQ(absl::AsciiStrToLower(MeaningOf(value)), absl::AsciiStrToLower(meaning)) << list << " " << code;
    }
  }
}

// The names of the values that stand for each list's codes, in pairs.
constexpr std::pair<const char*, const char*> kNames[] = {
    {"ethnic_category",
     "A BRITISH B IRISH C ANY_OTHER_WHITE_BACKGROUND D WHITE_AND_BLACK_CARIBBEAN E WHITE_AND_BLACK_AFRICAN "
     "F WHITE_AND_ASIAN G ANY_OTHER_MIXED_BACKGROUND H INDIAN J PAKISTANI K BANGLADESHI L ANY_OTHER_ASIAN_BACKGROUND "
     "M CARIBBEAN N AFRICAN P ANY_OTHER_BLACK_BACKGROUND R CHINESE S ANY_OTHER_ETHNIC_GROUP Z NOT_STATED 99 NOT_KNOWN"},
    {"disability",
     "01 BEHAVIOUR_AND_EMOTIONAL 02 HEARING 03 MANUAL_DEXTERITY 04 MEMORY_OR_LEARNING 05 MOBILITY_AND_GROSS_MOTOR "
     "06 PERCEPTION_OF_PHYSICAL_DANGER 07 PERSONAL_SELF_CARE_AND_CONTINENCE "
     "08 PROGRESSIVE_CONDITIONS_AND_PHYSICAL_HEALTH 09 SIGHT 10 SPEECH XX OTHER NN NONE ZZ NOT_STATED"},
    {"employment_status",
     "01 EMPLOYED 02 UNEMPLOYED_SEEKING_WORK 03 STUDENT 04 LONG_TERM_SICK_OR_DISABLED 05 LOOKING_AFTER_FAMILY_OR_HOME "
     "06 NOT_SEEKING_WORK_NO_BENEFITS 07 UNPAID_VOLUNTARY_WORK 08 RETIRED ZZ NOT_STATED"},
    {"stated_gender", "1 MALE 2 FEMALE 9 INDETERMINATE X NOT_KNOWN"},
    {"gender_identity", "1 MALE 2 FEMALE 3 NON_BINARY 4 OTHER X NOT_KNOWN Z NOT_STATED"},
    {"settled_accommodation", "Y YES N NO Z NOT_STATED 9 NOT_KNOWN"},
};

// A code that moved to another name would silently recode every record, so the names are held as well.
TEST(NationalCodes, StandByTheirNames) {
  EXPECT_EQ(std::size(kNames), NationalLists().size());
  for (const auto& [list, text] : kNames) {
    const EnumDescriptor* type = NationalLists().at(list);
    const std::string zero = type->value(0)->name();
    const std::string prefix = zero.substr(0, zero.size() - 11);
    const std::vector<std::string> pairs = absl::StrSplit(text, ' ');
    EXPECT_EQ(static_cast<int>(pairs.size()) / 2, type->value_count() - 1) << list;
    for (size_t i = 0; i + 1 < pairs.size(); i += 2) {
      ASSERT_NE(FindCode(type, pairs[i]), nullptr) << list << " " << pairs[i];
      EXPECT_EQ(FindCode(type, pairs[i])->name(), prefix + pairs[i + 1]) << list;
    }
  }
}

// Missing, declined and not known stay apart wherever the national list keeps them apart.
TEST(NationalCodes, KeepMissingDeclinedAndUnknownApart) {
  namespace c = gainful::caseload::v1;
  EXPECT_NE(FindCode(c::EthnicCategory_descriptor(), "Z"), FindCode(c::EthnicCategory_descriptor(), "99"));
  EXPECT_NE(FindCode(c::GenderIdentity_descriptor(), "X"), FindCode(c::GenderIdentity_descriptor(), "Z"));
  EXPECT_NE(FindCode(gainful::type::v1::Answer_descriptor(), "Z"),
            FindCode(gainful::type::v1::Answer_descriptor(), "9"));
  for (const auto& [list, type] : NationalLists()) {
    for (int i = 1; i < type->value_count(); ++i) EXPECT_NE(CodeOf(type->value(i)), CodeOf(type->value(0))) << list;
  }
}

}  // namespace
}  // namespace gainful::base
