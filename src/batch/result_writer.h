// SPDX-License-Identifier: Apache-2.0
// Writes the results of one photo, all of them or none, and keeps account of the time.
#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>
#include <utility>
#include <vector>

#include "base/atomic_file.h"
#include "base/byte_sink.h"
#include "base/stopwatch.h"
#include "batch/draw_photo.h"

namespace vitviz::batch {

class ResultWriter {
 public:
  // `seconds` must outlive the writer.
  ResultWriter(base::Overwrite overwrite, std::stop_token stop, Timings& seconds)
      : overwrite_(overwrite), stop_(std::move(stop)), seconds_(seconds) {}

  // Hands the bytes of a file to the sink that it is given.
  using Producer = std::function<void(const base::ByteSink& file)>;

  // Writes what `produce` hands over. The time it takes since the last file, but for writing,
  // counts as drawing. Throws Error(kOutput), what `produce` throws, and Stopped: between any two
  // pieces is a good moment to stop. The file has no name yet.
  void write(const std::filesystem::path& path, const Producer& produce);

  // Gives all files their names, in their order. Without it, none of them stays: a disk that is
  // full after the first leaves nothing that nobody was told of. Throws Error(kOutput).
  void finish();

 private:
  base::Overwrite overwrite_;
  std::stop_token stop_;
  Timings& seconds_;
  base::Stopwatch watch_;
  std::vector<base::UnnamedFile> written_;
};

}  // namespace vitviz::batch
