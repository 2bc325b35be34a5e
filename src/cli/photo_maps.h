// SPDX-License-Identifier: Apache-2.0
// What --map makes of a forward pass.
#pragma once

#include <vector>

#include "cli/network_output.h"
#include "maps/token_norms.h"
#include "tensor/shapes.h"

namespace vitviz::cli {

// The maps of each query (one entry without --query), a row for each of MapSelection::labels():
// [B · H', N]. A similarity is that of CLS or the query's patch; without CLS, of the mean patch.
[[nodiscard]] std::vector<tensor::Matrix> photo_maps(const NetworkOutput& output,
                                                     const std::vector<Query>& queries,
                                                     const DrawJob& job);

// The outliers among the norms of each drawn block; empty unless the map is the norm.
[[nodiscard]] std::vector<maps::NormOutliers> norm_outliers(const std::vector<tensor::Matrix>& maps,
                                                            const MapSelection& selection);

}  // namespace vitviz::cli
