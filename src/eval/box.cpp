// SPDX-License-Identifier: Apache-2.0
#include "eval/box.h"

#include <algorithm>

namespace vitviz::eval {
namespace {

double area(const Box& box) { return (box.right - box.left) * (box.bottom - box.top); }

}  // namespace

double box_iou(const Box& a, const Box& b) {
  const double width = std::min(a.right, b.right) - std::max(a.left, b.left);
  const double height = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
  const double common = std::max(width, 0.0) * std::max(height, 0.0);
  const double all = area(a) + area(b) - common;
  return all > 0.0 ? common / all : 0.0;
}

}  // namespace vitviz::eval
