// SPDX-License-Identifier: Apache-2.0
#include "safetensors/safetensors.h"

#include <cmath>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/error.h"
#include "support/npy_reader.h"
#include "support/safetensors_bytes.h"
#include "support/temporary_folder.h"

namespace vitviz::safetensors {
namespace {

using tensor::ElementType;
using test::safetensors;
using namespace std::string_view_literals;

std::vector<float> floats(const io::StoredTensor& tensor) {
  std::vector<float> values(tensor.count());
  tensor::to_floats(tensor.type, tensor.bytes.read(), values);
  return values;
}

// Element i of each tensor in mixed.safetensors is i − 3.
std::vector<float> counting(std::size_t count) {
  std::vector<float> values;
  for (std::size_t i = 0; i < count; ++i) values.push_back(static_cast<float>(i) - 3);
  return values;
}

TEST_CASE("a file of the reference writer is read, in every format it holds") {
  const auto path = test::reference("safetensors/mixed.safetensors");
  const io::Checkpoint checkpoint = read_safetensors_file(path);
  CHECK(checkpoint.name == path.string());
  REQUIRE(checkpoint.tensors.size() == 6);

  const io::StoredTensor& f32 = checkpoint.tensors.at("weights.f32");
  CHECK(f32.shape == io::Shape{2, 3});
  CHECK(floats(f32) == counting(6));
  const io::StoredTensor& f16 = checkpoint.tensors.at("weights.f16");
  CHECK(f16.shape == io::Shape{2, 2, 2});
  CHECK(floats(f16) == counting(8));
  const io::StoredTensor& bf16 = checkpoint.tensors.at("weights.bf16");
  CHECK(bf16.shape == io::Shape{7});
  CHECK(floats(bf16) == counting(7));

  const io::StoredTensor& counter = checkpoint.tensors.at("counter");
  CHECK(counter.type == ElementType::kI64);
  CHECK(counter.shape.empty());
  std::int64_t value = 0;
  REQUIRE(counter.bytes.size() == sizeof value);
  std::memcpy(&value, counter.bytes.read().data(), sizeof value);
  CHECK(value == -3);
  CHECK(checkpoint.tensors.at("mask").type == ElementType::kBool);
  CHECK(checkpoint.tensors.at("none").bytes.empty());
}

TEST_CASE("the metadata is read as it was written") {
  const auto checkpoint = read_safetensors_file(test::reference("safetensors/mixed.safetensors"));
  CHECK(checkpoint.metadata.size() == 2);
  CHECK(checkpoint.metadata.at("format") == "pt");
  CHECK(checkpoint.metadata.at("Größe") == "klein");
}

TEST_CASE("our own model is read, its attention heads in the metadata") {
  const io::Checkpoint checkpoint = read_safetensors_file(test::asset("model/vitviz.safetensors"));
  CHECK(checkpoint.tensors.at("cls_token").shape.size() == 3);
  CHECK(checkpoint.metadata.count("num_heads") == 1);
}

TEST_CASE("tensors may lie unaligned and in another order than the header names them") {
  const auto file = safetensors(R"({"b":{"dtype":"F32","shape":[1],"data_offsets":[1,5]},)"
                                R"("a":{"dtype":"U8","shape":[],"data_offsets":[0,1]}})",
                                "\x2A\x00\x00\x80\x3F"sv);
  const io::Checkpoint checkpoint = parse_safetensors(file, "file");
  CHECK(floats(checkpoint.tensors.at("b")) == std::vector<float>{1});
  CHECK(checkpoint.tensors.at("a").bytes.read()[0] == std::byte{42});
}

TEST_CASE("NaN and infinities in a tensor are the model's affair") {
  const auto file = safetensors(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})",
                                "\x00\x00\xC0\x7F\x00\x00\x80\x7F"sv);
  const std::vector<float> values = floats(parse_safetensors(file, "file").tensors.at("a"));
  CHECK(std::isnan(values[0]));
  CHECK(values[1] == std::numeric_limits<float>::infinity());
}

TEST_CASE("what the reference reader forgives is forgiven") {
  CHECK(parse_safetensors(safetensors("{}", ""), "file").tensors.empty());
  CHECK(parse_safetensors(safetensors("{}   \n", ""), "file").tensors.empty());
  CHECK(parse_safetensors(safetensors(R"({"__metadata__":null})", ""), "f").metadata.empty());
  const auto unknown_fields = safetensors(
      R"({"a":{"note":{"dtype":[1,{}],"b":null},"dtype":"U8","more":[[-1],1.5,true,"x"],)"
      R"("shape":[1],"data_offsets":[0,1],"end":null}})",
      "x");
  CHECK(parse_safetensors(unknown_fields, "file").tensors.at("a").shape == io::Shape{1});
}

TEST_CASE("empty tensors take no room between others") {
  const auto file = safetensors(R"({"b":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},)"
                                R"("a":{"dtype":"F32","shape":[0,9],"data_offsets":[0,0]},)"
                                R"("z":{"dtype":"F32","shape":[9,0],"data_offsets":[2,2]}})",
                                "xy");
  CHECK(parse_safetensors(file, "file").tensors.size() == 3);
}

TEST_CASE("the tensors of a file outlive the reader") {
  const test::TemporaryFolder folder;
  const auto path = folder / "a b\n.safetensors";
  test::write_bytes(path,
                    safetensors(R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})", "x"));
  io::Checkpoint checkpoint = read_safetensors_file(path);
  const io::Checkpoint moved = std::move(checkpoint);
  CHECK(moved.tensors.at("a").bytes.read()[0] == std::byte{'x'});

  test::write_bytes(path, test::bytes_of("{}"));
  CHECK_THROWS_WITH_AS(
      static_cast<void>(read_safetensors_file(path)),
      ((folder.path() / "a b\\n.safetensors").string() + ": is a JSON text, no safetensors file")
          .c_str(),
      base::Error);
}

}  // namespace
}  // namespace vitviz::safetensors
