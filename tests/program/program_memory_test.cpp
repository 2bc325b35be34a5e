// SPDX-License-Identifier: Apache-2.0
// Memory that photos in flight share, and notes on their files.
#include <string>

#include <doctest/doctest.h>

#include "program/program.h"
#include "support/npy_reader.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::test {
namespace {

TEST_CASE("a photo beyond the memory is left out by name, and the others are drawn") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png", {600, 400});
  // 61 x 35 pixels, at ten bytes each while they are drawn.
  write_bytes(folder / "small.jpg", read_bytes(reference("image/photos/chroma_420.jpg")));
  const ProgramResult result =
      run_vitviz(folder.path(), {"small.jpg", "cat.png", "--view", "mask", "--memory", "0.025M"});
  CHECK(result.exit_code == 3);
  CHECK(result.out == "small.mask.png\n");
  CHECK(contains(result.err, "cat.png: takes 3 MB of memory, more than the 1 MB"));
  CHECK(contains(result.err, "allow more: --memory"));
}

TEST_CASE("many photos that take all the memory are drawn one after the other") {
  const TemporaryFolder folder;
  std::vector<std::string> arguments = {"--view", "mask", "-t", "2", "--memory", "0.025M"};
  std::string expected;
  for (int i = 0; i < 9; ++i) {
    const std::string name = "photo" + std::to_string(i);
    write_bytes(folder / (name + ".jpg"), read_bytes(reference("image/photos/chroma_420.jpg")));
    arguments.push_back(name + ".jpg");
    expected += name + ".mask.png\n";
  }
  const ProgramResult result = run_vitviz(folder.path(), arguments);
  CHECK(result.exit_code == 0);
  CHECK(result.out == expected);
}

TEST_CASE("a PNG file without its end is drawn, with a note") {
  const TemporaryFolder folder;
  auto bytes = read_bytes(reference("image/photos/rgb_8.png"));
  bytes.resize(bytes.size() - 12);
  write_bytes(folder / "cat.png", bytes);
  const ProgramResult result = run_vitviz(folder.path(), {"cat.png", "--view", "mask"});
  CHECK(result.exit_code == 0);
  CHECK(result.out == "cat.mask.png\n");
  CHECK(contains(result.err, "note: cat.png: its end is missing, behind the last pixel"));
  const ProgramResult quiet =
      run_vitviz(folder.path(), {"cat.png", "--view", "mask", "--force", "--quiet"});
  CHECK(quiet.err.empty());
  const ProgramResult json =
      run_vitviz(folder.path(), {"cat.png", "--view", "mask", "--force", "--json"});
  CHECK(contains(json.out, R"("notes":["its end is missing)"));
}

TEST_CASE("without pictures a photo's numbers are the same") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  const auto map_with = [&](const std::string& view) {
    CHECK(run_vitviz(folder.path(), {"cat.png", "--view", view, "--raw", "map", "--force"})
              .exit_code == 0);
    return read_bytes(folder / "cat.map.npy");
  };
  CHECK(map_with("none") == map_with("mask"));
}

}  // namespace
}  // namespace vitviz::test
