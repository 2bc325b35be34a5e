// SPDX-License-Identifier: Apache-2.0
// Masks and pictures.
#include <algorithm>

#include <doctest/doctest.h>

#include "image/photo.h"
#include "small_model.h"
#include "vitviz/vitviz.h"

namespace vitviz {
namespace {

image::RgbImage decoded(const std::vector<std::byte>& png) {
  return image::decode_photo(png, "png", image::Orientation::kStored);
}

TEST_CASE("a mask is the same, whether the first pass tells what it needs or another one does") {
  const Model model = Model::built_in();
  const Photo photo = test::small_photo();
  const Analysis whole = model.look(photo);
  const Analysis attention_alone = model.look(photo, {.to_the_end = false});
  for (const Name& method : mask_names()) {
    CAPTURE(method.name);
    const Mask mask = whole.mask({.method = method.name});
    CHECK(mask.method == method.name);
    CHECK(mask.width == photo.width());
    CHECK(mask.height == photo.height());
    CHECK(mask.pixels == attention_alone.mask({.method = method.name}).pixels);
  }
}

TEST_CASE("a mask has the box of its pixels, and is what the view shows") {
  const Analysis seen = Model::built_in().look(test::small_photo());
  const Mask mask = seen.mask();
  REQUIRE(mask.box);
  int left = mask.width;
  int right = -1;
  for (int y = 0; y < mask.height; ++y) {
    for (int x = 0; x < mask.width; ++x) {
      if (mask.pixels[static_cast<std::size_t>(y * mask.width + x)] == 0) continue;
      left = std::min(left, x);
      right = std::max(right, x);
    }
  }
  CHECK(mask.box->x == left);
  CHECK(mask.box->width == right - left + 1);
  const Image view = seen.picture("mask");
  for (std::size_t i = 0; i < mask.pixels.size(); ++i) {
    REQUIRE(view.pixels[3 * i] == (mask.pixels[i] == 1 ? 255 : 0));
  }
}

TEST_CASE("several masks share no pixel") {
  const Analysis seen = Model::built_in().look(test::small_photo());
  const auto masks = seen.masks(3, {.method = "maskcut"});
  REQUIRE_FALSE(masks.empty());
  for (std::size_t i = 0; i < masks[0].pixels.size(); ++i) {
    int held = 0;
    for (const Mask& mask : masks) held += mask.pixels[i];
    REQUIRE(held <= 1);
  }
}

TEST_CASE("every view is drawn, and its PNG file holds the same pixels") {
  const Analysis seen = Model::built_in().look(test::small_photo());
  REQUIRE(view_names().size() >= 10);
  for (const Name& view : view_names()) {
    CAPTURE(view.name);
    const Image picture = seen.picture(view.name);
    CHECK(picture.pixels.size() ==
          3 * static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height));
    const image::RgbImage file = decoded(seen.png(view.name));
    CHECK(file.width() == picture.width);
    CHECK(file.height() == picture.height);
    if (view.name == "cutout") continue;  // is transparent: on white here, on black there
    CHECK(std::ranges::equal(file.bytes(), picture.pixels));
  }
}

TEST_CASE("options reach the picture") {
  const Photo photo = test::small_photo();
  const Analysis seen = Model::built_in().look(photo);
  CHECK(std::ranges::equal(seen.picture("overlay", {.opacity = 0}).pixels, photo.rgb()));
  CHECK(seen.picture("overlay", {.opacity = 1}).pixels == seen.picture("heat").pixels);
  CHECK(seen.picture("heat", {.colormap = "viridis"}).pixels != seen.picture("heat").pixels);
  CHECK(seen.picture("heat", {.map = {.block = 0}}).pixels != seen.picture("heat").pixels);
  CHECK(seen.picture("mask", {.mask = {.method = "tokencut"}}).pixels.size() ==
        seen.picture("mask").pixels.size());
}

TEST_CASE("prepared input is shown as the photo that it was made of") {
  const Model model = test::small_model();
  const Photo photo = test::small_photo();
  std::vector<float> input;
  for (std::size_t c = 0; c < 3; ++c) {
    for (std::size_t i = 0; i < photo.rgb().size() / 3; ++i) {
      const float level = static_cast<float>(photo.rgb()[3 * i + c]) / 255.0F;
      input.push_back((level - model.info().mean[c]) / model.info().std[c]);
    }
  }
  const Analysis seen = model.look(Photo::prepared(input, photo.width(), photo.height()));
  CHECK(std::ranges::equal(seen.picture("overlay", {.opacity = 0}).pixels, photo.rgb()));
  const Analysis native = model.look(photo, {.size = NativeSize{}});
  for (std::size_t i = 0; i < native.map().values.size(); ++i) {
    CHECK(seen.map().values[i] == doctest::Approx(native.map().values[i]).epsilon(1e-4));
  }
}

}  // namespace
}  // namespace vitviz
