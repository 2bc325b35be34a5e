// SPDX-License-Identifier: Apache-2.0
#include "features/folds.h"

#include <algorithm>
#include <random>
#include <utility>

#include "base/check.h"

namespace vitviz::features {
namespace {

// As std::shuffle, whose order is another with each standard library. Fisher and Yates; that a
// remainder favours low numbers makes no difference below millions of photos.
void shuffle(std::vector<std::size_t>& photos, std::mt19937& generator) {
  for (std::size_t i = photos.size(); i > 1; --i) {
    std::swap(photos[i - 1], photos[generator() % i]);
  }
}

}  // namespace

std::vector<int> stratified_folds(std::span<const int> labels, int folds) {
  VITVIZ_CHECK(folds >= 2);
  std::vector<std::vector<std::size_t>> by_class;
  for (std::size_t photo = 0; photo < labels.size(); ++photo) {
    VITVIZ_CHECK(labels[photo] >= 0);
    const auto label = static_cast<std::size_t>(labels[photo]);
    if (label >= by_class.size()) by_class.resize(label + 1);
    by_class[label].push_back(photo);
  }
  std::mt19937 generator(1);
  std::vector<int> result(labels.size());
  int next = 0;  // goes on from class to class, or the first folds would get all remainders
  for (std::vector<std::size_t>& photos : by_class) {
    shuffle(photos, generator);
    for (const std::size_t photo : photos) {
      result[photo] = next;
      next = (next + 1) % folds;
    }
  }
  return result;
}

Split split_at(std::span<const int> folds, int fold) {
  Split split;
  for (std::size_t photo = 0; photo < folds.size(); ++photo) {
    (folds[photo] == fold ? split.test : split.train).push_back(static_cast<int>(photo));
  }
  return split;
}

std::vector<int> some_of(std::span<const int> labels, std::span<const int> photos) {
  std::vector<int> some;
  some.reserve(photos.size());
  for (const int photo : photos) some.push_back(labels[static_cast<std::size_t>(photo)]);
  return some;
}

}  // namespace vitviz::features
