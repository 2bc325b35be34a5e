// SPDX-License-Identifier: Apache-2.0
// Photos: files, files in memory, pixels, or what a network is fed with.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "vitviz/export.h"

namespace vitviz {

// Which numbers of a picture of many bits are black and white; those between are grey.
struct Window {
  double lowest = 2;
  double highest = 98;
  bool percentiles = true;  // of all numbers that are shown; else the numbers themselves
};

struct PhotoOptions {
  bool upright = true;  // turn the photo as its EXIF note says; PIL leaves it as it is stored
  bool to_srgb = true;  // convert the colours of an embedded ICC profile; PIL leaves the numbers
  // What a picture of floats, and arrays (.npy) but of 8-bit pixels, need.
  std::optional<Window> window = {};
  // One, seen as grey, or three, as red, green and blue; counted from 1. The first three when
  // empty.
  std::vector<int> channels = {};
};

namespace library {
struct PhotoData;
}

// Cheap to copy: copies share the pixels, which never change. Any number of threads may use one.
class VITVIZ_EXPORT Photo {
 public:
  // A file of any format that the program reads; also a member of an archive, as "a.tar/x.jpg".
  // Throws Error(kPhoto), and Error(kArgument) for options that make no sense.
  [[nodiscard]] static Photo read(const std::filesystem::path& path,
                                  const PhotoOptions& options = {});

  // The same of a file in memory; `name` stands for it in messages. Throws Error(kPhoto).
  [[nodiscard]] static Photo decode(std::span<const std::byte> file, const std::string& name,
                                    const PhotoOptions& options = {});

  // 8-bit pixels [height, width, 3], which are copied. Throws Error(kArgument) where the sides are
  // not positive, or the pixels are not as many.
  [[nodiscard]] static Photo from_rgb(std::span<const std::uint8_t> pixels, int width, int height,
                                      const std::string& name = "the photo");

  // What the network is fed with: [3, height, width], resized and normalised already, as a data
  // loader gives it; copied. Pictures show it as the model's mean and standard deviation turn it
  // back. Throws Error(kArgument) where the sides are not positive, the numbers are not as many, or
  // one is not finite.
  [[nodiscard]] static Photo prepared(std::span<const float> input, int width, int height,
                                      const std::string& name = "the input");

  [[nodiscard]] int width() const;
  [[nodiscard]] int height() const;

  // [height, width, 3], as long as this photo or a copy of it is there; none of prepared input.
  [[nodiscard]] std::span<const std::uint8_t> rgb() const;

  // What the user should know of the file, each a line.
  [[nodiscard]] const std::vector<std::string>& notes() const;

  // For this library itself.
  [[nodiscard]] const library::PhotoData& data() const { return *data_; }

 private:
  explicit Photo(std::shared_ptr<const library::PhotoData> data) : data_(std::move(data)) {}

  std::shared_ptr<const library::PhotoData> data_;
};

}  // namespace vitviz
