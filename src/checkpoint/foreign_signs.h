// SPDX-License-Identifier: Apache-2.0
// The names by which models betray themselves that are no Vision Transformer of vitviz's families.
#pragma once

#include <string_view>

namespace vitviz::checkpoint {

struct ForeignKind {
  std::string_view what;
  std::string_view hint =
      "vitviz reads plain Vision Transformers; 'vitviz models' lists the best known";
};

inline constexpr ForeignKind kSwin = {
    "a Swin Transformer, which attends within windows and has no CLS token"};
inline constexpr ForeignKind kXcit = {
    "an XCiT, whose attention is between channels, not between patches"};
inline constexpr ForeignKind kCait = {"a CaiT, whose CLS token joins in the last two blocks only"};
inline constexpr ForeignKind kConvit = {"a ConViT, whose heads mix attention with positions"};
inline constexpr ForeignKind kCrossVit = {"a CrossViT, which has patches of two sizes"};
inline constexpr ForeignKind kTnt = {"a TNT, which attends within patches as well"};
inline constexpr ForeignKind kParallel = {
    "a Vision Transformer whose blocks hold several layers beside each other"};
inline constexpr ForeignKind kHybrid = {
    "a hybrid Vision Transformer, whose patches come out of a convolutional network"};
inline constexpr ForeignKind kPyramid = {
    "a Pyramid Vision Transformer (PVT, SegFormer), which merges patches from stage to stage"};
inline constexpr ForeignKind kMvit = {
    "a Multiscale Vision Transformer (MViT), which merges patches from stage to stage"};
inline constexpr ForeignKind kHiera = {"a Hiera (SAM 2), which merges patches from stage to stage"};
inline constexpr ForeignKind kMaxVit = {"a MaxViT, which is convolutional in part"};
inline constexpr ForeignKind kLevit = {
    "a LeViT or EfficientFormer, which is convolutional in part"};
inline constexpr ForeignKind kStages = {"a network of stages, whose grid shrinks between them"};
inline constexpr ForeignKind kMixer = {"an MLP-Mixer or its like, which has no attention"};
inline constexpr ForeignKind kSam = {
    "a Segment Anything model (SAM), which attends within windows and has no CLS token"};
inline constexpr ForeignKind kDetr = {
    "a DETR, whose objects attend to what a convolutional network sees"};
inline constexpr ForeignKind kYolos = {"a YOLOS, a Vision Transformer with detection tokens"};
inline constexpr ForeignKind kVideo = {"a Vision Transformer for videos"};
inline constexpr ForeignKind kConvNext = {"a ConvNeXt, a convolutional network without attention"};
inline constexpr ForeignKind kResNet = {
    "a ResNet or RegNet, a convolutional network without attention"};
inline constexpr ForeignKind kMobile = {
    "an EfficientNet or MobileNet, a convolutional network without attention"};
inline constexpr ForeignKind kConvolutional = {"a convolutional network"};
inline constexpr ForeignKind kText = {"a text tower without the vision tower",
                                      "name the file that has both, or the vision tower's"};
inline constexpr ForeignKind kLanguage = {"a language model, which sees no pictures"};
inline constexpr ForeignKind kSpeech = {"a model of speech, which sees no pictures"};
inline constexpr ForeignKind kDiffusion = {"a diffusion model or its autoencoder"};
inline constexpr ForeignKind kOpenMmlabEva02 = {"an EVA-02 under OpenMMLab's names"};
inline constexpr ForeignKind kLlamaCpp = {"a vision tower under llama.cpp's names",
                                          "name the checkpoint that it was converted from"};
inline constexpr ForeignKind kAdapter = {
    "an adapter (LoRA): changes to a model, without the model",
    "merge it into its model, in peft with merge_and_unload(), and save that as a whole"};

// Where a name tells something: of the network alone, what its user put beside it is none of it.
enum class SignOf {
  kNetwork,
  kFile,
  kWideningNetwork,  // a matrix of the network that has more rows than columns
};

struct ForeignSign {
  std::string_view part;  // of a tensor's name, see io::has_part()
  const ForeignKind& kind;
  SignOf of = SignOf::kNetwork;
};

// The first that any tensor has decides. Where a comment names no library, all use the name.
inline constexpr ForeignSign kForeignSigns[] = {
    {"lora_A", kAdapter},  // peft, here and below
    {"lora_embedding_A", kAdapter},
    {"ia3_l", kAdapter},
    {"hada_w1_a", kAdapter},
    {"lokr_w1", kAdapter},
    {"oft_r", kAdapter},
    {"vera_lambda_d", kAdapter},
    {"lora_down", kAdapter},  // kohya
    {"lora.down", kAdapter},  // diffusers
    {"mask_decoder", kSam, SignOf::kFile},
    {"image_encoder.neck", kSam},                      // the authors
    {"vision_encoder.layers.#.attn.rel_pos_h", kSam},  // transformers
    {"attn.pool_q", kMvit},                            // before the next: it has both
    {"blocks.#.attn.rel_pos_h", kSam},                 // timm
    {"blocks_token_only", kCait},
    {"cls_attn_blocks", kXcit},
    {"attn.gating_param", kConvit},
    {"blocks.#.blocks.#.#.attn", kCrossVit},
    {"blocks.#.attn_in", kTnt},
    {"blocks.#.attns.#", kParallel},  // timm
    {"blocks.#.mlp_out_proj", kParallel},
    {"patch_embed.backbone", kHybrid},       // timm
    {"patch_embeddings.backbone", kHybrid},  // transformers
    {"conv_root", kHybrid},                  // JAX
    {"query_position_embeddings", kDetr},    // transformers
    {"#.body.layer1", kDetr},                // the authors, below "backbone."
    {"detection_tokens", kYolos},
    {"temporal_attention", kVideo},
    {"layers.#.blocks.#.attn.relative_position_bias_table", kSwin},            // the authors, timm
    {"layers.#.blocks.#.attn.cpb_mlp", kSwin},                                 // Swin v2
    {"layers.#.blocks.#.attention.self.relative_position_bias_table", kSwin},  // transformers
    {"attention.self.continuous_position_bias_mlp", kSwin},
    {"layers.#.blocks.#.attention.relative_position_bias", kSwin},
    {"features.#.#.attn.relative_position_bias_table", kSwin},  // torchvision
    {"features.#.#.attn.cpb_mlp", kSwin},
    {"stages.#.blocks.#.attn.meta_mlp", kSwin},  // timm: Swin v2 CR
    {"block#.#.attn", kPyramid},                 // the authors
    {"stages.#.blocks.#.attn.sr", kPyramid},     // timm
    {"segformer", kPyramid},                     // transformers
    {"block.#.#.attention.self", kPyramid},
    {"layers.#.blocks.#.attention.spatial_reduction", kPyramid},
    {"blocks.#.proj.weight", kHiera, SignOf::kWideningNetwork},
    {"pos_embed_win", kHiera},
    {"stages.#.layers.#.attn.qkv", kHiera},  // transformers
    {"attn_grid.attn", kMaxVit},             // timm
    {"grid_attention", kMaxVit},             // torchvision
    {"attention_biases", kLevit},
    {"mlp_channels", kMixer},
    {"downsample_layers", kConvNext},          // the authors, transformers' DINOv3
    {"stages.#.blocks.#.conv_dw", kConvNext},  // timm
    {"stages.#.layers.#.dwconv", kConvNext},   // transformers
    {"features.#.#.layer_scale", kConvNext},   // torchvision
    {"layer1.#.conv1", kResNet},
    {"stages.#.layers.#.layer.#.convolution", kResNet},  // transformers
    {"stages.#.layers.#.conv3", kResNet},                // transformers: BiT
    {"stages.#.blocks.#.conv3", kResNet},                // timm: BiT
    {"block1.unit01", kResNet},                          // JAX: BiT
    {"s1.b1.conv1", kResNet},                            // timm: RegNet
    {"trunk_output.block1", kResNet},                    // torchvision: RegNet
    {"conv_stem", kMobile},                              // timm, transformers
    {"_blocks.#._depthwise_conv", kMobile},
    {"blocks.#.depthwise_conv", kMobile},  // transformers
    {"features.#.#.block.#.#", kMobile},   // torchvision
    {"features.#.conv.#.#", kMobile},
    {"stages.#", kStages},
    {"dense_stages.#", kStages},
    {"levels.#", kStages},
    {"network.#.#", kStages},
    {"layers.#.blocks", kStages},
    {"transformers.#.blocks", kStages},
    {"patch_embed#", kStages},
    {"patch_embeds.#", kStages},
    {"layers.#.attn.rope.freqs_cos", kOpenMmlabEva02},
    {"v.patch_embd", kLlamaCpp},
};

// The same where nothing takes in a picture patch by patch: beside a vision tower they tell
// nothing.
inline constexpr ForeignSign kForeignSignsWithoutPatches[] = {
    {"model.diffusion_model", kDiffusion},  // the authors
    {"first_stage_model", kDiffusion},
    {"down_blocks.#", kDiffusion},  // diffusers
    {"up_blocks.#", kDiffusion},
    {"transformer_blocks.#", kDiffusion},
    {"adaLN_modulation", kDiffusion},  // DiT
    {"feature_extractor.conv_layers", kSpeech},
    {"encoder.conv2", kSpeech},  // Whisper
    {"token_embedding", kText},
    {"word_embeddings", kLanguage},
    {"embed_tokens", kLanguage},
    {"tok_embeddings", kLanguage},
    {"wte", kLanguage},
    {"embed_in", kLanguage},
    {"shared", kLanguage},      // T5
    {"token_embd", kLanguage},  // llama.cpp
    {"running_mean", kConvolutional},
    {"features.#", kConvolutional},  // torchvision: VGG, AlexNet
};

}  // namespace vitviz::checkpoint
