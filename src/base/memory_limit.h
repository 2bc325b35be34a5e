// SPDX-License-Identifier: Apache-2.0
// How much memory there is for this process.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>

namespace vitviz::base {

// In bytes: what the machine has, or less where a control group (a container, a batch system's job)
// allows less.
[[nodiscard]] std::size_t memory_limit();

// The limit of a control group and of all above it, in a hierarchy of version 2 that is mounted at
// `root`; the largest number where there is none. `membership` is the text of /proc/self/cgroup.
[[nodiscard]] std::size_t group_memory_limit(const std::filesystem::path& root,
                                             std::string_view membership);

}  // namespace vitviz::base
