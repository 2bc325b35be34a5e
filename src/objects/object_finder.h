// SPDX-License-Identifier: Apache-2.0
// An analysed photo → where its objects are, at the photo's own size.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "analysis/find_objects.h"
#include "base/thread_pool.h"
#include "field/photo_guide.h"
#include "field/region.h"
#include "image/geometry.h"
#include "masks/refine.h"
#include "objects/numbered_objects.h"
#include "objects/object_options.h"

namespace vitviz::objects {

class ObjectFinder {
 public:
  // `inquiry` is what `seen` answers, with a mask rule; `guide` one of its photo, where there is
  // one already. All must outlive the finder and what it finds. The photo was kept.
  ObjectFinder(const analysis::Analysis& seen, const analysis::Inquiry& inquiry,
               const ObjectOptions& options, base::ThreadPool& threads,
               const field::PhotoGuide* guide = nullptr);
  ObjectFinder(const ObjectFinder&) = delete;
  ObjectFinder& operator=(const ObjectFinder&) = delete;

  // The objects by a map; those of the last call are kept, valid until the next. Where they are not
  // told apart it is always one, which may be empty; where they are, none is empty.
  [[nodiscard]] const std::vector<field::Region>& find(analysis::MapNumber number);

  // All that one of the methods finds which the rule compares, as one object, which may be empty.
  [[nodiscard]] field::Region find_by(const masks::Method& method, analysis::MapNumber number);

  [[nodiscard]] const analysis::MaskRule& rule() const { return *inquiry_.rule; }
  [[nodiscard]] Refine refine() const { return refine_of(options_); }

  // Memory that an object takes, and finding it takes for a moment.
  [[nodiscard]] static std::size_t bytes_to_find(const ObjectOptions& options,
                                                 const image::Geometry& geometry, int threads);

 private:
  [[nodiscard]] std::vector<field::Region> objects_of(analysis::MapNumber number);
  [[nodiscard]] field::Region whole_of(std::vector<masks::PatchScores> scores,
                                       const masks::Method& method);
  [[nodiscard]] field::Region region_of(const masks::PatchScores& scores,
                                        const masks::Method& method);
  // At the photo's size, or that of the refiner.
  [[nodiscard]] image::GrayImage levels_of_scores(const masks::PatchScores& scores,
                                                  const masks::Method& method);
  [[nodiscard]] NumberedObjects tell_apart(const std::vector<masks::PatchScores>& scores);
  [[nodiscard]] field::Region enlarged(image::GrayImage levels) const;

  const analysis::Analysis& seen_;
  const analysis::Inquiry& inquiry_;
  const ObjectOptions& options_;
  base::ThreadPool& threads_;
  const field::PhotoGuide* guide_;  // for Refine::kGuided
  std::optional<field::PhotoGuide> own_guide_;
  std::optional<masks::MaskRefiner> refiner_;  // for Refine::kBilateral
  std::optional<analysis::MapNumber> found_for_;
  std::vector<field::Region> found_;
};

}  // namespace vitviz::objects
