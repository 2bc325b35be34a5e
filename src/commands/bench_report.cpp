// SPDX-License-Identifier: Apache-2.0
#include "commands/bench_report.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/named.h"
#include "base/text.h"
#include "model/precision_names.h"

namespace vitviz::commands {
namespace {

using nn::Step;

constexpr std::array kStepNames = {
    base::Named{"patch embedding", Step::kPatchEmbedding},
    base::Named{"LayerNorm", Step::kNorm},
    base::Named{"queries, keys, values", Step::kQueriesKeysValues},
    base::Named{"packing", Step::kPacking},
    base::Named{"scores", Step::kScores},
    base::Named{"softmax", Step::kSoftmax},
    base::Named{"mixing of values", Step::kWeightedValues},
    base::Named{"projection", Step::kProjection},
    base::Named{"MLP", Step::kMlp},
    base::Named{"capture of attention", Step::kCapture},
};

double seconds_of(Step step, const BenchResult& result) {
  return result.steps.seconds(step) / result.stepped;
}

double total_gflop(const BenchResult& result) {
  double sum = 0;
  for (const auto& [name, step] : kStepNames) {
    sum += gflop_of(step, result.blueprint, result.grid);
  }
  return sum;
}

// What a pass takes beside its steps: waiting for other threads, and for the first to start.
double waiting(const BenchResult& result) {
  double rest = result.median();
  for (const auto& [name, step] : kStepNames) rest -= seconds_of(step, result);
  return std::max(0.0, rest);
}

std::string size_of(const BenchResult& result) {
  return fmt::format("{} x {} pixels, {} tokens", result.grid.rows * result.blueprint.patch,
                     result.grid.cols * result.blueprint.patch,
                     result.grid.count() + result.blueprint.prefix_count());
}

double rounded(double number) { return std::round(number * 1e6) / 1e6; }

}  // namespace

double BenchResult::median() const { return seconds[seconds.size() / 2]; }

double gflop_of(Step step, const model::Blueprint& blueprint, tensor::PatchGrid grid) {
  constexpr double kGiga = 1e9;
  const double patches = grid.count();
  const double tokens = patches + blueprint.prefix_count();
  const double width = blueprint.width;
  // The last block ends with its attention: of it, only keys are computed for all tokens.
  const double mixing_blocks = blueprint.blocks - 1;
  switch (step) {
    case Step::kPatchEmbedding:
      return 2 * patches * 3 * blueprint.patch * blueprint.patch * width / kGiga;
    case Step::kQueriesKeysValues:
      return 2 * tokens * width * width * (3 * mixing_blocks + 1) / kGiga;
    case Step::kScores:
    case Step::kWeightedValues:
      return 2 * tokens * tokens * width * mixing_blocks / kGiga;
    case Step::kProjection:
      return 2 * tokens * width * width * mixing_blocks / kGiga;
    case Step::kMlp:
      return 4 * tokens * width * blueprint.mlp_width * mixing_blocks / kGiga;
    default:
      return 0;
  }
}

std::string table_of(const BenchResult& result) {
  constexpr double kMilli = 1e3;
  const double gflop = total_gflop(result);
  std::string lines;
  const auto line = [&lines](std::string_view what, const std::string& text) {
    lines += fmt::format("{:<22} {}\n", what, base::printable(text));
  };
  line("model", result.blueprint.name);
  line("input", size_of(result));
  line("precision", std::string(base::name_of(model::kPrecisions, result.blueprint.precision)));
  line("threads", std::to_string(result.threads));
  line("time of a pass",
       fmt::format("{:.2f} ms median of {}, {:.2f} ms least", result.median() * kMilli,
                   result.seconds.size(), result.seconds.front() * kMilli));
  line("arithmetic", fmt::format("{:.2f} GFLOP, {:.0f} GFLOP/s", gflop, gflop / result.median()));
  line("peak memory", fmt::format("{:.0f} MB", result.peak_rss_mb));
  lines += fmt::format("\n{:<22} {:>10} {:>8} {:>9}\n", "step", "ms", "share", "GFLOP/s");
  const auto step_line = [&](std::string_view name, double seconds, double work) {
    lines += fmt::format("{:<22} {:>10.2f} {:>7.1f}% {:>9}\n", name, seconds * kMilli,
                         100 * seconds / result.median(),
                         work > 0 ? fmt::format("{:.0f}", work / seconds) : "");
  };
  for (const auto& [name, step] : kStepNames) {
    step_line(name, seconds_of(step, result), gflop_of(step, result.blueprint, result.grid));
  }
  step_line("waiting", waiting(result), 0);
  return lines;
}

std::string json_of(const BenchResult& result) {
  using Json = nlohmann::ordered_json;
  Json steps = Json::object();
  for (const auto& [name, step] : kStepNames) {
    steps[std::string(name)] = rounded(seconds_of(step, result));
  }
  steps["waiting"] = rounded(waiting(result));
  const double gflop = total_gflop(result);
  const Json object = {{"model", result.blueprint.name},
                       {"input",
                        {{"width", result.grid.cols * result.blueprint.patch},
                         {"height", result.grid.rows * result.blueprint.patch}}},
                       {"tokens", result.grid.count() + result.blueprint.prefix_count()},
                       {"precision", base::name_of(model::kPrecisions, result.blueprint.precision)},
                       {"threads", result.threads},
                       {"repeat", result.seconds.size()},
                       {"median_s", rounded(result.median())},
                       {"min_s", rounded(result.seconds.front())},
                       {"gflop", rounded(gflop)},
                       {"gflop_per_s", std::round(gflop / result.median())},
                       {"peak_rss_mb", std::round(result.peak_rss_mb)},
                       {"steps", steps}};
  return object.dump(-1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace) + '\n';
}

}  // namespace vitviz::commands
