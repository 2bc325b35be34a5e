// SPDX-License-Identifier: Apache-2.0
// Files whose lengths, offsets and sizes lie. What lies within the JSON itself is in
// safetensors_header_test.cpp.
#include <limits>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "safetensors/safetensors.h"
#include "safetensors/safetensors_header.h"
#include "support/npy_reader.h"
#include "support/safetensors_bytes.h"
#include "support/temporary_folder.h"

namespace vitviz::safetensors {
namespace {

using test::refusal;
using test::safetensors;
using test::with_length;

// "NAME": {…}
std::string entry(std::string_view name, std::string_view shape, std::string_view offsets,
                  std::string_view type = "U8") {
  return fmt::format(R"("{}":{{"dtype":"{}","shape":{},"data_offsets":{}}})", name, type, shape,
                     offsets);
}

std::string header(std::string_view first, std::string_view second = "") {
  return fmt::format("{{{}{}{}}}", first, second.empty() ? "" : ",", second);
}

TEST_CASE("a file truncated at any length is refused") {
  const auto whole = test::read_bytes(test::reference("safetensors/mixed.safetensors"));
  CHECK(refusal(whole) == "accepted");
  for (std::size_t length = 0; length < whole.size(); ++length) {
    // A copy of exactly this length, so that the sanitizers see any step beyond it.
    const std::vector<std::byte> part(whole.begin(),
                                      whole.begin() + static_cast<std::ptrdiff_t>(length));
    CAPTURE(length);
    CHECK(refusal(part).find(fmt::format("file: the file ends after {} of ", length)) == 0);
  }
}

TEST_CASE("a truncated file is told how long it should be") {
  const auto whole = safetensors(header(entry("a", "[4]", "[0,4]")), "1234");
  const std::vector<std::byte> part(whole.begin(), whole.end() - 1);
  CHECK(refusal(part) ==
        fmt::format("file: the file ends after {} of {} bytes", part.size(), whole.size()));
}

TEST_CASE("header lengths are compared with the file before anything else") {
  constexpr auto kMost = std::numeric_limits<std::uint64_t>::max();
  CHECK(refusal(with_length(kMost, "{}")).find("18446744073709551615 bytes") != std::string::npos);
  CHECK(refusal(with_length(safetensors::kMaxHeaderBytes + 1, "{}")).find("100000001 bytes") !=
        std::string::npos);
  CHECK(refusal(with_length(safetensors::kMaxHeaderBytes, "{}")) ==
        "file: the file ends after 10 of at least 100000008 bytes");
  CHECK(refusal(with_length(3, "{}")) == "file: the file ends after 10 of at least 11 bytes");
  CHECK(refusal(with_length(0, "{}")).find("does not begin with '{'") != std::string::npos);
}

TEST_CASE("tensors beyond the end of the file are refused as truncation") {
  const std::string far = entry("a", "[9223372036854775807]", "[0,9223372036854775807]");
  CHECK(refusal(safetensors(header(far), "1234")).find("the file ends after ") !=
        std::string::npos);
}

TEST_CASE("overlapping tensors are refused, both named") {
  const auto file =
      safetensors(header(entry("b", "[3]", "[1,4]"), entry("a", "[2]", "[0,2]")), "1234");
  CHECK(refusal(file) ==
        "file: tensor 'b' begins at byte 1 of the data, within tensor 'a', which ends at 2");
  const auto same =
      safetensors(header(entry("b", "[4]", "[0,4]"), entry("a", "[4]", "[0,4]")), "1234");
  CHECK(refusal(same).find("within tensor") != std::string::npos);
  const auto empty_within =
      safetensors(header(entry("b", "[4]", "[0,4]"), entry("a", "[0]", "[2,2]")), "1234");
  CHECK(refusal(empty_within).find("tensor 'a' begins at byte 2") != std::string::npos);
}

TEST_CASE("holes are refused at the front, in the middle and at the end") {
  CHECK(refusal(safetensors(header(entry("a", "[3]", "[1,4]")), "1234")) ==
        "file: tensor 'a' begins at byte 1 of the data, expected 0");
  CHECK(refusal(
            safetensors(header(entry("a", "[1]", "[0,1]"), entry("b", "[1]", "[3,4]")), "1234")) ==
        "file: tensor 'b' begins at byte 3 of the data, expected 1");
  CHECK(refusal(safetensors(header(entry("a", "[3]", "[0,3]")), "1234")) ==
        "file: 1 bytes follow the last tensor");
}

TEST_CASE("a size that differs from the shape's is refused with both") {
  CHECK(refusal(safetensors(header(entry("a", "[2,3]", "[0,20]", "F32")), std::string(20, 'x'))) ==
        "file: tensor 'a': its data_offsets are [0, 20], but its shape [2, 3] in F32 "
        "takes 24 bytes");
  CHECK(refusal(safetensors(header(entry("a", "[4]", "[4,0]")), "1234")).find("[4, 0]") !=
        std::string::npos);
  CHECK(refusal(safetensors(header(entry("a", "[0]", "[1,0]")), "1234")).find("[1, 0]") !=
        std::string::npos);
}

TEST_CASE("a shape whose product overflows is refused") {
  // The product is 2^64: a wrapped one would be 0 and fit.
  CHECK(refusal(safetensors(header(entry("a", "[4294967296,4294967296]", "[0,0]")), "")) ==
        "file: tensor 'a': its data_offsets are [0, 0], but its shape [4294967296, 4294967296] "
        "in U8 takes more than 2^64 bytes");
  CHECK(refusal(safetensors(header(entry("a", "[4611686018427387905]", "[0,4]", "F32")), "1234"))
            .find("takes more than 2^64 bytes") != std::string::npos);
}

TEST_CASE("a tensor named twice is refused") {
  CHECK(refusal(safetensors(header(entry("a", "[2]", "[0,2]"), entry("a", "[2]", "[2,4]")),
                            "1234")) == "file: tensor 'a' occurs twice");
  CHECK(refusal(safetensors(header(entry("a", "[2]", "[0,2]"), entry("\\u0061", "[2]", "[2,4]")),
                            "1234")) == "file: tensor 'a' occurs twice");
}

}  // namespace
}  // namespace vitviz::safetensors
