// SPDX-License-Identifier: Apache-2.0
#include "report/model_pictures.h"

#include <algorithm>

#include <doctest/doctest.h>

#include "checkpoint/load.h"
#include "support/npy_reader.h"

namespace vitviz::report {
namespace {

model::VisionTransformer load(const char* name) {
  return checkpoint::load_model(test::reference(name), {});
}

TEST_CASE("filters: as many as there are directions, scaled to their largest number") {
  const FilterPictures pictures = filter_pictures(load("vit/synthetic.safetensors"));
  CHECK(pictures.count >= 1);
  CHECK(pictures.count <= 28);
  const std::size_t bytes = 8 * 8 * 3;
  REQUIRE(pictures.rgb.size() == static_cast<std::size_t>(pictures.count) * bytes);
  for (int i = 0; i < pictures.count; ++i) {
    const auto begin = pictures.rgb.begin() + i * static_cast<std::ptrdiff_t>(bytes);
    const auto [low, high] = std::minmax_element(begin, begin + static_cast<std::ptrdiff_t>(bytes));
    CHECK((*low == 0 || *high == 255));
  }
}

TEST_CASE("positions: their cosines are symmetric, and 1 with themselves") {
  const auto similarity = position_similarity(load("vit/synthetic.safetensors"));
  REQUIRE(similarity);
  const int count = similarity->grid.count();
  REQUIRE(similarity->cosines.size() == static_cast<std::size_t>(count * count));
  const auto at = [&](int a, int b) {
    return similarity->cosines[static_cast<std::size_t>(a * count + b)];
  };
  for (int a = 0; a < count; ++a) {
    CHECK(at(a, a) == 127);
    CHECK(at(a, 0) == at(0, a));
  }
}

TEST_CASE("a model without a table of positions has no picture of them") {
  checkpoint::Hints hints;
  hints.heads = 3;
  const model::VisionTransformer rotary =
      checkpoint::load_model(test::reference("families/dinov3/model.pth"), hints);
  CHECK(!position_similarity(rotary));
}

}  // namespace
}  // namespace vitviz::report
