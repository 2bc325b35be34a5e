// SPDX-License-Identifier: Apache-2.0
#include "batch/photo_memory.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/argument.h"
#include "base/error.h"
#include "base/text.h"

namespace vitviz::batch {
namespace {

// A picture of up to four channels, and its file, which is smaller than three.
constexpr std::size_t kBytesPerDrawnPixel = 7;

constexpr std::size_t kPhotoChannels = 3;

std::string megabytes(std::size_t bytes) {
  constexpr std::size_t kMegabyte = std::size_t{1} << 20;
  return fmt::format("{} MB", (bytes + kMegabyte - 1) / kMegabyte);
}

}  // namespace

analysis::Keep kept_for(const DrawJob& job) {
  return job.picture.views.empty() ? analysis::Keep::kResizedOnly : analysis::Keep::kPhoto;
}

std::size_t bytes_to_draw(const analysis::PlannedPhoto& photo, analysis::Keep keep, int threads) {
  const std::size_t reading = photo.bytes(keep, threads);
  if (keep == analysis::Keep::kResizedOnly) return reading;
  const std::size_t drawing =
      (kPhotoChannels + kBytesPerDrawnPixel) * image::pixel_count(photo.part.size);
  return std::max(reading, drawing);
}

base::ByteBudget::Share reserve(std::size_t bytes, const std::filesystem::path& photo,
                                const DrawJob& job) {
  if (job.memory == nullptr) return {};
  if (bytes > job.memory->total()) {
    throw base::Error(
        base::ErrorCode::kInput,
        fmt::format("{}: takes {} of memory, more than the {} that photos may take",
                    base::printable(photo.string()), megabytes(bytes),
                    megabytes(job.memory->total())),
        fmt::format("scale it down first, or allow more: {}", base::argument("memory")));
  }
  return job.memory->take(bytes, job.stop);
}

}  // namespace vitviz::batch
