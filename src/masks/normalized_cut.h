// SPDX-License-Identifier: Apache-2.0
// One cut of the patches in two, which TokenCut and MaskCut read differently.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <Eigen/Core>

#include "base/thread_pool.h"
#include "tensor/shapes.h"

namespace vitviz::masks {

// The second smallest eigenvector (second_eigenvector.h) of the graph in which patches are joined
// whose features [N, D] have a cosine above `threshold` (similarity_graph.h): [N].
//
// Empty where there is nothing to cut: one patch alone, all patches joined to all (a uniform photo,
// features of rank 1 and one sign), or none to any other.
//
// Without a threshold it is Otsu's for the cosines of the photo (otsu_cosine()). TokenCut's own 0.2
// was chosen for the keys of DINO. Other networks spread their features otherwise, up to graphs in
// which every patch is joined to every other; a threshold that divides the photo's own cosines in
// alike and unlike does not depend on their spread.
//
// Requires: N >= 1; the numbers are finite.
[[nodiscard]] std::optional<Eigen::VectorXd> normalized_cut(tensor::ConstMatrixRef features,
                                                            std::optional<double> threshold,
                                                            base::ThreadPool& threads);

// A 1 for each number that is above the mean of all.
[[nodiscard]] std::vector<std::uint8_t> above_mean(const Eigen::VectorXd& numbers);

// Where the largest number is. Numbers that differ from it by rounding only, 10⁻⁶ of it, are equal
// to it, and of equal ones the first is meant: on the parts of a graph a vector is often constant.
[[nodiscard]] int place_of_largest(const Eigen::VectorXd& numbers);

}  // namespace vitviz::masks
