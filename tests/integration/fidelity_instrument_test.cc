// Instruments as they are shown, licensed wording, and that every record of a review has its table.
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/common/db/mapping.h"
#include "services/common/db/pool.h"
#include "services/fidelity/service.h"
#include "tests/integration/fidelity_fixture.h"

namespace gainful::integration {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class FidelityInstruments : public WorldTest {};

TEST_F(FidelityInstruments, InstrumentsAreShownWithWhatIsKnownOfThem) {
  const Tenant t = world().NewTenant();
  fi::Instruments all;
  ASSERT_THAT(world().Call(t.specialist, fi::GetInstrumentsRequest(), &all), IsOk());
  ASSERT_EQ(all.instruments_size(), 4);
  EXPECT_EQ(all.instruments(1).id(), "ips25");
  EXPECT_EQ(all.instruments(2).extends(), "ips25");
  fi::GetInstrumentRequest q;
  q.set_instrument("ips25");
  fi::Instrument ips25;
  ASSERT_THAT(world().Call(t.auditor, q, &ips25), IsOk());
  ASSERT_EQ(ips25.items_size(), kItems);
  EXPECT_EQ(ips25.items(0).name(), "Caseload size");
  EXPECT_THAT(ips25.items(0).scores(4), AllOf(HasSubstr("5: "), HasSubstr("20"), HasSubstr("(checked)")));
  EXPECT_EQ(ips25.items(0).licensed_text(), "");
  q.set_version(2);
  EXPECT_THAT(world().Call(t.auditor, q), NotFoundFor({"instrument"}));
}

// A licence is one organisation's: nobody else is shown the text.
TEST_F(FidelityInstruments, LicensedWordingIsShownToWhoeverHoldsTheLicence) {
  const Tenant holder = world().NewTenant(), other = world().NewTenant();
  fidelity::Wording wording;
  wording.set_instrument_id("ips25");
  wording.set_version(1);
  wording.set_licence("Licensed for the tests.");
  auto* item = wording.add_item();
  item->set_number(1);
  item->set_text("Ours to show.");
  db::PoolOptions options;
  options.host = TestHost();
  options.database = world().database();
  options.role = "fidelity_svc";
  db::Pool pool(options);
  fidelity::FidelityService service(&pool, {{*base::Uuid::Parse(holder.org), {wording}}});
  const auto shown = [&](const std::string& org) {
    base::Call call;
    call.org = call.caller_org = *base::Uuid::Parse(org);
    call.caller = "ann@example.org";
    call.now = world().Now();
    fi::GetInstrumentRequest q;
    q.set_instrument("ips25");
    fi::Instrument instrument;
    const absl::Status status = service.GetInstrument(call, q, &instrument);
    EXPECT_TRUE(status.ok()) << status;
    return instrument;
  };
  EXPECT_EQ(shown(holder.org).items(0).licensed_text(), "Ours to show.");
  EXPECT_THAT(shown(holder.org).source(), HasSubstr("Licensed for the tests."));
  EXPECT_EQ(shown(other.org).items(0).licensed_text(), "");
}

// The records that are not made by a Create of their own, beside those that the mapping test walks.
TEST_F(FidelityInstruments, EveryMessageAndItsTableHaveTheSameColumns) {
  for (const auto* type : {fi::Reviewer::descriptor(), fi::ReviewMilestone::descriptor(), fi::ReviewSheet::descriptor(),
                           fi::ItemScore::descriptor(), fi::AgreedItem::descriptor(), fi::ReviewSummary::descriptor(),
                           fi::FidelityAction::descriptor()}) {
    std::string table;
    for (const char letter : type->name()) {
      if (absl::ascii_isupper(letter) && !table.empty()) table += '_';
      table += absl::ascii_tolower(letter);
    }
    std::vector<std::string> wanted;
    const db::Mapping mapping(type);
    for (const auto& column : mapping.columns()) wanted.push_back(column.name + " " + column.type);
    EXPECT_THAT(sql().Column(absl::StrCat("SELECT attname || ' ' || format_type(atttypid, atttypmod) FROM pg_attribute "
                                          "WHERE attrelid = 'fidelity.",
                                          table, "'::regclass AND attnum > 0 AND NOT attisdropped")),
                testing::UnorderedElementsAreArray(wanted))
        << table;
  }
}

}  // namespace
}  // namespace gainful::integration
