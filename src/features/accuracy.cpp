// SPDX-License-Identifier: Apache-2.0
#include "features/accuracy.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "base/check.h"

namespace vitviz::features {
namespace {

constexpr double kZ = 1.959963984540054;  // 95 % of a normal distribution lie within ± z

}  // namespace

Accuracy accuracy_of(int correct, int photos) {
  VITVIZ_CHECK(photos >= 1 && correct >= 0 && correct <= photos);
  const double n = photos;
  const double share = correct / n;
  const double shrink = 1.0 / (1.0 + kZ * kZ / n);
  const double center = shrink * (share + kZ * kZ / (2.0 * n));
  const double half = shrink * kZ * std::sqrt(share * (1.0 - share) / n + kZ * kZ / (4.0 * n * n));
  // Where all or none is right, an end is 1 or 0 up to rounding.
  return {.correct = correct,
          .photos = photos,
          .share = share,
          .low = correct == 0 ? 0.0 : center - half,
          .high = correct == photos ? 1.0 : center + half};
}

Accuracy accuracy_of(std::span<const int> labels, std::span<const int> predicted) {
  VITVIZ_CHECK(labels.size() == predicted.size());
  int correct = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) correct += labels[i] == predicted[i] ? 1 : 0;
  return accuracy_of(correct, static_cast<int>(labels.size()));
}

Confusion confusion_of(std::span<const int> labels, std::span<const int> predicted, int classes) {
  VITVIZ_CHECK(labels.size() == predicted.size());
  const auto is_class = [&](int label) { return label >= 0 && label < classes; };
  VITVIZ_CHECK(std::all_of(labels.begin(), labels.end(), is_class));
  VITVIZ_CHECK(std::all_of(predicted.begin(), predicted.end(), is_class));
  Confusion confusion = Confusion::Zero(classes, classes);
  for (std::size_t i = 0; i < labels.size(); ++i) ++confusion(labels[i], predicted[i]);
  return confusion;
}

}  // namespace vitviz::features
