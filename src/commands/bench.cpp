// SPDX-License-Identifier: Apache-2.0
#include "commands/bench.h"

#include <algorithm>
#include <utility>
#include <variant>

#include <sys/resource.h>

#include "base/processors.h"
#include "base/stopwatch.h"
#include "base/thread_pool.h"
#include "commands/bench_options.h"
#include "commands/bench_report.h"
#include "commands/load_choice.h"
#include "commands/run_form.h"
#include "model/attention_observer.h"
#include "model/observed_queries.h"
#include "model/random_model.h"
#include "screen/standard_output.h"

namespace vitviz::commands {
namespace {

constexpr int kSteppedPasses = 3;

model::VisionTransformer model_to_measure(const BenchOptions& options,
                                          const std::stop_token& stop) {
  if (options.architecture) {
    return model::random_model(model::architecture_named(*options.architecture).value(),
                               *options.architecture, nn::precision_here(options.model.precision),
                               stop);
  }
  return load_choice(options.model, /*threads=*/1, stop);
}

// The side of a square, or exactly the sides that were asked for.
tensor::PatchGrid grid_of(const BenchOptions& options, const model::Blueprint& blueprint) {
  const image::InputSize wanted = options.size.value_or(image::ShortSide{blueprint.default_size});
  image::Size photo{1, 1};
  if (const auto* size = std::get_if<image::Size>(&wanted)) photo = *size;
  return image::plan_geometry(photo, wanted, blueprint.patch, "the measured input").grid;
}

double peak_rss_mb() {
  constexpr double kKilobytesPerMegabyte = 1024;
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / kKilobytesPerMegabyte;
}

BenchResult measure(const model::VisionTransformer& model, const BenchOptions& options,
                    const std::stop_token& stop) {
  const model::Blueprint& blueprint = model.blueprint();
  const tensor::PatchGrid grid = grid_of(options, blueprint);
  base::ThreadPool threads(options.threads.value_or(base::available_processors()), stop);
  const tensor::Matrix noise =
      tensor::Matrix::Random(grid.count(), 3 * blueprint.patch * blueprint.patch);
  const auto pass = [&](nn::StepTimes* times) {
    model::AttentionObserver look(model::observed_queries(blueprint, grid),
                                  [](int, tensor::ConstMatrixRef) {});
    (void)model.forward(noise, grid, {model::Goal::kBlocks, {&look}, times}, threads, stop);
  };

  BenchResult result{blueprint, grid, threads.size(), {}, nn::StepTimes(threads.size())};
  pass(nullptr);
  for (int i = 0; i < options.repeat; ++i) {
    const base::Stopwatch watch;
    pass(nullptr);
    result.seconds.push_back(watch.seconds());
  }
  std::sort(result.seconds.begin(), result.seconds.end());
  result.stepped = std::min(options.repeat, kSteppedPasses);
  for (int i = 0; i < result.stepped; ++i) pass(&result.steps);
  result.peak_rss_mb = peak_rss_mb();
  return result;
}

ExitCode measure_model(const BenchOptions& options, const Context& context) {
  const model::VisionTransformer model = model_to_measure(options, context.stop);
  const BenchResult result = measure(model, options, context.stop);
  screen::write_to_stdout(options.json ? json_of(result) : table_of(result));
  return ExitCode::kDone;
}

}  // namespace

ExitCode run_bench(int argc, const char* const* argv, const Context& context) {
  return run_form(parse_bench_arguments(argc, argv), context, measure_model);
}

}  // namespace vitviz::commands
