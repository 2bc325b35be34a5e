// SPDX-License-Identifier: Apache-2.0
#include "support/child_process.h"

#include <array>
#include <cstdio>
#include <exception>
#include <stdexcept>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

// The leak sanitizer's; null in programs without it.
// NOLINTNEXTLINE(bugprone-reserved-identifier,readability-identifier-naming)
extern "C" __attribute__((weak)) void __lsan_do_leak_check();

namespace vitviz::test {
namespace {

constexpr int kThrew = 1;
constexpr rlim_t kPatience = 12;  // times the limit: for who waits, and for a busy machine
constexpr std::uint64_t kBytesPerUnit = 1024;  // of ru_maxrss

void write_all(int pipe, const std::string& text) {
  for (std::size_t done = 0; done < text.size();) {
    const ssize_t count = write(pipe, text.data() + done, text.size() - done);
    if (count <= 0) _exit(kThrew);
    done += static_cast<std::size_t>(count);
  }
}

[[noreturn]] void run(const std::function<std::string()>& action, std::chrono::seconds limit,
                      int pipe) {
  const auto seconds = static_cast<rlim_t>(limit.count());
  const rlimit processor_time = {seconds, seconds + 1};  // SIGXCPU, then SIGKILL
  setrlimit(RLIMIT_CPU, &processor_time);
  alarm(static_cast<unsigned>(kPatience * seconds));
  const rlimit no_bytes = {0, 0};
  setrlimit(RLIMIT_FSIZE, &no_bytes);
  setrlimit(RLIMIT_CORE, &no_bytes);
  try {
    write_all(pipe, action());
  } catch (const std::exception& error) {
    write_all(pipe, error.what());
    _exit(kThrew);
  }
  if (is_sanitized()) __lsan_do_leak_check();
  _exit(0);
}

std::string read_all(int pipe) {
  std::string text;
  std::array<char, 4096> some{};
  for (ssize_t count = 0; (count = read(pipe, some.data(), some.size())) > 0;) {
    text.append(some.data(), static_cast<std::size_t>(count));
  }
  return text;
}

}  // namespace

bool is_sanitized() { return __lsan_do_leak_check != nullptr; }

ChildResult in_child(const std::function<std::string()>& action, std::chrono::seconds limit) {
  std::array<int, 2> pipe{};
  if (pipe2(pipe.data(), O_CLOEXEC) != 0) throw std::runtime_error("cannot create a pipe");
  std::fflush(nullptr);
  const pid_t process = fork();
  if (process < 0) throw std::runtime_error("cannot start a process");
  if (process == 0) run(action, limit, pipe[1]);

  close(pipe[1]);
  ChildResult result;
  result.answer = read_all(pipe[0]);
  close(pipe[0]);
  int status = 0;
  rusage used{};
  wait4(process, &status, 0, &used);
  result.peak_bytes = static_cast<std::uint64_t>(used.ru_maxrss) * kBytesPerUnit;
  if (WIFSIGNALED(status)) {
    result.ending = fmt::format("signal {}", WTERMSIG(status));
  } else if (WEXITSTATUS(status) != 0) {
    result.ending = fmt::format("exit code {}, {}", WEXITSTATUS(status), result.answer);
  }
  if (!result.ending.empty()) result.answer.clear();
  return result;
}

}  // namespace vitviz::test
