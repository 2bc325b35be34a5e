// SPDX-License-Identifier: Apache-2.0
#include "analysis/mask_rule.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "analysis/question.h"
#include "base/argument.h"
#include "base/error.h"
#include "model/vision_transformer.h"

namespace vitviz::analysis {
namespace {

using masks::Method;

bool is_usual_map(const Question& question) {
  const bool last_block = !question.block || *question.block == BlockChoice(-1);
  return question.map == &usual_map() && last_block && question.queries.empty() &&
         question.head == HeadChoice(tensor::HeadFusion::kMean);
}

const Method& usual_method(const Question& question, const model::VisionTransformer& model) {
  const bool learned = model.has_mask_head() && is_usual_map(question) && !question.mask.keep;
  return learned ? masks::learned_method() : masks::mass_method();
}

// The names of all methods of which this holds.
template <typename Holds>
std::string methods_that(Holds holds) {
  std::string names;
  for (const auto& [name, method] : masks::all_methods()) {
    if (holds(*method)) names += fmt::format("{}{}", names.empty() ? "" : " or ", name);
  }
  return names;
}

template <typename Reads>
void check_read(const std::string& argument, bool is_chosen, const Method& method, Reads reads) {
  if (!is_chosen || reads(method)) return;
  base::fail_argument(
      argument, "", fmt::format("has no meaning for the mask {}", method.name),
      fmt::format("leave it out, or choose {} {}", base::argument("mask"), methods_that(reads)));
}

// Where methods are compared, whatever can be chosen is read by one of them.
void check_all_read(const MaskChoice& choice, const Method& method) {
  if (choice.compare) return;
  check_read("keep", choice.keep.has_value(), method, [](const Method& m) { return m.reads_keep; });
  check_read("features", choice.features.has_value(), method,
             [](const Method& m) { return m.needs.features; });
  check_read("threshold", choice.threshold.has_value(), method,
             [](const Method& m) { return m.reads_threshold; });
}

std::vector<const Method*> methods_for(const model::VisionTransformer& model) {
  std::vector<const Method*> methods;
  for (const auto& [name, method] : masks::all_methods()) {
    if (!method->needs.head || model.has_mask_head()) methods.push_back(method);
  }
  return methods;
}

}  // namespace

bool MaskRule::needs(bool masks::Needs::*material) const {
  return method->needs.*material ||
         std::ranges::any_of(compared, [&](const Method* other) { return other->needs.*material; });
}

MaskRule mask_rule_for(const Question& question, const model::VisionTransformer& model) {
  const MaskChoice& choice = question.mask;
  const Method& method = choice.method != nullptr ? *choice.method : usual_method(question, model);
  check_all_read(choice, method);
  if (method.needs.head && !model.has_mask_head()) {
    base::fail_argument("mask", std::string(method.name), "the model has no mask head",
                        "choose another, such as found");
  }
  MaskRule rule{&method, {}, choice.features.value_or(Feature::kKeys), {}};
  if (choice.compare) rule.compared = methods_for(model);
  rule.options.keep = choice.keep.value_or(rule.options.keep);
  rule.options.threshold = choice.threshold;
  rule.options.objects = choice.objects.value_or(rule.options.objects);
  return rule;
}

}  // namespace vitviz::analysis
