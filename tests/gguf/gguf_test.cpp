// SPDX-License-Identifier: Apache-2.0
#include "gguf/gguf.h"

#include <cmath>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "support/npy_reader.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::gguf {
namespace {

using tensor::ElementType;

std::vector<float> floats(const io::StoredTensor& tensor) {
  std::vector<float> values(tensor.count());
  tensor::to_floats(tensor.type, tensor.bytes.read(), values);
  return values;
}

// Element i of every tensor is i − 3.
void check_counting(const io::StoredTensor& tensor, ElementType type, const io::Shape& shape) {
  CHECK(tensor.type == type);
  CHECK(tensor.shape == shape);
  const std::vector<float> values = floats(tensor);
  for (std::size_t i = 0; i < values.size(); ++i) CHECK(values[i] == static_cast<float>(i) - 3);
}

TEST_CASE("models of the reference writer are read, in both versions and at any alignment") {
  for (const char* file : {"gguf/mixed.gguf", "gguf/version2.gguf", "gguf/aligned.gguf"}) {
    CAPTURE(file);
    const auto bytes = test::read_bytes(test::reference(file));
    const io::Checkpoint checkpoint = parse_gguf(bytes, "file");
    CHECK(checkpoint.container == io::Container::kGguf);
    CHECK(checkpoint.tensors.size() == 5);
    check_counting(checkpoint.tensors.at("f32"), ElementType::kF32, {2, 3});
    check_counting(checkpoint.tensors.at("f16"), ElementType::kF16, {2, 2, 2});
    check_counting(checkpoint.tensors.at("bf16"), ElementType::kBF16, {4, 3});
    CHECK(checkpoint.tensors.at("i32").type == ElementType::kI32);
  }
}

TEST_CASE("Q8_0 is unpacked to the very floats that the reference reader gives") {
  const auto bytes = test::read_bytes(test::reference("gguf/mixed.gguf"));
  const io::Checkpoint checkpoint = parse_gguf(bytes, "file");
  const io::StoredTensor& tensor = checkpoint.tensors.at("q8");
  const test::Array expected = test::read_npy(test::reference("gguf/q8.npy"));
  CHECK(tensor.type == ElementType::kF32);
  CHECK(tensor.shape == expected.shape);
  CHECK(floats(tensor) == expected.values);
}

TEST_CASE("scalars, texts and short lists become metadata") {
  const auto bytes = test::read_bytes(test::reference("gguf/mixed.gguf"));
  const io::Checkpoint checkpoint = parse_gguf(bytes, "file");
  CHECK(checkpoint.metadata == decltype(checkpoint.metadata){{"0", "tench, Tinca tinca"},
                                                             {"big", "9223372036854775808"},
                                                             {"double", "0.48145466"},
                                                             {"eps", "1e-06"},
                                                             {"flag", "true"},
                                                             {"general.architecture", "dinov2"},
                                                             {"hidden_size", "384"},
                                                             {"int8", "-5"},
                                                             {"mean", "0.485,0.456,0.406"}});
}

TEST_CASE("a model cut short at any byte is refused, but for its last padding") {
  const auto bytes = test::read_bytes(test::reference("gguf/mixed.gguf"));
  const io::Checkpoint whole = parse_gguf(bytes, "file");
  std::size_t used = 0;
  for (const auto& [name, tensor] : whole.tensors) {
    if (name == "q8") continue;  // unpacked elsewhere
    const auto* end = tensor.bytes.read().data() + tensor.bytes.size();
    used = std::max(used, static_cast<std::size_t>(end - bytes.data()));
  }
  for (std::size_t size = 0; size < used; ++size) {
    CAPTURE(size);
    const auto part = std::span(bytes).first(size);
    const auto error = test::error_of([&] { static_cast<void>(parse_gguf(part, "file")); });
    REQUIRE(error.has_value());
    CHECK(error->code() == base::ErrorCode::kModel);
    CHECK_FALSE(error->hint().empty());
  }
}

}  // namespace
}  // namespace vitviz::gguf
