// SPDX-License-Identifier: Apache-2.0
// The calls that build tensors, and those that claim to.
#include "torch/pickled_tensor.h"

#include <doctest/doctest.h>

#include "support/pickle_bytes.h"
#include "support/thrown_error.h"
#include "torch/torch_type.h"

namespace vitviz::torch {
namespace {

using tensor::ElementType;
using test::call;
using test::counts;
using test::global;
using test::integer;
using test::Pieces;
using test::storage;
using test::text;
using test::tuple;

const std::string kFloats = storage("FloatStorage", "7", 24);

// What a value is as a tensor; texts in it lie in `bytes`.
std::optional<PickledTensor> read(const std::string& bytes) {
  const Pickle pickle = test::parsed(bytes);
  return pickled_tensor(*pickle.root, "file");
}

std::string refusal(const std::string& value) {
  const auto error = test::error_of([&] { static_cast<void>(read(value + ".")); });
  return error ? error->what() : "accepted";
}

TEST_CASE("a tensor is a view into a storage") {
  const std::string bytes = test::tensor(kFloats, 2, {3, 4}, {1, 6}) + ".";
  const auto tensor = read(bytes);
  REQUIRE(tensor);
  CHECK(tensor->type == ElementType::kF32);
  CHECK(tensor->storage.key == "7");
  CHECK(tensor->storage.count == 24);
  CHECK(tensor->storage.view_begin == 0);
  CHECK(tensor->storage.view_count == 24);
  CHECK(tensor->offset == 2);
  CHECK(tensor->shape == io::Shape{3, 4});
  CHECK(tensor->strides == std::vector<std::int64_t>{1, 6});
}

TEST_CASE("parameters and tensors of a subclass are the tensor in them") {
  const std::string tensor = test::tensor(kFloats, 0, {24}, {1});
  const std::string parameter =
      call(global("torch._utils", "_rebuild_parameter"), {tensor, "\x88", "N"});
  const std::string bytes = parameter + ".";
  REQUIRE(read(bytes));
  CHECK(read(bytes)->shape == io::Shape{24});

  const std::string subclass =
      call(global("torch._tensor", "_rebuild_from_type_v2"),
           {global("torch._utils", "_rebuild_tensor_v2"), global("my", "Tensor"),
            tuple({kFloats, integer(0), counts({24}), counts({1})}), "}"}) +
      ".";
  REQUIRE(read(subclass));
  CHECK(read(subclass)->shape == io::Shape{24});
}

TEST_CASE("a tensor of the third kind says its type, and its storage has bytes") {
  const std::string untyped = tuple({text("storage"), global("torch.storage", "UntypedStorage"),
                                     text("0"), text("cpu"), integer(8)}) +
                              "Q";
  const std::string bytes = call(global("torch._utils", "_rebuild_tensor_v3"),
                                 {untyped, integer(0), counts({4}), counts({1}), "\x89", "N",
                                  global("torch", "uint16")}) +
                            ".";
  const auto tensor = read(bytes);
  REQUIRE(tensor);
  CHECK(tensor->type == ElementType::kU16);
  CHECK(tensor->storage.type == ElementType::kU8);
}

TEST_CASE("values that are no tensors, or of types without weights, are passed over") {
  CHECK_FALSE(read("N."));
  CHECK_FALSE(read(call(global("os", "system"), {text("exit 1")}) + "."));
  CHECK_FALSE(read(call(global("torch._utils", "_rebuild_parameter"), {}) + "."));
  CHECK_FALSE(read(test::tensor(storage("ComplexFloatStorage", "0", 1), 0, {1}, {1}) + "."));
  CHECK_FALSE(read(call(global("torch._utils", "_rebuild_sparse_tensor"), {"N"}) + "."));
}

TEST_CASE("parameters within parameters end") {
  std::string bytes = test::tensor(kFloats, 0, {1}, {1});
  for (int i = 0; i < 1000; ++i) {
    bytes = call(global("torch._utils", "_rebuild_parameter"), {bytes});
  }
  CHECK_FALSE(read(bytes + "."));
}

TEST_CASE("tensors that PyTorch would not build are refused") {
  CHECK(refusal(test::tensor(kFloats, -1, {1}, {1})) ==
        "file: its offset in its storage is no whole number from 0 on");
  CHECK(refusal(test::tensor(kFloats, 0, {-1}, {1})) ==
        "file: its shape or strides hold what is no whole number from 0 on");
  CHECK(refusal(test::tensor(kFloats, 0, {1}, {-1})) ==
        "file: its shape or strides hold what is no whole number from 0 on");
  CHECK(refusal(test::tensor(kFloats, 0, {1, 2}, {1})) ==
        "file: it has 2 dimensions and 1 strides");
  CHECK(refusal(test::tensor("N", 0, {1}, {1})) == "file: a tensor has no storage");
  CHECK(refusal(test::tensor(storage("FloatStorage", "0", -1), 0, {1}, {1})) ==
        "file: a storage has no key or no size");
  CHECK(refusal(call(global("torch._utils", "_rebuild_tensor"), {kFloats})) ==
        "file: it is built from too few arguments");
  const std::vector<std::int64_t> many(kMaxTensorDimensions + 1, 1);
  CHECK(refusal(test::tensor(kFloats, 0, many, many)) ==
        "file: its shape or strides are no row of at most 64 numbers");
}

// A tensor whose storage is a part of another: (VIEW'S KEY, OFFSET, COUNT).
std::string tensor_of_view(std::int64_t begin, std::int64_t count) {
  const std::string id =
      tuple({text("storage"), global("torch", "FloatStorage"), text("0"), text("cpu"), integer(24),
             tuple({text("1"), integer(begin), integer(count)})});
  return test::tensor(id + "Q", 0, {1}, {1});
}

TEST_CASE("a view of a storage lies within it") {
  const std::string bytes = tensor_of_view(4, 20) + ".";
  const auto tensor = read(bytes);
  REQUIRE(tensor);
  CHECK(tensor->storage.view_begin == 4);
  CHECK(tensor->storage.view_count == 20);
  CHECK(refusal(tensor_of_view(4, 21)) == "file: storage '0': a view does not lie within it");
  CHECK(refusal(tensor_of_view(INT64_MAX, INT64_MAX)) ==
        "file: storage '0': a view does not lie within it");
  CHECK(refusal(tensor_of_view(-1, 1)) == "file: storage '0': a view does not lie within it");
}

TEST_CASE("a storage shorter than it says is refused with both sizes") {
  const std::vector<std::byte> bytes(8);
  const PickledStorage whole{ElementType::kF32, "0", 2, 1, 1};
  CHECK(view_of(whole, bytes, "file").data() == bytes.data() + 4);
  CHECK(view_of(whole, bytes, "file").size() == 4);
  const PickledStorage longer{ElementType::kF32, "0", 3, 0, 3};
  const auto error = test::error_of([&] { static_cast<void>(view_of(longer, bytes, "file")); });
  REQUIRE(error);
  CHECK(std::string(error->what()) == "file: storage '0' has 8 bytes, expected 3 elements of F32");
}

TEST_CASE("types are known by storage and by dtype, in PyTorch's modules alone") {
  CHECK(torch_element_type({"torch", "HalfStorage"}) == ElementType::kF16);
  CHECK(torch_element_type({"torch.cuda", "FloatStorage"}) == ElementType::kF32);
  CHECK(torch_element_type({"torch", "bfloat16"}) == ElementType::kBF16);
  CHECK_FALSE(torch_element_type({"numpy", "float32"}));
  CHECK_FALSE(torch_element_type({"torch", "QInt8Storage"}));
  CHECK_FALSE(torch_element_type({"torch", ""}));
}

}  // namespace
}  // namespace vitviz::torch
