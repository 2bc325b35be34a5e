// SPDX-License-Identifier: Apache-2.0
#include "objects/object_finder.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "masks/clean.h"
#include "objects/object_levels.h"

namespace vitviz::objects {
namespace {

// What belongs to any of the objects. Methods of several mark patches by ones.
masks::PatchScores together(std::vector<masks::PatchScores> all) {
  masks::PatchScores scores = std::move(all.front());
  for (std::size_t object = 1; object < all.size(); ++object) {
    for (std::size_t i = 0; i < scores.size(); ++i) {
      scores[i] = std::max(scores[i], all[object][i]);
    }
  }
  return scores;
}

// 1 where the region is, else 0.
std::vector<float> marks_of(const field::Region& region) {
  const image::Size size = region.map.size();
  const auto width = static_cast<std::size_t>(size.width);
  std::vector<float> marks(image::pixel_count(size));
  for (int y = 0; y < size.height; ++y) {
    const std::span<float> row(marks.data() + static_cast<std::size_t>(y) * width, width);
    region.map.row(y, row);
    for (float& value : row) value = value >= region.threshold ? 1.0F : 0.0F;
  }
  return marks;
}

}  // namespace

ObjectFinder::ObjectFinder(const analysis::Analysis& seen, const analysis::Inquiry& inquiry,
                           const ObjectOptions& options, base::ThreadPool& threads,
                           const field::PhotoGuide* guide)
    : seen_(seen), inquiry_(inquiry), options_(options), threads_(threads), guide_(guide) {}

const std::vector<field::Region>& ObjectFinder::find(analysis::MapNumber number) {
  if (!found_for_ || *found_for_ != number) {
    found_ = objects_of(number);
    found_for_ = number;
  }
  return found_;
}

field::Region ObjectFinder::find_by(const masks::Method& method, analysis::MapNumber number) {
  return whole_of(analysis::find_objects(seen_, inquiry_, method, number, threads_), method);
}

std::vector<field::Region> ObjectFinder::objects_of(analysis::MapNumber number) {
  std::vector<masks::PatchScores> scores =
      analysis::find_objects(seen_, inquiry_, number, threads_);
  if (options_.separate == 0) return {whole_of(std::move(scores), *rule().method)};
  const NumberedObjects objects = tell_apart(scores);
  std::vector<field::Region> regions;
  for (int object = 1; object <= objects.count(); ++object) {
    regions.push_back(enlarged(objects.levels_of(object)));
  }
  return regions;
}

field::Region ObjectFinder::whole_of(std::vector<masks::PatchScores> scores,
                                     const masks::Method& method) {
  const masks::PatchScores all = together(std::move(scores));
  return is_cleaned(options_) ? enlarged(levels_of_scores(all, method)) : region_of(all, method);
}

NumberedObjects ObjectFinder::tell_apart(const std::vector<masks::PatchScores>& scores) {
  const masks::Method& method = *rule().method;
  image::GrayImage first = levels_of_scores(scores.front(), method);
  if (!method.several) {
    return NumberedObjects::parts_of(std::move(first), options_.separate);
  }
  NumberedObjects objects(first.size());
  objects.add(first);
  for (std::size_t i = 1; i < scores.size() && objects.count() < options_.separate; ++i) {
    objects.add(levels_of_scores(scores[i], method));
  }
  return objects;
}

field::Region ObjectFinder::enlarged(image::GrayImage levels) const {
  const image::Size photo = seen_.photo.photo->size();
  if (levels.size() == photo) {
    const auto held = std::make_shared<const image::GrayImage>(std::move(levels));
    return region_of_levels(photo, [held](int y, std::span<float> values) {
      std::ranges::copy(held->row(y), values.begin());
    });
  }
  const auto held =
      std::make_shared<const masks::EdgeUpsampler>(refiner_->enlarge(std::move(levels)));
  return region_of_levels(photo, [held](int y, std::span<float> values) { held->row(y, values); });
}

field::Region ObjectFinder::region_of(const masks::PatchScores& scores,
                                      const masks::Method& method) {
  const masks::MaskOptions& options = rule().options;
  if (refine() != Refine::kGuided) {
    return field::find_region(scores, seen_.photo.geometry, method, options, options_.upsample);
  }
  if (guide_ == nullptr) {
    guide_ = &own_guide_.emplace(*seen_.photo.photo, seen_.photo.geometry, threads_);
  }
  return field::find_region(guide_->follow(scores, options_.upsample, threads_), method, options,
                            threads_);
}

image::GrayImage ObjectFinder::levels_of_scores(const masks::PatchScores& scores,
                                                const masks::Method& method) {
  const auto levels = [&] {
    if (refine() != Refine::kBilateral) return levels_of(region_of(scores, method), threads_);
    if (!refiner_) refiner_.emplace(*seen_.photo.photo, threads_);
    image::Geometry small = seen_.photo.geometry;
    small.photo = refiner_->size();
    const field::Region coarse =
        field::find_region(scores, small, method, rule().options, options_.upsample);
    return refiner_->solve(marks_of(coarse));
  };
  image::GrayImage found = levels();
  if (is_cleaned(options_)) masks::clean(found, {});
  return found;
}

std::size_t ObjectFinder::bytes_to_find(const ObjectOptions& options,
                                        const image::Geometry& geometry, int threads) {
  std::size_t before = field::bytes_to_find_region(geometry.grid);
  if (refine_of(options) == Refine::kBilateral) {
    before = masks::MaskRefiner::bytes_to_refine(geometry.photo);
  }
  if (refine_of(options) == Refine::kGuided) {
    before = field::PhotoGuide::bytes_of_guide(geometry, threads) +
             field::PhotoGuide::bytes_of_map(geometry, threads) +
             field::bytes_to_find_region(geometry.photo);
  }
  const bool has_levels = is_cleaned(options) || options.separate > 0;
  if (!has_levels || refine_of(options) == Refine::kBilateral) return before;
  // Of each pixel: the level, a mark, and while parts are looked for a label and what OpenCV takes
  // beside it; and the numbers and levels of objects.
  const std::size_t of_pixel = 1 + 1 + sizeof(int) + 2;
  const auto of_objects = static_cast<std::size_t>(options.separate > 0 ? 1 + options.separate : 0);
  return std::max(before, (of_pixel + of_objects) * image::pixel_count(geometry.photo));
}

}  // namespace vitviz::objects
