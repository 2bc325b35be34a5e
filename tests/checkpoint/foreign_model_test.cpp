// SPDX-License-Identifier: Apache-2.0
// The names are those of models made with the library in the comment; none means timm.
#include "checkpoint/foreign_model.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "support/thrown_error.h"

namespace vitviz::checkpoint {
namespace {

using Names = std::vector<std::string>;

constexpr const char* kPlain =
    " | vitviz reads plain Vision Transformers; 'vitviz models' lists the best known";

TensorSet with(const Names& names, Branch branch = Branch::kTeacher) {
  io::Checkpoint checkpoint;
  checkpoint.name = "FILE";
  for (const std::string& name : names) checkpoint.tensors[name] = {};
  return unwrap(checkpoint, branch);
}

std::string refusal_of(const Names& names) {
  const auto error = test::error_of([&] { refuse_foreign_model(with(names)); });
  if (!error) return "";
  CHECK(error->code() == base::ErrorCode::kModel);
  return std::string(error->what()) + " | " + error->hint();
}

struct Case {
  Names names;
  std::string expected;  // what the file holds
};

const Case kArchitectures[] = {
    {{"patch_embed.projection.weight", "layers.0.norm1.weight",  // mmpretrain
      "layers.0.attn.rope.freqs_cos"},
     "an EVA-02 under OpenMMLab's names"},
    {{"patch_embed.proj.weight", "layers.0.blocks.0.attn.relative_position_bias_table"},
     "a Swin Transformer, which attends within windows and has no CLS token"},
    {{"model/patch_embed.proj.weight", "model/layers.0.blocks.0.attn.cpb_mlp.0.weight"},
     "a Swin Transformer, which attends within windows and has no CLS token"},
    {{"swin.embeddings.patch_embeddings.projection.weight",  // transformers
      "swin.encoder.layers.0.blocks.0.attention.self.relative_position_bias_table"},
     "a Swin Transformer, which attends within windows and has no CLS token"},
    {{"features.0.0.weight", "features.1.0.attn.relative_position_bias_table"},  // torchvision
     "a Swin Transformer, which attends within windows and has no CLS token"},
    {{"stem.0.weight", "stages.0.blocks.0.conv_dw.weight"},
     "a ConvNeXt, a convolutional network without attention"},
    {{"convnext.embeddings.patch_embeddings.weight",  // transformers
      "convnext.encoder.stages.0.layers.0.dwconv.weight"},
     "a ConvNeXt, a convolutional network without attention"},
    {{"model/downsample_layers.0.0.weight", "model/stages.0.0.dwconv.weight"},  // the authors
     "a ConvNeXt, a convolutional network without attention"},
    {{"conv1.weight", "bn1.running_mean", "layer1.0.conv1.weight"},
     "a ResNet or RegNet, a convolutional network without attention"},
    {{"teacher/backbone.conv1.weight", "teacher/backbone.layer1.0.conv1.weight",  // DINO
      "teacher/head.last_layer.weight_g"},
     "a ResNet or RegNet, a convolutional network without attention"},
    {{"visual.conv1.weight", "visual.layer1.0.conv1.weight", "token_embedding.weight"},  // CLIP
     "a ResNet or RegNet, a convolutional network without attention"},
    {{"resnet.encoder.stages.0.layers.0.layer.0.convolution.weight"},  // transformers
     "a ResNet or RegNet, a convolutional network without attention"},
    {{"conv_stem.weight", "blocks.0.0.conv_dw.weight", "blocks.0.0.bn1.running_mean"},
     "an EfficientNet or MobileNet, a convolutional network without attention"},
    {{"features.conv0.weight", "features.norm0.running_mean"}, "a convolutional network"},
    {{"cls_token", "patch_embed.proj.0.0.weight", "blocks.0.attn.temperature",
      "cls_attn_blocks.0.norm1.weight"},
     "an XCiT, whose attention is between channels, not between patches"},
    {{"cls_token", "patch_embed.proj.weight", "blocks.0.norm1.weight",
      "blocks_token_only.0.norm1.weight"},
     "a CaiT, whose CLS token joins in the last two blocks only"},
    {{"cls_token", "patch_embed.backbone.conv.weight", "blocks.0.norm1.weight"},
     "a hybrid Vision Transformer, whose patches come out of a convolutional network"},
    {{"cls", "conv_root/kernel", "embedding/kernel",  // JAX
      "Transformer/posembed_input/pos_embedding"},
     "a hybrid Vision Transformer, whose patches come out of a convolutional network"},
    {{"patch_embed.proj.weight", "stages.0.blocks.0.attn.sr.weight"},
     "a Pyramid Vision Transformer (PVT, SegFormer), which merges patches from stage to stage"},
    {{"patch_embed.proj.weight", "stages.0.blocks.0.attn.pool_q.weight"},
     "a Multiscale Vision Transformer (MViT), which merges patches from stage to stage"},
    {{"patch_embed.proj.weight", "blocks.0.attn.qkv.weight", "pos_embed_win"},
     "a Hiera (SAM 2), which merges patches from stage to stage"},
    {{"patch_embed.proj.weight", "blocks.0.attns.0.qkv.weight"},
     "a Vision Transformer whose blocks hold several layers beside each other"},
    {{"stem.conv1.weight", "stages.0.blocks.0.attn_grid.attn.qkv.weight"},
     "a MaxViT, which is convolutional in part"},
    {{"patch_embed.conv.weight", "transformers.0.blocks.0.attn.qkv.weight"},
     "a network of stages, whose grid shrinks between them"},
    {{"image_encoder.blocks.0.norm1.weight", "image_encoder.neck.0.weight",  // segment_anything
      "mask_decoder.iou_token.weight"},
     "a Segment Anything model (SAM), which attends within windows and has no CLS token"},
    {{"model.backbone.model.layer1.0.conv1.weight", "model.query_position_embeddings.weight"},
     "a DETR, whose objects attend to what a convolutional network sees"},  // transformers
    {{"bert.embeddings.word_embeddings.weight"}, "a language model, which sees no pictures"},
    {{"transformer.wte.weight"}, "a language model, which sees no pictures"},
    {{"model.embed_tokens.weight"}, "a language model, which sees no pictures"},
    {{"time_embedding.linear_1.weight", "down_blocks.0.resnets.0.conv1.weight"},  // diffusers
     "a diffusion model or its autoencoder"},
};

TEST_CASE("models of other architectures are called by their names") {
  for (const Case& c : kArchitectures) {
    CAPTURE(c.names.back());
    CHECK(refusal_of(c.names) == "FILE: holds " + c.expected + kPlain);
  }
}

TEST_CASE("a layer between blocks is Hiera's where it makes the network wider") {
  io::Checkpoint checkpoint;
  checkpoint.name = "FILE";
  checkpoint.tensors["patch_embed.proj.weight"] = {};
  checkpoint.tensors["blocks.2.proj.weight"].shape = {192, 96};
  CHECK_THROWS_WITH(refuse_foreign_model(unwrap(checkpoint, std::nullopt)),
                    "FILE: holds a Hiera (SAM 2), which merges patches from stage to stage");
  checkpoint.tensors["blocks.2.proj.weight"].shape = {96, 96};
  CHECK_NOTHROW(refuse_foreign_model(unwrap(checkpoint, std::nullopt)));
}

TEST_CASE("what lies beside the network does not count against it") {
  CHECK(refusal_of({"net.patch_embed.proj.weight", "net.blocks.0.norm1.weight",
                    "neck.stages.0.weight", "encoder2.layer1.0.conv1.weight"}) == "");
  CHECK(refusal_of({"base_model.model.patch_embed.proj.weight"}) == "");
}

TEST_CASE("a part of a model gets a hint of what to do with it") {
  const std::string adapter =
      "FILE: holds an adapter (LoRA): changes to a model, without the model | merge it into its "
      "model, in peft with merge_and_unload(), and save that as a whole";
  CHECK(refusal_of({"base_model.model.vit.layers.0.attention.q_proj.lora_A.weight"}) == adapter);
  CHECK(refusal_of({"blocks.0.attn.qkv.lora_A.default.weight", "patch_embed.proj.weight"}) ==
        adapter);
  CHECK(refusal_of({"lora_unet_down_blocks_0_attentions_0_proj_in.lora_down.weight"}) == adapter);
  CHECK(refusal_of({"token_embedding.weight", "transformer.resblocks.0.ln_1.weight"}) ==
        "FILE: holds a text tower without the vision tower | "
        "name the file that has both, or the vision tower's");
}

TEST_CASE("files of a training without the network are told by what they hold") {
  const std::string beside = " | name the file of the weights, usually beside it";
  const std::string optimizer = "FILE: holds the state of an optimizer, and no weights" + beside;
  CHECK(refusal_of({"state/0/exp_avg", "state/0/exp_avg_sq", "state/0/step"}) == optimizer);
  CHECK(refusal_of({"optimizer/state/17/momentum_buffer"}) == optimizer);
  CHECK(refusal_of({"optimizer_states/0/state/0/exp_avg", "param_groups/0/step"}) == optimizer);
  CHECK(refusal_of({"state/0/exp_avg", "net.0.weight"}).empty());
  CHECK(refusal_of({}) == "FILE: holds no tensors" + beside);

  const std::string network = " | name the file of the network that it was trained on";
  CHECK(refusal_of({"state_dict/module.linear.weight", "state_dict/module.linear.bias"}) ==
        "FILE: holds a classifier ('linear.weight') without the network below it" + network);
  CHECK(refusal_of({"weight", "bias"}) ==
        "FILE: holds a classifier ('weight') without the network below it" + network);
}

TEST_CASE("where the teacher is a head only, the student is offered") {
  CHECK(refusal_of({"teacher/head.weight", "student/cls_token"}) ==
        "FILE: holds a classifier ('head.weight') without the network below it | "
        "the file's other model may fit: branch student");
}

TEST_CASE("a Vision Transformer is none of these, whatever stands beside it") {
  CHECK(refusal_of({"cls_token", "patch_embed.proj.weight", "blocks.0.attn.qkv.weight",
                    "head.0.running_mean"})  // MAE's linear probe
            .empty());
  CHECK(refusal_of({"vision_model.embeddings.patch_embedding.weight",
                    "text_model.embeddings.token_embedding.weight"})
            .empty());
  CHECK(refusal_of({"visual.conv1.weight", "token_embedding.weight"}).empty());
  CHECK(refusal_of({"model/blocks.0.norm1.weight", "optimizer/state/0/exp_avg"}).empty());
  CHECK(refusal_of({"blocks.0.attn.relative_position_bias_table", "cls_token"}).empty());  // BEiT
}

}  // namespace
}  // namespace vitviz::checkpoint
