// SPDX-License-Identifier: Apache-2.0
#include "inputs/shard.h"

#include <charconv>
#include <cstdint>
#include <cstdlib>

#include <fmt/format.h>

#include "base/digest.h"

namespace vitviz::inputs {
namespace {

std::optional<int> number_in(std::string_view text) {
  int number = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && rest == end ? std::optional(number) : std::nullopt;
}

std::optional<int> number_of(const char* variable) {
  const char* const value = std::getenv(variable);
  return value == nullptr ? std::nullopt : number_in(value);
}

std::optional<Shard> checked(Shard shard) {
  const bool fits = shard.count >= 1 && shard.count <= kMostShards && shard.number >= 1 &&
                    shard.number <= shard.count;
  return fits ? std::optional(shard) : std::nullopt;
}

}  // namespace

std::optional<Shard> parse_shard(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto number = number_in(text.substr(0, slash));
  const auto count = number_in(text.substr(slash + 1));
  return number && count ? checked({*number, *count}) : std::nullopt;
}

std::optional<Shard> shard_of_slurm_task() {
  const auto task = number_of("SLURM_ARRAY_TASK_ID");
  const auto first = number_of("SLURM_ARRAY_TASK_MIN");
  const auto count = number_of("SLURM_ARRAY_TASK_COUNT");
  const int step = number_of("SLURM_ARRAY_TASK_STEP").value_or(1);
  if (!task || !first || !count || step < 1) return std::nullopt;
  return checked({(*task - *first) / step + 1, *count});
}

bool belongs(const std::filesystem::path& photo, const Shard& shard) {
  base::Digest digest;
  digest.add(photo.lexically_normal().string());
  return digest.number() % static_cast<std::uint64_t>(shard.count) + 1 ==
         static_cast<std::uint64_t>(shard.number);
}

std::filesystem::path name_of_shard(const std::filesystem::path& file,
                                    const std::optional<Shard>& shard) {
  if (!shard) return file;
  std::filesystem::path name = file.parent_path() / file.stem();
  name += fmt::format(".{}-of-{}", shard->number, shard->count);
  name += file.extension();
  return name;
}

}  // namespace vitviz::inputs
