// SPDX-License-Identifier: Apache-2.0
// One photo of a data set → its score at every setting.
#pragma once

#include <stop_token>
#include <vector>

#include "analysis/network_output.h"
#include "base/byte_budget.h"
#include "base/thread_pool.h"
#include "eval/data_set.h"
#include "eval/score_log.h"
#include "scoring/comparison_sheet.h"
#include "scoring/plan.h"

namespace vitviz::scoring {

// What all photos have in common. What it refers to must outlive it.
struct Job {
  const eval::DataSet& data_set;
  const std::vector<Plan>& plans;  // at least one; all of the same task and model
  // Whether the plans differ in numbers of the mask's rule alone, so that one forward pass serves
  // all of them.
  bool one_pass = false;
  base::ByteBudget& memory;  // that photos in flight share
  std::stop_token stop = {};
  // Where each photo that is scored gets a sheet, by the first plan, whose rule compares methods;
  // null where none are wanted.
  const SheetOptions* sheets = nullptr;

  [[nodiscard]] const eval::Task& task() const { return plans.front().task(); }
  [[nodiscard]] int passes() const { return one_pass ? 1 : static_cast<int>(plans.size()); }
};

// An entry for each plan. Throws Error(kInput) when the photo or its truth cannot be read,
// Error(kModel) when the model's numbers are broken, Error(kOutput) when its sheet cannot be
// written, and Stopped.
[[nodiscard]] std::vector<eval::PhotoEntry> score_photo(const eval::Example& example,
                                                        const Job& job, base::ThreadPool& threads,
                                                        const analysis::BlockObserver& on_block);

}  // namespace vitviz::scoring
