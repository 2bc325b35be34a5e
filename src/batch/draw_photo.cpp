// SPDX-License-Identifier: Apache-2.0
#include "batch/draw_photo.h"

#include <cstddef>
#include <optional>
#include <utility>

#include "analysis/analyse.h"
#include "base/stopwatch.h"
#include "batch/file_plan.h"
#include "batch/found_objects.h"
#include "batch/photo_memory.h"
#include "batch/raw_arrays.h"
#include "batch/result_writer.h"
#include "batch/resume.h"
#include "manifest/stamp.h"

namespace vitviz::batch {
namespace {

// Writes the results of one photo and keeps account of them.
class Writer {
 public:
  Writer(const DrawJob& job, DrawnPhoto& result)
      : job_(job), result_(result), files_(job.stop, result.seconds) {}

  void write_picture(const PlannedPicture& picture, const views::ViewInput& input) {
    const views::Picture drawn = picture.view->draw(picture.map, input);
    files_.write(picture.path, job_.overwrite_of(picture.path), drawn.write);
    result_.files.emplace_back(PictureFile{picture.view->name, picture.label, picture.path,
                                           drawn.scale, drawn.beyond, picture.object});
  }

  void write_array(const PlannedArray& planned, const ArrayInput& input) {
    const EncodedArray array = encode_array(planned.array, input);
    files_.write(planned.path, job_.overwrite_of(planned.path),
                 [&](const base::ByteSink& file) { file(array.bytes); });
    result_.files.emplace_back(ArrayFile{planned.array, array.shape, planned.path});
  }

  [[nodiscard]] ResultFiles take() { return files_.take(); }

 private:
  const DrawJob& job_;
  DrawnPhoto& result_;
  ResultWriter files_;
};

// What views that are no files show of the photo.
std::string shown_on_screen(const std::filesystem::path& photo, views::ViewInputs& inputs,
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

// Which object a picture shows, counted from 0; nothing where the photo has fewer.
std::optional<std::size_t> object_of(const PlannedPicture& picture, views::ViewInputs& inputs) {
  if (!picture.object) return 0;
  const auto object = static_cast<std::size_t>(*picture.object) - 1;
  const analysis::MapNumber number{static_cast<std::size_t>(picture.query), picture.map};
  if (object >= inputs.finder()->find(number).size()) return std::nullopt;
  return object;
}

ResultFiles write_all(const FilePlan& plan, views::ViewInputs& inputs, const ArrayInput& arrays,
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

}  // namespace

PhotoResults draw_photo(const std::filesystem::path& photo, const ResultName& name,
                        const DrawJob& job, base::ThreadPool& threads,
                        const analysis::BlockObserver& on_block) {
  const base::Stopwatch total;
  base::Stopwatch watch;
  DrawnPhoto result;
  if (job.manifest != nullptr) result.stamp = manifest::stamp_of(photo);

  const FilePlan plan = plan_files(name, job.picture.views, job.output.raw, job.selection,
                                   job.picture.objects.separate);
  const std::vector<std::filesystem::path> files = plan.files();
  check_files(files, job);
  const analysis::Keep keep = kept_for(job);
  analysis::PlannedPhoto planned = analysis::plan_photo(photo, job.question, job.model.blueprint());
  const auto memory = reserve(bytes_to_draw(planned, job, threads.size()), photo, job);
  analysis::PhotoInput input =
      analysis::read_planned(std::move(planned), keep, job.model.blueprint(), threads);
  if (job.question.crop) result.crop = input.part;
  result.geometry = input.geometry;
  result.queries = input.queries;
  result.notes = input.notes;
  begin_files(photo, files, job);
  result.seconds.read = watch.lap();

  const analysis::Inquiry inquiry = job.inquiry();
  const auto seen = analysis::analyse(std::move(input), inquiry, threads, on_block);
  if (job.output.findings) result.findings = analysis::findings_of(seen, inquiry);
  if (job.output.table) result.maps = analysis::measure_maps(seen, job.selection);
  result.seconds.forward = watch.lap();

  views::ViewInputs inputs(seen, inquiry, job.picture, job.common, threads);
  result.shown = shown_on_screen(photo, inputs, seen.maps.size(), job);
  ResultFiles written = write_all(plan, inputs, {inquiry, seen, threads}, job, result);
  if (job.finds_objects() && inputs.finder() != nullptr) {
    tell_of_objects(*inputs.finder(), job, threads, result);
  }
  result.seconds.total = total.seconds();
  return {std::move(result), std::move(written)};
}

}  // namespace vitviz::batch
