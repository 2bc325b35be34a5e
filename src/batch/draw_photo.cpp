// SPDX-License-Identifier: Apache-2.0
#include "batch/draw_photo.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <utility>

#include "analysis/analyse.h"
#include "base/named.h"
#include "base/stopwatch.h"
#include "batch/file_plan.h"
#include "batch/photo_memory.h"
#include "batch/raw_arrays.h"
#include "batch/result_writer.h"
#include "objects/object_box.h"
#include "objects/object_finder.h"
#include "views/map_ranges.h"

namespace vitviz::batch {
namespace {

// The user's own, those of the call, or those of the photo.
std::optional<color::ValueRange> range_here(const analysis::Analysis& seen, const DrawJob& job) {
  const views::RangeChoice& choice = job.picture.range;
  if (const auto* given = std::get_if<color::ValueRange>(&choice)) return *given;
  if (std::holds_alternative<views::OwnRange>(choice)) return {};
  if (job.range) return job.range;
  return views::range_of_photo(seen.maps, seen.output.attention, job.picture.views, job.selection);
}

// What the views of one photo are drawn from. All that is given must outlive this.
class ViewInputs {
 public:
  ViewInputs(const analysis::Analysis& seen, const analysis::Inquiry& inquiry, const DrawJob& job,
             base::ThreadPool& threads)
      : seen_(seen),
        job_(job),
        threads_(threads),
        range_(range_here(seen, job)),
        object_options_(job.picture.objects) {
    if (job.picture.guided && !job.picture.views.empty()) {
      guide_.emplace(seen.photo.photo, seen.photo.geometry, threads);
    }
    object_options_.upsample = job.picture.upsample;
    if (inquiry.rule != nullptr && kept_for(job) == analysis::Keep::kPhoto) {
      finder_.emplace(seen, inquiry, object_options_, threads, guide_ ? &*guide_ : nullptr);
    }
  }

  // Null where no picture is of objects.
  [[nodiscard]] objects::ObjectFinder* finder() { return finder_ ? &*finder_ : nullptr; }

  [[nodiscard]] views::ViewInput of_query(std::size_t query, std::size_t object = 0) {
    const auto& block_tokens = seen_.output.block_tokens;
    return {job_.question,
            job_.picture,
            job_.model.blueprint(),
            seen_.photo.photo,
            seen_.photo.geometry,
            job_.selection,
            seen_.output.attention[query],
            seen_.maps[query],
            range_,
            block_tokens.empty() ? no_tokens_ : block_tokens.back(),
            seen_.photo.queries.empty() ? nullptr : &seen_.photo.queries[query],
            guide_ ? &*guide_ : nullptr,
            job_.pca,
            finder(),
            query,
            object,
            threads_};
  }

 private:
  const analysis::Analysis& seen_;
  const DrawJob& job_;
  base::ThreadPool& threads_;
  std::optional<color::ValueRange> range_;
  objects::ObjectOptions object_options_;
  std::optional<field::PhotoGuide> guide_;
  std::optional<objects::ObjectFinder> finder_;
  tensor::Matrix no_tokens_;
};

// Writes the results of one photo and keeps account of them.
class Writer {
 public:
  Writer(const DrawJob& job, DrawnPhoto& result)
      : result_(result), files_(job.output.overwrite, job.stop, result.seconds) {}

  void write_picture(const PlannedPicture& picture, const views::ViewInput& input) {
    const views::Picture drawn = picture.view->draw(picture.map, input);
    files_.write(picture.path, drawn.write);
    result_.files.emplace_back(PictureFile{picture.view->name, picture.label, picture.path,
                                           drawn.scale, drawn.beyond, picture.object});
  }

  void write_array(const PlannedArray& planned, const ArrayInput& input) {
    const EncodedArray array = encode_array(planned.array, input);
    files_.write(planned.path, [&](const base::ByteSink& file) { file(array.bytes); });
    result_.files.emplace_back(ArrayFile{planned.array, array.shape, planned.path});
  }

  [[nodiscard]] ResultFiles take() { return files_.take(); }

 private:
  DrawnPhoto& result_;
  ResultWriter files_;
};

// What views that are no files show of the photo.
std::string shown_on_screen(const std::filesystem::path& photo, ViewInputs& inputs,
                            std::size_t queries, const DrawJob& job) {
  std::string shown;
  for (const views::View* view : job.picture.views) {
    if (view->show == nullptr) continue;
    for (std::size_t query = 0; query < queries; ++query) {
      shown += view->show(photo, inputs.of_query(query), job.screen);
    }
  }
  return shown;
}

// Which object a picture shows, from 0; nothing where the photo has fewer.
std::optional<std::size_t> object_of(const PlannedPicture& picture, ViewInputs& inputs) {
  if (!picture.object) return 0;
  const auto object = static_cast<std::size_t>(*picture.object) - 1;
  const analysis::MapNumber number{static_cast<std::size_t>(picture.query), picture.map};
  if (object >= inputs.finder()->find(number).size()) return std::nullopt;
  return object;
}

ResultFiles write_all(const FilePlan& plan, ViewInputs& inputs, const ArrayInput& arrays,
                      const DrawJob& job, DrawnPhoto& result) {
  Writer writer(job, result);
  for (const PlannedPicture& picture : plan.pictures) {
    const auto object = object_of(picture, inputs);
    if (!object) continue;
    writer.write_picture(picture,
                         inputs.of_query(static_cast<std::size_t>(picture.query), *object));
  }
  for (const PlannedArray& array : plan.arrays) writer.write_array(array, arrays);
  return writer.take();
}

// The boxes of all objects.
std::vector<FoundObject> boxes_of(ViewInputs& inputs, std::size_t queries, const DrawJob& job,
                                  base::ThreadPool& threads) {
  std::vector<FoundObject> found;
  const std::vector<analysis::MapLabel> labels = job.selection.labels();
  for (analysis::MapNumber number; number.query < queries; ++number.query) {
    for (number.map = 0; number.map < std::ssize(labels); ++number.map) {
      analysis::MapLabel label = labels[static_cast<std::size_t>(number.map)];
      if (job.selection.query_count() > 0) label.query = static_cast<int>(number.query) + 1;
      int object = 0;
      for (const field::Region& region : inputs.finder()->find(number)) {
        const masks::ObjectPart shape = objects::box_of(region, threads);
        if (shape.area > 0) found.push_back({label, ++object, shape});
      }
    }
  }
  return found;
}

// Of a photo with one map; of several each may find another object, or none.
bool has_no_object(ViewInputs& inputs, const DrawJob& job) {
  if (job.selection.labels().size() > 1 || job.selection.query_count() > 1) return false;
  const std::vector<field::Region>& found = inputs.finder()->find({});
  return std::all_of(found.begin(), found.end(), objects::is_empty);
}

void note_objects(ViewInputs& inputs, std::size_t queries, const DrawJob& job,
                  base::ThreadPool& threads, DrawnPhoto& result) {
  if (inputs.finder() == nullptr || !job.finds_objects()) return;
  result.mask = {inputs.finder()->rule().method->name,
                 base::name_of(objects::kRefines, inputs.finder()->refine())};
  if (has_no_object(inputs, job)) result.notes.emplace_back("no object was found");
  if (job.picture.boxes) result.objects = boxes_of(inputs, queries, job, threads);
}

}  // namespace

PhotoResults draw_photo(const std::filesystem::path& photo, const std::filesystem::path& stem,
                        const DrawJob& job, base::ThreadPool& threads,
                        const analysis::BlockObserver& on_block) {
  const base::Stopwatch total;
  base::Stopwatch watch;
  DrawnPhoto result;

  const FilePlan plan = plan_files(stem, job.picture.views, job.output.raw, job.selection,
                                   job.picture.objects.separate);
  check_names(plan, job.output.overwrite, job.kept);
  const analysis::Keep keep = kept_for(job);
  analysis::PlannedPhoto planned = analysis::plan_photo(photo, job.question, job.model.blueprint());
  const auto memory = reserve(bytes_to_draw(planned, job, threads.size()), photo, job);
  analysis::PhotoInput input =
      analysis::read_planned(std::move(planned), keep, job.model.blueprint(), threads);
  if (job.question.crop) result.crop = input.part;
  result.geometry = input.geometry;
  result.queries = input.queries;
  result.notes = input.notes;
  if (!plan.pictures.empty() || !plan.arrays.empty()) create_folder_for(stem);
  result.seconds.read = watch.lap();

  const analysis::Inquiry inquiry = job.inquiry();
  const auto seen = analysis::analyse(std::move(input), inquiry, threads, on_block);
  if (job.output.findings) result.findings = analysis::findings_of(seen, inquiry);
  result.seconds.forward = watch.lap();

  ViewInputs inputs(seen, inquiry, job, threads);
  result.shown = shown_on_screen(photo, inputs, seen.maps.size(), job);
  ResultFiles files = write_all(plan, inputs, {inquiry, seen, threads}, job, result);
  note_objects(inputs, seen.maps.size(), job, threads, result);
  result.seconds.total = total.seconds();
  return {std::move(result), std::move(files)};
}

}  // namespace vitviz::batch
