// SPDX-License-Identifier: Apache-2.0
#include "eval/corloc.h"

#include <algorithm>
#include <utility>

#include "eval/task.h"

namespace vitviz::eval {
namespace {

std::vector<double> combine(std::span<const double> means) { return {means[0], means[1]}; }

}  // namespace

std::optional<CorlocScore> score_corloc(const std::optional<Box>& predicted,
                                        std::span<const TrueBox> truth, HardBoxes hard_boxes) {
  CorlocScore score;
  for (const TrueBox& candidate : truth) {
    if (candidate.is_hard && hard_boxes == HardBoxes::kDrop) continue;
    ++score.boxes;
    if (predicted) score.best_iou = std::max(score.best_iou, box_iou(*predicted, candidate.box));
  }
  if (score.boxes == 0) return std::nullopt;
  return score;
}

PhotoScore photo_score(std::string photo, const CorlocScore& score) {
  const double found = score.is_found() ? 1.0 : 0.0;
  return {std::move(photo),
          {found, score.best_iou, static_cast<double>(score.boxes)},
          {found, score.best_iou}};
}

const Task kCorloc = {
    .help = "in how many photos the predicted box is on an object",
    .columns = {{"found", "1 when the box has an IoU above 0.5 with a true one", Unit::kPlain},
                {"best_iou", "highest IoU of the predicted box with a true one"},
                {"boxes", "true boxes", Unit::kPlain}},
    .scores = {{"corloc", "share of photos whose box has an IoU above 0.5 with a true one"},
               {"best_iou", "highest IoU of the predicted box with a true one, mean"}},
    .parts = 2,
    .combine = combine,
};

}  // namespace vitviz::eval
