// SPDX-License-Identifier: Apache-2.0
#include "model/families/timm_vit.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"
#include "model/metadata.h"
#include "model/tensor_reader.h"

namespace vitviz::model {
namespace {

// Far above every released model; they keep a hostile file from asking for absurd work.
constexpr int kMostHeads = 1024;
constexpr std::int64_t kLargestSide = 65536;  // of any weight matrix
constexpr int kLargestPatch = 1024;
constexpr int kLargestDefaultSize = 4096;

[[noreturn]] void refuse(const io::Checkpoint& checkpoint, const std::string& problem,
                         const std::string& hint) {
  throw base::Error(base::ErrorCode::kModel,
                    fmt::format("{}: {}", base::printable(checkpoint.name), problem), hint);
}

// The shape of a tensor without which nothing else can be understood.
const io::Shape& key_shape(const io::Checkpoint& checkpoint, const std::string& name,
                           std::size_t dimensions) {
  const auto found = checkpoint.tensors.find(name);
  if (found == checkpoint.tensors.end()) {
    refuse(checkpoint, fmt::format("no tensor '{}' among its {}", name, checkpoint.tensors.size()),
           "vitviz reads plain Vision Transformers with timm's tensor names");
  }
  const io::Shape& shape = found->second.shape;
  const bool sensible = std::all_of(shape.begin(), shape.end(), [](std::int64_t side) {
    return side >= 1 && side <= kLargestSide;
  });
  if (shape.size() != dimensions || !sensible) {
    refuse(checkpoint,
           fmt::format("'{}' is {}, expected {} dimensions of 1 to {} each", name,
                       io::to_string(shape), dimensions, kLargestSide),
           "");
  }
  return shape;
}

int count_blocks(const io::Checkpoint& checkpoint) {
  int count = 0;
  while (checkpoint.tensors.count(fmt::format("blocks.{}.norm1.weight", count)) > 0) ++count;
  return count;
}

std::vector<PrefixToken> prefix_tokens(const io::Checkpoint& checkpoint) {
  std::vector<PrefixToken> prefix = {PrefixToken::kCls};
  if (checkpoint.tensors.count("reg_token") > 0) {
    const auto registers = key_shape(checkpoint, "reg_token", 3)[1];
    prefix.insert(prefix.end(), static_cast<std::size_t>(registers), PrefixToken::kRegister);
  }
  return prefix;
}

// The rows of pos_embed that belong to prefix tokens: all of them, or CLS alone. What is left must
// be the square grid the model was trained on.
int prefix_positions(const io::Checkpoint& checkpoint, std::int64_t rows, int prefix_count) {
  for (const int candidate : {prefix_count, 1}) {
    const auto side = std::llround(std::sqrt(static_cast<double>(rows - candidate)));
    if (rows > candidate && side * side == rows - candidate) return candidate;
  }
  refuse(checkpoint,
         fmt::format("'pos_embed' has {} rows, expected a square number of patches and {} or 1 "
                     "prefix tokens",
                     rows, prefix_count),
         "");
}

int number_of_heads(const io::Checkpoint& checkpoint, int width, const Hints& hints,
                    std::vector<std::string>& assumptions) {
  constexpr int kUsualHeadWidth = 64;
  int heads = 0;
  if (hints.heads) {
    heads = *hints.heads;
  } else if (const auto said = Metadata(checkpoint).count("num_heads", kMostHeads)) {
    heads = *said;
  } else if (width % kUsualHeadWidth == 0) {
    heads = width / kUsualHeadWidth;
    assumptions.push_back(fmt::format("{} heads of {} (--heads)", heads, kUsualHeadWidth));
  }
  if (heads < 1 || width % heads != 0) {
    refuse(checkpoint,
           heads < 1 ? fmt::format("the number of heads is not known for width {}", width)
                     : fmt::format("width {} cannot be shared out to {} heads", width, heads),
           "give the number of heads with --heads");
  }
  return heads;
}

void describe_preparation(const Metadata& metadata, const Hints& hints, Blueprint& blueprint) {
  const auto mean = hints.mean ? hints.mean : metadata.per_channel("image_mean");
  const auto std = hints.std ? hints.std : metadata.per_channel("image_std");
  if (mean) blueprint.mean = *mean;
  if (std) blueprint.std = *std;
  for (const float value : blueprint.std) {
    if (!(value > 0)) metadata.refuse("image_std", "numbers above 0");
  }
  if (!mean || !std) {
    blueprint.assumptions.push_back(
        fmt::format("mean {:g} and std {:g}, as timm's ViTs have (--mean, --std)",
                    blueprint.mean[0], blueprint.std[0]));
  }
  const std::string filter = metadata.text("interpolation").value_or("bicubic");
  if (filter != "bicubic" && filter != "bilinear") {
    metadata.refuse("interpolation", "bicubic or bilinear");
  }
  if (filter == "bilinear") blueprint.photo_filter = PhotoFilter::kBilinear;
}

Blueprint describe(const io::Checkpoint& checkpoint, const std::string& name, const Hints& hints) {
  const Metadata metadata(checkpoint);
  const io::Shape& patch_shape = key_shape(checkpoint, "patch_embed.proj.weight", 4);
  const io::Shape& position_shape = key_shape(checkpoint, "pos_embed", 3);

  Blueprint blueprint;
  blueprint.name = metadata.text("name").value_or(name);
  blueprint.family = "ViT";
  blueprint.width = static_cast<int>(patch_shape[0]);
  blueprint.patch = static_cast<int>(patch_shape[2]);
  if (blueprint.patch > kLargestPatch) {
    refuse(checkpoint, fmt::format("a patch of {0} x {0} pixels", blueprint.patch), "");
  }
  blueprint.blocks = count_blocks(checkpoint);
  if (blueprint.blocks == 0) refuse(checkpoint, "no block: 'blocks.0.norm1.weight' is missing", "");
  blueprint.mlp_width = static_cast<int>(key_shape(checkpoint, "blocks.0.mlp.fc1.weight", 2)[0]);
  blueprint.prefix = prefix_tokens(checkpoint);
  blueprint.heads = number_of_heads(checkpoint, blueprint.width, hints, blueprint.assumptions);

  const int prefix_rows = prefix_positions(checkpoint, position_shape[1], blueprint.prefix_count());
  const int side = static_cast<int>(
      std::lround(std::sqrt(static_cast<double>(position_shape[1] - prefix_rows))));
  blueprint.trained_grid = {side, side};
  blueprint.norm_epsilon = metadata.positive("layer_norm_eps").value_or(1e-6F);
  describe_preparation(metadata, hints, blueprint);
  blueprint.default_size =
      metadata.count("default_size", kLargestDefaultSize).value_or(side * blueprint.patch);
  return blueprint;
}

// Reads the tensors that a blueprint asks for.
class WeightsReader {
 public:
  WeightsReader(const io::Checkpoint& checkpoint, const Blueprint& blueprint)
      : blueprint_(blueprint), tensors_(checkpoint) {}

  Weights read(std::int64_t position_rows) {
    const int patch = blueprint_.patch;
    const int width = blueprint_.width;
    const int registers = blueprint_.prefix_count() - 1;
    Weights weights;
    weights.patch_embedding =
        tensors_.linear("patch_embed.proj", 3 * patch * patch, width, {width, 3, patch, patch});
    const tensor::Matrix cls = tensors_.matrix("cls_token", {1, 1, width}, width);
    const tensor::Matrix register_tokens =
        registers > 0 ? tensors_.matrix("reg_token", {1, registers, width}, width)
                      : tensor::Matrix(0, width);
    const tensor::Matrix positions = tensors_.matrix("pos_embed", {1, position_rows, width}, width);
    for (int i = 0; i < blueprint_.blocks; ++i) weights.blocks.push_back(read_block(i));
    weights.norm = tensors_.layer_norm("norm", width, blueprint_.norm_epsilon);
    note_strangers();
    tensors_.throw_problems();

    weights.prefix.resize(1 + registers, width);
    weights.prefix << cls, register_tokens;
    weights.positions = positions.bottomRows(blueprint_.trained_grid.count());
    const Eigen::Index prefix_rows = position_rows - blueprint_.trained_grid.count();
    weights.prefix.topRows(prefix_rows) += positions.topRows(prefix_rows);
    return weights;
  }

 private:
  BlockWeights read_block(int index) {
    const std::string block = fmt::format("blocks.{}.", index);
    const int width = blueprint_.width;
    const float epsilon = blueprint_.norm_epsilon;
    return {tensors_.layer_norm(block + "norm1", width, epsilon),
            tensors_.linear_part(block + "attn.qkv", width, width, 0, 3),
            tensors_.linear_part(block + "attn.qkv", width, width, 1, 3),
            tensors_.linear_part(block + "attn.qkv", width, width, 2, 3),
            tensors_.linear(block + "attn.proj", width, width),
            tensors_.layer_norm(block + "norm2", width, epsilon),
            tensors_.linear(block + "mlp.fc1", width, blueprint_.mlp_width),
            tensors_.linear(block + "mlp.fc2", blueprint_.mlp_width, width)};
  }

  // A tensor that a plain ViT does not have changes what the network computes: to leave it out
  // silently would draw a wrong picture.
  void note_strangers() {
    for (const std::string& name : tensors_.unused()) {
      if (name.rfind("head.", 0) == 0) continue;
      tensors_.note(fmt::format("'{}' has no place in a plain ViT", name));
    }
  }

  const Blueprint& blueprint_;
  TensorReader tensors_;
};

}  // namespace

VisionTransformer load_timm_vit(const io::Checkpoint& checkpoint, const std::string& name,
                                const Hints& hints) {
  Blueprint blueprint = describe(checkpoint, name, hints);
  Weights weights =
      WeightsReader(checkpoint, blueprint).read(key_shape(checkpoint, "pos_embed", 3)[1]);
  return {std::move(blueprint), std::move(weights)};
}

}  // namespace vitviz::model
