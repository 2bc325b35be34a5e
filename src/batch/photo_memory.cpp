// SPDX-License-Identifier: Apache-2.0
#include "batch/photo_memory.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/argument.h"
#include "base/error.h"
#include "base/memory_limit.h"
#include "base/text.h"
#include "views/view_memory.h"

namespace vitviz::batch {
namespace {

std::string megabytes(std::size_t bytes) {
  constexpr std::size_t kMegabyte = std::size_t{1} << 20;
  return fmt::format("{} MB", (bytes + kMegabyte - 1) / kMegabyte);
}

}  // namespace

analysis::Keep kept_for(const DrawJob& job) {
  const bool shows_pixels =
      !job.picture.views.empty() || job.picture.boxes || job.output.coco || job.output.table;
  return shows_pixels ? analysis::Keep::kPhoto : analysis::Keep::kResizedOnly;
}

std::size_t bytes_to_draw(const analysis::PlannedPhoto& photo, const DrawJob& job, int threads) {
  const analysis::Keep keep = kept_for(job);
  const std::size_t reading = photo.bytes(keep, threads);
  if (keep == analysis::Keep::kResizedOnly) return reading;
  const image::Geometry& geometry = photo.geometry;
  // Between the two passes of resizing.
  const image::Size narrow{geometry.network.width, geometry.photo.height};
  const std::size_t beside =
      std::max(image::RgbImage::kChannels * image::pixel_count(narrow),
               views::bytes_of_views(job.picture, geometry, job.model.blueprint().heads, threads));
  return std::max(reading,
                  image::RgbImage::kChannels * image::pixel_count(geometry.photo) + beside);
}

base::ByteBudget::Share reserve(std::size_t bytes, const std::filesystem::path& photo,
                                base::ByteBudget& memory, const std::stop_token& stop) {
  if (bytes > memory.total()) {
    throw base::Error(
        base::ErrorCode::kInput,
        fmt::format("{}: takes {} of memory, more than the {} that photos may take",
                    base::printable(photo.string()), megabytes(bytes), megabytes(memory.total())),
        fmt::format("scale it down first, or allow more: {}", base::argument("memory")));
  }
  return memory.take(bytes, stop);
}

base::ByteBudget::Share reserve(std::size_t bytes, const std::filesystem::path& photo,
                                const DrawJob& job) {
  if (job.memory == nullptr) return {};
  return reserve(bytes, photo, *job.memory, job.stop);
}

base::ByteBudget memory_for_photos(std::optional<std::size_t> asked) {
  return base::ByteBudget(asked.value_or(base::memory_limit() / 2));
}

NetworkPhoto read_for_network(const std::filesystem::path& photo,
                              const analysis::Question& question, const model::Blueprint& blueprint,
                              base::ByteBudget& memory, base::ThreadPool& threads) {
  constexpr analysis::Keep kKeep = analysis::Keep::kResizedOnly;
  analysis::PlannedPhoto planned = analysis::plan_photo(photo, question, blueprint);
  auto share = reserve(planned.bytes(kKeep, threads.size()), photo, memory, threads.stop());
  return {std::move(share), analysis::read_planned(std::move(planned), kKeep, blueprint, threads)};
}

}  // namespace vitviz::batch
