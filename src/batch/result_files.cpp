// SPDX-License-Identifier: Apache-2.0
#include "batch/result_files.h"

#include <filesystem>
#include <system_error>

namespace vitviz::batch {

void ResultFiles::save() {
  for (Result& result : files_) result.file.save();
}

void ResultFiles::appear() {
  std::size_t appeared = 0;
  try {
    for (; appeared < files_.size(); ++appeared) {
      files_[appeared].file.appear(files_[appeared].overwrite);
    }
  } catch (...) {
    // Those that took no other file's place can go again.
    std::error_code ignored;
    for (std::size_t i = 0; i < appeared; ++i) {
      if (files_[i].overwrite == base::Overwrite::kReplace) continue;
      std::filesystem::remove(files_[i].file.target(), ignored);
    }
    throw;
  }
}

}  // namespace vitviz::batch
