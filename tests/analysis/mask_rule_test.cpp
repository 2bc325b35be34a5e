// SPDX-License-Identifier: Apache-2.0
#include "analysis/mask_rule.h"

#include <string>
#include <utility>

#include <doctest/doctest.h>

#include "analysis/question.h"
#include "base/error.h"
#include "model/random_model.h"
#include "model/vision_transformer.h"

namespace vitviz::analysis {
namespace {

model::VisionTransformer small_model(bool mask_head) {
  return model::random_model(
      {.width = 32, .heads = 2, .blocks = 3, .mlp_width = 64, .patch = 16, .mask_head = mask_head},
      "small", nn::Precision::kF32);
}

const model::VisionTransformer& plain_model() {
  static const model::VisionTransformer model = small_model(false);
  return model;
}

const model::VisionTransformer& model_with_head() {
  static const model::VisionTransformer model = small_model(true);
  return model;
}

std::string_view method_of(const Question& question, const model::VisionTransformer& model) {
  return mask_rule_for(question, model).method->name;
}

// The message of the Error(kArgument) that the question must throw.
std::string refusal(const MaskChoice& choice, const model::VisionTransformer& model) {
  try {
    static_cast<void>(mask_rule_for({.mask = choice}, model));
  } catch (const base::Error& error) {
    CHECK(error.code() == base::ErrorCode::kArgument);
    CHECK_FALSE(error.hint().empty());
    return error.what();
  }
  return "nothing was thrown";
}

const masks::Method* method(std::string_view name) {
  return base::value_named(masks::all_methods(), name).value();
}

TEST_CASE("the usual mask is that of the mask head, and mass without one") {
  CHECK(method_of({}, model_with_head()) == "learned");
  CHECK(method_of({.block = -1}, model_with_head()) == "learned");
  CHECK(method_of({}, plain_model()) == "mass");
}

TEST_CASE("a mask head says nothing about other maps, so their usual mask is mass") {
  const model::VisionTransformer& model = model_with_head();
  CHECK(method_of({.block = 1}, model) == "mass");
  CHECK(method_of({.block = Each{}}, model) == "mass");
  CHECK(method_of({.head = 1}, model) == "mass");
  CHECK(method_of({.head = tensor::HeadFusion::kMax}, model) == "mass");
  CHECK(method_of({.queries = {{1, 1}}}, model) == "mass");
  for (const auto& [name, map] : map_kinds()) {
    CHECK((method_of({.map = map}, model) == "learned") == (map == &usual_map()));
  }
}

TEST_CASE("a share that is kept asks for mass") {
  const MaskRule rule = mask_rule_for({.mask = {.keep = 0.8}}, model_with_head());
  CHECK(rule.method == &masks::mass_method());
  CHECK(rule.options.keep == 0.8);
}

TEST_CASE("what is chosen reaches the method") {
  const MaskRule rule = mask_rule_for({.mask = {.method = method("maskcut"),
                                                .features = Feature::kValues,
                                                .threshold = 0.2,
                                                .objects = 7}},
                                      plain_model());
  CHECK(rule.features == Feature::kValues);
  CHECK(rule.options.threshold == 0.2);
  CHECK(rule.options.objects == 7);
  CHECK(rule.needs_features());
  CHECK_FALSE(rule.needs_tokens());
}

TEST_CASE("what a method does not read is refused, and the hint says which do") {
  CHECK(refusal({.method = method("found"), .keep = 0.5}, plain_model()) ==
        "keep: has no meaning for the mask found");
  CHECK(refusal({.features = Feature::kKeys}, plain_model()) ==
        "features: has no meaning for the mask mass");
  CHECK(refusal({.method = method("lost"), .threshold = 0.5}, plain_model()) ==
        "threshold: has no meaning for the mask lost");
}

TEST_CASE("where methods are compared, all are asked that the model has an answer to") {
  CHECK(mask_rule_for({}, model_with_head()).compared.empty());
  const MaskRule all = mask_rule_for({.mask = {.compare = true}}, model_with_head());
  CHECK(all.method == &masks::learned_method());
  CHECK(all.compared.size() == masks::all_methods().size());
  const MaskRule some = mask_rule_for({.mask = {.compare = true}}, plain_model());
  CHECK(some.compared.size() == masks::all_methods().size() - 1);
  for (const masks::Method* one : some.compared) CHECK(one != &masks::learned_method());
}

TEST_CASE("where methods are compared, what any of them needs is needed") {
  const MaskRule alone = mask_rule_for({}, model_with_head());
  CHECK(alone.needs(&masks::Needs::head));
  CHECK_FALSE(alone.needs_features());
  const MaskChoice choice{.method = method("mass"), .features = Feature::kTokens, .compare = true};
  const MaskRule all = mask_rule_for({.mask = choice}, model_with_head());
  CHECK(all.needs(&masks::Needs::head));
  CHECK(all.needs_features());
  CHECK(all.needs_tokens());
  CHECK_FALSE(mask_rule_for({.mask = choice}, plain_model()).needs(&masks::Needs::head));
}

TEST_CASE("where methods are compared, each reads what is meant for it") {
  const MaskRule rule =
      mask_rule_for({.mask = {.keep = 0.8, .threshold = 0.2, .compare = true}}, plain_model());
  CHECK(rule.options.keep == 0.8);
  CHECK(rule.options.threshold == 0.2);
}

TEST_CASE("a model without a mask head has no learned mask") {
  CHECK(refusal({.method = method("learned")}, plain_model()) ==
        "mask learned: the model has no mask head");
}

}  // namespace
}  // namespace vitviz::analysis
