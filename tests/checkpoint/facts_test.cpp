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

}  // namespace
}  // namespace vitviz::checkpoint
