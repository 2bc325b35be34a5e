// SPDX-License-Identifier: Apache-2.0
// The seeded classifier against a second implementation, and each mistake that would still give
// logits: a CLS that is joined along the wrong axis or at the end, positions that leave it out, a
// head before the final norm, or one that reads another token.
#include "model/vit_cls_forward.h"

#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "model/block_keeper.h"
#include "model/capture.h"
#include "model/random_model.h"
#include "model/seeded_numbers.h"
#include "support/matrix_near.h"
#include "support/npy_reader.h"
#include "support/thrown_error.h"

namespace vitviz::model {
namespace {

constexpr double kTolerance = 1e-5;  // the promise; measured 7e-7

// As in tests/reference/model/make_vit_cls.py.
struct Case {
  const char* name;
  std::uint64_t seed;
  int patch, width, heads, mlp_width, blocks, classes;
};
constexpr Case kWorked{"worked", 1, 2, 8, 2, 16, 2, 3};
constexpr Case kGray{"gray", 7, 3, 12, 3, 20, 3, 5};
constexpr Case kFourChannels{
    "four_channels", std::numeric_limits<std::uint64_t>::max(), 2, 16, 1, 24, 1, 2};

test::Array array_of(const Case& one, const std::string& what) {
  return test::read_npy(test::reference("model/" + std::string(one.name) + "." + what + ".npy"));
}

ImageView view_of(const test::Array& image) {
  return {image.values, static_cast<int>(image.shape[0]), static_cast<int>(image.shape[1]),
          static_cast<int>(image.shape[2])};
}

tensor::Vector logits_of(const Case& one, const ImageView& image) {
  return vit_cls_forward(one.seed, image, one.patch, one.width, one.heads, one.mlp_width,
                         one.blocks, one.classes);
}

// The worked example's model: an image of 4 × 4 × 3 in patches of 2 × 2, D = 8.
const VisionTransformer& worked_model() {
  static const VisionTransformer model =
      random_model({.width = kWorked.width,
                    .heads = kWorked.heads,
                    .blocks = kWorked.blocks,
                    .mlp_width = kWorked.mlp_width,
                    .patch = kWorked.patch,
                    .grid = {2, 2},
                    .classes = kWorked.classes},
                   "worked", nn::Precision::kF32, {}, kWorked.seed);
  return model;
}

// [H, W, 3] → [N, 3·P·P]
tensor::Matrix patches_of(const test::Array& image, int patch) {
  test::Array planes{{image.shape[2], image.shape[0], image.shape[1]}, {}};
  const tensor::Matrix channels = image.matrix().transpose();
  planes.values.assign(channels.data(), channels.data() + channels.size());
  return test::cut_patches(planes, patch);
}

Result run_worked(const tensor::Matrix& patches) {
  base::ThreadPool threads(2);
  return worked_model().forward(patches, {2, 2}, {Goal::kTokens}, threads);
}

Result run_worked() { return run_worked(patches_of(array_of(kWorked, "image"), kWorked.patch)); }

tensor::Vector head_of(const tensor::Vector& features) {
  tensor::Matrix logits(1, kWorked.classes);
  worked_model().weights().class_head->layer.apply(features, logits);
  return logits.row(0);
}

TEST_CASE("logits are those of the reference, for one, three and four channels") {
  for (const Case& one : {kWorked, kGray, kFourChannels}) {
    CAPTURE(one.name);
    const test::Array image = array_of(one, "image");
    const tensor::Vector logits = logits_of(one, view_of(image));
    REQUIRE(logits.size() == one.classes);
    test::check_near(logits, array_of(one, "logits").matrix(), kTolerance);
  }
}

TEST_CASE("the worked example has five tokens, those of the reference") {
  const Result result = run_worked();
  REQUIRE(result.tokens.rows() == 5);
  REQUIRE(result.tokens.cols() == 8);
  test::check_near(result.tokens, array_of(kWorked, "tokens").matrix(), kTolerance);
  const test::Array image = array_of(kWorked, "image");
  CHECK(result.logits == logits_of(kWorked, view_of(image)));
}

TEST_CASE("CLS is one row (1, D) before the patches, with a position of its own: N + 1 in all") {
  SeededNumbers numbers(kWorked.seed);
  constexpr int kEmbedding = 8 * 3 * 2 * 2;
  for (int i = 0; i < kEmbedding; ++i) static_cast<void>(numbers.uniform());
  tensor::Matrix drawn(1 + 5, 8);  // CLS, then five positions
  for (float& number : drawn.reshaped<Eigen::RowMajor>()) {
    number = static_cast<float>(0.02 * numbers.normal());
  }
  const Weights& weights = worked_model().weights();
  CHECK(weights.prefix == drawn.row(0) + drawn.row(1));
  CHECK(weights.positions == drawn.bottomRows(4));
  CHECK(worked_model().blueprint().prefix == std::vector{PrefixToken::kCls});
}

TEST_CASE("patches have positions: their order matters") {
  const tensor::Matrix patches = patches_of(array_of(kWorked, "image"), kWorked.patch);
  tensor::Matrix turned(patches.rows(), patches.cols());
  turned << patches.bottomRows(1), patches.topRows(3);
  CHECK((run_worked(patches).logits - run_worked(turned).logits).norm() > 1e-3F);
}

TEST_CASE("the head reads token 0, neither the last nor the mean") {
  const Result result = run_worked();
  test::check_near(result.logits, head_of(result.tokens.row(0)), kTolerance);
  const tensor::Vector mean = result.tokens.colwise().mean();
  const tensor::Vector patches = result.tokens.bottomRows(4).colwise().mean();
  for (const tensor::Vector& other : {tensor::Vector(result.tokens.row(4)), mean, patches}) {
    CHECK((result.logits - head_of(other)).norm() > 0.1F);
  }
}

TEST_CASE("the head reads CLS after the final norm") {
  BlockKeeper keeper({kWorked.blocks - 1}, {.tokens_after = true});
  base::ThreadPool threads(1);
  const tensor::Matrix patches = patches_of(array_of(kWorked, "image"), kWorked.patch);
  const Result result =
      worked_model().forward(patches, {2, 2}, {Goal::kTokens, {&keeper}}, threads);
  const tensor::Matrix raw = keeper.kept().at(0).tokens_after;
  CHECK((result.logits - head_of(raw.row(0))).norm() > 0.1F);
  tensor::Matrix normed = raw;
  worked_model().apply_final_norm(normed, threads);
  CHECK(normed.row(0).mean() == doctest::Approx(0).epsilon(1e-5));
  CHECK(normed.row(0).squaredNorm() / 8 == doctest::Approx(1).epsilon(1e-4));
  test::check_near(result.logits, head_of(normed.row(0)), kTolerance);
}

TEST_CASE("a seed gives the same logits each time, another seed others") {
  const test::Array image = array_of(kWorked, "image");
  const tensor::Vector first = logits_of(kWorked, view_of(image));
  CHECK(first == logits_of(kWorked, view_of(image)));
  Case other = kWorked;
  other.seed = 2;
  CHECK((first - logits_of(other, view_of(image))).norm() > 0.1F);
}

TEST_CASE("sizes that do not fit are refused by name") {
  const std::vector<float> values(4 * 4 * 3);
  const auto is_refused = [&](const ImageView& image, int patch, int width, int heads, int layers,
                              const char* message) {
    const auto error = test::error_of(
        [&] { static_cast<void>(vit_cls_forward(1, image, patch, width, heads, 16, layers, 3)); });
    CAPTURE(message);
    REQUIRE(error.has_value());
    CHECK(error->code() == base::ErrorCode::kArgument);
    CHECK(test::contains(error->what(), message));
  };
  const ImageView image{values, 4, 4, 3};
  is_refused(image, 3, 8, 2, 2, "patch_size 3: must divide the image's height 4 and width 4");
  is_refused(image, 2, 8, 3, 2, "d_model 8: must be a multiple of num_heads, 3");
  is_refused(image, 2, 8, 2, 0, "num_layers 0: must be at least 1");
  is_refused({values, 4, 5, 3}, 2, 8, 2, 2, "48 values are not 4 x 5 x 3");
  is_refused({{}, 0, 4, 3}, 2, 8, 2, 2, "height 0: must be at least 1");
}

}  // namespace
}  // namespace vitviz::model
