// SPDX-License-Identifier: Apache-2.0
#include "base/check.h"

#include <filesystem>
#include <stdexcept>

#include <fmt/format.h>

namespace vitviz::base {

void fail_check(const char* promise, const char* file, int line) {
  const std::string name = std::filesystem::path(file).filename().string();
  throw std::logic_error(fmt::format("{}:{}: broken promise: {}", name, line, promise));
}

}  // namespace vitviz::base
