// SPDX-License-Identifier: Apache-2.0
// A photo as it is drawn, and as the network sees it.
#pragma once

#include <filesystem>
#include <vector>

#include "analysis/question.h"
#include "base/thread_pool.h"
#include "image/crop.h"
#include "image/geometry.h"
#include "image/raster.h"
#include "model/blueprint.h"
#include "tensor/shapes.h"

namespace vitviz::analysis {

// A place that the user points at.
struct Query {
  image::Pixel asked;  // of the upright photo
  image::Pixel place;  // of the part that is looked at
  int patch = 0;       // of the grid, row by row

  friend bool operator==(const Query&, const Query&) = default;
};

struct PhotoInput {
  image::RgbImage photo;  // the part that is looked at
  image::Rectangle part;  // of the upright photo
  image::Geometry geometry;
  std::vector<Query> queries;
};

// The photo, upright, or the part of it that is asked about, and where that is. Throws
// Error(kInput) when the photo cannot be read or has no such part.
struct PhotoPart {
  image::RgbImage photo;
  image::Rectangle part;
};
[[nodiscard]] PhotoPart read_part(const std::filesystem::path& path, const Question& question);

// Throws likewise, Error(kInput) when its own size does not suit the photo, and Error(kArgument)
// when a query lies outside of it.
[[nodiscard]] PhotoInput open_photo(const std::filesystem::path& path, const Question& question,
                                    const model::Blueprint& blueprint);

// The places that are asked about, on a photo of which `part` is left and has this geometry;
// `photo` is for the message.
[[nodiscard]] std::vector<Query> find_queries(const std::vector<image::Pixel>& asked,
                                              const image::Rectangle& part,
                                              const image::Geometry& geometry,
                                              const std::filesystem::path& photo);

// The normalised patches: [N, 3·P·P].
[[nodiscard]] tensor::Matrix network_input(const PhotoInput& input,
                                           const model::Blueprint& blueprint,
                                           base::ThreadPool& threads);

}  // namespace vitviz::analysis
