// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/read_pooling_head.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "io/dimensions.h"
#include "io/model_error.h"

namespace vitviz::checkpoint {
namespace {

constexpr std::int64_t kWidestMlp = 65536;

// A layer that may be one of several in a tensor.
struct Layer {
  std::string name;
  Part part;
};

Layer query_of(const families::PoolingNames& names) {
  if (!names.qkv.empty()) return {std::string(names.qkv), {0, 3}};
  return {std::string(names.query), {0, 1}};
}

Layer key_of(const families::PoolingNames& names) {
  if (!names.qkv.empty()) return {std::string(names.qkv), {1, 3}};
  return {std::string(names.key_value), {0, 2}};
}

Layer value_of(const families::PoolingNames& names) {
  if (!names.qkv.empty()) return {std::string(names.qkv), {2, 3}};
  return {std::string(names.key_value), {1, 2}};
}

nn::Linear read_layer(TensorReader& reader, const Layer& layer, int width) {
  return reader.linear(layer.name, width, width, Bias::kRequired, layer.part);
}

// The learned query, taken through its projection once: [1, D]; empty where something is missing.
tensor::Matrix read_query(TensorReader& reader, const families::PoolingNames& names, int width) {
  const auto [layer, part] = query_of(names);
  const int rows = part.count * width;
  const tensor::Matrix probe = reader.matrix(std::string(names.probe), {width}, width);
  const tensor::Matrix weights = reader.matrix(layer + ".weight", {rows, width}, width);
  const tensor::Matrix bias = reader.matrix(layer + ".bias", {rows}, rows);
  if (probe.size() == 0 || weights.size() == 0 || bias.size() == 0) return {};
  return probe * weights.topRows(width).transpose() + bias.leftCols(width);
}

int mlp_width_of(const TensorSet& tensors, const families::PoolingNames& names) {
  const auto fc1 = io::dimensions<2>(tensors.shape(std::string(names.fc1) + ".weight"));
  return fc1 ? static_cast<int>(std::clamp<std::int64_t>((*fc1)[0], 0, kWidestMlp)) : 0;
}

model::PoolingOutput read_output(TensorReader& reader, const families::PoolingNames& names,
                                 const model::Blueprint& blueprint) {
  const int width = blueprint.width;
  model::PoolingOutput output;
  output.activation = blueprint.activation;
  output.mlp_width = mlp_width_of(reader.tensors(), names);
  output.value = read_layer(reader, value_of(names), width);
  output.projection = reader.linear(std::string(names.projection), width, width);
  output.norm = reader.layer_norm(std::string(names.norm), width, blueprint.norm_epsilon);
  output.fc1 = reader.linear(std::string(names.fc1), width, output.mlp_width);
  output.fc2 = reader.linear(std::string(names.fc2), output.mlp_width, width);
  return output;
}

model::PoolingHead read_head(TensorReader& reader, const families::PoolingNames& names,
                             const model::Blueprint& blueprint) {
  model::PoolingHead head;
  head.heads = blueprint.heads;
  head.query = read_query(reader, names, blueprint.width);
  head.key = read_layer(reader, key_of(names), blueprint.width);
  return head;
}

// A tensor of the head that was not read, as of normalised queries; empty where all were.
std::string unread_tensor(const TensorReader& reader, std::string_view start) {
  for (const std::string& name : reader.unused()) {
    if (name.starts_with(start)) return reader.tensors().full_name(name);
  }
  return "";
}

std::string problem_of(const TensorSet& tensors, const families::PoolingNames& names,
                       const model::Blueprint& blueprint) {
  if (names.probe.empty()) {
    return fmt::format("vitviz does not read the pooling head of {}", blueprint.family);
  }
  TensorReader trial(tensors, Values::kLeftAlone);
  static_cast<void>(read_head(trial, names, blueprint));
  static_cast<void>(read_output(trial, names, blueprint));
  if (!trial.problems().empty()) return "of its pooling head, " + trial.problems().front();
  const std::string unread = unread_tensor(trial, names.start);
  if (unread.empty()) return "";
  return fmt::format("its pooling head has {}, which vitviz does not read", io::in_quotes(unread));
}

bool any_starts_with(const TensorSet& tensors, std::string_view start) {
  const auto found = tensors.tensors.lower_bound(start);
  return found != tensors.tensors.end() && found->first.starts_with(start);
}

bool has_query_or_keys(const TensorSet& tensors, const families::PoolingNames& names) {
  return tensors.has(std::string(names.probe)) || tensors.has(key_of(names).name + ".weight");
}

}  // namespace

void describe_pooling_head(const TensorSet& tensors, const families::Names& names,
                           model::Blueprint& blueprint) {
  const families::PoolingNames& pooling = names.pooling;
  if (pooling.start.empty() || !any_starts_with(tensors, pooling.start)) return;
  blueprint.pooling_problem = problem_of(tensors, pooling, blueprint);
  blueprint.has_pooling_head = blueprint.pooling_problem.empty();
}

std::optional<model::PoolingHead> read_pooling_head(TensorReader& reader,
                                                    const families::Names& names,
                                                    const model::Blueprint& blueprint) {
  const families::PoolingNames& pooling = names.pooling;
  const bool drawn = !blueprint.has_cls() && !pooling.probe.empty() &&
                     has_query_or_keys(reader.tensors(), pooling);
  if (!blueprint.has_pooling_head && !drawn) return std::nullopt;
  model::PoolingHead head = read_head(reader, pooling, blueprint);
  if (blueprint.has_pooling_head) head.output = read_output(reader, pooling, blueprint);
  return head;
}

}  // namespace vitviz::checkpoint
