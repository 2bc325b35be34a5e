// SPDX-License-Identifier: Apache-2.0
#include "image/percentiles.h"

#include <cmath>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

namespace vitviz::image {
namespace {

TEST_CASE("percentiles are those of numpy.percentile") {
  // a = (np.arange(35) * 17 % 101 - 50) * 0.25; np.percentile(a, q) of NumPy 2
  Percentiles percentiles(35, 1, 5);
  for (int y = 0; y < 7; ++y) {
    std::vector<double> row;
    for (int x = 0; x < 5; ++x) row.push_back(((5 * y + x) * 17 % 101 - 50) * 0.25);
    percentiles.add(row);
  }
  CHECK(percentiles.is_exact());
  CHECK(percentiles.at(0) == -12.5);
  CHECK(percentiles.at(2) == doctest::Approx(-12.33).epsilon(1e-14));
  CHECK(percentiles.at(0.5) == doctest::Approx(-12.4575).epsilon(1e-14));
  CHECK(percentiles.at(50) == -2.75);
  CHECK(percentiles.at(97.3) == doctest::Approx(9.5205).epsilon(1e-14));
  CHECK(percentiles.at(99.5) == doctest::Approx(9.7075).epsilon(1e-14));
  CHECK(percentiles.at(100) == 9.75);
}

TEST_CASE("what is not finite counts for nothing") {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  Percentiles percentiles(2, 3, 2);
  percentiles.add(std::vector<double>{kInfinity, 1, std::numeric_limits<double>::quiet_NaN()});
  percentiles.add(std::vector<double>{2, -kInfinity, 3});
  CHECK(percentiles.at(50) == 2);
  CHECK(percentiles.at(100) == 3);
  Percentiles none(1, 1, 1);
  none.add(std::vector<double>{kInfinity});
  CHECK(none.is_empty());
}

TEST_CASE("of very many numbers an evenly spread part counts, of all columns") {
  // Three times as many as are kept. A step of 3 divides the width, and 4 does, so it is 5.
  constexpr std::size_t kWidth = 6144;
  constexpr std::size_t kHeight = 4096;
  Percentiles percentiles(kWidth * kHeight, 1, kWidth);
  std::vector<double> row(kWidth);
  for (std::size_t x = 0; x < kWidth; ++x) row[x] = static_cast<double>(x);
  for (std::size_t y = 0; y < kHeight; ++y) percentiles.add(row);
  CHECK_FALSE(percentiles.is_exact());
  for (const double q : {0.0, 2.0, 50.0, 98.0, 100.0}) {
    CHECK(std::abs(percentiles.at(q) - (kWidth - 1) * q / 100) <= 1);  // a column
  }
}

TEST_CASE("memory is bounded") {
  CHECK(Percentiles::bytes_for(100) == 800);
  CHECK(Percentiles::bytes_for(std::size_t{1} << 40) == std::size_t{64} << 20);
}

}  // namespace
}  // namespace vitviz::image
