// SPDX-License-Identifier: Apache-2.0
#include "cli/queries.h"

#include <fmt/format.h>

#include "base/text.h"
#include "cli/usage_error.h"

namespace vitviz::cli {

std::vector<int> query_patches(const Options& options, const image::Geometry& geometry,
                               const std::filesystem::path& photo) {
  const auto [width, height] = geometry.photo;
  std::vector<int> patches;
  for (const image::Pixel query : options.queries) {
    if (query.x >= width || query.y >= height) {
      fail_usage(fmt::format("--query {},{}: outside of {}, {} pixels wide and {} high", query.x,
                             query.y, base::printable(photo.string()), width, height),
                 fmt::format("x runs from 0 to {}, y from 0 to {}", width - 1, height - 1));
    }
    patches.push_back(geometry.patch_at(query));
  }
  return patches;
}

}  // namespace vitviz::cli
