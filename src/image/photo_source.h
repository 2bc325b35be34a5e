// SPDX-License-Identifier: Apache-2.0
// Where the bytes of an encoded photo are: in a file, in a part of one, or in memory. Decoders read
// them piece by piece, so that a file of 2 GiB is never in memory as a whole, and one that somebody
// shortens meanwhile ends early instead of ending the program, as it would if it were mapped.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/readable_file.h"

namespace vitviz::image {

class PhotoSource {
 public:
  PhotoSource() = default;
  PhotoSource(const PhotoSource&) = delete;
  PhotoSource& operator=(const PhotoSource&) = delete;
  virtual ~PhotoSource() = default;

  // In bytes.
  [[nodiscard]] virtual std::size_t size() const = 0;

  // Fills `to` with what lies from byte `at` on, and returns how much: less where the source ends,
  // or where the system refuses to read on, which failure() then tells. It does not throw, because
  // libraries in C call it.
  [[nodiscard]] virtual std::size_t read(std::size_t at, std::span<std::byte> to) const = 0;

  // Why a read failed, in the system's words; empty if none did.
  [[nodiscard]] virtual std::string failure() const { return ""; }

  // What the source itself takes, beside what reading costs.
  [[nodiscard]] virtual std::size_t bytes_in_memory() const { return 0; }
};

// `bytes` must outlive it.
class MemorySource : public PhotoSource {
 public:
  explicit MemorySource(std::span<const std::byte> bytes) : bytes_(bytes) {}

  [[nodiscard]] std::size_t size() const override { return bytes_.size(); }
  [[nodiscard]] std::size_t read(std::size_t at, std::span<std::byte> to) const override;

 private:
  std::span<const std::byte> bytes_;
};

// Bytes that it owns: what was unpacked.
class OwnedSource : public PhotoSource {
 public:
  explicit OwnedSource(std::vector<std::byte> bytes) : bytes_(std::move(bytes)) {}

  [[nodiscard]] std::size_t size() const override { return bytes_.size(); }
  [[nodiscard]] std::size_t read(std::size_t at, std::span<std::byte> to) const override {
    return MemorySource(bytes_).read(at, to);
  }
  [[nodiscard]] std::size_t bytes_in_memory() const override { return bytes_.size(); }

 private:
  std::vector<std::byte> bytes_;
};

class FileSource : public PhotoSource {
 public:
  // Throws Error(kInput) when this is no regular file or cannot be read.
  explicit FileSource(const std::filesystem::path& path);
  // A part of it alone, called `name` in messages.
  FileSource(const std::filesystem::path& path, const base::FilePart& part,
             const std::string& name);

  [[nodiscard]] std::size_t size() const override { return size_; }
  [[nodiscard]] std::size_t read(std::size_t at, std::span<std::byte> to) const override;
  [[nodiscard]] std::string failure() const override { return failure_; }

 private:
  base::ReadableFile file_;
  std::uint64_t begin_ = 0;
  std::size_t size_ = 0;
  mutable std::string failure_;  // one thread reads a photo
};

}  // namespace vitviz::image
