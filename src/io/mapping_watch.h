// SPDX-License-Identifier: Apache-2.0
// Keeps the process alive when pages of a mapped file are gone.
//
// Where a file was shortened, or its disk went away, the system sends SIGBUS to the thread that
// reads the mapping, whichever that is and in whatever library. The handler puts zeros in the place
// of the lost pages and notes that it did, so that every thread reads on, to an end that nobody
// believes (MappedFile::check_unchanged). Nothing is jumped over: locks are given back and memory
// is freed as always. A SIGBUS of anybody else goes to the handler that was there before.
#pragma once

#include <cstddef>
#include <span>

namespace vitviz::io {

class MappingWatch {
 public:
  MappingWatch() = default;
  // Watches `bytes`, a whole mapping, until the watch is gone.
  explicit MappingWatch(std::span<const std::byte> bytes);
  MappingWatch(MappingWatch&& other) noexcept;
  MappingWatch& operator=(MappingWatch&& other) noexcept;
  MappingWatch(const MappingWatch&) = delete;
  MappingWatch& operator=(const MappingWatch&) = delete;
  ~MappingWatch();

  // Whether some of the bytes were lost, and read as zeros since.
  [[nodiscard]] bool lost_pages() const;

 private:
  struct Place;
  friend struct MappingHandler;

  Place* place_ = nullptr;
};

}  // namespace vitviz::io
