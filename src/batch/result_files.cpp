// SPDX-License-Identifier: Apache-2.0
#include "batch/result_files.h"

#include <filesystem>
#include <system_error>

namespace vitviz::batch {

void ResultFiles::save() {
  for (base::UnnamedFile& file : files_) file.save();
}

void ResultFiles::appear() {
  std::size_t appeared = 0;
  try {
    for (; appeared < files_.size(); ++appeared) files_[appeared].appear(overwrite_);
  } catch (...) {
    // Those that took no other file's place can go again.
    std::error_code ignored;
    for (std::size_t i = 0; overwrite_ == base::Overwrite::kNever && i < appeared; ++i) {
      std::filesystem::remove(files_[i].target(), ignored);
    }
    throw;
  }
}

}  // namespace vitviz::batch
