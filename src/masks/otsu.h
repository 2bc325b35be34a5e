// SPDX-License-Identifier: Apache-2.0
// Otsu's threshold: the numbers of a map fall in two classes, and the object is the upper one.
//
// N. Otsu, "A Threshold Selection Method from Gray-Level Histograms", 1979. Of all thresholds the
// one is taken at which the variance between the classes, w₀ w₁ (m₁ − m₀)² of their sizes w and
// means m, is largest. Here it is searched among all distinct numbers, not among the bins of a
// histogram. Of thresholds that are equally good up to rounding the lowest is taken.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vitviz::masks {

// The lowest number of the upper class; infinity when all are equal or there are none.
// Requires: the numbers are finite.
[[nodiscard]] float otsu_threshold(std::span<const float> numbers);

// A 1 for each number of the upper class and a 0 for each other. Requires: as above.
[[nodiscard]] std::vector<std::uint8_t> otsu_mask(std::span<const float> map);

// The same of numbers that come with their counts: the place where the upper class begins, or the
// end when there is only one class. Places that count nothing make no class.
// Requires: as many counts as numbers, none below zero; the numbers ascend.
[[nodiscard]] std::size_t otsu_split(std::span<const double> numbers,
                                     std::span<const double> counts);

}  // namespace vitviz::masks
