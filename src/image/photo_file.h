// SPDX-License-Identifier: Apache-2.0
// A photo file whose header has been read, and whose pixels have not: what it will cost is known,
// and one can still decide in which form to have them.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "base/thread_pool.h"
#include "image/color_profile.h"
#include "image/crop.h"
#include "image/encoded_photo.h"
#include "image/photo.h"
#include "image/pil_resize.h"
#include "image/raster.h"
#include "image/window.h"

namespace vitviz::image {

class PhotoFile {
 public:
  // A file, or a member of an archive (open_source.h). Throws Error(kInput) that names it and what
  // is wrong with it.
  PhotoFile(const std::filesystem::path& path, Orientation orientation,
            ColorProfile profile = ColorProfile::kToSrgb, const ShownSamples& shown = {});

  // `name` stands for the source in messages.
  PhotoFile(std::unique_ptr<const PhotoSource> source, const std::string& name,
            Orientation orientation, ColorProfile profile = ColorProfile::kToSrgb,
            const ShownSamples& shown = {});

  // As it is seen: upright, or as it is stored if that is asked for.
  [[nodiscard]] Size size() const;

  // Memory that read() takes, with the photo; and read_resized(), with what it returns.
  [[nodiscard]] std::size_t bytes_whole() const;
  [[nodiscard]] std::size_t bytes_resized(const Rectangle& part, Size target, int threads) const;

  // The pixels. Only one of both may be called, and once; both throw Error(kInput), and Stopped
  // soon after a stop is requested.
  [[nodiscard]] RgbImage read(const std::stop_token& stop = {});
  // pil_resize() of a part, row by row where the format and the orientation allow it. The threads'
  // token can end it.
  [[nodiscard]] RgbImage read_resized(const Rectangle& part, Size target, Filter filter,
                                      base::ThreadPool& threads);

  // What the user should know of the pixels, in words, once they are read.
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

 private:
  [[nodiscard]] int turn() const;  // an EXIF orientation
  [[nodiscard]] bool keeps_rows() const;
  [[nodiscard]] ProfileUse use_profile() const;
  void decode(RowSink& rows);
  void take_notes(const std::string& of_profile);

  std::unique_ptr<const PhotoSource> source_;
  std::unique_ptr<const EncodedPhoto> encoded_;
  std::unique_ptr<PhotoDecoder> decoder_;
  Orientation orientation_;
  ColorProfile profile_;
  std::vector<std::string> notes_;
};

}  // namespace vitviz::image
