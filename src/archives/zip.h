// SPDX-License-Identifier: Apache-2.0
// A ZIP archive of photos, by libzip. Stored members are read where they lie, deflated ones are
// unpacked into memory. Refused are members that are encrypted, packed by another method, too large
// to be unpacked, or claim more bytes than deflate can yield.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "archives/archive.h"
#include "io/random_access.h"

namespace vitviz::archives {

// Photos are packed already, and are larger only by mistake.
inline constexpr std::uint64_t kMostUnpacked = 256U << 20U;

// What the archive's directory may take, which is read as a whole.
inline constexpr std::uint64_t kMostDirectoryBytes = 256U << 20U;

// `file` is what is read, as long as the archive lives; `name` stands for it in messages. Throws
// Error(kInput) where its directory is missing or makes no sense.
[[nodiscard]] std::unique_ptr<const Archive> open_zip(const std::string& name,
                                                      io::RandomAccess file);

}  // namespace vitviz::archives
