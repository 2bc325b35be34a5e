// SPDX-License-Identifier: Apache-2.0
// Truths and maps drawn with letters, and shapes to score.
#pragma once

#include <initializer_list>
#include <string_view>
#include <vector>

#include "eval/truth_mask.h"

namespace vitviz::test {

// '.' is background, '?' void, a digit the object of this id. Requires: rows of one length.
inline eval::TruthMask drawn(std::initializer_list<std::string_view> rows) {
  eval::TruthMask truth({static_cast<int>(rows.begin()->size()), static_cast<int>(rows.size())});
  int y = 0;
  for (const std::string_view row : rows) {
    for (std::size_t x = 0; x < row.size(); ++x) {
      truth.row(y)[x] = row[x] == '?'   ? eval::kVoid
                        : row[x] == '.' ? eval::kBackground
                                        : static_cast<std::uint8_t>(row[x] - '0');
    }
    ++y;
  }
  return truth;
}

// Object 1 where left ≤ x < right and top ≤ y < bottom.
inline eval::TruthMask rectangle(image::Size size, int left, int top, int right, int bottom) {
  eval::TruthMask truth(size);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      const bool inside = x >= left && x < right && y >= top && y < bottom;
      truth.row(y)[static_cast<std::size_t>(x)] = inside ? 1 : 0;
    }
  }
  return truth;
}

// 1 for every object, else 0.
inline std::vector<float> map_of(const eval::TruthMask& truth) {
  std::vector<float> map;
  for (const std::uint8_t id : truth.bytes()) map.push_back(eval::is_object(id) ? 1.0F : 0.0F);
  return map;
}

inline std::vector<std::uint8_t> mask_of(const eval::TruthMask& truth) {
  std::vector<std::uint8_t> mask;
  for (const std::uint8_t id : truth.bytes()) mask.push_back(eval::is_object(id) ? 1 : 0);
  return mask;
}

}  // namespace vitviz::test
