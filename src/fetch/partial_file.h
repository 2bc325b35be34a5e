// SPDX-License-Identifier: Apache-2.0
// The part of a file that a download has fetched so far (download.h says why there are two files).
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>

namespace vitviz::fetch {

// Which version of which file the bytes are of.
struct Origin {
  std::string url;
  std::string validator;  // a strong ETag or a Last-Modified; empty when the server gave none
  std::optional<std::uint64_t> total;  // bytes of the whole file
};

class PartialFile {
 public:
  // Opens or creates TARGET.part, and keeps other processes from it. Throws Error(kOutput), also
  // for a link and for what is no regular file.
  explicit PartialFile(const std::filesystem::path& target);
  PartialFile(const PartialFile&) = delete;
  PartialFile& operator=(const PartialFile&) = delete;
  ~PartialFile();

  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] const Origin& origin() const { return origin_; }

  // Throws away what there is; what is appended next comes from `origin`. Throws Error(kOutput).
  void begin(const Origin& origin);
  // Throws Error(kOutput), which says so when the disk is full.
  void append(std::span<const std::byte> bytes);
  // Gives the file the name `target`. Throws Error(kOutput).
  void finish();

 private:
  [[noreturn]] void fail(int error) const;
  [[noreturn]] void fail_because_strange() const;

  std::filesystem::path target_;
  std::filesystem::path part_;
  std::filesystem::path origin_path_;
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
  Origin origin_;
};

}  // namespace vitviz::fetch
