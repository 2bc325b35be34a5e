// SPDX-License-Identifier: Apache-2.0
#include "measures/reference_tables.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <variant>

#include <doctest/doctest.h>

#include "checkpoint/load.h"

namespace vitviz::test {
namespace {

// The promise; the network's own rounding makes the largest difference, 8e-7.
constexpr double kTolerance = 1e-5;
constexpr double kCls = -1;  // for the token "cls" in the reference

// "cls", or "row,col" of a patch, which the reference counts row by row.
double token_number(const std::string& token, tensor::PatchGrid grid) {
  if (token == "cls") return kCls;
  const std::size_t comma = token.find(',');
  REQUIRE(comma != std::string::npos);
  return std::stoi(token.substr(0, comma)) * grid.cols + std::stoi(token.substr(comma + 1));
}

// A row as the reference stores it: keys before the values for tables whose keys say more than
// where the row is.
std::vector<double> numbers_of(const measures::Row& row, bool with_keys, tensor::PatchGrid grid) {
  std::vector<double> numbers;
  for (const measures::Key& key : row.keys) {
    if (!with_keys) break;
    const int* const number = std::get_if<int>(&key);
    numbers.push_back(number != nullptr ? *number : token_number(std::get<std::string>(key), grid));
  }
  numbers.insert(numbers.end(), row.values.begin(), row.values.end());
  return numbers;
}

bool is_near(double got, double want) {
  if (std::isnan(want)) return std::isnan(got);
  return std::abs(got - want) <= kTolerance * std::max(1.0, std::abs(want));
}

}  // namespace

model::VisionTransformer reference_model(const std::filesystem::path& file) {
  checkpoint::Hints hints;
  hints.heads = 3;
  return checkpoint::load_model(reference(file), hints);
}

Array measures_array(const std::string& of_case, const std::string& name) {
  return read_npy(reference("measures/" + of_case + "/" + name + ".npy"));
}

void check_table(const std::vector<measures::Table>& tables, std::string_view name,
                 const std::string& of_case, tensor::PatchGrid grid) {
  CAPTURE(name);
  const Array want = measures_array(of_case, std::string(name));
  const measures::Table& got = measures::find_table(tables, name);
  const bool with_keys = name == "heads" || name == "outliers" || name == "dimensions";
  REQUIRE(static_cast<std::int64_t>(got.rows.size()) == want.shape[0]);
  std::size_t at = 0;
  for (const measures::Row& row : got.rows) {
    CAPTURE(measures::key_in_words(got, row));
    const std::vector<double> numbers = numbers_of(row, with_keys, grid);
    REQUIRE(static_cast<std::int64_t>(numbers.size()) == want.shape[1]);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      const auto wanted = static_cast<double>(want.values[at++]);
      CAPTURE(i);
      CAPTURE(numbers[i]);
      CAPTURE(wanted);
      CHECK(is_near(numbers[i], wanted));
    }
  }
}

}  // namespace vitviz::test
