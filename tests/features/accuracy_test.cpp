// SPDX-License-Identifier: Apache-2.0
#include "features/accuracy.h"

#include <vector>

#include <doctest/doctest.h>

namespace vitviz::features {
namespace {

TEST_CASE("accuracy: Wilson's intervals as published") {
  // Newcombe, Two-sided confidence intervals for the single proportion (1998), table I, method 3.
  const auto check = [](int correct, int photos, double low, double high) {
    const Accuracy accuracy = accuracy_of(correct, photos);
    CHECK(accuracy.low == doctest::Approx(low).epsilon(1e-3));
    CHECK(accuracy.high == doctest::Approx(high).epsilon(1e-3));
  };
  check(81, 263, 0.2553, 0.3662);
  check(15, 148, 0.0624, 0.1605);
  check(0, 20, 0.0, 0.1611);
  check(1, 29, 0.0061, 0.1718);
}

TEST_CASE("accuracy: all or none right leaves doubt on one side alone") {
  const Accuracy all = accuracy_of(20, 20);
  CHECK(all.share == 1.0);
  CHECK(all.high == 1.0);
  CHECK(all.low == doctest::Approx(1.0 - 0.16113).epsilon(1e-4));
  CHECK(accuracy_of(0, 1).low == 0.0);
}

TEST_CASE("accuracy: predictions are counted") {
  const std::vector<int> labels = {0, 0, 1, 2, 2, 2};
  const std::vector<int> predicted = {0, 1, 1, 2, 0, 2};
  CHECK(accuracy_of(labels, predicted).correct == 4);
  CHECK(accuracy_of(labels, predicted).photos == 6);
  Confusion wanted(3, 3);
  wanted << 1, 1, 0, 0, 1, 0, 1, 0, 2;
  CHECK(confusion_of(labels, predicted, 3) == wanted);
}

}  // namespace
}  // namespace vitviz::features
