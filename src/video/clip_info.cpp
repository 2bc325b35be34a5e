// SPDX-License-Identifier: Apache-2.0
#include "video/clip_info.h"

#include <charconv>
#include <cmath>
#include <limits>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/text.h"
#include "image/photo.h"

namespace vitviz::video {
namespace {

using Json = nlohmann::json;

constexpr double kFastest = 1000;  // frames per second
constexpr double kUneven = 0.01;   // by which the average differs where frames are uneven

[[noreturn]] void fail(const std::string& name, const std::string& reason) {
  throw base::Error(base::ErrorCode::kInput, fmt::format("{}: {}", base::printable(name), reason));
}

// The text of a field, or nothing: ffprobe writes most numbers as texts, and leaves fields out.
std::string text_of(const Json& object, const char* key) {
  const auto found = object.is_object() ? object.find(key) : object.end();
  if (found == object.end()) return "";
  if (found->is_string()) return found->get<std::string>();
  return found->is_number() ? found->dump() : "";
}

std::optional<double> number_in(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_number = error == std::errc() && end == text.data() + text.size();
  if (!is_number || !std::isfinite(number)) return std::nullopt;
  return number;
}

// A whole number from 1 on.
std::optional<int> count_in(const std::string& text) {
  const auto number = number_in(text);
  if (!number || *number < 1 || *number > std::numeric_limits<int>::max()) return std::nullopt;
  return static_cast<int>(*number);
}

// "30000/1001"; nothing for "0/0" and whatever no video has.
std::optional<FrameRate> rate_in(const std::string& text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string::npos) return std::nullopt;
  const auto numerator = count_in(text.substr(0, slash));
  const auto denominator = count_in(text.substr(slash + 1));
  if (!numerator || !denominator) return std::nullopt;
  const FrameRate rate{*numerator, *denominator};
  return value_of(rate) <= kFastest ? std::optional(rate) : std::nullopt;
}

const Json* first_stream(const Json& clip, const char* type) {
  const auto streams = clip.is_object() ? clip.find("streams") : clip.end();
  if (streams == clip.end() || !streams->is_array()) return nullptr;
  for (const Json& stream : *streams) {
    if (text_of(stream, "codec_type") != type) continue;
    // A song's cover is a stream of one picture.
    const auto disposition = stream.find("disposition");
    const bool is_cover =
        disposition != stream.end() && text_of(*disposition, "attached_pic") == "1";
    if (!is_cover) return &stream;
  }
  return nullptr;
}

image::Size size_of(const Json& stream, const std::string& name) {
  const auto width = count_in(text_of(stream, "width"));
  const auto height = count_in(text_of(stream, "height"));
  if (!width || !height) fail(name, "the video does not say how large its frames are");
  if (std::int64_t{*width} * *height > image::kMaxPixels) {
    fail(name, fmt::format("its frames of {} x {} pixels are larger than any photo that is read",
                           *width, *height));
  }
  return {*width, *height};
}

// ffprobe's angles are counter-clockwise. FFmpeg does not turn by others than quarters here.
int quarter_turns_of(const Json& stream) {
  const auto side_data = stream.find("side_data_list");
  if (side_data == stream.end() || !side_data->is_array()) return 0;
  for (const Json& entry : *side_data) {
    const auto degrees = number_in(text_of(entry, "rotation"));
    if (!degrees || std::abs(*degrees) > 360) continue;
    const int quarters = static_cast<int>(std::lround(-*degrees / 90));
    return ((quarters % 4) + 4) % 4;
  }
  return 0;
}

void set_rate(const Json& stream, const std::string& name, ClipInfo& info) {
  const auto average = rate_in(text_of(stream, "avg_frame_rate"));
  const auto ticks = rate_in(text_of(stream, "r_frame_rate"));
  if (!average && !ticks) fail(name, "the video does not say how many frames a second it has");
  info.rate = average ? *average : *ticks;
  if (!average || !ticks) return;
  info.is_even = std::abs(value_of(*ticks) / value_of(*average) - 1) < kUneven;
  if (info.is_even) info.rate = *ticks;
}

// What the stream says, or else the container of all streams.
std::optional<double> seconds_of(const Json& clip, const Json& stream) {
  const auto seconds = number_in(text_of(stream, "duration"));
  if (seconds) return seconds;
  const auto format = clip.find("format");
  return format == clip.end() ? std::nullopt : number_in(text_of(*format, "duration"));
}

void set_frames(const Json& clip, const Json& stream, ClipInfo& info) {
  if (const auto count = count_in(text_of(stream, "nb_frames"))) {
    info.frames = *count;
    info.is_counted = true;
    return;
  }
  const double frames = std::round(seconds_of(clip, stream).value_or(0) * value_of(info.rate));
  if (frames >= 1 && frames < std::numeric_limits<int>::max()) {
    info.frames = static_cast<int>(frames);
  }
}

}  // namespace

image::Size shown_size(const ClipInfo& info, bool upright) {
  const bool is_turned = upright && info.quarter_turns % 2 == 1;
  return is_turned ? image::Size{info.size.height, info.size.width} : info.size;
}

ClipInfo parse_clip_info(std::string_view json, const std::string& name) {
  const Json clip = Json::parse(json, nullptr, /*allow_exceptions=*/false);
  if (clip.is_discarded()) fail(name, "ffprobe says nothing of it that can be understood");
  const Json* pictures = first_stream(clip, "video");
  if (pictures == nullptr) fail(name, "the file has no pictures, only sound or nothing at all");
  ClipInfo info;
  info.size = size_of(*pictures, name);
  info.quarter_turns = quarter_turns_of(*pictures);
  set_rate(*pictures, name, info);
  set_frames(clip, *pictures, info);
  if (const Json* sound = first_stream(clip, "audio")) info.audio = text_of(*sound, "codec_name");
  return info;
}

}  // namespace vitviz::video
