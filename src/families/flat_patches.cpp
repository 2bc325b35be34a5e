// SPDX-License-Identifier: Apache-2.0
#include "families/flat_patches.h"

#include <cmath>
#include <cstring>
#include <vector>

#include "io/dimensions.h"

namespace vitviz::families {
namespace {

constexpr std::size_t kChannels = 3;
constexpr std::int64_t kMostInputs = 1 << 20;

// Rows of P·P pixels with their channels → rows of three planes of P·P numbers.
std::vector<std::byte> planes_of(const io::StoredTensor& pixels, std::size_t pixels_per_patch) {
  std::vector<float> values(pixels.count());
  to_floats(pixels.type, pixels.bytes.read(), values);
  std::vector<float> planes(values.size());
  const std::size_t inputs = kChannels * pixels_per_patch;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::size_t row = i / inputs;
    const std::size_t pixel = i % inputs / kChannels;
    const std::size_t channel = i % kChannels;
    planes[row * inputs + channel * pixels_per_patch + pixel] = values[i];
  }
  std::vector<std::byte> bytes(planes.size() * sizeof(float));
  std::memcpy(bytes.data(), planes.data(), bytes.size());
  return bytes;
}

}  // namespace

void unfold_patches(checkpoint::TensorSet& tensors, const std::string& name) {
  const auto found = tensors.tensors.find(name);
  if (found == tensors.tensors.end() || !is_weight_type(found->second.type)) return;
  io::StoredTensor& stored = found->second;
  const auto shape = io::dimensions<2>(stored.shape);
  if (!shape) return;
  const auto [width, inputs] = *shape;
  if (inputs < 1 || inputs > kMostInputs) return;
  const auto patch = std::lround(std::sqrt(static_cast<double>(inputs) / kChannels));
  if (std::int64_t{patch} * patch * std::int64_t{kChannels} != inputs) return;
  const auto make = [stored, patch] {
    return planes_of(stored, static_cast<std::size_t>(patch * patch));
  };
  stored = {tensor::ElementType::kF32,
            {width, kChannels, patch, patch},
            {stored.count() * sizeof(float), make}};
}

}  // namespace vitviz::families
