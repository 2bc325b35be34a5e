// SPDX-License-Identifier: Apache-2.0
// Running a program as a user does: from a shell, in a folder.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace vitviz::test {

struct ProgramResult {
  int exit_code = 0;             // 128 + N when signal N ended it, as a shell says it
  std::string out;               // stdout
  std::string err;               // stderr
  std::uint64_t peak_bytes = 0;  // memory at its most, but for its last milliseconds
};

struct ProgramSetting {
  std::filesystem::path folder = "/";  // where it runs
  // How /bin/sh starts it; "$0" "$@" are the program and its arguments.
  std::string shell = R"(exec "$0" "$@")";
  std::chrono::seconds limit{60};
};

// Throws std::runtime_error when the program cannot be started or exceeds its time limit; it is
// killed then.
[[nodiscard]] ProgramResult run_program(const std::filesystem::path& program,
                                        const std::vector<std::string>& arguments,
                                        const ProgramSetting& setting = {});

}  // namespace vitviz::test
