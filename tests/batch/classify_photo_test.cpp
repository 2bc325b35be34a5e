// SPDX-License-Identifier: Apache-2.0
// Every way to read a classifier, against timm and transformers
// (tests/reference/model/make_class_readouts.py).
#include "batch/classify_photo.h"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "checkpoint/load.h"
#include "model/capture.h"
#include "support/matrix_near.h"
#include "support/npy_reader.h"

namespace vitviz::batch {
namespace {

constexpr double kTolerance = 1e-4;  // the promise

struct Case {
  const char* name;
  const char* model;
  const char* input;  // a folder with grid5x9.input.npy
  std::vector<std::string> readouts;
};

void agrees(const Case& one) {
  CAPTURE(one.name);
  checkpoint::Hints hints;
  hints.heads = 3;
  const model::VisionTransformer model = checkpoint::load_model(test::reference(one.model), hints);
  const test::Array input = test::read_npy(test::reference(one.input) / "grid5x9.input.npy");
  const int patch = model.blueprint().patch;
  base::ThreadPool threads(2);
  int blocks = 0;
  const auto all = read_logits(model, test::cut_patches(input, patch), test::grid_of(input, patch),
                               threads, [&blocks] { ++blocks; });
  CHECK(blocks == model.blueprint().blocks);
  REQUIRE(all.size() == one.readouts.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    std::string name = one.readouts[i];
    CAPTURE(name);
    CHECK(all[i].readout.name == name);
    CHECK((all[i].readout.of == model::ClassReadout::Of::kAsTrained) == (i == 0));
    std::replace(name.begin(), name.end(), ' ', '_');
    const std::string file = "model/readouts/" + std::string(one.name) + "." + name + ".npy";
    test::check_near(all[i].logits, test::read_npy(test::reference(file)).matrix(), kTolerance);
  }
}

TEST_CASE("a head on CLS also reads the patches' mean: ViT in transformers") {
  agrees({"hf_vit", "families/hf_vit", "families/hf_vit", {"cls", "mean"}});
}

TEST_CASE("a head on the patches' mean also reads CLS: timm, behind the final norm") {
  agrees({"timm_pooled", "families/variants/timm_pooled", "families/variants", {"mean", "cls"}});
}

TEST_CASE("a head on the patches' mean also reads CLS: MAE, through the head's own norm") {
  agrees({"mae_finetuned",
          "families/variants/mae_finetuned/model.pth",
          "families/variants",
          {"mean", "cls"}});
}

TEST_CASE("a head on the patches' mean also reads CLS: CLIP in transformers, before any norm") {
  agrees({"hf_clip", "families/variants/hf_clip_classifier", "families/variants", {"mean", "cls"}});
}

TEST_CASE("a head on half of mean and maximum also reads CLS and the mean: timm") {
  agrees({"timm_avgmax",
          "families/variants/timm_avgmax_pooled",
          "families/variants",
          {"avgmax", "cls", "mean"}});
}

TEST_CASE("a distilled DeiT has two heads, and their mean") {
  agrees({"deit_distilled",
          "families/deit_distilled/model.pth",
          "families/deit_distilled",
          {"both heads", "cls", "distillation"}});
}

TEST_CASE("a head on (CLS, mean) reads nothing else: DINOv2") {
  agrees({"dinov2_classifier",
          "model/readouts/dinov2_classifier",
          "families/hf_dinov2",
          {"cls+mean"}});
}

}  // namespace
}  // namespace vitviz::batch
