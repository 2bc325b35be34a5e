// SPDX-License-Identifier: Apache-2.0
// Any record of several manifests, read again where it was found.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "manifest/records.h"

namespace vitviz::manifest {

struct RecordPlace {
  std::int64_t offset = 0;  // of its line
  std::uint32_t length = 0;
  std::uint32_t manifest = 0;  // which of them
};

// Throws the Error(kInput) for a manifest that cannot be read; `error` is the system's number.
[[noreturn]] void fail_to_read(const std::filesystem::path& manifest, int error);

class RecordReader {
 public:
  explicit RecordReader(std::vector<std::filesystem::path> manifests);
  RecordReader(const RecordReader&) = delete;
  RecordReader& operator=(const RecordReader&) = delete;
  ~RecordReader();

  // Throws Error(kInput) when it cannot be read, or is no longer there.
  [[nodiscard]] Record read(const RecordPlace& place);

 private:
  // Files stay open, as many as the system allows: those of a thousand shards are read in turns.
  [[nodiscard]] int descriptor_of(std::uint32_t manifest);
  void close_all();

  std::vector<std::filesystem::path> manifests_;
  std::vector<int> descriptors_;  // −1 where it is not open
};

}  // namespace vitviz::manifest
