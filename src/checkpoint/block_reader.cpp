// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/block_reader.h"

#include <string>

#include "checkpoint/key_tensors.h"

namespace vitviz::checkpoint {
namespace {

// Names and sizes of one block at hand.
class BlockReader {
 public:
  BlockReader(TensorReader& reader, const families::Family& family,
              const model::Blueprint& blueprint, int index, const NamesInBlocks& of_any_block)
      : reader_(reader),
        family_(family),
        names_(family.names.in_block),
        blueprint_(blueprint),
        of_any_block_(of_any_block),
        prefix_(block_prefix(family.names, index)) {}

  model::BlockWeights read() {
    const int width = blueprint_.width;
    model::BlockWeights w;
    w.norm1 = {norm(names_.norm1, width), norm_of_prefix(names_.norm1)};
    w.query = {projected(names_.query, 0, ""), of_prefix(names_.query, 0)};
    w.key = {projected(names_.key, 1, ""), of_prefix(names_.key, 1)};
    w.value = {projected(names_.value, 2, ""), of_prefix(names_.value, 2)};
    w.query_norm = norm_of_all(names_.query_norm, blueprint_.head_width());
    w.key_norm = norm_of_all(names_.key_norm, blueprint_.head_width());
    w.output_norm = norm_of_all(names_.output_norm, width);
    if (!names_.extra_key.empty() && any_block_has(std::string(names_.extra_key))) {
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

  std::optional<nn::LayerNorm> norm_of_all(std::string_view name, int width) {
    if (name.empty() || !any_block_has(std::string(name) + ".weight")) return std::nullopt;
    return norm(name, width);
  }

  std::optional<nn::LayerNorm> norm_of_prefix(std::string_view name) {
    const std::string of_prefix = std::string(name) + kOfPrefix;
    if (!has_layer(of_prefix)) return std::nullopt;
    return norm(of_prefix, blueprint_.width);
  }

  // What one block has, the others have as well: where it is missing, the file is damaged.
  bool any_block_has(const std::string& tensor) const { return of_any_block_.count(tensor) > 0; }

  Bias bias_of(std::string_view name) const {
    return any_block_has(std::string(name) + ".bias") ? Bias::kRequired : Bias::kOptional;
  }

  Bias bias_after_attention(std::string_view name) const {
    return family_.layers_may_lack_bias ? bias_of(name) : Bias::kRequired;
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
      return reader_.linear(full(name), width, width, bias_of(names_.qkv), {third, 3});
    }
    const std::string name = std::string(own) + suffix;
    return reader_.linear(full(name), width, width, bias_of(own));
  }

  std::optional<nn::Linear> of_prefix(std::string_view own, int third) {
    const std::string name = std::string(is_fused() ? names_.qkv : own) + kOfPrefix;
    if (!has_layer(name)) return std::nullopt;
    return projected(own, third, kOfPrefix);
  }

  // A layer with the LayerScale after it; where CLS has a scale of its own, twice.
  model::PatchAndPrefix<nn::Linear> scaled(std::string_view name, int in, std::string_view scale) {
    model::PatchAndPrefix<nn::Linear> layer;
    const Bias bias = bias_after_attention(name);
    layer.patches =
        reader_.scaled_linear(full(name), in, blueprint_.width, read_scale(scale, ""), bias);
    const tensor::Vector of_cls = read_scale(scale, kOfPrefix);
    if (of_cls.size() > 0) {
      layer.prefix = reader_.scaled_linear(full(name), in, blueprint_.width, of_cls, bias);
    }
    return layer;
  }

  // "ls1.gamma" and "_cls" → the tensor "ls1_cls.gamma"; "gamma_1" → "gamma_1_cls".
  std::string name_of_scale(std::string_view scale, std::string_view suffix) const {
    std::string name = full(scale);
    const std::size_t dot = scale.find('.');
    return name.insert(dot == std::string_view::npos ? name.size() : prefix_.size() + dot, suffix);
  }

  // Either of a block's two scales, which go together.
  bool has_scales(std::string_view suffix) const {
    return reader_.has(name_of_scale(names_.scale1, suffix)) ||
           reader_.has(name_of_scale(names_.scale2, suffix));
  }

  tensor::Vector read_scale(std::string_view scale, std::string_view suffix) {
    if (scale.empty()) return {};
    const bool is_usual = suffix.empty();
    // Where CLS has layers of its own, blocks may differ.
    const bool alike =
        is_usual && !any_block_has(std::string(names_.norm1) + kOfPrefix + ".weight");
    const bool wanted = has_scales(suffix) || (is_usual && has_scales(kOfPrefix)) ||
                        (alike && any_block_has(std::string(scale)));
    return wanted ? reader_.vector(name_of_scale(scale, suffix), blueprint_.width)
                  : tensor::Vector();
  }

  // The layer that holds gate and fc1 one below the other, where there is one: timm calls it fc1.
  std::string_view packed_gate() const {
    if (names_.gate_and_fc1.empty()) return {};
    if (has_layer(names_.gate_and_fc1)) return names_.gate_and_fc1;
    const io::Shape shape = reader_.shape(full(names_.fc1) + ".weight");
    const bool twice = !shape.empty() && shape[0] == 2 * std::int64_t{blueprint_.mlp_width};
    return twice ? names_.fc1 : std::string_view();
  }

  nn::Linear hidden_layer(std::string_view name, Part part = {}) {
    return reader_.linear(full(name), blueprint_.width, blueprint_.mlp_width,
                          bias_after_attention(name), part);
  }

  void read_mlp(model::BlockWeights& w) {
    const int hidden = blueprint_.mlp_width;
    if (const std::string_view both = packed_gate(); !both.empty()) {
      w.mlp.gate = hidden_layer(both, {0, 2});
      w.mlp.fc1 = hidden_layer(both, {1, 2});
    } else {
      const bool gated =
          !names_.gate.empty() && any_block_has(std::string(names_.gate) + ".weight");
      if (gated) w.mlp.gate = hidden_layer(names_.gate);
      const bool other_name = w.mlp.gate && !names_.fc1_of_gate.empty();
      w.mlp.fc1 = hidden_layer(other_name ? names_.fc1_of_gate : names_.fc1);
    }
    w.mlp.hidden_norm = norm_of_all(names_.hidden_norm, hidden);
    const bool other_name = w.mlp.gate && has_layer(names_.fc2_of_gate);
    w.mlp.fc2 = scaled(other_name ? names_.fc2_of_gate : names_.fc2, hidden, names_.scale2);
  }

  TensorReader& reader_;
  const families::Family& family_;
  const families::BlockNames& names_;
  const model::Blueprint& blueprint_;
  const NamesInBlocks& of_any_block_;
  std::string prefix_;
};

}  // namespace

model::BlockWeights read_block(TensorReader& reader, const families::Family& family,
                               const model::Blueprint& blueprint, int index,
                               const NamesInBlocks& of_any_block) {
  return BlockReader(reader, family, blueprint, index, of_any_block).read();
}

}  // namespace vitviz::checkpoint
