// SPDX-License-Identifier: Apache-2.0
// Checkpoints as users have them: wrapped, renamed, moved away from the files that describe them.
#include <string>

#include <doctest/doctest.h>

#include "base/error.h"
#include "checkpoint/assemble.h"
#include "checkpoint/find_network.h"
#include "checkpoint/read_checkpoint.h"
#include "support/npy_reader.h"

namespace vitviz::checkpoint {
namespace {

// Width 48, patches of 8, 6 × 6 of them, CLS and two registers.
io::Checkpoint synthetic() { return read_checkpoint(test::reference("vit/synthetic.safetensors")); }

model::Blueprint blueprint_of(const io::Checkpoint& checkpoint, const Hints& hints = {}) {
  Network network = find_network(checkpoint, hints);
  return assemble(std::move(network.tensors), network.family, network.facts, hints, "name")
      .blueprint();
}

std::string refusal_of(const io::Checkpoint& checkpoint, const Hints& hints = {}) {
  try {
    static_cast<void>(blueprint_of(checkpoint, hints));
  } catch (const base::Error& error) {
    return std::string(error.what()) + " | " + error.hint();
  }
  return "";
}

bool says(const std::string& text, const std::string& part) {
  INFO(text);
  return text.find(part) != std::string::npos;
}

bool assumes(const model::Blueprint& blueprint, const std::string& part) {
  for (const std::string& assumption : blueprint.assumptions) {
    if (says(assumption, part)) return true;
  }
  return false;
}

io::Checkpoint behind(const std::string& prefix, io::Checkpoint checkpoint) {
  std::map<std::string, io::StoredTensor, std::less<>> tensors;
  for (auto& [name, stored] : checkpoint.tensors) tensors[prefix + name] = std::move(stored);
  checkpoint.tensors = std::move(tensors);
  return checkpoint;
}

TEST_CASE("what lies beside a network's prefix has no part in it") {
  for (const std::string prefix : {"vit.", "backbone.vit.", "a/b.trunk/"}) {
    CAPTURE(prefix);
    io::Checkpoint checkpoint = behind(prefix, synthetic());
    checkpoint.tensors["classifier.weight"] = checkpoint.tensors.begin()->second;
    checkpoint.tensors["backbone.mask_token"] = checkpoint.tensors.begin()->second;
    checkpoint.tensors["decode_head.layer1.0.conv1.weight"] = checkpoint.tensors.begin()->second;
    CHECK(blueprint_of(checkpoint).blocks == 3);
  }
}

TEST_CASE("a stranger is refused with what leaves it out, and left out") {
  io::Checkpoint checkpoint = synthetic();
  checkpoint.tensors["class_weights"] = checkpoint.tensors.at("norm.bias");
  const std::string refusal = refusal_of(checkpoint);
  CHECK(says(refusal, "'class_weights' has no place in ViT"));
  CHECK(says(refusal, "ignore"));
  CHECK_FALSE(says(refusal, "incomplete"));
  Hints hints;
  hints.ignore = {"class_*"};
  CHECK(blueprint_of(checkpoint, hints).blocks == 3);
  hints.ignore = {"other_*"};
  CHECK(says(refusal_of(checkpoint, hints), "has no tensor that"));
  checkpoint.tensors.erase("class_weights");
  checkpoint.tensors["mask_token"] = checkpoint.tensors.at("cls_token");
  CHECK(blueprint_of(checkpoint).blocks == 3);
}

TEST_CASE("the trained grid is what the user says, or a file, or else a square") {
  io::Checkpoint checkpoint = synthetic();
  checkpoint.metadata["config.model_args.img_size"] = "32,72";
  CHECK(blueprint_of(checkpoint).trained_grid == tensor::PatchGrid{4, 9});
  CHECK(blueprint_of(checkpoint).default_size == 32);
  checkpoint.metadata["config.model_args.img_size"] = "224";  // fits no table of this file
  CHECK(blueprint_of(checkpoint).trained_grid == tensor::PatchGrid{6, 6});
  Hints hints;
  hints.grid = {9, 4};
  CHECK(blueprint_of(checkpoint, hints).trained_grid == tensor::PatchGrid{9, 4});
  hints.grid = {9, 5};
  CHECK(says(refusal_of(checkpoint, hints), "need another number"));
}

TEST_CASE("heads, grid and arithmetic that no file says are told") {
  io::Checkpoint checkpoint = read_checkpoint(test::reference("s4_timm_augreg/model.safetensors"));
  checkpoint.metadata.clear();
  Hints hints;
  hints.heads = 3;
  const model::Blueprint blueprint = blueprint_of(checkpoint, hints);
  CHECK(assumes(blueprint, "grid of"));
  CHECK(assumes(blueprint, "exact GELU and epsilon 1e-06"));
  CHECK(assumes(blueprint, "mean 0.5,0.5,0.5"));
  CHECK(assumes(blueprint, "bicubic resampling of photos"));
  CHECK_FALSE(assumes(blueprint, "heads"));
}

TEST_CASE("a model of one channel needs mean and std of grey, others are refused") {
  io::Checkpoint checkpoint = synthetic();
  checkpoint.metadata.clear();
  io::StoredTensor& patches = checkpoint.tensors["patch_embed.proj.weight"];
  patches.shape[1] = 1;
  Hints hints;
  hints.heads = 3;
  CHECK(says(refusal_of(checkpoint, hints), "its patches have 1 channel"));
  patches.shape[1] = 4;
  CHECK(says(refusal_of(checkpoint, hints), "its patches have 4 channels"));
}

TEST_CASE("an architecture that config.json names is refused by its name") {
  io::Checkpoint checkpoint = synthetic();
  checkpoint.metadata["config.architecture"] = "naflexvit_base_patch16_gap";
  CHECK(says(refusal_of(checkpoint), "is 'naflexvit_base_patch16_gap', a NaFlexViT"));
  checkpoint.metadata.erase("config.architecture");
  checkpoint.metadata["config.model_type"] = "vitpose_backbone";
  CHECK(says(refusal_of(checkpoint), "is 'vitpose_backbone', a ViTPose"));
  checkpoint.metadata["config.model_type"] = "vit";
  checkpoint.metadata["config.hidden_act"] = "relu";
  const std::string relu = refusal_of(checkpoint);
  CHECK(says(relu, "says hidden_act = 'relu', which vitviz does not compute"));
  CHECK_FALSE(says(relu, "get it again"));
  checkpoint.metadata["config.model_type"] = "unheard-of";
  checkpoint.metadata.erase("config.hidden_act");
  checkpoint.tensors["blocks.0.odd"] = checkpoint.tensors.at("norm.bias");
  CHECK(says(refusal_of(checkpoint), "its config.json calls it 'unheard-of'"));
}

TEST_CASE("counts of a config.json agree with the file, or it is of another network") {
  io::Checkpoint checkpoint = synthetic();
  checkpoint.metadata["config.model_type"] = "vit";
  checkpoint.metadata["config.num_hidden_layers"] = "12";
  CHECK(assumes(blueprint_of(checkpoint), "3 blocks are all that is wanted, of 12"));
  checkpoint.metadata.emplace("config.num_register_tokens", "4");
  CHECK(says(refusal_of(checkpoint), "its config.json says 4 registers, 2 are there"));
  checkpoint.metadata["config.hidden_size"] = "768";
  Hints hints;
  hints.heads = 3;
  CHECK(assumes(blueprint_of(checkpoint, hints),
                "its config.json is of another network, of width 768"));
}

TEST_CASE("of two models the one that its authors evaluate is drawn, and both are told") {
  io::Checkpoint checkpoint = behind("module.base_encoder.", synthetic());
  io::Checkpoint momentum = behind("module.momentum_encoder.", synthetic());
  checkpoint.tensors.merge(momentum.tensors);
  CHECK(assumes(blueprint_of(checkpoint),
                "'module.base_encoder.', not 'module.momentum_encoder.' beside it"));
}

TEST_CASE("a classifier in the place of the family's is read") {
  io::Checkpoint checkpoint = synthetic();
  const io::StoredTensor square = checkpoint.tensors.at("blocks.0.attn.proj.weight");
  const io::StoredTensor bias = checkpoint.tensors.at("norm.bias");
  checkpoint.tensors["head.1.weight"] = square;
  checkpoint.tensors["head.1.bias"] = bias;
  CHECK(blueprint_of(checkpoint).classes == 48);
  checkpoint.tensors["head.3.weight"] = square;  // two layers are another network
  CHECK(blueprint_of(checkpoint).classes == 0);
}

TEST_CASE("the gate of one block cannot be lost") {
  io::Checkpoint checkpoint =
      read_checkpoint(test::reference("families/hf_dinov3_gated/model.safetensors"));
  for (const std::string block : {"0", "1"}) {
    CAPTURE(block);
    const std::string gate = "layer." + block + ".mlp.gate_proj.weight";
    const auto removed = checkpoint.tensors.extract(gate);
    CHECK(says(refusal_of(checkpoint), "'" + gate + "' is missing"));
    checkpoint.tensors[gate] = removed.mapped();
  }
}

TEST_CASE("heads that together are wider than a token are refused by that reason") {
  io::Checkpoint checkpoint =
      read_checkpoint(test::reference("families/variants/vit_pytorch/model.pt"));
  for (const char* block : {"0", "1"}) {
    const std::string attention = std::string("transformer.layers.") + block + ".0.";
    checkpoint.tensors.at(attention + "to_qkv.weight").shape = {576, 48};
    checkpoint.tensors.at(attention + "to_out.0.weight").shape = {48, 192};
  }
  Hints hints;
  hints.heads = 3;
  const std::string refusal = refusal_of(checkpoint, hints);
  CHECK(says(refusal, "its heads are 192 wide together, its tokens 48"));
  CHECK_FALSE(says(refusal, "incomplete"));
}

TEST_CASE("patches that OpenMMLab embeds without a bias are told") {
  Hints hints;
  hints.heads = 3;
  const auto of = [&](const std::string& variant) {
    return blueprint_of(
        read_checkpoint(test::reference("families/variants/" + variant + "/model.pth")), hints);
  };
  CHECK(assumes(of("mmsegmentation_options"), "without a bias"));
  CHECK_FALSE(assumes(of("mmsegmentation"), "without a bias"));
}

}  // namespace
}  // namespace vitviz::checkpoint
