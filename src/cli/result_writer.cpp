// SPDX-License-Identifier: Apache-2.0
#include "cli/result_writer.h"

#include "cli/interruption.h"

namespace vitviz::cli {

void ResultWriter::write(const std::filesystem::path& path, const std::vector<std::byte>& bytes) {
  seconds_.draw += watch_.lap();
  stop_if_interrupted();
  base::write_file_atomically(path, bytes, overwrite_);
  seconds_.write += watch_.lap();
}

}  // namespace vitviz::cli
