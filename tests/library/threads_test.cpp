// SPDX-License-Identifier: Apache-2.0
// What may be used by several threads at a time.
#include <algorithm>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "small_model.h"

namespace vitviz {
namespace {

TEST_CASE("many threads look through one model, each with its own photo and number of threads") {
  const Model model = test::small_model();
  const Photo photo = test::small_photo();
  const auto want = model.look(photo, {.threads = 1}).attention();
  std::vector<int> same(8, 0);
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < same.size(); ++i) {
      threads.emplace_back([&, i] {
        for (int turn = 0; turn < 5; ++turn) {
          const LookOptions look{.threads = 1 + static_cast<int>(i % 3)};
          const auto got = model.look(photo, look).attention();
          same[i] += std::ranges::equal(got.values, want.values) ? 1 : 0;
        }
      });
    }
  }
  CHECK(same == std::vector<int>(8, 5));
}

TEST_CASE("many threads ask one analysis") {
  const Analysis seen = test::small_model().look(test::small_photo());
  const auto want = [&](int block) { return seen.map({.name = "rollout", .block = block}); };
  const std::vector<Array> maps{want(0), want(1), want(2)};
  std::vector<int> same(6, 0);
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < same.size(); ++i) {
      threads.emplace_back([&, i] {
        const Array got = seen.map({.name = "rollout", .block = static_cast<int>(i % 3)});
        same[i] = std::ranges::equal(got.values, maps[i % 3].values) ? 1 : 0;
      });
    }
  }
  CHECK(same == std::vector<int>(6, 1));
}

}  // namespace
}  // namespace vitviz
