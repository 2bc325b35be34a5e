// SPDX-License-Identifier: Apache-2.0
#include "cli/draw.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "base/stopwatch.h"
#include "cli/file_plan.h"
#include "cli/likeliest_classes.h"
#include "cli/map_ranges.h"
#include "cli/names.h"
#include "cli/photo_input.h"
#include "cli/photo_maps.h"
#include "cli/raw_arrays.h"
#include "cli/result_writer.h"
#include "cli/views.h"
#include "cli/views_terminal.h"

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
  const std::vector<maps::NormOutliers> outliers = norm_outliers(maps, selection);
  for (std::size_t block = 0; block < outliers.size(); ++block) {
    result.outliers.push_back({label_of(block), outliers[block]});
  }
  if (output.logits.size() > 0) {
    result.classes =
        likeliest_classes({output.logits.data(), static_cast<std::size_t>(output.logits.size())},
                          job.model.blueprint().labels);
  }
}

// The user's own, those of the call, or those of the photo.
std::optional<color::ValueRange> range_here(const std::vector<tensor::Matrix>& maps,
                                            const NetworkOutput& output, const DrawJob& job) {
  const RangeChoice& choice = job.options.range;
  if (const auto* given = std::get_if<color::ValueRange>(&choice)) return *given;
  if (std::holds_alternative<OwnRange>(choice)) return {};
  if (job.range) return job.range;
  return range_of_photo(maps, output.attention, job.options, job.selection);
}

// What the views of one photo are drawn from. All that is given must outlive this.
class ViewInputs {
 public:
  ViewInputs(const PhotoInput& photo, const NetworkOutput& output,
             const std::vector<tensor::Matrix>& maps, const DrawJob& job, base::ThreadPool& threads)
      : photo_(photo),
        output_(output),
        maps_(maps),
        job_(job),
        threads_(threads),
        range_(range_here(maps, output, job)) {
    if (job.options.guided) guide_.emplace(photo.photo, photo.geometry, threads);
  }

  [[nodiscard]] ViewInput of_query(std::size_t query) const {
    return {job_.options,
            job_.model.blueprint(),
            photo_.photo,
            photo_.geometry,
            job_.selection,
            output_.attention[query],
            maps_[query],
            range_,
            output_.block_tokens.empty() ? no_tokens_ : output_.block_tokens.back(),
            photo_.queries.empty() ? nullptr : &photo_.queries[query],
            guide_ ? &*guide_ : nullptr,
            job_.pca,
            threads_};
  }

 private:
  const PhotoInput& photo_;
  const NetworkOutput& output_;
  const std::vector<tensor::Matrix>& maps_;
  const DrawJob& job_;
  base::ThreadPool& threads_;
  std::optional<color::ValueRange> range_;
  std::optional<field::PhotoGuide> guide_;
  tensor::Matrix no_tokens_;
};

// Writes the results of one photo and keeps account of them.
class Writer {
 public:
  Writer(const DrawJob& job, DrawnPhoto& result)
      : result_(result), files_(job.options.overwrite, job.stop, result.seconds) {}

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

  void finish() { files_.finish(); }

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
  const PhotoInput input = open_photo(photo_path, options, job.model.blueprint());
  if (options.crop) result.crop = input.part;
  result.geometry = input.geometry;
  result.queries = input.queries;
  if (!plan.pictures.empty() || !plan.arrays.empty()) create_folder_for(stem);
  result.seconds.read = watch.lap();

  const NetworkOutput output = run_network(input, job, threads, on_block);
  const std::vector<tensor::Matrix> maps = photo_maps(output, input.queries, job);
  if (options.json) tell_numbers(output, maps, job, result);
  result.seconds.forward = watch.lap();

  const ViewInputs inputs(input, output, maps, job, threads);
  if (std::find(options.views.begin(), options.views.end(), View::kTerminal) !=
      options.views.end()) {
    for (std::size_t query = 0; query < maps.size(); ++query) {
      result.shown += show_overlays(photo_path, inputs.of_query(query), job.screen);
    }
  }
  Writer writer(job, result);
  for (const PlannedPicture& picture : plan.pictures) {
    writer.write_picture(picture, inputs.of_query(static_cast<std::size_t>(picture.query)));
  }
  for (const PlannedArray& array : plan.arrays) {
    writer.write_array(array, {job, input, output, maps});
  }
  writer.finish();
  result.seconds.total = total.seconds();
  return result;
}

}  // namespace vitviz::cli
