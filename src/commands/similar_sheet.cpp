// SPDX-License-Identifier: Apache-2.0
#include "commands/similar_sheet.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>

#include <fmt/format.h>

#include "analysis/photo_input.h"
#include "analysis/photo_run.h"
#include "base/processors.h"
#include "base/text.h"
#include "base/thread_pool.h"
#include "batch/file_plan.h"
#include "batch/photo_memory.h"
#include "image/geometry.h"
#include "image/png_file.h"
#include "screen/run_printer.h"
#include "sheet/neighbors_sheet.h"

namespace vitviz::commands {
namespace {

namespace fs = std::filesystem;

constexpr double kScale = 1.0;  // sharp on a screen

// The neighbours that have a place.
std::span<const features::Neighbor> shown(const features::ReadoutNeighbors& neighbors) {
  const std::span<const features::Neighbor> all(neighbors.nearest);
  return all.first(std::min<std::size_t>(all.size(), sheet::kMostNeighborTiles));
}

class SheetMaker {
 public:
  SheetMaker(const SimilarOptions& similar, const features::SimilarResults& results)
      : similar_(similar), results_(results), metrics_(kScale) {
    sides_[results.query] = sheet::query_side(metrics_);
    for (const features::ReadoutNeighbors& neighbors : results.readouts) {
      for (const features::Neighbor& neighbor : shown(neighbors)) {
        sides_.emplace(photo_of(neighbor), sheet::neighbor_side(metrics_));
      }
    }
  }

  // Every photo once, as small as it is shown.
  std::optional<base::ErrorCode> read(const model::Blueprint& blueprint, base::ByteBudget& memory,
                                      int threads, const Context& context) {
    const std::vector<std::pair<std::string, int>> photos(sides_.begin(), sides_.end());
    screen::RunPrinter printer(similar_.quiet, context.messages);
    analysis::PhotoRun<image::RgbImage> run(
        [&](std::size_t i, base::ThreadPool& of_photo, const analysis::BlockObserver&) {
          analysis::PlannedPhoto photo =
              analysis::plan_photo(photos[i].first, similar_.question, blueprint);
          const image::Size size = image::fitted(photo.part.size, photos[i].second);
          const auto share =
              batch::reserve(photo.file.bytes_resized(photo.part, size, of_photo.size()),
                             photos[i].first, memory, of_photo.stop());
          return photo.file.read_resized(photo.part, size, image::Filter::kBicubic, of_photo);
        },
        [&](std::size_t i, image::RgbImage&& picture) {
          pictures_.emplace(photos[i].first, std::move(picture));
        },
        [](std::size_t, const base::Failure&) {}, printer);
    return run.run(photos.size(), 0, threads, context.stop);
  }

  [[nodiscard]] image::RgbImage draw() const {
    std::vector<sheet::NeighborRow> rows;
    for (const features::ReadoutNeighbors& neighbors : results_.readouts) {
      rows.push_back({"nearest by " + features::words_of(neighbors.readout), {}});
      for (const features::Neighbor& neighbor : shown(neighbors)) {
        rows.back().tiles.push_back(
            tile_of(photo_of(neighbor), fmt::format("{:.4f}", neighbor.cosine)));
      }
    }
    const std::string name = base::printable(fs::path(results_.query).filename().string());
    return sheet::draw_neighbors_sheet(
        tile_of(results_.query, ""), rows,
        fmt::format("{}: the nearest of {} photos", name, results_.photos.size()),
        fmt::format("cosine of features: {}, {}", base::printable(results_.model),
                    features::tokens_of(results_)),
        metrics_);
  }

 private:
  [[nodiscard]] const std::string& photo_of(const features::Neighbor& neighbor) const {
    return results_.photos[static_cast<std::size_t>(neighbor.row)];
  }

  [[nodiscard]] sheet::PhotoTile tile_of(const std::string& photo, std::string note) const {
    const auto picture = pictures_.find(photo);
    return {picture == pictures_.end() ? nullptr : &picture->second,
            base::printable(fs::path(photo).filename().string()), std::move(note)};
  }

  const SimilarOptions& similar_;
  const features::SimilarResults& results_;
  sheet::SheetMetrics metrics_;
  std::map<std::string, int> sides_;  // of the squares, by photo
  std::map<std::string, image::RgbImage> pictures_;
};

}  // namespace

void check_sheet(const SimilarOptions& similar, std::span<const fs::path> photos) {
  if (!similar.out) return;
  batch::KeptFiles kept;
  for (const fs::path& photo : photos) kept.keep(photo);
  if (similar.model.file) kept.keep(*similar.model.file);
  batch::check_name(*similar.out, similar.overwrite, kept);
  batch::create_folder_for(*similar.out);
}

std::optional<base::ErrorCode> write_sheet(const SimilarOptions& similar,
                                           const features::SimilarResults& results,
                                           const model::Blueprint& blueprint,
                                           base::ByteBudget& memory, const Context& context) {
  if (!similar.out) return std::nullopt;
  const int threads = similar.threads.value_or(base::available_processors());
  SheetMaker maker(similar, results);
  const auto worst = maker.read(blueprint, memory, threads, context);
  base::ThreadPool pool(threads, context.stop);
  const std::vector<image::PngText> texts = {{"Software", "vitviz " VITVIZ_VERSION}};
  base::write_file_atomically(*similar.out, image::encode_png(maker.draw(), pool, texts),
                              similar.overwrite);
  return worst;
}

}  // namespace vitviz::commands
