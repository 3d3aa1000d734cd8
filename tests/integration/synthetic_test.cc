// The made-up history: complete, sound, readable through the services, and the same for the same seed.
#include <google/protobuf/util/message_differencer.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gainful/reporting/v1/reporting.pb.h"
#include "services/caseload/characteristic.h"
#include "services/caseload/consent.h"
#include "services/caseload/contact.h"
#include "services/caseload/measure.h"
#include "services/caseload/plan.h"
#include "services/caseload/validate.h"
#include "services/common/base/dates.h"
#include "services/common/base/fields.h"
#include "services/directory/staff.h"
#include "services/directory/validate.h"
#include "services/employer/disclosure.h"
#include "services/employer/employer.h"
#include "services/employer/engagement.h"
#include "services/employer/vacancy.h"
#include "services/placement/facts.h"
#include "services/placement/spell.h"
#include "tests/integration/fixture.h"
#include "tools/synthetic/database.h"
#include "tools/synthetic/generate.h"
#include "tools/synthetic/standings.h"

namespace gainful::integration {
namespace {

namespace cl = caseload::v1;
namespace dir = directory::v1;
using synthetic::Options;

constexpr absl::CivilDay kUntil(2025, 6, 13);  // the world's today is the Monday after

Options Small() {
  Options options;
  options.seed = 5;
  options.journeys = 300;
  options.organisations = 2;
  options.years = 3;
  options.until = kUntil;
  return options;
}

class Synthetic : public WorldTest {
 public:
  static void SetUpTestSuite() {
    WorldTest::SetUpTestSuite();
    auto database = synthetic::Database::Open(TestHost(), world().database(), synthetic::OrganisationIds(Small()));
    ASSERT_TRUE(database.ok()) << database.status();
    synthetic::Ledger ledger(database->get());
    synthetic::Generate(Small(), &ledger);
    ASSERT_TRUE(ledger.status().ok()) << ledger.status();
    ASSERT_TRUE((*database)->Commit().ok());
    ASSERT_TRUE((*database)->Analyze().ok());
    const absl::Status kept =
        synthetic::KeepStandings(TestHost(), world().database(), synthetic::OrganisationIds(Small()));
    ASSERT_TRUE(kept.ok()) << kept;
  }

 protected:
  static std::vector<std::string> Providers() {
    auto ids = synthetic::OrganisationIds(Small());
    ids.erase(ids.begin(), ids.begin() + synthetic::kCommissioners);
    return ids;
  }
  static std::string Manager(const std::string& org) {
    return world().Token({org, {"manager"}, {}, "looker@example.org"});
  }

  // Every record of a kind that the list gives, page by page.
  static std::vector<std::unique_ptr<Message>> All(const Kind& kind, const std::string& token) {
    std::vector<std::unique_ptr<Message>> all;
    const auto request = NewMessage(kind.list->input_type());
    request->GetReflection()->SetInt32(request.get(), request->GetDescriptor()->FindFieldByName("page_size"), 1000);
    for (;;) {
      const auto page = NewMessage(kind.list->output_type());
      World::MustBeOk(world().Call(token, *request, page.get()));
      const auto* rows = page->GetDescriptor()->field(0);
      for (int i = 0; i < page->GetReflection()->FieldSize(*page, rows); ++i) {
        all.push_back(NewMessage(kind.type));
        all.back()->CopyFrom(page->GetReflection()->GetRepeatedMessage(*page, rows, i));
      }
      const std::string next = GetText(*page, "next_page_token");
      if (next.empty()) return all;
      SetText(request.get(), "page_token", next);
    }
  }
};

// What the services ask of a record beside its fields' own rules: the same functions.
template <class Record>
void Check(const Message& m, void (*check)(const Record&, base::Violations*), base::Violations* v) {
  if (m.GetDescriptor() == Record::descriptor()) check(static_cast<const Record&>(m), v);
}
template <class Record>
void CheckDates(const Message& m, base::Violations* v) {
  if (m.GetDescriptor() == Record::descriptor()) directory::ValidateDates(static_cast<const Record&>(m), "", v);
}
base::Violations Faults(const Message& m, const std::string& org) {
  base::Violations v;
  const auto* consent = dynamic_cast<const cl::Consent*>(&m);
  const bool is_withdrawal = consent != nullptr && consent->decision() == cl::CONSENT_DECISION_WITHDRAWN;
  if (!is_withdrawal) base::CheckFields(m, kUntil, &v);  // a withdrawal may leave out what a consent must say
  if (consent != nullptr && !is_withdrawal)
    caseload::ValidateConsent(*consent, *base::Uuid::Parse(org), *base::ToDay(consent->said_on()), &v);
  Check<cl::Participant>(m, caseload::ValidateParticipant, &v);
  Check<cl::Journey>(m, caseload::ValidateJourney, &v);
  Check<cl::Contact>(m, caseload::ValidateContact, &v);
  Check<cl::Measure>(m, caseload::ValidateMeasure, &v);
  Check<cl::VocationalProfile>(m, caseload::CheckProfile, &v);
  Check<cl::Goal>(m, caseload::CheckGoal, &v);
  Check<cl::Review>(m, caseload::CheckReview, &v);
  Check<cl::Relationship>(m, caseload::CheckRelationship, &v);
  Check<cl::RiskFlag>(m, caseload::CheckRiskFlag, &v);
  Check<cl::SafeguardingConcern>(m, caseload::CheckSafeguardingConcern, &v);
  Check<cl::KitLoan>(m, caseload::CheckKitLoan, &v);
  Check<cl::Adjustment>(m, caseload::CheckAdjustment, &v);
  Check<cl::FitNote>(m, caseload::CheckFitNote, &v);
  Check<cl::HealthAndWorkReport>(m, caseload::CheckHealthAndWorkReport, &v);
  Check<cl::Characteristic>(m, caseload::CheckCharacteristic, &v);
  Check<placement::v1::Spell>(m, placement::ValidateSpell, &v);
  Check<employer::v1::Employer>(m, employer::CheckEmployer, &v);
  Check<employer::v1::DisclosureChoice>(m, employer::CheckChoice, &v);
  Check<employer::v1::Engagement>(m, employer::CheckEngagement, &v);
  Check<employer::v1::Vacancy>(m, employer::CheckVacancy, &v);
  Check<employer::v1::JobApplication>(m, employer::CheckApplication, &v);
  Check<placement::v1::SpellAbsence>(m, placement::CheckAbsence, &v);
  Check<placement::v1::SpellEvidence>(m, placement::CheckEvidence, &v);
  Check<placement::v1::JobRetention>(m, placement::CheckRetention, &v);
  Check<placement::v1::InWorkPlan>(m, placement::CheckPlan, &v);
  Check<dir::Organisation>(m, directory::ValidateOrganisation, &v);
  Check<dir::Programme>(m, directory::ValidateProgramme, &v);
  Check<dir::StaffMember>(m, directory::ValidateStaffMember, &v);
  Check<dir::Supervision>(m, directory::ValidateSupervision, &v);
  CheckDates<dir::Programme>(m, &v);
  CheckDates<dir::Funding>(m, &v);
  CheckDates<dir::Team>(m, &v);
  CheckDates<dir::StaffMember>(m, &v);
  CheckDates<dir::Posting>(m, &v);
  CheckDates<dir::ClinicalAttachment>(m, &v);
  return v;
}

// But for what stands beside the record: rows of files on their way, the keys of imported ones, those that figures draw, and lists of people to dispose of,
// whose records a signature would delete.
TEST_F(Synthetic, FillsEveryTableAboutPeopleAndOfTheDirectory) {
  const auto tables = sql().Column(
      "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
      "WHERE c.relkind = 'r' AND c.relname NOT LIKE 'stage%' AND c.relname NOT IN ('imported_record', 'person_key', "
      "'disposal_person') AND (n.nspname = 'directory' OR EXISTS (SELECT FROM "
      "pg_attribute t WHERE t.attrelid = c.oid AND t.attname = 'participant_id'))");
  EXPECT_GT(tables.size(), 30u);
  for (const auto& table : tables) EXPECT_GT(sql().Count("SELECT count(*) FROM " + table), 0) << table;
  EXPECT_EQ(sql().Count("SELECT count(*) FROM caseload.journey"), 300);
  EXPECT_GT(sql().Count("SELECT count(*) FROM journal.access"), 300);
}

TEST_F(Synthetic, KeepsEveryForeignKey) {
  int keys = 0;
  for (const auto& row :
       sql().Run("SELECT conname, conrelid::regclass::text, confrelid::regclass::text, (SELECT string_agg(format('c.%I "
                 "= p.%I', "
                 "a.attname, b.attname), ' AND ' ORDER BY k.i) FROM generate_subscripts(conkey, 1) k (i) JOIN "
                 "pg_attribute a ON "
                 "a.attrelid = conrelid AND a.attnum = conkey[k.i] JOIN pg_attribute b ON b.attrelid = confrelid AND "
                 "b.attnum = "
                 "confkey[k.i]), (SELECT string_agg(format('c.%I IS NOT NULL', a.attname), ' AND ') FROM pg_attribute "
                 "a WHERE "
                 "a.attrelid = conrelid AND a.attnum = ANY (conkey)) FROM pg_constraint WHERE contype = 'f'")) {
    EXPECT_EQ(sql().Count(absl::StrCat("SELECT count(*) FROM ", row[1], " c WHERE ", row[4],
                                       " AND NOT EXISTS (SELECT FROM ", row[2], " p WHERE ", row[3], ")")),
              0)
        << row[0];
    ++keys;
  }
  EXPECT_GT(keys, 40);
}

TEST_F(Synthetic, TheChainHolds) {
  for (const auto& org : synthetic::OrganisationIds(Small())) {
    cl::VerifyJournalResponse sound;
    ASSERT_THAT(world().Call(world().Token({org, {"auditor"}}), cl::VerifyJournalRequest(), &sound), IsOk());
    EXPECT_EQ(sound.entries(),
              sql().Count(absl::StrCat("SELECT count(*) FROM journal.entry WHERE org_id = '", org, "'")));
    EXPECT_GT(sound.entries(), 0);
  }
}

// An entry's body is the record as it was answered, and the last one says what a read says.
TEST_F(Synthetic, EveryRecordIsReadAndIsWhatTheServicesWouldAccept) {
  for (const auto& org : Providers()) {
    for (const auto& kind : AllKinds()) {
      const auto all = All(kind, Manager(org));
      // Signatures and the directory's own organisation aside, a manager sees every row; merged employers are not listed.
      const std::string listed = kind.field == "employer" ? "' AND merged_into IS NULL" : "'";
      EXPECT_EQ(static_cast<std::int64_t>(all.size()),
                sql().Count(absl::StrCat("SELECT count(*) FROM ", kind.table, " WHERE org_id = '", org, listed)))
          << kind.table;
      for (const auto& record : all) {
        const auto faults = Faults(*record, org);
        EXPECT_TRUE(faults.empty()) << faults.ToStatus() << "\n" << record->DebugString();
        if (testing::Test::HasFailure()) return;
      }
    }
  }
}

TEST_F(Synthetic, TheLastEntryOfARecordIsTheRecord) {
  for (const auto& type : {cl::Journey::descriptor(), cl::Goal::descriptor(), placement::v1::Spell::descriptor(),
                           cl::Measure::descriptor(), cl::Participant::descriptor()}) {
    const Kind kind = KindOf(type);
    const std::string org = Providers()[0];
    const auto all = All(kind, Manager(org));
    ASSERT_FALSE(all.empty());
    for (size_t i = 0; i < all.size(); i += all.size() / 7 + 1) {
      const std::string body = sql().One(absl::StrCat("SELECT encode(body, 'hex') FROM journal.entry WHERE org_id = '",
                                                      org, "' AND subject = '", GetText(*all[i], "id"),
                                                      "' AND kind = '", kind.field, "' ORDER BY seq DESC LIMIT 1"));
      const auto last = NewMessage(type);
      ASSERT_TRUE(last->ParseFromString(absl::HexStringToBytes(body)));
      // Derived fields are as at the reading: a profile that was begun later has engaged the journey since.
      google::protobuf::util::MessageDifferencer differ;
      for (int f = 0; f < type->field_count(); ++f) {
        if (base::RuleOf(type->field(f)).derived()) differ.IgnoreField(type->field(f));
      }
      EXPECT_TRUE(differ.Compare(*last, *all[i])) << last->DebugString() << all[i]->DebugString();
    }
  }
}

TEST_F(Synthetic, TheServicesWorkOnIt) {
  const std::string org = Providers()[0], manager = Manager(org);
  cl::Day day;
  ASSERT_THAT(world().Call(manager, cl::GetDayRequest(), &day), IsOk());
  EXPECT_GT(day.items_size(), 0);
  reporting::v1::EquityReportRequest q;
  q.set_indicator("supported_into_work");
  q.set_by("ethnic_category");
  *q.mutable_from() = Day(2022, 7, 1);
  *q.mutable_to() = Day(2024, 6, 30);
  q.set_disclosure(reporting::v1::DISCLOSURE_NONE);
  reporting::v1::EquityReportResponse report;
  ASSERT_THAT(world().Call(manager, q, &report), IsOk());
  EXPECT_GT(report.rows_size(), 3);
  const std::string person = sql().One(
      absl::StrCat("SELECT participant_id FROM placement.spell WHERE org_id = '", org, "' ORDER BY id LIMIT 1"));
  cl::AuditPersonRequest audit;
  audit.set_id(person);
  cl::AuditPersonResponse account;
  ASSERT_THAT(world().Call(manager, audit, &account), IsOk());
  EXPECT_GT(account.ByteSizeLong(), 1000u);
}

TEST_F(Synthetic, StandsWithTheOutcomeRulesAsWorkedOut) {
  for (const auto& org : Providers()) {
    placement::v1::VerifyOutcomesResponse verified;
    ASSERT_THAT(world().Call(Manager(org), placement::v1::VerifyOutcomesRequest(), &verified), IsOk());
    EXPECT_GT(verified.standings(), 20);
    EXPECT_EQ(verified.differing(), 0);
    EXPECT_EQ(verified.standings(),
              sql().Count(absl::StrCat("SELECT count(*) FROM placement.standing WHERE org_id = '", org, "'")));
  }
  EXPECT_GT(sql().Count("SELECT count(*) FROM placement.standing WHERE met_on IS NOT NULL"), 10);
}

TEST_F(Synthetic, IsNotWrittenTwice) {
  const auto again = synthetic::Database::Open(TestHost(), world().database(), synthetic::OrganisationIds(Small()));
  ASSERT_FALSE(again.ok());
  EXPECT_THAT(std::string(again.status().message()), testing::HasSubstr("has organisations of this seed already"));
  Options other = Small();
  other.seed = 6;
  EXPECT_TRUE(synthetic::Database::Open(TestHost(), world().database(), synthetic::OrganisationIds(other)).ok());
}

// All that would be written, as one digest.
class Digest : public synthetic::Sink {
 public:
  absl::Status Copy(const std::string& table, const std::string& columns, const std::string& rows) override {
    digest_ = base::Sha256(absl::StrCat(digest_, table, columns, rows));
    return absl::OkStatus();
  }
  static std::string Of(const Options& options) {
    Digest digest;
    synthetic::Ledger ledger(&digest);
    synthetic::Generate(options, &ledger);
    EXPECT_TRUE(ledger.status().ok());
    return digest.digest_;
  }

 private:
  std::string digest_;
};

TEST(SyntheticSeed, MakesTheSameBytesAndAnotherOneOthers) {
  Options options = Small();
  options.journeys = 80;
  const std::string one = Digest::Of(options);
  EXPECT_EQ(Digest::Of(options), one);
  Options other = options;
  other.seed = 6;
  EXPECT_NE(Digest::Of(other), one);
  other = options;
  other.until = options.until - 1;
  EXPECT_NE(Digest::Of(other), one);
}

}  // namespace
}  // namespace gainful::integration
