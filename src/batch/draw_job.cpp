// SPDX-License-Identifier: Apache-2.0
#include "batch/draw_job.h"

#include <algorithm>

namespace vitviz::batch {
namespace {

bool shows_tokens(const views::PictureOptions& picture) {
  return std::any_of(picture.views.begin(), picture.views.end(),
                     [](const views::View* view) { return view->of_tokens; });
}

bool shows_objects(const views::PictureOptions& picture) {
  return std::any_of(picture.views.begin(), picture.views.end(),
                     [](const views::View* view) { return view->of_objects; });
}

bool is_mask(RawArray array) { return array == RawArray::kMask || array == RawArray::kNpz; }

// Run past the last attention only if something from there is needed.
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
          stop,
          finds_objects() || compares_masks() ? &rule : nullptr};
}

bool DrawJob::finds_objects() const {
  const auto& raw = output.raw;
  return shows_objects(picture) || picture.boxes || output.coco.has_value() ||
         std::any_of(raw.begin(), raw.end(), is_mask);
}

}  // namespace vitviz::batch
