// SPDX-License-Identifier: Apache-2.0
#include "batch/result_writer.h"

#include "base/stopped.h"

namespace vitviz::batch {

void ResultWriter::write(const std::filesystem::path& path, const std::vector<std::byte>& bytes) {
  seconds_.draw += watch_.lap();
  base::stop_if_requested(stop_);
  base::write_file_atomically(path, bytes, overwrite_);
  seconds_.write += watch_.lap();
}

}  // namespace vitviz::batch
