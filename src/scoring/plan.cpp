// SPDX-License-Identifier: Apache-2.0
#include "scoring/plan.h"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "analysis/select_maps.h"
#include "base/argument.h"
#include "base/error.h"
#include "base/named.h"

namespace vitviz::scoring {
namespace {

using base::argument;
using base::fail_argument;

bool scores_masks(const Setting& setting, const eval::Task& task) {
  return &task != &eval::kSegments && !setting.soft;
}

void check_one_map(const Setting& setting, const eval::Task& task) {
  const analysis::Question& question = setting.question;
  if (question.block && std::holds_alternative<analysis::Each>(*question.block)) {
    fail_argument("block", std::string(analysis::kAllName), "a score is that of one block",
                  fmt::format("{} block compares them", argument("sweep")));
  }
  if (&task != &eval::kJaccard && std::holds_alternative<analysis::Each>(question.head)) {
    fail_argument("head", std::string(analysis::kAllName),
                  "only jaccard asks every head for its mask",
                  fmt::format("{} head compares them", argument("sweep")));
  }
}

void check_task(const Setting& setting, const eval::Task& task) {
  const bool of_boxes = &task == &eval::kCorloc;
  if (setting.soft && &task != &eval::kSaliency) {
    fail_argument("soft", "", "only saliency is scored on the map itself");
  }
  if (setting.hard_boxes == eval::HardBoxes::kDrop && !of_boxes) {
    fail_argument("drop_hard", "", "only corloc is scored on boxes");
  }
  if (setting.at == ScoredAt::kInput && of_boxes) {
    fail_argument("score_at", "input", "boxes are those of the photo");
  }
  if (setting.question.mask.compare && (setting.soft || &task != &eval::kSaliency)) {
    fail_argument("sheets", "", "they show masks, as saliency is scored on");
  }
}

// What decides about masks, where there are none.
void check_no_mask_options(const Setting& setting) {
  const analysis::MaskChoice& mask = setting.question.mask;
  const auto refuse = [](const char* name) {
    fail_argument(name, "", "here the map itself is scored, without a mask",
                  fmt::format("leave {} out", argument(name)));
  };
  if (mask.method != nullptr) refuse("mask");
  if (mask.keep) refuse("keep");
  if (mask.features) refuse("features");
  if (mask.threshold) refuse("threshold");
  if (setting.objects.refine) refuse("refine");
  if (setting.objects.clean) refuse("clean");
  if (setting.objects.separate > 0) refuse("objects");
}

std::optional<analysis::MaskRule> rule_for(const Setting& setting, const eval::Task& task,
                                           const model::VisionTransformer& model) {
  if (scores_masks(setting, task)) return analysis::mask_rule_for(setting.question, model);
  check_no_mask_options(setting);
  return std::nullopt;
}

// A method of several objects looks for as many as are told apart. corloc asks for one box: that of
// the largest part, unless objects are told apart anyway.
Setting for_task(Setting setting, const eval::Task& task) {
  if (setting.objects.separate > 0) setting.question.mask.objects = setting.objects.separate;
  if (&task == &eval::kCorloc) setting.objects.separate = std::max(setting.objects.separate, 1);
  return setting;
}

}  // namespace

Plan::Plan(Setting setting, const eval::Task& task, const model::VisionTransformer& model)
    : setting_(for_task(std::move(setting), task)),
      task_(task),
      model_(model),
      selection_(analysis::select_maps(setting_.question, model)) {
  analysis::check_size(setting_.question, model.blueprint().patch);
  analysis::check_map(setting_.question, selection_);
  check_one_map(setting_, task);
  check_task(setting_, task);
  rule_ = rule_for(setting_, task, model);
}

bool Plan::depends_on_heads() const {
  if (!selection_.has_heads()) return false;
  if (!rule_ || rule_->method->needs.map) return true;
  return rule_->method->needs.features && rule_->features != analysis::Feature::kTokens;
}

int Plan::map_count() const {
  return rule_ && depends_on_heads() ? selection_.heads_per_block() : 1;
}

analysis::Inquiry Plan::inquiry(const std::stop_token& stop) const {
  return {.question = setting_.question,
          .model = model_,
          .selection = selection_,
          .extras = {},
          .stop = stop,
          .rule = rule_ ? &*rule_ : nullptr};
}

}  // namespace vitviz::scoring
