// SPDX-License-Identifier: Apache-2.0
// Videos for tests, made with ffmpeg, and what ffprobe says of those that were drawn.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "image/raster.h"

namespace vitviz::test {

// Runs ffmpeg with these arguments in `folder`. Throws std::runtime_error when it fails.
void run_ffmpeg(const std::filesystem::path& folder, const std::vector<std::string>& arguments);

// A bright disc that moves over a dark ground, 10 frames a second; `more` are arguments before the
// name of the file.
struct DiscVideo {
  image::Size size{.width = 96, .height = 64};
  int frames = 10;
  bool moves = true;
  std::vector<std::string> more = {};
};
void write_video(const std::filesystem::path& path, const DiscVideo& video = {});

// "96,64,10/1,10": width, height, frames per second, and frames as they are counted by decoding.
[[nodiscard]] std::string facts_of_video(const std::filesystem::path& path);

// All frames.
[[nodiscard]] std::vector<image::RgbImage> frames_of(const std::filesystem::path& path,
                                                     image::Size size);

}  // namespace vitviz::test
