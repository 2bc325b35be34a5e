// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/read_pooling_head.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include <doctest/doctest.h>

#include "base/error.h"
#include "checkpoint/load.h"
#include "checkpoint/read_checkpoint.h"
#include "support/npy_reader.h"
#include "support/thrown_error.h"

namespace vitviz::checkpoint {
namespace {

Hints three_heads() {
  Hints hints;
  hints.heads = 3;
  return hints;
}

std::optional<model::VisionTransformer> loaded(const io::Checkpoint& checkpoint) {
  try {
    return load_model(checkpoint, "name", three_heads(), 1, {});
  } catch (const base::Error&) {
    return std::nullopt;
  }
}

// Loses each tensor of the head once: the model is refused, or its head is not run and says why.
void check_each_loss_is_told(const std::string& file, const std::string& start) {
  CAPTURE(file);
  io::Checkpoint checkpoint = read_checkpoint(test::reference("families/" + file));
  REQUIRE(loaded(checkpoint)->weights().pooling->output);
  int drawn = 0;
  for (const auto& [name, stored] : std::map(checkpoint.tensors)) {
    if (name.find(start) == std::string::npos) continue;
    CAPTURE(name);
    checkpoint.tensors.erase(name);
    const auto rest = loaded(checkpoint);
    checkpoint.tensors[name] = stored;
    if (!rest) continue;
    ++drawn;
    CHECK(rest->has_pooling_attention());
    CHECK_FALSE(rest->blueprint().has_pooling_head);
    CHECK_FALSE(rest->weights().pooling->output);
    CHECK(test::contains(rest->blueprint().pooling_problem, "is missing"));
  }
  CHECK(drawn == 8);  // weights and biases of projection, norm, fc1 and fc2; maps need the others
}

TEST_CASE("a pooling head that lacks any tensor is not run") {
  check_each_loss_is_told("hf_siglip", "head.");
  check_each_loss_is_told("timm_siglip/model.safetensors", "attn_pool.");
}

TEST_CASE("a tensor of another shape keeps the head from being run, and is left over") {
  io::Checkpoint checkpoint = read_checkpoint(test::reference("families/hf_siglip"));
  const std::string name = "head.mlp.fc2.bias";
  const auto entry = std::find_if(checkpoint.tensors.begin(), checkpoint.tensors.end(),
                                  [&](const auto& tensor) { return tensor.first.ends_with(name); });
  REQUIRE(entry != checkpoint.tensors.end());
  entry->second.shape = {2, 24};
  const auto model = loaded(checkpoint);
  REQUIRE(model);
  CHECK(test::contains(model->blueprint().pooling_problem, "expected [48]"));
  CHECK(std::count(model->blueprint().ignored.begin(), model->blueprint().ignored.end(), name) ==
        1);
}

TEST_CASE("a part that vitviz does not know keeps the head from being run") {
  io::Checkpoint checkpoint =
      read_checkpoint(test::reference("families/timm_siglip/model.safetensors"));
  checkpoint.tensors["attn_pool.q_norm.weight"] = checkpoint.tensors.at("attn_pool.norm.weight");
  const auto model = loaded(checkpoint);
  REQUIRE(model);
  CHECK(model->blueprint().pooling_problem ==
        "its pooling head has 'attn_pool.q_norm.weight', which vitviz does not read");
}

TEST_CASE("the head of a Perception Encoder, which has other heads than the tower, is not run") {
  io::Checkpoint checkpoint =
      read_checkpoint(test::reference("families/variants/perception_encoder/model.safetensors"));
  const auto before = loaded(checkpoint);
  REQUIRE(before);
  checkpoint.tensors["attn_pool.latent"] = checkpoint.tensors.at("cls_token");
  const auto model = loaded(checkpoint);
  REQUIRE(model);
  CHECK_FALSE(model->weights().pooling);
  CHECK(test::contains(model->blueprint().pooling_problem, "of Perception Encoder"));
}

TEST_CASE("a model without pooling head has neither head nor problem") {
  const model::VisionTransformer model =
      load_model(test::reference("families/variants/hf_siglip_without_head"), {});
  CHECK_FALSE(model.weights().pooling);
  CHECK(model.blueprint().pooling_problem.empty());
}

}  // namespace
}  // namespace vitviz::checkpoint
