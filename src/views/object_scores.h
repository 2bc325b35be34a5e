// SPDX-License-Identifier: Apache-2.0
// How far on the object's side patches are, for colours that are fitted on the object.
#pragma once

#include "analysis/map_selection.h"
#include "tensor/attention_maps.h"
#include "tensor/shapes.h"

namespace vitviz::views {

// Of each patch [N, D] of a photo (maps/pca.h), by the attention of the block that is drawn, of
// several the last: [N].
[[nodiscard]] tensor::Vector object_scores(const tensor::Matrix& patches,
                                           const tensor::AttentionMaps& attention,
                                           const analysis::MapSelection& selection);

}  // namespace vitviz::views
