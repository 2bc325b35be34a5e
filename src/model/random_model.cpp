// SPDX-License-Identifier: Apache-2.0
#include "model/random_model.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/stopped.h"
#include "model/seeded_numbers.h"

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
constexpr int kUsualSize = 224;

class RandomLayers {
 public:
  RandomLayers(std::uint64_t seed, nn::Precision precision, const std::stop_token& stop)
      : numbers_(seed), precision_(precision), stop_(stop) {}

  // The weights of a layer. Tokens keep about the size that LayerNorm gives them.
  tensor::Matrix weights(int in, int out) {
    const double bound = std::sqrt(6.0 / (in + out));
    return filled(out, in, [&] { return bound * (2 * numbers_.uniform() - 1); });
  }
  nn::Linear linear(int in, int out) {
    return {weights(in, out), tensor::Vector::Zero(out), precision_};
  }
  // What is learned of tokens, and not of layers.
  tensor::Matrix tokens(int count, int width) {
    constexpr double kDeviation = 0.02;
    return filled(count, width, [&] { return kDeviation * numbers_.normal(); });
  }

 private:
  template <typename Draw>
  tensor::Matrix filled(int rows, int cols, const Draw& draw) {
    base::stop_if_requested(stop_);
    tensor::Matrix matrix(rows, cols);
    for (float& number : matrix.reshaped<Eigen::RowMajor>()) number = static_cast<float>(draw());
    return matrix;
  }

  SeededNumbers numbers_;
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

Blueprint blueprint_of(const Architecture& architecture, const std::string& name,
                       nn::Precision precision) {
  Blueprint blueprint;
  blueprint.name = name;
  blueprint.family = "random weights";
  blueprint.blocks = architecture.blocks;
  blueprint.width = architecture.width;
  blueprint.heads = architecture.heads;
  blueprint.patch = architecture.patch;
  blueprint.mlp_width = architecture.mlp_width;
  blueprint.prefix = {PrefixToken::kCls};
  blueprint.trained_grid = architecture.grid;
  blueprint.precision = precision;
  blueprint.default_size = kUsualSize;
  blueprint.classes = architecture.classes;
  return blueprint;
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
    const int side = kUsualSize / architecture.patch;
    architecture.grid = {side, side};
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
                               nn::Precision precision, const std::stop_token& stop,
                               std::uint64_t seed) {
  RandomLayers layers(seed, precision, stop);
  const int width = architecture.width;
  Weights weights;
  const int pixels = architecture.channels * architecture.patch * architecture.patch;
  weights.patch_embedding = layers.linear(pixels, width);
  weights.prefix = layers.tokens(1, width);
  if (const int patches = architecture.grid.count(); patches > 0) {
    const tensor::Matrix positions = layers.tokens(patches + 1, width);
    weights.prefix += positions.topRows(1);
    weights.positions = positions.bottomRows(patches);
  }
  for (int block = 0; block < architecture.blocks; ++block) {
    weights.blocks.push_back(random_block(architecture, layers));
  }
  weights.norm = plain_norm(width);
  if (architecture.classes > 0) {
    ClassHead& head = weights.class_head.emplace();
    head.classes = architecture.classes;
    head.layer = layers.linear(width, head.classes);
  }
  if (architecture.mask_head) {
    weights.mask_head.emplace().weight = layers.weights(width, 1).row(0);
  }
  return {blueprint_of(architecture, name, precision), std::move(weights)};
}

}  // namespace vitviz::model
