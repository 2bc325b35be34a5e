// SPDX-License-Identifier: Apache-2.0
// A photo as the network sees it.
#pragma once

#include <filesystem>

#include "base/thread_pool.h"
#include "cli/options.h"
#include "image/geometry.h"
#include "image/raster.h"
#include "model/blueprint.h"
#include "tensor/shapes.h"

namespace vitviz::cli {

// Throws Error(kInput) when --size native does not suit the photo; `path` is for the message.
[[nodiscard]] image::Geometry geometry_of(const image::RgbImage& photo,
                                          const std::filesystem::path& path, const Options& options,
                                          const model::Blueprint& blueprint);

// The normalised patches: [N, 3·P·P].
[[nodiscard]] tensor::Matrix network_input(const image::RgbImage& photo,
                                           const image::Geometry& geometry,
                                           const model::Blueprint& blueprint,
                                           base::ThreadPool& threads);

}  // namespace vitviz::cli
