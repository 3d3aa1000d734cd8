// The command line of Gainful.
#include <langinfo.h>
#include <signal.h>
#include <unistd.h>

#include <clocale>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <iostream>

#include "absl/time/clock.h"
#include "clients/cli/tree.h"

int main(int argc, char** argv) {
  using namespace gainful::cli;
  // A reader that stops early, such as head, ends this process quietly.
  signal(SIGPIPE, SIG_DFL);
  // gRPC's own remarks about its connections are not for the person who typed the command.
  setenv("GRPC_VERBOSITY", "NONE", /*overwrite=*/0);
  setlocale(LC_CTYPE, "");
  std::ios::sync_with_stdio(false);

  Tree tree(BuiltInContract());
  std::error_code ignored;
  const Environment environment{std::cin,
                                std::cout,
                                std::cerr,
                                {getenv("GAINFUL_HOME"), std::filesystem::current_path(ignored).string()},
                                absl::ToCivilDay(absl::Now(), absl::LocalTimeZone()),
                                isatty(STDERR_FILENO) != 0,
                                strcmp(nl_langinfo(CODESET), "UTF-8") == 0};
  const int code = tree.Run({argv + 1, argv + argc}, environment);
  std::cout.flush();
  if (!std::cout) {
    std::cerr << "gainful: the output could not be written\n";
    return code == 0 ? 1 : code;
  }
  return code;
}
