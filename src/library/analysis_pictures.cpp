// SPDX-License-Identifier: Apache-2.0
// The masks and pictures of an Analysis.
#include <algorithm>
#include <span>
#include <utility>

#include "base/error.h"
#include "base/thread_pool.h"
#include "image/lazy_picture.h"
#include "library/answers.h"
#include "library/choices.h"
#include "library/query.h"
#include "library/translated.h"
#include "objects/object_box.h"
#include "objects/object_finder.h"
#include "render/mask.h"
#include "views/view_inputs.h"
#include "vitviz/analysis.h"

namespace vitviz {
namespace {

using library::Answers;

Mask mask_of(const field::Region& region, const std::string& method, base::ThreadPool& threads) {
  const image::Size size = region.map.size();
  Mask mask{size.width, size.height, std::vector<std::uint8_t>(image::pixel_count(size)), method};
  const image::GrayImage white = image::draw_whole(render::draw_mask(region), threads);
  std::ranges::transform(white.bytes(), mask.pixels.begin(), [](std::uint8_t level) {
    return static_cast<std::uint8_t>(level != 0 ? 1 : 0);
  });
  if (const auto part = objects::box_of(region, threads); part.area > 0) {
    mask.box = {part.box.corner.x, part.box.corner.y, part.box.size.width, part.box.size.height};
  }
  return mask;
}

// `separate` as objects::ObjectOptions has it.
std::vector<Mask> find_masks(Answers& answers, int separate, const MaskOptions& options,
                             const MapChoice& map) {
  const std::size_t query = library::checked_query(map.query, answers);
  objects::ObjectOptions how = library::object_options(options);
  how.separate = separate;
  const auto answer = answers.to(map, {.objects = &options});
  base::ThreadPool threads(answers.threads(), answers.look().stop);
  objects::ObjectFinder finder(answer->seen, answer->inquiry, how, threads);
  std::vector<Mask> masks;
  for (const field::Region& region : finder.find({query, 0})) {
    masks.push_back(mask_of(region, std::string(finder.rule().method->name), threads));
  }
  return masks;
}

// Draws a view and lets `use` have the picture, which is lost afterwards.
template <typename Use>
auto draw(Answers& answers, const std::string& name, const PictureOptions& options,
          const Use& use) {
  const std::size_t query = library::checked_query(options.map.query, answers);
  const views::PictureOptions picture = library::picture_options(name, options);
  const views::View& view = *picture.views.front();
  const bool shows_objects = view.of_objects || view.compares_masks;
  const auto answer = answers.to(options.map, {.objects = shows_objects ? &options.mask : nullptr,
                                               .every_method = view.compares_masks,
                                               .block_tokens = view.of_tokens});
  views::check_views(picture.views, answer->selection);
  base::ThreadPool threads(answers.threads(), answers.look().stop);
  const views::InCommon common;
  views::ViewInputs inputs(answer->seen, answer->inquiry, picture, common, threads);
  return use(view.draw(0, inputs.of_query(query)));
}

}  // namespace

Mask Analysis::mask(const MaskOptions& options, const MapChoice& map) const {
  return library::translated(
      [&] { return std::move(find_masks(*answers_, 0, options, map).front()); });
}

std::vector<Mask> Analysis::masks(int most, const MaskOptions& options,
                                  const MapChoice& map) const {
  return library::translated([&] {
    if (most < 1 || most > objects::kMostObjects) {
      base::fail_argument("most", std::to_string(most),
                          "must be from 1 to " + std::to_string(objects::kMostObjects));
    }
    return find_masks(*answers_, most, options, map);
  });
}

Image Analysis::picture(const std::string& view, const PictureOptions& options) const {
  return library::translated([&] {
    return draw(*answers_, view, options, [](const views::Picture& picture) {
      const image::RgbImage pixels = picture.rgb();
      return Image{pixels.width(), pixels.height(), {pixels.bytes().begin(), pixels.bytes().end()}};
    });
  });
}

std::vector<std::byte> Analysis::png(const std::string& view, const PictureOptions& options) const {
  return library::translated([&] {
    return draw(*answers_, view, options, [](const views::Picture& picture) {
      std::vector<std::byte> file;
      picture.write([&](std::span<const std::byte> bytes) {
        file.insert(file.end(), bytes.begin(), bytes.end());
      });
      return file;
    });
  });
}

}  // namespace vitviz
