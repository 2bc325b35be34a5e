// SPDX-License-Identifier: Apache-2.0
#include "model/block_reader.h"

#include <string>

#include "model/describe.h"

namespace vitviz::model {
namespace {

// Names and sizes of one block at hand.
class BlockReader {
 public:
  BlockReader(TensorReader& reader, const Family& family, const Blueprint& blueprint, int index)
      : reader_(reader),
        names_(family.names.in_block),
        blueprint_(blueprint),
        prefix_(block_prefix(family.names, index)),
        first_prefix_(block_prefix(family.names, 0)) {}

  BlockWeights read() {
    const int width = blueprint_.width;
    BlockWeights w;
    w.norm1 = {norm(names_.norm1, width), norm_of_prefix(names_.norm1)};
    w.query = {projected(names_.query, 0, ""), of_prefix(names_.query, 0)};
    w.key = {projected(names_.key, 1, ""), of_prefix(names_.key, 1)};
    w.value = {projected(names_.value, 2, ""), of_prefix(names_.value, 2)};
    w.query_norm = optional_norm(names_.query_norm, blueprint_.head_width());
    w.key_norm = optional_norm(names_.key_norm, blueprint_.head_width());
    w.mixed_norm = optional_norm(names_.mixed_norm, width);
    if (!names_.extra_key.empty() && reader_.has(full(names_.extra_key))) {
      w.extra_key = reader_.flat_vector(full(names_.extra_key), width);
      w.extra_value = reader_.flat_vector(full(names_.extra_value), width);
    }
    w.projection = scaled(names_.projection, width, names_.scale1);
    w.norm2 = {norm(names_.norm2, width), norm_of_prefix(names_.norm2)};
    read_mlp(w);
    return w;
  }

 private:
  // CLS-specialised layers (Marouani et al., 2026) carry this after the layer's name. No checkpoint
  // was released, so the name is ours: "blocks.3.norm1_cls.weight".
  static constexpr const char* kOfPrefix = "_cls";

  std::string full(std::string_view name) const { return prefix_ + std::string(name); }

  bool has_layer(std::string_view name) const {
    return !name.empty() && reader_.has(full(name) + ".weight");
  }

  nn::LayerNorm norm(std::string_view name, int width) {
    return reader_.layer_norm(full(name), width, blueprint_.norm_epsilon);
  }

  std::optional<nn::LayerNorm> optional_norm(std::string_view name, int width) {
    if (!has_layer(name)) return std::nullopt;
    return norm(name, width);
  }

  std::optional<nn::LayerNorm> norm_of_prefix(std::string_view name) {
    return optional_norm(std::string(name) + kOfPrefix, blueprint_.width);
  }

  // Whether a layer has a bias is the same for all blocks: the first one tells.
  Bias bias_of(const std::string& name) const {
    return reader_.has(first_prefix_ + name + ".bias") ? Bias::kRequired : Bias::kOptional;
  }

  // Some families fuse queries, keys and values in one of their containers and not in another.
  bool is_fused() const {
    return !names_.qkv.empty() && (names_.query.empty() || has_layer(names_.qkv));
  }

  // Queries, keys or values: a layer of their own, or a third of one layer.
  nn::Linear projected(std::string_view own, int third, const std::string& suffix) {
    const int width = blueprint_.width;
    if (is_fused()) {
      const std::string name = std::string(names_.qkv) + suffix;
      return reader_.linear(full(name), width, width, bias_of(name), {third, 3});
    }
    const std::string name = std::string(own) + suffix;
    return reader_.linear(full(name), width, width, bias_of(name));
  }

  std::optional<nn::Linear> of_prefix(std::string_view own, int third) {
    const std::string name = std::string(is_fused() ? names_.qkv : own) + kOfPrefix;
    if (!has_layer(name)) return std::nullopt;
    return projected(own, third, kOfPrefix);
  }

  // A layer with the LayerScale after it; where CLS has a scale of its own, twice.
  PerToken<nn::Linear> scaled(std::string_view name, int in, std::string_view scale) {
    PerToken<nn::Linear> layer;
    layer.patches = reader_.scaled_linear(full(name), in, blueprint_.width, read_scale(scale, ""));
    const tensor::Vector of_cls = read_scale(scale, kOfPrefix);
    if (of_cls.size() > 0) {
      layer.prefix = reader_.scaled_linear(full(name), in, blueprint_.width, of_cls);
    }
    return layer;
  }

  // "ls1.gamma" and "_cls" → the tensor "ls1_cls.gamma"; "gamma_1" → "gamma_1_cls".
  tensor::Vector read_scale(std::string_view scale, std::string_view suffix) {
    if (scale.empty()) return {};
    std::string name = full(scale);
    const std::size_t dot = scale.find('.');
    name.insert(dot == std::string_view::npos ? name.size() : prefix_.size() + dot, suffix);
    return reader_.has(name) ? reader_.vector(name, blueprint_.width) : tensor::Vector();
  }

  void read_mlp(BlockWeights& w) {
    const int width = blueprint_.width;
    const int hidden = blueprint_.mlp_width;
    if (has_layer(names_.gate_and_expand)) {
      const std::string both = full(names_.gate_and_expand);
      w.gate = reader_.linear(both, width, hidden, Bias::kOptional, {0, 2});
      w.expand = reader_.linear(both, width, hidden, Bias::kOptional, {1, 2});
    } else {
      if (has_layer(names_.gate)) {
        w.gate = reader_.linear(full(names_.gate), width, hidden, Bias::kOptional);
      }
      const bool other_name = w.gate && !names_.expand_of_gate.empty();
      w.expand = reader_.linear(full(other_name ? names_.expand_of_gate : names_.expand), width,
                                hidden, Bias::kOptional);
    }
    w.hidden_norm = optional_norm(names_.hidden_norm, hidden);
    w.contract = scaled(
        w.gate && !names_.contract_of_gate.empty() ? names_.contract_of_gate : names_.contract,
        hidden, names_.scale2);
  }

  TensorReader& reader_;
  const BlockNames& names_;
  const Blueprint& blueprint_;
  std::string prefix_;
  std::string first_prefix_;  // of block 0
};

}  // namespace

BlockWeights read_block(TensorReader& reader, const Family& family, const Blueprint& blueprint,
                        int index) {
  return BlockReader(reader, family, blueprint, index).read();
}

}  // namespace vitviz::model
