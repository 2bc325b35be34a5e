// SPDX-License-Identifier: Apache-2.0
// An analysed photo → where its objects are, at the photo's own size.
#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "analysis/analyse.h"
#include "analysis/network_output.h"
#include "base/thread_pool.h"
#include "field/photo_guide.h"
#include "field/region.h"
#include "masks/refine.h"
#include "objects/object_options.h"

namespace vitviz::objects {

class ObjectFinder {
 public:
  // `inquiry` is what `seen` answers, with a mask rule. All must outlive the finder and what it
  // finds; the photo was kept.
  ObjectFinder(const analysis::Analysis& seen, const analysis::Inquiry& inquiry,
               const ObjectOptions& options, base::ThreadPool& threads);

  // The objects by a map: of a query (0 where nobody asked for one), numbered as
  // MapSelection::labels() is. One that may be empty where objects are not separated. Those of the
  // last call are kept.
  [[nodiscard]] const std::vector<field::Region>& find(std::size_t query, int map);

 private:
  const analysis::Analysis& seen_;
  const analysis::Inquiry& inquiry_;
  const ObjectOptions& options_;
  base::ThreadPool& threads_;
  std::optional<field::PhotoGuide> guide_;     // for Refine::kGuided
  std::optional<masks::MaskRefiner> refiner_;  // for Refine::kBilateral
  std::optional<std::pair<std::size_t, int>> found_for_;
  std::vector<field::Region> found_;
};

}  // namespace vitviz::objects
