// SPDX-License-Identifier: Apache-2.0
// Another program, spoken to by its standard input and output.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include <sys/types.h>

namespace vitviz::video {

// A file descriptor that is closed at the end of its life.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept;
  Descriptor& operator=(Descriptor&& other) noexcept;
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor();

  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

class ChildProcess {
 public:
  enum class Input { kNone, kOurs };  // what it reads: nothing, or what is written to it

  // Starts the program in a process group of its own, so that the Ctrl-C of a terminal does not
  // reach it. A stop kills it, and so does the end of this object's life; no zombie stays. Throws
  // Error(kInput) when the system refuses.
  ChildProcess(const std::filesystem::path& program, const std::vector<std::string>& arguments,
               Input input, const std::stop_token& stop);
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;
  ~ChildProcess();

  // Fills `to` with what it writes, and returns how much: less where its output ends. Throws
  // Stopped.
  [[nodiscard]] std::size_t read(std::span<std::byte> to);

  // Returns whether it has taken all bytes: it may have ended. Throws Stopped.
  [[nodiscard]] bool write(std::span<const std::byte> bytes);

  // Lets it know that nothing more comes, waits for its end, and returns whether it says that all
  // went well. Throws Stopped.
  [[nodiscard]] bool finish();

  // The last line that it wrote on standard error, without the addresses that FFmpeg puts in front;
  // of the first 64 KiB.
  [[nodiscard]] std::string complaint() const;

 private:
  void start(const std::filesystem::path& program, const std::vector<std::string>& arguments,
             int input, int output);
  void wait();

  std::stop_token stop_;
  Descriptor input_;   // our end, to write
  Descriptor output_;  // our end, to read
  Descriptor errors_;  // a file in memory
  pid_t process_ = -1;
  std::optional<int> status_;  // once it has ended
  std::optional<std::stop_callback<std::function<void()>>> kill_;
};

}  // namespace vitviz::video
