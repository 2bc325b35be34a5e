// SPDX-License-Identifier: Apache-2.0
// Memory that photos in flight share, and notes on their files.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "program/program.h"
#include "support/child_process.h"
#include "support/npy_reader.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::test {
namespace {

TEST_CASE("a photo beyond the memory is left out by name, and the others are drawn") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png", {600, 400});
  // 61 x 35 pixels, at three bytes each, and on one thread as much again for rows of four channels.
  write_bytes(folder / "small.jpg", read_bytes(reference("image/photos/chroma_420.jpg")));
  const ProgramResult result =
      run_vitviz(folder.path(), {"small.jpg", "cat.png", "--view", "mask", "--refine", "none", "-t",
                                 "1", "--memory", "0.1M"});
  CHECK(result.exit_code == 3);
  CHECK(result.out == "small.mask.png\n");
  CHECK(contains(result.err, "cat.png: takes 3 MB of memory, more than the 1 MB"));
  CHECK(contains(result.err, "allow more: --memory"));
}

TEST_CASE("many photos that take all the memory are drawn one after the other") {
  const TemporaryFolder folder;
  std::vector<std::string> arguments = {"--view", "mask", "--refine", "none",
                                        "-t",     "2",    "--memory", "0.1M"};
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

// The megabytes that a photo is said to take, by the message for one that is left out.
std::uint64_t said_megabytes(const TemporaryFolder& folder, std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), {"--memory", "1M"});
  const std::string message = run_vitviz(folder.path(), arguments).err;
  const std::string words = "large.png: takes ";
  const std::size_t at = message.find(words);
  REQUIRE(at != std::string::npos);
  return std::stoull(message.substr(at + words.size()));
}

TEST_CASE("a photo takes the memory that it is said to take, little more than its pixels") {
  constexpr image::Size kSize{4000, 4000};
  constexpr std::uint64_t kMegabyte = 1U << 20;
  const TemporaryFolder folder;
  write_photo(folder / "small.png");
  write_photo(folder / "large.png", kSize);
  const std::vector<std::vector<std::string>> choices = {
      {"--refine", "none"},
      {"--view", "heat,outline,cutout", "--legend", "--refine", "none"},
      {"--guided"},
      {"--view", "colors,pca", "--foreground"},
      {"--view", "none", "--raw", "map"}};
  for (const std::vector<std::string>& choice : choices) {
    const auto peak_of = [&](const std::string& photo) {
      std::vector<std::string> arguments = {photo, "-t", "2", "--force"};
      arguments.insert(arguments.end(), choice.begin(), choice.end());
      const ProgramResult result = run_vitviz(folder.path(), arguments);
      CHECK(result.exit_code == 0);
      return result.peak_bytes;
    };
    CAPTURE(choice.empty() ? "the default" : choice.back());
    const std::uint64_t least = peak_of("small.png");
    const std::uint64_t taken = (std::max(peak_of("large.png"), least) - least) / kMegabyte;
    std::vector<std::string> arguments = {"large.png", "-t", "2", "--force"};
    arguments.insert(arguments.end(), choice.begin(), choice.end());
    const std::uint64_t said = said_megabytes(folder, arguments);
    if (is_sanitized()) continue;
    CAPTURE(taken);
    CAPTURE(said);
    CHECK(taken <= said + 4);
    CHECK(said <= taken + taken / 4 + 4);
    CHECK(said * kMegabyte < 5 * pixel_count(kSize));
  }
}

TEST_CASE("an object that gets the photo's edges takes no more than it is said to take") {
  constexpr image::Size kSize{4000, 4000};
  constexpr std::uint64_t kMegabyte = 1U << 20;
  const TemporaryFolder folder;
  write_photo(folder / "small.png");
  write_photo(folder / "large.png", kSize);
  const std::vector<std::vector<std::string>> choices = {
      {"--view", "mask"}, {"--view", "mask", "--objects", "3"}, {"--view", "masks"}};
  for (const std::vector<std::string>& choice : choices) {
    CAPTURE(choice.back());
    std::vector<std::string> options = choice;
    options.insert(options.end(), {"-t", "2", "--force"});
    const auto with = [&](std::vector<std::string> arguments) {
      arguments.insert(arguments.end(), options.begin(), options.end());
      return arguments;
    };
    const std::uint64_t least = run_vitviz(folder.path(), with({"small.png"})).peak_bytes;
    const ProgramResult large = run_vitviz(folder.path(), with({"large.png"}));
    CHECK(large.exit_code == 0);
    const std::uint64_t said = said_megabytes(folder, with({"large.png"}));
    if (is_sanitized()) continue;
    CHECK((std::max(large.peak_bytes, least) - least) / kMegabyte <= said + 4);
    // The photo's three bytes, and labels of an object that may be all of it.
    CHECK(said * kMegabyte < 13 * pixel_count(kSize));
  }
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
