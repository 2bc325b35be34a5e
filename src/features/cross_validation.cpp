// SPDX-License-Identifier: Apache-2.0
#include "features/cross_validation.h"

#include <algorithm>
#include <cstddef>

#include "base/check.h"
#include "features/folds.h"
#include "features/softmax_regression.h"

namespace vitviz::features {
namespace {

using CountsOfC = std::array<int, kChoicesOfC.size()>;

// One training and the photos to test it on, standardised.
struct Trial {
  DoubleMatrix train;
  std::vector<int> train_labels;
  DoubleMatrix test;
  std::vector<int> test_labels;
};

tensor::Matrix rows_of(tensor::ConstMatrixRef features, std::span<const int> photos) {
  tensor::Matrix rows(static_cast<Eigen::Index>(photos.size()), features.cols());
  for (std::size_t i = 0; i < photos.size(); ++i) {
    rows.row(static_cast<Eigen::Index>(i)) = features.row(photos[i]);
  }
  return rows;
}

Trial trial_of(tensor::ConstMatrixRef features, std::span<const int> labels, const Split& split) {
  const tensor::Matrix train = rows_of(features, split.train);
  const StandardScores scores = standard_scores_of(train);
  return {.train = scores.of(train),
          .train_labels = some_of(labels, split.train),
          .test = scores.of(rows_of(features, split.test)),
          .test_labels = some_of(labels, split.test)};
}

// How many of the test photos are right with each C. A fit begins where that of the C before ended.
CountsOfC correct_by_c(const Trial& trial, int classes, const std::stop_token& stop) {
  CountsOfC correct{};
  SoftmaxRegression regression;
  for (std::size_t i = 0; i < kChoicesOfC.size(); ++i) {
    regression = fit_softmax_regression({.c = kChoicesOfC[i]}, trial.train, trial.train_labels,
                                        classes, regression, stop);
    const std::vector<int> predicted = regression.predict(trial.test);
    for (std::size_t photo = 0; photo < predicted.size(); ++photo) {
      if (predicted[photo] == trial.test_labels[photo]) ++correct[i];
    }
  }
  return correct;
}

// The folds within the training photos of each fold.
Split inner_split(const Split& outer, std::span<const int> labels, int fold) {
  const std::vector<int> folds = stratified_folds(some_of(labels, outer.train), kFolds);
  const Split places = split_at(folds, fold);
  return {.train = some_of(outer.train, places.train), .test = some_of(outer.train, places.test)};
}

double best_c(std::span<const CountsOfC> inner) {
  CountsOfC sums{};
  for (const CountsOfC& counts : inner) {
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += counts[i];
  }
  const auto best = std::max_element(sums.begin(), sums.end()) - sums.begin();
  return kChoicesOfC[static_cast<std::size_t>(best)];
}

void check(tensor::ConstMatrixRef features, std::span<const int> labels, int classes) {
  VITVIZ_CHECK(static_cast<std::size_t>(features.rows()) == labels.size() && classes >= 2);
  for (int label = 0; label < classes; ++label) {
    VITVIZ_CHECK(std::count(labels.begin(), labels.end(), label) >= kFolds);
  }
}

}  // namespace

CrossValidated cross_validate(tensor::ConstMatrixRef features, std::span<const int> labels,
                              int classes, base::ThreadPool& pool) {
  check(features, labels, classes);
  const std::vector<int> folds = stratified_folds(labels, kFolds);
  std::vector<Split> outer;
  for (int fold = 0; fold < kFolds; ++fold) outer.push_back(split_at(folds, fold));

  std::vector<CountsOfC> counts(kFolds * kFolds);
  pool.parallel_for(kFolds * kFolds, [&](int task, int /*worker*/) {
    const Split& split = outer[static_cast<std::size_t>(task / kFolds)];
    const Trial trial = trial_of(features, labels, inner_split(split, labels, task % kFolds));
    counts[static_cast<std::size_t>(task)] = correct_by_c(trial, classes, pool.stop());
  });

  CrossValidated result = {.predicted = std::vector<int>(labels.size()),
                           .chosen_c = std::vector<double>(kFolds)};
  pool.parallel_for(kFolds, [&](int fold, int /*worker*/) {
    const auto place = static_cast<std::size_t>(fold);
    const double c = best_c(std::span(counts).subspan(place * kFolds, kFolds));
    const Trial trial = trial_of(features, labels, outer[place]);
    const std::vector<int> predicted =
        fit_softmax_regression({.c = c}, trial.train, trial.train_labels, classes, {}, pool.stop())
            .predict(trial.test);
    for (std::size_t i = 0; i < predicted.size(); ++i) {
      result.predicted[static_cast<std::size_t>(outer[place].test[i])] = predicted[i];
    }
    result.chosen_c[place] = c;
  });
  return result;
}

}  // namespace vitviz::features
