// SPDX-License-Identifier: Apache-2.0
#include "cli/draw.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "base/stopwatch.h"
#include "cli/file_plan.h"
#include "cli/likeliest_classes.h"
#include "cli/names.h"
#include "cli/photo_input.h"
#include "cli/photo_maps.h"
#include "cli/queries.h"
#include "cli/raw_arrays.h"
#include "cli/result_writer.h"
#include "cli/views.h"
#include "cli/views_terminal.h"
#include "image/photo.h"

namespace vitviz::cli {
namespace {

// What --json tells of the attention and the tokens.
void tell_numbers(const NetworkOutput& output, const std::vector<tensor::Matrix>& maps,
                  const DrawJob& job, DrawnPhoto& result) {
  const MapSelection& selection = job.selection;
  const std::vector<int> blocks = selection.blocks();
  const auto label_of = [&](std::size_t block) {
    return MapLabel{selection.only_block() ? std::nullopt : std::optional(blocks[block]), {}, {}};
  };
  for (std::size_t query = 0; query < output.prefix_share.size(); ++query) {
    for (std::size_t block = 0; block < blocks.size(); ++block) {
      MapLabel label = label_of(block);
      if (selection.query_count() > 0) label.query = static_cast<int>(query) + 1;
      result.prefix_shares.push_back({label, output.prefix_share[query][block]});
    }
  }
  const std::vector<saliency::NormOutliers> outliers = norm_outliers(maps, selection);
  for (std::size_t block = 0; block < outliers.size(); ++block) {
    result.outliers.push_back({label_of(block), outliers[block]});
  }
  if (output.logits.size() > 0) {
    result.classes =
        likeliest_classes({output.logits.data(), static_cast<std::size_t>(output.logits.size())},
                          job.model.blueprint().labels);
  }
}

std::span<const float> numbers_of(const tensor::Matrix& maps, Eigen::Index map) {
  return {maps.row(map).data(), static_cast<std::size_t>(maps.cols())};
}

// Of all maps that are drawn; the sheets draw others than those that are wanted.
render::ValueRange range_of_all(const std::vector<tensor::Matrix>& maps,
                                const std::vector<tensor::AttentionMaps>& attention,
                                const Options& options) {
  const auto& views = options.views;
  const bool sheets = !std::all_of(views.begin(), views.end(), is_of_one_map);
  render::ValueRange range = render::range_of(numbers_of(maps.front(), 0));
  for (std::size_t query = 0; query < maps.size(); ++query) {
    for (Eigen::Index map = 0; map < maps[query].rows(); ++map) {
      range = united(range, render::range_of(numbers_of(maps[query], map)));
    }
    if (sheets) range = united(range, render::range_of(attention[query].values()));
  }
  return range;
}

// What the maps of one photo have in common.
std::optional<render::ValueRange> range_of_photo(
    const std::vector<tensor::Matrix>& maps, const std::vector<tensor::AttentionMaps>& attention,
    const DrawJob& job) {
  if (const auto* given = std::get_if<render::ValueRange>(&job.options.range)) return *given;
  if (job.range || std::holds_alternative<OwnRange>(job.options.range)) return job.range;
  return range_of_all(maps, attention, job.options);
}

// Writes the results of one photo and keeps account of them.
class Writer {
 public:
  Writer(base::Overwrite overwrite, DrawnPhoto& result)
      : result_(result), files_(overwrite, result.seconds) {}

  void write_picture(const PlannedPicture& picture, const ViewInput& input) {
    const Picture drawn = draw_view(picture.view, picture.map, input);
    files_.write(picture.path, drawn.bytes);
    result_.files.emplace_back(PictureFile{name_of(kViews, picture.view), picture.label,
                                           picture.path, drawn.scale, drawn.beyond});
  }

  void write_array(const PlannedArray& planned, const ArrayInput& input) {
    const EncodedArray array = encode_array(planned.array, input);
    files_.write(planned.path, array.bytes);
    result_.files.emplace_back(ArrayFile{planned.array, array.shape, planned.path});
  }

 private:
  DrawnPhoto& result_;
  ResultWriter files_;
};

}  // namespace

DrawnPhoto draw_photo(const std::filesystem::path& photo_path, const std::filesystem::path& stem,
                      const DrawJob& job, base::ThreadPool& threads,
                      const BlockObserver& on_block) {
  const Options& options = job.options;
  const base::Stopwatch total;
  base::Stopwatch watch;
  DrawnPhoto result;

  const FilePlan plan = plan_files(stem, options.views, options.raw, job.selection);
  check_names(plan, options.overwrite);
  const image::RgbImage photo = image::read_photo(photo_path, options.orientation);
  result.geometry = geometry_of(photo, photo_path, options, job.model.blueprint());
  result.queries = options.queries;
  const std::vector<int> queries = query_patches(options, result.geometry, photo_path);
  if (!plan.pictures.empty() || !plan.arrays.empty()) create_folder_for(stem);
  result.seconds.read = watch.lap();

  const tensor::Matrix patches =
      network_input(photo, result.geometry, job.model.blueprint(), threads);
  const NetworkOutput output =
      run_network(patches, result.geometry.grid, queries, job, threads, on_block);
  const std::vector<tensor::Matrix> maps = photo_maps(output, queries, job);
  if (options.json) tell_numbers(output, maps, job, result);
  result.seconds.forward = watch.lap();

  Writer writer(options.overwrite, result);
  const tensor::Matrix none;
  const tensor::Matrix& tokens = output.block_tokens.empty() ? none : output.block_tokens.back();
  std::optional<render::PhotoGuide> guide;
  if (options.guided) guide.emplace(photo, result.geometry, threads);
  const std::optional<render::ValueRange> range = range_of_photo(maps, output.attention, job);
  const auto input_of = [&](std::size_t query) {
    const auto place = queries.empty() ? std::nullopt : std::optional(options.queries[query]);
    return ViewInput{options,
                     job.model.blueprint(),
                     photo,
                     result.geometry,
                     job.selection,
                     output.attention[query],
                     maps[query],
                     range,
                     tokens,
                     place,
                     guide ? &*guide : nullptr,
                     job.pca,
                     threads};
  };
  if (std::find(options.views.begin(), options.views.end(), View::kTerminal) !=
      options.views.end()) {
    for (std::size_t query = 0; query < maps.size(); ++query) {
      result.shown += show_overlays(photo_path, input_of(query), job.screen);
    }
  }
  for (const PlannedPicture& picture : plan.pictures) {
    writer.write_picture(picture, input_of(static_cast<std::size_t>(picture.query)));
  }
  for (const PlannedArray& array : plan.arrays) {
    writer.write_array(array, {job, result.geometry, output, maps});
  }
  result.seconds.total = total.seconds();
  return result;
}

render::ValueRange survey_photo(const std::filesystem::path& photo_path, const DrawJob& job,
                                base::ThreadPool& threads) {
  const image::RgbImage photo = image::read_photo(photo_path, job.options.orientation);
  const image::Geometry geometry =
      geometry_of(photo, photo_path, job.options, job.model.blueprint());
  const std::vector<int> queries = query_patches(job.options, geometry, photo_path);
  const tensor::Matrix patches = network_input(photo, geometry, job.model.blueprint(), threads);
  const NetworkOutput output = run_network(patches, geometry.grid, queries, job, threads, [] {});
  return range_of_all(photo_maps(output, queries, job), output.attention, job.options);
}

}  // namespace vitviz::cli
