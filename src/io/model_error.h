// SPDX-License-Identifier: Apache-2.0
// How a file that cannot serve as a checkpoint is reported, whatever its container.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace vitviz::io {

// The hint for files that contradict themselves.
inline constexpr const char* kDamagedHint = "the file is damaged: get it again";

// Throws Error(kModel) with "NAME: what"; control characters in `name` are escaped.
[[noreturn]] void fail_model(std::string_view name, std::string_view what,
                             const std::string& hint = kDamagedHint);

// Whether a file's own account tells its length, or only that of its part read so far.
enum class Expected { kExactly, kAtLeast };

// Throws Error(kModel) for a file of `found` bytes that by its own account has `expected`.
[[noreturn]] void fail_truncated(std::string_view name, std::uint64_t found, std::uint64_t expected,
                                 Expected how = Expected::kExactly);

// How messages name a tensor: in quotes, escaped, and a hostile megabyte cut short.
[[nodiscard]] std::string in_quotes(std::string_view text);

}  // namespace vitviz::io
