// SPDX-License-Identifier: Apache-2.0
#include "views/object_scores.h"

#include "maps/pca.h"

namespace vitviz::views {

tensor::Vector object_scores(const tensor::Matrix& patches, const tensor::AttentionMaps& attention,
                             const analysis::MapSelection& selection) {
  const auto heads = attention.block(selection.blocks().back());
  return maps::foreground_scores(patches, heads.colwise().mean());
}

}  // namespace vitviz::views
