// SPDX-License-Identifier: Apache-2.0
#include "masks/cosines.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "masks/otsu.h"

namespace vitviz::masks {
namespace {

constexpr int kBins = 1024;
constexpr int kMostRows = 1024;

std::size_t bin_of(float cosine) {
  const int bin = static_cast<int>(std::floor((cosine + 1.0F) * (kBins / 2.0F)));
  return static_cast<std::size_t>(std::clamp(bin, 0, kBins - 1));
}

double lower_end(std::size_t bin) { return static_cast<double>(bin) / (kBins / 2.0) - 1.0; }

tensor::Matrix some_rows(const tensor::Matrix& unit) {
  if (unit.rows() <= kMostRows) return unit;
  tensor::Matrix some(kMostRows, unit.cols());
  for (Eigen::Index i = 0; i < kMostRows; ++i) some.row(i) = unit.row(i * unit.rows() / kMostRows);
  return some;
}

}  // namespace

tensor::Matrix unit_rows(tensor::ConstMatrixRef features) {
  constexpr auto kShortest = static_cast<double>(std::numeric_limits<float>::min());
  tensor::Matrix unit(features.rows(), features.cols());
  for (Eigen::Index row = 0; row < features.rows(); ++row) {
    const Eigen::RowVectorXd feature = features.row(row).cast<double>();
    const double length = feature.norm();
    unit.row(row) = (feature / std::max(length, kShortest)).cast<float>();
  }
  return unit;
}

void for_each_tile(const tensor::Matrix& unit, base::ThreadPool& threads,
                   const TileVisitor& visit) {
  const auto count = static_cast<int>(unit.rows());
  struct Corner {
    int row, col;
  };
  std::vector<Corner> corners;
  for (int row = 0; row < count; row += kTile) {
    for (int col = row; col < count; col += kTile) corners.push_back({row, col});
  }
  threads.parallel_for(static_cast<int>(corners.size()), [&](int task, int) {
    const auto [row, col] = corners[static_cast<std::size_t>(task)];
    const auto rows = unit.middleRows(row, std::min(kTile, count - row));
    const auto cols = unit.middleRows(col, std::min(kTile, count - col));
    visit(row, col, rows * cols.transpose());
  });
}

double otsu_cosine(const tensor::Matrix& unit, base::ThreadPool& threads) {
  using Counts = std::vector<double>;
  std::vector<Counts> of_worker(static_cast<std::size_t>(threads.size()), Counts(kBins));
  const tensor::Matrix rows = some_rows(unit);
  const auto count = static_cast<int>(rows.rows());
  threads.parallel_for(count, [&](int row, int worker) {
    Counts& counts = of_worker[static_cast<std::size_t>(worker)];
    const tensor::Vector cosines = rows.row(row) * rows.bottomRows(count - row - 1).transpose();
    for (const float cosine : cosines) ++counts[bin_of(cosine)];
  });

  // Whole numbers: their sum does not depend on who counted.
  Counts counts(kBins);
  Counts ends(kBins);
  for (std::size_t bin = 0; bin < ends.size(); ++bin) {
    for (const Counts& some : of_worker) counts[bin] += some[bin];
    ends[bin] = lower_end(bin);
  }
  return lower_end(otsu_split(ends, counts));
}

}  // namespace vitviz::masks
