// SPDX-License-Identifier: Apache-2.0
// The features of many photos: those that a cache has, and the others computed.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

#include "analysis/photo_run.h"
#include "analysis/question.h"
#include "base/byte_budget.h"
#include "base/error.h"
#include "features/feature_cache.h"
#include "features/left_out.h"
#include "features/photo_stamp.h"
#include "features/readout.h"
#include "model/vision_transformer.h"
#include "tensor/shapes.h"

namespace vitviz::features {

struct StampedPhoto {
  std::filesystem::path path;
  std::optional<PhotoStamp> stamp;  // nothing where it has none (look_at())
};

// What is asked of every photo. What it refers to must outlive it.
struct CollectJob {
  const analysis::Question& question;
  FeatureChoice choice;  // one row for a photo; check_choice() was passed
  const model::Blueprint& blueprint;
  // Called once there is a photo to compute: loading a model takes longer than all the rest.
  std::function<const model::VisionTransformer&()> model;
  FeatureCache* cache = nullptr;  // receives what is computed; none is used where it is null
  base::ByteBudget& memory;       // in which photos are read
  int threads = 1;
  std::stop_token stop = {};
};

struct Collected {
  std::vector<std::size_t> photos;  // those that have a row, in their order
  tensor::Matrix rows;              // [photos, width]
  int from_cache = 0;
  std::vector<LeftOut> left_out;
  std::optional<base::ErrorCode> worst;  // of the photos that failed
};

// Numbers of a row.
[[nodiscard]] int width_of(const FeatureChoice& choice, const model::Blueprint& blueprint);

// `events` hears of the photos that are computed alone. Whatever ends it early, the cache has what
// was computed until then. Throws Stopped, what job.model() and `events` throw.
[[nodiscard]] Collected collect(std::span<const StampedPhoto> photos, const CollectJob& job,
                                analysis::RunEvents& events);

}  // namespace vitviz::features
