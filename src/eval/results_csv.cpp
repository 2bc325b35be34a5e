// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "base/check.h"
#include "base/csv.h"
#include "eval/results_text.h"

namespace vitviz::eval {
namespace {

using base::csv_field;

std::string row_of_names(const Task& task) {
  std::string text = "photo";
  for (const Measure& column : task.columns) text.append(",").append(column.name);
  return text + ",protocol\n";
}

// `start` comes first in each.
std::string rows_of(const Results& results, const std::string& start) {
  const std::string protocol = csv_field(one_line(results.protocol));
  std::string text;
  for (const PhotoScore& photo : results.photos) {
    text.append(start).append(csv_field(photo.photo));
    for (const double value : photo.values) text += fmt::format(",{}", value);
    text.append(",").append(protocol).append("\n");
  }
  return text;
}

}  // namespace

std::string results_csv(const Results& results) {
  return row_of_names(*results.task) + rows_of(results, "");
}

std::string results_csv(const Sweep& sweep) {
  VITVIZ_CHECK(!sweep.points.empty());
  std::string text = csv_field(sweep.name) + "," + row_of_names(*sweep.points[0].results.task);
  for (const auto& [setting, results] : sweep.points) {
    text += rows_of(results, csv_field(setting) + ",");
  }
  return text;
}

}  // namespace vitviz::eval
