// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/assemble.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "families/families.h"
#include "safetensors/safetensors.h"
#include "support/npy_reader.h"

namespace vitviz::checkpoint {
namespace {

io::Checkpoint synthetic() {
  return safetensors::read_safetensors_file(test::reference("vit/synthetic.safetensors"));
}

model::VisionTransformer load(const io::Checkpoint& checkpoint, const Hints& hints = {}) {
  const Facts facts = read_facts(checkpoint);
  TensorSet tensors = unwrap(checkpoint, hints.branch);
  const families::Family& family = families::recognise(tensors, facts);
  return assemble(std::move(tensors), family, facts, hints, "file name");
}

std::string refusal_of(const io::Checkpoint& checkpoint, const Hints& hints = {}) {
  try {
    static_cast<void>(load(checkpoint, hints));
  } catch (const base::Error& error) {
    CHECK(error.code() == base::ErrorCode::kModel);
    return std::string(error.what()) + " | " + error.hint();
  }
  return "";
}

bool contains(const std::string& text, const std::string& part) {
  INFO(text);
  CHECK(text.find(part) != std::string::npos);
  return text.find(part) != std::string::npos;
}

TEST_CASE("shapes and metadata fill the blueprint") {
  const model::VisionTransformer model = load(synthetic());
  const model::Blueprint& blueprint = model.blueprint();
  CHECK(blueprint.name == "synthetic");
  CHECK(blueprint.width == 48);
  CHECK(blueprint.heads == 3);
  CHECK(blueprint.blocks == 3);
  CHECK(blueprint.patch == 8);
  CHECK(blueprint.mlp_width == 192);
  CHECK(blueprint.prefix == std::vector{model::PrefixToken::kCls, model::PrefixToken::kRegister,
                                        model::PrefixToken::kRegister});
  CHECK(blueprint.trained_grid == tensor::PatchGrid{6, 6});
  CHECK(blueprint.default_size == 48);
  CHECK(blueprint.mean == tensor::PerChannel{0.485F, 0.456F, 0.406F});
  CHECK(blueprint.assumptions == std::vector<std::string>{"bicubic resampling of photos"});
}

TEST_CASE("hints overrule the file, and assumptions are told") {
  io::Checkpoint checkpoint = synthetic();
  checkpoint.metadata.clear();
  Hints hints;
  CHECK(contains(refusal_of(checkpoint), "the number of heads is not known for width 48"));
  hints.heads = 5;
  CHECK(contains(refusal_of(checkpoint, hints), "width 48 cannot be shared out to 5 heads"));
  hints.heads = 4;
  const model::VisionTransformer assumed = load(checkpoint, hints);
  CHECK(assumed.blueprint().name == "file name");
  CHECK(assumed.blueprint().heads == 4);
  // Grid, arithmetic, mean and std, resampling, and the order of LayerNorms.
  CHECK(assumed.blueprint().assumptions.size() == 5);
  hints.mean = {0.1F, 0.2F, 0.3F};
  hints.std = {1, 1, 1};
  const model::VisionTransformer told = load(checkpoint, hints);
  CHECK(told.blueprint().mean == *hints.mean);
  CHECK(told.blueprint().assumptions.size() == 4);
}

TEST_CASE("a head is ignored, any other stranger is refused") {
  io::Checkpoint checkpoint = synthetic();
  const io::StoredTensor some = checkpoint.tensors.at("norm.bias");
  checkpoint.tensors["head.weight"] = some;
  CHECK(refusal_of(checkpoint).empty());
  checkpoint.tensors["blocks.0.attn.gate"] = some;
  CHECK(contains(refusal_of(checkpoint), "'blocks.0.attn.gate' has no place in ViT"));
}

TEST_CASE("what is missing or misshaped is listed completely") {
  io::Checkpoint checkpoint = synthetic();
  checkpoint.tensors.erase("blocks.1.attn.qkv.bias");
  checkpoint.tensors["norm.weight"].shape = {24, 2};
  const std::string message = refusal_of(checkpoint);
  CHECK(contains(message, "'blocks.1.attn.qkv.bias' is missing, expected [144]"));
  CHECK(contains(message, "'norm.weight' is [24, 2], expected [48]"));
}

TEST_CASE("blocks that normalise after their layers are known by the architecture's name") {
  io::Checkpoint checkpoint = synthetic();
  checkpoint.metadata["config.architecture"] = "vit_base_patch16_rpn_224";
  CHECK(contains(refusal_of(checkpoint),
                 "is 'vit_base_patch16_rpn_224', whose blocks normalise after their layers"));
  checkpoint.metadata["config.architecture"] = "vit_base_patch16_224";
  CHECK(refusal_of(checkpoint).empty());
}

TEST_CASE("what one block has, no other may lack") {
  io::Checkpoint checkpoint = synthetic();
  const io::StoredTensor some = checkpoint.tensors.at("norm.bias");
  checkpoint.tensors["blocks.2.ls1.gamma"] = some;
  checkpoint.tensors.erase("blocks.0.attn.qkv.bias");
  checkpoint.tensors.erase("blocks.0.mlp.fc1.bias");
  const std::string message = refusal_of(checkpoint);
  CHECK(contains(message, "'blocks.0.ls1.gamma' is missing, expected [48]"));
  CHECK(contains(message, "'blocks.0.attn.qkv.bias' is missing, expected [144]"));
  CHECK(contains(message, "'blocks.0.mlp.fc1.bias' is missing, expected [192]"));
}

TEST_CASE("each tensor on which others depend is asked for by name") {
  for (const std::string name : {"pos_embed", "patch_embed.proj.weight", "blocks.0.norm1.weight",
                                 "blocks.0.mlp.fc1.weight", "cls_token"}) {
    CAPTURE(name);
    io::Checkpoint checkpoint = synthetic();
    checkpoint.tensors.erase(name);
    CHECK(contains(refusal_of(checkpoint), name));
  }
}

TEST_CASE("all key tensors that are missing are told at once") {
  io::Checkpoint checkpoint = synthetic();
  checkpoint.name = "FILE";
  checkpoint.tensors.erase("pos_embed");
  checkpoint.tensors.erase("blocks.0.mlp.fc1.weight");
  CHECK(refusal_of(checkpoint) ==
        "FILE: looks like ViT, but 'pos_embed' and 'blocks.0.mlp.fc1.weight' are missing | "
        "the file is incomplete, or of a family that vitviz does not read");
}

TEST_CASE("a model of videos is told from one of photos") {
  io::Checkpoint checkpoint = synthetic();
  checkpoint.tensors["patch_embed.proj.weight"].shape = {48, 3, 2, 8, 8};
  CHECK(contains(refusal_of(checkpoint), "its patches are of a video's frames or of a volume"));
}

TEST_CASE("shapes without sense are refused before anything is allocated") {
  for (const io::Shape& shape : {io::Shape{}, {48}, {0, 3, 8, 8}, {48, 3, 1 << 20, 1 << 20}}) {
    io::Checkpoint checkpoint = synthetic();
    checkpoint.tensors["patch_embed.proj.weight"].shape = shape;
    CHECK(contains(refusal_of(checkpoint), "'patch_embed.proj.weight' is " + io::to_string(shape)));
  }
  io::Checkpoint checkpoint = synthetic();
  checkpoint.tensors["pos_embed"].shape = {1, 40, 48};
  CHECK(contains(refusal_of(checkpoint), "'pos_embed' has 40 rows"));
}

TEST_CASE("metadata without sense are refused") {
  for (const auto& entry : std::vector<std::pair<std::string, std::string>>{
           {"num_heads", "three"}, {"image_std", "0,1,1"}, {"interpolation", "magic"}}) {
    const std::string& key = entry.first;
    const std::string& value = entry.second;
    CAPTURE(key);
    io::Checkpoint checkpoint = synthetic();
    checkpoint.metadata[key] = value;
    CHECK(contains(refusal_of(checkpoint), key));
  }
}

}  // namespace
}  // namespace vitviz::checkpoint
