// SPDX-License-Identifier: Apache-2.0
#include "base/renaming.h"

#include <cerrno>
#include <cstdio>

#include <fcntl.h>

namespace vitviz::base {

#if defined(__linux__)

int rename_to_unused(const std::filesystem::path& from, const std::filesystem::path& to) {
  return renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0 ? 0 : errno;
}

int exchange_names(const std::filesystem::path& a, const std::filesystem::path& b) {
  return renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE) == 0 ? 0 : errno;
}

#else

int rename_to_unused(const std::filesystem::path& /*from*/, const std::filesystem::path& /*to*/) {
  return ENOSYS;
}

int exchange_names(const std::filesystem::path& /*a*/, const std::filesystem::path& /*b*/) {
  return ENOSYS;
}

#endif

}  // namespace vitviz::base
