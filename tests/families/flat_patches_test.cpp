// SPDX-License-Identifier: Apache-2.0
#include "families/flat_patches.h"

#include <numeric>

#include <doctest/doctest.h>

namespace vitviz::families {
namespace {

// A tensor that holds 0, 1, 2, …, and what is left of it as floats.
struct Case {
  std::vector<float> values;
  checkpoint::TensorSet tensors;

  explicit Case(const io::Shape& shape) {
    values.resize(static_cast<std::size_t>(
        std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>())));
    std::iota(values.begin(), values.end(), 0.0F);
    tensors.tensors["w"] = {tensor::ElementType::kF32, shape, std::as_bytes(std::span(values))};
    families::unfold_patches(tensors, "w");
  }

  std::vector<float> unfolded() const {
    const io::StoredTensor& stored = tensors.tensors.at("w");
    std::vector<float> floats(stored.count());
    to_floats(stored.type, stored.bytes.read(), floats);
    return floats;
  }
};

TEST_CASE("channels side by side become planes") {
  const Case two_rows({2, 12});  // P = 2
  CHECK(two_rows.tensors.shape("w") == io::Shape{2, 3, 2, 2});
  CHECK(two_rows.unfolded() == std::vector<float>{0,  3,  6,  9,  1,  4,  7,  10, 2,  5,  8,  11,
                                                  12, 15, 18, 21, 13, 16, 19, 22, 14, 17, 20, 23});
}

TEST_CASE("what is no matrix of square patches stays as it is") {
  for (const io::Shape& shape : {io::Shape{2, 13}, {2, 6}, {2, 3, 2, 2}, {12}}) {
    const Case other(shape);
    CHECK(other.tensors.shape("w") == shape);
    CHECK(other.unfolded() == other.values);
  }
  checkpoint::TensorSet none;
  families::unfold_patches(none, "w");
  CHECK(none.tensors.empty());
}

}  // namespace
}  // namespace vitviz::families
