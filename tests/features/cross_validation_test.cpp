// SPDX-License-Identifier: Apache-2.0
#include "features/cross_validation.h"

#include <cmath>

#include <doctest/doctest.h>

#include "features/accuracy.h"
#include "support/random_matrix.h"

namespace vitviz::features {
namespace {

std::vector<int> labels_of(int photos, int classes) {
  std::vector<int> labels;
  for (int i = 0; i < photos; ++i) labels.push_back(i % classes);
  return labels;
}

TEST_CASE("cross-validation: classes that lie apart are told apart by the strongest penalty") {
  const std::vector<int> labels = labels_of(75, 3);
  // 25 photos of a class: all trainings have as many of each, so none is likelier beforehand.
  tensor::Matrix features = 0.01F * test::random_matrix(75, 3, 1);
  for (Eigen::Index i = 0; i < 75; ++i) features(i, i % 3) += 1.0F;
  base::ThreadPool pool(2);
  const CrossValidated result = cross_validate(features, labels, 3, pool);
  CHECK(result.predicted == labels);
  CHECK(result.chosen_c == std::vector<double>(kFolds, kChoicesOfC[0]));
}

TEST_CASE("cross-validation: labels that features know nothing of are right by chance alone") {
  // More features than photos: every training set is learnt by heart, which must not show.
  const std::vector<int> labels = labels_of(120, 2);
  base::ThreadPool pool(2);
  const CrossValidated result = cross_validate(test::random_matrix(120, 200, 2), labels, 2, pool);
  // Over draws of such features the share has a deviation of 0.06 (scikit-learn, twelve seeds).
  CHECK(std::abs(accuracy_of(labels, result.predicted).share - 0.5) < 0.24);
}

TEST_CASE("cross-validation: the same for any number of threads, five photos of a class suffice") {
  const std::vector<int> labels = labels_of(15, 3);
  const tensor::Matrix features = test::random_matrix(15, 4, 7);
  base::ThreadPool one(1);
  base::ThreadPool four(4);
  const CrossValidated a = cross_validate(features, labels, 3, one);
  const CrossValidated b = cross_validate(features, labels, 3, four);
  CHECK(a.predicted == b.predicted);
  CHECK(a.chosen_c == b.chosen_c);
}

}  // namespace
}  // namespace vitviz::features
