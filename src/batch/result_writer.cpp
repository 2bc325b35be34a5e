// SPDX-License-Identifier: Apache-2.0
#include "batch/result_writer.h"

#include <system_error>

#include "base/stopped.h"

namespace vitviz::batch {

void ResultWriter::write(const std::filesystem::path& path, const std::vector<std::byte>& bytes) {
  seconds_.draw += watch_.lap();
  base::stop_if_requested(stop_);
  written_.emplace_back(path, bytes);
  seconds_.write += watch_.lap();
}

void ResultWriter::finish() {
  std::size_t appeared = 0;
  try {
    for (; appeared < written_.size(); ++appeared) written_[appeared].appear(overwrite_);
  } catch (...) {
    // Those that took no other file's place can go again.
    std::error_code ignored;
    for (std::size_t i = 0; overwrite_ == base::Overwrite::kNever && i < appeared; ++i) {
      std::filesystem::remove(written_[i].target(), ignored);
    }
    throw;
  }
  written_.clear();
  seconds_.write += watch_.lap();
}

}  // namespace vitviz::batch
