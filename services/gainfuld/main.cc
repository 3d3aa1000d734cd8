// gainfuld: reads its settings, starts the services, waits for SIGTERM or SIGINT, drains.
#include <pthread.h>
#include <signal.h>

#include <iostream>

#include "absl/synchronization/mutex.h"
#include "services/common/base/log.h"
#include "services/gainfuld/host.h"

int main(int argc, char** argv) {
  using gainful::base::Level;
  using gainful::base::Log;
  gainful::gainfuld::Settings settings;
  const int code = gainful::gainfuld::ReadSettings(argc, argv, &settings);
  if (code >= 0) return code;
  if (settings.check_only) {
    std::cout << "the settings are sound\n";
    return 0;
  }
  gainful::base::SetLogLevel(settings.log_level == "debug"     ? Level::kDebug
                             : settings.log_level == "warning" ? Level::kWarning
                             : settings.log_level == "error"   ? Level::kError
                                                               : Level::kInfo);
#ifdef NDEBUG
  // Debian builds Abseil without NDEBUG, so every lock that gRPC takes would be entered in a graph of who waits for whom.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
#endif
  // Blocked before any thread starts, so that only sigwait below receives them.
  sigset_t stop;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTERM);
  sigaddset(&stop, SIGINT);
  pthread_sigmask(SIG_BLOCK, &stop, nullptr);
  signal(SIGPIPE, SIG_IGN);

  const gainful::base::SystemClock clock;
  auto host = gainful::gainfuld::Host::Start(settings, &clock);
  if (!host.ok()) {
    std::cerr << "gainfuld: " << host.status().message() << "\n";
    return absl::IsInvalidArgument(host.status()) ? 2 : 1;
  }
  Log(Level::kInfo, "serving", {{"listen", settings.server.listen}, {"services", settings.services}});
  int received = 0;
  sigwait(&stop, &received);
  Log(Level::kInfo, "draining", {{"signal", received}});
  (*host)->Stop();
  Log(Level::kInfo, "stopped");
  return 0;
}
