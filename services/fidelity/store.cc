#include "services/fidelity/store.h"

#include "absl/strings/str_cat.h"
#include "services/common/base/dates.h"
#include "services/common/base/ids.h"
#include "services/common/db/values.h"
#include "services/fidelity/instrument.h"

namespace gainful::fidelity {
namespace {

// None of these records is about a participant, so that their reads are not journalled.
journal::RecordSpec Spec(const google::protobuf::Descriptor* type, const std::string& kind) {
  journal::RecordSpec spec;
  spec.type = type;
  spec.kind = kind;
  spec.table = "fidelity." + kind;
  return spec;
}

db::Params OrgAnd(const base::Call& call, const std::string& id) {
  db::Params params;
  params.Text(call.org.ToString()).Text(base::IdOf(id).ToString());
  return params;
}

}  // namespace

Store::Store(db::Pool* pool)
    : reviews(pool, Spec(pb::FidelityReview::descriptor(), "fidelity_review")),
      reviewers(pool, Spec(pb::Reviewer::descriptor(), "reviewer")),
      milestones(pool, Spec(pb::ReviewMilestone::descriptor(), "review_milestone")),
      sheets(pool, Spec(pb::ReviewSheet::descriptor(), "review_sheet")),
      scores(pool, Spec(pb::ItemScore::descriptor(), "item_score")),
      agreed(pool, Spec(pb::AgreedItem::descriptor(), "agreed_item")),
      summaries(pool, Spec(pb::ReviewSummary::descriptor(), "review_summary")),
      actions(pool, Spec(pb::FidelityAction::descriptor(), "fidelity_action")),
      read_(absl::StrCat(reviews.SelectFrom(), " WHERE t.org_id = $1::uuid AND t.id = $2::uuid")),
      share_(absl::StrCat(read_.sql, " FOR SHARE OF t")),
      lock_(absl::StrCat(read_.sql, " FOR NO KEY UPDATE OF t")),
      standing_(
          "SELECT EXISTS (SELECT FROM directory.published_staff_member_v1 s JOIN directory.published_posting_v1 l ON "
          "l.org_id = s.org_id AND l.staff_member_id = s.id WHERE s.org_id = $1::uuid AND s.subject = $2::text AND "
          "s.active AND l.team_id = $3::uuid AND l.role = 'team_lead'), (SELECT o.reviewer_id FROM "
          "fidelity.own_review_v1 "
          "o WHERE o.org_id = $1::uuid AND o.fidelity_review_id = $4::uuid ORDER BY o.reviewer_id LIMIT 1), EXISTS "
          "(SELECT FROM fidelity.own_review_v1 "
          "o WHERE o.org_id = $1::uuid AND o.fidelity_review_id = $4::uuid AND o.leads), EXISTS (SELECT FROM "
          "fidelity.unblinded_review_v1 u WHERE u.org_id = $1::uuid AND u.fidelity_review_id = $4::uuid), EXISTS "
          "(SELECT FROM fidelity.all_locked_review_v1 a WHERE a.org_id = $1::uuid AND a.fidelity_review_id = "
          "$4::uuid), EXISTS (SELECT FROM fidelity.let_go_review_v1 g WHERE g.org_id = $1::uuid AND "
          "g.fidelity_review_id = $4::uuid), EXISTS (SELECT FROM fidelity.own_team_v1 w WHERE w.org_id = $1::uuid "
          "AND w.team_id = $3::uuid)"),
      sheet_(absl::StrCat(sheets.SelectFrom(), " WHERE t.org_id = $1::uuid AND t.id = $2::uuid FOR SHARE OF t")),
      sheet_scores_(
          "SELECT r.number, c.item, c.score, c.not_applicable, c.comment FROM fidelity.reviewer r JOIN "
          "fidelity.review_sheet s ON s.org_id = r.org_id AND s.reviewer_id = r.id JOIN fidelity.item_score c ON "
          "c.org_id = s.org_id AND c.review_sheet_id = s.id WHERE r.org_id = $1::uuid AND r.fidelity_review_id = "
          "$2::uuid AND r.withdrawn_on IS NULL ORDER BY r.number, c.item"),
      staff_(
          "SELECT s.active FROM directory.published_staff_member_v1 s WHERE s.org_id = $1::uuid AND s.id = $2::uuid"),
      self_(
          "SELECT 1 FROM directory.published_staff_member_v1 s WHERE s.org_id = $1::uuid AND s.id = $2::uuid AND "
          "s.active "
          "AND s.subject = $3::text"),
      spans_(
          "SELECT w.team_id, w.starts_on, w.ends_on, w.is_posting FROM directory.published_work_span_v1 w WHERE "
          "w.org_id = $1::uuid AND w.staff_member_id = $2::uuid"),
      past_(
          "SELECT i.fidelity_review_id, i.instrument, i.instrument_version, i.visited_on, i.item, i.score, "
          "i.not_applicable FROM fidelity.issued_score_v1 i WHERE i.org_id = $1::uuid AND i.team_id = $2::uuid AND "
          "i.fidelity_review_id <> $3::uuid AND i.visited_on <= $4::date ORDER BY i.visited_on, i.fidelity_review_id, "
          "i.item"),
      team_("SELECT t.name FROM directory.published_team_v1 t WHERE t.org_id = $1::uuid AND t.id = $2::uuid"),
      names_(
          "SELECT s.id, s.name FROM directory.published_staff_member_v1 s WHERE s.org_id = $1::uuid AND s.id = ANY "
          "($2::uuid[])"),
      authors_(
          "UPDATE fidelity.sheet_author_v1 t SET author = '' WHERE t.org_id = $1::uuid AND t.fidelity_review_id = "
          "$2::uuid"),
      due_(
          "SELECT d.due_on, d.what, (SELECT m.name FROM directory.published_team_v1 m WHERE m.org_id = d.org_id AND "
          "m.id = d.team_id), (SELECT s.name FROM directory.published_staff_member_v1 s WHERE s.org_id = d.org_id AND "
          "s.id = d.owner_id), d.fidelity_review_id, d.fidelity_action_id, count(*) OVER (), d.provisional FROM "
          "fidelity.published_due_v1 d WHERE d.org_id = $1::uuid AND ($2::uuid IS NULL OR d.team_id = $2::uuid) AND "
          "d.due_on <= $3::date ORDER BY d.due_on, d.fidelity_review_id, d.what, d.fidelity_action_id LIMIT $4::int") {
  for (const auto* records : {&reviewers, &milestones, &sheets, &scores, &agreed, &summaries, &actions}) {
    of_review_.emplace(records, db::Statement(absl::StrCat(
                                    records->SelectFrom(),
                                    " WHERE t.org_id = $1::uuid AND t.fidelity_review_id = $2::uuid ORDER BY t.id")));
  }
}

std::vector<std::string> Store::AllSql() const {
  std::vector<std::string> all;
  for (const auto* s : {&read_, &share_, &lock_, &standing_, &sheet_, &sheet_scores_, &staff_, &self_, &spans_, &past_,
                        &team_, &names_, &authors_, &due_})
    all.push_back(s->sql);
  for (const auto* records : {&reviewers, &milestones, &sheets, &scores, &agreed, &summaries, &actions})
    all.push_back(of_review_.at(records).sql);
  return all;
}

absl::StatusOr<pb::FidelityReview> Store::Review(db::Transaction& tx, const base::Call& call, const std::string& id,
                                                 Hold hold) const {
  const db::Statement& statement = hold == Hold::kAlone ? lock_ : hold == Hold::kShared ? share_ : read_;
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(statement, OrgAnd(call, id)));
  if (rows.empty()) return base::NotFound("fidelity_review");
  pb::FidelityReview review;
  RETURN_IF_ERROR(reviews.Read(rows[0], &review));
  return review;
}

absl::StatusOr<pb::FidelityReview> Store::GoingOn(db::Transaction& tx, const base::Call& call, const std::string& id,
                                                  const std::string& field, Hold hold) const {
  auto review = Review(tx, call, id, hold);
  if (absl::IsNotFound(review.status())) {
    base::Violations missing;
    missing.Add(field, "names no review that you can see");
    return missing.ToStatus(absl::StatusCode::kNotFound);
  }
  if (review.ok() && review->has_withdrawn_on())
    return base::Error(absl::StatusCode::kFailedPrecondition, "STATE", "the review was called off");
  return review;
}

absl::StatusOr<Standing> Store::StandingOf(db::Transaction& tx, const base::Call& call, const std::string& team_id,
                                           const std::string& review_id) const {
  db::Params params;
  params.Text(call.org.ToString()).Text(call.caller);
  params.Text(base::IdOf(team_id).ToString()).Text(base::IdOf(review_id).ToString());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(standing_, params));
  Standing standing;
  standing.is_manager = call.role == "manager";
  standing.leads_team = db::IsTrue(rows[0][0]);
  standing.reviewer_id = db::TextIn(rows[0][1]);
  standing.leads_review = db::IsTrue(rows[0][2]);
  standing.is_unblinded = db::IsTrue(rows[0][3]);
  standing.is_all_locked = db::IsTrue(rows[0][4]);
  standing.has_let_go = db::IsTrue(rows[0][5]);
  standing.works_in_team = db::IsTrue(rows[0][6]);
  standing.sees_all_teams = call.all_teams;
  return standing;
}

absl::StatusOr<pqxx::result> Store::RowsOf(db::Transaction& tx, const base::Call& call, const journal::Records& records,
                                           const std::string& review_id) const {
  return tx.Run(of_review_.at(&records), OrgAnd(call, review_id));
}

absl::StatusOr<std::vector<SheetRead>> Store::Sheets(db::Transaction& tx, const base::Call& call,
                                                     const std::string& review_id) const {
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(sheet_scores_, OrgAnd(call, review_id)));
  std::vector<SheetRead> sheets_read;
  for (const auto& row : rows) {
    const int number = row[0].as<int>();
    if (sheets_read.empty() || sheets_read.back().number != number) {
      sheets_read.emplace_back();
      sheets_read.back().number = number;
    }
    sheets_read.back().scores.push_back({row[1].as<int>(), db::NumberIn(row[2]), db::IsTrue(row[3])});
    sheets_read.back().comments.push_back(db::TextIn(row[4]));
  }
  return sheets_read;
}

absl::StatusOr<pb::ReviewSheet> Store::Sheet(db::Transaction& tx, const base::Call& call, const std::string& id) const {
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(sheet_, OrgAnd(call, id)));
  if (rows.empty()) return base::NotFound("review_sheet");
  pb::ReviewSheet sheet;
  RETURN_IF_ERROR(sheets.Read(rows[0], &sheet));
  return sheet;
}

absl::StatusOr<StaffRead> Store::Staff(db::Transaction& tx, const base::Call& call, const std::string& id) const {
  StaffRead staff;
  ASSIGN_OR_RETURN(const pqxx::result members, tx.Run(staff_, OrgAnd(call, id)));
  if (members.empty()) return staff;
  staff.is_there = true;
  staff.active = db::IsTrue(members[0][0]);
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(spans_, OrgAnd(call, id)));
  for (const auto& row : rows)
    staff.spans.push_back({db::TextIn(row[0]), db::DayIn(row[1]), db::DayIn(row[2]), db::IsTrue(row[3])});
  return staff;
}

absl::StatusOr<bool> Store::IsSelf(db::Transaction& tx, const base::Call& call, const std::string& staff_id) const {
  db::Params params = OrgAnd(call, staff_id);
  params.Text(call.caller);
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(self_, params));
  return !rows.empty();
}

absl::StatusOr<std::vector<PastReview>> Store::Past(db::Transaction& tx, const base::Call& call,
                                                    const pb::FidelityReview& review) const {
  db::Params params;
  params.Text(call.org.ToString()).Text(review.team_id()).Text(review.id()).Text(base::FormatDay(VisitEnds(review)));
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(past_, params));
  std::vector<PastReview> past;
  std::string last;
  for (const auto& row : rows) {
    const Instrument* instrument = FindInstrument(db::TextIn(row[1]), row[2].as<int>());
    if (instrument == nullptr) continue;  // scored by a binary that knew more instruments than this one
    if (last != db::TextIn(row[0])) {
      last = db::TextIn(row[0]);
      past.push_back({instrument, db::DayIn(row[3]).value_or(absl::CivilDay()), {}});
    }
    past.back().scores.push_back({row[4].as<int>(), db::NumberIn(row[5]), db::IsTrue(row[6])});
  }
  return past;
}

absl::StatusOr<std::string> Store::TeamName(db::Transaction& tx, const base::Call& call, const std::string& id) const {
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(team_, OrgAnd(call, id)));
  return rows.empty() ? std::string() : db::TextIn(rows[0][0]);
}

absl::StatusOr<std::map<std::string, std::string>> Store::StaffNames(db::Transaction& tx, const base::Call& call,
                                                                     const std::vector<std::string>& ids) const {
  db::ArrayText array;
  for (const auto& id : ids) array.Add(base::IdOf(id).ToString());
  db::Params params;
  params.Text(call.org.ToString()).Text(array.Finish());
  ASSIGN_OR_RETURN(const pqxx::result rows, tx.Run(names_, params));
  std::map<std::string, std::string> names;
  for (const auto& row : rows) names[db::TextIn(row[0])] = db::TextIn(row[1]);
  return names;
}

absl::Status Store::RemoveAuthors(db::Transaction& tx, const base::Call& call, const std::string& review_id) const {
  return tx.Run(authors_, OrgAnd(call, review_id)).status();
}

absl::StatusOr<pqxx::result> Store::Due(db::Transaction& tx, const base::Call& call, const std::string& team_id,
                                        absl::CivilDay until, int most) const {
  db::Params params;
  params.Text(call.org.ToString());
  team_id.empty() ? params.Null() : params.Text(base::IdOf(team_id).ToString());
  params.Text(base::FormatDay(until)).Int(most);
  return tx.Run(due_, params);
}

}  // namespace gainful::fidelity
