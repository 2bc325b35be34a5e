// SPDX-License-Identifier: Apache-2.0
// Names of files: which are never written to, and how they are told.
#include <string>

#include <doctest/doctest.h>

#include "program/program.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::test {
namespace {

namespace fs = std::filesystem;
using namespace std::string_literals;

TEST_CASE("--force replaces results, never a photo of the call") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  write_photo(folder / "cat.attention.png");
  const auto before = read_bytes(folder / "cat.attention.png");
  const ProgramResult result =
      run_vitviz(folder.path(), {"--force", "cat.png", "cat.attention.png", "--view", "overlay"});
  CHECK(result.exit_code == 5);
  CHECK(result.out == "cat.attention.attention.png\n");
  CHECK(contains(result.err, "cat.attention.png: is read by this call"));
  CHECK(contains(result.err, "--out"));
  CHECK(read_bytes(folder / "cat.attention.png") == before);
}

TEST_CASE("--dino --force keeps a photo that is called img.png") {
  const TemporaryFolder folder;
  write_photo(folder / "img.png");
  const auto before = read_bytes(folder / "img.png");
  const ProgramResult result = run_vitviz(folder.path(), {"--dino", "--force", "img.png"});
  CHECK(result.exit_code == 5);
  CHECK(contains(result.err, "img.png: is read by this call"));
  CHECK(read_bytes(folder / "img.png") == before);
  CHECK(run_vitviz(folder.path(), {"--dino", "img.png", "-o", "out"}).exit_code == 0);
}

TEST_CASE("--force keeps the model") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  write_bytes(folder / "cat.npz", {});
  const ProgramResult result = run_vitviz(
      folder.path(), {"--force", "-m", "cat.npz", "--raw", "npz", "--view", "none", "cat.png"});
  CHECK(result.exit_code != 0);
  CHECK(read_bytes(folder / "cat.npz").empty());
}

TEST_CASE("in a pipe a path is told byte for byte, with -0 even one with a newline") {
  const TemporaryFolder folder;
  write_photo(folder / "a\nb\xFF.png");
  const auto mask = [&](std::vector<std::string> more) {
    more.insert(more.end(), {"--force", "--view", "mask", "a\nb\xFF.png"});
    return run_vitviz(folder.path(), more).out;
  };
  CHECK(mask({}) == "a\nb\xFF.mask.png\n");
  CHECK(mask({"-0"}) == "a\nb\xFF.mask.png\0"s);
  CHECK(mask({"--print0"}) == "a\nb\xFF.mask.png\0"s);
  CHECK(contains(mask({"--json"}), "\"photo_base64\":\"YQpi/y5wbmc=\""));
}

}  // namespace
}  // namespace vitviz::test
