// SPDX-License-Identifier: Apache-2.0
#include "model/seeded_numbers.h"

#include <cmath>

#include <doctest/doctest.h>

#include "support/npy_reader.h"

namespace vitviz::model {
namespace {

// The reference writes the Mersenne Twister out; floats are compared bit by bit.
TEST_CASE("seeded numbers are the reference's to the last bit of a float") {
  const test::Array want = test::read_npy(test::reference("model/numbers.npy"));
  REQUIRE(want.shape == io::Shape{2, 8});
  SeededNumbers uniform(5489);
  SeededNumbers normal(5489);
  for (int i = 0; i < 8; ++i) {
    CAPTURE(i);
    CHECK(static_cast<float>(uniform.uniform()) == want.matrix()(0, i));
    CHECK(static_cast<float>(normal.normal()) == want.matrix()(1, i));
  }
}

TEST_CASE("normal numbers have the moments and the tails of the standard normal distribution") {
  constexpr int kCount = 200'000;
  SeededNumbers numbers(3);
  double sum = 0;
  double squares = 0;
  double fourth = 0;
  int beyond_two = 0;
  for (int i = 0; i < kCount; ++i) {
    const double x = numbers.normal();
    sum += x;
    squares += x * x;
    fourth += x * x * x * x;
    beyond_two += std::abs(x) > 2 ? 1 : 0;
  }
  // Five standard errors each: √(1 / n), √(2 / n), √(96 / n), √(p (1 − p) / n).
  CHECK(sum / kCount == doctest::Approx(0).epsilon(0.0112));
  CHECK(std::abs(squares / kCount - 1) < 0.0159);
  CHECK(std::abs(fourth / kCount - 3) < 0.11);
  CHECK(std::abs(beyond_two / double{kCount} - 0.0455) < 0.0024);
}

TEST_CASE("even numbers are at least 0, below 1, and differ from seed to seed") {
  SeededNumbers one(1);
  SeededNumbers two(2);
  int same = 0;
  for (int i = 0; i < 1000; ++i) {
    const double x = one.uniform();
    CHECK(x >= 0);
    CHECK(x < 1);
    same += x == two.uniform() ? 1 : 0;
  }
  CHECK(same == 0);
}

}  // namespace
}  // namespace vitviz::model
