// Contacts: the methods of the service that log and correct them.
#include <algorithm>

#include "services/caseload/contact.h"
#include "services/caseload/service.h"
#include "services/common/base/dates.h"
#include "services/common/db/values.h"

namespace gainful::caseload {

using google::protobuf::Message;

namespace {

// The person's journeys that the caller can see, out of the rows of the look.
absl::Status ReadJourneys(const db::Mapping& mapping, const pqxx::result& rows, std::vector<pb::Journey>* out) {
  for (const auto& row : rows) {
    if (row[0].is_null()) continue;  // a person without any
    RETURN_IF_ERROR(mapping.Read(row, &out->emplace_back()));
  }
  return absl::OkStatus();
}

absl::Status CheckJourney(const std::vector<pb::Journey>& journeys, pb::Contact* c, base::Violations* v) {
  const pb::Contact& contact = *c;
  const auto id = base::Uuid::Parse(contact.journey_id());
  const auto it = std::find_if(journeys.begin(), journeys.end(),
                               [&](const pb::Journey& j) { return base::Uuid::Parse(j.id()) == id; });
  if (it == journeys.end()) {
    base::Violations missing;
    missing.Add("contact.journey_id", "names no journey of this participant that you can see");
    return missing.ToStatus(absl::StatusCode::kNotFound);
  }
  if (it->has_withdrawn_on())
    return base::Error(absl::StatusCode::kFailedPrecondition, "STATE",
                       "the journey was withdrawn as recorded in error");
  ValidateAgainstJourney(contact, *it, v);
  // Under the record of the person that the journey is under, so that it stays with it when a merge is undone.
  c->set_participant_id(it->participant_id());
  return absl::OkStatus();
}

}  // namespace

// `rows` are those of contact_look_: the person with each of their journeys, whether the member of staff is there, and into which record the person's
// was merged. A contact that is on record stays under its own.
absl::Status CaseloadService::CheckNeighbours(const pqxx::result& rows, bool is_new, pb::Contact* contact,
                                              base::Violations* violations) const {
  base::Violations missing;
  const auto staff = static_cast<int>(journeys_.mapping().columns().size());
  if (rows.empty()) {
    missing.Add("contact.participant_id", "names no participant that you can see");
  } else if (contact->has_staff_member_id() && !db::IsTrue(rows[0][staff])) {
    missing.Add("contact.staff_member_id", "names no member of staff");
  }
  RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
  if (is_new) RETURN_IF_ERROR(CheckNotMerged(db::TextIn(rows[0][staff + 1])));
  std::vector<pb::Journey> journeys;
  RETURN_IF_ERROR(ReadJourneys(journeys_.mapping(), rows, &journeys));
  if (!is_new) {
    const auto is_others = [&](const pb::Journey& j) { return j.participant_id() != contact->participant_id(); };
    journeys.erase(std::remove_if(journeys.begin(), journeys.end(), is_others), journeys.end());
  }
  if (is_new && !contact->has_journey_id()) {
    const std::string found = JourneyUnderWay(journeys, *base::ToDay(contact->contacted_on()));
    if (!found.empty()) contact->set_journey_id(found);
  }
  return contact->has_journey_id() ? CheckJourney(journeys, contact, violations) : absl::OkStatus();
}

// Whoever logs a contact and says nothing else was there themselves; unless no member of staff, or more than one, signs in as they do.
absl::Status CaseloadService::TakeOwnStaffMember(db::Transaction& tx, const base::Call& call,
                                                 pb::Contact* contact) const {
  db::Params params;
  params.Text(call.org.ToString()).Text(call.caller);
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(own_staff_, params));
  if (rows.size() == 1) contact->set_staff_member_id(rows[0][0].c_str());
  return absl::OkStatus();
}

absl::Status CaseloadService::CreateContact(const base::Call& call, const pb::CreateContactRequest& q,
                                            pb::Contact* out) {
  base::Violations v;
  RETURN_IF_ERROR(calendar_.Check(call, q, &v));
  const pb::Contact& contact = q.contact();
  ValidateContact(contact, &v);
  if (contact.attendance() == pb::CONTACT_ATTENDANCE_ATTENDED && !contact.has_minutes())
    v.Add("contact.minutes", "must be given, since the contact took place");
  RETURN_IF_ERROR(v.ToStatus());
  const base::Uuid participant = base::IdOf(contact.participant_id());
  const auto rule = [&](db::Transaction& tx, const pqxx::result& rows, const Message*, Message* record,
                        base::Violations* violations) -> absl::Status {
    auto* made = static_cast<pb::Contact*>(record);
    RETURN_IF_ERROR(CheckNeighbours(rows, true, made, violations));
    return made->has_staff_member_id() ? absl::OkStatus() : TakeOwnStaffMember(tx, call, made);
  };
  const db::Look look = {&contact_look_, {call.org, participant, base::IdOf(contact.staff_member_id())}};
  return contacts_.Create(call, q, contact, {base::Uuid::V7(call.now), {"participant", participant}, look}, rule, out);
}

absl::Status CaseloadService::UpdateContact(const base::Call& call, const pb::UpdateContactRequest& q,
                                            pb::Contact* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const auto rule = [&](db::Transaction& tx, const pqxx::result&, const Message* before, Message* record,
                        base::Violations* violations) -> absl::Status {
    const auto& was = static_cast<const pb::Contact&>(*before);
    const auto& after = static_cast<const pb::Contact&>(*record);
    if (was.has_withdrawn_on())
      return base::Error(absl::StatusCode::kFailedPrecondition, "STATE",
                         "the contact was withdrawn as recorded in error");
    ValidateContact(after, violations);
    RETURN_IF_ERROR(violations->ToStatus());
    db::Params params;
    params.Text(call.org.ToString()).Text(after.participant_id()).Text(base::IdOf(after.staff_member_id()).ToString());
    ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(contact_look_, params));
    return CheckNeighbours(rows, false, static_cast<pb::Contact*>(record), violations);
  };
  return contacts_.Update(call, q, q.contact(), q.update_mask(), rule, out);
}

absl::Status CaseloadService::WithdrawContact(const base::Call& call, const pb::WithdrawContactRequest& q,
                                              pb::Contact* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  ASSIGN_OR_RETURN(const auto today, calendar_.Today(call));
  const auto rule = [&](db::Transaction&, const pqxx::result&, const Message*, Message* record, base::Violations*) {
    return Withdraw(today, static_cast<pb::Contact*>(record));
  };
  return contacts_.Change(call, q, q.id(), rule, out);
}

}  // namespace gainful::caseload
