// SPDX-License-Identifier: Apache-2.0
#include "families/nearest_family.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "families/families.h"
#include "support/thrown_error.h"

namespace vitviz::families {
namespace {

using TensorNames = std::vector<std::string>;

checkpoint::TensorSet with(const TensorNames& names, const std::string& file = "FILE") {
  io::Checkpoint checkpoint;
  checkpoint.name = file;
  for (const std::string& name : names) checkpoint.tensors[name] = {};
  return checkpoint::unwrap(checkpoint, checkpoint::Branch::kTeacher);
}

std::string refusal_of(const checkpoint::TensorSet& tensors, const checkpoint::Facts& facts = {}) {
  const auto error = test::error_of([&] { (void)families::recognise(tensors, facts); });
  if (!error) return "";
  CHECK(error->code() == base::ErrorCode::kModel);
  return std::string(error->what()) + " | " + error->hint();
}

const TensorNames kTorchvision = {"conv_proj.weight", "encoder.pos_embedding",
                                  "encoder.layers.encoder_layer_0.ln_1.weight",
                                  "encoder.layers.encoder_layer_0.self_attention.in_proj_weight",
                                  "encoder.layers.encoder_layer_0.mlp.0.weight"};

constexpr const char* kIncomplete =
    " | the file is incomplete, or of a family that vitviz does not read";

TEST_CASE("the nearest family is named, with all that is missing") {
  CHECK(refusal_of(with(kTorchvision)) ==
        std::string("FILE: looks most like ViT (torchvision), but 'class_token' is missing") +
            kIncomplete);
  CHECK(refusal_of(with({"visual.conv1.weight", "visual.transformer.resblocks.0.ln_1.weight",
                         "visual.transformer.resblocks.0.attn.in_proj_weight"})) ==
        std::string("FILE: looks most like OpenCLIP, but 'visual.positional_embedding', "
                    "'visual.transformer.resblocks.0.mlp.c_fc.weight' and "
                    "'visual.class_embedding' are missing") +
            kIncomplete);
}

TEST_CASE("of families that are as near, the plainest is named") {
  CHECK(refusal_of(with({"embeddings.cls_token", "embeddings.position_embeddings"})) ==
        std::string("FILE: looks most like ViT (Hugging Face), but "
                    "'embeddings.patch_embeddings.projection.weight', "
                    "'encoder.layer.0.layernorm_before.weight', "
                    "'encoder.layer.0.intermediate.dense.weight' and "
                    "'encoder.layer.0.attention.attention.query.weight' are missing") +
            kIncomplete);
}

TEST_CASE("a family may be told by a tensor beside the tower") {
  CHECK(refusal_of(with({"vision_model.embeddings.patch_embedding.weight",
                         "vision_model.embeddings.position_embedding.weight",
                         "vision_model.encoder.layers.0.layer_norm1.weight",
                         "vision_model.encoder.layers.0.self_attn.q_proj.weight",
                         "vision_model.encoder.layers.0.mlp.fc1.weight"})) ==
        std::string("FILE: looks most like SigLIP (Hugging Face), but lacks what tells it apart: "
                    "vision_model's names, without class_embedding") +
            " | it is a variant of the family, or of another, that vitviz does not read");
}

TEST_CASE("a model behind a prefix that nobody knows is named with it") {
  TensorNames names;
  for (const char* name : {"patch_embed.proj.weight", "pos_embed", "cls_token",
                           "blocks.0.norm1.weight", "blocks.0.attn.qkv.weight",
                           "blocks.0.mlp.fc1.weight", "blocks.0.ls1.gamma", "mask_token"}) {
    names.push_back("state_dict/net." + std::string(name));
  }
  CHECK(refusal_of(with(names)) ==
        "FILE: looks like DINOv2, but its names begin with 'net.' | "
        "save that part by itself, without this beginning of its names");
}

TEST_CASE("what is near to nothing is told by its first tensor and its config.json") {
  const std::string hint = " | the README's section on models lists the families that vitviz reads";
  const checkpoint::TensorSet strange = with({"alpha.weight", "beta.weight"});
  CHECK(refusal_of(strange) ==
        "FILE: no family of Vision Transformers has its 2 tensors, the first is 'alpha.weight'" +
            hint);
  checkpoint::Facts facts;
  facts.model_type = "timesfm";
  CHECK(refusal_of(strange, facts) ==
        "FILE: no family of Vision Transformers has its 2 tensors, the first is 'alpha.weight'; "
        "its config.json says 'timesfm'" +
            hint);
}

TEST_CASE("the hint is what would help: the other branch, or all shards") {
  TensorNames both = {"student/cls_token", "student/patch_embed.proj.weight"};
  for (const std::string& name : kTorchvision) both.push_back("teacher/" + name);
  CHECK(refusal_of(with(both)) ==
        "FILE: looks most like ViT (torchvision), but 'class_token' is missing | "
        "the file's other model may fit: branch student");
  CHECK(refusal_of(with(kTorchvision, "model-00001-of-00002.safetensors")) ==
        "model-00001-of-00002.safetensors: looks most like ViT (torchvision), but 'class_token' is "
        "missing | the file is one of several: name their folder, or the file that ends in "
        ".index.json");
}

// Each family is asked how near it comes, and prepares what it finds for that.
TEST_CASE("a tensor with more or fewer dimensions than its name promises is read by nobody") {
  const std::vector<float> zeros(16);
  const io::Shape shapes[] = {{}, {16}, {4, 4}, {2, 2, 4}, {2, 2, 2, 2}, {1, 2, 2, 2, 2}};
  for (const char* name :
       {"embedding/kernel", "Transformer/encoderblock_0/MlpBlock_3/Dense_0/kernel", "head/kernel",
        "Transformer/encoderblock_0/MultiHeadDotProductAttention_1/query/kernel",
        "Transformer/encoderblock_0/MultiHeadDotProductAttention_1/out/kernel", "pos_embed",
        "encoder.embed_positions.A.weight", "embeddings.patch_embedding.weight", "head.weight",
        "blocks.0.attn.relative_position_bias_table", "blocks.0.attn.qkv.bias_mask"}) {
    for (const io::Shape& shape : shapes) {
      io::Checkpoint checkpoint;
      checkpoint.name = "FILE";
      const std::size_t count = shape.empty() ? 1 : zeros.size();
      checkpoint.tensors[name] = {tensor::ElementType::kF32, shape,
                                  std::as_bytes(std::span(zeros).first(count))};
      const std::string told =
          refusal_of(checkpoint::unwrap(checkpoint, checkpoint::Branch::kTeacher));
      CAPTURE(name);
      CAPTURE(io::to_string(shape));
      CHECK(told.starts_with("FILE: "));
    }
  }
}

}  // namespace
}  // namespace vitviz::families
