// SPDX-License-Identifier: Apache-2.0
// What DINO's visualize_attention.py does with a photo, under its file names.
//
// The photo is squashed to the size that is asked for (480 × 480; a single number is the short
// side), what is no whole patch is cut off at the right and the bottom, and every head of the last
// block becomes a picture and a mask. Into a folder of results go
//   img.png  attn-head0.png …  mask_th0.6_head0.png …
#pragma once

#include <filesystem>

#include "batch/draw_photo.h"

namespace vitviz::batch {

// Like draw_photo(); `folder` is where the files go.
[[nodiscard]] PhotoResults draw_like_dino(const std::filesystem::path& photo,
                                          const std::filesystem::path& folder, const DrawJob& job,
                                          base::ThreadPool& threads,
                                          const analysis::BlockObserver& on_block);

}  // namespace vitviz::batch
