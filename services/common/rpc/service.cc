#include "services/common/rpc/service.h"

#include <cstdlib>

#include "absl/strings/str_cat.h"

namespace gainful::rpc {

void Service::Add(const std::string& name, Method method) {
  method.descriptor = descriptor_->FindMethodByName(name);
  if (method.descriptor != nullptr) {
    const auto& rule = method.descriptor->options().GetExtension(gainful::type::v1::method);
    for (const int role : rule.allow()) method.allow.push_back(static_cast<gainful::type::v1::Role>(role));
  }
  methods_[name] = std::move(method);
}

void Service::On(const std::string& name, Handler handler) {
  const auto* descriptor = descriptor_->FindMethodByName(name);
  if (descriptor == nullptr) std::abort();  // a mistake of ours that no request can cause
  auto* factory = google::protobuf::MessageFactory::generated_factory();
  Method method;
  method.request = factory->GetPrototype(descriptor->input_type());
  method.response = factory->GetPrototype(descriptor->output_type());
  method.handle = std::move(handler);
  Add(name, std::move(method));
}

absl::Status Service::Check() const {
  for (int i = 0; i < descriptor_->method_count(); ++i) {
    const auto* d = descriptor_->method(i);
    const auto it = methods_.find(d->name());
    if (it == methods_.end()) return absl::InternalError(absl::StrCat(d->full_name(), " has no handler"));
    if (it->second.allow.empty())
      return absl::InternalError(absl::StrCat(d->full_name(), " does not say who may call it"));
    if (it->second.request->GetDescriptor() != d->input_type() ||
        it->second.response->GetDescriptor() != d->output_type()) {
      return absl::InternalError(absl::StrCat(d->full_name(), " has a handler of other types"));
    }
  }
  if (static_cast<int>(methods_.size()) != descriptor_->method_count()) {
    return absl::InternalError(absl::StrCat(descriptor_->full_name(), " has a handler for no method"));
  }
  return absl::OkStatus();
}

}  // namespace gainful::rpc
