#include "clients/cpp/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

namespace gainful::client {
namespace {

constexpr size_t kMostOutput = 64 << 10;

// Starts the command with its standard output going to `output`; 0 or an errno.
int Spawn(const std::vector<std::string>& argv, int output, pid_t* child) {
  std::vector<char*> args;
  for (const std::string& arg : argv) args.push_back(const_cast<char*>(arg.c_str()));
  args.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  const int result = posix_spawnp(child, args[0], &actions, nullptr, args.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  return result;
}

absl::Status ReadAll(int fd, absl::Time deadline, std::string* text) {
  for (;;) {
    const absl::Duration left = deadline - absl::Now();
    pollfd poll_fd{fd, POLLIN, 0};
    if (left <= absl::ZeroDuration() || poll(&poll_fd, 1, static_cast<int>(absl::ToInt64Milliseconds(left)) + 1) == 0) {
      return absl::DeadlineExceededError("took too long");
    }
    char buffer[4096];
    const ssize_t n = read(fd, buffer, sizeof buffer);
    if (n == 0) return absl::OkStatus();
    if (n < 0 && errno != EINTR) return absl::UnavailableError(strerror(errno));
    if (n > 0) text->append(buffer, static_cast<size_t>(n));
    if (text->size() > kMostOutput) return absl::ResourceExhaustedError("printed too much");
  }
}

absl::Status Wait(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return absl::UnavailableError(strerror(errno));
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return absl::OkStatus();
  if (WIFEXITED(status)) return absl::UnavailableError(absl::StrCat("exited with ", WEXITSTATUS(status)));
  return absl::UnavailableError(absl::StrCat("was ended by signal ", WTERMSIG(status)));
}

}  // namespace

absl::StatusOr<std::string> OutputOf(const std::vector<std::string>& argv, absl::Duration patience) {
  if (argv.empty()) return absl::NotFoundError("no command is given");
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return absl::UnavailableError(strerror(errno));
  pid_t child = 0;
  const int spawned = Spawn(argv, ends[1], &child);
  close(ends[1]);
  if (spawned != 0) {
    close(ends[0]);
    return absl::NotFoundError(absl::StrCat("cannot start ", argv[0], ": ", strerror(spawned)));
  }
  std::string text;
  absl::Status read = ReadAll(ends[0], absl::Now() + patience, &text);
  close(ends[0]);
  if (!read.ok()) kill(child, SIGKILL);
  const absl::Status ended = Wait(child);
  if (read.ok()) read = ended;
  if (!read.ok()) return absl::Status(read.code(), absl::StrCat(argv[0], " ", read.message()));
  return text;
}

}  // namespace gainful::client
