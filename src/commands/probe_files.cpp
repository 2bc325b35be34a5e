// SPDX-License-Identifier: Apache-2.0
#include "commands/probe_files.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/bytes_of.h"
#include "base/text.h"
#include "batch/file_plan.h"
#include "batch/kept_files.h"
#include "image/png_file.h"
#include "sheet/plot.h"

namespace vitviz::commands {
namespace {

constexpr double kPlotScale = 2.0;  // sharp in print, and on a screen not too large

sheet::PlotPoint point_of(const features::ReadoutScores& scores) {
  const features::Accuracy& accuracy = scores.linear.accuracy;
  return {.x = static_cast<double>(scores.block),
          .y = 100.0 * accuracy.share,
          .low = 100.0 * accuracy.low,
          .high = 100.0 * accuracy.high,
          .x_label = std::to_string(scores.block),
          .y_label = fmt::format("{:.1f}", 100.0 * accuracy.share)};
}

// A curve for each readout, in the order in which they first come.
std::vector<sheet::PlotCurve> curves_of(const features::ProbeResults& results) {
  std::vector<sheet::PlotCurve> curves;
  for (const features::ReadoutScores& scores : results.scores) {
    const std::string name(base::name_of(features::kReadouts, scores.readout));
    const auto same = [&](const sheet::PlotCurve& curve) { return curve.name == name; };
    auto curve = std::find_if(curves.begin(), curves.end(), same);
    if (curve == curves.end()) curve = curves.insert(curves.end(), {name, {}});
    curve->points.push_back(point_of(scores));
  }
  return curves;
}

sheet::Plot plot_of(const features::ProbeResults& results) {
  std::vector<sheet::PlotCurve> curves = curves_of(results);
  const int photos =
      std::accumulate(results.photos_of_class.begin(), results.photos_of_class.end(), 0);
  return {.title = fmt::format("Linear probe: {}", base::printable(results.model)),
          .note = fmt::format("{} photos in {} classes; 95 % intervals", photos,
                              results.classes.size()),
          .x_axis = "block",
          .y_axis =
              curves.size() > 1 ? "accuracy, %" : fmt::format("accuracy of {}, %", curves[0].name),
          .points = curves[0].points,
          .is_curve = true,
          .name = curves[0].name,
          .others = {curves.begin() + 1, curves.end()}};
}

}  // namespace

void check_files(const ProbeOptions& probe, std::span<const std::filesystem::path> photos) {
  batch::KeptFiles kept;
  for (const std::filesystem::path& photo : photos) kept.keep(photo);
  kept.keep(probe.photos);
  if (probe.model.file) kept.keep(*probe.model.file);
  for (const auto& file : {probe.csv, probe.plot}) {
    if (!file) continue;
    batch::check_name(*file, probe.overwrite, kept);
    batch::create_folder_for(*file);
  }
}

void write_files(const ProbeOptions& probe, const features::ProbeResults& results,
                 base::ThreadPool& threads) {
  if (probe.csv) {
    const std::string csv = features::probe_csv(results);
    base::write_file_atomically(*probe.csv, base::bytes_of(csv), probe.overwrite);
  }
  if (!probe.plot) return;
  const std::vector<image::PngText> texts = {{"Software", "vitviz " VITVIZ_VERSION}};
  const auto bytes =
      image::encode_png(sheet::draw_plot(plot_of(results), kPlotScale), threads, texts);
  base::write_file_atomically(*probe.plot, bytes, probe.overwrite);
}

}  // namespace vitviz::commands
