// SPDX-License-Identifier: Apache-2.0
// Rows of attention whose measures are known without a computation.
#include "measures/attention_sums.h"

#include <cmath>
#include <cstddef>
#include <span>

#include <doctest/doctest.h>

#include "tensor/shapes.h"

namespace vitviz::measures {
namespace {

constexpr double kTolerance = 1e-6;  // of numbers around 1 that are summed as floats

constexpr RowShape kShape{{3, 4}, 3, true, 16};  // CLS and two registers before twelve patches
constexpr int kTokens = 15;

tensor::Vector one_hot(int token) { return tensor::Vector::Unit(kTokens, token); }

std::span<const float> numbers_of(const tensor::Vector& weights) {
  return {weights.data(), static_cast<std::size_t>(weights.size())};
}

RowMeasures measure_cls(const tensor::Vector& weights, const RowShape& shape = kShape) {
  return measure_row(numbers_of(weights), shape, {});
}

RowMeasures measure_patch(const tensor::Vector& weights, int patch) {
  PatchDistances distances(kShape);
  return measure_row(numbers_of(weights), kShape, distances.from(patch));
}

bool near(double got, double want) { return std::abs(got - want) <= kTolerance; }

TEST_CASE("weights that are all the same are spread evenly, whatever the prefix gets") {
  const tensor::Vector weights = tensor::Vector::Constant(kTokens, 1.0F / kTokens);
  const RowMeasures got = measure_cls(weights);
  CHECK(near(got.entropy, 1));
  CHECK(near(got.cls, 1.0 / kTokens));
  CHECK(near(got.registers, 2.0 / kTokens));
  CHECK(near(got.strongest, 10.0 / kTokens));
  CHECK(got.distance == 0);  // of a query that is no patch
}

TEST_CASE("a patch that sees itself alone has no entropy and looks nowhere") {
  const RowMeasures got = measure_patch(one_hot(3 + 5), 5);
  CHECK(got.entropy == 0);
  CHECK(got.distance == 0);
  CHECK(got.renormalised == 0);
  CHECK(got.cls == 0);
  CHECK(got.registers == 0);
  CHECK(got.strongest == 1);
}

TEST_CASE("distances are from the centre of a patch to that of another, in pixels") {
  // Patch 0 is at (0, 0), patch 11 at (2, 3), patch 2 at (0, 2).
  CHECK(near(measure_patch(one_hot(3 + 11), 0).distance, 16 * std::sqrt(13.0)));
  CHECK(near(measure_patch(one_hot(3 + 2), 0).distance, 32));
  const tensor::Vector half = 0.5F * one_hot(0) + 0.5F * one_hot(3 + 2);
  CHECK(near(measure_patch(half, 0).distance, 16));
  CHECK(near(measure_patch(half, 0).renormalised, 32));
  CHECK(near(measure_patch(half, 0).cls, 0.5));
}

TEST_CASE("two patches of equal weight have the entropy ln 2 / ln N") {
  const tensor::Vector weights = 0.2F * one_hot(1) + 0.4F * one_hot(4) + 0.4F * one_hot(9);
  CHECK(near(measure_cls(weights).entropy, std::log(2.0) / std::log(12.0)));
  CHECK(near(measure_cls(weights).registers, 0.2));
}

TEST_CASE("a row that leaves the patches nothing is measured as nothing") {
  const RowMeasures got = measure_patch(one_hot(0), 7);
  CHECK(got.entropy == 0);
  CHECK(got.distance == 0);
  CHECK(got.renormalised == 0);
  CHECK(got.cls == 1);
  CHECK(got.strongest == 0);
}

TEST_CASE("a single patch has no entropy") {
  const RowMeasures got = measure_cls(tensor::Vector::Constant(2, 0.5F), {{1, 1}, 1, true, 16});
  CHECK(got.entropy == 0);
  CHECK(got.strongest == 0.5);
}

}  // namespace
}  // namespace vitviz::measures
