// SPDX-License-Identifier: Apache-2.0
// The entries of a ZIP archive in memory, by libzip.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vitviz::io {

struct ZipEntry {
  std::string name;
  std::uint64_t size = 0;  // unpacked
};

class ZipArchive {
 public:
  // `bytes` must outlive the archive. Throws Error(kModel), with `name` for the file.
  ZipArchive(std::span<const std::byte> bytes, std::string name);
  ZipArchive(ZipArchive&&) noexcept;
  ZipArchive& operator=(ZipArchive&&) noexcept;
  ~ZipArchive();

  [[nodiscard]] const std::vector<ZipEntry>& entries() const;

  // Where a stored (uncompressed) entry lies in `bytes`; nothing for a compressed one.
  [[nodiscard]] std::optional<std::span<const std::byte>> stored_bytes(std::size_t entry) const;

  // The unpacked bytes. The archive's own word for the size is checked against what a compression
  // can yield before it is believed.
  [[nodiscard]] std::vector<std::byte> unpack(std::size_t entry) const;

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace vitviz::io
