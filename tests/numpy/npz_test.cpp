// SPDX-License-Identifier: Apache-2.0
#include "numpy/npz.h"

#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "npy_start.h"
#include "support/bytes_of.h"
#include "support/npy_reader.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"
#include "support/zip_bytes.h"

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

// An archive of one array, "a", whose header says this, and these bytes behind it.
std::vector<std::byte> archive_of(const std::string& header, const std::string& numbers) {
  return test::zip({{"a.npy", test::npy_start(header) + header + numbers}});
}

std::string refusal_of(const std::vector<std::byte>& bytes) {
  const auto error = test::error_of([&] { static_cast<void>(parse_npz(bytes, "file")); });
  if (!error) return "accepted";
  CHECK(error->code() == base::ErrorCode::kModel);
  CHECK_FALSE(error->hint().empty());
  return error->what();
}

TEST_CASE("an array has as many bytes as its shape asks for") {
  const std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)}\n";
  CHECK(refusal_of(archive_of(header, std::string(24, 'x'))) == "accepted");
  CHECK(refusal_of(archive_of(header, std::string(23, 'x'))) ==
        "file: array 'a' of shape [2, 3] in F32 takes 24 bytes, found 23");
  CHECK(refusal_of(archive_of(header, std::string(25, 'x'))) ==
        "file: array 'a' of shape [2, 3] in F32 takes 24 bytes, found 25");
  CHECK(refusal_of(archive_of("{'descr': '<f8', 'fortran_order': False, "
                              "'shape': (9223372036854775807, 9)}",
                              "")) ==
        "file: array 'a' of shape [9223372036854775807, 9] in F64 takes more than 2^64 bytes, "
        "found 0");
}

TEST_CASE("a Fortran-ordered array is transposed, in any number of dimensions") {
  // Element (i, j, k) of [2, 1, 3] lies at i + 2 · k, and is written as the letter of its place.
  const auto bytes =
      archive_of("{'descr': '|u1', 'fortran_order': True, 'shape': (2, 1, 3)}", "abcdef");
  const io::Checkpoint checkpoint = parse_npz(bytes, "file");
  CHECK(test::text_of(checkpoint.tensors.at("a").bytes.read()) == "acebdf");
  const auto vector =
      archive_of("{'descr': '|u1', 'fortran_order': True, 'shape': (1, 6)}", "abcdef");
  const io::Checkpoint as_it_lies = parse_npz(vector, "file");
  CHECK(test::text_of(as_it_lies.tensors.at("a").bytes.read()) == "abcdef");
}

TEST_CASE("only files named as arrays are, without their ending") {
  const std::string header = "{'descr': '|u1', 'fortran_order': False, 'shape': ()}";
  const std::string file = test::npy_start(header) + header + "x";
  const auto bytes = test::zip({{"readme.txt", "x"}, {"folder/b.npy", file}, {".npy", "x"}});
  const io::Checkpoint checkpoint = parse_npz(bytes, "file");
  CHECK(checkpoint.tensors.size() == 1);
  CHECK(checkpoint.tensors.count("folder/b") == 1);
  CHECK(refusal_of(test::zip({{"readme.txt", "x"}})) ==
        "file: is a ZIP archive without NumPy arrays");
  CHECK(refusal_of(test::zip({{"a.npy", "no array"}})) == "file, array 'a': is no NumPy array");
}

TEST_CASE("arrays that are no tensors are left out") {
  const std::string text = "{'descr': '<U5', 'fortran_order': False, 'shape': (2,)}";
  const std::string record = "{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (2,)}";
  const std::string object = "{'descr': '|O', 'fortran_order': False, 'shape': (2,)}";
  for (const std::string& header : {text, record, object}) {
    CHECK(parse_npz(archive_of(header, "anything"), "file").tensors.empty());
  }
}

}  // namespace
}  // namespace vitviz::numpy
