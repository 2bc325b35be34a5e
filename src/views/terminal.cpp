// SPDX-License-Identifier: Apache-2.0
// --view terminal: overlays as text, for whoever looks at results over ssh.
#include <cstddef>
#include <optional>

#include <fmt/format.h>

#include "base/text.h"
#include "image/pil_resize.h"
#include "render/overlay.h"
#include "tensor/row_span.h"
#include "text_pictures/half_blocks.h"
#include "text_pictures/sixel.h"
#include "views/picture_options.h"
#include "views/scaled_map.h"
#include "views/view.h"

namespace vitviz::views {
namespace {

std::string caption_of(const std::filesystem::path& photo, const analysis::MapLabel& label,
                       const ViewInput& input) {
  std::string caption = base::printable(photo.string());
  if (label.block) caption += fmt::format(", block {}", *label.block);
  if (label.head) caption += fmt::format(", head {}", *label.head);
  if (input.query != nullptr) {
    const image::Pixel place = input.query->asked;
    caption += fmt::format(", query {},{}", place.x, place.y);
  }
  return caption + '\n';
}

// The overlay of each map below a line that says what it is: "cat.jpg, block 3, head 1". Fitted to
// the screen; in sixel graphics where it understands them, otherwise in half blocks of 24-bit
// colours.
std::string show(const std::filesystem::path& path, const ViewInput& input,
                 const text_pictures::TextScreen& screen) {
  // Everything is drawn at the screen's size: it is small.
  const PictureOptions& options = input.options;
  image::Geometry geometry = input.geometry;
  geometry.photo = text_pictures::fit(input.photo.size(), screen);
  const image::RgbImage photo =
      image::pil_resize(input.photo, geometry.photo, image::Filter::kBicubic, input.threads);
  std::optional<field::PhotoGuide> guide;
  if (options.guided) guide.emplace(photo, geometry, input.threads);
  const ViewInput small{input.question,  options,      input.model,
                        photo,           geometry,     input.selection,
                        input.attention, input.maps,   input.range,
                        input.tokens,    input.query,  guide ? &*guide : nullptr,
                        input.pca,       input.finder, input.query_number,
                        input.object,    input.threads};

  std::string text;
  Eigen::Index row = 0;
  for (const analysis::MapLabel& label : input.selection.labels()) {
    const ScaledMap map = scaled(tensor::row_span(input.maps, row++), small);
    const image::RgbImage overlay = image::draw_whole(
        render::draw_overlay(photo, map.values, options.overlay, map.scale), input.threads);
    text += caption_of(path, label, input);
    text += screen.sixel ? text_pictures::sixel(overlay) : text_pictures::half_blocks(overlay);
  }
  return text;
}

}  // namespace

extern const View kTerminal;
const View kTerminal = {
    .name = "terminal",
    .help =
        "the overlay as text on stdout, before the paths: sixel graphics where the terminal has "
        "them, else characters of 24-bit colours; writes no file",
    .extent = Extent::kScreen,
    .numbers = Numbers::kMaps,
    .maps_held = 0,
    .show = show,
};

}  // namespace vitviz::views
