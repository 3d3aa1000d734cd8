#include "services/common/base/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace gainful::base {
namespace {

spdlog::logger& Logger() {
  static auto* logger = [] {
    auto* made = new spdlog::logger("gainful", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%v");  // the line is whole JSON already
    made->flush_on(spdlog::level::info);
    return made;
  }();
  return *logger;
}

spdlog::level::level_enum ToSpdlog(Level level) {
  switch (level) {
    case Level::kDebug:
      return spdlog::level::debug;
    case Level::kInfo:
      return spdlog::level::info;
    case Level::kWarning:
      return spdlog::level::warn;
    case Level::kError:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

}  // namespace

void SetLogLevel(Level level) { Logger().set_level(ToSpdlog(level)); }

void Log(Level level, absl::string_view message, LogFields fields) {
  const auto at = ToSpdlog(level);
  if (!Logger().should_log(at)) return;
  const auto name = spdlog::level::to_string_view(at);
  nlohmann::ordered_json line;
  line["time"] = absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", absl::Now(), absl::UTCTimeZone());
  line["level"] = std::string(name.data(), name.size());
  line["message"] = std::string(message);
  for (const auto& [key, value] : fields) line[key] = value;
  Logger().log(at, line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

}  // namespace gainful::base
