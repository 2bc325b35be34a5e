// SPDX-License-Identifier: Apache-2.0
#include "commands/eval_results.h"

#include <algorithm>
#include <cstddef>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/bytes_of.h"
#include "base/error.h"
#include "base/named.h"
#include "eval/results_text.h"
#include "image/png_file.h"
#include "options/option_values.h"
#include "sheet/plot.h"

namespace vitviz::commands {
namespace {

constexpr double kPlotScale = 2.0;  // sharp in print, and on a screen not too large

// Of the score that is drawn.
std::size_t index_of_score(const EvalOptions& eval, const eval::Task& task) {
  if (eval.plotted.empty()) return 0;
  const auto found =
      std::find_if(task.scores.begin(), task.scores.end(),
                   [&](const eval::Measure& score) { return score.name == eval.plotted; });
  if (found == task.scores.end()) {
    base::fail_argument("score", eval.plotted, "this task has no such score",
                        "it has " + base::names_in(task.scores));
  }
  return static_cast<std::size_t>(found - task.scores.begin());
}

sheet::PlotPoint point_of(const eval::SweepPoint& point, std::size_t score) {
  const auto& [value, interval] = point.results.scores[score];
  const bool is_share = point.results.task->scores[score].unit == eval::Unit::kShare;
  const double factor = is_share ? 100.0 : 1.0;
  return {.x = options::parse_number(point.setting).value_or(0.0),
          .y = factor * value,
          .low = factor * interval.low,
          .high = factor * interval.high,
          .x_label = point.setting,
          .y_label = fmt::format("{:.{}f}", factor * value, is_share ? 1 : 3)};
}

sheet::Plot plot_of(const eval::Sweep& sweep, const Sweepable& option, std::size_t score) {
  const eval::Results& first = sweep.points.front().results;
  const eval::Measure& measure = first.task->scores[score];
  const bool are_numbers =
      std::all_of(sweep.points.begin(), sweep.points.end(), [](const eval::SweepPoint& point) {
        return options::parse_number(point.setting).has_value();
      });
  sheet::Plot plot{
      .title = fmt::format("{} of {}: {}", first.protocol.task, first.protocol.data_set,
                           first.protocol.model),
      .note = fmt::format("{} photos; 95 % interval by bootstrap", first.protocol.photos),
      .x_axis = sweep.name,
      .y_axis = fmt::format("{}{}", measure.name, measure.unit == eval::Unit::kShare ? ", %" : ""),
      .points = {},
      .is_curve = option.is_ordered && are_numbers};
  for (const eval::SweepPoint& point : sweep.points) {
    plot.points.push_back(point_of(point, score));
  }
  return plot;
}

// The picture says where its numbers come from.
void write_plot(const EvalOptions& eval, const eval::Sweep& sweep, base::ThreadPool& threads) {
  const eval::Results& first = sweep.points.front().results;
  const sheet::Plot plot = plot_of(sweep, *eval.sweep->option, index_of_score(eval, *first.task));
  const std::vector<image::PngText> texts = {
      {"Software", "vitviz " VITVIZ_VERSION},
      {"Description", eval::one_line(first.protocol)},
  };
  const auto bytes = image::encode_png(sheet::draw_plot(plot, kPlotScale), threads, texts);
  base::write_file_atomically(*eval.plot, bytes, eval.overwrite);
}

// As a table or as JSON, and the table of photos.
template <typename Results>
std::string write_texts(const EvalOptions& eval, const Results& results) {
  if (eval.csv) {
    const std::string csv = eval::results_csv(results);
    base::write_file_atomically(*eval.csv, base::bytes_of(csv), eval.overwrite);
  }
  return eval.json ? eval::results_json(results) : eval::results_text(results);
}

}  // namespace

void check_files(const EvalOptions& eval, const eval::Task& task) {
  (void)index_of_score(eval, task);
  if (eval.overwrite == base::Overwrite::kReplace) return;
  for (const auto& file : {eval.csv, eval.plot}) {
    std::error_code ignored;
    if (file && std::filesystem::exists(*file, ignored)) base::fail_because_it_exists(*file);
  }
}

std::string write_results(const EvalOptions& eval, std::vector<eval::Results> results,
                          base::ThreadPool& threads) {
  if (!eval.sweep) return write_texts(eval, results.front());
  eval::Sweep sweep{std::string(eval.sweep->option->name), {}};
  for (std::size_t i = 0; i < results.size(); ++i) {
    sweep.points.push_back({eval.sweep->values[i], std::move(results[i])});
  }
  if (eval.plot) write_plot(eval, sweep, threads);
  return write_texts(eval, sweep);
}

}  // namespace vitviz::commands
