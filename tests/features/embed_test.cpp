// SPDX-License-Identifier: Apache-2.0
// Features are rows of the tokens that timm computes (tests/reference/s4_timm_augreg).
#include "features/embed.h"

#include <doctest/doctest.h>

#include "checkpoint/load.h"
#include "model/capture.h"
#include "support/matrix_near.h"
#include "support/npy_reader.h"

namespace vitviz::features {
namespace {

constexpr double kTolerance = 1e-4;  // of final tokens; the promise
const model::VisionTransformer& augreg() {
  static const model::VisionTransformer model =
      checkpoint::load_model(test::reference("s4_timm_augreg/model.safetensors"), {});
  return model;
}

std::vector<tensor::Matrix> embed(const std::vector<FeatureChoice>& choices, int threads = 2) {
  const test::Array input = test::read_npy(test::reference("s4_timm_augreg/in0.input.npy"));
  const int patch = augreg().blueprint().patch;
  const tensor::PatchGrid grid{static_cast<int>(input.shape[input.shape.size() - 2]) / patch,
                               static_cast<int>(input.shape.back()) / patch};
  const analysis::Question question;
  base::ByteBudget memory(1'000'000);
  base::ThreadPool pool(threads);
  return embed_patches(test::cut_patches(input, patch), grid, {question, augreg(), choices, memory},
                       pool);
}

TEST_CASE("CLS and the mean of the patches are those of timm's final tokens") {
  const test::Array want = test::read_npy(test::reference("s4_timm_augreg/in0.tokens.npy"));
  const auto rows = embed({{Readout::kCls}, {Readout::kMean}, {Readout::kClsAndMean}, {}});
  const tensor::Matrix tokens = want.matrix();
  const tensor::Matrix mean = tokens.bottomRows(tokens.rows() - 1).colwise().mean();
  test::check_near(rows[0], tokens.topRows(1), kTolerance);
  test::check_near(rows[1], mean, kTolerance);
  test::check_near(rows[2].leftCols(tokens.cols()), tokens.topRows(1), kTolerance);
  test::check_near(rows[2].rightCols(tokens.cols()), mean, kTolerance);
  test::check_near(rows[3], tokens.topRows(1), kTolerance);  // its classifier reads CLS
}

TEST_CASE("what the classifier reads gives its logits") {
  const auto rows = embed({{}});
  const test::Array want = test::read_npy(test::reference("s4_timm_augreg/in0.logits.npy"));
  const model::ClassHead& head = *augreg().weights().class_head;
  tensor::Matrix logits(1, head.classes);
  head.layer.apply(rows.front(), logits);
  test::check_near(logits, want.matrix(), kTolerance);
}

TEST_CASE("any block, before the final norm and after it, in one pass, for any number of threads") {
  const std::vector<FeatureChoice> choices = {{Readout::kCls, 0, model::TokenState::kBlock},
                                              {Readout::kCls, 0, model::TokenState::kNormed},
                                              {Readout::kMean, -1, model::TokenState::kBlock},
                                              {Readout::kMean, -1, model::TokenState::kNormed},
                                              {Readout::kPatches}};
  const auto rows = embed(choices, 1);
  tensor::Matrix normed = rows[0];
  base::ThreadPool pool(1);
  augreg().apply_final_norm(normed, pool);
  test::check_near(rows[1], normed, kTolerance);
  CHECK((rows[2] - rows[3]).norm() > 0.1F);
  test::check_near(rows[4].colwise().mean(), rows[3], kTolerance);
  const auto others = embed(choices, 3);
  for (std::size_t i = 0; i < rows.size(); ++i) CHECK(rows[i] == others[i]);
}

TEST_CASE("normalised features have length 1") {
  const auto rows = embed({{.readout = Readout::kMean, .normalize = true}});
  CHECK(rows.front().norm() == doctest::Approx(1));
}

}  // namespace
}  // namespace vitviz::features
