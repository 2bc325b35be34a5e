// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/unsaid.h"

#include <string>

#include <fmt/format.h>

#include "base/argument.h"
#include "base/named.h"
#include "checkpoint/misfit.h"
#include "model/photo_filter_names.h"

namespace vitviz::checkpoint {
namespace {

const char* word_of(nn::Activation activation) {
  switch (activation) {
    case nn::Activation::kGelu:
      return "exact GELU";
    case nn::Activation::kQuickGelu:
      return "QuickGELU";
    case nn::Activation::kGeluTanh:
      return "GELU by its tanh approximation";
    case nn::Activation::kSilu:
      break;
  }
  return "SiLU";
}

// Files that say an architecture say what it computes, by name or by what they leave out; a name in
// vitviz's own metadata stands for timm's ViT.
bool is_arithmetic_said(const families::Family& family, const Facts& facts) {
  return family.arithmetic_is_known || facts.architecture || facts.model_type || facts.name ||
         (facts.activation && facts.norm_epsilon);
}

}  // namespace

void describe_heads(const TensorSet& tensors, const families::Family& family, const Facts& facts,
                    const Hints& hints, model::Blueprint& blueprint) {
  const std::string hint = base::argument("heads") + " gives the number of heads";
  blueprint.heads = family.heads_of_width(blueprint.width);
  blueprint.heads_source = fmt::format("{} models of this width", family.name);
  if (tensors.heads) {
    blueprint.heads = *tensors.heads;
    blueprint.heads_source = "the tensors' shapes";
  }
  if (facts.heads) {
    blueprint.heads = *facts.heads;
    blueprint.heads_source = "the file's metadata";
  }
  if (hints.heads) {
    blueprint.heads = *hints.heads;
    blueprint.heads_source = base::argument("heads");
  }
  if (blueprint.heads < 1) {
    refuse_as(family.name, tensors,
              fmt::format("the number of heads is not known for width {}", blueprint.width), hint);
  }
  if (blueprint.width % blueprint.heads != 0) {
    refuse_as(
        family.name, tensors,
        fmt::format("width {} cannot be shared out to {} heads", blueprint.width, blueprint.heads),
        hint);
  }
  if (tensors.heads || facts.heads || hints.heads) return;
  blueprint.assumptions.push_back(fmt::format("{} heads, as models of width {} have ({})",
                                              blueprint.heads, blueprint.width,
                                              base::argument("heads")));
}

void describe_arithmetic(const families::Family& family, const Facts& facts,
                         model::Blueprint& blueprint) {
  const auto& told = family.described_by_open_clip && facts.open_clip_activation
                         ? facts.open_clip_activation
                         : facts.activation;
  blueprint.activation = told.value_or(family.activation);
  if (family.gates_by_activation && told) blueprint.gate_activation = *told;
  blueprint.norm_epsilon = facts.norm_epsilon.value_or(family.norm_epsilon);
  if (!told && !facts.architecture && !family.activation_is_known) {
    blueprint.assumptions.emplace_back("exact GELU, not QuickGELU (its config.json would tell)");
  }
  if (is_arithmetic_said(family, facts)) return;
  blueprint.assumptions.push_back(fmt::format("{} and epsilon {:g} (its config.json would tell)",
                                              word_of(blueprint.activation),
                                              blueprint.norm_epsilon));
}

void describe_preparation(const families::Family& family, const Facts& facts, const Hints& hints,
                          model::Blueprint& blueprint) {
  blueprint.mean = hints.mean.value_or(facts.mean.value_or(family.mean));
  blueprint.std = hints.std.value_or(facts.std.value_or(family.std));
  blueprint.photo_filter = facts.photo_filter.value_or(family.photo_filter);
  const bool told = (hints.mean || facts.mean) && (hints.std || facts.std);
  if (!told && !family.preparation_is_known) {
    blueprint.assumptions.push_back(
        fmt::format("mean {:g} and std {:g} ({}, {})", fmt::join(blueprint.mean, ","),
                    fmt::join(blueprint.std, ","), base::argument("mean"), base::argument("std")));
  }
  if (!facts.photo_filter && !family.preparation_is_known) {
    blueprint.assumptions.push_back(fmt::format(
        "{} resampling of photos", base::name_of(model::kPhotoFilters, blueprint.photo_filter)));
  }
}

}  // namespace vitviz::checkpoint
