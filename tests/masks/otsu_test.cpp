// SPDX-License-Identifier: Apache-2.0
#include "masks/otsu.h"

#include <array>
#include <limits>
#include <stdexcept>

#include <doctest/doctest.h>

#include "reference_photos.h"

namespace vitviz::masks {
namespace {

using Mask = std::vector<std::uint8_t>;
constexpr float kInfinity = std::numeric_limits<float>::infinity();

TEST_CASE("otsu: the upper of two groups") {
  const std::array map = {0.1F, 5.0F, 0.2F, 4.0F, 0.15F};
  CHECK(otsu_threshold(map) == 4.0F);
  CHECK(otsu_mask(map) == Mask{0, 1, 0, 1, 0});
}

TEST_CASE("otsu: numbers below zero are numbers like others") {
  CHECK(otsu_threshold(std::array{-5.0F, -4.0F, 3.0F}) == 3.0F);
}

TEST_CASE("otsu: of two thresholds that are equally good the lower is taken") {
  // {0 | 1, 2} and {0, 1 | 2}: 1 · 2 · 1.5² both.
  CHECK(otsu_threshold(std::array{2.0F, 0.0F, 1.0F}) == 1.0F);
  // The same with means that are rounded.
  CHECK(otsu_threshold(std::array{0.2F, 0.0F, 0.1F}) == 0.1F);
}

TEST_CASE("otsu: where all is equal, nothing stands out") {
  CHECK(otsu_threshold(std::array{0.5F, 0.5F, 0.5F}) == kInfinity);
  CHECK(otsu_threshold(std::array{7.0F}) == kInfinity);
  CHECK(otsu_threshold({}) == kInfinity);
  CHECK(otsu_mask(std::array{0.5F, 0.5F}) == Mask{0, 0});
}

TEST_CASE("otsu: counts weigh, and what counts nothing makes no class") {
  CHECK(otsu_split(std::array{0.0, 1.0, 2.0}, std::array{1.0, 0.0, 1.0}) == 1);
  CHECK(otsu_split(std::array{0.0, 1.0, 2.0}, std::array{100.0, 1.0, 1.0}) == 1);
  CHECK(otsu_split(std::array{0.0, 1.0, 2.0}, std::array{1.0, 1.0, 100.0}) == 2);
  CHECK(otsu_split(std::array{0.0, 1.0, 2.0}, std::array{0.0, 9.0, 0.0}) == 3);
}

TEST_CASE("otsu: what is no number is a bug of the caller") {
  CHECK_THROWS_AS((void)otsu_threshold(std::array{0.0F, kInfinity}), std::logic_error);
  CHECK_THROWS_AS((void)otsu_mask(std::array{std::numeric_limits<float>::quiet_NaN()}),
                  std::logic_error);
}

TEST_CASE("otsu: the masks that numpy computes") {
  for (const ReferencePhoto& photo : reference_photos()) {
    CAPTURE(photo.name);
    const tensor::Vector map = photo.attention.cast<double>().colwise().mean().cast<float>();
    CHECK(otsu_mask({map.data(), static_cast<std::size_t>(map.size())}) ==
          reference_mask(photo.name, Row::kOtsu));
  }
}

}  // namespace
}  // namespace vitviz::masks
