// What is refused, field by field: each rule of the contract broken in turn on every record that has such a field.
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gainful/reporting/v1/reporting.pb.h"
#include "tests/integration/fixture.h"

namespace gainful::integration {
namespace {

using testing::Contains;
using testing::IsSupersetOf;

class Refusals : public WorldTest {
 public:
  static void SetUpTestSuite() {
    WorldTest::SetUpTestSuite();
    tenant_ = new Tenant(world().NewTenant());
    journey_ = new Journey(
        world().NewJourney(tenant_->manager, *tenant_, world().NewParticipant(tenant_->manager, tenant_->team)));
    entries_ = Entries();
  }
  static void TearDownTestSuite() {
    delete tenant_;
    delete journey_;
    WorldTest::TearDownTestSuite();
  }

 protected:
  static std::int64_t Entries() { return sql().Count("SELECT count(*) FROM journal.entry"); }

  // Creates the record with one field spoilt: refused, for that field at least, and nothing stored.
  using Spoil = std::function<void(Message* record, const FieldDescriptor* field)>;
  void Expect(const Kind& kind, const FieldDescriptor* field, const std::string& what, const Spoil& spoil) {
    const auto record = NewMessage(kind.type);
    Fill(record.get(), World::RefersTo(*tenant_, *journey_));
    spoil(record.get(), field);
    const Outcome outcome = CreateAsRightful(kind, *record);
    EXPECT_THAT(outcome, Refused(absl::StatusCode::kInvalidArgument)) << field->full_name() << " " << what;
    EXPECT_THAT(outcome.fields(),
                Contains(absl::StrCat(kind.field, ".", field->name(), IsTextList(field) ? "[0]" : "")))
        << what;
    EXPECT_EQ(Entries(), entries_) << field->full_name();
    ++tried_;
  }

  // Only the operator may create organisations.
  Outcome CreateAsRightful(const Kind& kind, const Message& record) {
    return world().Create(kind.field == "organisation" ? Operator() : tenant_->manager, record);
  }
  std::string Operator() { return world().Token({world().operator_org(), {"administrator"}}); }

  // Every field that a caller may set and that passes the filter.
  template <class Filter>
  void EachField(const Filter& filter, const std::function<void(const Kind&, const FieldDescriptor*)>& visit) {
    for (const auto& kind : AllKinds()) {
      for (int i = 0; i < kind.type->field_count(); ++i) {
        const auto* field = kind.type->field(i);
        if (!RuleOf(field).output_only() && filter(field)) visit(kind, field);
      }
    }
  }

  static bool IsText(const FieldDescriptor* f) { return f->cpp_type() == FieldDescriptor::CPPTYPE_STRING; }
  static bool IsTextList(const FieldDescriptor* f) { return IsText(f) && f->is_repeated(); }
  static std::string TextOf(const Message& record, const FieldDescriptor* field) {
    const auto* r = record.GetReflection();
    return IsTextList(field) ? r->GetRepeatedString(record, field, 0) : r->GetString(record, field);
  }
  // Of a list, the first text.
  static void Set(Message* record, const FieldDescriptor* field, const std::string& text) {
    const auto* r = record->GetReflection();
    IsTextList(field) ? r->SetRepeatedString(record, field, 0, text) : r->SetString(record, field, text);
  }

  static Tenant* tenant_;
  static Journey* journey_;
  static std::int64_t entries_;
  int tried_ = 0;
};

Tenant* Refusals::tenant_ = nullptr;
Journey* Refusals::journey_ = nullptr;
std::int64_t Refusals::entries_ = 0;

size_t Limit(const FieldDescriptor* field) { return RuleOf(field).max_chars() != 0 ? RuleOf(field).max_chars() : 200; }

std::string Repeat(const std::string& unit, size_t n) {
  std::string out;
  for (size_t i = 0; i < n; ++i) out += unit;
  return out;
}

TEST_F(Refusals, UnknownCodes) {
  EachField([](auto* f) { return f->cpp_type() == FieldDescriptor::CPPTYPE_ENUM; },
            [&](const Kind& kind, const FieldDescriptor* field) {
              if (field->is_repeated()) return;
              for (const int number : {99, -1, 2147483647}) {
                Expect(kind, field, absl::StrCat("= ", number),
                       [&](Message* m, const FieldDescriptor* f) { m->GetReflection()->SetEnumValue(m, f, number); });
              }
            });
  EXPECT_EQ(tried_, 3 * 70);
}

// One character too many is refused, however many bytes a character takes; the longest text that is allowed is taken.
TEST_F(Refusals, OverLongTexts) {
  const auto is_free = [](const FieldDescriptor* f) { return IsText(f) && !f->is_map() && !RuleOf(f).uuid(); };
  EachField(is_free, [&](const Kind& kind, const FieldDescriptor* field) {
    for (const std::string character : {"x", "\xC3\xA9", "\xF0\x9F\xA6\x8A"}) {
      Expect(kind, field, "one character too many",
             [&](Message* m, const FieldDescriptor* f) { Set(m, f, Repeat(character, Limit(f) + 1)); });
    }
  });
  EXPECT_EQ(tried_, 3 * 115);
}

TEST_F(Refusals, BlankNamesAndOtherNeededTexts) {
  EachField([](auto* f) { return IsText(f) && RuleOf(f).required(); },
            [&](const Kind& kind, const FieldDescriptor* field) {
              for (const std::string blank : {"", " ", " \t\r\n "}) {
                Expect(kind, field, "blank", [&](Message* m, const FieldDescriptor* f) { Set(m, f, blank); });
              }
            });
  EXPECT_EQ(tried_, 3 * (19 + 44 + 15 + 12 + 2));
}

TEST_F(Refusals, NulBytes) {
  EachField([](auto* f) { return IsText(f); },
            [&](const Kind& kind, const FieldDescriptor* field) {
              Expect(kind, field, "with a NUL byte",
                     [&](Message* m, const FieldDescriptor* f) { Set(m, f, std::string("Sam\0ple", 7)); });
              Expect(kind, field, "ending in a NUL byte",
                     [&](Message* m, const FieldDescriptor* f) { Set(m, f, TextOf(*m, f) + std::string(1, '\0')); });
            });
  EXPECT_GE(tried_, 2 * 20);
}

TEST_F(Refusals, IdsThatAreNone) {
  const std::string good = NewId();
  EachField(
      [](auto* f) { return RuleOf(f).uuid(); },
      [&](const Kind& kind, const FieldDescriptor* field) {
        for (const std::string& id : {std::string("1"), "{" + good + "}", good.substr(1), good + "0",
                                      std::string(36, '-'), std::string("' OR true --' OR true --' OR true --")}) {
          Expect(kind, field, id, [&](Message* m, const FieldDescriptor* f) { Set(m, f, id); });
        }
      });
  EXPECT_EQ(tried_, 6 * 89);
}

TEST_F(Refusals, TextsOfAnotherForm) {
  const std::map<std::string, std::vector<std::string>> bad{
      {"lsoa", {"E0100000", "E010000011", "S01000001", "e01000001", "E01 00001", " E01000001", "E01000001\n"}},
      {"ods_code", {"rx3", "RX", "A1B2C3D4E5F", "RX 3", std::string("\xC3\x89") + "01", "RX3\n"}},
      {"registration_number", {"OT", "ot12345", "-OT1", "OT12345_", "OT1234567890123456789"}},
      {"outcome_rules", {"IPS", "-ips", "ips-", "ips--grow", "ips_grow", "1ips", "ips grow"}},
      {"language", {"e", "1n", "en_GB", "en-", "pa-Guru-", "cy\n"}},
      {"nhs_number", {"123456789", "12345678901", "959 898 000", "959898000a", "9598980006\n"}},
      {"companies_house_number", {"1234567", "123456789", "sc123456", "SC12345X6", "01234567\n", "0123 456"}},
      {"sic_code", {"V", "g", "4", "471100", "4711O", "47.11"}},
      {"instrument", {"IPS25", "ips 25", "25ips", "ips-25", "_ips"}},
      {"soc_code", {"922", "92230", "0111", "922A", " 9223"}},
      {"postcode", {"SW1A1AA", "sw1a 1aa", "SW1A  1AA", "SW1A 1A", "1AA SW1", "LONDON"}},
      {"travel_areas", {"M14 5AA", "14", "MMM", "M145", "M14 55", "M14\n"}},
      {"website", {"example.org", "ftp://example.org", "https://", "https://a b", "javascript:alert(1)"}},
      {"total", {"x", "1,5", "1e3", "--1", "1.23456", "1234"}}};
  EachField([](auto* f) { return !RuleOf(f).pattern().empty(); },
            [&](const Kind& kind, const FieldDescriptor* field) {
              for (const std::string& text : bad.at(field->name())) {
                Expect(kind, field, text, [&](Message* m, const FieldDescriptor* f) { Set(m, f, text); });
              }
            });
  EXPECT_EQ(tried_, 7 + 6 + 6 + 5 + 6 + 6 + 5 + 7 + 6 + 6 + 5 + 6 + 5 + 5 + 6 + 5);
}

TEST_F(Refusals, NumbersOutOfRange) {
  EachField([](auto* f) { return f->cpp_type() == FieldDescriptor::CPPTYPE_INT32 && !f->is_repeated(); },
            [&](const Kind& kind, const FieldDescriptor* field) {
              for (const std::int64_t number :
                   {RuleOf(field).min() - 1, RuleOf(field).max() + 1, INT64_C(-2147483648), INT64_C(2147483647)}) {
                Expect(kind, field, absl::StrCat("= ", number), [&](Message* m, const FieldDescriptor* f) {
                  m->GetReflection()->SetInt32(m, f, static_cast<std::int32_t>(number));
                });
              }
            });
  EXPECT_EQ(tried_, 4 * 31);
}

TEST_F(Refusals, DaysThatAreNone) {
  EachField(
      [](auto* f) { return IsDate(f); },
      [&](const Kind& kind, const FieldDescriptor* field) {
        for (const auto& day : {Day(2025, 2, 30), Day(2023, 2, 29), Day(2025, 0, 1), Day(2025, 13, 1), Day(2025, 1, 0),
                                Day(2025, 4, 31), Day(0, 0, 0), Day(0, 1, 1), Day(1799, 12, 31), Day(2200, 1, 1),
                                Day(-2025, 1, 1), Day(2025, -1, 1), Day(2147483647, 2147483647, 2147483647)}) {
          Expect(kind, field, day.ShortDebugString(),
                 [&](Message* m, const FieldDescriptor* f) { Mutable(m, f->name())->CopyFrom(day); });
        }
      });
  EXPECT_EQ(tried_, 13 * 103);
}

TEST_F(Refusals, DaysThatHaveNotCome) {
  EachField([](auto* f) { return IsDate(f) && RuleOf(f).not_future(); },
            [&](const Kind& kind, const FieldDescriptor* field) {
              Expect(kind, field, "tomorrow",
                     [&](Message* m, const FieldDescriptor* f) { Mutable(m, f->name())->CopyFrom(Day(2025, 6, 17)); });
            });
  EXPECT_EQ(tried_, 59);
}

// Each list of codes, each map: their entries are checked like single values, and they end somewhere.
TEST_F(Refusals, ListsAndMapsOfAPerson) {
  Participant good;
  good.set_team_id(tenant_->team);
  good.set_name("Sam");
  const auto create = [&](const std::function<void(Participant*)>& spoil) {
    Participant p = good;
    spoil(&p);
    const Outcome outcome = world().Create(tenant_->manager, p);
    EXPECT_EQ(Entries(), entries_);
    return outcome;
  };
  using caseload::v1::Disability;
  EXPECT_THAT(create([](Participant* p) { p->add_disabilities(static_cast<Disability>(99)); }),
              InvalidFor({"participant.disabilities[0]"}));
  EXPECT_THAT(create([](Participant* p) {
                p->add_disabilities(caseload::v1::DISABILITY_SIGHT);
                p->add_disabilities(caseload::v1::DISABILITY_UNSPECIFIED);
              }),
              InvalidFor({"participant.disabilities[1]"}));
  EXPECT_THAT(create([](Participant* p) {
                p->add_disabilities(caseload::v1::DISABILITY_SIGHT);
                p->add_disabilities(caseload::v1::DISABILITY_NONE);
              }),
              InvalidFor({"participant.disabilities"}));
  // However much is wrong, what is said of it fits into what a client will read.
  const Outcome many = create([](Participant* p) {
    for (int i = 0; i < 1001; ++i) p->add_disabilities(caseload::v1::DISABILITY_SIGHT);
    for (int i = 0; i < 50; ++i)
      (*p->mutable_local_characteristics())[absl::StrCat(std::string(57, 'k'), i)] = std::string(201, 'x');
  });
  EXPECT_THAT(many, Refused(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(many.fields(), Contains("participant.disabilities"));
  const auto with_local = [&](const std::string& key, const std::string& value) {
    return create([&](Participant* p) { (*p->mutable_local_characteristics())[key] = value; });
  };
  for (const std::string& key : {std::string(), std::string("Race"), std::string("1st"), std::string("a-b"),
                                 std::string("a b"), std::string("r\xC3\xA9"), std::string(61, 'a')}) {
    EXPECT_THAT(with_local(key, "x"), InvalidFor({"participant.local_characteristics"})) << key;
  }
  EXPECT_THAT(with_local("race", Repeat("\xC3\xA9", 201)), InvalidFor({"participant.local_characteristics.race"}));
  EXPECT_THAT(with_local("race", std::string("a\0b", 3)), InvalidFor({"participant.local_characteristics.race"}));
  EXPECT_THAT(with_local(std::string("ra\0ce", 5), "x"), InvalidFor({"participant.local_characteristics"}));
  EXPECT_THAT(create([](Participant* p) {
                for (int i = 0; i < 51; ++i) (*p->mutable_local_characteristics())[absl::StrCat("k", i)] = "x";
              }),
              InvalidFor({"participant.local_characteristics"}));
}

// Fields of requests themselves: ids, page sizes and tokens.
TEST_F(Refusals, FieldsOfRequests) {
  for (const auto& kind : AllKinds()) {
    for (const std::string& id : {std::string("7"), std::string("a\0b", 3), std::string()}) {
      const auto out = NewMessage(kind.type);
      EXPECT_THAT(world().Get(tenant_->everyone, id, out.get()), InvalidFor({"id"})) << kind.field;
    }
    const auto* list = kind.list->input_type();
    for (const int size : {-1, 1001, -2147483647, 2147483647}) {
      const auto request = NewMessage(list);
      request->GetReflection()->SetInt32(request.get(), list->FindFieldByName("page_size"), size);
      EXPECT_THAT(world().Call(tenant_->everyone, *request), InvalidFor({"page_size"})) << kind.field << size;
    }
    for (int i = 0; i < list->field_count(); ++i) {
      if (!RuleOf(list->field(i)).uuid()) continue;
      const auto request = NewMessage(list);
      Set(request.get(), list->field(i), "x");
      EXPECT_THAT(world().Call(tenant_->everyone, *request), InvalidFor({list->field(i)->name()}));
    }
    for (const auto* step : kind.steps) {
      const auto request = NewMessage(step->input_type());
      SetText(request.get(), "request_id", "x");
      SetText(request.get(), "id", "x");
      EXPECT_THAT(world().Call(tenant_->everyone, *request).fields(), IsSupersetOf({"request_id", "id"}))
          << step->name();
    }
  }
  Participant p;
  p.set_team_id(tenant_->team);
  p.set_name("Sam");
  EXPECT_THAT(world().Create(tenant_->manager, p, nullptr, "not-an-id"), InvalidFor({"request_id"}));
}

// Bytes that are no message. gRPC by itself would answer INTERNAL to some of them.
TEST_F(Refusals, BytesThatAreNoMessage) {
  const auto send = [&](const MethodDescriptor* method, const std::string& bytes) {
    const Outcome outcome = world().wire().Call(PathOf(method), bytes, Bearer(tenant_->everyone));
    EXPECT_EQ(Entries(), entries_);
    return outcome;
  };
  for (const auto* method : AllMethods()) {
    // The request's first text, as bytes that are no UTF-8: cut short, over-long, half of a surrogate pair, beyond Unicode.
    for (int i = 0; i < method->input_type()->field_count(); ++i) {
      const auto* field = method->input_type()->field(i);
      if (field->cpp_type() != FieldDescriptor::CPPTYPE_STRING) continue;
      for (const std::string bad : {"\xff", "\xc3", "\xc0\xaf", "\xed\xa0\x80", "\xf5\x80\x80\x80"}) {
        const std::string tag(1, static_cast<char>(field->number() << 3 | 2));
        EXPECT_THAT(send(method, absl::StrCat(tag, std::string(1, static_cast<char>(bad.size())), bad)),
                    Refused(absl::StatusCode::kInvalidArgument))
            << method->name() << " " << absl::CHexEscape(bad);
      }
      break;
    }
    std::string deep, ends;
    for (int i = 0; i < 101; ++i) {
      deep += "\x9b\x06";  // a group of the unknown field 99 begins
      ends += "\x9c\x06";
    }
    EXPECT_THAT(send(method, deep + ends), Refused(absl::StatusCode::kInvalidArgument)) << method->name();
    for (const std::string& garbage : {std::string("\xff\xff\xff\xff"), std::string("\x0a\x7fshort"),
                                       std::string("\x00\x00", 2), std::string("\x07")}) {
      EXPECT_THAT(send(method, garbage), Refused(absl::StatusCode::kInvalidArgument))
          << method->name() << absl::CHexEscape(garbage);
    }
  }
}

TEST_F(Refusals, MessagesThatAreTooLarge) {
  Participant p;
  p.set_team_id(tenant_->team);
  p.set_name(std::string(5 << 20, 'x'));
  EXPECT_THAT(world().Create(tenant_->manager, p), Refused(absl::StatusCode::kResourceExhausted));
  p.set_name(std::string(3 << 20, 'x'));
  EXPECT_THAT(world().Create(tenant_->manager, p), InvalidFor({"participant.name"}));
  EXPECT_EQ(Entries(), entries_);
}

// What is small on the wire may be large when it is unpacked.
TEST_F(Refusals, CompressedMessagesThatAreTooLarge) {
  Participant p;
  p.set_team_id(tenant_->team);
  p.set_name(std::string(60 << 20, 'x'));
  caseload::v1::CreateParticipantRequest request;
  request.set_request_id(NewId());
  *request.mutable_participant() = p;
  const auto send = [&] {
    return world().wire().Call(PathOf(MethodOf(request.GetDescriptor())), request.SerializeAsString(),
                               Bearer(tenant_->manager), absl::Seconds(20), true);
  };
  EXPECT_THAT(send(), Refused(absl::StatusCode::kResourceExhausted));
  request.mutable_participant()->set_name(std::string(1 << 20, 'x'));
  EXPECT_THAT(send(), InvalidFor({"participant.name"}));
}

TEST_F(Refusals, ReportsOfNonsense) {
  reporting::v1::EquityReportRequest q;
  q.set_indicator("no_such_indicator");
  q.set_by(std::string("se\0x", 4));
  *q.mutable_from() = Day(2025, 2, 1);
  *q.mutable_to() = Day(2025, 1, 1);
  *q.mutable_as_at() = Day(2025, 6, 17);
  q.set_horizon_days(0);
  q.set_disclosure(static_cast<reporting::v1::Disclosure>(9));
  q.set_programme_id("x");
  EXPECT_THAT(world().Call(tenant_->manager, q),
              InvalidFor({"indicator", "by", "to", "as_at", "horizon_days", "disclosure", "programme_id"}));
  reporting::v1::RetentionReportRequest r;
  r.set_by(q.by());
  *r.mutable_from() = q.from();
  *r.mutable_to() = q.to();
  *r.mutable_as_at() = q.as_at();
  r.set_disclosure(q.disclosure());
  r.set_programme_id(q.programme_id());
  EXPECT_THAT(world().Call(tenant_->manager, r), InvalidFor({"by", "to", "as_at", "disclosure", "programme_id"}));
}

}  // namespace
}  // namespace gainful::integration
