// SPDX-License-Identifier: Apache-2.0
// A setting held against a task and a model: what has to be computed, and whether it makes sense.
#pragma once

#include <optional>
#include <stop_token>

#include "analysis/map_selection.h"
#include "analysis/mask_rule.h"
#include "analysis/network_output.h"
#include "eval/task.h"
#include "model/vision_transformer.h"
#include "scoring/setting.h"

namespace vitviz::scoring {

class Plan {
 public:
  // `task` and `model` must outlive it. Throws Error(kArgument) when the model does not have what
  // the setting asks for, or the setting has something that the task does not score.
  Plan(Setting setting, const eval::Task& task, const model::VisionTransformer& model);

  [[nodiscard]] const Setting& setting() const { return setting_; }
  [[nodiscard]] const eval::Task& task() const { return task_; }
  [[nodiscard]] const model::VisionTransformer& model() const { return model_; }
  [[nodiscard]] const analysis::MapSelection& selection() const { return selection_; }
  // Nothing where the map itself is scored.
  [[nodiscard]] const std::optional<analysis::MaskRule>& rule() const { return rule_; }

  // Whether another choice of heads would make another prediction.
  [[nodiscard]] bool depends_on_heads() const;
  // Of how many maps there are masks: one, or one for each head.
  [[nodiscard]] int map_count() const;

  // Refers to the plan.
  [[nodiscard]] analysis::Inquiry inquiry(const std::stop_token& stop) const;

 private:
  Setting setting_;
  const eval::Task& task_;
  const model::VisionTransformer& model_;
  analysis::MapSelection selection_;
  std::optional<analysis::MaskRule> rule_;
};

}  // namespace vitviz::scoring
