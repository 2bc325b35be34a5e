// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/read_class_head.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "checkpoint/read_projection.h"
#include "io/dimensions.h"

namespace vitviz::checkpoint {
namespace {

// ImageNet-21k has 21843 classes.
constexpr std::int64_t kMostClasses = 65536;

bool any_starts_with(const TensorSet& tensors, std::string_view start) {
  const auto found = tensors.tensors.lower_bound(start);
  return found != tensors.tensors.end() && found->first.starts_with(start);
}

// Layers between the final tokens and the classifier that are not read: AugReg's "representation
// layer", and unusual attention pooling.
bool has_layers_between(const TensorSet& tensors, const model::Blueprint& blueprint) {
  return any_starts_with(tensors, "pre_logits.") ||
         (any_starts_with(tensors, "attn_pool.") && !blueprint.has_pooling_head);
}

bool has_layer(const TensorReader& reader, std::string_view name) {
  const std::string layer(name);
  return !name.empty() && (reader.has(layer + ".weight") || reader.has(layer + ".bias"));
}

// What the classifier reads where neither file nor family says it.
model::Pooled usual_pooled(const model::ClassHead& head, const model::Blueprint& blueprint) {
  if (blueprint.has_pooling_head) return model::Pooled::kAttention;
  const bool reads_patches = head.norm || !blueprint.has_cls();
  return reads_patches ? model::Pooled::kPatchMean : model::Pooled::kCls;
}

model::Pooled pooled_of(const model::ClassHead& head, const model::Blueprint& blueprint, int in) {
  if (in > blueprint.width) return model::Pooled::kClsAndPatchMean;
  const model::Pooled pooled = blueprint.pooled.value_or(usual_pooled(head, blueprint));
  const bool lacks_cls = pooled == model::Pooled::kCls && !blueprint.has_cls();
  return lacks_cls ? model::Pooled::kPatchMean : pooled;
}

// The classifier's layer: "head", or the one layer of what the user put in its place ("head.1"
// behind a dropout, torchvision's "heads" for "heads.head"); empty where there is none, or several.
std::string layer_of(const TensorSet& tensors, std::string_view head) {
  const std::string usual(head);
  if (head.empty() || tensors.has(usual + ".weight")) return usual;
  const std::size_t dot = usual.find('.');
  const std::string parent = dot == std::string::npos ? usual : usual.substr(0, dot);
  if (tensors.has(parent + ".weight")) return parent;
  std::string layer;
  for (auto it = tensors.tensors.lower_bound(parent + "."); it != tensors.tensors.end(); ++it) {
    const std::string& name = it->first;
    if (!name.starts_with(parent + ".")) break;
    const std::string of = name.substr(0, name.rfind('.'));
    const std::string_view parameter = std::string_view(name).substr(of.size());
    if (parameter != ".weight" && parameter != ".bias") return "";  // a norm's statistics
    if (!layer.empty() && layer != of) return "";
    layer = of;
  }
  return layer;
}

}  // namespace

int count_classes(const TensorSet& tensors, const families::Names& names,
                  const model::Blueprint& blueprint) {
  const std::string layer = layer_of(tensors, names.head);
  if (layer.empty() || has_layers_between(tensors, blueprint)) return 0;
  if (head_is_projection(tensors)) return 0;
  const bool reads_pooling_head = blueprint.pooled == model::Pooled::kAttention;
  if (reads_pooling_head && !blueprint.has_pooling_head) return 0;
  const auto shape = io::dimensions<2>(tensors.shape(layer + ".weight"));
  if (!shape) return 0;
  const auto [classes, inputs] = *shape;
  if (classes < 1 || classes > kMostClasses) return 0;
  const bool one = inputs == blueprint.width;
  const bool both = inputs == 2 * std::int64_t{blueprint.width} && blueprint.has_cls();
  return one || both ? static_cast<int>(classes) : 0;
}

std::optional<model::ClassHead> read_class_head(TensorReader& reader, const families::Names& names,
                                                const model::Blueprint& blueprint) {
  if (blueprint.classes == 0) return std::nullopt;
  model::ClassHead head;
  head.classes = blueprint.classes;
  const std::string name = layer_of(reader.tensors(), names.head);
  const int width = blueprint.width;
  if (has_layer(reader, names.head_norm)) {
    head.norm = reader.layer_norm(std::string(names.head_norm), width, blueprint.norm_epsilon);
  }
  const auto in = static_cast<int>(reader.shape(name + ".weight")[1]);
  head.pooled = pooled_of(head, blueprint, in);
  head.layer = reader.linear(name, in, head.classes, Bias::kOptional);
  const bool has_second_token = std::count(blueprint.prefix.begin(), blueprint.prefix.end(),
                                           model::PrefixToken::kDistillation) > 0;
  if (has_second_token && has_layer(reader, names.distilled_head)) {
    head.distilled =
        reader.linear(std::string(names.distilled_head), width, head.classes, Bias::kOptional);
  }
  return head;
}

}  // namespace vitviz::checkpoint
