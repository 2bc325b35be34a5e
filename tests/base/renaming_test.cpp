// SPDX-License-Identifier: Apache-2.0
#include "base/renaming.h"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <string>

#include <doctest/doctest.h>

#include "support/temporary_folder.h"

namespace vitviz::base {
namespace {

namespace fs = std::filesystem;

void write(const fs::path& file, const std::string& text) { std::ofstream(file) << text; }

std::string text_of(const fs::path& file) {
  std::string text;
  std::getline(std::ifstream(file), text);
  return text;
}

// Some file systems cannot; those that call these then do without.
bool cannot(int error) { return error == ENOSYS || error == EINVAL; }

TEST_CASE("a file takes an unused name, and no used one") {
  const test::TemporaryFolder folder;
  write(folder / "a", "one");
  write(folder / "b", "two");
  const int error = rename_to_unused(folder / "a", folder / "b");
  if (cannot(error)) return;
  CHECK(error == EEXIST);
  CHECK(text_of(folder / "b") == "two");
  CHECK(rename_to_unused(folder / "a", folder / "c") == 0);
  CHECK(text_of(folder / "c") == "one");
  CHECK_FALSE(fs::exists(folder / "a"));
}

TEST_CASE("two names change places, where there are two") {
  const test::TemporaryFolder folder;
  write(folder / "a", "one");
  const int error = exchange_names(folder / "a", folder / "b");
  if (cannot(error)) return;
  CHECK(error == ENOENT);
  write(folder / "b", "two");
  CHECK(exchange_names(folder / "a", folder / "b") == 0);
  CHECK(text_of(folder / "a") == "two");
  CHECK(text_of(folder / "b") == "one");
}

}  // namespace
}  // namespace vitviz::base
