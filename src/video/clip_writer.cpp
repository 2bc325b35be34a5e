// SPDX-License-Identifier: Apache-2.0
#include "video/clip_writer.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/argument.h"
#include "base/error.h"
#include "base/text.h"

namespace vitviz::video {
namespace {

image::Size even(image::Size size) {
  return {size.width + size.width % 2, size.height + size.height % 2};
}

void add_words(std::vector<std::string>& arguments, const std::vector<std::string>& words) {
  arguments.insert(arguments.end(), words.begin(), words.end());
}

// MP4 takes these as they are; others, such as PCM, are encoded anew.
const char* audio_codec(const std::string& codec) {
  constexpr const char* kTaken[] = {"aac", "mp3", "opus", "ac3", "eac3", "alac"};
  return std::find(std::begin(kTaken), std::end(kTaken), codec) != std::end(kTaken) ? "copy"
                                                                                    : "aac";
}

// The same pictures give the same bytes on every machine: the number of threads, on which x264's
// bytes depend, is fixed, and no name of a program is written. Colours are those of HDTV, and the
// file says so: players guess otherwise.
std::vector<std::string> arguments_for(const std::filesystem::path& file, image::Size size,
                                       const Clip& source) {
  const FrameRate& rate = source.info.rate;
  std::vector<std::string> arguments = {"-v", "error", "-y"};
  add_words(arguments, {"-f", "rawvideo", "-pix_fmt", "rgb24", "-video_size",
                        fmt::format("{}x{}", size.width, size.height), "-framerate",
                        fmt::format("{}/{}", rate.numerator, rate.denominator), "-i", "pipe:0"});
  if (!source.info.audio.empty()) {
    add_words(arguments, input_arguments(source.path, source.kind));
    add_words(arguments, {"-map", "1:a:0", "-c:a", audio_codec(source.info.audio)});
  }
  add_words(arguments, {"-map",
                        "0:v",
                        "-vf",
                        "scale=out_color_matrix=bt709:out_range=tv",
                        "-c:v",
                        "libx264",
                        "-preset",
                        "veryfast",
                        "-crf",
                        "18",
                        "-pix_fmt",
                        "yuv420p",
                        "-threads:v",
                        "4",
                        "-colorspace",
                        "bt709",
                        "-color_primaries",
                        "bt709",
                        "-color_trc",
                        "bt709",
                        "-color_range",
                        "tv"});
  add_words(arguments,
            {"-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact", "-flags:v",
             "+bitexact", "-movflags", "+faststart", "-f", "mp4", file_argument(file)});
  return arguments;
}

void copy_with_edges(const image::RgbImage& from, image::RgbImage& to) {
  const std::size_t length = std::min(from.row(0).size(), to.row(0).size());
  for (int y = 0; y < to.height(); ++y) {
    const auto source = from.row(std::min(y, from.height() - 1));
    const auto row = to.row(y);
    std::copy_n(source.begin(), length, row.begin());
    for (std::size_t i = length; i < row.size(); ++i) row[i] = row[i - 3];
  }
}

}  // namespace

ClipWriter::ClipWriter(const std::filesystem::path& target, image::Size size, const Clip& source,
                       const std::stop_token& stop)
    : file_(target),
      frame_(even(size)),
      ffmpeg_(source.programs.ffmpeg, arguments_for(file_.path(), frame_.size(), source),
              ChildProcess::Input::kOurs, stop) {}

void ClipWriter::add(const image::RgbImage& picture) {
  const bool fits = picture.size() == frame_.size();
  if (!fits) copy_with_edges(picture, frame_);
  if (!ffmpeg_.write(std::as_bytes(fits ? picture.bytes() : std::as_const(frame_).bytes()))) {
    static_cast<void>(ffmpeg_.finish());
    fail();
  }
}

base::UnnamedFile ClipWriter::finish() {
  if (!ffmpeg_.finish()) fail();
  file_.complete();
  return std::move(file_);
}

void ClipWriter::fail() const {
  const std::string complaint = ffmpeg_.complaint();
  throw base::Error(
      base::ErrorCode::kOutput,
      fmt::format("{}: cannot be written: ffmpeg: {}", base::printable(file_.target().string()),
                  complaint.empty() ? "it has ended early" : complaint),
      fmt::format("see whether the disk is full and this ffmpeg has the encoder "
                  "libx264, or choose another folder with {}",
                  base::argument("out")));
}

}  // namespace vitviz::video
