// SPDX-License-Identifier: Apache-2.0
#include "gguf/gguf_header.h"

#include <bit>
#include <string>

#include <doctest/doctest.h>

#include "gguf_bytes.h"
#include "io/name_limits.h"
#include "support/thrown_error.h"

namespace vitviz::gguf {
namespace {

using namespace std::string_literals;
using test::Gguf;
using test::gguf_list;
using test::gguf_pair;
using test::gguf_tensor;
using test::little_endian;

GgufHeader header_of(const Gguf& file) {
  return parse_gguf_header(test::bytes_of(file.bytes()), "file");
}

std::string refusal(const Gguf& file) {
  const auto error = test::error_of([&] { static_cast<void>(header_of(file)); });
  if (!error) return "accepted";
  CHECK(error->code() == base::ErrorCode::kModel);
  CHECK_FALSE(error->hint().empty());
  return error->what();
}

// How one value is written as metadata; "passed over" where it is not.
std::string written(std::uint32_t kind, const std::string& value) {
  const GgufHeader header = header_of({.pairs = {gguf_pair("k", kind, value)}});
  const auto found = header.metadata.find("k");
  return found == header.metadata.end() ? "passed over" : found->second;
}

TEST_CASE("GGUF: a header without pairs and tensors ends at a multiple of 32") {
  const GgufHeader header = header_of({});
  CHECK(header.tensors.empty());
  CHECK(header.metadata.empty());
  CHECK(header.alignment == 32);
  CHECK(header.data_begin == 32);  // 24 bytes, rounded up
}

TEST_CASE("GGUF: every kind of number is written as it is") {
  CHECK(written(0, "\xFF"s) == "255");
  CHECK(written(1, "\xFF"s) == "-1");
  CHECK(written(2, little_endian(0xFFFE, 2)) == "65534");
  CHECK(written(3, little_endian(0xFFFE, 2)) == "-2");
  CHECK(written(4, little_endian(0xFFFFFFFF, 4)) == "4294967295");
  CHECK(written(5, little_endian(0xFFFFFFFF, 4)) == "-1");
  CHECK(written(6, little_endian(std::bit_cast<std::uint32_t>(0.1F), 4)) == "0.1");
  CHECK(written(7, "\0"s) == "false");
  CHECK(written(7, "\2"s) == "true");
  CHECK(written(10, little_endian(~0ULL, 8)) == "18446744073709551615");
  CHECK(written(11, little_endian(~0ULL, 8)) == "-1");
  CHECK(written(12, little_endian(std::bit_cast<std::uint64_t>(-0.25), 8)) == "-0.25");
}

TEST_CASE("GGUF: texts and short lists of numbers are written, longer ones passed over") {
  CHECK(written(test::kGgufText, test::gguf_text("tench")) == "tench");
  CHECK(written(test::kGgufText, test::gguf_text("")).empty());
  const std::string longest(kMaxGgufValueBytes, 'x');
  CHECK(written(test::kGgufText, test::gguf_text(longest)) == longest);
  CHECK(written(test::kGgufText, test::gguf_text(longest + "x")) == "passed over");

  CHECK(written(test::kGgufList, gguf_list(2, 2, little_endian(7, 2) + little_endian(8, 2))) ==
        "7,8");
  CHECK(written(test::kGgufList, gguf_list(2, 0, "")).empty());
  CHECK(written(test::kGgufList, gguf_list(0, kMaxGgufListLength, std::string(64, '\1'))).size() ==
        2 * kMaxGgufListLength - 1);
  CHECK(written(test::kGgufList, gguf_list(0, kMaxGgufListLength + 1, std::string(65, '\1'))) ==
        "passed over");
  CHECK(written(test::kGgufList, gguf_list(test::kGgufText, 1, test::gguf_text("a"))) ==
        "passed over");
}

TEST_CASE("GGUF: what follows a value that is passed over is still read") {
  const std::string longest(kMaxGgufValueBytes + 1, 'x');
  const GgufHeader header =
      header_of({.pairs = {gguf_pair("a", test::kGgufText, test::gguf_text(longest)),
                           gguf_pair("b", test::kGgufList,
                                     gguf_list(test::kGgufText, 2,
                                               test::gguf_text("x") + test::gguf_text("yz"))),
                           gguf_pair("c", test::kGgufU32, little_endian(5, 4))},
                 .tensors = {gguf_tensor("t", {3, 2}, 30, 64)}});
  CHECK(header.metadata == decltype(header.metadata){{"c", "5"}});
  REQUIRE(header.tensors.size() == 1);
  CHECK(header.tensors[0].name == "t");
  CHECK(header.tensors[0].dimensions == std::vector<std::uint64_t>{3, 2});
  CHECK(header.tensors[0].type == 30);
  CHECK(header.tensors[0].offset == 64);
}

TEST_CASE("GGUF: another alignment moves the data") {
  const auto aligned = [](std::uint64_t to) {
    return Gguf{.pairs = {gguf_pair("general.alignment", test::kGgufU32, little_endian(to, 4))}};
  };
  CHECK(header_of(aligned(1)).data_begin == 24 + 8 + 17 + 4 + 4);
  CHECK(header_of(aligned(64)).data_begin == 64);
  CHECK(header_of(aligned(4096)).data_begin == 4096);
  for (const std::uint64_t to : {0U, 3U, 48U, 1'048'576U, 0x80000000U}) {
    CHECK(refusal(aligned(to)) ==
          "file: its general.alignment is " + std::to_string(to) + ", no small power of 2");
  }
  for (const std::uint32_t kind : {5U, 10U}) {
    CHECK(refusal({.pairs = {gguf_pair("general.alignment", kind, little_endian(32, 8))}}) ==
          "file: its general.alignment is no 32-bit whole number");
  }
}

TEST_CASE("GGUF: versions that are not known are refused, big-endian ones by name") {
  CHECK(refusal({.version = 2}) == "accepted");
  CHECK(refusal({.version = 1}) == "file: has version 1 of GGUF, known are 2 and 3");
  CHECK(refusal({.version = 4}) == "file: has version 4 of GGUF, known are 2 and 3");
  CHECK(refusal({.version = 0}) == "file: has version 0 of GGUF, known are 2 and 3");
  CHECK(refusal({.version = 3U << 24U}) == "file: is a GGUF model for big-endian machines");
  CHECK(refusal({.magic = "GGUE"}) == "file: is no GGUF model");
}

TEST_CASE("GGUF: counts are held against what the file has room for") {
  std::string file = Gguf{}.bytes();
  const auto with = [&](std::size_t at, std::uint64_t count) {
    std::string changed = file;
    changed.replace(at, 8, little_endian(count, 8));
    const auto error = test::error_of(
        [&] { static_cast<void>(parse_gguf_header(test::bytes_of(changed), "file")); });
    return error ? std::string(error->what()) : "accepted";
  };
  CHECK(with(8, 1) == "file: claims 1 tensors in 16 bytes");
  CHECK(with(8, ~0ULL) == "file: claims 18446744073709551615 tensors in 16 bytes");
  CHECK(with(16, 1) == "file: claims 1 key-value pairs in 8 bytes");
  file.append((io::kMaxTensors + 1) * 24, '\0');
  CHECK(with(8, io::kMaxTensors + 1).starts_with("file: claims 65537 tensors in"));
  CHECK(with(16, kMaxGgufPairs + 1).starts_with("file: claims 65537 key-value pairs in"));
}

TEST_CASE("GGUF: what a header may not say") {
  const std::string number = gguf_pair("k", test::kGgufU32, little_endian(1, 4));
  CHECK(refusal({.pairs = {number, number}}) == "file: has the key 'k' twice");
  CHECK(refusal({.pairs = {gguf_pair("k", 13, little_endian(0, 8))}}) ==
        "file: 'k' has a value of the unknown kind 13");
  CHECK(refusal({.pairs = {gguf_pair("k", test::kGgufList, gguf_list(9, 1, ""))}}) ==
        "file: 'k' has lists in a list");
  CHECK(refusal({.pairs = {gguf_pair("k", test::kGgufList, gguf_list(12, 1ULL << 61U, ""))}}) ==
        "file: 'k' claims 2305843009213693952 numbers");
  CHECK(refusal({.tensors = {gguf_tensor("t", {1, 1, 1, 1}, 0, 0)}}) == "accepted");
  CHECK(refusal({.tensors = {gguf_tensor("t", {1, 1, 1, 1, 1}, 0, 0)}}) ==
        "file: tensor 't' has 5 dimensions, 4 are allowed");
}

TEST_CASE("GGUF: names have limits, each and together") {
  const std::string longest(io::kMaxTensorNameBytes, 'n');
  CHECK(refusal({.tensors = {gguf_tensor(longest, {}, 0, 0)}}) == "accepted");
  CHECK(refusal({.tensors = {gguf_tensor(longest + "n", {}, 0, 0)}}) ==
        "file: a tensor's name has 4097 bytes, 4096 are allowed");
  CHECK(refusal({.pairs = {gguf_pair(longest + "n", test::kGgufU32, little_endian(1, 4))}}) ==
        "file: a key has 4097 bytes, 4096 are allowed");
  Gguf many;
  for (std::size_t bytes = 0; bytes <= io::kMaxAllNameBytes; bytes += longest.size()) {
    many.tensors.push_back(gguf_tensor(longest, {}, 0, 0));
  }
  CHECK(refusal(many) == "file: its keys and names take more than 8388608 bytes");
}

}  // namespace
}  // namespace vitviz::gguf
