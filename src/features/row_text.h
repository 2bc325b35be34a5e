// SPDX-License-Identifier: Apache-2.0
// The words of a row of features in tables.
#pragma once

#include <string>

#include "features/feature_writer.h"

namespace vitviz::features {

// The photo as a field of CSV (RFC 4180); of patches followed by their row and column.
[[nodiscard]] std::string row_names(const FeatureSource& source, bool of_patches, Eigen::Index row);

}  // namespace vitviz::features
