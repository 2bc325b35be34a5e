// SPDX-License-Identifier: Apache-2.0
#include "model/vision_transformer.h"

#include <utility>

#include "base/check.h"
#include "model/final_norm.h"
#include "model/forward_pass.h"
#include "model/pooling_attention.h"

namespace vitviz::model {

VisionTransformer::VisionTransformer(Blueprint blueprint, Weights weights)
    : blueprint_(std::move(blueprint)), weights_(std::move(weights)) {
  VITVIZ_CHECK(blueprint_.blocks >= 1);
  VITVIZ_CHECK(static_cast<int>(weights_.blocks.size()) == blueprint_.blocks);
}

bool VisionTransformer::has_pooling_attention() const {
  return shows_pooling(blueprint_, weights_);
}

Result VisionTransformer::forward(tensor::ConstMatrixRef patches, tensor::PatchGrid grid,
                                  const Request& request, base::ThreadPool& threads,
                                  const std::stop_token& stop) const {
  VITVIZ_CHECK(patches.rows() == grid.count());
  Pass pass(blueprint_, weights_, grid, request, threads, stop);
  return run_forward(pass, patches, request.goal);
}

void VisionTransformer::apply_final_norm(tensor::MatrixRef tokens,
                                         base::ThreadPool& threads) const {
  model::apply_final_norm(blueprint_, weights_, tokens, threads, {});
}

}  // namespace vitviz::model
