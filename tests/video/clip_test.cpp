// SPDX-License-Identifier: Apache-2.0
// Videos read and written by ffmpeg, and an ffmpeg that is missing or dies.
#include <cstdlib>
#include <filesystem>
#include <stop_token>
#include <string>

#include <doctest/doctest.h>
#include <sys/wait.h>

#include "base/stopped.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"
#include "support/video_file.h"
#include "video/clip_writer.h"
#include "video/frame_source.h"

namespace vitviz::video {
namespace {

namespace fs = std::filesystem;
using test::contains;
using test::error_of;
using test::TemporaryFolder;

// Another ffmpeg, for as long as it lives.
class OtherFfmpeg {
 public:
  explicit OtherFfmpeg(const fs::path& program) { setenv("VITVIZ_FFMPEG", program.c_str(), 1); }
  OtherFfmpeg(const OtherFfmpeg&) = delete;
  OtherFfmpeg& operator=(const OtherFfmpeg&) = delete;
  ~OtherFfmpeg() { unsetenv("VITVIZ_FFMPEG"); }
};

// A program that is a shell script.
void put_script(const fs::path& path, const std::string& lines) {
  test::put_text(path, "#!/bin/sh\n" + lines);
  fs::permissions(path, fs::perms::owner_all);
}

int count_frames(const Clip& clip, const FrameChoice& choice) {
  const auto reader = open_frames(clip, choice, {});
  int frames = 0;
  while (reader->next()) ++frames;
  return frames;
}

// A frame of one colour.
image::RgbImage plain(image::Size size, std::uint8_t level) {
  image::RgbImage frame(size);
  std::fill(frame.bytes().begin(), frame.bytes().end(), level);
  return frame;
}

void write_clip(const fs::path& target, image::Size size, const Clip& source) {
  ClipWriter writer(target, size, source, {});
  for (int i = 0; i < source.info.frames; ++i) {
    writer.add(plain(size, static_cast<std::uint8_t>(20 * i)));
  }
  base::UnnamedFile file = writer.finish();
  file.save();
  file.appear(base::Overwrite::kNever);
}

bool has_children() { return waitpid(-1, nullptr, WNOHANG) >= 0; }

TEST_CASE("frames come in their order, as they were drawn") {
  const TemporaryFolder folder;
  test::write_video(folder / "a.mp4");
  const Clip clip = probe_clip(folder / "a.mp4", {});
  CHECK(clip.info.size == image::Size{96, 64});
  CHECK(clip.info.rate == FrameRate{10, 1});
  CHECK(clip.info.frames == 10);
  const auto reader = open_frames(clip, {}, {});
  int frames = 0;
  while (const auto frame = reader->next()) {
    // The disc begins at a third of the width and moves on by a thirtieth with each frame.
    const std::size_t centre = static_cast<std::size_t>(96 * (1 + frames / 10.0) / 3);
    CHECK(frame->row(32)[3 * centre] > 200);
    CHECK(frame->row(2)[3 * centre] < 60);
    ++frames;
  }
  CHECK(frames == 10);
  CHECK(reader->notes().empty());
  CHECK(count_frames(clip, {.every = 4}) == 3);
  CHECK_FALSE(has_children());
}

TEST_CASE("turned frames are turned upright, unless they are wanted as they are stored") {
  const TemporaryFolder folder;
  test::write_video(folder / "a.mp4");
  test::run_ffmpeg(folder.path(),
                   {"-i", "a.mp4", "-c", "copy", "-metadata:s:v", "rotate=90", "turned.mp4"});
  const Clip clip = probe_clip(folder / "turned.mp4", {});
  CHECK(open_frames(clip, {}, {})->next()->size() == image::Size{64, 96});
  CHECK(open_frames(clip, {.upright = false}, {})->next()->size() == image::Size{96, 64});
}

TEST_CASE("what is written has the source's rate and number of frames, even sides and its sound") {
  const TemporaryFolder folder;
  test::run_ffmpeg(folder.path(),
                   {"-f", "lavfi", "-i", "testsrc=s=32x32:r=30000/1001", "-f", "lavfi", "-i",
                    "sine", "-frames:v", "12", "-t", "0.4", "-c:a", "aac", "source.mp4"});
  const Clip source = probe_clip(folder / "source.mp4", {});
  CHECK(source.info.audio == "aac");
  write_clip(folder / "a.mp4", {51, 31}, source);
  CHECK(folder.names() == std::vector<std::string>{"a.mp4", "source.mp4"});
  CHECK(test::facts_of_video(folder / "a.mp4") == "52,32,30000/1001,12");
  const Clip written = probe_clip(folder / "a.mp4", {});
  CHECK(written.info.audio == "aac");
  int frame_number = 0;
  for (const image::RgbImage& frame : test::frames_of(folder / "a.mp4", {52, 32})) {
    // Of H.264 at this quality, plain grey differs by rounding alone.
    for (const std::uint8_t level : {frame.row(0)[0], frame.row(31)[3 * 51]}) {
      CHECK(std::abs(level - 20 * frame_number) <= 3);
    }
    ++frame_number;
  }
  CHECK(frame_number == 12);
}

TEST_CASE("the same frames give the same bytes") {
  const TemporaryFolder folder;
  test::write_video(folder / "source.mp4");
  const Clip source = probe_clip(folder / "source.mp4", {});
  write_clip(folder / "a.mp4", {64, 48}, source);
  write_clip(folder / "b.mp4", {64, 48}, source);
  CHECK(test::read_bytes(folder / "a.mp4") == test::read_bytes(folder / "b.mp4"));
}

TEST_CASE("a video that nobody finishes leaves no file and no process") {
  const TemporaryFolder folder;
  test::write_video(folder / "source.mp4");
  const Clip source = probe_clip(folder / "source.mp4", {});
  { ClipWriter(folder / "a.mp4", {64, 48}, source, {}).add(plain({64, 48}, 9)); }
  { CHECK(open_frames(source, {}, {})->next()); }
  CHECK(folder.names() == std::vector<std::string>{"source.mp4"});
  CHECK_FALSE(has_children());
}

TEST_CASE("a stop kills ffmpeg, however long it would take") {
  const TemporaryFolder folder;
  test::write_video(folder / "source.mp4");
  put_script(folder / "ffmpeg", "exec sleep 1000");
  Clip clip = probe_clip(folder / "source.mp4", {});
  clip.programs.ffmpeg = folder / "ffmpeg";
  std::stop_source source;
  const auto reader = open_frames(clip, {}, source.get_token());
  source.request_stop();
  CHECK_THROWS_AS(static_cast<void>(reader->next()), base::Stopped);
}

TEST_CASE("a truncated video fails with what ffmpeg says") {
  const TemporaryFolder folder;
  test::write_video(folder / "a.mp4",
                    {.more = {"-c:v", "libx264", "-qp", "0", "-movflags", "+faststart"}});
  fs::resize_file(folder / "a.mp4", fs::file_size(folder / "a.mp4") / 2);
  const Clip clip = probe_clip(folder / "a.mp4", {});
  const auto error = error_of([&] { static_cast<void>(count_frames(clip, {})); });
  REQUIRE(error);
  CHECK(error->code() == base::ErrorCode::kInput);
  CHECK(contains(error->what(), "the video cannot be decoded: "));
  CHECK(contains(error->what(), " of 10 frames: "));
  CHECK(contains(error->what(), "partial file"));

  test::put_text(folder / "b.mp4", std::string("\0\0\0\x18", 4) + "ftypisom and no more");
  const auto nothing = error_of([&] { static_cast<void>(probe_clip(folder / "b.mp4", {})); });
  REQUIRE(nothing);
  CHECK(nothing->code() == base::ErrorCode::kInput);
  CHECK(contains(nothing->what(), "b.mp4: the video cannot be read: "));
}

TEST_CASE("without ffmpeg, the message says what to install") {
  const TemporaryFolder folder;
  test::write_video(folder / "a.mp4");
  const OtherFfmpeg none(folder / "missing");
  const auto error = error_of([&] { static_cast<void>(probe_clip(folder / "a.mp4", {})); });
  REQUIRE(error);
  CHECK(error->code() == base::ErrorCode::kInput);
  CHECK(contains(error->what(), "a.mp4: reading a video needs the programs ffmpeg and ffprobe"));
  CHECK(contains(error->hint(), "apt-get install ffmpeg"));
}

TEST_CASE("an ffmpeg that dies, or complains without end, is an error and no hang") {
  const TemporaryFolder folder;
  test::write_video(folder / "source.mp4");
  Clip clip = probe_clip(folder / "source.mp4", {});
  clip.programs.ffmpeg = folder / "ffmpeg";

  put_script(clip.programs.ffmpeg, "echo '[x @ 0x1] [y @ 0x2] boom' >&2; kill -SEGV $$");
  const auto read = error_of([&] { static_cast<void>(count_frames(clip, {})); });
  REQUIRE(read);
  CHECK(read->code() == base::ErrorCode::kInput);
  CHECK(contains(read->what(), "0 of 10 frames: boom"));

  const auto written = error_of([&] {
    ClipWriter writer(folder / "a.mp4", {640, 480}, clip, {});
    for (int i = 0; i < 10; ++i) writer.add(plain({640, 480}, 0));
    static_cast<void>(writer.finish());
  });
  REQUIRE(written);
  CHECK(written->code() == base::ErrorCode::kOutput);
  CHECK(contains(written->what(), "a.mp4: cannot be written: ffmpeg: boom"));

  put_script(clip.programs.ffmpeg,
             "i=0; while [ $i -lt 9999 ]; do echo line $i >&2; i=$((i+1)); done; exit 1");
  CHECK(error_of([&] { static_cast<void>(count_frames(clip, {})); }));
  CHECK(folder.names() == std::vector<std::string>{"ffmpeg", "source.mp4"});
  CHECK_FALSE(has_children());
}

}  // namespace
}  // namespace vitviz::video
