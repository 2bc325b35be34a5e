// SPDX-License-Identifier: Apache-2.0
#include "model/observed_queries.h"

#include <stdexcept>
#include <vector>

#include <doctest/doctest.h>

namespace vitviz::model {
namespace {

constexpr tensor::PatchGrid kGrid{3, 4};

Blueprint with_prefix(const std::vector<PrefixToken>& prefix) {
  Blueprint blueprint;
  blueprint.prefix = prefix;
  return blueprint;
}

void check_same(const nn::ObservedQueries& got, int first, int count) {
  CHECK(got.first == first);
  CHECK(got.count == count);
}

TEST_CASE("without patches it is CLS that is looked at, or all patches where there is none") {
  using enum PrefixToken;
  const auto one = [](const std::vector<PrefixToken>& prefix) {
    const auto observed = observed_queries(with_prefix(prefix), kGrid);
    REQUIRE(observed.size() == 1);
    return observed.front();
  };
  check_same(one({kCls}), 0, 1);
  check_same(one({kCls, kDistillation, kRegister}), 0, 1);
  check_same(one({}), 0, 12);
  check_same(one({kRegister, kRegister}), 2, 12);
}

TEST_CASE("patches are tokens behind the prefix, in their order and as often as they are named") {
  using enum PrefixToken;
  const std::vector<int> patches = {11, 0, 5, 5};
  const auto observed = observed_queries(with_prefix({kCls, kRegister}), kGrid, patches);
  REQUIRE(observed.size() == 4);
  for (std::size_t i = 0; i < 4; ++i) check_same(observed[i], 2 + patches[i], 1);
}

TEST_CASE("patches outside of the grid are bugs of the caller") {
  for (const int patch : {-1, 12}) {
    const std::vector<int> patches = {3, patch};
    CHECK_THROWS_AS((void)observed_queries(with_prefix({}), kGrid, patches), std::logic_error);
  }
}

TEST_CASE("span_of: from the first token looked at to the last, whatever their order") {
  const auto span = [](const std::vector<nn::ObservedQueries>& observed) {
    return span_of(observed);
  };
  CHECK(span({}).count == 0);
  const TokenRows one = span({{7, 1}});
  CHECK(one.first == 7);
  CHECK(one.count == 1);
  for (const auto& observed : {std::vector<nn::ObservedQueries>{{9, 1}, {2, 3}, {4, 1}},
                               {{2, 8}, {3, 1}},
                               {{3, 1}, {2, 8}}}) {
    CHECK(span(observed).first == 2);
    CHECK(span(observed).count == 8);
  }
}

}  // namespace
}  // namespace vitviz::model
