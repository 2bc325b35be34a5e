// SPDX-License-Identifier: Apache-2.0
#include "program/bright_patches.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "support/safetensors_bytes.h"
#include "support/temporary_folder.h"

namespace vitviz::test {
namespace {

constexpr std::size_t kWidth = 4;  // D

// Collects tensors as a safetensors file has them.
class TensorFile {
 public:
  explicit TensorFile(nlohmann::json metadata) { header_["__metadata__"] = std::move(metadata); }

  // `values` may be left out: zeros.
  void add(const std::string& name, const std::vector<std::size_t>& shape,
           std::vector<float> values = {}) {
    values.resize(std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>()));
    const std::size_t begin = data_.size();
    data_.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float));
    header_[name] = {{"dtype", "F32"}, {"shape", shape}, {"data_offsets", {begin, data_.size()}}};
  }

  void add_norm(const std::string& name) {
    add(name + ".weight", {kWidth}, std::vector<float>(kWidth, 1.0F));
    add(name + ".bias", {kWidth});
  }

  void add_linear(const std::string& name, std::size_t in, std::size_t out) {
    add(name + ".weight", {out, in});
    add(name + ".bias", {out});
  }

  [[nodiscard]] std::vector<std::byte> bytes() const { return safetensors(header_.dump(), data_); }

 private:
  nlohmann::json header_;
  std::string data_;
};

void add_patch_embedding(TensorFile& file, const BrightPatches& model) {
  const auto side = static_cast<std::size_t>(model.patch);
  const std::size_t numbers = 3 * side * side;
  const float each = model.gain / static_cast<float>(numbers);
  std::vector<float> weight(2 * numbers, each);
  std::fill(weight.begin() + static_cast<std::ptrdiff_t>(numbers), weight.end(), -each);
  file.add("patch_embed.proj.weight", {kWidth, 3, side, side}, weight);
  file.add("patch_embed.proj.bias", {kWidth}, {0, 0, 1, -1});
}

void add_attention(TensorFile& file, const BrightPatches& model) {
  std::vector<float> weight(3 * kWidth * kWidth);
  weight[kWidth * kWidth] = 1;  // the first number of a key is that of its token
  const float query =
      std::sqrt(2.0F) * model.sharpness * std::sqrt(model.gain * model.gain + 1) / model.gain;
  file.add("blocks.0.attn.qkv.weight", {3 * kWidth, kWidth}, weight);
  file.add("blocks.0.attn.qkv.bias", {3 * kWidth}, {query});
  file.add_linear("blocks.0.attn.proj", kWidth, kWidth);
}

}  // namespace

double logit_of(double brightness, const BrightPatches& model) {
  const double gain = model.gain;
  const double sharpness = model.sharpness;
  return sharpness * brightness * std::sqrt(gain * gain + 1) /
         std::sqrt(gain * gain * brightness * brightness + 1);
}

void write_model(const std::filesystem::path& path, const BrightPatches& model) {
  TensorFile file(
      {{"num_heads", "1"}, {"image_mean", "0.5,0.5,0.5"}, {"image_std", "0.5,0.5,0.5"}});
  file.add("cls_token", {1, 1, kWidth}, {0, 0, 1, -1});
  file.add("pos_embed", {1, 2, kWidth});
  add_patch_embedding(file, model);
  file.add_norm("blocks.0.norm1");
  add_attention(file, model);
  file.add_norm("blocks.0.norm2");
  file.add_linear("blocks.0.mlp.fc1", kWidth, kWidth);
  file.add_linear("blocks.0.mlp.fc2", kWidth, kWidth);
  file.add_norm("norm");
  write_bytes(path, file.bytes());
}

}  // namespace vitviz::test
