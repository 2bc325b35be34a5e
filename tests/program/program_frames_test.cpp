// SPDX-License-Identifier: Apache-2.0
// Frames of videos as pictures, and animated WebP, as a user draws them.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "image/photo.h"
#include "program/program.h"
#include "support/npy_reader.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"
#include "support/video_file.h"

namespace vitviz::test {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using Names = std::vector<std::string>;

Names names_in(const fs::path& folder) {
  Names names;
  for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

image::RgbImage picture(const fs::path& path) {
  return image::read_photo(path, image::Orientation::kUpright);
}

TEST_CASE("frames become numbered pictures, with the colours of the video, for any threads") {
  const TemporaryFolder folder;
  write_video(folder / "clip.mp4", {.frames = 3});
  const Names words = {"clip.mp4", "--view", "heat,cutout"};
  const auto with = [&](Names more) {
    more.insert(more.begin(), words.begin(), words.end());
    return run_vitviz(folder.path(), more);
  };
  const ProgramResult result = with({"--frames", "-t", "2"});
  CAPTURE(result.err);
  REQUIRE(result.exit_code == 0);
  CHECK(result.out == "clip.heat\nclip.cutout\n");
  CHECK(folder.names() == Names{"clip.cutout", "clip.heat", "clip.mp4"});
  for (const char* view : {"clip.heat", "clip.cutout"}) {
    CHECK(names_in(folder / view) == Names{"000001.png", "000002.png", "000003.png"});
  }
  REQUIRE(with({"--frames", "-t", "1", "-o", "one"}).exit_code == 0);
  REQUIRE(with({}).exit_code == 0);
  const auto video = frames_of(folder / "clip.heat.mp4", {96, 64});
  for (std::size_t i = 0; i < 3; ++i) {
    const fs::path frame = "clip.heat/00000" + std::to_string(i + 1) + ".png";
    CAPTURE(frame);
    CHECK(read_bytes(folder / frame) == read_bytes(folder / "one" / frame));
    // H.264 at this quality moves colours by a few levels.
    const image::RgbImage drawn = picture(folder / frame);
    double sum = 0;
    for (std::size_t k = 0; k < drawn.bytes().size(); ++k) {
      sum += std::abs(drawn.bytes()[k] - video[i].bytes()[k]);
    }
    CHECK(sum / static_cast<double>(drawn.bytes().size()) < 6);
  }
}

TEST_CASE("frames are replaced where that is asked for, and nothing else is") {
  const TemporaryFolder folder;
  write_video(folder / "clip.mp4", {.frames = 2});
  const Names words = {"clip.mp4", "--view", "mask", "--frames"};
  const auto with = [&](const std::string& more) {
    Names all = words;
    if (!more.empty()) all.push_back(more);
    return run_vitviz(folder.path(), all);
  };
  REQUIRE(with("").exit_code == 0);
  const ProgramResult again = with("");
  CHECK(again.exit_code == 5);
  CHECK(contains(again.err, "clip.mask: already exists"));
  put_text(folder / "clip.mask/000003.png", "of a longer clip");
  REQUIRE(with("--force").exit_code == 0);
  CHECK(names_in(folder / "clip.mask") == Names{"000001.png", "000002.png"});
  put_text(folder / "clip.mask/mine.txt", "mine");
  const ProgramResult refused = with("--force");
  CHECK(refused.exit_code == 5);
  CHECK(contains(refused.err, "clip.mask: holds more than frames"));
  CHECK(fs::exists(folder / "clip.mask/mine.txt"));
  CHECK(folder.names() == Names{"clip.mask", "clip.mp4"});
}

TEST_CASE("a run that goes on leaves whole folders of frames out, and draws the others anew") {
  const TemporaryFolder folder;
  write_photo(folder / "photo.png");
  write_video(folder / "clip.mp4", {.frames = 2});
  const Names words = {"photo.png", "clip.mp4", "--view", "mask",    "--frames", "-o",
                       "o",         "--resume", "--json", "--table", "t.csv"};
  const ProgramResult first = run_vitviz(folder.path(), words);
  REQUIRE(first.exit_code == 0);
  CHECK(contains(first.err, "clip.mp4: a table has rows of photos alone"));
  const Json clip = Json::parse(first.out.substr(first.out.find('\n') + 1));
  CHECK(clip.at("frames") == 2);
  CHECK(clip.at("files")[0].at("path") == "o/clip.mask");
  CHECK(run_vitviz(folder.path(), words).out.empty());

  fs::remove(folder / "o/clip.mask/000002.png");
  const ProgramResult again = run_vitviz(folder.path(), words);
  CHECK(again.exit_code == 0);
  CHECK(Json::parse(again.out).at("photo") == "clip.mp4");
  CHECK(names_in(folder / "o/clip.mask") == Names{"000001.png", "000002.png"});
  const ProgramResult merged =
      run_program(vitviz_program(), {"merge", "o"}, {.folder = folder.path()});
  CHECK(contains(merged.err, "all 2 photos are done"));
}

TEST_CASE("a full disk and a signal leave no frame") {
  const TemporaryFolder folder;
  write_video(folder / "clip.mp4",
              {.size = {640, 480}, .frames = 300, .more = {"-preset", "ultrafast"}});
  const Names words = {"clip.mp4", "--frames", "--range", "0,0.01", "-o", "o"};
  const ProgramResult full = run_vitviz(folder.path(), words, R"(ulimit -f 140; exec "$0" "$@")");
  CHECK(full.exit_code == 5);
  CHECK(contains(full.err, "o/clip.attention/00000"));
  CHECK(contains(full.err, ".png: cannot be written"));
  CHECK(fs::is_empty(folder / "o"));
  const ProgramResult stopped =
      run_vitviz(folder.path(), words, R"("$0" "$@" & sleep 2; kill -TERM $!; wait $!; exit $?)");
  CHECK(stopped.exit_code == 143);
  CHECK(fs::is_empty(folder / "o"));
}

TEST_CASE("more results than videos at once can be had as frames") {
  const TemporaryFolder folder;
  write_video(folder / "a.mp4", {.frames = 1});
  const Names words = {"a.mp4", "--view", "heat,mask", "--block", "all"};
  const ProgramResult refused = run_vitviz(folder.path(), words);
  CHECK(refused.exit_code == 2);
  CHECK(contains(refused.err, "or --frames"));
  Names frames = words;
  frames.emplace_back("--frames");
  CHECK(run_vitviz(folder.path(), frames).exit_code == 0);
  CHECK(fs::exists(folder / "a.heat.block00/000001.png"));
}

TEST_CASE("an animated WebP is a photo, and a video where all its frames are asked for") {
  const TemporaryFolder folder;
  write_video(folder / "a.webp", {.frames = 4, .more = {"-c:v", "libwebp_anim", "-lossless", "1"}});
  const ProgramResult photo = run_vitviz(folder.path(), {"a.webp", "--view", "heat"});
  CHECK(photo.out == "a.heat.png\n");
  CHECK(contains(photo.err, "it is an animation of 4 frames: the first is seen"));
  const ProgramResult video =
      run_vitviz(folder.path(), {"a.webp", "--view", "heat", "--all-frames"});
  CAPTURE(video.err);
  CHECK(video.exit_code == 0);
  CHECK(video.out == "a.heat.mp4\n");
  CHECK(facts_of_video(folder / "a.heat.mp4") == "96,64,10/1,4");
}

TEST_CASE("an animated WebP becomes pictures without ffmpeg, and a video never does") {
  const TemporaryFolder folder;
  fs::copy(reference("image/photos/moving.webp"), folder / "a.webp");
  constexpr const char* kWithoutPath = R"(PATH=/nonexistent exec "$0" "$@")";
  const ProgramResult frames = run_vitviz(
      folder.path(), {"a.webp", "--view", "heat", "--all-frames", "--frames"}, kWithoutPath);
  CAPTURE(frames.err);
  CHECK(frames.exit_code == 0);
  CHECK(names_in(folder / "a.heat") == Names{"000001.png", "000002.png", "000003.png"});
  const ProgramResult video = run_vitviz(folder.path(), {"a.webp", "--all-frames"}, kWithoutPath);
  CHECK(video.exit_code == 3);
  CHECK(contains(video.err, "a.webp: reading a video needs the programs ffmpeg"));

  fs::resize_file(folder / "a.webp", fs::file_size(folder / "a.webp") / 2);
  const ProgramResult broken =
      run_vitviz(folder.path(), {"a.webp", "--all-frames", "--frames", "-o", "o"});
  CHECK(broken.exit_code == 3);
  CHECK(contains(broken.err, "a.webp: cannot be decoded as WebP: its chunks are broken"));
}

TEST_CASE("ten seconds of 720p give as many frames, at the same rate, without flicker") {
  const TemporaryFolder folder;
  run_ffmpeg(folder.path(), {"-f", "lavfi", "-i", "testsrc=s=1280x720:r=25", "-frames:v", "250",
                             "-c:v", "libx264", "-preset", "ultrafast", "clip.mp4"});
  REQUIRE(facts_of_video(folder / "clip.mp4") == "1280,720,25/1,250");
  // 12 s of processor time, which may take long where others work as well.
  const ProgramResult result =
      run_program(vitviz_program(),
                  {"clip.mp4", "--view", "overlay", "--size", "64", "--refine", "none", "--json"},
                  {.folder = folder.path(), .limit = std::chrono::minutes(10)});
  CAPTURE(result.err);
  REQUIRE(result.exit_code == 0);
  CHECK(facts_of_video(folder / "clip.attention.mp4") == "1280,720,25/1,250");
  const Json json = Json::parse(result.out);
  CHECK(json.at("frames") == 250);
  CHECK(json.at("frame_rate") == 25);
  REQUIRE(json.at("files").size() == 1);
  CHECK(json.at("files")[0].contains("range"));  // one, of all frames
}

}  // namespace
}  // namespace vitviz::test
