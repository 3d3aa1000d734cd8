#include "services/employer/disclosures.h"

#include "absl/strings/str_cat.h"
#include "gainful/employer/v1/engagement.pb.h"
#include "services/common/base/dates.h"
#include "services/common/db/values.h"
#include "services/common/journal/access.h"
#include "services/common/journal/sql.h"
#include "services/employer/person.h"
#include "services/employer/references.h"

namespace gainful::employer {

using google::protobuf::Message;

namespace {

// Of several who record something about one person at once, one gets the number; so many times the others try again.
constexpr int kMostTries = 5;

journal::RecordSpec ChoiceSpec() {
  journal::RecordSpec spec = RecordOfPerson(pb::DisclosureChoice::descriptor(), "disclosure_choice");
  spec.filters = {OfOneEmployer()};
  return spec;
}

}  // namespace

Choices::Choices()
    : mapping_(pb::DisclosureChoice::descriptor()),
      read_(absl::StrCat("SELECT ", mapping_.ColumnList("t."),
                         ", r.pair FROM unnest($2::uuid[], $3::uuid[]) WITH ORDINALITY AS r (person, employer, pair) "
                         "CROSS JOIN LATERAL (SELECT t.* FROM employer.disclosure_choice t WHERE t.org_id = $1::uuid "
                         "AND t.employer_id = ANY (",
                         EmployersOf("$1::uuid", "r.employer"), ") AND t.participant_id = ANY (",
                         RecordsOf("$1::uuid", "r.person"),
                         ") OFFSET 0) t ORDER BY r.pair, t.participant_id, t.number")) {}

absl::StatusOr<std::vector<std::vector<pb::DisclosureChoice>>> Choices::ReadAll(db::Transaction& tx,
                                                                                const base::Call& call,
                                                                                const std::vector<Pair>& pairs) const {
  std::vector<std::vector<pb::DisclosureChoice>> said(pairs.size());
  if (pairs.empty()) return said;
  db::ArrayText people, employers;
  for (const auto& [person, employer] : pairs) {
    people.Add(person);
    employers.Add(employer);
  }
  db::Params params;
  params.Text(call.org.ToString()).Text(people.Finish()).Text(employers.Finish());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(read_, params));
  const auto pair = static_cast<pqxx::row::size_type>(mapping_.columns().size());
  for (const auto& row : rows)
    RETURN_IF_ERROR(mapping_.Read(row, &said[row[pair].as<std::size_t>() - 1].emplace_back()));
  return said;
}

absl::StatusOr<std::vector<pb::DisclosureChoice>> Choices::Read(db::Transaction& tx, const base::Call& call,
                                                                const std::string& participant_id,
                                                                const std::string& employer_id) const {
  ASSIGN_OR_RETURN(auto said, ReadAll(tx, call, {{participant_id, employer_id}}));
  return std::move(said.front());
}

DisclosureService::DisclosureService(db::Pool* pool)
    : RecordService(pool, pb::DisclosureChoice::descriptor()->file()->FindServiceByName("DisclosureService")),
      records_of_choices_(pool, ChoiceSpec()),
      planned_mapping_(pb::ParticipantEngagement::descriptor()),
      next_number_(
          "SELECT coalesce(max(number), 0) + 1 FROM employer.disclosure_choice WHERE org_id = $1::uuid AND "
          "participant_id = $2::uuid"),
      shown_(absl::StrCat(
          "WITH r AS MATERIALIZED (SELECT p.id AS person FROM caseload.published_participant_v1 p WHERE p.org_id = "
          "$1::uuid AND p.id = $9::uuid), ",
          journal::AccessOf("disclosure_choice", "r.person", "NULL"), " SELECT person FROM r")),
      // $2 the person, $3 the employer, $4 today; of people whom the caller sees.
      planned_(absl::StrCat(
          "SELECT ", planned_mapping_.ColumnList("t."), ", g.held_on FROM employer.participant_engagement t",
          journal::LookUp("caseload.published_participant_v1", "p", "p.org_id = t.org_id AND p.id = t.participant_id"),
          " JOIN employer.engagement g ON g.org_id = t.org_id AND g.id = "
          "t.engagement_id WHERE t.org_id = $1::uuid AND t.participant_id = ANY (",
          RecordsOf("$1::uuid", "$2::uuid"), ") AND g.employer_id = ANY (", EmployersOf("$1::uuid", "$3::uuid"),
          ") AND g.held_on > $4::date AND t.withdrawn_on IS NULL AND g.withdrawn_on IS NULL ORDER BY g.held_on, "
          "t.id")) {
  On(&DisclosureService::CreateDisclosureChoice, "CreateDisclosureChoice");
  Serve(&records_of_choices_);
  On(&DisclosureService::GetDisclosureAllowed, "GetDisclosureAllowed");
}

absl::Status DisclosureService::CreateDisclosureChoice(const base::Call& call,
                                                       const pb::CreateDisclosureChoiceRequest& q,
                                                       pb::DisclosureChoice* out) {
  base::Violations v;
  RETURN_IF_ERROR(calendar_.Check(call, q, &v));
  CheckChoice(q.disclosure_choice(), &v);
  RETURN_IF_ERROR(v.ToStatus());
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    auto* choice = static_cast<pb::DisclosureChoice*>(record);
    RETURN_IF_ERROR(
        FindPerson(tx, call, choice->participant_id(), std::nullopt, today, "disclosure_choice.participant_id")
            .status());
    References named;
    named.employer_id = choice->employer_id();
    RETURN_IF_ERROR(CheckNewReferences(tx, call, "disclosure_choice", named).status());
    db::Params params;
    params.Text(call.org.ToString()).Text(base::IdOf(choice->participant_id()).ToString());
    ASSIGN_OR_RETURN(const pqxx::result next, tx.Run(next_number_, params));
    choice->set_number(next[0][0].as<std::int64_t>());
    choice->set_recorded_by(call.caller);
    *choice->mutable_recorded_on() = base::ToProto(today);
    return absl::OkStatus();
  };
  const journal::About person = {"participant", base::IdOf(q.disclosure_choice().participant_id())};
  absl::Status status;
  for (int tries = 0; tries < kMostTries; ++tries) {
    status =
        records_of_choices_.Create(call, q, q.disclosure_choice(), {base::Uuid::V7(call.now), person, {}}, rule, out);
    if (status.ok()) AddAffected(call, today, out);
    if (!absl::IsAlreadyExists(status)) return status;
  }
  return base::Error(absl::StatusCode::kAborted, "BUSY",
                     "others record what this person says at the same time; try again");
}

// The choice stands, whatever was planned: plans are looked for behind the write, so that a repeat is told of those that there are now.
void DisclosureService::AddAffected(const base::Call& call, absl::CivilDay today, pb::DisclosureChoice* out) {
  const auto look = [&]() -> absl::Status {
    ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
    ASSIGN_OR_RETURN(const auto said, choices_.Read(tx, call, out->participant_id(), out->employer_id()));
    db::Params params;
    params.Text(call.org.ToString()).Text(out->participant_id()).Text(out->employer_id()).Text(base::FormatDay(today));
    ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(planned_, params));
    RETURN_IF_ERROR(tx.Commit());
    const auto held_on = static_cast<pqxx::row::size_type>(planned_mapping_.columns().size());
    for (const auto& row : rows) {
      pb::ParticipantEngagement plan;
      RETURN_IF_ERROR(planned_mapping_.Read(row, &plan));
      const auto outside = OutsideOf(ContentsOf(plan.discloses()), said);
      if (outside.empty()) continue;
      out->add_affects(absl::StrCat("the engagement planned for ", row[held_on].c_str(), " is to tell them: ",
                                    InWords(outside), " (`gainful participant-engagement get ", plan.id(), "`)"));
    }
    return absl::OkStatus();
  };
  if (!look().ok())
    out->add_affects("could not be looked for; `gainful participant-engagement list` shows what is planned");
}

absl::Status DisclosureService::GetDisclosureAllowed(const base::Call& call, const pb::GetDisclosureAllowedRequest& q,
                                                     pb::DisclosureAllowed* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const base::Uuid person = base::IdOf(q.participant_id());
  {
    ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
    References named;
    named.employer_id = q.employer_id();
    const auto referred = CheckReferences(tx, call, "", named);
    if (!referred.ok() && !absl::IsNotFound(referred.status())) return referred.status();
    db::Params params;
    journal::BindAccess(call, &params);
    params.Text(person.ToString());
    ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(shown_, params));
    if (referred.ok() && !rows.empty()) {
      ASSIGN_OR_RETURN(const auto said,
                       choices_.Read(tx, call, person.ToString(), base::IdOf(q.employer_id()).ToString()));
      const auto* type = pb::DisclosureContent_descriptor();
      for (int i = 1; i < type->value_count(); ++i) {
        *out->add_contents() = AllowedOf(static_cast<pb::DisclosureContent>(type->value(i)->number()), said);
      }
      return tx.Commit();
    }
    if (!referred.ok()) return base::NotFound("employer");
  }
  RETURN_IF_ERROR(journal::RecordRefusal(pool_, call, "participant", person, "not_found"));
  return base::NotFound("participant");
}

}  // namespace gainful::employer
