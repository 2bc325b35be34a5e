// SPDX-License-Identifier: Apache-2.0
// The colours of tokens that several photos, or frames of a video, have in common.
#pragma once

#include <optional>
#include <vector>

#include "analysis/analyse.h"
#include "batch/draw_job.h"
#include "maps/pca.h"

namespace vitviz::batch {

// At most as many patches of each photo.
inline constexpr int kMostPcaPatches = 1024;

// The tokens of some patches of a photo, spread evenly over what is coloured: [some, D].
[[nodiscard]] tensor::Matrix sample_tokens(const analysis::Analysis& seen, const DrawJob& job);

// Of such samples; nothing where all are empty.
[[nodiscard]] std::optional<maps::ColorBasis> colors_of(const std::vector<tensor::Matrix>& samples);

}  // namespace vitviz::batch
