// SPDX-License-Identifier: Apache-2.0
#include "features/cache_key.h"

#include <fmt/format.h>

namespace vitviz::features {
namespace {

struct SizeText {
  std::string operator()(const image::ShortSide& side) const {
    return fmt::format("short side {}", side.pixels);
  }
  std::string operator()(const image::Size& size) const {
    return fmt::format("{} x {}", size.width, size.height);
  }
  std::string operator()(const image::NativeSize& /*native*/) const { return "native"; }
};

struct CropText {
  std::string operator()(const image::CentreSquare& /*square*/) const { return "centre square"; }
  std::string operator()(const image::Rectangle& part) const {
    return fmt::format("{} x {} at {},{}", part.size.width, part.size.height, part.corner.x,
                       part.corner.y);
  }
};

}  // namespace

std::string key_of(const analysis::Question& question, const FeatureChoice& choice,
                   const model::Blueprint& blueprint) {
  const image::InputSize size =
      question.size.value_or(image::ShortSide{.pixels = blueprint.default_size});
  return fmt::format(
      "size {}, orientation {}, {}{}{}, {} of block {} {}{}", std::visit(SizeText{}, size),
      question.orientation == image::Orientation::kUpright ? "upright" : "stored",
      question.color_profile == image::ColorProfile::kIgnored ? "stored colours, " : "",
      question.samples.is_asked_for() ? image::text_of(question.samples) + ", " : "",
      question.crop ? std::visit(CropText{}, *question.crop) : "whole photo",
      base::name_of(kReadouts, choice.readout), block_of(choice, blueprint),
      choice.state == model::TokenState::kNormed ? "after the norm" : "before the norm",
      choice.normalize ? ", normalised" : "");
}

}  // namespace vitviz::features
