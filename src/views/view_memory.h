// SPDX-License-Identifier: Apache-2.0
// How much memory pictures take while they are drawn.
#pragma once

#include <cstddef>

#include "image/geometry.h"
#include "views/picture_options.h"

namespace vitviz::views {

// An estimate of what the views take at most, one after the other, beside the photo and the answers
// of the network; `heads` of a block.
[[nodiscard]] std::size_t bytes_of_views(const PictureOptions& options,
                                         const image::Geometry& geometry, int heads, int threads);

}  // namespace vitviz::views
