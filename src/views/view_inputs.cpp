// SPDX-License-Identifier: Apache-2.0
#include "views/view_inputs.h"

#include "views/map_ranges.h"

namespace vitviz::views {
namespace {

// The user's own, the one that photos have in common, or that of the photo.
std::optional<color::ValueRange> range_here(const analysis::Analysis& seen,
                                            const analysis::Inquiry& inquiry,
                                            const PictureOptions& picture, const InCommon& common) {
  if (const auto* given = std::get_if<color::ValueRange>(&picture.range)) return *given;
  if (std::holds_alternative<OwnRange>(picture.range)) return {};
  if (common.range) return common.range;
  return range_of_photo(seen.maps, seen.output.attention, picture.views, inquiry.selection);
}

}  // namespace

ViewInputs::ViewInputs(const analysis::Analysis& seen, const analysis::Inquiry& inquiry,
                       const PictureOptions& picture, const InCommon& common,
                       base::ThreadPool& threads)
    : seen_(seen),
      inquiry_(inquiry),
      picture_(picture),
      common_(common),
      threads_(threads),
      range_(range_here(seen, inquiry, picture, common)),
      object_options_(picture.objects) {
  if (picture.guided && !picture.views.empty()) {
    guide_.emplace(*seen.photo.photo, seen.photo.geometry, threads);
  }
  object_options_.upsample = picture.upsample;
  if (inquiry.rule != nullptr && seen.photo.photo) {
    finder_.emplace(seen, inquiry, object_options_, threads, guide_ ? &*guide_ : nullptr);
  }
}

ViewInput ViewInputs::of_query(std::size_t query, std::size_t object) {
  const auto& block_tokens = seen_.output.block_tokens;
  return {inquiry_.question,
          picture_,
          inquiry_.model.blueprint(),
          *seen_.photo.photo,
          seen_.photo.geometry,
          inquiry_.selection,
          seen_.output.attention[query],
          seen_.maps[query],
          range_,
          block_tokens.empty() ? no_tokens_ : block_tokens.back(),
          seen_.photo.queries.empty() ? nullptr : &seen_.photo.queries[query],
          guide_ ? &*guide_ : nullptr,
          common_.pca,
          finder(),
          query,
          object,
          threads_};
}

}  // namespace vitviz::views
