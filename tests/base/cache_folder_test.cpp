// SPDX-License-Identifier: Apache-2.0
#include "base/cache_folder.h"

#include <cstdlib>
#include <string>

#include <doctest/doctest.h>

namespace vitviz::base {
namespace {

// A variable of the environment with another value, for one test case.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) {
    if (const char* before = std::getenv(name)) before_ = before;
    set(value);
  }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;
  ~Variable() { set(before_ ? before_->c_str() : nullptr); }

 private:
  void set(const char* value) const {
    if (value == nullptr) {
      unsetenv(name_);
    } else {
      setenv(name_, value, /*replace=*/1);
    }
  }

  const char* name_;
  std::optional<std::string> before_;
};

std::optional<std::filesystem::path> folder_with(const char* cache, const char* home) {
  const Variable first("XDG_CACHE_HOME", cache);
  const Variable second("HOME", home);
  return cache_folder();
}

TEST_CASE("cache_folder: below $XDG_CACHE_HOME, or else below the home folder") {
  CHECK(folder_with("/cache", "/home/cat") == "/cache/vitviz");
  CHECK(folder_with(nullptr, "/home/cat") == "/home/cat/.cache/vitviz");
  CHECK(folder_with("", "/home/cat") == "/home/cat/.cache/vitviz");
  CHECK(folder_with("relative", "/home/cat") == "/home/cat/.cache/vitviz");
  CHECK(folder_with(nullptr, nullptr) == std::nullopt);
  CHECK(folder_with("relative", "home") == std::nullopt);
}

}  // namespace
}  // namespace vitviz::base
