// SPDX-License-Identifier: Apache-2.0
#include "library/choices.h"

#include <algorithm>
#include <limits>
#include <string>
#include <variant>

#include <fmt/format.h>

#include "base/error.h"
#include "base/named.h"
#include "base/processors.h"
#include "base/text.h"
#include "image/photo.h"
#include "sheet/sheet.h"

namespace vitviz::library {
namespace {

constexpr double kMostSide = image::kMaxPixels;  // of a photo that can be read

template <typename Table>
auto named(const Table& table, const std::string& argument, const std::string& name) {
  const auto value = base::value_named(table, name);
  if (!value) {
    base::fail_argument(argument, base::printable(name), "there is no such",
                        "choose " + base::names_in(table));
  }
  return *value;
}

void check_between(const std::string& argument, double value, double least, double most) {
  if (value >= least && value <= most) return;  // not so where it is NaN
  base::fail_argument(argument, fmt::format("{}", value),
                      fmt::format("must be from {} to {}", least, most));
}

image::InputSize size_of(const InputSize& size) {
  if (const auto* side = std::get_if<ShortSide>(&size)) {
    check_between("size", side->pixels, 1, kMostSide);
    return image::ShortSide{side->pixels};
  }
  if (const auto* exact = std::get_if<ExactSize>(&size)) {
    if (exact->width < 1 || exact->height < 1) {
      base::fail_argument("size", fmt::format("{}x{}", exact->height, exact->width),
                          "both sides must be positive");
    }
    return image::Size{exact->width, exact->height};
  }
  return image::NativeSize{};
}

color::ValueRange range_of(const PictureOptions& options) {
  if (!options.lowest || !options.highest) {
    base::fail_argument("range", "", "has only one end", "give both, or none");
  }
  check_between("lowest", *options.lowest, -views::kMostRange, views::kMostRange);
  check_between("highest", *options.highest, -views::kMostRange, views::kMostRange);
  const color::ValueRange range{static_cast<float>(*options.lowest),
                                static_cast<float>(*options.highest)};
  if (range.lowest >= range.highest) {
    base::fail_argument("range", fmt::format("{},{}", range.lowest, range.highest),
                        "the first number must be below the second");
  }
  return range;
}

}  // namespace

int threads_of(int asked) {
  if (asked < 0) base::fail_argument("threads", std::to_string(asked), "must not be below 0");
  return asked == 0 ? base::available_processors() : asked;
}

analysis::Question question_about(const LookOptions& look) {
  analysis::Question question;
  if (look.size) question.size = size_of(*look.size);
  if (look.crop) {
    const Box& box = *look.crop;
    check_between("crop", std::min(box.width, box.height), 1, kMostSide);
    question.crop = image::Rectangle{{box.x, box.y}, {box.width, box.height}};
  }
  for (const Pixel& query : look.queries) question.queries.push_back({query.x, query.y});
  return question;
}

void set_map(const MapChoice& choice, analysis::Question& question) {
  question.map = named(analysis::map_kinds(), "map", choice.name);
  if (choice.block) question.block = *choice.block;
  if (const int* head = std::get_if<int>(&choice.head)) {
    question.head = *head;
  } else {
    question.head = named(analysis::kHeadFusions, "head", std::get<std::string>(choice.head));
  }
  if (choice.normed) {
    question.tokens = *choice.normed ? model::TokenState::kNormed : model::TokenState::kBlock;
  }
  if (choice.rollout_start < 0) {
    base::fail_argument("rollout_start", std::to_string(choice.rollout_start),
                        "must not be below 0");
  }
  question.rollout_start = choice.rollout_start;
}

void set_mask(const MaskOptions& options, analysis::Question& question) {
  analysis::MaskChoice& mask = question.mask;
  if (!options.method.empty()) mask.method = named(masks::all_methods(), "mask", options.method);
  if (options.keep) {
    check_between("keep", *options.keep, std::numeric_limits<double>::min(), 1);
    mask.keep = *options.keep;
  }
  if (!options.features.empty()) {
    mask.features = named(analysis::kFeatures, "features", options.features);
  }
  if (options.threshold) {
    check_between("threshold", *options.threshold, -1, 1);
    mask.threshold = *options.threshold;
  }
  if (options.objects) {
    check_between("objects", *options.objects, 1, objects::kMostObjects);
    mask.objects = *options.objects;
  }
}

objects::ObjectOptions object_options(const MaskOptions& options) {
  objects::ObjectOptions found;
  if (!options.refine.empty()) found.refine = named(objects::kRefines, "refine", options.refine);
  found.clean = options.clean;
  return found;
}

views::PictureOptions picture_options(const std::string& view, const PictureOptions& options) {
  views::PictureOptions picture;
  const views::View* wanted = named(views::all_views(), "view", view);
  if (wanted->draw == nullptr) {
    base::fail_argument("view", view, "is text for a terminal, and no picture");
  }
  picture.views = {wanted};
  picture.overlay.colormap = named(views::kColormaps, "colormap", options.colormap);
  check_between("opacity", options.opacity, 0, 1);
  picture.overlay.opacity = static_cast<float>(options.opacity);
  if (options.lowest || options.highest) picture.range = range_of(options);
  check_between("gamma", options.gamma, 1 / views::kMostGamma, views::kMostGamma);
  picture.gamma = static_cast<float>(options.gamma);
  picture.upsample = named(views::kUpsamples, "upsample", options.upsample);
  picture.guided = options.guided;
  picture.objects = object_options(options.mask);
  picture.boxes = options.boxes;
  picture.legend = options.legend;
  check_between("scale", options.scale, sheet::kLeastScale, sheet::kMostScale);
  picture.scale = options.scale;
  return picture;
}

}  // namespace vitviz::library
