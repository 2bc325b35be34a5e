// SPDX-License-Identifier: Apache-2.0
// Writes the results of one photo, and keeps account of the time.
#pragma once

#include <cstddef>
#include <filesystem>
#include <stop_token>
#include <utility>
#include <vector>

#include "base/atomic_file.h"
#include "base/stopwatch.h"
#include "batch/draw_photo.h"

namespace vitviz::batch {

class ResultWriter {
 public:
  // `seconds` must outlive the writer.
  ResultWriter(base::Overwrite overwrite, std::stop_token stop, Timings& seconds)
      : overwrite_(overwrite), stop_(std::move(stop)), seconds_(seconds) {}

  // The time since the last file counts as drawing. Throws Error(kOutput), and Stopped: between
  // two files is a good moment to stop, none is half written.
  void write(const std::filesystem::path& path, const std::vector<std::byte>& bytes);

 private:
  base::Overwrite overwrite_;
  std::stop_token stop_;
  Timings& seconds_;
  base::Stopwatch watch_;
};

}  // namespace vitviz::batch
