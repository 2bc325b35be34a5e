// SPDX-License-Identifier: Apache-2.0
// Videos: from a clip to clips, as a user draws them.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numeric>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "program/program.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"
#include "support/video_file.h"

namespace vitviz::test {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using Names = std::vector<std::string>;

double mean_of(const image::RgbImage& frame) {
  const auto bytes = frame.bytes();
  return std::accumulate(bytes.begin(), bytes.end(), 0.0) / static_cast<double>(bytes.size());
}

TEST_CASE("a video becomes an overlay and a mask, with its size, rate and frames") {
  const TemporaryFolder folder;
  write_video(folder / "clip.mp4", {.frames = 7});
  const ProgramResult result = run_vitviz(folder.path(), {"clip.mp4"});
  CHECK(result.exit_code == 0);
  CHECK(result.out == "clip.attention.mp4\nclip.mask.mp4\n");
  CHECK(contains(result.err, "note: clip.mp4: all frames have the same colours, found on 7 of"));
  CHECK(folder.names() == Names{"clip.attention.mp4", "clip.mask.mp4", "clip.mp4"});
  for (const char* name : {"clip.attention.mp4", "clip.mask.mp4"}) {
    CHECK(facts_of_video(folder / name) == "96,64,10/1,7");
  }
  // The mask moves with the disc, to the right.
  const auto frames = frames_of(folder / "clip.mask.mp4", {96, 64});
  const auto left_of = [](const image::RgbImage& frame) {
    const auto row = frame.row(32);
    const auto white = std::find_if(row.begin(), row.end(), [](int level) { return level > 128; });
    return (white - row.begin()) / 3;
  };
  CHECK(left_of(frames.back()) > left_of(frames.front()) + 8);
  const ProgramResult again = run_vitviz(folder.path(), {"clip.mp4"});
  CHECK(again.exit_code == 5);
  CHECK(contains(again.err, "clip.attention.mp4: already exists"));
}

TEST_CASE("every view of a photo can be had of a video, the same for any number of threads") {
  const TemporaryFolder folder;
  write_video(folder / "clip.mp4",
              {.size = {51, 37}, .frames = 5, .more = {"-c:v", "ffv1", "-f", "matroska"}});
  const std::string views = "overlay,compare,heat,mask,outline,cutout,heads,colors,pca";
  for (const char* threads : {"1", "2"}) {
    const ProgramResult result = run_vitviz(
        folder.path(), {"clip.mp4", "--view", views, "-t", threads, "-o", threads, "--boxes"});
    CAPTURE(result.err);
    REQUIRE(result.exit_code == 0);
  }
  for (const char* view : {"attention", "heat", "mask", "outline", "cutout", "colors", "pca"}) {
    CHECK(facts_of_video(folder / fs::path("1/clip." + std::string(view) + ".mp4")) ==
          "52,38,10/1,5");
  }
  CHECK(facts_of_video(folder / "1/clip.compare.mp4") == "102,38,10/1,5");
  int compared = 0;
  for (const auto& entry : fs::directory_iterator(folder / "1")) {
    const fs::path other = folder / "2" / entry.path().filename();
    CAPTURE(other);
    CHECK(read_bytes(entry.path()) == read_bytes(other));
    ++compared;
  }
  CHECK(compared == 9);
}

TEST_CASE("frames do not flicker: a still scene has the same picture throughout") {
  const TemporaryFolder folder;
  write_video(folder / "still.mp4", {.frames = 12, .moves = false});
  // Twice a bright scene, then one with nothing in it: a range of its own would make it as bright.
  run_ffmpeg(folder.path(),
             {"-i", "still.mp4", "-f", "lavfi", "-i", "color=0x1e1e1e:s=96x64:r=10:d=0.6",
              "-filter_complex", "[0:v]format=yuv444p[a];[1:v]format=yuv444p[b];[a][b]concat",
              "-c:v", "libx264", "-qp", "0", "clip.mp4"});
  const ProgramResult result = run_vitviz(folder.path(), {"clip.mp4", "--view", "heat", "--json"});
  REQUIRE(result.exit_code == 0);
  const Json json = Json::parse(result.out);
  CHECK(json.at("frames") == 18);
  CHECK(json.at("frame_rate") == 10);
  CHECK(json.at("width") == 96);
  REQUIRE(json.at("files")[0].contains("range"));
  const auto frames = frames_of(folder / "clip.heat.mp4", {96, 64});
  REQUIRE(frames.size() == 18);
  for (std::size_t i = 0; i < 12; ++i) {
    // What remains is H.264's.
    CHECK(std::abs(mean_of(frames[i]) - mean_of(frames[0])) < 1);
  }
  // A range that is given is taken, and nothing is looked at first.
  const ProgramResult given =
      run_vitviz(folder.path(), {"clip.mp4", "--view", "heat", "--range", "0,0.5", "-o", "given"});
  CHECK(given.exit_code == 0);
  CHECK_FALSE(contains(given.err, "found on"));
  const auto dark = frames_of(folder / "given/clip.heat.mp4", {96, 64});
  CHECK(mean_of(dark[0]) < mean_of(frames[0]));
}

TEST_CASE("smoothing makes what moves change less from frame to frame") {
  const TemporaryFolder folder;
  write_video(folder / "clip.mp4", {.frames = 8});
  const auto change = [&](const std::string& smooth) {
    const ProgramResult result =
        run_vitviz(folder.path(), {"clip.mp4", "--view", "heat", "--smooth", smooth, "-o", smooth});
    CHECK(result.exit_code == 0);
    const auto frames = frames_of(folder / fs::path(smooth) / "clip.heat.mp4", {96, 64});
    double sum = 0;
    for (std::size_t i = 1; i < frames.size(); ++i) {
      for (std::size_t k = 0; k < frames[i].bytes().size(); ++k) {
        sum += std::abs(frames[i].bytes()[k] - frames[i - 1].bytes()[k]);
      }
    }
    return sum;
  };
  CHECK(change("6") < 0.8 * change("1"));
}

TEST_CASE("a video beside photos, and a turned one, and one of a single frame") {
  const TemporaryFolder folder;
  write_photo(folder / "photo.png");
  write_video(folder / "one.mp4", {.frames = 1});
  run_ffmpeg(folder.path(),
             {"-i", "one.mp4", "-c", "copy", "-metadata:s:v", "rotate=90", "turned.mov"});
  const ProgramResult result =
      run_vitviz(folder.path(), {"photo.png", "one.mp4", "turned.mov", "--view", "heat"});
  CAPTURE(result.err);
  CHECK(result.exit_code == 0);
  CHECK(result.out == "photo.heat.png\none.heat.mp4\nturned.heat.mp4\n");
  CHECK(facts_of_video(folder / "one.heat.mp4") == "96,64,10/1,1");
  CHECK(facts_of_video(folder / "turned.heat.mp4") == "64,96,10/1,1");
  // What is done is not done again; of a folder no video is taken.
  const ProgramResult resumed = run_vitviz(
      folder.path(), {"photo.png", "one.mp4", "turned.mov", "--view", "heat", "--resume"});
  CHECK(resumed.exit_code == 0);
  CHECK(resumed.out.empty());
  CHECK(run_vitviz(folder.path(), {".", "-o", "of_folder"}).exit_code == 0);
  CHECK_FALSE(fs::exists(folder / "of_folder/one.attention.mp4"));
}

TEST_CASE("an animated GIF is a photo, and a video where all its frames are asked for") {
  const TemporaryFolder folder;
  write_video(folder / "a.gif", {.frames = 4, .more = {"-f", "gif"}});
  CHECK(run_vitviz(folder.path(), {"a.gif", "--view", "heat"}).out == "a.heat.png\n");
  const ProgramResult result =
      run_vitviz(folder.path(), {"a.gif", "--view", "heat", "--all-frames"});
  CHECK(result.exit_code == 0);
  CHECK(result.out == "a.heat.mp4\n");
  CHECK(facts_of_video(folder / "a.heat.mp4") == "96,64,10/1,4");
}

TEST_CASE("a truncated video, and one without ffmpeg, cannot be read, and the rest is drawn") {
  const TemporaryFolder folder;
  write_photo(folder / "photo.png");
  write_video(folder / "a.mp4",
              {.more = {"-c:v", "libx264", "-qp", "0", "-movflags", "+faststart"}});
  fs::resize_file(folder / "a.mp4", fs::file_size(folder / "a.mp4") / 2);
  const ProgramResult result =
      run_vitviz(folder.path(), {"a.mp4", "photo.png", "--view", "overlay"});
  CHECK(result.exit_code == 3);
  CHECK(contains(result.err, "error: a.mp4: the video cannot be decoded: "));
  CHECK(result.out == "photo.attention.png\n");
  CHECK_FALSE(fs::exists(folder / "a.attention.mp4"));

  const ProgramResult without =
      run_vitviz(folder.path(), {"a.mp4"}, R"(PATH=/nonexistent exec "$0" "$@")");
  CHECK(without.exit_code == 3);
  CHECK(contains(without.err, "a.mp4: reading a video needs the programs ffmpeg and ffprobe"));
  CHECK(contains(without.err, "apt-get install ffmpeg"));
}

TEST_CASE("what a video cannot have is refused") {
  const TemporaryFolder folder;
  write_video(folder / "a.mp4", {.frames = 1});
  const std::vector<Names> refused = {
      {"--raw", "map"},   {"--view", "terminal"}, {"--dino"},
      {"--objects", "2"}, {"--coco", "a.json"},   {"--view", "heat,mask", "--block", "all"}};
  for (const Names& words : refused) {
    Names all = {"a.mp4"};
    all.insert(all.end(), words.begin(), words.end());
    const ProgramResult result = run_vitviz(folder.path(), all);
    CAPTURE(words.back());
    CHECK(result.exit_code == 2);
    CHECK(contains(result.err, "error: a.mp4: "));
    CHECK(result.out.empty());
  }
  for (const char* smooth : {"0", "-1", "x", "1001"}) {
    CHECK(run_vitviz(folder.path(), {"a.mp4", "--smooth", smooth}).exit_code == 2);
  }
}

TEST_CASE("a signal leaves nothing of a video, and no ffmpeg") {
  const TemporaryFolder folder;
  write_video(folder / "a.mp4",
              {.size = {640, 480}, .frames = 300, .more = {"-preset", "ultrafast"}});
  const ProgramResult result = run_vitviz(folder.path(), {"a.mp4", "-o", "o"},
                                          R"("$0" "$@" & sleep 2; kill -TERM $!; wait $!; code=$?
                    for child in /proc/[0-9]*; do
                      if tr '\0' ' ' <$child/cmdline 2>/dev/null | grep -q "file:[o]/.vitviz"; then
                        echo "left: $child"; fi; done; exit $code)");
  CHECK(result.exit_code == 143);
  CHECK(result.out.empty());
  CHECK(fs::is_empty(folder / "o"));
}

}  // namespace
}  // namespace vitviz::test
