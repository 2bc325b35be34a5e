// SPDX-License-Identifier: Apache-2.0
// Renames that the standard library does not have. Both return 0 or the system's number of the
// error, which is ENOSYS or EINVAL where the system or the file system cannot.
#pragma once

#include <filesystem>

namespace vitviz::base {

// Fails with EEXIST instead of replacing what is called `to`.
[[nodiscard]] int rename_to_unused(const std::filesystem::path& from,
                                   const std::filesystem::path& to);

// In one step: at no moment is either name without a file. Fails with ENOENT where one is.
[[nodiscard]] int exchange_names(const std::filesystem::path& a, const std::filesystem::path& b);

}  // namespace vitviz::base
