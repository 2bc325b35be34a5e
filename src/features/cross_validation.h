// SPDX-License-Identifier: Apache-2.0
// The accuracy of a linear probe on photos that it was not trained on.
//
// Each fold is predicted by a regression of the others. C is chosen for it among powers of ten by a
// second cross-validation within these others, so no photo takes part in any choice that its own
// prediction depends on. Features are standardised by the photos of each training.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "base/thread_pool.h"
#include "tensor/shapes.h"

namespace vitviz::features {

constexpr int kFolds = 5;  // of both cross-validations

// From strong to weak penalties. Of those equally good the strongest is chosen.
constexpr std::array<double, 7> kChoicesOfC = {1e-4, 1e-3, 1e-2, 1e-1, 1.0, 1e1, 1e2};

struct CrossValidated {
  std::vector<int> predicted;    // for each photo, by the regression of the other folds
  std::vector<double> chosen_c;  // for each fold
};

// Requires: a label in [0, classes) for each row of features [n, D]; two classes or more; kFolds
// photos of each class, so that each class is in every training; finite numbers.
// Throws base::Stopped where the pool is stopped.
[[nodiscard]] CrossValidated cross_validate(tensor::ConstMatrixRef features,
                                            std::span<const int> labels, int classes,
                                            base::ThreadPool& pool);

}  // namespace vitviz::features
