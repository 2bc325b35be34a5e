// SPDX-License-Identifier: Apache-2.0
#include "objects/object_finder.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "analysis/select_maps.h"
#include "model/random_model.h"
#include "objects/object_box.h"
#include "tensor/row_span.h"

namespace vitviz::objects {
namespace {

constexpr image::Size kPhoto{160, 128};
constexpr int kPatch = 16;

const model::VisionTransformer& small_model() {
  static const model::VisionTransformer model =
      model::random_model({.width = 32, .heads = 2, .blocks = 2, .mlp_width = 64, .patch = kPatch},
                          "small", nn::Precision::kF32);
  return model;
}

bool in_square(int x, int y) { return x >= 40 && x < 120 && y >= 30 && y < 100; }

// A photo with a white square on black, and a map that is high on the patches which are mostly of
// the square, and on one in a corner.
analysis::Analysis square_and_speck() {
  analysis::PhotoInput input;
  image::RgbImage photo(kPhoto);
  for (int y = 0; y < kPhoto.height; ++y) {
    for (int x = 0; x < kPhoto.width; ++x) {
      for (std::size_t channel = 0; channel < 3; ++channel) {
        photo.row(y)[3 * static_cast<std::size_t>(x) + channel] = in_square(x, y) ? 240 : 20;
      }
    }
  }
  input.photo = image::share(std::move(photo));
  input.part = {{}, kPhoto};
  input.geometry = image::plan_geometry(kPhoto, kPhoto, kPatch, "photo");
  const tensor::PatchGrid grid = input.geometry.grid;
  tensor::Matrix map = tensor::Matrix::Zero(1, grid.count());
  for (int patch = 0; patch < grid.count(); ++patch) {
    const image::Pixel center = input.geometry.center_of(patch);
    map(0, patch) = in_square(center.x, center.y) ? 1.0F : 0.0F;
  }
  map(0, 0) = 0.9F;
  analysis::Analysis seen{std::move(input), {}, {map}};
  return seen;
}

struct Setting {
  explicit Setting(const ObjectOptions& how) : options(how) {}

  ObjectOptions options;
  analysis::Question question;
  analysis::MapSelection selection = analysis::select_maps(question, small_model());
  analysis::MaskRule rule{.options = {.keep = 0.9}};
  analysis::Inquiry inquiry{question, small_model(), selection, {}, {}, &rule};
  analysis::Analysis seen = square_and_speck();
  base::ThreadPool threads{2};
  ObjectFinder finder{seen, inquiry, options, threads};

  masks::ObjectPart box(std::size_t object = 0) {
    return box_of(finder.find({}).at(object), threads);
  }
};

// How many pixels are not where the square is.
int wrong_pixels(const field::Region& region) {
  int wrong = 0;
  std::vector<float> values(static_cast<std::size_t>(kPhoto.width));
  for (int y = 0; y < kPhoto.height; ++y) {
    region.map.row(y, values);
    for (int x = 0; x < kPhoto.width; ++x) {
      const bool inside = values[static_cast<std::size_t>(x)] >= region.threshold;
      wrong += inside != in_square(x, y) ? 1 : 0;
    }
  }
  return wrong;
}

TEST_CASE("without refinement an object is the region of the map") {
  Setting setting({.refine = Refine::kNone, .upsample = field::Upsample::kNearest});
  const auto& found = setting.finder.find({});
  REQUIRE(found.size() == 1);
  const field::Region expected =
      field::find_region(tensor::row_span(setting.seen.maps[0], 0), setting.seen.photo.geometry,
                         0.9, field::Upsample::kNearest);
  std::vector<float> values(static_cast<std::size_t>(kPhoto.width));
  std::vector<float> wanted = values;
  for (int y = 0; y < kPhoto.height; ++y) {
    found[0].map.row(y, values);
    expected.map.row(y, wanted);
    CHECK(values == wanted);
  }
  CHECK(found[0].threshold == expected.threshold);
}

TEST_CASE("the bilateral solver finds the square's edges, and the speck is dropped") {
  Setting rough({.refine = Refine::kNone});
  Setting fine({.refine = Refine::kBilateral});
  const int before = wrong_pixels(rough.finder.find({}).front());
  const int after = wrong_pixels(fine.finder.find({}).front());
  CHECK(before > 1000);
  CHECK(after < before / 10);
}

TEST_CASE("cleaning drops the speck, and the box with it") {
  Setting whole({.refine = Refine::kNone});
  Setting cleaned({.refine = Refine::kNone, .clean = true});
  CHECK(whole.box().box.corner == image::Pixel{0, 0});
  CHECK(cleaned.box().box.corner.x > 16);
  CHECK(cleaned.box().area < whole.box().area);
}

TEST_CASE("all that another method finds is one object, even where objects are told apart") {
  for (const Refine refine : {Refine::kNone, Refine::kBilateral}) {
    const masks::Method& otsu = *base::value_named(masks::all_methods(), "otsu").value();
    Setting apart({.refine = refine, .separate = 2});
    Setting alone({.refine = refine});
    alone.rule.method = &otsu;
    const field::Region found = apart.finder.find_by(otsu, {});
    CHECK(box_of(found, apart.threads).area == alone.box().area);
    CHECK(wrong_pixels(found) == wrong_pixels(alone.finder.find({}).front()));
  }
}

TEST_CASE("objects that are told apart are the parts, the largest first") {
  Setting apart({.refine = Refine::kNone, .separate = 5});
  REQUIRE(apart.finder.find({}).size() == 2);
  CHECK(apart.box(0).area > apart.box(1).area);
  CHECK(apart.box(1).box.corner == image::Pixel{0, 0});
  Setting largest({.refine = Refine::kNone, .separate = 1});
  CHECK(largest.finder.find({}).size() == 1);
  CHECK(largest.box().box == apart.box(0).box);
}

TEST_CASE("without an object there is an empty region, or none where they are told apart") {
  for (const Refine refine : {Refine::kNone, Refine::kBilateral, Refine::kGuided}) {
    Setting together({.refine = refine});
    together.seen.maps[0].setZero();
    REQUIRE(together.finder.find({}).size() == 1);
    CHECK(together.box().area == 0);
    Setting apart({.refine = refine, .separate = 3});
    apart.seen.maps[0].setZero();
    CHECK(apart.finder.find({}).empty());
  }
}

}  // namespace
}  // namespace vitviz::objects
