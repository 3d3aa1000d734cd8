#include "services/fidelity/service.h"

#include "absl/strings/str_cat.h"
#include "services/common/base/fields.h"
#include "services/fidelity/instrument.h"

namespace gainful::fidelity {
namespace {

std::string ScoreLine(const Item& item, const Level& level) {
  const std::string asks = LevelText(item, level.score());
  if (asks.empty()) return absl::StrCat(level.score());
  return absl::StrCat(level.score(), ": ", asks, level.verified() ? " (checked)" : " (not checked)");
}

std::string LicensedText(const Wording* wording, std::int32_t number) {
  const Wording::ItemText* text = wording == nullptr ? nullptr : FindText(*wording, number);
  if (text == nullptr) return "";
  std::string out = text->text();
  for (int i = 0; i < text->score_size(); ++i)
    absl::StrAppend(&out, out.empty() ? "" : "\n", text->score(i).score(), ": ", text->score(i).text());
  return out;
}

void Describe(const Item& item, const Wording* wording, pb::InstrumentItem* out) {
  static const char* const kSources[] = {"", "records", "documents", "interviews", "observation"};
  out->set_number(item.number());
  out->set_name(item.name());
  out->set_section(item.section());
  out->set_description(item.description());
  for (int i = 0; i < item.level_size(); ++i) out->add_scores(ScoreLine(item, item.level(i)));
  out->set_source(item.source());
  for (int i = 0; i < item.evidence_size(); ++i) out->add_evidence(kSources[item.evidence(i)]);
  out->set_not_applicable_when(item.not_applicable_when());
  out->set_licensed_text(LicensedText(wording, item.number()));
}

std::string BandLine(const Total& total, const Band& band) {
  return absl::StrCat(total.title(), ", from ", band.from(), ": ", band.title(),
                      band.verified() ? " (checked)" : " (not checked)");
}

}  // namespace

void FidelityService::Parts::Clear() {
  also.clear();
  kept.clear();
}

journal::Records::Also FidelityService::Parts::Taken() {
  return [this] { return std::move(also); };
}

absl::Status NotYours(const std::string& text) {
  return base::Error(absl::StatusCode::kPermissionDenied, "NOT_YOURS", text);
}

absl::Status WrongState(const std::string& text) {
  return base::Error(absl::StatusCode::kFailedPrecondition, "STATE", text);
}

absl::StatusOr<const Instrument*> InstrumentOf(const pb::FidelityReview& review) {
  const Instrument* instrument = FindInstrument(review.instrument(), review.instrument_version());
  if (instrument == nullptr) return absl::InternalError("a review is by an instrument that this program does not have");
  return instrument;
}

google::protobuf::FieldMask Changeable(const google::protobuf::Descriptor* type) {
  google::protobuf::FieldMask mask;
  for (int i = 0; i < type->field_count(); ++i) {
    const auto& rule = base::RuleOf(type->field(i));
    if (!rule.output_only() && !rule.immutable() && type->field(i)->name() != "item")
      mask.add_paths(type->field(i)->name());
  }
  return mask;
}

ReviewState StateOf(const pb::FidelityReview& review) { return static_cast<ReviewState>(review.state()); }

FidelityService::FidelityService(db::Pool* pool, std::map<base::Uuid, std::vector<Wording>> wordings)
    : RecordService(pool, pb::FidelityReview::descriptor()->file()->FindServiceByName("FidelityService")),
      store_(pool),
      wordings_(std::move(wordings)) {
  On(&FidelityService::GetInstruments, "GetInstruments");
  On(&FidelityService::GetInstrument, "GetInstrument");
  On(&FidelityService::CreateFidelityReview, "CreateFidelityReview");
  On(&FidelityService::UpdateFidelityReview, "UpdateFidelityReview");
  On(&FidelityService::WithdrawFidelityReview, "WithdrawFidelityReview");
  On(&FidelityService::AdvanceFidelityReview, "AdvanceFidelityReview");
  On(&FidelityService::AddReviewer, "AddReviewer");
  On(&FidelityService::WithdrawReviewer, "WithdrawReviewer");
  On(&FidelityService::HandOverLead, "HandOverLead");
  On(&FidelityService::RemoveReviewers, "RemoveReviewers");
  On(&FidelityService::MarkReviewMilestone, "MarkReviewMilestone");
  On(&FidelityService::GetFidelityDue, "GetFidelityDue");
  On(&FidelityService::OpenReviewSheet, "OpenReviewSheet");
  On(&FidelityService::ScoreItem, "ScoreItem");
  On(&FidelityService::LockReviewSheet, "LockReviewSheet");
  On(&FidelityService::GetReviewDifferences, "GetReviewDifferences");
  On(&FidelityService::AgreeItem, "AgreeItem");
  On(&FidelityService::WriteReviewSummary, "WriteReviewSummary");
  On(&FidelityService::IssueFidelityReport, "IssueFidelityReport");
  On(&FidelityService::GetFidelityReport, "GetFidelityReport");
  On(&FidelityService::AddFidelityAction, "AddFidelityAction");
  On(&FidelityService::UpdateFidelityAction, "UpdateFidelityAction");
  On(&FidelityService::NoteFidelityProgress, "NoteFidelityProgress");
  On(&FidelityService::WithdrawFidelityAction, "WithdrawFidelityAction");
  for (auto* records : {&store_.reviews, &store_.reviewers, &store_.milestones, &store_.sheets, &store_.scores,
                        &store_.agreed, &store_.summaries, &store_.actions})
    Serve(records);
}

absl::Status FidelityService::SaveAs(const base::Call& call, const Message& q, journal::Records* records,
                                     const Message& record, const std::string& id, std::int64_t etag,
                                     const google::protobuf::FieldMask& mask, const journal::Records::Rule& rule,
                                     Message* out, const journal::Records::Also& also) {
  if (etag != 0) {
    std::unique_ptr<Message> patch(record.New());
    patch->CopyFrom(record);
    journal::SetText(patch.get(), "id", id);
    patch->GetReflection()->SetInt64(patch.get(), patch->GetDescriptor()->FindFieldByName("etag"), etag);
    return records->Update(call, q, *patch, mask, rule, out, also);
  }
  const absl::Status status =
      records->Create(call, q, record,
                      {base::Uuid::V7(call.now),
                       {"fidelity_review", base::IdOf(journal::GetText(record, "fidelity_review_id"))},
                       {},
                       nullptr,
                       also},
                      rule, out);
  if (!absl::IsAlreadyExists(status)) return status;
  return base::Error(absl::StatusCode::kAlreadyExists, "EXISTS",
                     "this is on record already; give the etag that it has, and it is changed");
}

absl::Status FidelityService::GetInstruments(const base::Call& call, const pb::GetInstrumentsRequest& q,
                                             pb::Instruments* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  for (const Instrument& instrument : ShippedInstruments()) {
    auto* line = out->add_instruments();
    line->set_id(instrument.id());
    line->set_version(instrument.version());
    line->set_title(instrument.title());
    line->set_items(instrument.item_size());
    if (instrument.has_base()) line->set_extends(instrument.base().id());
  }
  return absl::OkStatus();
}

absl::Status FidelityService::GetInstrument(const base::Call& call, const pb::GetInstrumentRequest& q,
                                            pb::Instrument* out) {
  RETURN_IF_ERROR(calendar_.Check(call, q));
  const Instrument* found = nullptr;
  for (const Instrument& instrument : ShippedInstruments()) {
    const bool is_asked = q.version() == 0 ? found == nullptr || instrument.version() > found->version()
                                           : instrument.version() == q.version();
    if (instrument.id() == q.instrument() && is_asked) found = &instrument;
  }
  if (found == nullptr) {
    base::Violations missing;
    missing.Add("instrument", "names no instrument, or no such version; `gainful instrument list` shows them");
    return missing.ToStatus(absl::StatusCode::kNotFound);
  }
  const auto own = wordings_.find(call.org);
  const Wording* wording = own == wordings_.end() ? nullptr : FindWording(own->second, *found);
  out->set_id(found->id());
  out->set_version(found->version());
  out->set_title(found->title());
  out->set_source(wording == nullptr ? found->source() : absl::StrCat(found->source(), " ", wording->licence()));
  for (int t = 0; t < found->total_size(); ++t) {
    const Total& total = found->total(t);
    for (int b = 0; b < total.band_size(); ++b) out->add_bands(BandLine(total, total.band(b)));
  }
  for (int i = 0; i < found->item_size(); ++i) Describe(found->item(i), wording, out->add_items());
  return absl::OkStatus();
}

}  // namespace gainful::fidelity
