// SPDX-License-Identifier: Apache-2.0
#include "manifest/result_size.h"

#include <system_error>

#include <sys/stat.h>

namespace vitviz::manifest {
namespace {

namespace fs = std::filesystem;

std::optional<std::uint64_t> size_of_folder(const fs::path& folder) {
  std::error_code error;
  std::uint64_t sum = 0;
  for (fs::directory_iterator entry(folder, error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    sum += entry->file_size(error);
    if (error) break;
  }
  return error ? std::nullopt : std::optional(sum);
}

}  // namespace

std::optional<std::uint64_t> result_size(const fs::path& result) {
  struct stat found {};
  if (stat(result.c_str(), &found) != 0) return std::nullopt;
  if (S_ISDIR(found.st_mode)) return size_of_folder(result);
  if (!S_ISREG(found.st_mode)) return std::nullopt;
  return static_cast<std::uint64_t>(found.st_size);
}

}  // namespace vitviz::manifest
