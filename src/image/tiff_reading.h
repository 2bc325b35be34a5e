// SPDX-License-Identifier: Apache-2.0
// A TIFF file inside libtiff: what all who read one share. Of several pages the first is read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "image/encoded_photo.h"
#include "image/numbers.h"
#include "image/tiff_library.h"

namespace vitviz::image {

// Once a photo has been opened.
[[nodiscard]] const TiffLibrary& libtiff();

// The file as libtiff sees it, and the first thing it had to complain about.
struct TiffInput {
  const PhotoSource& source;
  std::size_t position = 0;
  std::vector<std::byte> bytes = {};  // all of it, unless it is large
  std::string complaint = {};
};

class TiffReading {
 public:
  // One strip or tile, or libtiff's own tables: no more than the largest photo takes as RGBA.
  static constexpr tmsize_t kMaxAllocation = tmsize_t{1} << 31;

  // Opens the file. `photo` must outlive it. Throws Error(kInput).
  explicit TiffReading(const EncodedPhoto& photo);
  TiffReading(const TiffReading&) = delete;
  TiffReading& operator=(const TiffReading&) = delete;

 protected:
  // Throws Error(kInput).
  [[nodiscard]] Size read_size() const;
  [[nodiscard]] int read_orientation() const;  // 1 to 8

  // Of a tag with one number of 16 bits; what the format assumes where it is missing.
  [[nodiscard]] int number_of(ttag_t tag) const;

  // What kind of numbers the samples are. Throws Error(kInput) where they are complex, or unknown.
  [[nodiscard]] NumberType number_type() const;

  [[nodiscard]] bool is_tiled() const { return libtiff().is_tiled(tiff()) != 0; }
  // Rows of a strip or tile, at most `height`.
  [[nodiscard]] std::uint32_t unit_height(int height) const;
  [[nodiscard]] bool has_more_pages() const { return libtiff().last_directory(tiff()) == 0; }

  // Throws Error(kInput) with what libtiff complained about.
  [[noreturn]] void fail() const;

  [[nodiscard]] TIFF* tiff() const { return tiff_.get(); }
  [[nodiscard]] std::size_t bytes_held() const { return input_.bytes.size(); }
  [[nodiscard]] const EncodedPhoto& photo() const { return photo_; }

 private:
  struct Close {
    void operator()(TIFF* tiff) const { libtiff().close(tiff); }
  };

  const EncodedPhoto& photo_;
  TiffInput input_;
  std::unique_ptr<TIFF, Close> tiff_;
};

inline constexpr const char* kPagesNote = "it holds more than one picture: the first is seen";

}  // namespace vitviz::image
