// SPDX-License-Identifier: Apache-2.0
#include "inputs/shard.h"

#include <array>
#include <cstdlib>
#include <string>

#include <doctest/doctest.h>
#include <fmt/format.h>

namespace vitviz::inputs {
namespace {

TEST_CASE("a shard is a number and a count") {
  CHECK(parse_shard("3/10") == Shard{3, 10});
  CHECK(parse_shard("1/1") == Shard{1, 1});
  for (const char* text : {"", "3", "0/10", "11/10", "3/0", "-1/2", "1/2/3", "1 /2", "a/b", "1/"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_shard(text));
  }
}

TEST_CASE("each photo is of one shard, and they share them out about evenly") {
  constexpr int kShards = 7;
  constexpr int kPhotos = 7000;
  std::array<int, kShards> counts{};
  for (int i = 0; i < kPhotos; ++i) {
    int owners = 0;
    for (int number = 1; number <= kShards; ++number) {
      if (!belongs(fmt::format("photos/{}.jpg", i), {number, kShards})) continue;
      ++owners;
      ++counts[static_cast<std::size_t>(number - 1)];
    }
    REQUIRE(owners == 1);
  }
  // Six deviations of a binomial distribution: a fair hash misses this once in 10⁸ runs.
  constexpr int kTolerance = 176;
  for (const int count : counts) CHECK(std::abs(count - kPhotos / kShards) < kTolerance);
}

TEST_CASE("shards do not change from one version of the program to the next") {
  CHECK(belongs("photos/cat.jpg", {27, 100}));
  CHECK(belongs("./photos//cat.jpg", {27, 100}));
}

TEST_CASE("a task of a Slurm array knows its shard, wherever the array begins") {
  CHECK_FALSE(shard_of_slurm_task());
  setenv("SLURM_ARRAY_TASK_ID", "14", 1);
  setenv("SLURM_ARRAY_TASK_MIN", "10", 1);
  setenv("SLURM_ARRAY_TASK_COUNT", "5", 1);
  setenv("SLURM_ARRAY_TASK_STEP", "2", 1);
  CHECK(shard_of_slurm_task() == Shard{3, 5});
  setenv("SLURM_ARRAY_TASK_ID", "x", 1);
  CHECK_FALSE(shard_of_slurm_task());
  for (const char* name : {"ID", "MIN", "COUNT", "STEP"}) {
    unsetenv(fmt::format("SLURM_ARRAY_TASK_{}", name).c_str());
  }
}

}  // namespace
}  // namespace vitviz::inputs
