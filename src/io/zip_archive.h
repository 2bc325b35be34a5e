// SPDX-License-Identifier: Apache-2.0
// The entries of a ZIP archive in memory, by libzip. Opening reads the archive's directory only.
//
// An archive is hostile until checked. Refused are: encrypted entries, methods other than stored
// and deflate, two entries of one name, entries that claim more bytes than the archive has or than
// deflate can yield, and archives that unpack to more than weights ever do.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace vitviz::io {

// libzip, as the linker of programs knows it. It is loaded with the first archive.
inline constexpr const char* kZipFile = "libzip.so.4";

// Deflate writes at best 258 bytes for 2 bits.
inline constexpr std::uint64_t kMaxDeflateRatio = 1032;
// An archive may unpack to this many times its own size, and a small one to some bytes more.
// Trained weights compress twofold at best, rounded ones some fivefold.
inline constexpr std::uint64_t kMaxArchiveRatio = 8;
inline constexpr std::uint64_t kMinUnpackedLimit = 16U << 20U;
// Bounds the number of entries: each takes 46 bytes and its name here, and some 300 in libzip.
inline constexpr std::uint64_t kMaxDirectoryBytes = 8U << 20U;

struct ZipEntry {
  std::string name;
  std::uint64_t size = 0;  // unpacked
};

// All const functions are callable from several threads.
class ZipArchive {
 public:
  // `bytes` must outlive the archive. Throws Error(kModel), with `name` for the file.
  ZipArchive(std::span<const std::byte> bytes, std::string name);
  ZipArchive(ZipArchive&&) noexcept;
  ZipArchive& operator=(ZipArchive&&) noexcept;
  ~ZipArchive();

  [[nodiscard]] const std::vector<ZipEntry>& entries() const;

  // Where a stored (uncompressed) entry lies in `bytes`; nothing for a compressed one. Its checksum
  // is not looked at, as that would read every page of a file that is opened to be listed.
  [[nodiscard]] std::optional<std::span<const std::byte>> stored_bytes(std::size_t entry) const;

  // Throws Error(kModel) unless the checksum of these bytes of stored_bytes(entry) is right. Not
  // for PyTorch's archives, which may be written without checksums.
  void check_stored(std::size_t entry, std::span<const std::byte> stored) const;

  // The unpacked bytes, whose checksum is right. Throws Error(kModel) when they are not as many as
  // the directory says.
  [[nodiscard]] std::vector<std::byte> unpack(std::size_t entry) const;

  // The first `count` unpacked bytes, or all where there are fewer.
  [[nodiscard]] std::vector<std::byte> unpack_start(std::size_t entry, std::size_t count) const;

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace vitviz::io
