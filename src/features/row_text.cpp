// SPDX-License-Identifier: Apache-2.0
#include "features/row_text.h"

#include <fmt/format.h>

#include "base/csv.h"

namespace vitviz::features {

std::string row_names(const FeatureSource& source, bool of_patches, Eigen::Index row) {
  const std::string photo = base::csv_field(source.photo.string());
  if (!of_patches) return photo;
  return fmt::format("{},{},{}", photo, row / source.grid.cols, row % source.grid.cols);
}

}  // namespace vitviz::features
