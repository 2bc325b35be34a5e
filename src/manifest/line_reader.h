// SPDX-License-Identifier: Apache-2.0
// The lines of a file that may be large, one after the other.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vitviz::manifest {

class LineReader {
 public:
  // Of an open file, from a byte of it on. The place that others read from does not move.
  LineReader(int descriptor, std::int64_t offset) : descriptor_(descriptor), next_(offset) {}

  struct Line {
    std::string_view text;  // without its end, until the next is read
    std::int64_t offset = 0;
  };
  // Nothing at the end, and where the rest has no end or cannot be read.
  [[nodiscard]] std::optional<Line> next();

  // The system's number of what went wrong; 0 where nothing did.
  [[nodiscard]] int error() const { return error_; }
  // Whether nothing is behind the last line.
  [[nodiscard]] bool ends_whole() const { return used_ == buffer_.size(); }

 private:
  [[nodiscard]] bool read_more();

  int descriptor_;
  std::int64_t next_;   // the offset of what is read next
  std::string buffer_;  // what was read, of which `used_` bytes are done with
  std::size_t used_ = 0;
  int error_ = 0;
};

}  // namespace vitviz::manifest
