// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/facts.h"

#include <doctest/doctest.h>

#include "base/error.h"

namespace vitviz::checkpoint {
namespace {

Facts facts_of(const std::map<std::string, std::string, std::less<>>& metadata) {
  io::Checkpoint checkpoint;
  checkpoint.name = "FILE";
  checkpoint.metadata = metadata;
  return read_facts(checkpoint);
}

TEST_CASE("a file that says nothing leaves everything open") {
  const Facts facts = facts_of({});
  CHECK_FALSE(facts.heads);
  CHECK_FALSE(facts.activation);
  CHECK_FALSE(facts.open_clip_activation);
  CHECK_FALSE(facts.mean);
  CHECK_FALSE(facts.rotary_base);
}

TEST_CASE("open_clip_config.json: the width of a head, QuickGELU, mean and std") {
  const std::string vision = "open_clip.model_cfg.vision_cfg.";
  Facts facts = facts_of({{vision + "width", "1280"},
                          {vision + "head_width", "80"},
                          {"open_clip.model_cfg.quick_gelu", "true"},
                          {"open_clip.preprocess_cfg.mean", "0.1,0.2,0.3"},
                          {"open_clip.preprocess_cfg.std", "0.5,0.5,0.5"}});
  CHECK(facts.heads == 16);
  CHECK(facts.open_clip_activation == nn::Activation::kQuickGelu);
  CHECK(facts.mean == tensor::PerChannel{0.1F, 0.2F, 0.3F});
  CHECK(facts.std == tensor::PerChannel{0.5F, 0.5F, 0.5F});

  facts = facts_of({{vision + "width", "768"}});
  CHECK(facts.heads == 12);  // of 64, open_clip's default
  CHECK(facts.open_clip_activation == nn::Activation::kGelu);
  facts = facts_of({{vision + "width", "768"}, {vision + "act_kwargs.approximate", "tanh"}});
  CHECK(facts.open_clip_activation == nn::Activation::kGeluTanh);
  CHECK_THROWS_AS(facts_of({{vision + "width", "100"}, {vision + "head_width", "64"}}),
                  base::Error);
}

TEST_CASE("the activation is told by its name, or by timm's name of the architecture") {
  CHECK(facts_of({{"config.hidden_act", "gelu_new"}}).activation == nn::Activation::kGeluTanh);
  CHECK(facts_of({{"config.vision_config.hidden_act", "quick_gelu"}, {"config.hidden_act", "gelu"}})
            .activation == nn::Activation::kQuickGelu);
  CHECK_THROWS_AS(facts_of({{"config.hidden_act", "relu"}}), base::Error);

  const auto of_architecture = [](const std::string& name) {
    return facts_of({{"config.architecture", name}}).activation;
  };
  CHECK(of_architecture("vit_base_patch16_clip_quickgelu_224") == nn::Activation::kQuickGelu);
  CHECK(of_architecture("vit_so400m_patch16_siglip_384") == nn::Activation::kGeluTanh);
  CHECK(of_architecture("vit_giantopt_patch16_siglip_gap_256") == nn::Activation::kGeluTanh);
  CHECK_FALSE(of_architecture("vit_so400m_patch14_siglip_384"));
  CHECK_FALSE(of_architecture("vit_large_patch16_siglip_384"));
  CHECK(facts_of(
            {{"open_clip.model_cfg.vision_cfg.timm_model_name", "vit_so400m_patch16_siglip_512"}})
            .activation == nn::Activation::kGeluTanh);
}

TEST_CASE("what the classifier reads, and the periods of rotary positions") {
  CHECK(facts_of({{"config.global_pool", "avg"}}).pooling == "avg");
  CHECK(facts_of({{"config.global_pool", "avg"}, {"config.model_args.global_pool", "token"}})
            .pooling == "token");
  CHECK(facts_of({{"config.rope_theta", "100.0"}}).rotary_base == 100.0F);
}

TEST_CASE("a processor's file is read, and pixels that it leaves as they are") {
  io::Checkpoint checkpoint;
  checkpoint.metadata = {{"processor.image_processor.image_mean", "0.25,0.5,0.75"},
                         {"processor.image_processor.image_std", "0.5,0.5,0.5"},
                         {"processor.image_processor.resample", "1"},
                         {"preprocessor.image_mean", "0,0,0"}};
  Facts facts = read_facts(checkpoint);
  CHECK(facts.mean == tensor::PerChannel{0.25F, 0.5F, 0.75F});
  CHECK(facts.photo_filter == model::PhotoFilter::kLanczos);
  checkpoint.metadata.emplace("processor.image_processor.do_normalize", "false");
  facts = read_facts(checkpoint);
  CHECK(facts.mean == tensor::PerChannel{0, 0, 0});
  CHECK(facts.std == tensor::PerChannel{1, 1, 1});
  // value = 255 · (value / 255), so that 1 / 255 divides what is between 0 and 1.
  checkpoint.metadata.emplace("processor.image_processor.do_rescale", "false");
  CHECK(read_facts(checkpoint).std == tensor::PerChannel{1 / 255.0F, 1 / 255.0F, 1 / 255.0F});
}

TEST_CASE("a photo's filter is known by PIL's number and by its name") {
  using model::PhotoFilter;
  CHECK(facts_of({{"preprocessor.resample", "0"}}).photo_filter == PhotoFilter::kNearest);
  CHECK(facts_of({{"preprocessor.resample", "2"}}).photo_filter == PhotoFilter::kBilinear);
  CHECK(facts_of({{"preprocessor.resample", "3"}}).photo_filter == PhotoFilter::kBicubic);
  CHECK(facts_of({{"preprocessor.resample", "4"}}).photo_filter == PhotoFilter::kBox);
  CHECK(facts_of({{"preprocessor.resample", "5"}}).photo_filter == PhotoFilter::kHamming);
  CHECK_FALSE(facts_of({{"preprocessor.resample", "6"}}).photo_filter);
  CHECK(facts_of({{"config.pretrained_cfg.interpolation", "lanczos"}}).photo_filter ==
        PhotoFilter::kLanczos);
  CHECK_FALSE(facts_of({{"config.pretrained_cfg.interpolation", "random"}}).photo_filter);
}

TEST_CASE("of nested configurations that of the network counts") {
  io::Checkpoint checkpoint;
  checkpoint.metadata = {{"config.num_attention_heads", "7"},
                         {"config.decoder.num_attention_heads", "1"},
                         {"config.encoder.num_attention_heads", "4"},
                         {"config.encoder.patch_size", "16"},
                         {"config.encoder.model_type", "vit"}};
  CHECK(read_facts(checkpoint).heads == 4);
  CHECK(read_facts(checkpoint).model_type == "vit");
  checkpoint.metadata.emplace("config.vision_config.num_attention_heads", "5");
  CHECK(read_facts(checkpoint).heads == 5);
}

TEST_CASE("a Perception Encoder's name says how many patches its rotary positions count") {
  io::Checkpoint checkpoint;
  checkpoint.metadata.emplace("config.architecture", "vit_pe_spatial_tiny_patch16_512");
  CHECK(read_facts(checkpoint).rotary_extent == 32);
  checkpoint.metadata.emplace("config.model_args.ref_feat_shape", "24,24");
  CHECK(read_facts(checkpoint).rotary_extent == 24);
}

}  // namespace
}  // namespace vitviz::checkpoint
