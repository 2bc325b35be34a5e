// SPDX-License-Identifier: Apache-2.0
// The SHA-256 of a file, by which publishers say which file is theirs.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace vitviz::fetch {

// Part of OpenSSL, as the linker of programs knows it. It is loaded with the first download.
inline constexpr const char* kCryptoFile = "libcrypto.so.3";

// 64 hexadecimal digits in lower case. `on_piece` is called between pieces of the file and may
// throw to stop. Throws Error(kModel) when the file cannot be read.
[[nodiscard]] std::string sha256_of(const std::filesystem::path& path,
                                    const std::function<void()>& on_piece);

}  // namespace vitviz::fetch
