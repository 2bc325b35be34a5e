// SPDX-License-Identifier: Apache-2.0
#include "video/child_process.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <string_view>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.h"
#include "base/stopped.h"
#include "base/text.h"

namespace vitviz::video {
namespace {

constexpr std::size_t kMostErrors = std::size_t{64} << 10;

[[noreturn]] void fail(const std::filesystem::path& program, int error) {
  throw base::Error(base::ErrorCode::kInput,
                    fmt::format("{}: cannot be started: {}", base::printable(program.string()),
                                std::generic_category().message(error)));
}

// What a program is started with: a process group of its own, no signal blocked or ignored, and
// these as its standard streams.
class Setting {
 public:
  Setting(int input, int output, int errors) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_adddup2(&actions_, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, errors, STDERR_FILENO);
    posix_spawnattr_init(&attributes_);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigmask(&attributes_, &none);
    sigset_t all;
    sigfillset(&all);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(
        &attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  Setting(const Setting&) = delete;
  Setting& operator=(const Setting&) = delete;
  ~Setting() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }

  [[nodiscard]] const posix_spawn_file_actions_t* actions() const { return &actions_; }
  [[nodiscard]] const posix_spawnattr_t* attributes() const { return &attributes_; }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

// A file in memory that cannot grow: what is written beyond its end is lost, instead of a full pipe
// that makes the writer wait, or a file that fills the memory.
Descriptor file_for_errors(const std::filesystem::path& program) {
  Descriptor file(memfd_create("vitviz", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (file.number() < 0 || ftruncate(file.number(), kMostErrors) != 0 ||
      fcntl(file.number(), F_ADD_SEALS, F_SEAL_GROW) != 0) {
    fail(program, errno);
  }
  return file;
}

// "[h264 @ 0x55d0c8] no frame" → "no frame"
std::string_view without_addresses(std::string_view line) {
  while (line.starts_with('[')) {
    const std::size_t end = line.find("] ");
    if (end == std::string_view::npos) break;
    line.remove_prefix(end + 2);
  }
  return line;
}

}  // namespace

Descriptor::Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  std::swap(number_, other.number_);
  return *this;
}

Descriptor::~Descriptor() {
  if (number_ >= 0) close(number_);
}

ChildProcess::ChildProcess(const std::filesystem::path& program,
                           const std::vector<std::string>& arguments, Input input,
                           const std::stop_token& stop)
    : stop_(stop), errors_(file_for_errors(program)) {
  base::stop_if_requested(stop);
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) fail(program, errno);
  output_ = Descriptor(ends[0]);
  const Descriptor output(ends[1]);
  // As much as the system allows without being asked for more: a frame is large.
  static_cast<void>(fcntl(ends[0], F_SETPIPE_SZ, 1 << 20));
  Descriptor its_input(input == Input::kNone ? open("/dev/null", O_RDONLY | O_CLOEXEC) : -1);
  if (input == Input::kOurs) {
    // A socket, because who writes into a pipe that nobody reads is killed by a signal.
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) fail(program, errno);
    input_ = Descriptor(ends[0]);
    its_input = Descriptor(ends[1]);
  }
  start(program, arguments, its_input.number(), output.number());
  const pid_t process = process_;
  kill_.emplace(stop, [process] { kill(process, SIGKILL); });
}

void ChildProcess::start(const std::filesystem::path& program,
                         const std::vector<std::string>& arguments, int input, int output) {
  std::vector<std::string> words = {program.string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  const Setting setting(input, output, errors_.number());
  const int error = posix_spawn(&process_, program.c_str(), setting.actions(), setting.attributes(),
                                pointers.data(), environ);
  if (error != 0) fail(program, error);
}

ChildProcess::~ChildProcess() {
  if (!status_) kill(process_, SIGKILL);
  wait();
}

// The number of a process that was waited for may be another's: nobody may kill it any more.
void ChildProcess::wait() {
  if (status_) return;
  siginfo_t ignored{};
  while (waitid(P_PID, static_cast<id_t>(process_), &ignored, WEXITED | WNOWAIT) != 0 &&
         errno == EINTR) {
  }
  kill_.reset();
  int status = 0;
  while (waitpid(process_, &status, 0) < 0 && errno == EINTR) {
  }
  status_ = status;
}

std::size_t ChildProcess::read(std::span<std::byte> to) {
  std::size_t filled = 0;
  while (filled < to.size()) {
    const ssize_t got = ::read(output_.number(), to.data() + filled, to.size() - filled);
    base::stop_if_requested(stop_);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    filled += static_cast<std::size_t>(got);
  }
  return filled;
}

bool ChildProcess::write(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = send(input_.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    base::stop_if_requested(stop_);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(sent));
  }
  return true;
}

bool ChildProcess::finish() {
  input_ = Descriptor();
  wait();
  base::stop_if_requested(stop_);
  return WIFEXITED(*status_) && WEXITSTATUS(*status_) == 0;
}

std::string ChildProcess::complaint() const {
  std::string text(kMostErrors, '\0');
  const ssize_t count = pread(errors_.number(), text.data(), text.size(), 0);
  text.resize(count < 0 ? 0 : static_cast<std::size_t>(count));
  text.resize(std::min(text.find('\0'), text.size()));
  const std::size_t end = text.find_last_not_of("\r\n ");
  if (end == std::string::npos) return "";
  text.resize(end + 1);
  const std::size_t newline = text.find_last_of("\r\n");
  const std::string_view last =
      newline == std::string::npos ? text : std::string_view(text).substr(newline + 1);
  return base::printable(without_addresses(last));
}

}  // namespace vitviz::video
