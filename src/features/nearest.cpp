// SPDX-License-Identifier: Apache-2.0
#include "features/nearest.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <span>

#include "base/check.h"

namespace vitviz::features {
namespace {

constexpr int kRowsAtOnce = 256;  // one task of a thread

struct Products {
  double of_both = 0;
  double of_row = 0;  // with itself
};

// Eight sums, which the compiler adds up beside each other, brought together in a fixed order.
Products products(std::span<const double> query, const float* row) {
  constexpr std::size_t kLanes = 8;
  std::array<double, kLanes> both{};
  std::array<double, kLanes> own{};
  const std::size_t whole = query.size() / kLanes * kLanes;
  for (std::size_t i = 0; i < whole; i += kLanes) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      const auto value = static_cast<double>(row[i + lane]);
      both[lane] += query[i + lane] * value;
      own[lane] += value * value;
    }
  }
  Products sums;
  for (std::size_t i = whole; i < query.size(); ++i) {
    const auto value = static_cast<double>(row[i]);
    sums.of_both += query[i] * value;
    sums.of_row += value * value;
  }
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    sums.of_both += both[lane];
    sums.of_row += own[lane];
  }
  return sums;
}

// A row brought to length 1; zeros stay.
std::vector<double> unit_vector(tensor::ConstMatrixRef rows, Eigen::Index row) {
  std::vector<double> unit(rows.row(row).begin(), rows.row(row).end());
  double squares = 0;
  for (const double value : unit) squares += value * value;
  if (squares == 0) return unit;
  const double length = std::sqrt(squares);
  for (double& value : unit) value /= length;
  return unit;
}

double cosine_to(std::span<const double> unit, const float* row) {
  const Products sums = products(unit, row);
  if (sums.of_row == 0) return 0;
  return std::clamp(sums.of_both / std::sqrt(sums.of_row), -1.0, 1.0);
}

}  // namespace

NearestFew::NearestFew(int count) : count_(count) { VITVIZ_CHECK(count >= 1); }

void NearestFew::keep(const Neighbor& candidate) {
  kept_.push_back(candidate);
  std::push_heap(kept_.begin(), kept_.end(), is_nearer);
  if (static_cast<int>(kept_.size()) <= count_) return;
  std::pop_heap(kept_.begin(), kept_.end(), is_nearer);
  kept_.pop_back();
}

std::vector<Neighbor> NearestFew::sorted() const {
  std::vector<Neighbor> nearest = kept_;
  std::sort_heap(nearest.begin(), nearest.end(), is_nearer);
  return nearest;
}

std::vector<std::vector<Neighbor>> nearest_rows(tensor::ConstMatrixRef queries,
                                                tensor::ConstMatrixRef rows, int count,
                                                base::ThreadPool& threads) {
  VITVIZ_CHECK(queries.cols() == rows.cols());
  std::vector<std::vector<double>> units;
  for (Eigen::Index row = 0; row < queries.rows(); ++row) {
    units.push_back(unit_vector(queries, row));
  }
  const auto all = static_cast<int>(rows.rows());
  std::vector<std::vector<double>> cosines(units.size(),
                                           std::vector<double>(static_cast<std::size_t>(all)));
  threads.parallel_for((all + kRowsAtOnce - 1) / kRowsAtOnce, [&](int block, int /*worker*/) {
    const int end = std::min(all, (block + 1) * kRowsAtOnce);
    for (int row = block * kRowsAtOnce; row < end; ++row) {
      for (std::size_t query = 0; query < units.size(); ++query) {
        cosines[query][static_cast<std::size_t>(row)] =
            cosine_to(units[query], rows.row(row).data());
      }
    }
  });
  std::vector<std::vector<Neighbor>> nearest;
  for (const std::vector<double>& of_query : cosines) {
    NearestFew few(count);
    for (int row = 0; row < all; ++row) few.show({of_query[static_cast<std::size_t>(row)], row});
    nearest.push_back(few.sorted());
  }
  return nearest;
}

}  // namespace vitviz::features
