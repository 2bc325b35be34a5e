// SPDX-License-Identifier: Apache-2.0
#include "numpy/npy_header.h"

#include <string>

#include <doctest/doctest.h>

#include "npy_start.h"
#include "support/bytes_of.h"
#include "support/thrown_error.h"

namespace vitviz::numpy {
namespace {

using tensor::ElementType;
using test::contains;

NpyHeader header_of(const std::string& file) {
  return parse_npy_header(test::bytes_of(file), "a", "file");
}

std::string refusal_of_file(const std::string& file) {
  const auto error = test::error_of([&] { static_cast<void>(header_of(file)); });
  if (!error) return "accepted";
  CHECK(error->code() == base::ErrorCode::kModel);
  CHECK_FALSE(error->hint().empty());
  return error->what();
}

// What parse_npy_header() says of version 1 with this header.
std::string refusal(const std::string& header) {
  return refusal_of_file(test::npy_start(header) + header);
}

TEST_CASE("a header says type, order, shape and where the numbers begin") {
  const std::string text = "{'descr': '<i8', 'fortran_order': True, 'shape': (2, 3), }  \n";
  const NpyHeader header = header_of(test::npy_start(text) + text + "numbers");
  CHECK(header.type == ElementType::kI64);
  CHECK(header.fortran_order);
  CHECK(header.shape == io::Shape{2, 3});
  CHECK(header.data_begin == 10 + text.size());
}

TEST_CASE("every type that NumPy has for numbers is known, in the order of this machine") {
  using Case = std::pair<const char*, ElementType>;
  for (const auto& [type, want] :
       {Case{"f2", ElementType::kF16}, Case{"f4", ElementType::kF32}, Case{"f8", ElementType::kF64},
        Case{"V2", ElementType::kBF16}, Case{"i1", ElementType::kI8}, Case{"i2", ElementType::kI16},
        Case{"i4", ElementType::kI32}, Case{"i8", ElementType::kI64}, Case{"u1", ElementType::kU8},
        Case{"u2", ElementType::kU16}, Case{"u4", ElementType::kU32}, Case{"u8", ElementType::kU64},
        Case{"b1", ElementType::kBool}}) {
    CAPTURE(type);
    for (const std::string order : {"<", "|", "=", ""}) {
      const std::string text =
          "{'descr': '" + order + type + "', 'fortran_order': False, 'shape': ()}";
      CHECK(header_of(test::npy_start(text) + text).type == want);
    }
    const std::string swapped =
        std::string("{'descr': '>") + type + "', 'fortran_order': False, 'shape': ()}";
    CHECK(refusal(swapped) == "file: array 'a' is big-endian");
  }
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
  const std::string most = dimensions.substr(0, dimensions.size() - 2);
  CHECK(refusal(most + "), 'descr': '<f4', 'fortran_order': False}") == "accepted");
}

TEST_CASE("an array cut short at any byte is refused") {
  const std::string text = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)}\n";
  for (const int version : {1, 2, 3}) {
    const std::string whole = test::npy_start(text, version) + text;
    CHECK(header_of(whole).shape == io::Shape{2, 3});
    for (std::size_t size = 0; size < whole.size(); ++size) {
      CHECK(refusal_of_file(whole.substr(0, size)) != "accepted");
    }
  }
}

TEST_CASE("versions and lengths that are not known are refused") {
  const std::string text = "{'descr': '<f4', 'fortran_order': False, 'shape': ()}";
  for (const int version : {0, 4, 255}) {
    CHECK(refusal_of_file(test::npy_start(text, version) + text) ==
          "file, array 'a': has version " + std::to_string(version) +
              " of NumPy's format, known are 1 to 3");
  }
  const std::string longest = text + std::string(kMaxNpyHeaderBytes - text.size(), ' ');
  CHECK(refusal_of_file(test::npy_start(longest, 2) + longest) == "accepted");
  CHECK(refusal_of_file(test::npy_start(longest + " ", 2) + longest + " ") ==
        "file, array 'a': has a header of 65537 bytes, 65536 are allowed");
  std::string other = test::npy_start(text) + text;
  other[1] = 'n';
  CHECK(refusal_of_file(other) == "file, array 'a': is no NumPy array");
}

}  // namespace
}  // namespace vitviz::numpy
