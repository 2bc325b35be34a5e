// SPDX-License-Identifier: Apache-2.0
// How often a probe names the right class, how sure that share is, and what it takes for what.
#pragma once

#include <span>

#include <Eigen/Core>

namespace vitviz::features {

// The share of right answers with its 95 % interval, by Wilson's score: unlike ± 1.96 σ it stays
// within 0 and 1, and 20 right answers of 20 leave some doubt.
struct Accuracy {
  int correct = 0;
  int photos = 0;
  double share = 0;  // 0 to 1
  double low = 0;
  double high = 0;
};

// Requires: 0 <= correct <= photos; a photo.
[[nodiscard]] Accuracy accuracy_of(int correct, int photos);

// Requires: as many predictions as labels, at least one.
[[nodiscard]] Accuracy accuracy_of(std::span<const int> labels, std::span<const int> predicted);

// How many photos of the row's class were taken for the column's [classes, classes].
using Confusion = Eigen::Matrix<int, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

// Requires: as many predictions as labels, all in [0, classes).
[[nodiscard]] Confusion confusion_of(std::span<const int> labels, std::span<const int> predicted,
                                     int classes);

}  // namespace vitviz::features
