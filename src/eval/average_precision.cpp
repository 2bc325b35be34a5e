// SPDX-License-Identifier: Apache-2.0
#include "eval/average_precision.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <vector>

#include "base/check.h"

namespace vitviz::eval {
namespace {

// The values of right and of wrong answers, highest first.
struct Answers {
  std::vector<float> right;
  std::vector<float> wrong;
};

Answers ranked(std::span<const float> map, const TruthMask& truth) {
  const auto ids = truth.bytes();
  VITVIZ_CHECK(map.size() == ids.size());
  Answers answers;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (ids[i] == kVoid) continue;
    const float other = 1.0F - map[i];
    answers.right.push_back(is_object(ids[i]) ? map[i] : other);
    answers.wrong.push_back(is_object(ids[i]) ? other : map[i]);
  }
  std::sort(answers.right.begin(), answers.right.end(), std::greater<>());
  std::sort(answers.wrong.begin(), answers.wrong.end(), std::greater<>());
  return answers;
}

}  // namespace

double average_precision(std::span<const float> map, const TruthMask& truth) {
  const auto [right, wrong] = ranked(map, truth);
  VITVIZ_CHECK(!right.empty());
  double sum = 0.0;
  std::size_t above = 0;  // wrong answers at or above the value
  for (std::size_t begin = 0; begin < right.size();) {
    // Equal answers have no order: they are taken together.
    std::size_t end = begin;
    while (end < right.size() && right[end] == right[begin]) ++end;
    while (above < wrong.size() && wrong[above] >= right[begin]) ++above;
    const auto all = static_cast<double>(end + above);
    sum += static_cast<double>(end - begin) * (static_cast<double>(end) / all);
    begin = end;
  }
  return sum / static_cast<double>(right.size());
}

}  // namespace vitviz::eval
