// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/read_mask_head.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "checkpoint/key_tensors.h"
#include "io/model_error.h"

namespace vitviz::checkpoint {
namespace {

constexpr std::string_view kStart = "mask_head.";
const std::string kWeight = "mask_head.weight";
const std::string kBias = "mask_head.bias";

bool has_mask_head(const TensorSet& tensors) {
  const auto first = tensors.tensors.lower_bound(kStart);
  return first != tensors.tensors.end() && is_of_mask_head(first->first);
}

// What keeps the tensor from being so many numbers in a row, whatever dimensions of 1 come before.
std::optional<std::string> problem_with_row(const TensorSet& tensors, const std::string& name,
                                            std::int64_t numbers) {
  const io::Shape shape = tensors.shape(name);
  const auto before = std::find_if(shape.begin(), shape.end(), [](auto side) { return side != 1; });
  const io::Shape row(before, shape.end());
  if (row == (numbers == 1 ? io::Shape{} : io::Shape{numbers})) return std::nullopt;
  return fmt::format("{} is {}, expected {}", io::in_quotes(tensors.full_name(name)),
                     io::to_string(shape), io::to_string({numbers}));
}

// What keeps the tensors of a mask head from being one linear layer from D numbers to one.
std::optional<std::string> problem_with_head(const TensorSet& tensors, int width) {
  for (auto it = tensors.tensors.lower_bound(kStart);
       it != tensors.tensors.end() && is_of_mask_head(it->first); ++it) {
    if (it->first == kWeight || it->first == kBias) continue;
    return io::in_quotes(tensors.full_name(it->first)) + " has no place in one linear layer";
  }
  const std::vector<std::string> missing = missing_of(tensors, {kWeight, kBias});
  if (!missing.empty()) return are_missing(missing);
  const auto problem = problem_with_row(tensors, kWeight, width);
  return problem ? problem : problem_with_row(tensors, kBias, 1);
}

}  // namespace

bool is_of_mask_head(std::string_view name) { return name.starts_with(kStart); }

void describe_mask_head(const TensorSet& tensors, model::Blueprint& blueprint) {
  if (!has_mask_head(tensors)) return;
  const auto problem = problem_with_head(tensors, blueprint.width);
  if (problem) blueprint.assumptions.push_back("no mask head, as " + *problem);
}

std::optional<model::MaskHeadWeights> read_mask_head(TensorReader& reader,
                                                     const model::Blueprint& blueprint) {
  const TensorSet& tensors = reader.tensors();
  if (!has_mask_head(tensors) || problem_with_head(tensors, blueprint.width)) return std::nullopt;
  model::MaskHeadWeights head;
  head.weight = reader.vector(kWeight, blueprint.width);
  const tensor::Vector bias = reader.vector(kBias, 1);
  if (bias.size() > 0) head.bias = bias[0];
  return head;
}

}  // namespace vitviz::checkpoint
