// SPDX-License-Identifier: Apache-2.0
#include "eval/results_text.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include <fmt/format.h>

#include "base/check.h"
#include "base/text.h"

namespace vitviz::eval {
namespace {

std::string number(double value, Unit unit) {
  return unit == Unit::kShare ? fmt::format("{:.1f}", 100.0 * value) : fmt::format("{:.3f}", value);
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

std::string protocol_lines(const std::vector<ProtocolLine>& lines) {
  const int width = longest(lines, [](const ProtocolLine& line) { return line.name; });
  std::string text = "\nprotocol\n";
  for (const auto& [name, value] : lines) {
    text += fmt::format("  {:{}}  {}\n", name, width, base::printable(value));
  }
  return text;
}

// "61.5 [58.0, 64.9]"
std::string cell_of(const DataSetScore& score, Unit unit) {
  const auto& [value, interval] = score;
  return fmt::format("{} [{}, {}]", number(value, unit), number(interval.low, unit),
                     number(interval.high, unit));
}

using Cells = std::vector<std::string>;

std::vector<Cells> table_of(const Sweep& sweep) {
  const Task& task = *sweep.points[0].results.task;
  std::vector<Cells> table = {{sweep.name}};
  for (const Measure& score : task.scores) {
    table[0].push_back(fmt::format("{}{}", score.name, score.unit == Unit::kShare ? " %" : ""));
  }
  for (const auto& [setting, results] : sweep.points) {
    Cells row = {base::printable(setting)};
    for (std::size_t s = 0; s < task.scores.size(); ++s) {
      row.push_back(cell_of(results.scores[s], task.scores[s].unit));
    }
    table.push_back(std::move(row));
  }
  return table;
}

std::string aligned(const std::vector<Cells>& table) {
  std::string text;
  for (const Cells& row : table) {
    std::string line;
    for (std::size_t c = 0; c < row.size(); ++c) {
      const int width = longest(table, [c](const Cells& cells) { return cells[c]; });
      line += fmt::format("{:{}}  ", row[c], width);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  }
  return text;
}

// Line by line what the protocols of all points say: "keep 0.5 | keep 0.6" where they differ.
std::vector<ProtocolLine> joined_protocol(const Sweep& sweep) {
  std::vector<ProtocolLine> joined;
  std::vector<Cells> values;
  for (const SweepPoint& point : sweep.points) {
    for (const auto& [name, value] : lines_of(point.results.protocol)) {
      const auto same = [&name = name](const ProtocolLine& line) { return line.name == name; };
      const auto found = std::find_if(joined.begin(), joined.end(), same);
      const auto index = static_cast<std::size_t>(found - joined.begin());
      if (found == joined.end()) {
        joined.push_back({name, value});
        values.push_back({value});
      } else if (std::find(values[index].begin(), values[index].end(), value) ==
                 values[index].end()) {
        values[index].push_back(value);
        joined[index].value += " | " + value;
      }
    }
  }
  return joined;
}

}  // namespace

std::string results_text(const Results& results) {
  return score_lines(results) + protocol_lines(lines_of(results.protocol));
}

std::string results_text(const Sweep& sweep) {
  VITVIZ_CHECK(!sweep.points.empty());
  return aligned(table_of(sweep)) + protocol_lines(joined_protocol(sweep));
}

}  // namespace vitviz::eval
