// SPDX-License-Identifier: Apache-2.0
// The measurements of many photos: their means, how far photos differ, and which are the furthest
// from the mean.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "measures/table.h"

namespace vitviz::measures {

// A photo that is unlike the others, and by what most.
struct FarPhoto {
  std::size_t photo = 0;   // as it was counted
  double distance = 0;     // root mean square of its values' distances to the mean, in deviations
  std::string table = {};  // of the value that differs most
  std::string key = {};    // in words
  std::string column = {};
  double value = 0;
  double mean = 0;
  double deviation = 0;
};

// Keeps every photo's values as floats: about 10 kB for a network of 12 blocks and 12 heads.
class PhotoStatistics {
 public:
  // The tables of one photo; only those that are comparable count, and all photos have the same.
  void add(std::size_t photo, const std::vector<Table>& tables);

  [[nodiscard]] std::size_t photos() const { return photos_.size(); }
  // The tables with the means over all photos that have a value.
  [[nodiscard]] std::vector<Table> means() const { return filled(mean_); }
  // The same with the standard deviations (of these photos, not of those they stand for).
  [[nodiscard]] std::vector<Table> deviations() const;
  // The photos furthest from the mean, at most `count`, the furthest first.
  [[nodiscard]] std::vector<FarPhoto> furthest(std::size_t count) const;

 private:
  [[nodiscard]] std::vector<Table> filled(const std::vector<double>& values) const;
  [[nodiscard]] double deviation(std::size_t value) const;
  [[nodiscard]] FarPhoto compare(std::size_t index) const;

  std::vector<Table> form_;     // of the first photo
  std::vector<double> mean_;    // of each value, running
  std::vector<double> spread_;  // Σ (value − mean)², running
  std::vector<std::size_t> count_;
  std::vector<std::size_t> photos_;
  std::vector<std::vector<float>> values_;
};

}  // namespace vitviz::measures
