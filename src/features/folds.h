// SPDX-License-Identifier: Apache-2.0
// Photos shared out among the folds of a cross-validation.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace vitviz::features {

// The fold of each photo, in [0, folds). Stratified: the folds' numbers of photos of a class differ
// by at most one, and so do those of all photos. Photos of a class are shuffled first, because
// neighbours in a folder are often alike; always in the same way (MT19937, seed 1).
// Requires: folds >= 2; labels >= 0.
[[nodiscard]] std::vector<int> stratified_folds(std::span<const int> labels, int folds);

// The numbers of the photos in `fold`, and of all others.
struct Split {
  std::vector<int> train;
  std::vector<int> test;
};
[[nodiscard]] Split split_at(std::span<const int> folds, int fold);

// The chosen ones of `labels`.
[[nodiscard]] std::vector<int> some_of(std::span<const int> labels, std::span<const int> photos);

}  // namespace vitviz::features
