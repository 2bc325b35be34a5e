// SPDX-License-Identifier: Apache-2.0
#include "video/probe_clip.h"

#include <array>
#include <span>

#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"
#include "video/child_process.h"
#include "video/webp_clip.h"

namespace vitviz::video {
namespace {

constexpr std::size_t kMostJson = std::size_t{1} << 20;

constexpr const char* kEntries =
    "stream=codec_type,codec_name,width,height,r_frame_rate,avg_frame_rate,nb_frames,duration:"
    "stream_disposition=attached_pic:stream_side_data=rotation:format=duration";

std::vector<std::string> arguments_for(const std::filesystem::path& path, const VideoKind& kind) {
  std::vector<std::string> arguments = {"-v", "error"};
  const std::vector<std::string> input = input_arguments(path, kind);
  arguments.insert(arguments.end(), input.begin(), input.end());
  arguments.insert(arguments.end(), {"-show_entries", kEntries, "-of", "json"});
  return arguments;
}

}  // namespace

std::string file_argument(const std::filesystem::path& path) { return "file:" + path.string(); }

std::vector<std::string> input_arguments(const std::filesystem::path& path, const VideoKind& kind) {
  return {"-protocol_whitelist",     "file,pipe", "-f",
          std::string(kind.demuxer), "-i",        file_argument(path)};
}

Clip probe_clip(const std::filesystem::path& path, const std::stop_token& stop) {
  const std::string name = path.string();
  const auto kind = video_kind_of(path);
  if (!kind) {
    throw base::Error(base::ErrorCode::kInput,
                      fmt::format("{}: this is no video", base::printable(name)));
  }
  if (kind->is_webp) return {path, *kind, {}, webp_clip_info(path, stop)};
  const FfmpegPrograms programs = find_ffmpeg(path);
  ChildProcess probe(programs.ffprobe, arguments_for(path, *kind), ChildProcess::Input::kNone,
                     stop);
  std::string json(kMostJson, '\0');
  json.resize(probe.read(std::as_writable_bytes(std::span(json))));
  if (json.size() == kMostJson || !probe.finish()) {
    throw base::Error(
        base::ErrorCode::kInput,
        fmt::format("{}: the video cannot be read: {}", base::printable(name), probe.complaint()),
        "it is broken or incomplete: copy it again");
  }
  return {path, *kind, programs, parse_clip_info(json, name)};
}

}  // namespace vitviz::video
