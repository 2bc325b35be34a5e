// SPDX-License-Identifier: Apache-2.0
#include "numpy/npz.h"

#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "numpy/npy_header.h"
#include "support/npy_reader.h"
#include "support/safetensors_bytes.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::numpy {
namespace {

using tensor::ElementType;
using test::contains;

// Element i of every array is i − 3, whatever its type and order in the file.
void check_counting(const io::Checkpoint& checkpoint, const std::string& name, ElementType type,
                    const io::Shape& shape) {
  CAPTURE(name);
  REQUIRE(checkpoint.tensors.count(name) == 1);
  const io::StoredTensor& tensor = checkpoint.tensors.find(name)->second;
  CHECK(tensor.type == type);
  CHECK(tensor.shape == shape);
  REQUIRE(io::stored_bytes(shape, type) == tensor.bytes.size());
  if (!is_weight_type(type)) return;
  std::vector<float> values(tensor.count());
  to_floats(type, tensor.bytes.read(), values);
  for (std::size_t i = 0; i < values.size(); ++i) CHECK(values[i] == static_cast<float>(i) - 3);
}

TEST_CASE("NumPy's archives are read, stored and deflated, in both orders") {
  for (const char* file : {"npz/stored.npz", "npz/deflated.npz"}) {
    CAPTURE(file);
    const auto bytes = test::read_bytes(test::reference(file));
    const io::Checkpoint checkpoint = parse_npz(bytes, "file");
    CHECK(checkpoint.container == io::Container::kNpz);
    CHECK(checkpoint.name == "file");
    CHECK(checkpoint.tensors.size() == 9);
    check_counting(checkpoint, "params/kernel", ElementType::kF32, {2, 3});
    check_counting(checkpoint, "params/fortran", ElementType::kF32, {2, 3, 4});
    check_counting(checkpoint, "params/fortran_half", ElementType::kF16, {5, 2});
    check_counting(checkpoint, "half", ElementType::kF16, {7});
    check_counting(checkpoint, "bfloat16", ElementType::kBF16, {2, 2});
    check_counting(checkpoint, "double", ElementType::kF64, {2});
    check_counting(checkpoint, "count", ElementType::kI64, {});
    check_counting(checkpoint, "none", ElementType::kF32, {0, 4});
    check_counting(checkpoint, "mask", ElementType::kBool, {1, 5});
  }
}

TEST_CASE("stored row-major arrays are not copied") {
  const auto bytes = test::read_bytes(test::reference("npz/stored.npz"));
  const io::Checkpoint checkpoint = parse_npz(bytes, "file");
  const io::StoredTensor& kernel = checkpoint.tensors.at("params/kernel");
  CHECK(kernel.bytes.read().data() > bytes.data());
  CHECK(kernel.bytes.read().data() < bytes.data() + bytes.size());
}

TEST_CASE("compressed arrays are unpacked when they are asked for") {
  const auto bytes =
      test::read_bytes(std::filesystem::path(VITVIZ_CORPUS_ROOT) / "npz/bad_checksum");
  const io::Checkpoint checkpoint = parse_npz(bytes, "file");
  REQUIRE(!checkpoint.tensors.empty());
  const auto error = test::error_of([&] {
    for (const auto& [name, stored] : checkpoint.tensors) static_cast<void>(stored.bytes.read());
  });
  REQUIRE(error.has_value());
  CHECK(contains(error->what(), "file: entry "));
}

TEST_CASE("stored arrays are held against their checksum when they are asked for") {
  auto bytes = test::read_bytes(test::reference("npz/stored.npz"));
  for (const char* array : {"params/kernel", "params/fortran"}) {
    const io::Checkpoint whole = parse_npz(bytes, "file");
    REQUIRE_FALSE(test::error_of([&] { static_cast<void>(whole.tensors.at(array).bytes.read()); }));
  }
  const std::byte* kernel =
      parse_npz(bytes, "file").tensors.at("params/kernel").bytes.read().data();
  bytes[static_cast<std::size_t>(kernel - bytes.data())] ^= std::byte{1};
  const io::Checkpoint damaged = parse_npz(bytes, "file");
  const auto error =
      test::error_of([&] { static_cast<void>(damaged.tensors.at("params/kernel").bytes.read()); });
  REQUIRE(error.has_value());
  CHECK(error->what() == std::string("file: entry 'params/kernel.npy' is damaged"));
}

TEST_CASE("big-endian numbers are refused with the way to change them") {
  const auto bytes = test::read_bytes(test::reference("npz/big_endian.npz"));
  const auto error = test::error_of([&] { static_cast<void>(parse_npz(bytes, "file")); });
  REQUIRE(error.has_value());
  CHECK(error->what() == std::string("file: array 'a' is big-endian"));
  CHECK(contains(error->hint(), "astype"));
}

// What parse_npy_header() says of version 1 with this header.
std::string refusal(const std::string& header) {
  const std::string text = std::string("\x93NUMPY\1\0", 8) +
                           static_cast<char>(header.size() & 0xFF) +
                           static_cast<char>(header.size() >> 8) + header;
  const auto error = test::error_of(
      [&] { static_cast<void>(parse_npy_header(test::bytes_of(text), "a", "file")); });
  return error ? error->what() : "accepted";
}

TEST_CASE("headers may be written in any of Python's ways") {
  CHECK(refusal("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }  \n") == "accepted");
  CHECK(refusal("{\"shape\":(2L,),\"descr\":\"|V2\",\"fortran_order\":True}") == "accepted");
  CHECK(refusal("{'descr': '<c8', 'fortran_order': False, 'shape': ()}") == "accepted");
}

TEST_CASE("headers that are none are refused") {
  for (const char* header :
       {"", "{", "{}", "{'descr'", "{'descr': '<f4'", "{'descr': '<f4', 'shape': (1,)}",
        "{'descr': '<f4', 'descr': '<f4'}", "{'shape': (1", "{'shape': (-1,)}", "{'shape': 1}",
        "{'shape': (9223372036854775808,)}", "{'fortran_order': 1}", "{'other': 1}"}) {
    CAPTURE(header);
    CHECK(contains(refusal(header), "its header cannot be read"));
  }
  std::string dimensions = "{'shape': (";
  for (std::size_t i = 0; i <= kMaxNpyDimensions; ++i) dimensions += "1,";
  CHECK(contains(refusal(dimensions), "more than 32 dimensions"));
}

TEST_CASE("an array cut short at any byte is refused") {
  const std::string whole = std::string("\x93NUMPY\2\0\x3A\0\0\0", 12) +
                            "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)}\n";
  CHECK(parse_npy_header(test::bytes_of(whole), "a", "file").shape == io::Shape{2, 3});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto bytes = test::bytes_of(whole.substr(0, size));
    CHECK(test::error_of([&] { static_cast<void>(parse_npy_header(bytes, "a", "file")); }));
  }
}

}  // namespace
}  // namespace vitviz::numpy
