// SPDX-License-Identifier: Apache-2.0
#include "batch/draw_like_dino.h"

#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>

#include "base/argument.h"
#include "base/error.h"
#include "base/stopwatch.h"
#include "base/text.h"
#include "batch/file_plan.h"
#include "batch/photo_memory.h"
#include "batch/result_writer.h"
#include "batch/resume.h"
#include "image/patches.h"
#include "image/photo_file.h"
#include "image/png_file.h"
#include "manifest/stamp.h"
#include "masks/object_mask.h"
#include "model/attention_observer.h"
#include "model/observed_queries.h"
#include "render/dino.h"
#include "tensor/row_span.h"

namespace vitviz::batch {
namespace {

constexpr image::Size kUsualSize{480, 480};

// torchvision's Resize(): two numbers are exact, one is the short side.
image::Size squashed(image::Size photo, const std::optional<image::InputSize>& wanted) {
  if (!wanted) return kUsualSize;
  if (const auto* exact = std::get_if<image::Size>(&*wanted)) return *exact;
  if (std::holds_alternative<image::NativeSize>(*wanted)) return photo;
  const int side = std::get<image::ShortSide>(*wanted).pixels;
  const auto other = [side](int longer, int shorter) {
    return static_cast<int>(std::int64_t{side} * longer / shorter);
  };
  return photo.width <= photo.height ? image::Size{side, other(photo.height, photo.width)}
                                     : image::Size{other(photo.width, photo.height), side};
}

image::Geometry geometry_of(image::Size photo, const DrawJob& job, const std::string& name) {
  const int patch = job.model.blueprint().patch;
  const image::Size input = squashed(photo, job.question.size);
  const tensor::PatchGrid grid{input.height / patch, input.width / patch};
  if (grid.count() == 0) {
    throw base::Error(base::ErrorCode::kInput,
                      fmt::format("{}: {} x {} pixels are less than a patch of {} x {}", name,
                                  input.width, input.height, patch, patch),
                      "ask for a larger " + base::argument("size"));
  }
  return {photo, input, patch, grid};
}

// [H, N] of the last block.
tensor::Matrix last_attention(const tensor::Matrix& patches, tensor::PatchGrid grid,
                              const DrawJob& job, base::ThreadPool& threads,
                              const analysis::BlockObserver& on_block) {
  tensor::Matrix last;
  model::AttentionObserver keep_last(model::observed_queries(job.model.blueprint(), grid),
                                     [&](int, tensor::ConstMatrixRef rows) {
                                       last = rows.rightCols(grid.count());
                                       on_block();
                                     });
  static_cast<void>(
      job.model.forward(patches, grid, {model::Goal::kBlocks, {&keep_last}}, threads, job.stop));
  return last;
}

// Writes the pictures of one photo and keeps account of them.
class DinoWriter {
 public:
  DinoWriter(const std::filesystem::path& folder, const DrawJob& job, DrawnPhoto& result,
             base::ThreadPool& threads)
      : folder_(folder),
        job_(job),
        result_(result),
        files_(job.stop, result.seconds),
        threads_(threads) {}

  void write(std::string_view view, std::optional<int> head, const std::string& name,
             const image::RgbImage& picture) {
    const std::filesystem::path path = folder_ / name;
    files_.write(path, job_.overwrite_of(path), [&](const base::ByteSink& file) {
      image::encode_png(image::lazy_view(picture), threads_, {}, file);
    });
    result_.files.emplace_back(PictureFile{view, {.block = {}, .head = head}, path});
  }

  [[nodiscard]] ResultFiles take() { return files_.take(); }

 private:
  const std::filesystem::path& folder_;
  const DrawJob& job_;
  DrawnPhoto& result_;
  ResultWriter files_;
  base::ThreadPool& threads_;
};

std::string attention_name(int head) { return fmt::format("attn-head{}.png", head); }
std::string mask_name(double keep, int head) {
  return fmt::format("mask_th{}_head{}.png", keep, head);
}

std::vector<std::filesystem::path> dino_files(const std::filesystem::path& folder,
                                              const DrawJob& job) {
  std::vector<std::filesystem::path> files = {folder / "img.png"};
  for (int head = 0; head < job.model.blueprint().heads; ++head) {
    files.push_back(folder / attention_name(head));
    files.push_back(folder / mask_name(job.rule.options.keep, head));
  }
  return files;
}

}  // namespace

PhotoResults draw_like_dino(const std::filesystem::path& photo_path,
                            const std::filesystem::path& folder, const DrawJob& job,
                            base::ThreadPool& threads, const analysis::BlockObserver& on_block) {
  const model::Blueprint& blueprint = job.model.blueprint();
  const base::Stopwatch total;
  base::Stopwatch watch;
  DrawnPhoto result;
  if (job.manifest != nullptr) result.stamp = manifest::stamp_of(photo_path);
  const std::vector<std::filesystem::path> files = dino_files(folder, job);
  check_files(files, job);
  const std::string name = base::printable(photo_path.string());
  // DINO's script knows no profile.
  image::PhotoFile photo(photo_path, job.question.orientation, image::ColorProfile::kIgnored,
                         job.question.samples);
  const image::Rectangle part = image::part_of(photo.size(), job.question.crop, name);
  if (job.question.crop) result.crop = part;
  result.geometry = geometry_of(part.size, job, name);
  const image::Size size = result.geometry.network;
  const auto memory = reserve(photo.bytes_resized(part, size, threads.size()), photo_path, job);
  begin_files(photo_path, files, job);
  const image::RgbImage squashed =
      photo.read_resized(part, size, image::Filter::kBilinear, threads);
  result.notes = photo.notes();
  result.seconds.read = watch.lap();

  const tensor::Matrix patches =
      image::to_patches(squashed, blueprint.patch, blueprint.mean, blueprint.std);
  const tensor::Matrix attention =
      last_attention(patches, result.geometry.grid, job, threads, on_block);
  result.seconds.forward = watch.lap();

  const render::PatchMap map{result.geometry.grid, blueprint.patch};
  const image::RgbImage input =
      render::draw_dino_input(squashed, map, blueprint.mean, blueprint.std);
  DinoWriter writer(folder, job, result, threads);
  writer.write("input", {}, "img.png", input);
  for (int head = 0; head < blueprint.heads; ++head) {
    writer.write("attention", head, attention_name(head),
                 render::draw_dino_attention(tensor::row_span(attention, head), map));
  }
  const double keep = job.rule.options.keep;
  for (int head = 0; head < blueprint.heads; ++head) {
    const auto mask = masks::mask_of_patches(tensor::row_span(attention, head), keep);
    writer.write("mask", head, mask_name(keep, head), render::draw_dino_mask(input, mask, map));
  }
  result.geometry.network = map.size();
  result.seconds.total = total.seconds();
  return {std::move(result), writer.take()};
}

}  // namespace vitviz::batch
