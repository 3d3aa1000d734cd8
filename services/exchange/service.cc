#include "services/exchange/service.h"

#include "absl/strings/str_cat.h"
#include "services/common/base/codes.h"
#include "services/common/base/dates.h"
#include "services/common/db/values.h"
#include "services/common/journal/access.h"
#include "services/common/journal/page.h"

namespace gainful::exchange {
namespace {

using google::protobuf::Message;
namespace cl = gainful::caseload::v1;

// The call as one on the provider's rows: consent binds it, and no team. It reads for the purpose that it names.
base::Call At(const std::string& provider, const std::string& purpose, const base::Call& call) {
  base::Call there = call;
  there.org = base::IdOf(provider);
  there.all_teams = false;
  there.teams.clear();
  there.purpose = purpose;
  return there;
}

const std::string& CodeOf(const google::protobuf::EnumDescriptor* type, int number) {
  return base::CodeOf(type->FindValueByNumber(number));
}

// A read that comes out only together with its row in the provider's access journal. `select` names the columns of the answer and
// participant_id as person.
std::string Journalled(const std::string& kind, const std::string& record, const std::string& select,
                       const std::string& columns, const std::string& order) {
  return absl::StrCat("WITH r AS MATERIALIZED (", select, "), ", journal::AccessOf(kind, "r.person", record),
                      " SELECT ", columns, " FROM r ORDER BY ", order);
}

// $9 the person, $10 the purpose.
std::string PartSql(cl::SharingCategory category, const db::Mapping& mapping, const std::string& view,
                    const std::string& order) {
  return Journalled(absl::StrCat("shared_", CodeOf(cl::SharingCategory_descriptor(), category)), "r.person",
                    absl::StrCat("SELECT ", mapping.ColumnList("v."), order == "person" ? "" : ", v.id",
                                 ", v.participant_id AS person FROM ", view,
                                 " v WHERE v.org_id = $1::uuid AND v.participant_id = $9::uuid AND v.purpose = $10"),
                    mapping.ColumnList("r."), order);
}

template <class List>
void AddCategories(const std::string& array, List add) {
  for (const auto& code : db::ParseArray(array)) {
    add(base::ValueOf<cl::SharingCategory>(code));
  }
}

}  // namespace

ExchangeService::Part::Part(cl::SharingCategory kind, const google::protobuf::Descriptor* type, const std::string& view,
                            const std::string& order, Message* (*to)(pb::SharedParticipant*))
    : category(kind), mapping(type), statement(PartSql(kind, mapping, view, order)), add(to) {}

ExchangeService::ExchangeService(db::Pool* pool)
    : rpc::Service(pb::Notice::descriptor()->file()->FindServiceByName("ExchangeService")),
      pool_(pool),
      calendar_(pool),
      schema_(pool),
      parts_{{cl::SHARING_CATEGORY_IDENTITY, pb::SharedIdentity::descriptor(), "caseload.shared_identity_v1", "person",
              [](pb::SharedParticipant* p) -> Message* { return p->mutable_identity(); }},
             {cl::SHARING_CATEGORY_EMPLOYMENT, pb::SharedJourney::descriptor(), "caseload.shared_journey_v1",
              "referred_on, id",
              [](pb::SharedParticipant* p) -> Message* { return p->mutable_employment()->add_journeys(); }},
             {cl::SHARING_CATEGORY_EMPLOYMENT, pb::SharedSpell::descriptor(), "placement.shared_spell_v1",
              "started_on, id",
              [](pb::SharedParticipant* p) -> Message* { return p->mutable_employment()->add_spells(); }},
             {cl::SHARING_CATEGORY_HEALTH, pb::SharedHealth::descriptor(), "caseload.shared_health_v1", "person",
              [](pb::SharedParticipant* p) -> Message* { return p->mutable_health(); }},
             {cl::SHARING_CATEGORY_EQUITY, pb::SharedEquity::descriptor(), "caseload.shared_equity_v1", "person",
              [](pb::SharedParticipant* p) -> Message* { return p->mutable_equity(); }}},
      categories_(Journalled("shared_person", "r.person",
                             "SELECT v.participant_id AS person, v.category FROM caseload.shared_person_v1 v WHERE "
                             "v.org_id = $1::uuid AND "
                             "v.participant_id = $9::uuid AND v.purpose = $10",
                             "DISTINCT r.category", "r.category")),
      people_(Journalled(
          "shared_person", "NULL",
          "SELECT v.participant_id AS person, array_agg(DISTINCT v.category) AS categories FROM "
          "caseload.shared_person_v1 "
          "v WHERE v.org_id = $1::uuid AND v.purpose = $9 AND v.participant_id > $10::uuid GROUP BY v.participant_id "
          "ORDER BY v.participant_id LIMIT $11::int",
          "r.person, r.categories", "r.person")),
      // A withdrawal has a notice for each id by which its reader knows the person: several may have one number.
      notices_(Journalled(
          "consent_notice", "NULL",
          "SELECT v.seq, v.participant_id AS person, v.purpose, v.categories, v.said_on, v.was_read, v.directions, "
          "(extract(epoch FROM v.recorded_at) * 1000000)::bigint AS recorded FROM caseload.shared_notice_v1 v WHERE "
          "v.org_id "
          "= $1::uuid AND v.seq >= $9::bigint ORDER BY v.seq, v.participant_id OFFSET $10::bigint LIMIT $11::int",
          "r.seq, r.person, r.purpose, r.categories, r.said_on, r.was_read, r.directions, r.recorded",
          "r.seq, r.person")) {
  On(&ExchangeService::GetSharedParticipant, "GetSharedParticipant");
  On(&ExchangeService::ListSharedParticipants, "ListSharedParticipants");
  On(&ExchangeService::ListNotices, "ListNotices");
}

std::vector<std::string> ExchangeService::AllSql() const {
  std::vector<std::string> all{categories_.sql, people_.sql, notices_.sql};
  for (const auto& part : parts_) all.push_back(part.statement.sql);
  return all;
}

absl::Status ExchangeService::GetSharedParticipant(const base::Call& call, const pb::GetSharedParticipantRequest& q,
                                                   pb::SharedParticipant* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const std::string& purpose = CodeOf(cl::SharingPurpose_descriptor(), q.purpose());
  const base::Call there = At(q.provider_org_id(), purpose, call);
  const base::Uuid person = base::IdOf(q.id());
  const auto params = [&] {
    db::Params p;
    journal::BindAccess(there, &p);
    p.Text(person.ToString()).Text(purpose);
    return p;
  };
  {
    // Each statement sees what is in force when it begins, so a withdrawal that commits between two of them takes the rest away.
    ASSIGN_OR_RETURN(auto tx, pool_->Begin(there));
    ASSIGN_OR_RETURN(const pqxx::result categories, tx.Run(categories_, params()));
    for (const auto& row : categories) {
      out->add_categories(base::ValueOf<cl::SharingCategory>(row[0].c_str()));
    }
    for (const auto& part : parts_) {
      if (std::count(out->categories().begin(), out->categories().end(), part.category) == 0) continue;
      ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(part.statement, params()));
      for (const auto& row : rows) RETURN_IF_ERROR(part.mapping.Read(row, part.add(out)));
    }
    if (!categories.empty()) {
      out->set_participant_id(person.ToString());
      return tx.Commit();
    }
  }
  RETURN_IF_ERROR(journal::RecordRefusal(pool_, call, "shared_participant", person, "not_found"));
  return base::NotFound("participant");
}

absl::Status ExchangeService::ListSharedParticipants(const base::Call& call, const pb::ListSharedParticipantsRequest& q,
                                                     pb::ListSharedParticipantsResponse* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const std::string& purpose = CodeOf(cl::SharingPurpose_descriptor(), q.purpose());
  const base::Call there = At(q.provider_org_id(), purpose, call);
  ASSIGN_OR_RETURN(const journal::Page page, journal::ReadPage(there, q));
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(there));
  db::Params params;
  journal::BindAccess(there, &params);
  params.Text(purpose).Text(page.after.ToString()).Int(page.size);
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(people_, params));
  for (const auto& row : rows) {
    auto* person = out->add_people();
    person->set_participant_id(row[0].c_str());
    AddCategories(row[1].c_str(), [&](cl::SharingCategory c) { person->add_categories(c); });
  }
  RETURN_IF_ERROR(tx.Commit());
  if (static_cast<int>(rows.size()) == page.size)
    out->set_next_page_token(
        journal::MakePageToken(there, q, *base::Uuid::Parse(out->people().rbegin()->participant_id())));
  return absl::OkStatus();
}

absl::Status ExchangeService::ListNotices(const base::Call& call, const pb::ListNoticesRequest& q,
                                          pb::ListNoticesResponse* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const base::Call there = At(q.provider_org_id(), "notices", call);
  ASSIGN_OR_RETURN(const journal::Page page, journal::ReadPage(there, q));
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(there));
  db::Params params;
  journal::BindAccess(there, &params);
  auto [last, given] = journal::UnpackPlace(page.after);
  params.Int(last).Int(given).Int(page.size);
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(notices_, params));
  for (const auto& row : rows) {
    auto* notice = out->add_notices();
    const auto number = row[0].as<std::int64_t>();
    given = number == last ? given + 1 : 1;
    last = number;
    notice->set_participant_id(row[1].c_str());
    if (!row[2].is_null()) notice->set_purpose(base::ValueOf<cl::SharingPurpose>(row[2].c_str()));
    AddCategories(row[3].c_str(), [&](cl::SharingCategory c) { notice->add_categories(c); });
    *notice->mutable_said_on() = base::ToProto(*base::ParseDay(row[4].c_str()));
    notice->set_was_read(db::IsTrue(row[5]));
    for (const auto& code : db::ParseArray(row[6].c_str())) {
      notice->add_directions(base::ValueOf<cl::SharingDirection>(code));
    }
    *notice->mutable_recorded_at() = db::InstantIn(row[7]);
  }
  RETURN_IF_ERROR(tx.Commit());
  if (static_cast<int>(rows.size()) == page.size)
    out->set_next_page_token(journal::MakePageToken(there, q, journal::PackPlace(last, given)));
  return absl::OkStatus();
}

}  // namespace gainful::exchange
