// SPDX-License-Identifier: Apache-2.0
#include "image/label_png.h"

#include <algorithm>
#include <string>

#include <doctest/doctest.h>

#include "support/bytes_of.h"
#include "support/npy_reader.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::image {
namespace {

std::string refusal(const std::filesystem::path& file) {
  const auto error = test::error_of([&] { static_cast<void>(read_label_png(file)); });
  return error ? error->what() : "accepted";
}

TEST_CASE("labels are the palette's indices, or the greys as they are stored") {
  for (const std::string name :
       {"palette_1", "palette_2", "palette_4", "palette_8", "palette_8_interlaced",
        "palette_4_transparent", "gray_1", "gray_2", "gray_4", "gray_8"}) {
    CAPTURE(name);
    const std::filesystem::path file = test::reference("image/labels") / (name + ".png");
    const GrayImage labels = read_label_png(file);
    const test::Array wanted = test::read_npy(file.string() + ".npy");
    REQUIRE(wanted.shape == io::Shape{labels.height(), labels.width()});
    CHECK(std::equal(labels.bytes().begin(), labels.bytes().end(), wanted.values.begin(),
                     wanted.values.end(),
                     [](std::uint8_t a, float b) { return static_cast<float>(a) == b; }));
  }
}

TEST_CASE("labels: colours, opacity and 16 bits are no numbers of objects") {
  const std::filesystem::path photos = test::reference("image/photos");
  for (const std::string name : {"rgb_8.png", "rgba_8.png", "gray_alpha_8.png"}) {
    CHECK(test::contains(refusal(photos / name), name + ": its pixels are no labels"));
  }
  CHECK(test::contains(refusal(photos / "gray_16.png"), "they have 16 bits"));
}

TEST_CASE("labels: what is no PNG, is cut off or missing is refused") {
  const test::TemporaryFolder folder;
  CHECK(test::contains(refusal(test::reference("image/photos/gray.jpg")), "is no PNG file"));
  CHECK(test::contains(refusal(folder / "none.png"), "none.png: cannot be read"));
  CHECK(test::contains(refusal(folder.path()), "it is a folder"));
  const auto whole = test::read_bytes(test::reference("image/labels/palette_8.png"));
  // The last 12 bytes are IEND's, which nobody misses; the 4 before them a checksum.
  for (std::size_t size = 0; size + 17 < whole.size(); size += 7) {
    test::write_bytes(folder / "cut.png", std::span(whole).first(size));
    CAPTURE(size);
    CHECK(test::contains(refusal(folder / "cut.png"), "cut.png"));
  }
}

}  // namespace
}  // namespace vitviz::image
