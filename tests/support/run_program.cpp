// SPDX-License-Identifier: Apache-2.0
#include "support/run_program.h"

#include <algorithm>
#include <csignal>
#include <fstream>
#include <stdexcept>
#include <thread>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/temporary_folder.h"

namespace vitviz::test {
namespace {

using Clock = std::chrono::steady_clock;

// What the new process finds when it starts. Files instead of pipes: they never fill up.
class FileActions {
 public:
  FileActions(const std::filesystem::path& folder, const TemporaryFolder& captured) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    capture(STDOUT_FILENO, captured / "out");
    capture(STDERR_FILENO, captured / "err");
    posix_spawn_file_actions_addchdir_np(&actions_, folder.c_str());
  }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
  ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }

  [[nodiscard]] const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  void capture(int descriptor, const std::filesystem::path& file) {
    constexpr mode_t kOnlyOurs = 0600;
    posix_spawn_file_actions_addopen(&actions_, descriptor, file.c_str(), O_WRONLY | O_CREAT,
                                     kOnlyOurs);
  }

  posix_spawn_file_actions_t actions_;
};

pid_t start(std::vector<std::string> words, const FileActions& actions) {
  std::vector<char*> pointers;
  pointers.reserve(words.size() + 1);
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  pid_t process = 0;
  const int error =
      posix_spawn(&process, "/bin/sh", actions.get(), nullptr, pointers.data(), environ);
  if (error != 0) throw std::runtime_error("cannot start /bin/sh");
  return process;
}

// The most memory that a running process has taken so far. What wait4() tells of it would count
// this process, too, which it was started from.
std::uint64_t peak_of(pid_t process) {
  constexpr std::uint64_t kBytesPerUnit = 1024;
  std::ifstream status("/proc/" + std::to_string(process) + "/status");
  std::uint64_t peak = 0;
  for (std::string word; status >> word;) {
    if (word == "VmHWM:" && status >> peak) break;
  }
  return peak * kBytesPerUnit;
}

// How a process ended, without what it wrote.
ProgramResult wait_for(pid_t process, std::chrono::seconds limit) {
  const Clock::time_point end = Clock::now() + limit;
  int status = 0;
  std::uint64_t peak = 0;
  while (waitpid(process, &status, WNOHANG) == 0) {
    peak = std::max(peak, peak_of(process));
    if (Clock::now() > end) {
      kill(process, SIGKILL);
      waitpid(process, &status, 0);
      throw std::runtime_error("a program exceeded its time limit");
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  const int exit_code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  return {exit_code, "", "", peak};
}

std::string read_text(const std::filesystem::path& path) {
  const std::vector<std::byte> bytes = read_bytes(path);
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

ProgramResult run_program(const std::filesystem::path& program,
                          const std::vector<std::string>& arguments,
                          const ProgramSetting& setting) {
  const TemporaryFolder captured;
  std::vector<std::string> words = {"sh", "-c", setting.shell, program.string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  ProgramResult result =
      wait_for(start(words, FileActions(setting.folder, captured)), setting.limit);
  result.out = read_text(captured / "out");
  result.err = read_text(captured / "err");
  return result;
}

}  // namespace vitviz::test
