// SPDX-License-Identifier: Apache-2.0
#include "measures/photo_statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/check.h"

namespace vitviz::measures {
namespace {

// Calls use(value, table, row, column) for each value of comparable tables, in one order.
template <typename Tables, typename Use>
void for_each_value(Tables& tables, const Use& use) {
  for (auto& table : tables) {
    if (!table.is_comparable) continue;
    for (auto& row : table.rows) {
      for (std::size_t column = 0; column < row.values.size(); ++column) {
        use(row.values[column], table, row, column);
      }
    }
  }
}

}  // namespace

// Means and squares are carried on from photo to photo (B. Welford, 1962).
void PhotoStatistics::add(std::size_t photo, const std::vector<Table>& tables) {
  std::vector<float> values;
  for_each_value(tables,
                 [&](double value, auto&&...) { values.push_back(static_cast<float>(value)); });
  if (photos_.empty()) {
    for (const Table& table : tables) {
      if (table.is_comparable) form_.push_back(table);
    }
    mean_.resize(values.size());
    spread_.resize(values.size());
    count_.resize(values.size());
  }
  VITVIZ_CHECK(values.size() == mean_.size());
  std::size_t i = 0;
  for_each_value(tables, [&](double value, auto&&...) {
    const std::size_t at = i++;
    if (std::isnan(value)) return;
    const double before = value - mean_[at];
    mean_[at] += before / static_cast<double>(++count_[at]);
    spread_[at] += before * (value - mean_[at]);
  });
  photos_.push_back(photo);
  values_.push_back(std::move(values));
}

double PhotoStatistics::deviation(std::size_t value) const {
  return std::sqrt(spread_[value] / static_cast<double>(count_[value]));
}

std::vector<Table> PhotoStatistics::filled(const std::vector<double>& values) const {
  std::vector<Table> tables = form_;
  std::size_t i = 0;
  for_each_value(tables, [&](double& value, auto&&...) {
    const std::size_t at = i++;
    value = count_[at] > 0 ? values[at] : std::numeric_limits<double>::quiet_NaN();
  });
  return tables;
}

std::vector<Table> PhotoStatistics::deviations() const {
  std::vector<double> all;
  for (std::size_t i = 0; i < mean_.size(); ++i) all.push_back(deviation(i));
  return filled(all);
}

// In a measure in which all photos are the same but for rounding, none is far.
FarPhoto PhotoStatistics::compare(std::size_t index) const {
  constexpr double kRounding = 1e-6;  // of floats, of values around 1
  FarPhoto far{.photo = photos_[index]};
  double squares = 0;
  double largest = -1;
  std::size_t compared = 0;
  std::size_t i = 0;
  for_each_value(form_, [&](double, const Table& table, const Row& row, std::size_t column) {
    const std::size_t at = i++;
    const auto value = static_cast<double>(values_[index][at]);
    if (std::isnan(value) || deviation(at) <= kRounding * (1 + std::abs(mean_[at]))) return;
    const double distance = (value - mean_[at]) / deviation(at);
    squares += distance * distance;
    ++compared;
    if (std::abs(distance) <= largest) return;
    largest = std::abs(distance);
    far.table = table.name;
    far.key = key_in_words(table, row);
    far.column = table.columns[column];
    far.value = value;
    far.mean = mean_[at];
    far.deviation = deviation(at);
  });
  if (compared > 0) far.distance = std::sqrt(squares / static_cast<double>(compared));
  return far;
}

std::vector<FarPhoto> PhotoStatistics::furthest(std::size_t count) const {
  std::vector<FarPhoto> all;
  for (std::size_t i = 0; i < photos_.size(); ++i) all.push_back(compare(i));
  std::stable_sort(all.begin(), all.end(),
                   [](const FarPhoto& a, const FarPhoto& b) { return a.distance > b.distance; });
  if (all.size() > count) all.resize(count);
  return all;
}

}  // namespace vitviz::measures
