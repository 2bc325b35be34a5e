// SPDX-License-Identifier: Apache-2.0
#include "image/longjmp_guard.h"

#include <doctest/doctest.h>

namespace vitviz::image {
namespace {

TEST_CASE("a call that returns has returned normally") {
  std::jmp_buf landing;
  int calls = 0;
  CHECK(returned_normally(landing, [&] { ++calls; }));
  CHECK(calls == 1);
}

TEST_CASE("a call that jumps has not, and what it did before remains") {
  std::jmp_buf landing;
  volatile int steps = 0;  // a jump may forget what is in a register
  CHECK_FALSE(returned_normally(landing, [&] {
    steps = 1;
    std::longjmp(landing, 1);
  }));
  CHECK(steps == 1);
}

TEST_CASE("a landing serves again after a jump") {
  std::jmp_buf landing;
  for (int i = 0; i < 3; ++i) {
    CHECK_FALSE(returned_normally(landing, [&] { std::longjmp(landing, 1); }));
    CHECK(returned_normally(landing, [] {}));
  }
}

}  // namespace
}  // namespace vitviz::image
