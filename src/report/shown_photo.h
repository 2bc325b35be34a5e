// SPDX-License-Identifier: Apache-2.0
// The photo inside of the page: smaller than it is, as a JPEG.
#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

#include "analysis/question.h"
#include "base/thread_pool.h"
#include "image/raster.h"
#include "model/blueprint.h"

namespace vitviz::report {

struct ShownPhoto {
  image::Size size;  // of the JPEG
  std::vector<std::byte> jpeg;
};

// The part of the photo that is looked at, with its longer side at most `longest`, in at most
// `most_bytes` where any quality allows that. Throws Error(kInput), and Stopped.
[[nodiscard]] ShownPhoto shown_photo(const std::filesystem::path& photo,
                                     const analysis::Question& question,
                                     const model::Blueprint& blueprint, int longest,
                                     std::size_t most_bytes, base::ThreadPool& threads);

}  // namespace vitviz::report
