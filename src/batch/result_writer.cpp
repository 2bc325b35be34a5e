// SPDX-License-Identifier: Apache-2.0
#include "batch/result_writer.h"

#include <cstddef>
#include <span>
#include <utility>

#include "base/stopped.h"

namespace vitviz::batch {

void ResultWriter::write(const std::filesystem::path& path, base::Overwrite overwrite,
                         const Producer& produce) {
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
  files_.add(std::move(file), overwrite);
  seconds_.write += watch_.lap() + writing;
}

}  // namespace vitviz::batch
