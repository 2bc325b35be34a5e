// SPDX-License-Identifier: Apache-2.0
#include "field/taps.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <stdexcept>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

namespace vitviz::field {
namespace {

constexpr Upsample kAll[] = {Upsample::kNearest, Upsample::kBilinear, Upsample::kBicubic};
constexpr std::pair<int, int> kLines[] = {{1, 1},  {1, 7},   {7, 1},    {2, 3},   {3, 2},
                                          {5, 35}, {14, 14}, {14, 224}, {37, 11}, {16, 1000}};

double sum_of(const std::array<float, 4>& weights) {
  return std::accumulate(weights.begin(), weights.end(), 0.0);
}

// How much of each cell a pixel shows.
std::vector<double> shares_of(const Taps& taps, int cells) {
  std::vector<double> shares(static_cast<std::size_t>(cells), 0.0);
  for (std::size_t i = 0; i < 4; ++i) {
    shares[static_cast<std::size_t>(taps.index[i])] += static_cast<double>(taps.weight[i]);
  }
  return shares;
}

TEST_CASE("taps_of_line: every pixel shows one cell's worth, of cells that there are") {
  for (const auto& [cells, pixels] : kLines) {
    for (const Upsample how : kAll) {
      const std::vector<Taps> line = taps_of_line(cells, pixels, how);
      REQUIRE(std::ssize(line) == pixels);
      for (const Taps& taps : line) {
        CHECK(sum_of(taps.weight) == doctest::Approx(1.0).epsilon(1e-6));
        for (const int index : taps.index) CHECK((index >= 0 && index < cells));
      }
    }
  }
}

TEST_CASE("taps_of_line: a line read backwards is the line of its mirror image") {
  for (const auto& [cells, pixels] : kLines) {
    for (const Upsample how : {Upsample::kBilinear, Upsample::kBicubic}) {
      const std::vector<Taps> line = taps_of_line(cells, pixels, how);
      for (std::size_t x = 0; x < line.size(); ++x) {
        std::vector<double> mirrored = shares_of(line[line.size() - 1 - x], cells);
        std::reverse(mirrored.begin(), mirrored.end());
        const std::vector<double> shares = shares_of(line[x], cells);
        for (std::size_t i = 0; i < shares.size(); ++i) {
          CHECK(std::abs(shares[i] - mirrored[i]) <= 1e-5);
        }
      }
    }
  }
}

TEST_CASE("taps_of_line: smooth kinds give a straight line back, away from the borders") {
  constexpr int kCells = 9;
  constexpr int kPixels = 100;
  for (const Upsample how : {Upsample::kBilinear, Upsample::kBicubic}) {
    const std::vector<Taps> line = taps_of_line(kCells, kPixels, how);
    for (int x = 0; x < kPixels; ++x) {
      const double place = (x + 0.5) * kCells / kPixels - 0.5;
      if (place < 1 || place > kCells - 2) continue;
      double value = 0;
      const std::vector<double> shares = shares_of(line[static_cast<std::size_t>(x)], kCells);
      for (int cell = 0; cell < kCells; ++cell) {
        value += cell * shares[static_cast<std::size_t>(cell)];
      }
      CHECK(value == doctest::Approx(place).epsilon(1e-5));
    }
  }
}

TEST_CASE("taps_of_line: as many pixels as cells show the cells as they are") {
  for (const Upsample how : kAll) {
    const std::vector<Taps> line = taps_of_line(6, 6, how);
    for (std::size_t x = 0; x < line.size(); ++x) {
      const std::vector<double> shares = shares_of(line[x], 6);
      for (std::size_t i = 0; i < 6; ++i) CHECK(shares[i] == (i == x ? 1.0 : 0.0));
    }
  }
}

TEST_CASE("taps_of_line: nearest gives each cell its share of the pixels, in their order") {
  const std::vector<Taps> line = taps_of_line(3, 9000, Upsample::kNearest);
  for (std::size_t x = 0; x < line.size(); ++x) {
    CHECK(shares_of(line[x], 3)[x / 3000] == 1.0);
  }
  // Halfway between two cells the later one is shown: pixel 1 of 3, of 2 cells.
  const std::vector<Taps> tie = taps_of_line(2, 3, Upsample::kNearest);
  CHECK(tie[0].index[0] == 0);
  CHECK(tie[1].index[0] == 1);
  CHECK(tie[2].index[0] == 1);
}

TEST_CASE("taps_of_line: bicubic between two cells is Catmull-Rom's -1, 9, 9, -1 of 16") {
  // The one pixel of six cells has its centre between the third and the fourth.
  const Taps middle = taps_of_line(6, 1, Upsample::kBicubic).front();
  CHECK(middle.index == std::array<int, 4>{1, 2, 3, 4});
  CHECK(middle.weight == std::array<float, 4>{-0.0625F, 0.5625F, 0.5625F, -0.0625F});
  const Taps linear = taps_of_line(6, 1, Upsample::kBilinear).front();
  CHECK(linear.weight == std::array<float, 4>{0.0F, 0.5F, 0.5F, 0.0F});
}

TEST_CASE("taps_of_line: broken promises are bugs of the caller") {
  CHECK_THROWS_AS((void)taps_of_line(0, 5, Upsample::kNearest), std::logic_error);
  CHECK_THROWS_AS((void)taps_of_line(5, 0, Upsample::kBicubic), std::logic_error);
}

}  // namespace
}  // namespace vitviz::field
