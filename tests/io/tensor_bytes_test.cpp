// SPDX-License-Identifier: Apache-2.0
#include "io/tensor_bytes.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "support/thrown_error.h"

namespace vitviz::io {
namespace {

TEST_CASE("bytes that lie somewhere are used there") {
  const std::vector<std::byte> file(3, std::byte{'x'});
  const TensorBytes bytes{std::span(file)};
  CHECK(bytes.size() == 3);
  CHECK(bytes.read().data() == file.data());
}

TEST_CASE("bytes are checked whenever they are read") {
  const std::vector<std::byte> file(3, std::byte{'x'});
  const TensorBytes bytes{std::span(file),
                          [] { throw base::Error(base::ErrorCode::kModel, "damaged"); }};
  CHECK(bytes.size() == 3);
  CHECK(test::error_of([&] { static_cast<void>(bytes.read()); }).has_value());
}

TEST_CASE("other bytes are made whenever they are read") {
  int made = 0;
  const TensorBytes bytes{2, [&made] {
                            ++made;
                            return std::vector<std::byte>(2, std::byte{7});
                          }};
  const TensorBytes copy = bytes;
  CHECK(bytes.size() == 2);
  CHECK(made == 0);
  CHECK(copy.read()[1] == std::byte{7});
  ReadBytes read = bytes.read();
  CHECK(made == 2);
  const ReadBytes moved = std::move(read);
  CHECK(moved.size() == 2);
  CHECK(moved.front() == std::byte{7});
}

TEST_CASE("what cannot be made is said when it is read") {
  const TensorBytes bytes{
      1, []() -> std::vector<std::byte> { throw base::Error(base::ErrorCode::kModel, "damaged"); }};
  CHECK(test::error_of([&] { static_cast<void>(bytes.read()); }).has_value());
}

}  // namespace
}  // namespace vitviz::io
