// SPDX-License-Identifier: Apache-2.0
#include "cli/draw.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>

#include "base/atomic_file.h"
#include "base/stopwatch.h"
#include "base/text.h"
#include "cli/file_plan.h"
#include "cli/interruption.h"
#include "cli/likeliest_classes.h"
#include "cli/names.h"
#include "cli/photo_input.h"
#include "cli/views.h"
#include "cli/views_terminal.h"
#include "image/photo.h"
#include "io/npy.h"

namespace vitviz::cli {
namespace {

// One photo's share of a job.
struct DrawContext {
  const Options& options;
  const model::VisionTransformer& model;
  const MapSelection& selection;
  base::ThreadPool& threads;
};

// What the network made of a photo.
struct NetworkOutput {
  tensor::AttentionMaps attention;
  tensor::Matrix tokens;  // [T, D] after the final norm; empty unless asked for
  tensor::Vector logits;  // [classes]; empty likewise
};

// Only who asks for what comes after the last attention waits for it.
model::Goal goal_of(const DrawContext& context) {
  const std::vector<RawArray>& raw = context.options.raw;
  const std::vector<View>& views = context.options.views;
  const bool more_than_attention =
      std::any_of(raw.begin(), raw.end(),
                  [](RawArray array) { return array != RawArray::kAttention; }) ||
      std::any_of(views.begin(), views.end(), needs_tokens);
  const bool classes = context.options.json && context.model.blueprint().classes > 0;
  return more_than_attention || classes ? model::Goal::kTokens : model::Goal::kAttention;
}

NetworkOutput run_network(const image::RgbImage& photo, const image::Geometry& geometry,
                          const DrawContext& context, const BlockObserver& on_block) {
  const model::Blueprint& blueprint = context.model.blueprint();
  const tensor::Matrix patches = network_input(photo, geometry, blueprint, context.threads);

  const bool pooling = context.selection.is_pooling_head();
  tensor::AttentionMaps maps(pooling ? 1 : blueprint.blocks, blueprint.heads, geometry.grid);
  const auto keep_rows = [&](int block, tensor::ConstMatrixRef rows) {
    if (!pooling) maps.block(block) = rows;
    on_block();
    stop_if_interrupted();
  };
  model::Result result =
      context.model.forward(patches, geometry.grid, goal_of(context), keep_rows, context.threads);
  if (pooling) maps.block(0) = result.pooling_attention;
  return {std::move(maps), std::move(result.tokens), std::move(result.logits)};
}

template <typename Values>
std::span<const float> values_of(const Values& values) {
  return {values.data(), static_cast<std::size_t>(values.size())};
}

// Of all maps that are drawn; the sheets draw others than those that are wanted.
render::ValueRange range_of_all(const tensor::Matrix& maps, const tensor::AttentionMaps& attention,
                                const Options& options) {
  render::ValueRange range = render::range_of(values_of(maps.row(0)));
  for (Eigen::Index map = 1; map < maps.rows(); ++map) {
    range = united(range, render::range_of(values_of(maps.row(map))));
  }
  const auto& views = options.views;
  const bool sheets = !std::all_of(views.begin(), views.end(), is_of_one_map);
  return sheets ? united(range, render::range_of(attention.values())) : range;
}

// What the maps of one photo have in common.
std::optional<render::ValueRange> range_of_photo(const tensor::Matrix& maps,
                                                 const tensor::AttentionMaps& attention,
                                                 const DrawJob& job) {
  if (const auto* given = std::get_if<render::ValueRange>(&job.options.range)) return *given;
  if (job.range || std::holds_alternative<OwnRange>(job.options.range)) return job.range;
  return range_of_all(maps, attention, job.options);
}

// Writes the results of one photo and keeps account of them.
class Writer {
 public:
  Writer(const DrawContext& context, DrawnPhoto& result) : context_(context), result_(result) {}

  void write_pictures(const FilePlan& plan, const ViewInput& input) {
    for (const PlannedPicture& picture : plan.pictures) {
      const Picture drawn = draw_view(picture.view, picture.map, input);
      write(picture.path, drawn.bytes);
      result_.files.emplace_back(PictureFile{name_of(kViews, picture.view), picture.label,
                                             picture.path, drawn.scale, drawn.beyond});
    }
  }

  void write_arrays(const FilePlan& plan, const tensor::Matrix& maps, const NetworkOutput& output) {
    const tensor::PatchGrid grid = result_.geometry.grid;
    const io::Shape maps_shape = {context_.selection.block_count(),
                                  context_.selection.heads_per_block(), grid.rows, grid.cols};
    for (const PlannedArray& planned : plan.arrays) {
      switch (planned.array) {
        case RawArray::kAttention:
          write_array(planned, values_of(maps), maps_shape);
          break;
        case RawArray::kTokens:
          write_array(planned, values_of(output.tokens),
                      {output.tokens.rows(), output.tokens.cols()});
          break;
        case RawArray::kLogits:
          write_array(planned, values_of(output.logits), {output.logits.size()});
          break;
      }
    }
  }

 private:
  void write_array(const PlannedArray& planned, std::span<const float> values,
                   const io::Shape& shape) {
    write(planned.path, io::encode_npy(values, shape));
    result_.files.emplace_back(ArrayFile{planned.array, shape, planned.path});
  }

  // Between two files is a good moment to stop: none is half written.
  void write(const std::filesystem::path& path, const std::vector<std::byte>& bytes) {
    result_.seconds.draw += watch_.lap();
    stop_if_interrupted();
    base::write_file_atomically(path, bytes, context_.options.overwrite);
    result_.seconds.write += watch_.lap();
  }

  const DrawContext& context_;
  DrawnPhoto& result_;
  base::Stopwatch watch_;
};

}  // namespace

DrawnPhoto draw_photo(const std::filesystem::path& photo_path, const std::filesystem::path& stem,
                      const DrawJob& job, base::ThreadPool& threads,
                      const BlockObserver& on_block) {
  const DrawContext context{job.options, job.model, job.selection, threads};
  const Options& options = job.options;
  const base::Stopwatch total;
  base::Stopwatch watch;
  DrawnPhoto result;

  const FilePlan plan = plan_files(stem, options.views, options.raw, context.selection);
  check_names(plan, options.overwrite);
  const image::RgbImage photo = image::read_photo(photo_path, options.orientation);
  result.geometry = geometry_of(photo, photo_path, options, job.model.blueprint());
  if (!plan.pictures.empty() || !plan.arrays.empty()) create_folder_for(stem);
  result.seconds.read = watch.lap();

  const NetworkOutput output = run_network(photo, result.geometry, context, on_block);
  const tensor::Matrix maps = context.selection.maps_of(output.attention);
  if (options.json && output.logits.size() > 0) {
    result.classes = likeliest_classes(values_of(output.logits), context.model.blueprint().labels);
  }
  result.seconds.forward = watch.lap();

  Writer writer(context, result);
  std::optional<render::PhotoGuide> guide;
  if (options.guided) guide.emplace(photo, result.geometry, threads);
  const ViewInput input{options,       job.model.blueprint(),
                        photo,         result.geometry,
                        job.selection, output.attention,
                        maps,          range_of_photo(maps, output.attention, job),
                        output.tokens, guide ? &*guide : nullptr,
                        job.pca,       threads};
  if (std::find(options.views.begin(), options.views.end(), View::kTerminal) !=
      options.views.end()) {
    result.shown = show_overlays(photo_path, input, job.screen);
  }
  writer.write_pictures(plan, input);
  writer.write_arrays(plan, maps, output);
  result.seconds.total = total.seconds();
  return result;
}

render::ValueRange survey_photo(const std::filesystem::path& photo_path, const DrawJob& job,
                                base::ThreadPool& threads) {
  const DrawContext context{job.options, job.model, job.selection, threads};
  const image::RgbImage photo = image::read_photo(photo_path, job.options.orientation);
  const image::Geometry geometry =
      geometry_of(photo, photo_path, job.options, job.model.blueprint());
  const NetworkOutput output = run_network(photo, geometry, context, [] {});
  return range_of_all(job.selection.maps_of(output.attention), output.attention, job.options);
}

}  // namespace vitviz::cli
