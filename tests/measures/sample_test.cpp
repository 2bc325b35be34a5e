// SPDX-License-Identifier: Apache-2.0
// Which patches stand for all of a large grid where many photos are measured.
#include <algorithm>
#include <array>
#include <cstddef>
#include <set>
#include <vector>

#include <doctest/doctest.h>

#include "measures/measurer.h"

namespace vitviz::measures {
namespace {

// The least share of the sample in any quarter of the rows or columns, each of which has about 0.25
// of the grid (7 of 31 columns are 0.23 of it). The sample holds 0.18 at least.
constexpr double kLeastShare = 0.17;

// How many of the patches are in each quarter of `size` rows or columns, by the number of theirs.
template <typename NumberOf>
double least_share(const std::vector<int>& patches, int size, const NumberOf& number_of) {
  std::array<int, 4> counts{};
  for (const int patch : patches) ++counts[static_cast<std::size_t>(number_of(patch) * 4 / size)];
  return *std::min_element(counts.begin(), counts.end()) / static_cast<double>(patches.size());
}

TEST_CASE("a small grid is measured as a whole") {
  CHECK(sample_of({{14, 14}, 1, true, 16}).empty());
  CHECK(sample_of({{14, 18}, 5, true, 16}).empty());
}

TEST_CASE("of a large grid CLS and about 125 different patches are measured, in their order") {
  const std::vector<int> tokens = sample_of({{37, 50}, 5, true, 14});
  CHECK(tokens.front() == 0);
  CHECK(tokens.size() > 115);
  CHECK(tokens.size() <= 127);
  CHECK(tokens[1] >= 5);
  CHECK(tokens.back() < 5 + 37 * 50);
  CHECK(std::is_sorted(tokens.begin(), tokens.end()));
  CHECK(std::set<int>(tokens.begin(), tokens.end()).size() == tokens.size());
  CHECK(sample_of({{37, 50}, 0, false, 14}).size() == tokens.size() - 1);
}

TEST_CASE("the sample of any grid lies evenly in its rows and its columns") {
  for (int rows = 8; rows <= 120; ++rows) {
    for (int cols = std::max(8, 253 / rows + 1); cols <= 120; ++cols) {
      CAPTURE(rows);
      CAPTURE(cols);
      const std::vector<int> patches = sample_of({{rows, cols}, 0, false, 16});
      CHECK(least_share(patches, rows, [&](int patch) { return patch / cols; }) >= kLeastShare);
      CHECK(least_share(patches, cols, [&](int patch) { return patch % cols; }) >= kLeastShare);
    }
  }
}

}  // namespace
}  // namespace vitviz::measures
