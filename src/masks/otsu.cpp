// SPDX-License-Identifier: Apache-2.0
#include "masks/otsu.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/check.h"
#include "masks/method.h"

namespace vitviz::masks {

extern const Method kOtsu;

namespace {

// By how much, relatively, a later split must be better than an earlier one: what differs by less
// is equally good, and rounding decided.
constexpr double kRounding = 1e-12;

struct Class {
  double count = 0;
  double sum = 0;

  [[nodiscard]] double mean() const { return sum / count; }
};

}  // namespace

std::size_t otsu_split(std::span<const double> numbers, std::span<const double> counts) {
  VITVIZ_CHECK(numbers.size() == counts.size());
  Class upper;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    upper.count += counts[i];
    upper.sum += counts[i] * numbers[i];
  }

  // Move one number after the other from the upper class to the lower one.
  Class lower;
  double best = 0;
  std::size_t split = numbers.size();
  for (std::size_t i = 0; i + 1 < numbers.size(); ++i) {
    if (counts[i] == 0) continue;
    lower.count += counts[i];
    lower.sum += counts[i] * numbers[i];
    upper.count -= counts[i];
    upper.sum -= counts[i] * numbers[i];
    if (upper.count == 0) break;
    const double apart = upper.mean() - lower.mean();
    const double variance = lower.count * upper.count * apart * apart;
    if (variance <= best * (1 + kRounding)) continue;
    best = variance;
    split = i + 1;
  }
  return split;
}

float otsu_threshold(std::span<const float> numbers) {
  VITVIZ_CHECK(
      std::all_of(numbers.begin(), numbers.end(), [](float v) { return std::isfinite(v); }));
  std::vector<double> distinct(numbers.begin(), numbers.end());
  std::sort(distinct.begin(), distinct.end());
  std::vector<double> counts;
  std::size_t size = 0;
  for (const double number : distinct) {
    if (size == 0 || number != distinct[size - 1]) {
      distinct[size++] = number;
      counts.push_back(0);
    }
    ++counts.back();
  }
  distinct.resize(size);
  const std::size_t split = otsu_split(distinct, counts);
  return split < size ? static_cast<float>(distinct[split])
                      : std::numeric_limits<float>::infinity();
}

std::vector<std::uint8_t> otsu_mask(std::span<const float> map) {
  return reaching(map, otsu_threshold(map));
}

namespace {

float otsu_of_pixels(std::span<const float> scores, const MaskOptions& /*options*/) {
  return otsu_threshold(scores);
}

std::vector<std::uint8_t> otsu_of_patches(std::span<const float> scores,
                                          const MaskOptions& /*options*/) {
  return otsu_mask(scores);
}

std::vector<PatchScores> find(const MaskMaterial& material, const MaskOptions& /*options*/,
                              base::ThreadPool& /*threads*/) {
  return {PatchScores(material.map.begin(), material.map.end())};
}

}  // namespace

const Method kOtsu = {
    .name = "otsu",
    .help = "Otsu's threshold: the patches whose map is in the upper of two classes",
    .needs = {.map = true},
    .find = find,
    .threshold = otsu_of_pixels,
    .patches = otsu_of_patches,
};

}  // namespace vitviz::masks
