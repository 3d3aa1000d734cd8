// The dated facts of a job: the RPC methods of gainful.placement.v1.JobService, and what other services of records about a spell stand on.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "services/common/record/kind_service.h"
#include "services/placement/around.h"
#include "services/placement/facts.h"
#include "services/placement/spell_records.h"

namespace gainful::placement {

// A kind of fact: its record, and how one fits its spell and the others of its kind there.
struct FactKind {
  record::Kind kind;
  std::function<void(const pb::Spell&, const google::protobuf::Message& record, const Others&, base::Violations*)> fits;
};

// Whatever is written about a spell locks it first, so that no two facts are held against the same others at once.
class FactService : public record::KindService {
 public:
  FactService(db::Pool* pool, const google::protobuf::ServiceDescriptor* descriptor,
              const std::vector<FactKind>& facts);

 protected:
  Parent ParentOf(const base::Call& call, const google::protobuf::Message& record) const override;
  absl::Status Fit(const Writing& writing, base::Violations* violations) override;

  const journal::Records spells_;

 private:
  absl::StatusOr<Others> OthersOf(const Writing& w) const;
  absl::Status MoveConfirmation(const Writing& w, const Others& others, const pb::Spell& spell) const;

  absl::Status CheckJourney(const Writing& w, const pb::Spell& spell) const;

  const AroundSpell around_;
  const db::Statement lock_spell_, journey_;
  std::map<std::string, FactKind> facts_;
  std::map<std::string, db::Statement> others_;
};

std::vector<FactKind> JobKinds();

std::unique_ptr<FactService> MakeJobService(db::Pool* pool);

template <class Record>
FactKind FactOf(const std::string& kind, void (*check)(const Record&, base::Violations*),
                void (*fits)(const pb::Spell&, const Record&, const Others&, base::Violations*)) {
  using google::protobuf::Message;
  FactKind made;
  made.kind.spec = FactSpec(Record::descriptor(), kind);
  made.kind.check = [check](const Message& m, base::Violations* v) { check(static_cast<const Record&>(m), v); };
  made.fits = [fits](const pb::Spell& spell, const Message& m, const Others& others, base::Violations* v) {
    fits(spell, static_cast<const Record&>(m), others, v);
  };
  return made;
}

}  // namespace gainful::placement
