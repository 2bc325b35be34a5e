// SPDX-License-Identifier: Apache-2.0
#include "batch/result_writer.h"

#include <cstddef>
#include <span>
#include <system_error>

#include "base/stopped.h"

namespace vitviz::batch {

void ResultWriter::write(const std::filesystem::path& path, const Producer& produce) {
  base::UnnamedFile file(path);
  double writing = 0;
  produce([&](std::span<const std::byte> bytes) {
    base::stop_if_requested(stop_);
    const base::Stopwatch watch;
    file.append(bytes);
    writing += watch.seconds();
  });
  seconds_.draw += watch_.lap() - writing;
  file.complete();
  written_.push_back(std::move(file));
  seconds_.write += watch_.lap() + writing;
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
