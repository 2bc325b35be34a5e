// SPDX-License-Identifier: Apache-2.0
// The photos that `vitviz similar` compares.
#pragma once

#include <optional>
#include <vector>

#include "base/error.h"
#include "commands/context.h"
#include "commands/similar_options.h"
#include "features/collect.h"

namespace vitviz::commands {

struct ComparedPhotos {
  // photos[0] is the query. No file is there twice, under whatever names.
  std::vector<features::StampedPhoto> photos;
  std::optional<base::ErrorCode> worst;  // of what could not be found
};

// Tells of a query that cannot be read, of folders without photos, and of links that are left out.
// Without photos where there is nothing to do. Throws Error(kInput) where the query is alone.
[[nodiscard]] ComparedPhotos find_compared_photos(const SimilarOptions& similar,
                                                  const Context& context);

}  // namespace vitviz::commands
