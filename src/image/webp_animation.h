// SPDX-License-Identifier: Apache-2.0
// The frames of an animated WebP, one after the other, as they are seen: each over those before it,
// on white where nothing is. The ffmpeg of Debian 12 reads no animated WebP.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "image/color_profile.h"
#include "image/photo.h"
#include "image/photo_source.h"
#include "image/raster.h"

struct WebPAnimDecoder;

namespace vitviz::image {

struct WebpAnimationFacts {
  Size size;                        // as it is stored
  int exif_orientation = 1;         // 1 to 8
  std::vector<int> milliseconds;    // that each frame is shown, as the file says
  std::size_t bytes_to_decode = 0;  // that a WebpAnimation takes
};

// Throws Error(kInput) that names the file `name`: it is broken or incomplete, or too large; and
// Stopped.
[[nodiscard]] WebpAnimationFacts webp_animation_facts(const PhotoSource& source,
                                                      const std::string& name,
                                                      const std::stop_token& stop = {});

class WebpAnimation {
 public:
  // Reads the file. Throws as webp_animation_facts() does.
  WebpAnimation(const PhotoSource& source, const std::string& name, Orientation orientation,
                ColorProfile profile);
  WebpAnimation(const WebpAnimation&) = delete;
  WebpAnimation& operator=(const WebpAnimation&) = delete;
  ~WebpAnimation();

  // The next frame, nothing after the last. Throws Error(kInput) where it is broken.
  [[nodiscard]] std::optional<RgbImage> next();

  // What the user should know of its colours; empty for nothing.
  [[nodiscard]] const std::string& note() const { return profile_.note; }

 private:
  struct DeleteDecoder {
    void operator()(WebPAnimDecoder* decoder) const;
  };

  std::string name_;
  std::vector<std::byte> file_;
  Size size_;  // as it is stored
  int turn_ = 1;
  ProfileUse profile_;
  std::unique_ptr<WebPAnimDecoder, DeleteDecoder> decoder_;
};

}  // namespace vitviz::image
