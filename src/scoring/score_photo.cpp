// SPDX-License-Identifier: Apache-2.0
#include "scoring/score_photo.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

#include "analysis/analyse.h"
#include "eval/jaccard.h"
#include "eval/saliency.h"
#include "eval/segments.h"
#include "objects/object_finder.h"
#include "scoring/prediction.h"
#include "scoring/truth.h"
#include "tensor/row_span.h"

namespace vitviz::scoring {
namespace {

// A photo that the network has seen, for one plan.
struct SeenPhoto {
  const analysis::Analysis& seen;
  const Plan& plan;
  const analysis::Inquiry& inquiry;
  base::ThreadPool& threads;

  [[nodiscard]] image::Size size() const { return seen.photo.geometry.photo; }

  [[nodiscard]] std::vector<float> map() const {
    const field::UpsampledMap map(tensor::row_span(seen.maps.front(), 0), seen.photo.geometry,
                                  plan.setting().objects.upsample);
    return scaled_to_one(map, threads);
  }

  [[nodiscard]] objects::ObjectFinder finder() const {
    return {seen, inquiry, plan.setting().objects, threads};
  }
};

eval::PhotoScore score_as_saliency(const std::string& name, const SeenPhoto& photo,
                                   const eval::TruthMask& truth) {
  if (photo.plan.setting().soft) {
    return eval::photo_score(name, eval::score_saliency(photo.map(), truth));
  }
  objects::ObjectFinder finder = photo.finder();
  const PixelMask mask = mask_of(finder.find({}), photo.size(), photo.threads);
  const std::vector<float> levels(mask.begin(), mask.end());
  return eval::photo_score(name, eval::score_saliency(levels, truth));
}

eval::PhotoScore score_as_jaccard(const std::string& name, const SeenPhoto& photo,
                                  const eval::TruthMask& truth) {
  objects::ObjectFinder finder = photo.finder();
  std::vector<PixelMask> masks;
  masks.reserve(static_cast<std::size_t>(photo.plan.map_count()));
  for (int map = 0; map < photo.plan.map_count(); ++map) {
    masks.push_back(mask_of(finder.find({.map = map}), photo.size(), photo.threads));
  }
  return eval::photo_score(name, eval::best_overlaps(masks, truth));
}

eval::PhotoScore score_as_segments(const std::string& name, const SeenPhoto& photo,
                                   const eval::TruthMask& truth) {
  const std::vector<float> map = photo.map();
  return eval::photo_score(name, eval::score_segments(map, eval::above_mean(map), truth));
}

// Requires: the truth has a score.
eval::PhotoScore score_as_corloc(const std::string& name, const SeenPhoto& photo,
                                 const Truth& truth) {
  objects::ObjectFinder finder = photo.finder();
  const auto box = box_of_largest(finder.find({}), photo.threads);
  const auto score = eval::score_corloc(box, truth.boxes, photo.plan.setting().hard_boxes);
  return eval::photo_score(name, score.value());
}

eval::PhotoEntry score_by_task(const eval::Example& example, const SeenPhoto& photo,
                               const Truth& truth) {
  const eval::Task& task = photo.plan.task();
  if (&task == &eval::kCorloc) return score_as_corloc(example.name, photo, truth);
  if (truth.mask.size() != photo.size()) {
    const Truth reduced{eval::resized(truth.mask, photo.size()), {}};
    // A small object may fall between the pixels that are left.
    auto left_out = reason_to_leave_out(example, reduced, task, photo.plan.setting().hard_boxes);
    return left_out ? *std::move(left_out) : score_by_task(example, photo, reduced);
  }
  if (&task == &eval::kJaccard) return score_as_jaccard(example.name, photo, truth.mask);
  if (&task == &eval::kSegments) return score_as_segments(example.name, photo, truth.mask);
  return score_as_saliency(example.name, photo, truth.mask);
}

// What it will be seen as: of the photo's size, or reduced to the network's input.
analysis::PhotoInput read_as(ScoredAt at, analysis::PlannedPhoto planned,
                             const model::Blueprint& blueprint, base::ThreadPool& threads) {
  if (at == ScoredAt::kPhoto) {
    return analysis::read_planned(std::move(planned), analysis::Keep::kPhoto, blueprint, threads);
  }
  analysis::PhotoInput input =
      analysis::read_planned(std::move(planned), analysis::Keep::kResizedOnly, blueprint, threads);
  input.photo = std::exchange(input.resized, {});
  input.geometry.photo = input.geometry.network;
  input.part = {{0, 0}, input.geometry.network};
  return input;
}

// Memory that a photo takes while it is scored: its own pixels, what finding objects takes, and for
// each pixel the truth, a map in floats, and every mask. More than there is at all is cut down to
// that: such a photo is scored alone.
std::size_t bytes_to_score(const analysis::PlannedPhoto& photo, const Job& job, int threads) {
  constexpr std::size_t kBytesPerPixel = 1 + sizeof(float);
  const image::Geometry& geometry = photo.geometry;
  std::size_t beside = 0;
  for (const Plan& plan : job.plans) {
    const std::size_t per_pixel = kBytesPerPixel + static_cast<std::size_t>(plan.map_count());
    const std::size_t finding = plan.rule() ? objects::ObjectFinder::bytes_to_find(
                                                  plan.setting().objects, geometry, threads)
                                            : 0;
    beside = std::max(beside, finding + per_pixel * image::pixel_count(geometry.photo));
  }
  const std::size_t bytes = photo.bytes(analysis::Keep::kPhoto, threads) + beside;
  return std::min(bytes, job.memory.total());
}

// Scores a photo by every plan.
class PhotoScorer {
 public:
  PhotoScorer(const eval::Example& example, const Job& job, base::ThreadPool& threads,
              const analysis::BlockObserver& on_block)
      : example_(example),
        job_(job),
        threads_(threads),
        on_block_(on_block),
        blueprint_(job.plans.front().model().blueprint()),
        planned_(planned_for(job.plans.front())),
        memory_(job.memory.take(bytes_to_score(*planned_, job, threads.size()), job.stop)),
        truth_(read_truth(example, job.data_set, job.task(), planned_->geometry.photo)) {}

  std::vector<eval::PhotoEntry> score() {
    const eval::HardBoxes hard_boxes = job_.plans.front().setting().hard_boxes;
    if (const auto reason = reason_to_leave_out(example_, truth_, job_.task(), hard_boxes)) {
      return {job_.plans.size(), eval::PhotoEntry(*reason)};
    }
    std::vector<eval::PhotoEntry> entries;
    for (const Plan& plan : job_.plans) {
      entries.push_back(score_by(plan));
      if (job_.sheets != nullptr && &plan == &job_.plans.front()) draw_sheet(plan);
    }
    return entries;
  }

 private:
  [[nodiscard]] analysis::PlannedPhoto planned_for(const Plan& plan) const {
    return analysis::plan_photo(example_.photo, plan.setting().question, blueprint_);
  }

  eval::PhotoEntry score_by(const Plan& plan) {
    const analysis::Inquiry inquiry = plan.inquiry(job_.stop);
    if (!seen_ || !job_.one_pass) {
      if (!planned_) planned_ = planned_for(plan);
      analysis::PhotoInput input =
          read_as(plan.setting().at, *std::exchange(planned_, {}), blueprint_, threads_);
      seen_.reset();
      seen_.emplace(analysis::analyse(std::move(input), inquiry, threads_, on_block_));
    }
    return score_by_task(example_, {*seen_, plan, inquiry, threads_}, truth_);
  }

  void draw_sheet(const Plan& plan) {
    const analysis::Inquiry inquiry = plan.inquiry(job_.stop);
    objects::ObjectFinder finder(*seen_, inquiry, plan.setting().objects, threads_);
    const image::Size size = seen_->photo.geometry.photo;
    const eval::TruthMask truth = eval::resized(truth_.mask, size);
    write_comparison_sheet(example_.name, *seen_->photo.photo, truth, finder, *job_.sheets,
                           threads_);
  }

  const eval::Example& example_;
  const Job& job_;
  base::ThreadPool& threads_;
  const analysis::BlockObserver& on_block_;
  const model::Blueprint& blueprint_;
  std::optional<analysis::PlannedPhoto> planned_;  // until it is read
  base::ByteBudget::Share memory_;
  Truth truth_;
  std::optional<analysis::Analysis> seen_;
};

}  // namespace

std::vector<eval::PhotoEntry> score_photo(const eval::Example& example, const Job& job,
                                          base::ThreadPool& threads,
                                          const analysis::BlockObserver& on_block) {
  return PhotoScorer(example, job, threads, on_block).score();
}

}  // namespace vitviz::scoring
