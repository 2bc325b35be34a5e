// SPDX-License-Identifier: Apache-2.0
// The numbers of an analysis: against timm, and against the rooms below.
#include "vitviz/analysis.h"

#include <algorithm>
#include <numeric>

#include <doctest/doctest.h>

#include "analysis/analyse.h"
#include "analysis/select_maps.h"
#include "checkpoint/load.h"
#include "small_model.h"
#include "support/matrix_near.h"
#include "support/npy_reader.h"
#include "vitviz/vitviz.h"

namespace vitviz {
namespace {

constexpr double kAttentionTolerance = 1e-5;  // the promise; measured 5e-7
constexpr double kTokenTolerance = 1e-4;      // the promise; measured 5e-6

std::size_t product(const std::vector<std::size_t>& shape) {
  return std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>());
}

TEST_CASE("prepared input gives timm's attention and tokens") {
  const Model model = test::small_model();
  for (const std::string grid : {"grid6x6", "grid13x3"}) {
    CAPTURE(grid);
    const auto array = [&](const std::string& name) {
      return test::read_npy(test::reference("vit/" + grid + "." + name + ".npy"));
    };
    const test::Array input = array("input");
    const auto height = static_cast<int>(input.shape[1]);
    const auto width = static_cast<int>(input.shape[2]);
    const Analysis seen = model.look(Photo::prepared(input.values, width, height));
    CHECK(seen.grid() == Grid{height / 8, width / 8});
    const Array attention = seen.attention();
    CHECK(attention.shape == std::vector<std::size_t>{3, 3, static_cast<std::size_t>(height) / 8,
                                                      static_cast<std::size_t>(width) / 8});
    test::check_near(attention.values, array("attention").values, kAttentionTolerance);
    test::check_near(seen.tokens().values, array("tokens").values, kTokenTolerance);
    CHECK(seen.tokens().shape.back() == 48);
  }
}

TEST_CASE("a photo gives what PyTorch computes of it with the model inside") {
  const Model model = Model::built_in();
  for (const std::string name : {"square", "wide"}) {
    CAPTURE(name);
    const Photo photo = Photo::read(test::reference("embedded/" + name + ".png"));
    const Analysis seen = model.look(photo, {.size = NativeSize{}});
    test::check_near(seen.attention().values,
                     test::read_npy(test::reference("embedded/" + name + ".attention.npy")).values,
                     kAttentionTolerance);
    test::check_near(seen.tokens().values,
                     test::read_npy(test::reference("embedded/" + name + ".tokens.npy")).values,
                     kTokenTolerance);
  }
}

TEST_CASE("a map is what the rooms below make of the same question, byte for byte") {
  const auto below = checkpoint::load_model(test::reference("vit/synthetic.safetensors"), {});
  const Model model = test::small_model();
  const Photo photo = test::small_photo();
  const Analysis seen = model.look(photo);
  base::ThreadPool threads(1);
  for (const Name& map : map_names()) {
    for (const int block : {0, -1}) {
      CAPTURE(map.name);
      CAPTURE(block);
      analysis::Question question{.map = *base::value_named(analysis::map_kinds(), map.name),
                                  .block = block};
      const auto selection = analysis::select_maps(question, below);
      const analysis::Inquiry inquiry{question, below, selection};
      const auto framing =
          analysis::frame_photo({photo.width(), photo.height()}, question, below.blueprint(), "p");
      image::RgbImage pixels({photo.width(), photo.height()});
      std::ranges::copy(photo.rgb(), pixels.bytes().begin());
      const auto want = analysis::analyse(
          analysis::framed(image::share(std::move(pixels)), framing), inquiry, threads);
      const Array got = seen.map({.name = map.name, .block = block});
      CHECK(product(got.shape) == got.values.size());
      CHECK(std::ranges::equal(got.values,
                               std::span<const float>(want.maps[0].data(), got.values.size())));
    }
  }
}

TEST_CASE("the usual map is the mean of the last block's heads, and a head's map its attention") {
  const Analysis seen = test::small_model().look(test::small_photo());
  const Array attention = seen.attention();
  const std::size_t patches = attention.shape[2] * attention.shape[3];
  const auto head_of_last = [&](std::size_t head) {
    return attention.values.subspan((2 * 3 + head) * patches, patches);
  };
  CHECK(std::ranges::equal(seen.map({.head = 1}).values, head_of_last(1)));
  const Array mean = seen.map();
  const Array most = seen.map({.head = "max"});
  for (std::size_t i = 0; i < patches; ++i) {
    const float sum = head_of_last(0)[i] + head_of_last(1)[i] + head_of_last(2)[i];
    CHECK(mean.values[i] == doctest::Approx(sum / 3));
    CHECK(most.values[i] == std::max({head_of_last(0)[i], head_of_last(1)[i], head_of_last(2)[i]}));
  }
}

TEST_CASE("queries stand in the place of CLS") {
  const Model model = test::small_model();
  const Photo photo = test::small_photo();
  const Analysis seen = model.look(photo, {.queries = {{3, 3}, {60, 40}}});
  const Analysis second = model.look(photo, {.queries = {{60, 40}}});
  CHECK(std::ranges::equal(seen.attention(1).values, second.attention().values));
  CHECK_FALSE(std::ranges::equal(seen.attention(0).values, seen.attention(1).values));
  CHECK(std::ranges::equal(seen.map({.query = 1}).values, second.map().values));
}

TEST_CASE("tokens of a block are those that the network goes on with") {
  const Analysis seen = test::small_model().look(test::small_photo());
  const Array last = seen.tokens_of(-1, true);
  CHECK(last.shape == seen.tokens().shape);
  test::check_near(last.values, seen.tokens().values, 1e-6);  // the norm of other rows at a time
  CHECK_FALSE(std::ranges::equal(seen.tokens_of(0).values, seen.tokens_of(1).values));
}

TEST_CASE("numbers outlive the analysis, the model and the photo") {
  const auto attention = [] { return test::small_model().look(test::small_photo()).attention(); }();
  const auto again = test::small_model().look(test::small_photo()).attention();
  CHECK(std::ranges::equal(attention.values, again.values));
}

TEST_CASE("classes are ranked, and there are none without a classifier") {
  CHECK(test::small_model().look(test::small_photo()).classes().empty());
  CHECK(test::small_model().look(test::small_photo()).logits().values.empty());
  const Model model = Model::load(test::reference("s4_timm_augreg/model.safetensors"));
  REQUIRE(model.info().classes > 3);
  const Analysis seen = model.look(test::small_photo());
  const auto classes = seen.classes(3);
  REQUIRE(classes.size() == 3);
  const Array logits = seen.logits();
  CHECK(logits.values[static_cast<std::size_t>(classes[0].index)] ==
        *std::ranges::max_element(logits.values));
  CHECK(classes[0].probability >= classes[1].probability);
}

TEST_CASE("a crop is looked at as if it were the photo") {
  const Model model = test::small_model();
  const Analysis part = model.look(test::small_photo(), {.crop = Box{8, 16, 40, 24}});
  CHECK(part.part() == Box{8, 16, 40, 24});
  CHECK(part.width() == 40);
  CHECK(part.height() == 24);
}

}  // namespace
}  // namespace vitviz
