// SPDX-License-Identifier: Apache-2.0
// Upsampling that follows the photo: what a map says of patches becomes a picture whose edges are
// those of the photo's colours (render/guided_filter.h).
#pragma once

#include <cstddef>
#include <span>

#include "base/thread_pool.h"
#include "field/guided_filter.h"
#include "field/upsample.h"
#include "image/geometry.h"
#include "image/raster.h"

namespace vitviz::field {

class PhotoGuide {
 public:
  // `photo` must outlive the guide and every map that it makes.
  PhotoGuide(const image::RgbImage& photo, const image::Geometry& geometry,
             base::ThreadPool& threads);

  // The map [N], resampled by `how` and then filtered with windows that reach as far as a patch is
  // wide. The filter flattens peaks: the range that is left is that of the result.
  // Requires: as UpsampledMap.
  [[nodiscard]] UpsampledMap follow(std::span<const float> map, Upsample how,
                                    base::ThreadPool& threads) const;

  // Memory that a guide takes, and each map that it makes, with what either needs for a moment.
  [[nodiscard]] static std::size_t bytes_of_guide(const image::Geometry& geometry, int threads);
  [[nodiscard]] static std::size_t bytes_of_map(const image::Geometry& geometry, int threads);

 private:
  const image::RgbImage& photo_;
  image::Geometry small_;  // of the small photo on which the filter is fitted
  GuidedFilter filter_;
};

}  // namespace vitviz::field
