// SPDX-License-Identifier: Apache-2.0
#include "nn/rotary.h"

#include <cmath>

#include "base/check.h"

namespace vitviz::nn {
namespace {

// Where patch `index` among `count` lies.
double place_of(int index, int count, const RotaryRule& rule) {
  const double step = rule.extent > 0 ? rule.extent / count : 1;
  return rule.origin + (index + rule.offset) * step;
}

}  // namespace

Rotation rotation_of(tensor::PatchGrid grid, tensor::ConstVectorRef periods,
                     const RotaryRule& rule) {
  const Eigen::Index quarter = periods.cols();
  const Eigen::Index pairs = 2 * quarter;
  Rotation rotation{tensor::Matrix(grid.count(), 2 * pairs),
                    tensor::Matrix(grid.count(), 2 * pairs), rule.neighbours};
  for (int patch = 0; patch < grid.count(); ++patch) {
    const double y = place_of(patch / grid.cols, grid.rows, rule);
    const double x = place_of(patch % grid.cols, grid.cols, rule);
    for (Eigen::Index pair = 0; pair < pairs; ++pair) {
      const bool along_x = (pair < quarter) == rule.x_first;
      const double angle = (along_x ? x : y) / static_cast<double>(periods(pair % quarter));
      const Eigen::Index first = rule.neighbours ? 2 * pair : pair;
      const Eigen::Index second = rule.neighbours ? first + 1 : first + pairs;
      rotation.cosine(patch, first) = static_cast<float>(std::cos(angle));
      rotation.sine(patch, first) = static_cast<float>(std::sin(angle));
      rotation.cosine(patch, second) = rotation.cosine(patch, first);
      rotation.sine(patch, second) = rotation.sine(patch, first);
    }
  }
  return rotation;
}

void rotate(tensor::MatrixRef x, const Rotation& rotation, int first_patch) {
  const Eigen::Index width = rotation.cosine.cols();
  const Eigen::Index half = width / 2;
  VITVIZ_CHECK(first_patch + x.rows() <= rotation.cosine.rows() && x.cols() % width == 0);
  const Eigen::Index step = rotation.neighbours ? 2 : 1;        // from pair to pair
  const Eigen::Index partner = rotation.neighbours ? 1 : half;  // from a pair's first to its second
  for (Eigen::Index row = 0; row < x.rows(); ++row) {
    const auto cosines = rotation.cosine.row(first_patch + row);
    const auto sines = rotation.sine.row(first_patch + row);
    for (Eigen::Index head = 0; head < x.cols(); head += width) {
      for (Eigen::Index pair = 0; pair < half; ++pair) {
        const Eigen::Index column = pair * step;
        const float first = x(row, head + column);
        const float second = x(row, head + column + partner);
        x(row, head + column) = first * cosines(column) - second * sines(column);
        x(row, head + column + partner) = second * cosines(column) + first * sines(column);
      }
    }
  }
}

}  // namespace vitviz::nn
