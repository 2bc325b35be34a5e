// SPDX-License-Identifier: Apache-2.0
#include "model/check_finite.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"
#include "tensor/element_type.h"
#include "tensor/row_span.h"

namespace vitviz::model {

void check_finite(tensor::ConstMatrixRef values, std::string_view what, int block,
                  const Blueprint& blueprint) {
  bool finite = true;
  for (Eigen::Index row = 0; row < values.rows(); ++row) {
    finite &= all_finite(tensor::ElementType::kF32, std::as_bytes(tensor::row_span(values, row)));
  }
  if (finite) return;
  throw base::Error(base::ErrorCode::kModel,
                    fmt::format("{}: {} of block {} hold numbers that are not finite",
                                base::printable(blueprint.name), what, block),
                    "the weights overflow 32-bit arithmetic: the file is damaged");
}

}  // namespace vitviz::model
