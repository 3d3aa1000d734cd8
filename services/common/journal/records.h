// Records of one kind: create, get, list, update and transitions, all of them through the write path and the access journal.
// The SQL is made once from the message's descriptor; tests/integration/golden_sql holds what comes out.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/message.h"
#include "services/common/base/call.h"
#include "services/common/base/status.h"
#include "services/common/db/mapping.h"
#include "services/common/db/pool.h"
#include "services/common/journal/writer.h"

namespace gainful::journal {

struct RecordSpec {
  const google::protobuf::Descriptor* type = nullptr;
  std::string kind;   // such as "spell": for messages, entries and the access journal
  std::string table;  // such as "placement.spell"
  std::string
      person;  // the column that holds the participant's id; empty for records about nobody, whose reads are not journalled
  // The column that holds a second participant's id, where the record is about two: both have its entries and its access rows.
  std::string second_person;
  // A published view of the other records of one person (participant_id, other_id): a list for a participant holds what was recorded under any of
  // them. Empty: under that one alone.
  std::string other_records;
  // A published view through which alone a row is visible, and the column of this table that holds its id. Empty: row-level security
  // on the table itself says all.
  std::string visible_through;
  std::string visible_key;
  // A further condition of every read of the row `t`, such as who may see a restricted one; the rules of changes must ask for it themselves. It
  // may use the access parameters: $4 is the caller, $5 the role of the call. For records about nobody they are $2 and $3, and it must use both.
  std::string visible_where;
  // The same for a change, which locks a row that it has not read: false and the record is not there. Null: whoever sees the row may.
  bool (*may_change)(const base::Call& call, const google::protobuf::Message& record) = nullptr;
  // The people whom a caller sees (columns org_id and id). A list for a person who is not among them is an attempt in vain and is written down as one;
  // empty: nobody asks.
  std::string people;
  // Filters of a list that are no column: a bool field of the request, and the condition on the row `t` that it stands for.
  std::vector<std::pair<std::string, std::string>> conditions;
  // Filters of a list that ask for more than the column of their name: a field of the request, and the condition on the row `t` that it stands for,
  // in which `$$` is its value and $1 the organisation.
  std::vector<std::pair<std::string, std::string>> filters;
  // A further condition of lists alone, on the row `t`: what it leaves out is there for whoever has its id.
  std::string listed_where;
  // For records of teams (a column team_id): the teams that a caller bound to teams sees, as SQL that selects team_id, and a condition on `t` for the
  // rows that such a caller sees whatever the team; $1 is the organisation. Their lists go from team to team by the index (org_id, team_id, id)
  // instead of past everybody else's rows. Row-level security still decides: what these two leave out is missing from lists alone.
  std::string teams_seen;
  std::string seen_beside;
  // A further CTE of the create statement, for rows that follow from the record and that others read; it may read `e`, the entry, and use the
  // record's columns as parameters: see CreateParam.
  std::string with_create;
  // A further CTE of every statement that writes the record. It may read `e`, the entry, and use the entry's parameters ($3 the caller, $8 the
  // kind, $9 the record, $10 the person, $6 the instant).
  std::string with_entry;
  // Derived fields that follow from other rows: each with the query that gives it for the row `t`, asked whenever that is read.
  std::vector<std::pair<std::string, std::string>> computed;
  // Sets the other derived fields of a record just read or about to be written.
  void (*derive)(google::protobuf::Message*) = nullptr;
};

// The parameter that holds a column of the record in its create statement, with its type: such as "$21::uuid".
std::string CreateParam(const db::Mapping& mapping, const std::string& column);

class Records {
 public:
  Records(db::Pool* pool, RecordSpec spec);

  // Checks the record against its neighbours and completes it. For an update or a transition `before` is the locked record as it
  // stands; for a create it is null. `rows` are those of the preamble's look. Adds what is wrong to `violations`, or returns an error.
  using Rule =
      std::function<absl::Status(db::Transaction& tx, const pqxx::result& rows, const google::protobuf::Message* before,
                                 google::protobuf::Message* record, base::Violations* violations)>;

  // A new record's id, the record that it hangs on (for the access journal, when that is not found), and what the rule wants to see. `answer`
  // makes what the caller gets out of the record, where that is more than the record itself; what it points to must outlive the call.
  // `also` makes further parts of the write, where it is given, once the rule has agreed.
  using Also = std::function<std::vector<journal::Change>()>;
  struct New {
    base::Uuid id;
    About parent;
    db::Look look;
    std::function<const google::protobuf::Message*(const google::protobuf::Message& record)> answer = nullptr;
    Also also = nullptr;
  };
  absl::Status Create(const base::Call& call, const google::protobuf::Message& request,
                      const google::protobuf::Message& record, const New& made, const Rule& rule,
                      google::protobuf::Message* out);

  // Changes the fields of `patch` named in `mask` on the record with its id, if its etag still stands.
  absl::Status Update(const base::Call& call, const google::protobuf::Message& request,
                      const google::protobuf::Message& patch, const google::protobuf::FieldMask& mask, const Rule& rule,
                      google::protobuf::Message* out, const Also& also = nullptr);

  // A lifecycle step: `rule` gets the locked record and changes it, or refuses.
  absl::Status Change(const base::Call& call, const google::protobuf::Message& request, const std::string& id,
                      const Rule& rule, google::protobuf::Message* out, const Also& also = nullptr);

  // A further part of another record's write: this record as it will stand, `before` being locked. `after` must outlive the write.
  journal::Change AsPart(const base::Call& call, const google::protobuf::Message& before,
                         google::protobuf::Message* after) const;

  // The same for a new record, which gets its id, organisation, etag and time here.
  journal::Change AsNewPart(const base::Call& call, google::protobuf::Message* record) const;

  absl::Status Get(const base::Call& call, const std::string& id, google::protobuf::Message* out);

  // Every field of `request` beside page_size and page_token filters the column of its name, an enum by its code, or as
  // RecordSpec::conditions or ::filters say. `add` gets each record in turn.
  absl::Status List(const base::Call& call, const google::protobuf::Message& request,
                    const std::function<google::protobuf::Message*()>& add, std::string* next_page_token);

  const RecordSpec& spec() const { return spec_; }
  const db::Mapping& mapping() const { return mapping_; }

  // What List() sends for such filters: parameters are those of the access journal (or the organisation alone), cursor, limit, the filters' values.
  // For the bench too, which sends the same.
  std::string ListSql(const std::vector<const google::protobuf::FieldDescriptor*>& filters, bool all_teams) const;

  // "SELECT ... FROM table t [JOIN view]", without a condition.
  std::string SelectFrom() const;

  // Reads a row whose columns are those of SelectFrom, derived fields included.
  absl::Status Read(const pqxx::row& row, google::protobuf::Message* record) const;

  // All SQL that this object can send, for the tests that read it.
  std::vector<std::string> AllSql() const;

 private:
  absl::StatusOr<journal::Change> Locked(const pqxx::result& rows, db::Transaction& tx, const base::Call& call,
                                         google::protobuf::Message* before, google::protobuf::Message* after,
                                         const Rule& rule, std::vector<std::string> changed);
  absl::Status Stale(db::Transaction& tx, const base::Call& call, const google::protobuf::Message& record,
                     std::int64_t seen) const;
  journal::Change MakeChange(const db::Statement& statement, google::protobuf::Message* record,
                             std::vector<std::string> changed) const;
  std::string PersonOf(const google::protobuf::Message& record) const;
  absl::StatusOr<std::optional<base::Uuid>> AskedInVain(db::Transaction& tx, const base::Call& call,
                                                        const google::protobuf::Message& request) const;

  db::Pool* const pool_;
  const RecordSpec spec_;
  const db::Mapping mapping_;
  Writer writer_;
  const db::Statement insert_, update_, get_, lock_, changed_since_;
};

// Text field access by name, for messages of any type.
std::string GetText(const google::protobuf::Message& m, const std::string& field);
void SetText(google::protobuf::Message* m, const std::string& field, const std::string& value);

}  // namespace gainful::journal
