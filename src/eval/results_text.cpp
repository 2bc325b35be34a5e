// SPDX-License-Identifier: Apache-2.0
#include "eval/results_text.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include <fmt/format.h>

#include "base/text.h"

namespace vitviz::eval {
namespace {

std::string number(double value, Unit unit) {
  return unit == Unit::kShare ? fmt::format("{:.1f}", 100.0 * value) : fmt::format("{:.3f}", value);
}

std::string csv_field(std::string_view field) {
  if (field.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(field);
  std::string text = "\"";
  for (const char letter : field) {
    text += letter;
    if (letter == '"') text += '"';
  }
  return text + '"';
}

template <typename Rows, typename NameOf>
int longest(const Rows& rows, const NameOf& name_of) {
  std::size_t width = 0;
  for (const auto& row : rows) width = std::max(width, name_of(row).size());
  return static_cast<int>(width);
}

std::string score_lines(const Results& results) {
  const auto& measures = results.task->scores;
  const int width = longest(measures, [](const Measure& measure) { return measure.name; });
  std::string text;
  for (std::size_t s = 0; s < measures.size(); ++s) {
    const auto& [name, help, unit] = measures[s];
    const auto& [value, interval] = results.scores[s];
    text += fmt::format("{:{}}  {:>5}{}  {:>5} to {:>5}   {}\n", name, width, number(value, unit),
                        unit == Unit::kShare ? " %" : "  ", number(interval.low, unit),
                        number(interval.high, unit), help);
  }
  return text;
}

}  // namespace

std::string results_text(const Results& results) {
  std::string text = score_lines(results);
  const std::vector<ProtocolLine> lines = lines_of(results.protocol);
  const int width = longest(lines, [](const ProtocolLine& line) { return line.name; });
  text += "\nprotocol\n";
  for (const auto& [name, value] : lines) {
    text += fmt::format("  {:{}}  {}\n", name, width, base::printable(value));
  }
  return text;
}

std::string results_csv(const Results& results) {
  std::string text = "photo";
  for (const Measure& column : results.task->columns) text.append(",").append(column.name);
  text += ",protocol\n";
  const std::string protocol = csv_field(one_line(results.protocol));
  for (const PhotoScore& photo : results.photos) {
    text += csv_field(photo.photo);
    for (const double value : photo.values) text += fmt::format(",{}", value);
    text.append(",").append(protocol).append("\n");
  }
  return text;
}

}  // namespace vitviz::eval
