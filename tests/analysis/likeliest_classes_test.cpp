// SPDX-License-Identifier: Apache-2.0
#include "analysis/likeliest_classes.h"

#include <array>
#include <cmath>

#include <doctest/doctest.h>

namespace vitviz::analysis {
namespace {

constexpr double kRounding = 1e-6;  // logits are float32

TEST_CASE("the five likeliest classes come in order, with their softmax over all") {
  const std::array<float, 6> logits = {0, 3, -1, 3, 1, 2};
  const std::vector<RankedClass> classes =
      likeliest_classes(logits, {"a", "b", "c", "d", "e", "f"});
  REQUIRE(classes.size() == 5);
  CHECK(classes[0].index == 1);  // of equal ones the first
  CHECK(classes[0].label == "b");
  CHECK(classes[1].index == 3);
  CHECK(classes[4].index == 0);
  const double sum = 1 + 2 * std::exp(3) + std::exp(-1) + std::exp(1) + std::exp(2);
  CHECK(classes[0].probability == doctest::Approx(std::exp(3) / sum).epsilon(kRounding));
}

TEST_CASE("as many classes come as are asked for") {
  const std::array<float, 6> logits = {0, 3, -1, 3, 1, 2};
  CHECK(likeliest_classes(logits, {}, 1).size() == 1);
  CHECK(likeliest_classes(logits, {}, 6).back().index == 2);
  CHECK(likeliest_classes(logits, {}, 100).size() == 6);
}

TEST_CASE("large logits do not overflow, and few classes are all shown") {
  const std::array<float, 2> logits = {1000, 1000};
  const std::vector<RankedClass> classes = likeliest_classes(logits, {});
  REQUIRE(classes.size() == 2);
  CHECK(classes[1].probability == 0.5);
  CHECK(classes[1].label.empty());
}

}  // namespace
}  // namespace vitviz::analysis
