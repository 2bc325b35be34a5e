// SPDX-License-Identifier: Apache-2.0
#include "batch/view_inputs.h"

#include "batch/photo_memory.h"
#include "views/map_ranges.h"

namespace vitviz::batch {
namespace {

// The user's own, those of the call, or those of the photo.
std::optional<color::ValueRange> range_here(const analysis::Analysis& seen, const DrawJob& job) {
  const views::RangeChoice& choice = job.picture.range;
  if (const auto* given = std::get_if<color::ValueRange>(&choice)) return *given;
  if (std::holds_alternative<views::OwnRange>(choice)) return {};
  if (job.range) return job.range;
  return views::range_of_photo(seen.maps, seen.output.attention, job.picture.views, job.selection);
}

}  // namespace

ViewInputs::ViewInputs(const analysis::Analysis& seen, const analysis::Inquiry& inquiry,
                       const DrawJob& job, base::ThreadPool& threads)
    : seen_(seen),
      job_(job),
      threads_(threads),
      range_(range_here(seen, job)),
      object_options_(job.picture.objects) {
  if (job.picture.guided && !job.picture.views.empty()) {
    guide_.emplace(seen.photo.photo, seen.photo.geometry, threads);
  }
  object_options_.upsample = job.picture.upsample;
  if (inquiry.rule != nullptr && kept_for(job) == analysis::Keep::kPhoto) {
    finder_.emplace(seen, inquiry, object_options_, threads, guide_ ? &*guide_ : nullptr);
  }
}

std::optional<std::size_t> ViewInputs::object_of(const PlannedPicture& picture) {
  if (!picture.object) return 0;
  const auto object = static_cast<std::size_t>(*picture.object) - 1;
  const analysis::MapNumber number{static_cast<std::size_t>(picture.query), picture.map};
  if (object >= finder_->find(number).size()) return std::nullopt;
  return object;
}

views::ViewInput ViewInputs::of_query(std::size_t query, std::size_t object) {
  const auto& block_tokens = seen_.output.block_tokens;
  return {job_.question,
          job_.picture,
          job_.model.blueprint(),
          seen_.photo.photo,
          seen_.photo.geometry,
          job_.selection,
          seen_.output.attention[query],
          seen_.maps[query],
          range_,
          block_tokens.empty() ? no_tokens_ : block_tokens.back(),
          seen_.photo.queries.empty() ? nullptr : &seen_.photo.queries[query],
          guide_ ? &*guide_ : nullptr,
          job_.pca,
          finder(),
          query,
          object,
          threads_};
}

}  // namespace vitviz::batch
