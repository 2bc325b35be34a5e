// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/read_mask_head.h"

#include <limits>
#include <map>
#include <span>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "checkpoint/assemble.h"
#include "checkpoint/find_network.h"
#include "checkpoint/read_checkpoint.h"
#include "support/npy_reader.h"
#include "support/thrown_error.h"

namespace vitviz::checkpoint {
namespace {

constexpr int kWidth = 48;  // of the synthetic ViT

io::Checkpoint synthetic() { return read_checkpoint(test::reference("vit/synthetic.safetensors")); }

void add(io::Checkpoint& checkpoint, const std::string& name, const io::Shape& shape,
         const std::vector<float>& values) {
  const auto bytes = std::as_bytes(std::span(values));
  const std::span<const std::byte> kept =
      checkpoint.unpacked.emplace_back(bytes.begin(), bytes.end());
  checkpoint.tensors[name] = {tensor::ElementType::kF32, shape, kept};
}

// 0, 1, 2, …
std::vector<float> counting(int count) {
  std::vector<float> values(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) values[static_cast<std::size_t>(i)] = static_cast<float>(i);
  return values;
}

void add_head(io::Checkpoint& checkpoint, const std::string& prefix = "") {
  add(checkpoint, prefix + "mask_head.weight", {1, kWidth}, counting(kWidth));
  add(checkpoint, prefix + "mask_head.bias", {1}, {0.5F});
}

model::VisionTransformer load(const io::Checkpoint& checkpoint, const Hints& hints = {}) {
  Network network = find_network(checkpoint, hints);
  return assemble(std::move(network.tensors), network.family, network.facts, hints, "name");
}

void check_is_counting(const model::VisionTransformer& model) {
  REQUIRE(model.has_mask_head());
  const model::MaskHeadWeights& head = *model.weights().mask_head;
  REQUIRE(head.weight.size() == kWidth);
  for (int i = 0; i < kWidth; ++i) CHECK(head.weight[i] == static_cast<float>(i));
  CHECK(head.bias == 0.5F);
}

// Checks that the model runs without its mask head, and says why.
void check_left_out(const io::Checkpoint& checkpoint, const std::string& why) {
  CAPTURE(why);
  const model::VisionTransformer model = load(checkpoint);
  CHECK_FALSE(model.has_mask_head());
  std::vector<std::string> expected = load(synthetic()).blueprint().assumptions;
  expected.push_back("no mask head, as " + why);
  CHECK(model.blueprint().assumptions == expected);
}

TEST_CASE("a mask head is read, whatever dimensions of 1 it has") {
  const io::Shape weights[] = {{1, kWidth}, {kWidth}, {1, 1, kWidth}};
  for (const io::Shape& weight : weights) {
    for (const io::Shape& bias : {io::Shape{1}, io::Shape{}, io::Shape{1, 1}}) {
      CAPTURE(io::to_string(weight));
      CAPTURE(io::to_string(bias));
      io::Checkpoint checkpoint = synthetic();
      add(checkpoint, "mask_head.weight", weight, counting(kWidth));
      add(checkpoint, "mask_head.bias", bias, {0.5F});
      const model::VisionTransformer model = load(checkpoint);
      check_is_counting(model);
      CHECK(model.blueprint().ignored.empty());
      CHECK(model.blueprint().assumptions == load(synthetic()).blueprint().assumptions);
    }
  }
}

TEST_CASE("a checkpoint without a mask head has none") {
  CHECK_FALSE(load(synthetic()).has_mask_head());
}

TEST_CASE("a mask head lies behind the prefix of the network") {
  for (const std::string prefix : {"module.", "model.", "net.encoder.", "vit.", "state_dict/"}) {
    CAPTURE(prefix);
    io::Checkpoint checkpoint = synthetic();
    add_head(checkpoint);
    std::map<std::string, io::StoredTensor, std::less<>> tensors;
    for (const auto& [name, stored] : checkpoint.tensors) tensors[prefix + name] = stored;
    checkpoint.tensors = std::move(tensors);
    check_is_counting(load(checkpoint));
  }
}

TEST_CASE("a mask head of another width is left out, and that is told") {
  io::Checkpoint checkpoint = synthetic();
  add_head(checkpoint);
  add(checkpoint, "mask_head.weight", {1, 24}, counting(24));
  check_left_out(checkpoint, "'mask_head.weight' is [1, 24], expected [48]");
  CHECK(load(checkpoint).blueprint().ignored ==
        std::vector<std::string>{"mask_head.bias", "mask_head.weight"});
  add(checkpoint, "mask_head.weight", {2, kWidth}, counting(2 * kWidth));
  check_left_out(checkpoint, "'mask_head.weight' is [2, 48], expected [48]");
  add(checkpoint, "mask_head.weight", {kWidth, 1}, counting(kWidth));
  check_left_out(checkpoint, "'mask_head.weight' is [48, 1], expected [48]");
}

TEST_CASE("half a mask head is left out, and that is told") {
  io::Checkpoint without_bias = synthetic();
  add_head(without_bias);
  without_bias.tensors.erase("mask_head.bias");
  check_left_out(without_bias, "'mask_head.bias' is missing");
  io::Checkpoint without_weight = synthetic();
  add_head(without_weight);
  without_weight.tensors.erase("mask_head.weight");
  check_left_out(without_weight, "'mask_head.weight' is missing");
  io::Checkpoint of_two = synthetic();
  add_head(of_two);
  add(of_two, "mask_head.bias", {2}, {0, 1});
  check_left_out(of_two, "'mask_head.bias' is [2], expected [1]");
}

TEST_CASE("a mask head of more layers is left out, and that is told") {
  io::Checkpoint checkpoint = synthetic();
  add_head(checkpoint);
  add(checkpoint, "mask_head.norm.weight", {kWidth}, counting(kWidth));
  check_left_out(checkpoint, "'mask_head.norm.weight' has no place in one linear layer");
}

TEST_CASE("a mask head that the user ignores is none, and is no assumption") {
  io::Checkpoint checkpoint = synthetic();
  add_head(checkpoint);
  Hints hints;
  hints.ignore = {"mask_head.*"};
  const model::VisionTransformer model = load(checkpoint, hints);
  CHECK_FALSE(model.has_mask_head());
  CHECK(model.blueprint().assumptions == load(synthetic()).blueprint().assumptions);
}

TEST_CASE("a mask head whose numbers are no numbers is refused") {
  for (const std::string name : {"mask_head.weight", "mask_head.bias"}) {
    CAPTURE(name);
    io::Checkpoint checkpoint = synthetic();
    add_head(checkpoint);
    std::vector<float> values = counting(name == "mask_head.bias" ? 1 : kWidth);
    values.back() = std::numeric_limits<float>::quiet_NaN();
    add(checkpoint, name, {static_cast<std::int64_t>(values.size())}, values);
    const auto error = test::error_of([&] { static_cast<void>(load(checkpoint)); });
    REQUIRE(error);
    CHECK(error->code() == base::ErrorCode::kModel);
    CHECK(
        test::contains(error->what(), "holds numbers that are not finite, in:\n  '" + name + "'"));
  }
}

TEST_CASE("a mask head of whole numbers is refused") {
  io::Checkpoint checkpoint = synthetic();
  add_head(checkpoint);
  checkpoint.tensors["mask_head.bias"].type = tensor::ElementType::kI32;
  const auto error = test::error_of([&] { static_cast<void>(load(checkpoint)); });
  REQUIRE(error);
  CHECK(test::contains(error->what(), "'mask_head.bias' is stored as I32"));
}

}  // namespace
}  // namespace vitviz::checkpoint
