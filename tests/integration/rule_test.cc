// Rules that look at several fields, or at several records, or at the day on which they are asked.
#include "absl/strings/str_cat.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

class Rules : public WorldTest {
 protected:
  Journey NewJourney(const Tenant& t) {
    return world().NewJourney(t.manager, t, world().NewParticipant(t.manager, t.team));
  }
};

std::string Repeat(const std::string& unit, size_t n) {
  std::string out;
  for (size_t i = 0; i < n; ++i) out += unit;
  return out;
}

// A request is mended in one go when all that is wrong with it is said at once.
TEST_F(Rules, AllThatIsWrongIsSaidAtOnce) {
  const Tenant t = world().NewTenant();
  Participant p;
  p.set_team_id("nowhere");
  p.set_name(" ");
  *p.mutable_birth_date() = Day(2025, 2, 30);
  p.set_birth_year(1899);
  p.set_sex(static_cast<caseload::v1::Sex>(77));
  p.add_disabilities(caseload::v1::DISABILITY_SIGHT);
  p.add_disabilities(caseload::v1::DISABILITY_SIGHT);
  p.set_lsoa("somewhere");
  p.set_imd_quintile(6);
  p.set_source("file");
  EXPECT_THAT(world().Create(t.manager, p, nullptr, "x"),
              InvalidFor({"request_id", "participant.team_id", "participant.name", "participant.birth_date",
                          "participant.birth_year", "participant.sex", "participant.disabilities", "participant.lsoa",
                          "participant.imd_quintile", "participant.source_key"}));
  Journey j = NewJourney(t);
  *j.mutable_referred_on() = Day(2025, 3, 1);
  *j.mutable_accepted_on() = Day(2025, 2, 28);
  *j.mutable_declined_on() = Day(2025, 2, 27);
  j.set_decline_reason(caseload::v1::DECLINE_REASON_NOT_WANTED);
  *j.mutable_exited_on() = Day(2025, 2, 26);
  *j.mutable_followed_to() = Day(2025, 2, 25);
  j.set_source_key("1");
  // Declined before the referral, and declined although it was accepted and exited.
  const std::vector<std::string> wrong{"journey.accepted_on", "journey.declined_on", "journey.declined_on",
                                       "journey.declined_on", "journey.exited_on",   "journey.followed_to"};
  EXPECT_THAT(
      world().Update(t.manager, j,
                     {"referred_on", "accepted_on", "declined_on", "decline_reason", "exited_on", "followed_to"}),
      InvalidFor(wrong));
  auto with_source = wrong;
  with_source.push_back("journey.source");
  EXPECT_THAT(world().Create(t.manager, j), InvalidFor(with_source));
  Spell s;
  s.set_journey_id(j.id());
  *s.mutable_started_on() = Day(2025, 3, 1);
  *s.mutable_ended_on() = Day(2025, 2, 1);
  *s.mutable_last_confirmed_on() = Day(2025, 2, 2);
  s.set_weekly_minutes(0);
  s.set_hourly_pay_pence(-1);
  EXPECT_THAT(world().Create(t.manager, s),
              InvalidFor({"spell.ended_on", "spell.last_confirmed_on", "spell.last_confirmed_on",
                          "spell.weekly_minutes", "spell.hourly_pay_pence"}));
}

TEST_F(Rules, NothingEndsBeforeItBegins) {
  const Tenant t = world().NewTenant();
  const Journey j = NewJourney(t);
  for (const auto& kind : AllKinds()) {
    const bool is_spell = kind.field == "spell";
    if (kind.type->FindFieldByName("ends_on") == nullptr && !is_spell) continue;
    const std::string first = is_spell ? "started_on" : "starts_on", last = is_spell ? "ended_on" : "ends_on";
    const auto record = NewMessage(kind.type);
    Fill(record.get(), World::RefersTo(t, j));
    if (is_spell) {
      static_cast<Spell*>(record.get())->clear_last_confirmed_on();
      static_cast<Spell*>(record.get())->clear_first_four_hours_on();
    }
    Mutable(record.get(), first)->CopyFrom(Day(2025, 3, 2));
    Mutable(record.get(), last)->CopyFrom(Day(2025, 3, 1));
    EXPECT_THAT(world().Create(t.manager, *record), InvalidFor({absl::StrCat(kind.field, ".", last)})) << kind.field;
    // One day is a span.
    Mutable(record.get(), last)->CopyFrom(Day(2025, 3, 2));
    ASSERT_THAT(world().Create(t.manager, *record, record.get()), IsOk()) << kind.field;
    Mutable(record.get(), last)->CopyFrom(Day(2025, 3, 1));
    EXPECT_THAT(world().Update(t.manager, *record, {last}), InvalidFor({absl::StrCat(kind.field, ".", last)}))
        << kind.field;
    Mutable(record.get(), first)->CopyFrom(Day(2025, 3, 3));
    EXPECT_THAT(world().Update(t.manager, *record, {first}), InvalidFor({absl::StrCat(kind.field, ".", last)}))
        << kind.field;
  }
}

TEST_F(Rules, NoJobStartsBeforeBirth) {
  const Tenant t = world().NewTenant();
  Participant p;
  p.set_team_id(t.team);
  p.set_name("Sam");
  *p.mutable_birth_date() = Day(2000, 5, 17);
  const Journey dated = world().NewJourney(t.manager, t, world().Make(t.manager, p));
  p.clear_birth_date();
  p.set_birth_year(2000);
  const Journey by_year = world().NewJourney(t.manager, t, world().Make(t.manager, p));
  p.clear_birth_year();
  const Journey unknown = world().NewJourney(t.manager, t, world().Make(t.manager, p));
  const auto start = [&](const Journey& j, const google::type::Date& day) {
    Spell s;
    s.set_journey_id(j.id());
    *s.mutable_started_on() = day;
    return world().Create(t.manager, s, &s);
  };
  EXPECT_THAT(start(dated, Day(2000, 5, 16)), InvalidFor({"spell.started_on"}));
  EXPECT_THAT(start(dated, Day(2000, 5, 17)), IsOk());
  EXPECT_THAT(start(by_year, Day(1999, 12, 31)), InvalidFor({"spell.started_on"}));
  EXPECT_THAT(start(by_year, Day(2000, 1, 1)), IsOk());
  EXPECT_THAT(start(unknown, Day(1900, 1, 1)), IsOk());
  Spell s = world().NewSpell(t.manager, dated);
  *s.mutable_started_on() = Day(2000, 5, 16);
  EXPECT_THAT(world().Update(t.manager, s, {"started_on"}), InvalidFor({"spell.started_on"}));
}

TEST_F(Rules, TheYearOfBirthIsThatOfTheDate) {
  const Tenant t = world().NewTenant();
  Participant p;
  p.set_team_id(t.team);
  p.set_name("Sam");
  *p.mutable_birth_date() = Day(1980, 2, 29);
  p.set_birth_year(1981);
  EXPECT_THAT(world().Create(t.manager, p), InvalidFor({"participant.birth_year"}));
  p.set_birth_year(1980);
  p = world().Make(t.manager, p);
  *p.mutable_birth_date() = Day(1981, 3, 1);
  EXPECT_THAT(world().Update(t.manager, p, {"birth_date"}), InvalidFor({"participant.birth_year"}));
}

// At half past eleven in UTC of a summer's night it is tomorrow in London, and still today in Reykjavik.
TEST_F(Rules, TodayIsReckonedWhereTheOrganisationIs) {
  const absl::Time noon = world().clock().Now();
  world().clock().Set(absl::FromCivil(absl::CivilMinute(2025, 7, 1, 23, 30), absl::UTCTimeZone()));
  const std::vector<std::pair<std::string, int>> zones{
      {"", 2}, {"Europe/London", 2}, {"Atlantic/Reykjavik", 1}, {"Asia/Kathmandu", 2}, {"America/New_York", 1}};
  for (const auto& [zone, today] : zones) {
    const Tenant t = world().NewTenant();
    Organisation o;
    ASSERT_THAT(world().Get(t.administrator, t.org, &o), IsOk());
    o.set_time_zone(zone);
    ASSERT_THAT(world().Update(t.administrator, o, {"time_zone"}), IsOk());
    world().clock().Advance(absl::Seconds(61));  // services ask again for a zone after a minute
    Journey j = NewJourney(t);
    *j.mutable_referred_on() = Day(2025, 7, today + 1);
    EXPECT_THAT(world().Create(t.manager, j), InvalidFor({"journey.referred_on"})) << zone;
    j.set_participant_id(world().NewParticipant(t.manager, t.team).id());
    *j.mutable_referred_on() = Day(2025, 7, today);
    ASSERT_THAT(world().Create(t.manager, j, &j), IsOk()) << zone;
    caseload::v1::WithdrawJourneyRequest withdraw;
    withdraw.set_request_id(NewId());
    withdraw.set_id(j.id());
    ASSERT_THAT(world().Call(t.manager, withdraw, &j), IsOk());
    EXPECT_EQ(j.withdrawn_on().day(), today) << zone;
  }
  world().clock().Set(noon);
}

TEST_F(Rules, AnUnknownTimeZoneIsRefused) {
  Organisation o;
  o.set_name("Somewhere");
  o.set_kind(directory::v1::ORGANISATION_KIND_PROVIDER);
  const std::string token = world().Token({world().operator_org(), {"administrator"}});
  for (const char* zone :
       {"Europe/Londom", "/etc/passwd", "../../etc/passwd", "europe/london ", "file:/etc/passwd", "\xC3\xA9"}) {
    o.set_time_zone(zone);
    EXPECT_THAT(world().Create(token, o), InvalidFor({"organisation.time_zone"})) << zone;
  }
}

TEST_F(Rules, ReasonsGoWithTheirDays) {
  const Tenant t = world().NewTenant();
  Journey j = NewJourney(t);
  j.set_exit_reason(caseload::v1::EXIT_REASON_MOVED_AWAY);
  j.set_decline_reason(caseload::v1::DECLINE_REASON_OTHER);
  EXPECT_THAT(world().Create(t.manager, j), InvalidFor({"journey.exit_reason", "journey.decline_reason"}));
  Spell s = world().NewSpell(t.manager, NewJourney(t));
  s.set_end_reason(placement::v1::END_REASON_HEALTH);
  EXPECT_THAT(world().Update(t.manager, s, {"end_reason"}), InvalidFor({"spell.end_reason"}));
}

// The longest text that is allowed, in characters of one, two and four bytes, comes back as it was sent.
TEST_F(Rules, TheLongestTextsAreTaken) {
  for (const std::string character : {"x", "\xC3\xA9", "\xF0\x9F\xA6\x8A"}) {
    const Tenant t = world().NewTenant();
    const Journey j = NewJourney(t);
    for (const auto& kind : AllKinds()) {
      const auto record = NewMessage(kind.type);
      Fill(record.get(), world().RefersFor(kind, t, j), 1);
      for (int i = 0; i < kind.type->field_count(); ++i) {
        const auto* field = kind.type->field(i);
        const auto& rule = RuleOf(field);
        const bool is_free = field->cpp_type() == FieldDescriptor::CPPTYPE_STRING && !field->is_repeated() &&
                             !rule.uuid() && rule.pattern().empty();
        if (!is_free || rule.output_only() || field->name() == "time_zone") continue;
        if (field->name() == "edition") continue;            // goes with one kind of characteristic
        if (field->name() == "over_limit_reason") continue;  // kept only where a limit is passed
        SetText(record.get(), field->name(), Repeat(character, rule.max_chars() != 0 ? rule.max_chars() : 200));
      }
      const std::string token =
          kind.field == "organisation" ? world().Token({world().operator_org(), {"administrator"}}) : t.manager;
      for (const char* name : {"crisis_duty_staff_id", "crisis_deputy_staff_id"})  // a new organisation has no staff
        if (const auto* field = kind.type->FindFieldByName(name))
          record->GetReflection()->ClearField(record.get(), field);
      const auto made = NewMessage(kind.type);
      ASSERT_THAT(world().Create(token, *record, made.get()), IsOk()) << kind.field;
      EXPECT_EQ(AsSent(*made)->ShortDebugString(), AsSent(*record)->ShortDebugString());
    }
  }
}

}  // namespace
}  // namespace gainful::integration
