// SPDX-License-Identifier: Apache-2.0
// Probes against scikit-learn and DINO's definition (tests/reference/features/make_probe.py).
#include <cmath>

#include <doctest/doctest.h>

#include "features/cross_validation.h"
#include "features/folds.h"
#include "features/knn.h"
#include "features/softmax_regression.h"
#include "support/matrix_near.h"
#include "support/npy_reader.h"

namespace vitviz::features {
namespace {

constexpr int kClasses = 5;

// scikit-learn's own distance from the minimum: SciPy's line search ends in rounding where the
// gradient is about 1e-8 per photo, and the curvature along the weakest direction is 1 / (C n),
// 2e-5 at C = 100. Relative to the largest coefficient.
constexpr double kTolerance = 2e-4;

test::Array array(const std::string& name) {
  return test::read_npy(test::reference("features") / (name + ".npy"));
}

std::vector<int> integers(const std::string& name, Eigen::Index row = 0) {
  const test::Array all = array(name);
  const Eigen::Index length = all.shape.back();
  std::vector<int> numbers;
  for (Eigen::Index i = 0; i < length; ++i) {
    numbers.push_back(static_cast<int>(all.values[static_cast<std::size_t>(row * length + i)]));
  }
  return numbers;
}

// At most one photo in a thousand.
void check_agree(std::span<const int> got, std::span<const int> wanted) {
  REQUIRE(got.size() == wanted.size());
  std::size_t others = 0;
  for (std::size_t i = 0; i < got.size(); ++i) {
    if (got[i] != wanted[i]) ++others;
  }
  CHECK(others * 1000 <= got.size());
}

tensor::Matrix coefficients_of(const SoftmaxRegression& regression) {
  tensor::Matrix all(regression.weights.rows(), regression.weights.cols() + 1);
  all << regression.weights.cast<float>(), regression.intercepts.cast<float>();
  return all;
}

TEST_CASE("nearest neighbours agree with DINO's definition") {
  const test::Array features = array("features");
  const std::vector<int> labels = integers("labels");
  base::ThreadPool pool(2);
  check_agree(vote_of_nearest_others({}, features.matrix(), labels, kClasses, pool),
              integers("neighbors", 0));

  const auto half = static_cast<Eigen::Index>(labels.size() / 2);
  const std::span<const int> earlier = std::span(labels).first(labels.size() / 2);
  const std::vector<int> wanted = integers("neighbors", 1);
  check_agree(vote_of_nearest({}, features.matrix().topRows(half), earlier, kClasses,
                              features.matrix().bottomRows(half), pool),
              std::span(wanted).subspan(earlier.size()));
}

TEST_CASE("softmax regression agrees with scikit-learn") {
  const test::Array features = array("features");
  const test::Array wanted = array("weights");
  const std::vector<int> labels = integers("labels");
  const DoubleMatrix x = standard_scores_of(features.matrix()).of(features.matrix());
  for (std::size_t i = 0; i < kChoicesOfC.size(); ++i) {
    CAPTURE(kChoicesOfC[i]);
    const SoftmaxRegression fit =
        fit_softmax_regression({.c = kChoicesOfC[i], .tolerance = 1e-9}, x, labels, kClasses);
    const auto row = static_cast<Eigen::Index>(i);
    const tensor::Matrix coefficients = wanted.matrix().middleRows(row * kClasses, kClasses);
    test::check_near(coefficients_of(fit), coefficients,
                     kTolerance * static_cast<double>(coefficients.cwiseAbs().maxCoeff()));
    check_agree(fit.predict(x), integers("predicted", row));
  }
}

TEST_CASE("softmax regression of two classes agrees with scikit-learn's binary form") {
  const test::Array features = array("features");
  const test::Array wanted = array("two");
  const std::vector<int> labels = integers("labels");
  std::vector<int> pair;
  tensor::Matrix of_pair(0, features.matrix().cols());
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] > 1) continue;
    pair.push_back(labels[i]);
    of_pair.conservativeResize(of_pair.rows() + 1, Eigen::NoChange);
    of_pair.bottomRows(1) = features.matrix().row(static_cast<Eigen::Index>(i));
  }
  const DoubleMatrix x = standard_scores_of(of_pair).of(of_pair);
  constexpr double kChoices[] = {0.01, 1.0};
  for (Eigen::Index i = 0; i < 2; ++i) {
    const tensor::Matrix both =
        coefficients_of(fit_softmax_regression({.c = kChoices[i], .tolerance = 1e-9}, x, pair, 2));
    const tensor::Matrix row = wanted.matrix().row(i);
    test::check_near(tensor::Matrix(both.row(1) - both.row(0)), row,
                     kTolerance * static_cast<double>(row.cwiseAbs().maxCoeff()));
  }
}

TEST_CASE("cross-validation agrees with scikit-learn in the same folds") {
  const test::Array features = array("features");
  const std::vector<int> labels = integers("labels");
  CHECK(stratified_folds(labels, kFolds) == integers("folds"));
  base::ThreadPool pool(2);
  const CrossValidated result = cross_validate(features.matrix(), labels, kClasses, pool);
  check_agree(result.predicted, integers("validated"));
  const test::Array chosen = array("chosen");
  for (std::size_t fold = 0; fold < result.chosen_c.size(); ++fold) {
    CHECK(std::log10(result.chosen_c[fold]) == doctest::Approx(chosen.values[fold]));
  }
}

}  // namespace
}  // namespace vitviz::features
