// SPDX-License-Identifier: Apache-2.0
#include "batch/draw_job.h"

#include <algorithm>

namespace vitviz::batch {
namespace {

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
          {.block_tokens = views::any_is(picture.views, &views::View::of_tokens),
           .final_tokens = needs_final_tokens(output, model.blueprint())},
          stop,
          finds_objects() || compares_masks() ? &rule : nullptr};
}

base::Overwrite DrawJob::overwrite_of(const std::filesystem::path& file) const {
  const bool is_left_behind = output.resume && manifest != nullptr && manifest->owns(file);
  return is_left_behind ? base::Overwrite::kReplace : output.overwrite;
}

bool DrawJob::finds_objects() const {
  const auto& raw = output.raw;
  return views::any_is(picture.views, &views::View::of_objects) || picture.boxes ||
         output.coco.has_value() || output.table.has_value() ||
         std::any_of(raw.begin(), raw.end(), is_mask);
}

}  // namespace vitviz::batch
