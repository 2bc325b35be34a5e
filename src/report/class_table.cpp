// SPDX-License-Identifier: Apache-2.0
#include "report/class_table.h"

#include <cstddef>
#include <span>

#include "analysis/likeliest_classes.h"

namespace vitviz::report {

measures::Table class_table(const tensor::Vector& logits, const std::vector<std::string>& labels) {
  measures::Table table{.name = "classes",
                        .keys = {"rank", "label"},
                        .columns = {"probability"},
                        .is_comparable = false};
  const std::span<const float> numbers(logits.data(), static_cast<std::size_t>(logits.size()));
  int rank = 0;
  for (const analysis::RankedClass& one : analysis::likeliest_classes(numbers, labels)) {
    const std::string name = one.label.empty() ? "class " + std::to_string(one.index) : one.label;
    table.rows.push_back({{rank++, name}, {one.probability}});
  }
  return table;
}

}  // namespace vitviz::report
