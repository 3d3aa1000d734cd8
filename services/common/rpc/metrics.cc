#include "services/common/rpc/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/exposer.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include "absl/strings/str_cat.h"

namespace gainful::rpc {

struct Metrics::Impl {
  std::shared_ptr<prometheus::Registry> registry = std::make_shared<prometheus::Registry>();
  prometheus::Family<prometheus::Counter>& calls = prometheus::BuildCounter()
                                                       .Name("gainful_rpc_calls_total")
                                                       .Help("Calls answered, by status code")
                                                       .Register(*registry);
  prometheus::Family<prometheus::Histogram>& seconds =
      prometheus::BuildHistogram().Name("gainful_rpc_seconds").Help("Time from arrival to answer").Register(*registry);
  prometheus::Gauge& waiting = prometheus::BuildGauge()
                                   .Name("gainful_rpc_waiting")
                                   .Help("Calls that wait for a worker")
                                   .Register(*registry)
                                   .Add({});
  prometheus::Family<prometheus::Gauge>& ready =
      prometheus::BuildGauge().Name("gainful_ready").Help("1 while the service can answer").Register(*registry);
  std::unique_ptr<prometheus::Exposer> exposer;
};

Metrics::Metrics() : impl_(std::make_unique<Impl>()) {}
Metrics::~Metrics() = default;

absl::Status Metrics::Serve(const std::string& address) {
  try {
    impl_->exposer = std::make_unique<prometheus::Exposer>(address, 1);
    impl_->exposer->RegisterCollectable(impl_->registry);
    return absl::OkStatus();
  } catch (const std::exception&) {
    return absl::UnavailableError(absl::StrCat("cannot listen on ", address, " for metrics: is the port busy?"));
  }
}

void Metrics::Called(const std::string& service, const std::string& method, const std::string& code,
                     absl::Duration took) {
  impl_->calls.Add({{"service", service}, {"method", method}, {"code", code}}).Increment();
  static const prometheus::Histogram::BucketBoundaries bounds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                              0.1,    0.25,  0.5,    1,     2.5,  5,     10};
  impl_->seconds.Add({{"service", service}, {"method", method}}, bounds).Observe(absl::ToDoubleSeconds(took));
}

void Metrics::SetWaiting(double calls) { impl_->waiting.Set(calls); }

void Metrics::SetReady(const std::string& service, bool ready) {
  impl_->ready.Add({{"service", service}}).Set(ready ? 1 : 0);
}

}  // namespace gainful::rpc
