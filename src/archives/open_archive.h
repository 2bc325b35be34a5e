// SPDX-License-Identifier: Apache-2.0
// Files → the archives that they are.
#pragma once

#include <filesystem>
#include <memory>

#include "archives/archive.h"

namespace vitviz::archives {

// Told by its content: TAR as POSIX and GNU write it, or ZIP. Null for every other file, and for
// what is no regular file. The last few archives are remembered as long as their files do not
// change, so that their members are listed once and not for each photo. Throws Error(kInput) for an
// archive of which nothing can be listed. Callable from several threads.
[[nodiscard]] std::shared_ptr<const Archive> open_archive(const std::filesystem::path& file);

// Whether a file is called like one of these archives: a.tar, a.zip, in any case.
[[nodiscard]] bool has_archive_extension(const std::filesystem::path& file);

}  // namespace vitviz::archives
