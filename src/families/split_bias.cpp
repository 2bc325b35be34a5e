// SPDX-License-Identifier: Apache-2.0
#include "families/split_bias.h"

#include <algorithm>
#include <utility>

namespace vitviz::families {

void join_split_biases(checkpoint::TensorSet& tensors) {
  constexpr std::string_view kQueryBias = "q_bias";
  std::vector<std::string> prefixes;
  for (const auto& [name, stored] : tensors.tensors) {
    if (name.size() > kQueryBias.size() &&
        std::string_view(name).substr(name.size() - kQueryBias.size()) == kQueryBias) {
      prefixes.push_back(name.substr(0, name.size() - kQueryBias.size()));
    }
  }
  for (const std::string& prefix : prefixes) {
    const std::vector<float> query = floats_of(tensors, prefix + "q_bias");
    const std::vector<float> value = floats_of(tensors, prefix + "v_bias");
    if (query.empty() || query.size() != value.size()) continue;
    std::vector<float> joined(3 * query.size());
    std::copy(query.begin(), query.end(), joined.begin());
    std::copy(value.begin(), value.end(), joined.end() - static_cast<std::ptrdiff_t>(value.size()));
    const io::Shape shape = {static_cast<std::int64_t>(joined.size())};
    put(tensors, prefix + "qkv.bias", std::move(joined), shape);
    for (const char* part : {"q_bias", "k_bias", "v_bias"}) tensors.tensors.erase(prefix + part);
  }
}

void put(checkpoint::TensorSet& tensors, const std::string& name, std::vector<float> values,
         io::Shape shape) {
  const std::size_t size = values.size() * sizeof(float);
  const auto make = [values = std::move(values)] {
    const auto bytes = std::as_bytes(std::span(values));
    return std::vector<std::byte>(bytes.begin(), bytes.end());
  };
  tensors.tensors[name] = {tensor::ElementType::kF32, std::move(shape), {size, make}};
}

std::vector<float> floats_of(const checkpoint::TensorSet& tensors, const std::string& name) {
  const auto found = tensors.tensors.find(name);
  if (found == tensors.tensors.end() || !is_weight_type(found->second.type)) return {};
  std::vector<float> values(found->second.count());
  to_floats(found->second.type, found->second.bytes.read(), values);
  return values;
}

}  // namespace vitviz::families
