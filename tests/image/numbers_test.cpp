// SPDX-License-Identifier: Apache-2.0
#include "image/numbers.h"

#include <cmath>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "support/bytes_of.h"
#include "tensor/element_type.h"

namespace vitviz::image {
namespace {

using enum NumberKind;

double one(NumberType type, std::uint64_t bits) {
  const int bytes = type.bits / 8;
  double little = 0;
  double big = 0;
  read_numbers(type, std::endian::little, test::bytes_of(test::little_endian(bits, bytes)), 1,
               {&little, 1}, 1);
  read_numbers(type, std::endian::big, test::bytes_of(test::big_endian(bits, bytes)), 1, {&big, 1},
               1);
  CHECK(little == big);
  return little;
}

TEST_CASE("numbers of every kind and byte order are read") {
  CHECK(one({kWhole, 8}, 0xFE) == 254);
  CHECK(one({kWhole, 16}, 0xFF01) == 65281);
  CHECK(one({kWhole, 32}, 0xFFFFFFFE) == 4294967294.0);
  CHECK(one({kWhole, 64}, std::uint64_t{1} << 63) == 0x1p63);
  CHECK(one({kSigned, 8}, 0xFE) == -2);
  CHECK(one({kSigned, 16}, 0xFC00) == -1024);
  CHECK(one({kSigned, 32}, 0xFFFFFFFE) == -2);
  CHECK(one({kSigned, 64}, ~std::uint64_t{0}) == -1);
  CHECK(one({kFloat, 16}, 0xC100) == -2.5);
  CHECK(one({kFloat, 32}, 0xC0200000) == -2.5);
  CHECK(one({kFloat, 64}, 0xC004000000000000) == -2.5);
}

TEST_CASE("every number of 16-bit floating point is what weights of it are") {
  for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
    const auto bytes = test::bytes_of(test::little_endian(bits, 2));
    double got = 0;
    read_numbers({kFloat, 16}, std::endian::little, bytes, 2, {&got, 1}, 1);
    float want = 0;
    tensor::to_floats(tensor::ElementType::kF16, bytes, {&want, 1});
    const bool same = std::isnan(got) ? std::isnan(want) : got == double{want};
    if (!same) FAIL_CHECK("bits " << bits << ": " << got << ", not " << want);
  }
}

TEST_CASE("numbers are picked from among others, and put among others") {
  const auto bytes = test::bytes_of(std::string{1, 2, 3, 4, 5, 6});
  std::vector<double> row(5, -1);
  read_numbers({kWhole, 8}, std::endian::little, std::span(bytes).subspan(1), 2, row, 2);
  CHECK(row == std::vector<double>{2, -1, 4, -1, 6});
}

TEST_CASE("kinds of numbers have names, and some are not read") {
  CHECK(name_of({kFloat, 32}) == "floating-point numbers of 32 bits");
  CHECK(name_of({kWhole, 16}) == "whole numbers of 16 bits");
  CHECK(name_of({kSigned, 8}) == "signed numbers of 8 bits");
  for (const NumberType type : {NumberType{kFloat, 8}, {kFloat, 24}, {kWhole, 12}, {kSigned, 0}}) {
    CHECK_FALSE(is_readable(type));
  }
}

}  // namespace
}  // namespace vitviz::image
