// SPDX-License-Identifier: Apache-2.0
#include "families/rotary_periods.h"

#include <cmath>

namespace vitviz::families {

tensor::Vector rotary_periods(checkpoint::TensorReader& reader, const model::Blueprint& blueprint) {
  const int width = blueprint.head_width();
  if (width % 4 != 0) {
    reader.note("heads of a width that rotary positions cannot be computed for");
    return {};
  }
  tensor::Vector periods(width / 4);
  for (int k = 0; k < width / 4; ++k) {
    const double exponent = 4.0 * k / width;
    periods(k) = static_cast<float>(std::pow(static_cast<double>(blueprint.rotary_base), exponent));
  }
  return periods;
}

}  // namespace vitviz::families
