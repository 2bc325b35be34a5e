// SPDX-License-Identifier: Apache-2.0
#include "features/folds.h"

#include <algorithm>
#include <map>
#include <utility>

#include <doctest/doctest.h>

namespace vitviz::features {
namespace {

// 23 photos of class 0, 7 of class 1, 11 of class 2, one after the other.
std::vector<int> three_classes() {
  std::vector<int> labels(23, 0);
  labels.insert(labels.end(), 7, 1);
  labels.insert(labels.end(), 11, 2);
  return labels;
}

TEST_CASE("folds have their share of each class and of all photos") {
  const std::vector<int> labels = three_classes();
  const std::vector<int> folds = stratified_folds(labels, 5);
  std::map<std::pair<int, int>, int> of_class;
  std::map<int, int> of_all;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    ++of_class[{labels[i], folds[i]}];
    ++of_all[folds[i]];
  }
  constexpr int kFewest[] = {4, 1, 2};  // of 23, 7 and 11 photos in five folds
  for (int fold = 0; fold < 5; ++fold) {
    CHECK((of_all[fold] == 8 || of_all[fold] == 9));
    for (int label = 0; label < 3; ++label) {
      const int more = of_class[{label, fold}] - kFewest[label];
      CHECK((more == 0 || more == 1));
    }
  }
}

TEST_CASE("folds do not follow the order of the photos") {
  const std::vector<int> folds = stratified_folds(std::vector<int>(100, 0), 5);
  int same_step = 0;
  for (std::size_t i = 1; i < folds.size(); ++i) {
    same_step += folds[i] == (folds[i - 1] + 1) % 5 ? 1 : 0;
  }
  CHECK(same_step < 40);  // 20 of 99 on average, all if photos went to the folds in turn
}

TEST_CASE("a split has every photo once") {
  const std::vector<int> folds = {2, 0, 1, 0, 2};
  const Split split = split_at(folds, 0);
  CHECK(split.test == std::vector<int>{1, 3});
  CHECK(split.train == std::vector<int>{0, 2, 4});
  CHECK(some_of(std::vector<int>{5, 6, 7, 8, 9}, split.train) == std::vector<int>{5, 7, 9});
}

}  // namespace
}  // namespace vitviz::features
