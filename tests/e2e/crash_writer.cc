// Writes to a gainfuld that is killed again and again, and says afterwards whether the record is what was acknowledged.
//
//   crash_writer ADDRESS DIR     writes DIR/jwks.json, then writes records until DIR/stop is there, then settles what it had begun;
//                                exit 0 when every call came to an answer
//   crash_writer --check SOCKET DATABASE DIR    compares the database with what was acknowledged
//
// Every call has a request id that it keeps through every repeat. What the server acknowledged is told to a file at once, a line each:
// request id, record's id, etag. So is how a call ended that nobody repeated: there is none.
#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <thread>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gainful/caseload/v1/caseload.pb.h"
#include "gainful/client.h"
#include "gainful/directory/v1/directory.pb.h"
#include "gainful/uuid.h"
#include "services/common/auth/signer.h"
#include "tests/integration/chain.h"
#include "tests/integration/sql.h"

namespace gainful {
namespace {

constexpr char kOperator[] = "11111111-1111-7111-8111-111111111111";
constexpr int kThreads = 6;

std::string Token(const auth::Signer& signer, const std::string& org, const std::string& role,
                  const std::string& subject) {
  const auto now = absl::ToUnixSeconds(absl::Now());
  return signer
      .Sign({{"iss", "crash"},
             {"aud", "gainful"},
             {"sub", subject},
             {"org", org},
             {"roles", {role}},
             {"iat", now},
             {"exp", now + 3600}})
      .value();
}

client::Client Connect(const std::string& address, const std::string& token) {
  client::Options options;
  options.address = address;
  options.token = [token] { return token; };
  options.timeout = absl::Seconds(3);
  options.retry.attempts = 1;  // repeats are what is tried here, so they are made here
  return client::Client::Create(std::move(options)).value();
}

// Repeats a call until it is answered for good. `repeats` counts the answers that left open what had happened.
client::Error Insist(const client::Client& client, const google::protobuf::Message& request,
                     google::protobuf::Message* response, std::atomic<int>* repeats) {
  const absl::Time end = absl::Now() + absl::Seconds(60);
  while (true) {
    client::Error error = client.Call(request, response);
    const bool is_open = error.code == absl::StatusCode::kUnavailable ||
                         error.code == absl::StatusCode::kDeadlineExceeded ||
                         error.code == absl::StatusCode::kCancelled;
    if (!is_open || absl::Now() > end) return error;
    ++*repeats;
    absl::SleepFor(absl::Milliseconds(20));
  }
}

class Writers {
 public:
  Writers(std::string address, std::string directory)
      : address_(std::move(address)),
        directory_(std::move(directory)),
        signer_(auth::Signer::Generate(auth::Alg::kEs256, "crash").value()),
        told_(directory_ + "/acknowledged") {
    std::ofstream(directory_ + "/jwks.new") << auth::JwksOf({signer_.PublicJwk()}).dump();
    std::filesystem::rename(directory_ + "/jwks.new", directory_ + "/jwks.json");
  }

  // Whether every call was answered.
  bool Run() {
    Prepare();
    std::vector<std::thread> threads;
    for (int n = 0; n < kThreads; ++n) threads.emplace_back([this, n] { Write(n); });
    for (auto& thread : threads) thread.join();
    std::cout << told_count_ << " writes acknowledged, " << repeats_ << " repeats\n";
    return failures_ == 0;
  }

 private:
  void Fail(const client::Error& error) {
    ++failures_;
    std::lock_guard<std::mutex> lock(mu_);
    std::cerr << error.ToStatus() << "\n";
  }

  template <class Request, class Record>
  Record Must(const client::Client& client, const Request& request, Record record) {
    const client::Error error = Insist(client, request, &record, &repeats_);
    if (!error.ok()) Fail(error);
    return record;
  }

  void Prepare() {
    directory::v1::CreateOrganisationRequest organisation;
    organisation.set_request_id(client::NewUuid());
    organisation.mutable_organisation()->set_name("Crashed into");
    organisation.mutable_organisation()->set_kind(directory::v1::ORGANISATION_KIND_PROVIDER);
    org_ = Must(Connect(address_, Token(signer_, kOperator, "administrator", "operator")), organisation,
                directory::v1::Organisation())
               .id();
    directory::v1::CreateTeamRequest team;
    team.set_request_id(client::NewUuid());
    team.mutable_team()->set_name("Team");
    team_ = Must(Connect(address_, Token(signer_, org_, "manager", "operator")), team, directory::v1::Team()).id();
    std::ofstream(directory_ + "/organisation") << org_;
  }

  void Tell(const std::string& request_id, const caseload::v1::Participant& p) {
    std::lock_guard<std::mutex> lock(mu_);
    told_ << request_id << ' ' << p.id() << ' ' << p.etag() << std::endl;
    ++told_count_;
  }

  // People are created, and each is changed twice.
  void Write(int n) {
    const auto client = Connect(address_, Token(signer_, org_, "manager", absl::StrCat("writer-", n)));
    while (failures_ == 0 && !std::filesystem::exists(directory_ + "/stop")) {
      caseload::v1::CreateParticipantRequest create;
      create.set_request_id(client::NewUuid());
      create.mutable_participant()->set_team_id(team_);
      create.mutable_participant()->set_name(create.request_id());
      auto p = Must(client, create, caseload::v1::Participant());
      Tell(create.request_id(), p);
      for (int change = 0; change < 2 && failures_ == 0; ++change) {
        caseload::v1::UpdateParticipantRequest update;
        update.set_request_id(client::NewUuid());
        *update.mutable_participant() = p;
        update.mutable_participant()->set_lsoa(absl::StrCat("E0100000", change));
        update.mutable_update_mask()->add_paths("lsoa");
        p = Must(client, update, caseload::v1::Participant());
        Tell(update.request_id(), p);
      }
    }
  }

  const std::string address_, directory_;
  const auth::Signer signer_;
  std::string org_, team_;
  std::atomic<int> failures_{0}, repeats_{0};
  std::mutex mu_;
  std::ofstream told_;
  int told_count_ = 0;
};

class Check {
 public:
  Check(const std::string& socket, const std::string& database, const std::string& directory)
      : sql_(socket, database, "gainful_admin"), directory_(directory) {
    std::ifstream(directory_ + "/organisation") >> org_;
  }

  // Prints what is wrong; true when nothing is.
  bool Run() {
    for (const auto& fault : integration::FaultsOfChain(&sql_, org_)) Fault(fault);
    ReadEntries();
    ReadRecords();
    Compare();
    return faults_ == 0;
  }

 private:
  struct Written {
    std::string subject;
    std::int64_t etag = 0;
  };
  void Fault(const std::string& what) {
    ++faults_;
    std::cerr << what << "\n";
  }

  void ReadEntries() {
    for (const auto& row :
         sql_.Run(absl::StrCat("SELECT request_id, subject, encode(body, 'hex') FROM journal.entry WHERE org_id = '",
                               org_, "' AND kind = 'participant' ORDER BY seq"))) {
      caseload::v1::Participant body;
      if (!body.ParseFromString(absl::HexStringToBytes(row[2]))) Fault("a body that cannot be read");
      if (!entries_.emplace(row[0], Written{row[1], body.etag()}).second)
        Fault("two entries of one request: " + row[0]);
      if (body.etag() != ++etags_[row[1]]) Fault("an etag that does not follow: " + row[1]);
    }
  }

  // A create that ran twice would have left two people of one name.
  void ReadRecords() {
    std::set<std::string> names;
    for (const auto& row :
         sql_.Run(absl::StrCat("SELECT id, etag, name FROM caseload.participant WHERE org_id = '", org_, "'"))) {
      if (!names.insert(row[2]).second) Fault("recorded twice: " + row[2]);
      if (etags_[row[0]] != std::stoll(row[1])) Fault("the record and its entries disagree: " + row[0]);
      etags_.erase(row[0]);
    }
    for (const auto& [id, etag] : etags_) Fault("entries without a record: " + id);
  }

  void Compare() {
    std::ifstream told(directory_ + "/acknowledged");
    std::string request, subject;
    std::int64_t etag = 0, n = 0;
    while (told >> request >> subject >> etag) {
      ++n;
      const auto it = entries_.find(request);
      if (it == entries_.end()) {
        Fault("acknowledged and lost: " + request);
      } else if (it->second.subject != subject || it->second.etag != etag) {
        Fault("acknowledged as something else: " + request);
      }
    }
    // Writers insist until they have an answer, so there is no write that nobody was told of.
    if (n != static_cast<std::int64_t>(entries_.size()))
      Fault(absl::StrCat(n, " writes acknowledged, ", entries_.size(), " journalled"));
    if (n < 100) Fault(absl::StrCat("only ", n, " writes: nothing is shown"));
    std::cout << n << " writes, each there once\n";
  }

  integration::Sql sql_;
  const std::string directory_;
  std::string org_;
  std::map<std::string, Written> entries_;     // by request id
  std::map<std::string, std::int64_t> etags_;  // the last of each record
  int faults_ = 0;
};

}  // namespace
}  // namespace gainful

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  try {
    if (arguments.size() == 4 && arguments[0] == "--check") {
      return gainful::Check(arguments[1], arguments[2], arguments[3]).Run() ? 0 : 1;
    }
    if (arguments.size() == 2) return gainful::Writers(arguments[0], arguments[1]).Run() ? 0 : 1;
  } catch (const std::exception& e) {
    std::cerr << e.what() << "\n";
    return 1;
  }
  std::cerr << "usage: crash_writer ADDRESS DIR | --check SOCKET DATABASE DIR\n";
  return 2;
}
