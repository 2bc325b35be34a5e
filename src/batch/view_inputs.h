// SPDX-License-Identifier: Apache-2.0
// What the views of one photo are drawn from.
#pragma once

#include <cstddef>
#include <optional>

#include "analysis/analyse.h"
#include "base/thread_pool.h"
#include "batch/draw_job.h"
#include "batch/file_plan.h"
#include "field/photo_guide.h"
#include "objects/object_finder.h"
#include "views/view.h"

namespace vitviz::batch {

class ViewInputs {
 public:
  // `inquiry` is what `seen` answers. All that is given must outlive this.
  ViewInputs(const analysis::Analysis& seen, const analysis::Inquiry& inquiry, const DrawJob& job,
             base::ThreadPool& threads);

  // Null where no result is of objects.
  [[nodiscard]] objects::ObjectFinder* finder() { return finder_ ? &*finder_ : nullptr; }

  // Which object a picture shows, counted from 0; nothing where the photo has fewer.
  [[nodiscard]] std::optional<std::size_t> object_of(const PlannedPicture& picture);

  [[nodiscard]] views::ViewInput of_query(std::size_t query, std::size_t object = 0);

 private:
  const analysis::Analysis& seen_;
  const DrawJob& job_;
  base::ThreadPool& threads_;
  std::optional<color::ValueRange> range_;
  objects::ObjectOptions object_options_;
  std::optional<field::PhotoGuide> guide_;
  std::optional<objects::ObjectFinder> finder_;
  tensor::Matrix no_tokens_;
};

}  // namespace vitviz::batch
