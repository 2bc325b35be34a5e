// SPDX-License-Identifier: Apache-2.0
// Views against a naive twin that finds each element by its index.
#include "torch/strided_tensor.h"

#include <limits>
#include <numeric>

#include <doctest/doctest.h>

#include "support/thrown_error.h"

namespace vitviz::torch {
namespace {

using tensor::ElementType;

constexpr std::int64_t kStored = 60;
constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();

// A storage whose elements count from 0 on.
std::vector<std::byte> counted() {
  std::vector<std::int16_t> numbers(kStored);
  std::iota(numbers.begin(), numbers.end(), std::int16_t{0});
  const auto bytes = std::as_bytes(std::span(numbers));
  return {bytes.begin(), bytes.end()};
}

PickledTensor view(std::uint64_t offset, io::Shape shape, std::vector<std::int64_t> strides) {
  PickledTensor tensor;
  tensor.type = ElementType::kI16;
  tensor.offset = offset;
  tensor.shape = std::move(shape);
  tensor.strides = std::move(strides);
  return tensor;
}

// The element numbers, in row-major order.
std::vector<std::int64_t> naive(const PickledTensor& tensor) {
  std::vector<std::int64_t> elements = {static_cast<std::int64_t>(tensor.offset)};
  for (std::size_t i = 0; i < tensor.shape.size(); ++i) {
    std::vector<std::int64_t> next;
    for (const std::int64_t begin : elements) {
      for (std::int64_t step = 0; step < tensor.shape[i]; ++step) {
        next.push_back(begin + step * tensor.strides[i]);
      }
    }
    elements = next;
  }
  return elements;
}

std::vector<std::int64_t> elements_of(const io::StoredTensor& tensor) {
  std::vector<std::int64_t> elements;
  for (std::size_t i = 0; i < tensor.bytes.size(); i += 2) {
    elements.push_back(std::to_integer<int>(tensor.bytes.read()[i]));
  }
  return elements;
}

struct Reading {
  io::StoredTensor tensor;
  std::deque<std::vector<std::byte>> unpacked;
};

Reading read(const PickledTensor& tensor, std::span<const std::byte> storage,
             std::uint64_t limit = 1000) {
  Reading reading;
  UnpackedBytes unpacked(reading.unpacked, limit, "file");
  reading.tensor = row_major(tensor, storage, unpacked, "weight", "file");
  return reading;
}

TEST_CASE("a row-major tensor is used where it lies") {
  const auto storage = counted();
  for (const auto& tensor :
       {view(0, {3, 4, 5}, {20, 5, 1}), view(7, {2, 5}, {5, 1}), view(59, {}, {}),
        view(4, {1, 6, 1}, {99, 1, 77}), view(0, {60}, {1})}) {
    const Reading reading = read(tensor, storage);
    CHECK(reading.unpacked.empty());
    CHECK(reading.tensor.bytes.read().data() == storage.data() + 2 * tensor.offset);
    CHECK(elements_of(reading.tensor) == naive(tensor));
  }
}

TEST_CASE("other tensors are copied element by element") {
  const auto storage = counted();
  for (const auto& tensor : {view(0, {6, 10}, {1, 6}), view(3, {2, 3, 4}, {1, 8, 2}),
                             view(5, {4}, {14}), view(0, {3, 4}, {0, 0}),
                             view(9, {2, 2, 2}, {1, 1, 1}), view(1, {2, 3, 2, 2}, {12, 1, 6, 3})}) {
    const Reading reading = read(tensor, storage);
    REQUIRE(reading.unpacked.size() == 1);
    CHECK(reading.tensor.bytes.read().data() == reading.unpacked[0].data());
    CHECK(elements_of(reading.tensor) == naive(tensor));
  }
}

TEST_CASE("a tensor without elements needs none") {
  for (const auto& tensor : {view(0, {0, 3}, {3, 1}), view(1000, {5, 0}, {kMost, kMost})}) {
    const Reading reading = read(tensor, {});
    CHECK(reading.tensor.bytes.empty());
    CHECK(reading.tensor.shape == tensor.shape);
  }
}

std::string refusal(const PickledTensor& tensor, std::uint64_t limit = 1000) {
  const auto storage = counted();
  const auto error = test::error_of([&] { static_cast<void>(read(tensor, storage, limit)); });
  return error ? error->what() : "accepted";
}

TEST_CASE("a tensor that leaves its storage is refused, whatever overflows") {
  CHECK(
      refusal(view(1, {60}, {1})) ==
      "file: tensor 'weight': [60] in I16 from element 1 on does not lie within its storage of 60 "
      "elements");
  for (const auto& tensor :
       {view(60, {}, {}), view(0, {2}, {60}), view(0, {kMost}, {kMost}), view(0, {3}, {kMost}),
        view(std::numeric_limits<std::uint64_t>::max(), {1}, {1}), view(0, {1LL << 62, 4}, {4, 1}),
        view(0, {1LL << 62, 1LL << 62}, {0, 0})}) {
    CHECK(test::contains(refusal(tensor), "does not lie within its storage of 60 elements"));
  }
}

TEST_CASE("a view that repeats its elements without end is refused") {
  const std::string huge = refusal(view(0, {1LL << 40}, {0}));
  CHECK(test::contains(huge, "take 2.0 TiB more where 1000 bytes are allowed"));
  CHECK(refusal(view(0, {500}, {0})) == "accepted");
  CHECK(refusal(view(0, {501}, {0})) != "accepted");
}

TEST_CASE("all copies of a file share one limit") {
  std::deque<std::vector<std::byte>> copies;
  UnpackedBytes unpacked(copies, 10, "file");
  unpacked.claim(6);
  CHECK(test::error_of([&] { unpacked.claim(5); }));
  unpacked.claim(4);
}

}  // namespace
}  // namespace vitviz::torch
