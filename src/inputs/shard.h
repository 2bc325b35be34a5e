// SPDX-License-Identifier: Apache-2.0
// One of several parts of a run's photos, for several machines that share them out.
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

namespace vitviz::inputs {

struct Shard {
  int number = 1;  // from 1
  int count = 1;

  friend bool operator==(const Shard&, const Shard&) = default;
};

inline constexpr int kMostShards = 1'000'000;

// "3/10" is the third of ten. Nothing for other text.
[[nodiscard]] std::optional<Shard> parse_shard(std::string_view text);

// The task's place in a Slurm array job, by what Slurm sets in the environment
// (SLURM_ARRAY_TASK_ID, …_MIN, …_STEP and …_COUNT); nothing outside of one.
[[nodiscard]] std::optional<Shard> shard_of_slurm_task();

// Whether a photo is of the shard, by a hash of its path as it is listed: each photo is of exactly
// one, always the same, whatever else is listed.
[[nodiscard]] bool belongs(const std::filesystem::path& photo, const Shard& shard);

// What a shard calls a file that all shards have: "objects.json" → "objects.3-of-10.json".
[[nodiscard]] std::filesystem::path name_of_shard(const std::filesystem::path& file,
                                                  const std::optional<Shard>& shard);

}  // namespace vitviz::inputs
