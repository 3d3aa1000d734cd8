#include "services/placement/job_service.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/common/base/dates.h"

namespace gainful::placement {
namespace {

using google::protobuf::Message;

template <class Record>
void NothingMore(const Record&, base::Violations*) {}

// A job has one record of retention, whichever of its spells that names; every other fact is of a spell.
bool IsOfJob(const journal::RecordSpec& spec) { return spec.type == pb::JobRetention::descriptor(); }

constexpr char kOfItsJob[] =
    "IN (SELECT o.id FROM placement.spell o JOIN placement.spell p ON p.org_id = o.org_id AND p.job_id = o.job_id "
    "WHERE p.org_id = $1::uuid AND p.id = $2::uuid)";

std::vector<record::Kind> KindsOf(const std::vector<FactKind>& facts) {
  std::vector<record::Kind> kinds;
  for (const auto& fact : facts) kinds.push_back(fact.kind);
  return kinds;
}

}  // namespace

std::vector<FactKind> JobKinds() {
  return {FactOf<pb::TermsChange>("terms_change", NothingMore, FitTerms),
          FactOf<pb::SpellAbsence>("spell_absence", CheckAbsence, FitAbsence),
          FactOf<pb::SpellWeek>("spell_week", NothingMore, FitWeek),
          FactOf<pb::SpellEvidence>("spell_evidence", CheckEvidence, FitEvidence)};
}

std::unique_ptr<FactService> MakeJobService(db::Pool* pool) {
  return std::make_unique<FactService>(pool, pb::SpellEvidence::descriptor()->file()->FindServiceByName("JobService"),
                                       JobKinds());
}

FactService::FactService(db::Pool* pool, const google::protobuf::ServiceDescriptor* descriptor,
                         const std::vector<FactKind>& facts)
    : KindService(pool, descriptor, KindsOf(facts)),
      spells_(pool, SpellSpec()),
      around_(pool),
      lock_spell_(
          absl::StrCat(spells_.SelectFrom(), " WHERE t.org_id = $1::uuid AND t.id = $2::uuid FOR NO KEY UPDATE OF t")),
      journey_(
          "SELECT v.withdrawn_on FROM caseload.published_journey_v1 v WHERE v.org_id = $1::uuid AND v.id = "
          "$2::uuid") {
  for (const auto& fact : facts) facts_.emplace(fact.kind.spec.kind, fact);
  for (const auto* records : this->records()) {
    others_.emplace(records->spec().kind,
                    db::Statement(absl::StrCat(records->SelectFrom(), " WHERE t.org_id = $1::uuid AND t.spell_id ",
                                               IsOfJob(records->spec()) ? kOfItsJob : "= $2::uuid",
                                               " AND t.withdrawn_on IS NULL ORDER BY t.id")));
  }
}

record::KindService::Parent FactService::ParentOf(const base::Call& call, const Message& record) const {
  const base::Uuid spell = base::IdOf(journal::GetText(record, "spell_id"));
  return {{"spell", spell}, {&lock_spell_, {call.org, spell}}};
}

// Those that stand beside this one.
absl::StatusOr<Others> FactService::OthersOf(const Writing& w) const {
  db::Params params;
  params.Text(w.call.org.ToString()).Text(journal::GetText(*w.record, "spell_id"));
  ASSIGN_OR_RETURN(const pqxx::result rows, w.tx.Run(others_.at(w.kind.spec.kind), params));
  Others others;
  for (const auto& row : rows) {
    std::unique_ptr<Message> other(w.record->New());
    RETURN_IF_ERROR(w.records.Read(row, other.get()));
    if (journal::GetText(*other, "id") != journal::GetText(*w.record, "id")) others.push_back(std::move(other));
  }
  return others;
}

absl::Status FactService::Fit(const Writing& w, base::Violations* v) {
  pqxx::result rows = w.rows;
  if (w.before != nullptr) {
    db::Params params;
    params.Text(w.call.org.ToString()).Text(journal::GetText(*w.record, "spell_id"));
    ASSIGN_OR_RETURN(rows, w.tx.Run(lock_spell_, params));
  }
  base::Violations missing;
  if (rows.empty()) missing.Add(w.kind.spec.kind + ".spell_id", "names no spell that you can see");
  RETURN_IF_ERROR(missing.ToStatus(absl::StatusCode::kNotFound));
  pb::Spell spell;
  RETURN_IF_ERROR(spells_.Read(rows[0], &spell));
  const bool is_withdrawal = record::Has(*w.record, "withdrawn_on");
  if (spell.has_withdrawn_on() && !is_withdrawal)
    return base::Error(absl::StatusCode::kFailedPrecondition, "STATE", "the spell was withdrawn as recorded in error");
  journal::SetText(w.record, "journey_id", spell.journey_id());
  journal::SetText(w.record, "participant_id", spell.participant_id());
  if (w.before == nullptr) RETURN_IF_ERROR(CheckJourney(w, spell));
  std::vector<pb::Spell> rest;
  if (IsOfJob(w.kind.spec) && !is_withdrawal) {
    ASSIGN_OR_RETURN(rest, around_.RestOfJob(w.tx, w.call, spell));
  }
  ASSIGN_OR_RETURN(const Others others, OthersOf(w));
  if (!is_withdrawal) facts_.at(w.kind.spec.kind).fits(WholeJob(spell, rest), *w.record, others, v);
  if (!v->empty() || w.kind.spec.type != pb::SpellEvidence::descriptor() || spell.has_withdrawn_on())
    return absl::OkStatus();
  return MoveConfirmation(w, others, spell);
}

// As for a new spell.
absl::Status FactService::CheckJourney(const Writing& w, const pb::Spell& spell) const {
  db::Params params;
  params.Text(w.call.org.ToString()).Text(spell.journey_id());
  ASSIGN_OR_RETURN(const pqxx::result rows, w.tx.Run(journey_, params));
  if (rows.empty() || rows[0][0].is_null()) return absl::OkStatus();  // a spell is seen through its journey
  return base::Error(absl::StatusCode::kFailedPrecondition, "STATE",
                     "the journey of the spell was withdrawn as recorded in error");
}

// The spell's day last confirmed follows the evidence that stands, in the same write. Where that day stays and only what evidence alone shows has
// moved, the spell still has a new version: a file that was checked against the old one is checked again.
absl::Status FactService::MoveConfirmation(const Writing& w, const Others& others, const pb::Spell& spell) const {
  std::optional<absl::CivilDay> until;
  const auto add = [&until](const Message& m) {
    const auto& evidence = static_cast<const pb::SpellEvidence&>(m);
    if (ShowsInWork(evidence)) until = std::max(until, base::ToDay(evidence.speaks_for()));
  };
  for (const auto& other : others) add(*other);
  if (!record::Has(*w.record, "withdrawn_on")) add(*w.record);
  auto after = std::make_unique<pb::Spell>(spell);
  Reconfirm(until, after.get());
  const auto days = [](const pb::Spell& s) {
    return std::pair(base::ToDay(s.last_confirmed_on()), base::ToDay(s.evidence_until()));
  };
  if (days(*after) == days(spell)) return absl::OkStatus();
  w.also->push_back(spells_.AsPart(w.call, spell, after.get()));
  w.kept->push_back(std::move(after));
  return absl::OkStatus();
}

}  // namespace gainful::placement
