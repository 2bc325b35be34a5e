// SPDX-License-Identifier: Apache-2.0
#include "browser/driver_process.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <thread>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace vitviz::test {
namespace {

// $0 is the driver, $1 the folder. `read` returns when the test lets go of the pipe, in whatever
// way it ended. A home of its own keeps the user's settings out, and the driver's files in the
// folder.
constexpr const char kWatch[] = R"(
export HOME="$1" TMPDIR="$1" XDG_CONFIG_HOME="$1" XDG_CACHE_HOME="$1"
{ "$0" --port=0; echo "chromedriver has ended"; } >"$1/driver.log" 2>&1 &
read -r end
kill -KILL 0
)";

bool is_on_path(const std::string& program) {
  const char* path = std::getenv("PATH");
  std::istringstream folders(path == nullptr ? "" : path);
  for (std::string folder; std::getline(folders, folder, ':');) {
    if (access((std::filesystem::path(folder) / program).c_str(), X_OK) == 0) return true;
  }
  return false;
}

// Of posix_spawn: a process group of its own, and `input` as stdin.
class SpawnSetting {
 public:
  explicit SpawnSetting(int input) {
    posix_spawnattr_init(&attributes_);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_adddup2(&actions_, input, STDIN_FILENO);
  }
  SpawnSetting(const SpawnSetting&) = delete;
  SpawnSetting& operator=(const SpawnSetting&) = delete;
  ~SpawnSetting() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }

  [[nodiscard]] const posix_spawn_file_actions_t* actions() const { return &actions_; }
  [[nodiscard]] const posix_spawnattr_t* attributes() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_{};
  posix_spawn_file_actions_t actions_{};
};

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

std::string missing_browser() {
  for (const char* program : {"chromium", "chromedriver"}) {
    if (!is_on_path(program)) return std::string(program) + " is not installed";
  }
  return "";
}

DriverProcess::DriverProcess(const std::filesystem::path& folder) {
  start(folder);
  try {
    wait_for_port(folder / "driver.log");
  } catch (...) {
    stop();
    throw;
  }
}

DriverProcess::~DriverProcess() { stop(); }

void DriverProcess::start(const std::filesystem::path& folder) {
  std::array<int, 2> pipe{};
  if (pipe2(pipe.data(), O_CLOEXEC) != 0) throw std::runtime_error("cannot create a pipe");
  const SpawnSetting setting(pipe[0]);
  std::string words[] = {"sh", "-c", kWatch, "chromedriver", folder.string()};
  std::array<char*, std::size(words) + 1> arguments{};
  std::transform(std::begin(words), std::end(words), arguments.begin(),
                 [](std::string& word) { return word.data(); });
  const int error = posix_spawn(&group_, "/bin/sh", setting.actions(), setting.attributes(),
                                arguments.data(), environ);
  close(pipe[0]);
  lifeline_ = pipe[1];
  if (error != 0) {
    close(lifeline_);
    throw std::runtime_error("cannot start /bin/sh");
  }
}

void DriverProcess::wait_for_port(const std::filesystem::path& log) {
  using namespace std::chrono_literals;
  static const std::regex kPort("started successfully on port ([0-9]+)");
  constexpr int kLooks = 3000;
  for (int i = 0; i < kLooks; ++i) {
    const std::string text = text_of(log);
    std::smatch match;
    if (std::regex_search(text, match, kPort)) {
      url_ = "http://127.0.0.1:" + match[1].str();
      return;
    }
    if (text.find("has ended") != std::string::npos) break;
    std::this_thread::sleep_for(10ms);
  }
  throw std::runtime_error("chromedriver does not start: " + text_of(log));
}

void DriverProcess::stop() {
  close(lifeline_);
  kill(-group_, SIGKILL);
  waitpid(group_, nullptr, 0);
}

}  // namespace vitviz::test
