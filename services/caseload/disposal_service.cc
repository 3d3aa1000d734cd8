#include "services/caseload/disposal_service.h"

#include <set>

#include "absl/strings/str_join.h"
#include "services/caseload/disposal.h"
#include "services/caseload/person.h"
#include "services/common/base/dates.h"
#include "services/common/db/values.h"

namespace gainful::caseload {
namespace {

using google::protobuf::Message;

journal::RecordSpec HoldSpec() {
  journal::RecordSpec spec = RecordOfPerson(pb::LegalHold::descriptor(), "legal_hold");
  spec.with_entry.clear();  // only managers set and lift one
  return spec;
}

// About nobody: the entries of a list name people by their ids alone, and keep their bodies when those are gone.
journal::RecordSpec DisposalSpec() {
  journal::RecordSpec spec;
  spec.type = pb::Disposal::descriptor();
  spec.kind = "disposal";
  spec.table = "caseload.disposal";
  spec.derive = [](Message* m) {
    auto* list = static_cast<pb::Disposal*>(m);
    list->set_status(list->has_signed_on() ? pb::DISPOSAL_STATUS_SIGNED : pb::DISPOSAL_STATUS_OPEN);
  };
  return spec;
}

pb::DisposalPerson LineOf(const std::string& person, const Keeping& keeping) {
  pb::DisposalPerson line;
  line.set_participant_id(person);
  line.set_outcome(pb::DISPOSAL_OUTCOME_LISTED);
  line.set_journey_id(keeping.journey_id);
  line.set_programme_id(keeping.programme_id);
  *line.mutable_counted_from() = base::ToProto(keeping.counted_from);
  line.set_retention_years(keeping.years);
  line.set_until_age(keeping.until_age);
  *line.mutable_kept_to() = base::ToProto(keeping.kept_to);
  return line;
}

absl::Status CheckOpen(const pb::Disposal& list) {
  if (!list.has_signed_on()) return absl::OkStatus();
  return base::Error(absl::StatusCode::kFailedPrecondition, "STATE", "the list was signed before");
}

// The person's line, or null.
pb::DisposalPerson* LineAbout(const std::string& person, pb::Disposal* list) {
  for (auto& line : *list->mutable_people()) {
    if (line.participant_id() == person) return &line;
  }
  return nullptr;
}

// Takes one record off the list, where it stands there.
void StrikeLine(const base::Call& call, const std::string& reason, absl::CivilDay today, pb::DisposalPerson* line,
                pb::Disposal* list) {
  if (line == nullptr || line->outcome() != pb::DISPOSAL_OUTCOME_LISTED) return;
  line->set_outcome(pb::DISPOSAL_OUTCOME_STRUCK);
  line->set_reason(reason);
  line->set_decided_by(call.caller);
  *line->mutable_decided_on() = base::ToProto(today);
  list->set_struck(list->struck() + 1);
}

// Why somebody with these records, some of which are listed, stays on record; empty when they may all go.
std::string WhyKept(const DisposalStore::Person& person, const std::set<std::string>& listed,
                    const DisposalStore::Kinds& changed, absl::CivilDay as_of) {
  bool is_whole = true;
  std::set<std::string> kinds;
  for (const auto& record : person.records) {
    is_whole = is_whole && listed.count(record) > 0;
    const auto found = changed.find(record);
    if (found != changed.end()) kinds.insert(found->second.begin(), found->second.end());
  }
  return ReasonToKeep(Judge(person.facts, as_of), absl::StrJoin(kinds, ", "), is_whole);
}

}  // namespace

DisposalService::DisposalService(db::Pool* pool)
    : RecordService(pool, pb::Disposal::descriptor()->file()->FindServiceByName("DisposalService")),
      holds_(pool, HoldSpec()),
      disposals_(pool, DisposalSpec()) {
  Serve(&holds_);
  Serve(&disposals_);
  On(&DisposalService::CreateLegalHold, "CreateLegalHold");
  On(&DisposalService::LiftLegalHold, "LiftLegalHold");
  On(&DisposalService::CreateDisposal, "CreateDisposal");
  On(&DisposalService::GetDisposal, "GetDisposal");  // with its people, which the record alone has not
  On(&DisposalService::StrikeDisposal, "StrikeDisposal");
  On(&DisposalService::SignDisposal, "SignDisposal");
}

absl::Status DisposalService::CreateLegalHold(const base::Call& call, const pb::CreateLegalHoldRequest& q,
                                              pb::LegalHold* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const base::Uuid person = base::IdOf(q.legal_hold().participant_id());
  const auto rule = [&](db::Transaction&, const pqxx::result& rows, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    base::Violations missing;
    if (rows.empty()) missing.Add("legal_hold.participant_id", "names no participant that you can see");
    RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
    auto* hold = static_cast<pb::LegalHold*>(record);
    hold->set_set_by(call.caller);
    *hold->mutable_set_on() = base::ToProto(today);
    return CheckNotMerged(db::TextIn(rows[0][1]));
  };
  return holds_.Create(call, q, q.legal_hold(),
                       {base::Uuid::V7(call.now), {"participant", person}, SeePerson(call, person)}, rule, out);
}

absl::Status DisposalService::LiftLegalHold(const base::Call& call, const pb::LiftLegalHoldRequest& q,
                                            pb::LegalHold* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction&, const pqxx::result&, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    auto* hold = static_cast<pb::LegalHold*>(record);
    if (hold->has_lifted_on())
      return base::Error(absl::StatusCode::kFailedPrecondition, "STATE", "the hold was lifted before");
    hold->set_lifted_by(call.caller);
    *hold->mutable_lifted_on() = base::ToProto(today);
    hold->set_lift_reason(q.lift_reason());
    return absl::OkStatus();
  };
  return holds_.Change(call, q, q.id(), rule, out);
}

// Somebody who was looked at: onto the list with all their records, where they are due and there is room for them.
void DisposalService::Consider(const DisposalStore::Person& person, pb::Disposal* list) {
  const Judgement judgement = Judge(person.facts, *base::ToDay(list->as_of()));
  if (judgement.retention == Retention::kOnHold) list->set_on_hold(list->on_hold() + 1);
  if (judgement.retention == Retention::kBirthUnknown) list->set_birth_unknown(list->birth_unknown() + 1);
  if (judgement.retention != Retention::kDue) return;
  if (list->people_size() + static_cast<int>(person.records.size()) > kMostListed) return list->set_more(true);
  for (const auto& record : person.records) *list->add_people() = LineOf(record, judgement.keeping);
}

// Goes through the people with records whose journeys have all ended, in the order in which they were recorded, until the list is full.
absl::Status DisposalService::DrawUp(db::Transaction& tx, const base::Call& call, pb::Disposal* list) const {
  ASSIGN_OR_RETURN(const std::int64_t last_entry, store_.LastEntry(tx, call));
  list->set_last_entry(last_entry);
  std::string after = base::Uuid().ToString();
  std::set<std::string> looked_at;  // of people with several records, the first of these
  for (;;) {
    ASSIGN_OR_RETURN(const auto candidates, store_.Candidates(tx, call, after));
    if (candidates.empty()) return absl::OkStatus();
    after = candidates.back();
    ASSIGN_OR_RETURN(const auto people, store_.People(tx, call, candidates));
    for (const auto& person : people) {
      if (person.records.size() > 1 && !looked_at.insert(person.records[0]).second) continue;
      Consider(person, list);
    }
  }
}

absl::Status DisposalService::CreateDisposal(const base::Call& call, const pb::CreateDisposalRequest& q,
                                             pb::Disposal* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    auto* list = static_cast<pb::Disposal*>(record);
    list->set_drawn_by(call.caller);
    *list->mutable_drawn_on() = base::ToProto(today);
    RETURN_IF_ERROR(DrawUp(tx, call, list));
    list->set_listed(list->people_size());
    return store_.AddLines(tx, call, *list);
  };
  return disposals_.Create(call, q, q.disposal(), {base::Uuid::V7(call.now), {"disposal", {}}, {}}, rule, out);
}

absl::Status DisposalService::GetDisposal(const base::Call& call, const pb::GetDisposalRequest& q, pb::Disposal* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  RETURN_IF_ERROR(disposals_.Get(call, q.id(), out));
  ASSIGN_OR_RETURN(auto tx, pool_->Begin(call));
  RETURN_IF_ERROR(store_.ReadLinesWithNames(tx, call, out));
  return tx.Commit();
}

absl::Status DisposalService::StrikeDisposal(const base::Call& call, const pb::StrikeDisposalRequest& q,
                                             pb::Disposal* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    auto* list = static_cast<pb::Disposal*>(record);
    RETURN_IF_ERROR(CheckOpen(*list));
    RETURN_IF_ERROR(store_.ReadLines(tx, call, list));
    const std::string person = base::IdOf(q.participant_id()).ToString();
    const pb::DisposalPerson* line = LineAbout(person, list);
    base::Violations missing;
    if (line == nullptr) missing.Add("participant_id", "names nobody on this list");
    RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
    if (line->outcome() == pb::DISPOSAL_OUTCOME_STRUCK)
      return base::Error(absl::StatusCode::kFailedPrecondition, "STATE", "they were struck off before");
    ASSIGN_OR_RETURN(const auto records, store_.RecordsOfOne(tx, call, person));
    for (const auto& record : records) StrikeLine(call, q.reason(), today, LineAbout(record, list), list);
    return store_.Decide(tx, call, *list);
  };
  return disposals_.Change(call, q, q.disposal_id(), rule, out);
}

// Decides of everybody who still stands on the list whether their records may go. They and the journal are locked from here on.
absl::Status DisposalService::LookAgain(db::Transaction& tx, const base::Call& call, pb::Disposal* list,
                                        std::vector<std::string>* to_go) const {
  std::vector<std::string> records;
  for (const auto& line : list->people()) {
    if (line.outcome() == pb::DISPOSAL_OUTCOME_LISTED) records.push_back(line.participant_id());
  }
  RETURN_IF_ERROR(store_.LockPeopleAndJournal(tx, call, records));
  ASSIGN_OR_RETURN(const auto people, store_.People(tx, call, records));
  ASSIGN_OR_RETURN(const auto changed, store_.ChangedSince(tx, call, people, list->last_entry()));
  const std::set<std::string> listed(records.begin(), records.end());
  std::map<std::string, std::string> reasons;  // by record
  for (const auto& person : people) {
    const std::string reason = WhyKept(person, listed, changed, *base::ToDay(list->as_of()));
    for (const auto& record : person.records) reasons[record] = reason;
  }
  for (auto& line : *list->mutable_people()) {
    if (line.outcome() != pb::DISPOSAL_OUTCOME_LISTED) continue;
    line.set_decided_by(list->signed_by());
    *line.mutable_decided_on() = list->signed_on();
    const auto found = reasons.find(line.participant_id());
    if (found == reasons.end()) {
      line.set_outcome(pb::DISPOSAL_OUTCOME_GONE);
      continue;
    }
    line.set_reason(found->second);
    line.set_outcome(found->second.empty() ? pb::DISPOSAL_OUTCOME_DISPOSED : pb::DISPOSAL_OUTCOME_KEPT);
    if (found->second.empty()) to_go->push_back(line.participant_id());
  }
  return absl::OkStatus();
}

absl::Status DisposalService::SignDisposal(const base::Call& call, const pb::SignDisposalRequest& q,
                                           pb::Disposal* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message*, Message* record,
                        base::Violations*) -> absl::Status {
    auto* list = static_cast<pb::Disposal*>(record);
    RETURN_IF_ERROR(CheckOpen(*list));
    if (list->drawn_by() == call.caller)
      return base::Error(absl::StatusCode::kFailedPrecondition, "OWN_LIST",
                         "you drew up this list yourself; another manager must sign it");
    if (list->etag() != q.etag()) return journal::StaleEtag(list->etag(), "people were struck off");
    list->set_signed_by(call.caller);
    *list->mutable_signed_on() = base::ToProto(today);
    RETURN_IF_ERROR(store_.ReadLines(tx, call, list));
    std::vector<std::string> to_go;
    RETURN_IF_ERROR(LookAgain(tx, call, list, &to_go));
    RETURN_IF_ERROR(store_.Decide(tx, call, *list));
    list->set_disposed(static_cast<std::int32_t>(to_go.size()));
    return to_go.empty() ? absl::OkStatus() : store_.Dispose(tx, call, *list, to_go);
  };
  return disposals_.Change(call, q, q.id(), rule, out);
}

}  // namespace gainful::caseload
