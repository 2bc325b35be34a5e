// SPDX-License-Identifier: Apache-2.0
#include "batch/draw_job.h"

#include <algorithm>

namespace vitviz::batch {
namespace {

bool shows_tokens(const views::PictureOptions& picture) {
  return std::any_of(picture.views.begin(), picture.views.end(),
                     [](const views::View* view) { return view->of_tokens; });
}

// Only who asks for what comes after the last attention waits for it.
bool needs_final_tokens(const OutputOptions& output, const model::Blueprint& blueprint) {
  const auto is_final = [](RawArray array) {
    return array == RawArray::kTokens || array == RawArray::kLogits || array == RawArray::kNpz;
  };
  return std::any_of(output.raw.begin(), output.raw.end(), is_final) ||
         (output.findings && blueprint.classes > 0);
}

}  // namespace

analysis::Inquiry DrawJob::inquiry() const {
  return {question,
          model,
          selection,
          {.block_tokens = shows_tokens(picture),
           .final_tokens = needs_final_tokens(output, model.blueprint())},
          stop};
}

}  // namespace vitviz::batch
