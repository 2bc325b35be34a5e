// SPDX-License-Identifier: Apache-2.0
// One photo and one model → all that the page shows of them, in one forward pass.
#pragma once

#include <cstddef>
#include <filesystem>

#include "analysis/network_output.h"
#include "analysis/question.h"
#include "base/byte_budget.h"
#include "base/thread_pool.h"
#include "model/vision_transformer.h"
#include "report/sight.h"

namespace vitviz::report {

struct PhotoJob {
  const std::filesystem::path& photo;
  const analysis::Question& question;
  const model::VisionTransformer& model;
  std::size_t most_bytes;    // of the page
  base::ByteBudget& memory;  // in which the photo is read
};

// Throws Error(kInput) when the photo cannot be read,
// Error(kModel) when the model's numbers are broken, and Stopped.
[[nodiscard]] Sight photo_sight(const PhotoJob& job, base::ThreadPool& threads,
                                const analysis::BlockObserver& on_block);

}  // namespace vitviz::report
