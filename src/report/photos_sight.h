// SPDX-License-Identifier: Apache-2.0
// Many photos and one model → the means of their measurements, how much photos differ, and which
// are unlike the others.
#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <stop_token>
#include <vector>

#include "analysis/photo_run.h"
#include "analysis/question.h"
#include "base/byte_budget.h"
#include "base/error.h"
#include "model/vision_transformer.h"
#include "report/sight.h"

namespace vitviz::report {

struct PhotosJob {
  const std::vector<std::filesystem::path>& photos;
  const analysis::Question& question;
  const model::VisionTransformer& model;
  int threads = 1;
  base::ByteBudget& memory;  // of the photos that are read at once
  std::stop_token stop = {};
};

struct PhotosSight {
  Sight sight;
  std::optional<base::ErrorCode> worst;  // of the photos that failed and are left out
  std::set<std::filesystem::path> left_out;
  std::size_t photos = 0;  // that were measured; without any there is no sight
};

// Numbers are the same for any number of threads. Throws Stopped, and what `events` throws.
[[nodiscard]] PhotosSight photos_sight(const PhotosJob& job, analysis::RunEvents& events);

}  // namespace vitviz::report
