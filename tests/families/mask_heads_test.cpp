// SPDX-License-Identifier: Apache-2.0
// A mask head beside the network of every family: it is read by the same two names.
#include <cstring>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "checkpoint/find_network.h"
#include "checkpoint/load.h"
#include "checkpoint/read_checkpoint.h"
#include "support/edited_checkpoint.h"

namespace vitviz::families {
namespace {

test::EditableTensor tensor_of(const io::Shape& shape, const std::vector<float>& values) {
  test::EditableTensor tensor{tensor::ElementType::kF32, shape, {}};
  tensor.bytes.resize(values.size() * sizeof(float));
  std::memcpy(tensor.bytes.data(), values.data(), tensor.bytes.size());
  return tensor;
}

model::VisionTransformer load(const test::EditableCheckpoint& checkpoint) {
  const std::vector<std::byte> file = test::as_safetensors(checkpoint);
  io::Checkpoint read = checkpoint::parse_checkpoint(file, "FILE");
  read.container = checkpoint.container;
  checkpoint::Hints hints;
  hints.heads = 3;
  hints.mean = hints.std = {0.5F, 0.5F, 0.5F};  // of grey, nobody else says them
  return checkpoint::load_model(read, "model", hints);
}

// What stands before the names of the checkpoint's network.
std::string wrapper_of(const test::EditableCheckpoint& checkpoint) {
  const std::vector<std::byte> file = test::as_safetensors(checkpoint);
  return checkpoint::find_network(checkpoint::parse_checkpoint(file, "FILE"), {}).tensors.wrapper;
}

TEST_CASE("a mask head is read beside the network of every family") {
  std::set<std::string> families;
  for (test::EditableCheckpoint checkpoint : test::checkpoints_of_all_families()) {
    const model::VisionTransformer without = load(checkpoint);
    const int width = without.blueprint().width;
    const std::string head = wrapper_of(checkpoint) + "mask_head.";
    CAPTURE(without.blueprint().family);
    CHECK_FALSE(without.has_mask_head());
    checkpoint.tensors[head + "weight"] =
        tensor_of({1, width}, std::vector(static_cast<std::size_t>(width), 0.25F));
    checkpoint.tensors[head + "bias"] = tensor_of({1}, {-1.5F});
    const model::VisionTransformer with = load(checkpoint);
    REQUIRE(with.has_mask_head());
    CHECK(with.weights().mask_head->weight == tensor::Vector::Constant(width, 0.25F));
    CHECK(with.weights().mask_head->bias == -1.5F);
    CHECK(with.blueprint().ignored == without.blueprint().ignored);
    CHECK(with.blueprint().assumptions == without.blueprint().assumptions);
    families.insert(with.blueprint().family);
  }
  CHECK(families.size() >= 20);
}

}  // namespace
}  // namespace vitviz::families
