// SPDX-License-Identifier: Apache-2.0
// The whole program's pictures of one photo, held against tests/golden/model_0.
//
// "model_0" is version 0 of the built-in model: what these pictures show is its attention, and
// another model replaces them all (VITVIZ_WRITE_GOLDEN=1 ctest --preset dev -R golden).
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <regex>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/thread_pool.h"
#include "image/photo.h"
#include "image/pil_resize.h"
#include "image/png_file.h"
#include "program/built_in_model.h"
#include "program/program.h"
#include "support/golden_picture.h"
#include "support/npy_reader.h"
#include "support/png_reader.h"
#include "support/temporary_folder.h"

namespace vitviz::test {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

// The demo photo, made small, and all that is drawn of it.
class Dogs {
 public:
  Dogs() {
    base::ThreadPool threads(2);
    const image::RgbImage photo =
        image::read_photo(asset("photos/dogs.jpg"), image::Orientation::kUpright);
    write_bytes(folder_ / "dogs.png",
                image::encode_png(image::pil_resize(photo, {.width = 200, .height = 188},
                                                    image::Filter::kBicubic, threads),
                                  threads));
  }

  // What vitviz prints. The network sees the photo as large as it does by default.
  [[nodiscard]] std::string draw(const Words& words) const {
    Words all = {"dogs.png", "--size", std::to_string(kDefaultSize), "--force"};
    all.insert(all.end(), words.begin(), words.end());
    const ProgramResult result = run_vitviz(folder_.path(), all);
    CHECK(result.err.empty());
    REQUIRE(result.exit_code == 0);
    return result.out;
  }

  [[nodiscard]] fs::path file(const std::string& name) const { return folder_ / name; }

  [[nodiscard]] image::RgbImage picture(const std::string& name) const {
    return image::read_photo(file(name), image::Orientation::kStored);
  }

 private:
  TemporaryFolder folder_;
};

// The pixels that half blocks of 24-bit colours show: two of each character, one above the other.
image::RgbImage pixels_of(const std::string& text, image::Size size) {
  const std::regex part("\x1b\\[([34])8;2;([0-9]+);([0-9]+);([0-9]+)m|▀");
  image::RgbImage pixels(size);
  std::uint8_t upper[3] = {};
  std::uint8_t lower[3] = {};
  int count = 0;
  for (std::sregex_iterator i(text.begin(), text.end(), part); i != std::sregex_iterator(); ++i) {
    const std::smatch& match = *i;
    if (match[1].matched) {
      std::uint8_t* color = match[1] == "3" ? upper : lower;
      for (std::size_t c = 0; c < 3; ++c) {
        color[c] = static_cast<std::uint8_t>(std::stoi(match[c + 2]));
      }
      continue;
    }
    const int y = count / size.width * 2;
    const auto x = static_cast<std::size_t>(count % size.width);
    ++count;
    REQUIRE(y + 1 < size.height);
    std::copy_n(upper, 3, pixels.row(y).subspan(3 * x).begin());
    std::copy_n(lower, 3, pixels.row(y + 1).subspan(3 * x).begin());
  }
  CHECK(2 * count == size.width * size.height);
  return pixels;
}

TEST_CASE("built-in model: golden pictures of every view") {
  const Dogs dogs;
  (void)dogs.draw({"--view", "overlay,heat,mask,outline,cutout,heads,blocks,masks,colors,pca",  //
                   "--scale", "0.5"});
  check_golden("built_in/overlay.png", dogs.picture("dogs.attention.png"));
  check_golden("built_in/cutout.png", read_png(dogs.file("dogs.cutout.png")));
  for (const char* view :
       {"heat", "mask", "outline", "heads", "blocks", "masks", "colors", "pca"}) {
    const std::string name = view;
    check_golden("built_in/" + name + ".png", dogs.picture("dogs." + name + ".png"));
  }
}

TEST_CASE("built-in model: golden picture of the terminal") {
  const Dogs dogs;
  // A usual one: 80 × 24, less two lines for the prompt.
  check_golden("built_in/terminal.png",
               pixels_of(dogs.draw({"--view", "terminal"}), {.width = 47, .height = 44}));
}

TEST_CASE("built-in model: golden pictures of other maps, and of what changes a view") {
  const Dogs dogs;
  const struct {
    const char* golden;
    Words words;
    const char* file;
  } cases[] = {
      {"rollout.png", {"--map", "rollout", "--view", "heat"}, "dogs.rollout.heat.png"},
      {"similarity.png", {"--map", "similarity", "--view", "heat"}, "dogs.similarity.heat.png"},
      {"norm.png", {"--map", "norm", "--view", "heat"}, "dogs.norm.heat.png"},
      {"query.png", {"--query", "87,101", "--view", "overlay"}, "dogs.attention.query1.png"},
      {"guided.png", {"--guided", "--view", "outline"}, "dogs.outline.png"},
      {"foreground.png", {"--foreground", "--view", "pca"}, "dogs.pca.png"},
      {"legend.png", {"--legend", "--view", "heat"}, "dogs.heat.png"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.golden);
    (void)dogs.draw(c.words);
    check_golden(std::string("built_in/") + c.golden, dogs.picture(c.file));
  }
}

}  // namespace
}  // namespace vitviz::test
