// SPDX-License-Identifier: Apache-2.0
#include "features/readout.h"

#include <doctest/doctest.h>

#include "checkpoint/load.h"
#include "checkpoint/read_checkpoint.h"
#include "support/npy_reader.h"
#include "support/thrown_error.h"

namespace vitviz::features {
namespace {

// CLS, two registers, and patches 1 … 4 of width 2.
tensor::Matrix tokens() {
  tensor::Matrix tokens(7, 2);
  tokens << 9, 8, 5, 6, 7, 8, 1, 10, 2, 20, 3, 30, 4, 40;
  return tokens;
}

model::Blueprint blueprint() {
  model::Blueprint blueprint;
  blueprint.prefix = {model::PrefixToken::kCls, model::PrefixToken::kRegister,
                      model::PrefixToken::kRegister};
  return blueprint;
}

tensor::Matrix row(std::initializer_list<float> numbers) {
  tensor::Matrix row(1, static_cast<Eigen::Index>(numbers.size()));
  std::copy(numbers.begin(), numbers.end(), row.data());
  return row;
}

TEST_CASE("readouts: which tokens they read, in which order") {
  const model::Blueprint model = blueprint();
  CHECK(read_out(tokens(), Readout::kCls, model) == row({9, 8}));
  CHECK(read_out(tokens(), Readout::kMean, model) == row({2.5F, 25}));
  CHECK(read_out(tokens(), Readout::kClsAndMean, model) == row({9, 8, 2.5F, 25}));
  CHECK(read_out(tokens(), Readout::kRegisters, model) == row({5, 6, 7, 8}));
  CHECK(read_out(tokens(), Readout::kPatches, model) == tokens().bottomRows(4));
}

TEST_CASE("rows are brought to length 1, but for those of zeros") {
  tensor::Matrix rows(2, 2);
  rows << 3, 4, 0, 0;
  normalize_rows(rows);
  CHECK(rows(0, 0) == doctest::Approx(0.6));
  CHECK(rows(0, 1) == doctest::Approx(0.8));
  CHECK(rows.row(1) == row({0, 0}));
}

TEST_CASE("a choice that the model cannot answer says why") {
  const model::VisionTransformer plain =
      checkpoint::load_model(test::reference("s4_timm_augreg/model.safetensors"), {});
  const auto reason = [&](const FeatureChoice& choice) {
    const auto error = test::error_of([&] { check_choice(choice, plain.blueprint()); });
    return error ? std::string(error->what()) : std::string();
  };
  CHECK(reason({}).empty());
  CHECK(reason({Readout::kMean, 0, model::TokenState::kBlock}).empty());
  CHECK(test::contains(reason({.readout = Readout::kRegisters}), "no registers"));
  CHECK(test::contains(reason({Readout::kCls, 99}), "no such block"));
  CHECK(test::contains(reason({Readout::kOwn, 0}), "the last block after the final norm"));
  CHECK(test::contains(reason({.readout = Readout::kPool}), "no pooling head"));
  CHECK(test::contains(reason({.project = true}), "no projection"));
  const model::VisionTransformer siglip =
      checkpoint::load_model(test::reference("families/hf_siglip"), {});
  const auto error =
      test::error_of([&] { check_choice({.readout = Readout::kClsAndMean}, siglip.blueprint()); });
  REQUIRE(error);
  CHECK(test::contains(error->what(), "no CLS"));
  CHECK(test::error_of([&] { check_choice({Readout::kPool, 0}, siglip.blueprint()); }));
}

TEST_CASE("the projection takes CLS of the last block after the final norm") {
  const model::VisionTransformer clip =
      checkpoint::load_model(test::reference("features/hf_clip_projection"), {});
  const auto is_taken = [&](FeatureChoice choice) {
    choice.project = true;
    return !test::error_of([&] { check_choice(choice, clip.blueprint()); });
  };
  CHECK(is_taken({}));
  CHECK(is_taken({.readout = Readout::kCls}));
  CHECK_FALSE(is_taken({.readout = Readout::kMean}));
  CHECK_FALSE(is_taken({.readout = Readout::kPatches}));
  CHECK_FALSE(is_taken({Readout::kCls, -1, model::TokenState::kBlock}));
  const FeatureChoice projected = {.project = true};
  CHECK(describe(projected, clip) ==
        "CLS after the final norm, projected to the 10 numbers of the space that it shares with "
        "texts");
}

TEST_CASE("what a model gives by itself is said") {
  const auto words = [](const std::string& model) {
    return describe({}, checkpoint::load_model(test::reference("families/" + model), {}));
  };
  CHECK(words("hf_siglip") == "what the model's pooling head makes of the patches");
  CHECK(words("hf_clip") == "CLS after the final norm");
  CHECK(words("variants/hf_siglip_without_head") == "the mean of the patches after the final norm");
  CHECK(words("variants/hf_siglip_classifier") == "what the model's classifier reads");
}

TEST_CASE("a pooling head that cannot be run is not passed over") {
  io::Checkpoint checkpoint = checkpoint::read_checkpoint(test::reference("families/hf_siglip"));
  std::erase_if(checkpoint.tensors,
                [](const auto& tensor) { return tensor.first.ends_with("head.layernorm.bias"); });
  const model::VisionTransformer model = checkpoint::load_model(checkpoint, "name", {}, 1, {});
  for (const Readout readout : {Readout::kOwn, Readout::kPool}) {
    const auto error =
        test::error_of([&] { check_choice({.readout = readout}, model.blueprint()); });
    REQUIRE(error);
    CHECK(test::contains(error->what(), "'head.layernorm.bias' is missing"));
  }
  CHECK_FALSE(
      test::error_of([&] { check_choice({.readout = Readout::kMean}, model.blueprint()); }));
}

}  // namespace
}  // namespace vitviz::features
