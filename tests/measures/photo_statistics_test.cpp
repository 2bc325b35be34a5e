// SPDX-License-Identifier: Apache-2.0
#include "measures/photo_statistics.h"

#include <cmath>
#include <limits>

#include <doctest/doctest.h>

namespace vitviz::measures {
namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

// One photo's tables: two numbers, one that is the same for all, and what cannot be compared.
std::vector<Table> photo(double first, double second) {
  return {{.name = "tokens",
           .keys = {"block", "state"},
           .columns = {"a", "b"},
           .rows = {{{0, "input"}, {first, 5}}, {{1, "input"}, {second, 5}}}},
          {.name = "outliers",
           .keys = {"block"},
           .columns = {"norm"},
           .is_comparable = false,
           .rows = {{{0}, {first}}}}};
}

TEST_CASE("means and deviations are those of the photos, for tables that can be compared") {
  PhotoStatistics statistics;
  statistics.add(0, photo(1, 10));
  statistics.add(1, photo(3, 10));
  statistics.add(2, photo(5, 16));
  CHECK(statistics.photos() == 3);
  const std::vector<Table> means = statistics.means();
  REQUIRE(means.size() == 1);
  CHECK(means[0].rows[0].values == std::vector<double>{3, 5});
  CHECK(means[0].rows[1].values == std::vector<double>{12, 5});
  const std::vector<Table> deviations = statistics.deviations();
  CHECK(deviations[0].rows[0].values[0] == doctest::Approx(std::sqrt(8.0 / 3)));
  CHECK(deviations[0].rows[0].values[1] == 0);
  CHECK(deviations[0].rows[1].values[0] == doctest::Approx(std::sqrt(8.0)));
}

TEST_CASE("a number that a photo lacks counts for the others, one that all lack is missing") {
  PhotoStatistics statistics;
  statistics.add(0, photo(2, kNothing));
  statistics.add(1, photo(kNothing, kNothing));
  statistics.add(2, photo(4, kNothing));
  const std::vector<Table> means = statistics.means();
  CHECK(means[0].rows[0].values[0] == 3);
  CHECK(std::isnan(means[0].rows[1].values[0]));
  CHECK(statistics.deviations()[0].rows[0].values[0] == 1);
  CHECK(std::isnan(statistics.deviations()[0].rows[1].values[0]));
}

TEST_CASE("the photo furthest from the mean comes first and says in what") {
  PhotoStatistics statistics;
  statistics.add(7, photo(1, 0));
  statistics.add(8, photo(2, 0));
  statistics.add(9, photo(3, 3));
  const std::vector<FarPhoto> far = statistics.furthest(2);
  REQUIRE(far.size() == 2);
  // Deviations from the mean: √1.5 of the first value, √2 of the second; the third is the same
  // for all photos and does not count.
  CHECK(far[0].photo == 9);
  CHECK(far[0].distance == doctest::Approx(std::sqrt((1.5 + 2) / 2)));
  CHECK(far[0].table == "tokens");
  CHECK(far[0].key == "block 1, input");
  CHECK(far[0].column == "a");
  CHECK(far[0].value == 3);
  CHECK(far[0].mean == 1);
  CHECK(far[0].deviation == doctest::Approx(std::sqrt(2.0)));
  CHECK(far[1].photo == 7);
  CHECK(far[1].distance == doctest::Approx(std::sqrt((1.5 + 0.5) / 2)));
}

TEST_CASE("photos that are all the same are far from nothing") {
  PhotoStatistics statistics;
  statistics.add(0, photo(0.3, 0.1));
  statistics.add(1, photo(0.3, 0.1));
  CHECK(statistics.furthest(5).size() == 2);
  CHECK(statistics.furthest(5)[0].distance == 0);
}

}  // namespace
}  // namespace vitviz::measures
