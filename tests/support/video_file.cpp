// SPDX-License-Identifier: Apache-2.0
#include "support/video_file.h"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "support/run_program.h"
#include "support/temporary_folder.h"
#include "video/ffmpeg_programs.h"

namespace vitviz::test {
namespace {

namespace fs = std::filesystem;

// What the program says on stdout.
std::string answer_of(const fs::path& program, const fs::path& folder,
                      const std::vector<std::string>& arguments) {
  const ProgramResult result = run_program(program, arguments, {.folder = folder});
  if (result.exit_code != 0) throw std::runtime_error(program.string() + ": " + result.err);
  return result.out;
}

}  // namespace

void run_ffmpeg(const fs::path& folder, const std::vector<std::string>& arguments) {
  std::vector<std::string> all = {"-v", "error", "-nostdin", "-y"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  static_cast<void>(answer_of(video::find_ffmpeg("video").ffmpeg, folder, all));
}

void write_video(const fs::path& path, const DiscVideo& video) {
  // The brightness at X, Y of frame N: the disc goes from the left third to the right third.
  const std::string place = video.moves ? fmt::format("(1+N/{})/3", video.frames) : "0.5";
  const std::string disc =
      fmt::format("if(lt(hypot(X-W*{},Y-H/2),H/4),230,30+10*sin(X/3)*cos(Y/5))", place);
  std::vector<std::string> arguments = {"-f",
                                        "lavfi",
                                        "-i",
                                        fmt::format("color=s={}x{}:r=10,format=gray,geq=lum='{}'",
                                                    video.size.width, video.size.height, disc),
                                        "-frames:v",
                                        std::to_string(video.frames)};
  const std::vector<std::string> usual = {"-c:v", "libx264", "-qp", "0", "-pix_fmt", "yuv444p"};
  const auto& more = video.more.empty() ? usual : video.more;
  arguments.insert(arguments.end(), more.begin(), more.end());
  arguments.push_back(path.filename());
  run_ffmpeg(path.parent_path(), arguments);
}

std::string facts_of_video(const fs::path& path) {
  std::string facts = answer_of(
      video::find_ffmpeg("video").ffprobe, path.parent_path(),
      {"-v", "error", "-select_streams", "v:0", "-count_frames", "-show_entries",
       "stream=width,height,avg_frame_rate,nb_read_frames", "-of", "csv=p=0", path.filename()});
  facts.erase(std::remove(facts.begin(), facts.end(), '\n'), facts.end());
  return facts;
}

std::vector<image::RgbImage> frames_of(const fs::path& path, image::Size size) {
  const TemporaryFolder folder;
  run_ffmpeg(path.parent_path(), {"-i", path.filename(), "-vsync", "passthrough", "-pix_fmt",
                                  "rgb24", "-f", "rawvideo", (folder / "frames").string()});
  const std::vector<std::byte> bytes = read_bytes(folder / "frames");
  std::vector<image::RgbImage> frames;
  const std::size_t length = 3 * image::pixel_count(size);
  for (std::size_t at = 0; at + length <= bytes.size(); at += length) {
    frames.emplace_back(size);
    std::copy_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), length,
                std::as_writable_bytes(frames.back().bytes()).begin());
  }
  return frames;
}

}  // namespace vitviz::test
