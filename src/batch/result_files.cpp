// SPDX-License-Identifier: Apache-2.0
#include "batch/result_files.h"

#include <filesystem>
#include <system_error>

namespace vitviz::batch {

void ResultFiles::save() {
  for (Result& result : files_) {
    std::visit([](auto& file) { file.save(); }, result.file);
  }
}

void ResultFiles::appear() {
  std::size_t appeared = 0;
  try {
    for (; appeared < files_.size(); ++appeared) {
      Result& result = files_[appeared];
      std::visit([&](auto& file) { file.appear(result.overwrite); }, result.file);
    }
  } catch (...) {
    // Those that took no other file's place can go again.
    std::error_code ignored;
    for (std::size_t i = 0; i < appeared; ++i) {
      if (files_[i].overwrite == base::Overwrite::kReplace) continue;
      const auto target =
          std::visit([](const auto& file) { return file.target(); }, files_[i].file);
      std::filesystem::remove_all(target, ignored);
    }
    throw;
  }
}

}  // namespace vitviz::batch
