// SPDX-License-Identifier: Apache-2.0
// Google's checkpoints of the original ViT and of AugReg, .npz written by JAX. Every kernel is
// stored [in, out], those of attention with the heads apart, [D, H, K]; the patch embedding [P, P,
// 3, D].
//
// References: google-research/vision_transformer; timm, _load_weights().
#include <algorithm>
#include <array>
#include <cstring>
#include <functional>
#include <numeric>
#include <utility>

#include "families/families.h"

namespace vitviz::families {
namespace {

constexpr Names kNames = {
    .cls = "cls",
    .positions = "Transformer/posembed_input/pos_embedding",
    .patch_embedding = "embedding",
    .block = "Transformer/encoderblock_{}/",
    .in_block = {.norm1 = "LayerNorm_0",
                 .query = "MultiHeadDotProductAttention_1/query",
                 .key = "MultiHeadDotProductAttention_1/key",
                 .value = "MultiHeadDotProductAttention_1/value",
                 .projection = "MultiHeadDotProductAttention_1/out",
                 .norm2 = "LayerNorm_2",
                 .fc1 = "MlpBlock_3/Dense_0",
                 .fc2 = "MlpBlock_3/Dense_1"},
    .norm = "Transformer/encoder_norm",
    .head = "head",
};

// "…/kernel" → "….weight", and the parameters of a LayerNorm likewise.
std::string renamed(const std::string& name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kEndings = {
      {{"/kernel", ".weight"}, {"/scale", ".weight"}, {"/bias", ".bias"}}};
  for (const auto& [from, to] : kEndings) {
    if (name.ends_with(from)) return name.substr(0, name.size() - from.size()) + std::string(to);
  }
  return name;
}

std::int64_t product(io::Shape::const_iterator begin, io::Shape::const_iterator end) {
  return std::accumulate(begin, end, std::int64_t{1}, std::multiplies<>());
}

// A kernel's inputs come first: how many of its dimensions they are.
std::ptrdiff_t input_dimensions(const std::string& name, const io::Shape& shape) {
  if (name == "embedding/kernel") return 3;                  // [P, P, 3 | D]
  return name.ends_with("/out/kernel") && shape.size() == 3  // [H, K | D], else [D | H, K]
             ? 2
             : 1;
}

// [in, out] → [out, in], in floats; the pixels of a patch from y, x, channel to channel, y, x.
std::vector<std::byte> transposed(const io::StoredTensor& kernel, std::int64_t in,
                                  std::int64_t out) {
  std::vector<float> values(kernel.count());
  to_floats(kernel.type, kernel.bytes.read(), values);
  const std::int64_t channels = kernel.shape.size() == 4 ? kernel.shape[2] : 1;
  const std::int64_t pixels = in / channels;
  std::vector<std::byte> result(values.size() * sizeof(float));
  for (std::int64_t i = 0; i < in; ++i) {
    const std::int64_t to = i % channels * pixels + i / channels;
    for (std::int64_t o = 0; o < out; ++o) {
      std::memcpy(&result[static_cast<std::size_t>(o * in + to) * sizeof(float)],
                  &values[static_cast<std::size_t>(i * out + o)], sizeof(float));
    }
  }
  return result;
}

// The kernel as PyTorch would store it, transposed when it is read.
io::StoredTensor in_torch_layout(const std::string& name, const io::StoredTensor& kernel) {
  const io::Shape& shape = kernel.shape;
  const auto split = shape.begin() + input_dimensions(name, shape);
  const std::int64_t in = product(shape.begin(), split);
  const std::int64_t out = product(split, shape.end());
  const io::Shape torch_shape =
      shape.size() == 4 ? io::Shape{out, shape[2], shape[0], shape[1]} : io::Shape{out, in};
  return {tensor::ElementType::kF32, torch_shape,
          io::TensorBytes(kernel.count() * sizeof(float),
                          [kernel, in, out] { return transposed(kernel, in, out); })};
}

// Biases of queries, keys and values are [H, K].
void flatten(io::StoredTensor& stored) {
  stored.shape = {product(stored.shape.begin(), stored.shape.end())};
}

void to_torch_layout(checkpoint::TensorSet& tensors) {
  const io::Shape query =
      tensors.shape("Transformer/encoderblock_0/MultiHeadDotProductAttention_1/query/kernel");
  if (query.size() == 3 && query[1] >= 1 && query[1] <= 1024) {
    tensors.heads = static_cast<int>(query[1]);
  }
  for (auto& [name, stored] : tensors.tensors) {
    const bool readable = is_weight_type(stored.type) && stored.count() > 0;
    if (name.ends_with("/kernel") && stored.shape.size() >= 2 && readable) {
      stored = in_torch_layout(name, stored);
    } else if (name.ends_with("/bias") && stored.shape.size() == 2) {
      flatten(stored);
    }
  }
  tensors.rename(renamed);
}

}  // namespace

const Family& jax_vit() {
  static const Family family = [] {
    Family f;
    f.name = "ViT (JAX)";
    f.recognised_by = "embedding/kernel and Transformer/posembed_input";
    f.names = kNames;
    f.position_filter = nn::GridFilter::kBilinear;
    f.mean = kHalf;
    f.std = kHalf;
    f.heads_of_width = usual_heads;
    f.ignored = {"head.", "pre_logits."};
    f.matches = [](const checkpoint::TensorSet& tensors, const checkpoint::Facts&) {
      return tensors.has("embedding/kernel") &&
             tensors.has("Transformer/posembed_input/pos_embedding");
    };
    f.prepare = to_torch_layout;
    return f;
  }();
  return family;
}

}  // namespace vitviz::families
