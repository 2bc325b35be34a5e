// SPDX-License-Identifier: Apache-2.0
#include "report/photos_sight.h"

#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include "analysis/block_counter.h"
#include "analysis/photo_input.h"
#include "base/base64.h"
#include "base/error.h"
#include "base/text.h"
#include "batch/photo_memory.h"
#include "measures/measurer.h"
#include "measures/photo_statistics.h"
#include "measures/table_json.h"
#include "report/page_data.h"
#include "report/shown_photo.h"

namespace vitviz::report {
namespace {

constexpr std::size_t kFurthest = 20;
constexpr int kThumbnailSide = 160;
constexpr std::size_t kMostThumbnailBytes = 20'000;

std::vector<measures::Table> measure(const std::filesystem::path& photo, const PhotosJob& job,
                                     base::ThreadPool& threads,
                                     const analysis::BlockObserver& on_block) {
  const model::Blueprint& blueprint = job.model.blueprint();
  const auto [memory, input] =
      batch::read_for_network(photo, job.question, blueprint, job.memory, threads);
  const tensor::PatchGrid grid = input.geometry.grid;
  measures::Measurer measurer(job.model, grid, threads, measures::Queries::kSample);
  analysis::BlockCounter counter(on_block);
  static_cast<void>(job.model.forward(analysis::network_input(input, blueprint, threads), grid,
                                      {model::Goal::kBlocks, {&measurer, &counter}}, threads,
                                      job.stop));
  return measurer.tables();
}

// Empty where the photo cannot be read any more.
std::string thumbnail_of(const std::filesystem::path& photo, const PhotosJob& job) {
  base::ThreadPool alone(1, job.stop);
  try {
    return base::base64(shown_photo(photo, job.question, job.model.blueprint(), kThumbnailSide,
                                    kMostThumbnailBytes, alone)
                            .jpeg);
  } catch (const base::Error&) {
    return {};
  }
}

std::vector<std::string> thumbnails_of(std::span<const measures::FarPhoto> photos,
                                       const PhotosJob& job) {
  std::vector<std::string> thumbnails(photos.size());
  base::ThreadPool threads(job.threads, job.stop);
  threads.parallel_for(static_cast<int>(photos.size()), [&](int i, int /*worker*/) {
    const auto index = static_cast<std::size_t>(i);
    thumbnails[index] = thumbnail_of(job.photos[photos[index].photo], job);
  });
  return thumbnails;
}

// `ranked` are all photos, the furthest from the mean first.
Json json_of_furthest(std::span<const measures::FarPhoto> ranked, const PhotosJob& job) {
  const auto photos = ranked.first(std::min(kFurthest, ranked.size()));
  const std::vector<std::string> thumbnails = thumbnails_of(photos, job);
  Json furthest = Json::array();
  for (std::size_t i = 0; i < photos.size(); ++i) {
    const measures::FarPhoto& far = photos[i];
    furthest.push_back({{"name", base::printable(job.photos[far.photo].filename().string())},
                        {"distance", far.distance},
                        {"table", far.table},
                        {"key", far.key},
                        {"column", far.column},
                        {"value", far.value},
                        {"mean", far.mean},
                        {"deviation", far.deviation},
                        {"thumbnail", thumbnails[i]}});
  }
  return {{"count", ranked.size()}, {"furthest", std::move(furthest)}};
}

measures::Table photo_table(std::span<const measures::FarPhoto> ranked, const PhotosJob& job) {
  measures::Table table{.name = "photos",
                        .keys = {"photo", "table", "key", "column"},
                        .columns = {"distance", "value", "mean", "deviation"},
                        .is_comparable = false};
  for (const measures::FarPhoto& far : ranked) {
    table.rows.push_back({{job.photos[far.photo].string(), far.table, far.key, far.column},
                          {far.distance, far.value, far.mean, far.deviation}});
  }
  return table;
}

Sight sight_of(const measures::PhotoStatistics& statistics, const PhotosJob& job) {
  Sight sight{{}, statistics.means(), statistics.deviations()};
  const std::vector<measures::FarPhoto> ranked = statistics.furthest(statistics.photos());
  Json data = json_of(job.model);
  for (const char* const none : {"photo", "grid", "attention", "pca", "outliers"}) {
    data[none] = nullptr;
  }
  data["classes"] = Json::array();
  data["tables"] = measures::json_of(sight.tables);
  data["deviations"] = measures::json_of(sight.deviations);
  data["photos"] = json_of_furthest(ranked, job);
  sight.data = data.dump();
  sight.tables.push_back(photo_table(ranked, job));
  return sight;
}

}  // namespace

PhotosSight photos_sight(const PhotosJob& job, analysis::RunEvents& events) {
  PhotosSight result;
  measures::PhotoStatistics statistics;
  using Tables = std::vector<measures::Table>;
  analysis::PhotoRun<Tables> run(
      [&](std::size_t photo, base::ThreadPool& threads, const analysis::BlockObserver& on_block) {
        return measure(job.photos[photo], job, threads, on_block);
      },
      [&](std::size_t photo, Tables&& tables) { statistics.add(photo, tables); },
      [&](std::size_t photo, const base::Failure&) { result.left_out.insert(job.photos[photo]); },
      events);
  result.worst = run.run(job.photos.size(), job.model.blueprint().blocks, job.threads, job.stop);
  result.photos = statistics.photos();
  if (result.photos > 0) result.sight = sight_of(statistics, job);
  return result;
}

}  // namespace vitviz::report
