// SPDX-License-Identifier: Apache-2.0
// --view pca: the principal components of the patch tokens as colours.
#pragma once

#include "cli/views.h"
#include "image/raster.h"

namespace vitviz::cli {

// How far on the object's side each patch [N, D] of a photo is (maps/pca.h), by the attention
// of the block that is drawn, of several the last: [N].
[[nodiscard]] tensor::Vector object_scores(const tensor::Matrix& patches,
                                           const tensor::AttentionMaps& attention,
                                           const MapSelection& selection);

// By input.pca, the basis that the photos of a call have in common; by this photo's own where that
// is null. With --foreground on the object alone, on the dark grey photo elsewhere.
[[nodiscard]] image::RgbImage draw_pca(const ViewInput& input);

}  // namespace vitviz::cli
