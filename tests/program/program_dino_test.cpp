// SPDX-License-Identifier: Apache-2.0
// --dino: the files of DINO's visualize_attention.py.
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "image/photo.h"
#include "program/program.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::test {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr const char* kFiles[] = {"img.png",
                                  "attn-head0.png",
                                  "attn-head1.png",
                                  "attn-head2.png",
                                  "mask_th0.6_head0.png",
                                  "mask_th0.6_head1.png",
                                  "mask_th0.6_head2.png"};

ProgramResult run_dino(const TemporaryFolder& folder, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "--dino");
  return run_program(vitviz_program(), arguments, {.folder = folder.path()});
}

TEST_CASE("a photo is squashed, and each head of the last block has a picture and a mask") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");  // 60 × 40
  const ProgramResult result = run_dino(folder, {"cat.png"});
  CHECK(result.exit_code == 0);
  std::string lines;
  for (const char* file : kFiles) {
    lines += std::string(file) + '\n';
    const image::RgbImage picture = image::read_photo(folder / file, image::Orientation::kStored);
    CHECK(picture.size() == image::Size{480, 480});
  }
  CHECK(result.out == lines);
}

TEST_CASE("what is no whole patch is cut off") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  const auto size_with = [&](const std::string& size) {
    CHECK(run_dino(folder, {"cat.png", "--force", "--size", size}).exit_code == 0);
    return image::read_photo(folder / "attn-head0.png", image::Orientation::kStored).size();
  };
  CHECK(size_with("100x70") == image::Size{64, 96});
  CHECK(size_with("64") == image::Size{96, 64});  // the short side; 96 × 64 in all
  CHECK(size_with("native") == image::Size{48, 32});
}

TEST_CASE("several photos have a folder each") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  write_photo(folder / "dog.png");
  const ProgramResult result =
      run_dino(folder, {"cat.png", "dog.png", "--size", "64", "-o", "out"});
  CHECK(result.exit_code == 0);
  for (const char* file : kFiles) {
    CHECK(fs::exists(folder / "out/cat" / file));
    CHECK(fs::exists(folder / "out/dog" / file));
  }
}

TEST_CASE("nothing is overwritten, and a photo smaller than a patch is refused") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  write_bytes(folder / "mask_th0.6_head2.png", {});
  const ProgramResult kept = run_dino(folder, {"cat.png"});
  CHECK(kept.exit_code == 5);
  CHECK(contains(kept.err, "mask_th0.6_head2.png: already exists"));
  CHECK_FALSE(fs::exists(folder / "img.png"));

  const ProgramResult small = run_dino(folder, {"cat.png", "--force", "--size", "8x8"});
  CHECK(small.exit_code == 3);
  CHECK(contains(small.err, "cat.png: 8 x 8 pixels are less than a patch of 16 x 16"));
}

TEST_CASE("what DINO decides cannot be chosen as well") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  const ProgramResult result = run_dino(folder, {"cat.png", "--view", "heat"});
  CHECK(result.exit_code == 2);
  CHECK(contains(result.err, "--view excludes --dino"));
}

TEST_CASE("JSON tells the heads and the sizes") {
  const TemporaryFolder folder;
  write_photo(folder / "cat.png");
  const ProgramResult result = run_dino(folder, {"cat.png", "--json", "--size", "100x70"});
  const Json object = Json::parse(result.out);
  CHECK(object["input"] == Json{{"width", 64}, {"height", 96}});
  CHECK(object["files"].size() == std::size(kFiles));
  CHECK(object["files"][2] == Json{{"view", "attention"}, {"head", 1}, {"path", "attn-head1.png"}});
}

}  // namespace
}  // namespace vitviz::test
