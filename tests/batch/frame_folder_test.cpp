// SPDX-License-Identifier: Apache-2.0
#include "batch/frame_folder.h"

#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/bytes_of.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::batch {
namespace {

namespace fs = std::filesystem;
using test::contains;
using test::error_of;
using test::TemporaryFolder;

views::Picture picture_of(const std::string& text) {
  return {[text](const base::ByteSink& file) { file(base::bytes_of(text)); }, nullptr};
}

void write_frames(const fs::path& target, int frames, base::Overwrite overwrite) {
  FrameFolder folder(target, frames);
  for (int frame = 0; frame < frames; ++frame) folder.add(frame, picture_of("a frame"));
  folder.save();
  folder.appear(overwrite);
}

// Why a folder of frames may not take the place of `path`; empty where it may.
std::string refusal(const fs::path& path, const KeptFiles& kept = {}) {
  const auto error = error_of([&] { check_frame_folder(path, kept); });
  if (error) CHECK(error->code() == base::ErrorCode::kOutput);
  return error ? error->what() : "";
}

TEST_CASE("frames are numbered from 1, with digits enough for the last") {
  const TemporaryFolder folder;
  write_frames(folder / "few", 2, base::Overwrite::kNever);
  CHECK(fs::exists(folder / "few/000001.png"));
  CHECK(fs::exists(folder / "few/000002.png"));
  FrameFolder many(folder / "many", 1'000'000);
  many.add(0, picture_of("a frame"));
  many.appear(base::Overwrite::kNever);
  CHECK(fs::exists(folder / "many/0000001.png"));
}

TEST_CASE("frames take the place of frames alone") {
  const TemporaryFolder folder;
  CHECK(refusal(folder / "frames").empty());
  write_frames(folder / "frames", 3, base::Overwrite::kNever);
  CHECK(refusal(folder / "frames").empty());
  write_frames(folder / "frames", 1, base::Overwrite::kReplace);
  CHECK_FALSE(fs::exists(folder / "frames/000003.png"));

  for (const char* other : {"notes.txt", "1.png", "000001.jpg", "000001.png.bak"}) {
    CAPTURE(other);
    test::put_text(folder / "frames" / other, "mine");
    CHECK(contains(refusal(folder / "frames"), "frames: holds more than frames"));
    const auto error =
        error_of([&] { write_frames(folder / "frames", 1, base::Overwrite::kReplace); });
    CHECK(error);
    CHECK(fs::remove(folder / "frames" / other));
  }
  fs::create_directory(folder / "frames/000002.png");
  CHECK(contains(refusal(folder / "frames"), "holds more than frames"));
}

TEST_CASE("a file, a link and what the call reads are never replaced") {
  const TemporaryFolder folder;
  test::put_text(folder / "file", "mine");
  CHECK(contains(refusal(folder / "file"), "file: is no folder of frames"));
  write_frames(folder / "frames", 1, base::Overwrite::kNever);
  fs::create_directory_symlink(folder / "frames", folder / "link");
  CHECK(contains(refusal(folder / "link"), "link: is no folder of frames"));
  KeptFiles kept;
  kept.keep(folder / "frames/000001.png");
  CHECK(contains(refusal(folder / "frames", kept), "holds a picture that this call reads"));
}

}  // namespace
}  // namespace vitviz::batch
