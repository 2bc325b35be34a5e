// SPDX-License-Identifier: Apache-2.0
// Tensors that are not as their header says.
#include <string>

#include <doctest/doctest.h>

#include "gguf/gguf.h"
#include "gguf_bytes.h"
#include "support/thrown_error.h"

namespace vitviz::gguf {
namespace {

using test::Gguf;
using test::gguf_tensor;

std::string refusal(const Gguf& file) {
  const auto bytes = test::bytes_of(file.bytes());
  const auto error = test::error_of([&] { static_cast<void>(parse_gguf(bytes, "file")); });
  if (!error) return "accepted";
  CHECK(error->code() == base::ErrorCode::kModel);
  CHECK_FALSE(error->hint().empty());
  return error->what();
}

// A model with one tensor and so many bytes of data.
Gguf single(const std::vector<std::uint64_t>& dimensions, std::uint32_t type, std::size_t bytes,
            std::uint64_t offset = 0) {
  return {.tensors = {gguf_tensor("t", dimensions, type, offset)},
          .data = std::string(bytes, '\1')};
}

TEST_CASE("GGUF: the data must be there to the last byte") {
  CHECK(refusal(single({3, 2}, test::kGgufF32, 24)) == "accepted");
  CHECK(refusal(single({3, 2}, test::kGgufF32, 23)) ==
        "file: the file ends after 119 of 120 bytes");
  CHECK(refusal(single({5}, test::kGgufI8, 36, 32)) ==
        "file: the file ends after 100 of 101 bytes");
  CHECK(refusal(single({64}, test::kGgufQ8, 68)) == "accepted");
  CHECK(refusal(single({64}, test::kGgufQ8, 67)) == "file: the file ends after 131 of 132 bytes");
  CHECK(refusal(single({0, 7}, test::kGgufF32, 0)) == "accepted");
}

TEST_CASE("GGUF: tensors begin at the alignment") {
  CHECK(refusal(single({1}, test::kGgufI8, 40, 32)) == "accepted");
  CHECK(refusal(single({1}, test::kGgufI8, 40, 31)) ==
        "file: tensor 't' begins at byte 31, no multiple of 32");
}

TEST_CASE("GGUF: no product and no sum wraps around") {
  const std::uint64_t huge = 1ULL << 32U;
  CHECK(refusal(single({huge, huge}, test::kGgufI8, 8)) ==
        "file: tensor 't' has more than 2^64 bytes");
  CHECK(refusal(single({huge, huge >> 1U}, test::kGgufI8, 8, ~0ULL << 5U)) ==
        "file: tensor 't' ends beyond 2^64 bytes");
  CHECK(refusal(single({1ULL << 63U}, test::kGgufI8, 8)) ==
        "file: tensor 't' has a dimension above 2^63");
  CHECK(refusal(single({huge * huge / 4}, test::kGgufF32, 8)).find("more than 2^64 bytes") ==
        std::string::npos);  // 2^62 floats can be counted, but are not there
}

TEST_CASE("GGUF: types that are not read are refused with the way to change them") {
  const auto error = test::error_of(
      [] { static_cast<void>(parse_gguf(test::bytes_of(single({32}, 2, 64).bytes()), "file")); });
  REQUIRE(error.has_value());
  CHECK(error->what() ==
        std::string("file: tensor 't' is quantised, or else of the unknown type 2"));
  CHECK(test::contains(error->hint(), "F32, F16, BF16 and Q8_0 are read"));
  CHECK(refusal(single({31}, test::kGgufQ8, 64)) ==
        "file: tensor 't' has rows of 31 elements, which Q8_0 cannot store");
}

TEST_CASE("GGUF: two tensors share no byte and no name") {
  Gguf file{.tensors = {gguf_tensor("a", {40}, test::kGgufI8, 0),
                        gguf_tensor("b", {1}, test::kGgufI8, 64)},
            .data = std::string(80, '\1')};
  CHECK(refusal(file) == "accepted");
  file.tensors[1] = gguf_tensor("b", {1}, test::kGgufI8, 32);
  CHECK(refusal(file) == "file: tensor 'b' lies within tensor 'a'");
  file.tensors[1] = gguf_tensor("b", {0}, test::kGgufI8, 32);  // one without bytes lies nowhere
  CHECK(refusal(file) == "accepted");
  file.tensors[1] = gguf_tensor("a", {1}, test::kGgufI8, 64);
  CHECK(refusal(file) == "file: tensor 'a' occurs twice");
}

TEST_CASE("GGUF: dimensions are given outermost first, and bytes lie where they are") {
  const auto bytes = test::bytes_of(Gguf{.tensors = {gguf_tensor("t", {3, 2}, test::kGgufI8, 32)},
                                         .data = std::string(32, '\0') + "abcdef"}
                                        .bytes());
  const io::Checkpoint checkpoint = parse_gguf(bytes, "file");
  const io::StoredTensor& tensor = checkpoint.tensors.at("t");
  CHECK(tensor.shape == io::Shape{2, 3});
  CHECK(test::text_of(tensor.bytes.read()) == "abcdef");
  CHECK(tensor.bytes.read().data() == bytes.data() + bytes.size() - 6);
}

}  // namespace
}  // namespace vitviz::gguf
