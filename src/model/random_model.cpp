// SPDX-License-Identifier: Apache-2.0
#include "model/random_model.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <random>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/stopped.h"

namespace vitviz::model {
namespace {

struct Size {
  std::string_view name;
  Architecture architecture;
};

constexpr std::array kSizes = {
    Size{"tiny", {192, 3, 12, 768}},    Size{"small", {384, 6, 12, 1536}},
    Size{"base", {768, 12, 12, 3072}},  Size{"large", {1024, 16, 24, 4096}},
    Size{"huge", {1280, 16, 32, 5120}}, Size{"giant", {1408, 16, 40, 6144}},
};
constexpr int kLargestPatch = 64;

class RandomLayers {
 public:
  RandomLayers(nn::Precision precision, const std::stop_token& stop)
      : precision_(precision), stop_(stop) {}

  // Small enough that the tokens stay of the size that LayerNorm gives them.
  tensor::Matrix matrix(int rows, int cols) {
    base::stop_if_requested(stop_);
    std::uniform_real_distribution<float> uniform(-1.0F, 1.0F);
    const float size = 1.0F / std::sqrt(static_cast<float>(cols));
    return tensor::Matrix::NullaryExpr(rows, cols, [&] { return size * uniform(numbers_); });
  }
  nn::Linear linear(int in, int out) {
    return {matrix(out, in), tensor::Vector::Zero(out), precision_};
  }

 private:
  std::mt19937 numbers_{1};  // the seed is fixed
  nn::Precision precision_;
  const std::stop_token& stop_;
};

nn::LayerNorm plain_norm(int width) {
  return {tensor::Vector::Ones(width), tensor::Vector::Zero(width)};
}

BlockWeights random_block(const Architecture& architecture, RandomLayers& layers) {
  const int width = architecture.width;
  BlockWeights block;
  block.norm1.patches = plain_norm(width);
  block.query.patches = layers.linear(width, width);
  block.key.patches = layers.linear(width, width);
  block.value.patches = layers.linear(width, width);
  block.projection.patches = layers.linear(width, width);
  block.norm2.patches = plain_norm(width);
  block.mlp.fc1 = layers.linear(width, architecture.mlp_width);
  block.mlp.fc2.patches = layers.linear(architecture.mlp_width, width);
  return block;
}

}  // namespace

std::optional<Architecture> architecture_named(std::string_view name) {
  for (const Size& size : kSizes) {
    const std::string start = fmt::format("vit_{}_patch", size.name);
    if (!name.starts_with(start)) continue;
    Architecture architecture = size.architecture;
    const char* const end = name.data() + name.size();
    const auto [rest, error] = std::from_chars(name.data() + start.size(), end, architecture.patch);
    const bool sensible = architecture.patch >= 1 && architecture.patch <= kLargestPatch;
    if (error != std::errc() || !sensible || (rest != end && *rest != '_')) return std::nullopt;
    return architecture;
  }
  return std::nullopt;
}

std::string known_architectures() {
  std::string names;
  for (const Size& size : kSizes) {
    names += fmt::format("{}{}", names.empty() ? "" : ", ", size.name);
  }
  return names;
}

VisionTransformer random_model(const Architecture& architecture, const std::string& name,
                               nn::Precision precision, const std::stop_token& stop) {
  RandomLayers layers(precision, stop);
  Blueprint blueprint;
  blueprint.name = name;
  blueprint.family = "random weights";
  blueprint.blocks = architecture.blocks;
  blueprint.width = architecture.width;
  blueprint.heads = architecture.heads;
  blueprint.patch = architecture.patch;
  blueprint.mlp_width = architecture.mlp_width;
  blueprint.prefix = {PrefixToken::kCls};
  blueprint.precision = precision;
  constexpr int kUsualSize = 224;
  blueprint.default_size = kUsualSize;

  Weights weights;
  weights.patch_embedding =
      layers.linear(3 * architecture.patch * architecture.patch, architecture.width);
  weights.prefix = layers.matrix(1, architecture.width);
  for (int block = 0; block < architecture.blocks; ++block) {
    weights.blocks.push_back(random_block(architecture, layers));
  }
  weights.norm = plain_norm(architecture.width);
  if (architecture.mask_head) {
    weights.mask_head.emplace().weight = layers.matrix(1, architecture.width).row(0);
  }
  return {std::move(blueprint), std::move(weights)};
}

}  // namespace vitviz::model
