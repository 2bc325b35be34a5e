// SPDX-License-Identifier: Apache-2.0
#include "options/video_options.h"

#include "options/option_values.h"

namespace vitviz::options {

void add_video_options(OptionForm& form, batch::ClipOptions& clip) {
  form.begin_group("Video");
  form.add_value(
      {.names = "--smooth",
       .type = "N",
       .allowed = fmt::format("1 to {}", batch::kMostSmooth),
       .help = "Average what the network says over about N frames, so that maps and masks are "
               "steadier; they then lag behind by half of it (an exponential moving average, "
               "{}: each frame by itself)",
       .normally = fmt::format("{}", clip.smooth)},
      [](const std::string& text) { return parse_integer(text, 1, batch::kMostSmooth); },
      clip.smooth);
  form.add_flag("--frames",
                "Write the frames as numbered pictures, 000001.png, ..., in a folder for each "
                "result, instead of a video",
                clip.frames);
  form.add_flag("--all-frames",
                "Draw all frames of an animated GIF or WebP, as a video; otherwise the first",
                clip.all_frames);
}

}  // namespace vitviz::options
