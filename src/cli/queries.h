// SPDX-License-Identifier: Apache-2.0
// --query on a photo.
#pragma once

#include <filesystem>
#include <vector>

#include "cli/options.h"
#include "image/geometry.h"

namespace vitviz::cli {

// The patch that each query lies in. Throws Error(kUsage), with the photo's size, when one lies
// outside of the photo.
[[nodiscard]] std::vector<int> query_patches(const Options& options,
                                             const image::Geometry& geometry,
                                             const std::filesystem::path& photo);

}  // namespace vitviz::cli
