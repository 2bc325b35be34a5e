// SPDX-License-Identifier: Apache-2.0
// What the views of one photo are drawn from.
#pragma once

#include <cstddef>
#include <optional>

#include "analysis/analyse.h"
#include "base/thread_pool.h"
#include "color/value_range.h"
#include "field/photo_guide.h"
#include "maps/pca.h"
#include "objects/object_finder.h"
#include "views/picture_options.h"
#include "views/view.h"

namespace vitviz::views {

// What the photos of a call have in common.
struct InCommon {
  const maps::ColorBasis* pca = nullptr;        // of views of tokens
  std::optional<color::ValueRange> range = {};  // of the colours of all maps
};

class ViewInputs {
 public:
  // `inquiry` is what `seen` answers. All that is given must outlive this.
  ViewInputs(const analysis::Analysis& seen, const analysis::Inquiry& inquiry,
             const PictureOptions& picture, const InCommon& common, base::ThreadPool& threads);

  // Null where objects are not asked for, or the photo is not kept.
  [[nodiscard]] objects::ObjectFinder* finder() { return finder_ ? &*finder_ : nullptr; }

  [[nodiscard]] ViewInput of_query(std::size_t query, std::size_t object = 0);

 private:
  const analysis::Analysis& seen_;
  const analysis::Inquiry& inquiry_;
  const PictureOptions& picture_;
  const InCommon& common_;
  base::ThreadPool& threads_;
  std::optional<color::ValueRange> range_;
  objects::ObjectOptions object_options_;
  std::optional<field::PhotoGuide> guide_;
  std::optional<objects::ObjectFinder> finder_;
  tensor::Matrix no_tokens_;
};

}  // namespace vitviz::views
