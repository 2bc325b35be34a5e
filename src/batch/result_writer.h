// SPDX-License-Identifier: Apache-2.0
// Writes the results of one photo and keeps account of the time.
#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>
#include <utility>

#include "base/byte_sink.h"
#include "base/stopwatch.h"
#include "batch/draw_photo.h"
#include "batch/result_files.h"

namespace vitviz::batch {

class ResultWriter {
 public:
  // `seconds` must outlive the writer.
  ResultWriter(std::stop_token stop, Timings& seconds)
      : stop_(std::move(stop)), seconds_(seconds) {}

  // Hands the bytes of a file to the sink that it is given.
  using Producer = std::function<void(const base::ByteSink& file)>;

  // Writes what `produce` hands over. The time it takes since the last file, but for writing,
  // counts as drawing. Throws Error(kOutput), what `produce` throws, and Stopped: between any two
  // pieces is a good moment to stop. The file has no name yet.
  void write(const std::filesystem::path& path, base::Overwrite overwrite, const Producer& produce);

  // What was written.
  [[nodiscard]] ResultFiles take() { return std::move(files_); }

 private:
  ResultFiles files_;
  std::stop_token stop_;
  Timings& seconds_;
  base::Stopwatch watch_;
};

}  // namespace vitviz::batch
