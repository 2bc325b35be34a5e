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
  CHECK(bytes.get().data() == file.data());
  bytes.check();
}

TEST_CASE("other bytes are made when they are asked for, once for all copies") {
  int made = 0;
  const TensorBytes bytes{2, [&made] {
                            ++made;
                            return std::vector<std::byte>(2, std::byte{7});
                          }};
  const TensorBytes copy = bytes;
  CHECK(bytes.size() == 2);
  CHECK(made == 0);
  CHECK(copy.get()[1] == std::byte{7});
  CHECK(bytes.get().data() == copy.get().data());
  CHECK(made == 1);
}

TEST_CASE("checking tells what is wrong without keeping anything") {
  int made = 0;
  const TensorBytes bytes{1, [&made]() -> std::vector<std::byte> {
                            ++made;
                            throw base::Error(base::ErrorCode::kModel, "damaged");
                          }};
  CHECK(test::error_of([&] { bytes.check(); }).has_value());
  CHECK(test::error_of([&] { static_cast<void>(bytes.get()); }).has_value());
  CHECK(made == 2);
}

}  // namespace
}  // namespace vitviz::io
