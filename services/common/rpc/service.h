// A service as its handlers: one function for each method of the contract, ignorant of how calls arrive.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gainful/type/v1/options.pb.h"
#include "google/protobuf/message.h"
#include "services/common/base/call.h"

namespace gainful::rpc {

// What is known of one method before any call of it arrives.
struct Method {
  const google::protobuf::MethodDescriptor* descriptor = nullptr;
  const google::protobuf::Message* request = nullptr;  // prototypes
  const google::protobuf::Message* response = nullptr;
  std::vector<gainful::type::v1::Role> allow;
  std::function<absl::Status(const base::Call&, const google::protobuf::Message&, google::protobuf::Message*)> handle;
};

class Service {
 public:
  explicit Service(const google::protobuf::ServiceDescriptor* descriptor) : descriptor_(descriptor) {}
  virtual ~Service() = default;

  const google::protobuf::ServiceDescriptor* descriptor() const { return descriptor_; }
  const std::map<std::string, Method>& methods() const { return methods_; }

  // OK when every method of the contract has a handler and a rule that says who may call it.
  absl::Status Check() const;

  // Whether the service can answer: what the readiness check asks. Cheap; called every few seconds.
  virtual absl::Status Ready() = 0;

 protected:
  // Registers the handler of one method; the types are the contract's.
  template <class Self, class Request, class Response>
  void On(absl::Status (Self::*handler)(const base::Call&, const Request&, Response*), const std::string& name) {
    Method method;
    method.request = &Request::default_instance();
    method.response = &Response::default_instance();
    method.handle = [this, handler](const base::Call& call, const google::protobuf::Message& request,
                                    google::protobuf::Message* response) {
      return (static_cast<Self*>(this)->*handler)(call, static_cast<const Request&>(request),
                                                  static_cast<Response*>(response));
    };
    Add(name, std::move(method));
  }

  // The same for a handler that knows the types by the contract alone.
  using Handler =
      std::function<absl::Status(const base::Call&, const google::protobuf::Message&, google::protobuf::Message*)>;
  void On(const std::string& name, Handler handler);

 private:
  void Add(const std::string& name, Method method);

  const google::protobuf::ServiceDescriptor* const descriptor_;
  std::map<std::string, Method> methods_;
};

}  // namespace gainful::rpc
