// SPDX-License-Identifier: Apache-2.0
#include "numpy/npy.h"

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "support/npy_reader.h"
#include "support/temporary_folder.h"

namespace vitviz::numpy {
namespace {

// As tests/reference/npy/make.py counts: i / 4 − 3.
std::vector<float> counting(std::size_t count) {
  std::vector<float> values;
  for (std::size_t i = 0; i < count; ++i) values.push_back(static_cast<float>(i) / 4 - 3);
  return values;
}

TEST_CASE("files are byte for byte those that NumPy writes") {
  struct Case {
    std::string name;
    io::Shape shape;
    std::size_t count;
  };
  for (const Case& c : {Case{"scalar", {}, 1}, Case{"vector", {5}, 5}, Case{"matrix", {2, 3}, 6},
                        Case{"maps", {2, 3, 4, 5}, 120}, Case{"none", {0, 7}, 0}}) {
    CAPTURE(c.name);
    const auto want = test::read_bytes(test::reference("npy/" + c.name + ".npy"));
    CHECK((encode_npy(counting(c.count), c.shape) == want));
  }
}

TEST_CASE("bytes and whole numbers have types of their own") {
  const std::vector<std::uint8_t> bytes = {0, 1, 255, 7, 8, 9};
  CHECK((encode_npy(bytes, {2, 3}) == test::read_bytes(test::reference("npy/bytes.npy"))));
  const std::vector<std::int64_t> numbers = {-1, 1LL << 40};
  CHECK((encode_npy(numbers, {2}) == test::read_bytes(test::reference("npy/integers.npy"))));
}

TEST_CASE("the numbers begin at a multiple of 64 bytes whatever the header's length") {
  io::Shape shape;
  for (int dimensions = 0; dimensions < 64; ++dimensions) {
    const auto bytes = encode_npy(counting(1), shape);
    CHECK((bytes.size() - sizeof(float)) % 64 == 0);
    CHECK(bytes[bytes.size() - sizeof(float) - 1] == std::byte{'\n'});
    shape.push_back(1);
  }
}

TEST_CASE("a round trip keeps shape and values, infinities and NaN included") {
  const float infinity = std::numeric_limits<float>::infinity();
  const std::vector<float> values = {0.1F, -infinity, infinity, std::nanf(""), 1e-45F, 3.0F};
  const test::TemporaryFolder folder;
  test::write_bytes(folder / "a.npy", encode_npy(values, {3, 1, 2}));
  const test::Array array = test::read_npy(folder / "a.npy");
  CHECK(array.shape == io::Shape{3, 1, 2});
  REQUIRE(array.values.size() == values.size());
  CHECK(std::isnan(array.values[3]));
  for (const std::size_t i : {0U, 1U, 2U, 4U, 5U}) CHECK(array.values[i] == values[i]);
}

TEST_CASE("a shape that does not fit the values is a broken promise") {
  CHECK_THROWS_AS(static_cast<void>(encode_npy(counting(5), {2, 3})), std::logic_error);
  CHECK_THROWS_AS(static_cast<void>(encode_npy(counting(5), {-5})), std::logic_error);
}

}  // namespace
}  // namespace vitviz::numpy
