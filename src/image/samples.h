// SPDX-License-Identifier: Apache-2.0
// A picture as numbers: of any depth, and of any number of channels.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "image/encoded_photo.h"
#include "image/levels.h"
#include "image/numbers.h"
#include "image/raster.h"

namespace vitviz::image {

inline constexpr std::string_view kProfileNote =
    "its colour profile is left alone: a window is of the numbers as they are";

struct SampleHeader {
  Size size;  // as it is stored
  int channels = 1;
  NumberType type = {};
  std::optional<Levels> usual = {};  // what is drawn without a window, where that is known
  bool low_is_light = false;         // ink, or X-rays on film: levels are turned around
  int exif_orientation = 1;          // 1 to 8
  std::size_t bytes = 0;             // of memory that read() takes
};

class SampleSource {
 public:
  SampleSource() = default;
  SampleSource(const SampleSource&) = delete;
  SampleSource& operator=(const SampleSource&) = delete;
  virtual ~SampleSource() = default;

  [[nodiscard]] const SampleHeader& header() const { return header_; }

  // Hands out every row, from top to bottom, with these channels (counted from 0) of each pixel
  // beside each other; it is valid until `use` returns. Can be called again, and begins anew then.
  // Throws Error(kInput), Stopped, and what `use` throws.
  using UseRow = std::function<void(std::span<const double> row)>;
  virtual void read(std::span<const int> channels, const UseRow& use,
                    const std::stop_token& stop) = 0;

  // What the user should know of the numbers, after read().
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

 protected:
  void set_header(const SampleHeader& header) { header_ = header; }
  void set_notes(std::vector<std::string> notes) { notes_ = std::move(notes); }
  void add_note(std::string_view note) { notes_.emplace_back(note); }

 private:
  SampleHeader header_;
  std::vector<std::string> notes_;
};

// One function per format, each in the file of its name: reads the header. `photo` must outlive the
// source. Those of photos' formats return nothing where the file holds no numbers that are more
// than its 8-bit RGB. All throw Error(kInput).
[[nodiscard]] std::unique_ptr<SampleSource> open_npy_samples(const EncodedPhoto& photo);
[[nodiscard]] std::unique_ptr<SampleSource> open_png_samples(const EncodedPhoto& photo);
[[nodiscard]] std::unique_ptr<SampleSource> open_pnm_samples(const EncodedPhoto& photo);
[[nodiscard]] std::unique_ptr<SampleSource> open_tiff_samples(const EncodedPhoto& photo);

// The 8-bit RGB of any photo. It is opened anew for each read().
using OpenPhoto = std::unique_ptr<PhotoDecoder> (*)(const EncodedPhoto& photo);
[[nodiscard]] std::unique_ptr<SampleSource> open_rgb_samples(const EncodedPhoto& photo,
                                                             OpenPhoto open);

}  // namespace vitviz::image
