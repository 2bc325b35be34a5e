// SPDX-License-Identifier: Apache-2.0
#include "scoring/plan.h"

#include <doctest/doctest.h>

#include "masks/method_table.h"
#include "model/random_model.h"
#include "scoring/describe.h"
#include "support/thrown_error.h"

namespace vitviz::scoring {
namespace {

const model::VisionTransformer& tiny() {
  static const model::VisionTransformer model = model::random_model(
      model::architecture_named("vit_tiny_patch16").value(), "tiny", nn::Precision::kF32);
  return model;
}

const eval::DataSet kDataSet{"birds", "foreground", "", {}};

eval::Protocol protocol_of(const Setting& setting, const eval::Task& task) {
  return describe(Plan(setting, task, tiny()), kDataSet);
}

std::string refusal_of(const Setting& setting, const eval::Task& task) {
  const auto error = test::error_of([&] { Plan(setting, task, tiny()); });
  return error ? error->what() : "accepted";
}

// Of all of the heads, or whichever.
Setting with_head(analysis::HeadChoice head) {
  Setting setting;
  setting.question.head = head;
  return setting;
}

TEST_CASE("the protocol of a mask says its rule, its map and its heads") {
  const eval::Protocol usual = protocol_of({}, eval::kSaliency);
  CHECK(usual.task == "saliency");
  CHECK(usual.data_set == "birds");
  CHECK(usual.truth == "foreground");
  CHECK(usual.model == "tiny, f32");
  CHECK(test::contains(usual.prediction, "mask mass, attention of block 11, refinement "));
  CHECK(usual.threshold == "keep 0.6");
  CHECK(usual.heads == "mean");
  CHECK(usual.size == "short side 224");
  CHECK(test::contains(usual.resize, "maps bicubic to the photo's size"));

  Setting other;
  other.question.mask.method = base::value_named(masks::all_methods(), "tokencut").value();
  other.question.mask.features = analysis::Feature::kValues;
  other.question.block = 3;
  other.question.size = image::Size{.width = 320, .height = 480};
  other.at = ScoredAt::kInput;
  const eval::Protocol cut = protocol_of(other, eval::kSaliency);
  CHECK(test::contains(cut.prediction, "mask tokencut, values of block 3, refinement"));
  CHECK(cut.threshold == "the method's own");
  CHECK(cut.heads == "the features of all");
  CHECK(cut.size == "480 x 320 (height x width)");
  CHECK(test::contains(cut.resize, "truths nearest"));
}

TEST_CASE("all heads give a mask each, for jaccard alone") {
  const Setting all = with_head(analysis::Each{});
  CHECK(Plan(all, eval::kJaccard, tiny()).map_count() == 3);
  CHECK(protocol_of(all, eval::kJaccard).heads == "best of 3 for each object");
  CHECK(Plan(with_head(2), eval::kJaccard, tiny()).map_count() == 1);
  CHECK(protocol_of(with_head(2), eval::kJaccard).heads == "head 2");
  CHECK(test::contains(refusal_of(all, eval::kSaliency), "only jaccard asks every head"));

  Setting of_features = all;
  of_features.question.mask.method = base::value_named(masks::all_methods(), "lost").value();
  CHECK(Plan(of_features, eval::kJaccard, tiny()).map_count() == 3);
  of_features.question.mask.features = analysis::Feature::kTokens;  // which have no heads
  CHECK(Plan(of_features, eval::kJaccard, tiny()).map_count() == 1);
  CHECK(protocol_of(of_features, eval::kJaccard).heads.empty());
}

TEST_CASE("a map that is scored itself has no mask, and no options of one") {
  CHECK_FALSE(Plan({}, eval::kSegments, tiny()).rule());
  CHECK(protocol_of({}, eval::kSegments).threshold == "mean of the map");
  Setting soft;
  soft.soft = true;
  CHECK(test::contains(protocol_of(soft, eval::kSaliency).prediction, "attention of block 11, sc"));
  CHECK(test::contains(refusal_of(soft, eval::kJaccard), "only saliency"));
  soft.question.mask.keep = 0.5;
  CHECK(test::contains(refusal_of(soft, eval::kSaliency), "keep: here the map itself is scored"));
  Setting refined;
  refined.objects.refine = objects::Refine::kGuided;
  CHECK(test::contains(refusal_of(refined, eval::kSegments), "refine: here the map itself"));
}

TEST_CASE("corloc asks for the box of one object at the photo's size") {
  CHECK(Plan({}, eval::kCorloc, tiny()).setting().objects.separate == 1);
  Setting several;
  several.objects.separate = 3;
  several.hard_boxes = eval::HardBoxes::kDrop;
  CHECK(Plan(several, eval::kCorloc, tiny()).setting().objects.separate == 3);
  CHECK(protocol_of(several, eval::kCorloc).rule ==
        "IoU above 0.5 of the box around the largest object; without hard boxes");
  CHECK(test::contains(refusal_of(several, eval::kSaliency), "only corloc is scored on boxes"));
  Setting at_input;
  at_input.at = ScoredAt::kInput;
  CHECK(test::contains(refusal_of(at_input, eval::kCorloc), "boxes are those of the photo"));
}

TEST_CASE("what the model does not have is refused") {
  Setting setting;
  setting.question.block = analysis::Each{};
  CHECK(test::contains(refusal_of(setting, eval::kSaliency), "a score is that of one block"));
  setting.question.block = 12;
  CHECK(test::contains(refusal_of(setting, eval::kSaliency), "block 12"));
  setting.question.block = {};
  setting.question.size = image::Size{17, 16};
  CHECK(test::contains(refusal_of(setting, eval::kSaliency), "multiples of the model's patch"));
}

}  // namespace
}  // namespace vitviz::scoring
