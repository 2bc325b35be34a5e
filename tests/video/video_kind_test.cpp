// SPDX-License-Identifier: Apache-2.0
#include "video/video_kind.h"

#include <string>

#include <doctest/doctest.h>

#include "support/temporary_folder.h"

namespace vitviz::video {
namespace {

using std::string_literals::operator""s;

std::string demuxer_of(const std::string& head) {
  const auto kind = video_kind(std::as_bytes(std::span(head)));
  return kind ? std::string(kind->demuxer) : "";
}

TEST_CASE("videos are told by their first bytes") {
  CHECK(demuxer_of("\0\0\0\x20"s + "ftypisom") == "mov");
  CHECK(demuxer_of("\0\0\0\x14"s + "ftypqt  ") == "mov");
  CHECK(demuxer_of("\0\0\0\x08"s + "wide") == "mov");
  CHECK(demuxer_of("\x1A\x45\xDF\xA3"s) == "matroska");
  CHECK(demuxer_of("RIFF\0\0\0\0AVI LIST"s) == "avi");
  CHECK(demuxer_of("OggS\0"s) == "ogg");
  CHECK(demuxer_of("GIF89a") == "gif");
}

TEST_CASE("a transport stream has its letter at the start of each packet") {
  std::string stream(400, 'x');
  for (const std::size_t at : {0U, 188U}) stream[at] = 'G';
  CHECK(demuxer_of(stream).empty());
  stream[376] = 'G';
  CHECK(demuxer_of(stream) == "mpegts");
}

TEST_CASE("photos in boxes, and other files, are no videos") {
  for (const char* brand : {"avif", "avis", "heic", "heix", "hevc", "mif1", "msf1", "crx "}) {
    CHECK(demuxer_of("\0\0\0\x20"s + "ftyp" + brand).empty());
  }
  CHECK(demuxer_of("\xFF\xD8\xFF\xE0 JFIF"s).empty());
  CHECK(demuxer_of("RIFF\0\0\0\0WEBPVP8 "s).empty());
  CHECK(demuxer_of("RIFF\0\0\0\0WEBPVP8X\x0A\0\0\0\x10"s).empty());
  CHECK(demuxer_of("").empty());
  CHECK(demuxer_of("ft").empty());
}

TEST_CASE("a WebP is a video where its flags say that it is animated") {
  const auto is_clip = [](const std::string& flags) {
    const std::string head = "RIFF\0\0\0\0WEBPVP8X\x0A\0\0\0"s + flags;
    const auto kind = video_kind(std::as_bytes(std::span(head)));
    return kind && kind->is_webp && kind->is_animation;
  };
  CHECK(is_clip("\x02"));
  CHECK(is_clip("\x3E"));
  CHECK_FALSE(is_clip("\x10"));
  CHECK_FALSE(is_clip(""));
}

TEST_CASE("an animation is a video only where all its frames are asked for") {
  const test::TemporaryFolder folder;
  test::put_text(folder / "a.gif", "GIF89a");
  test::put_text(folder / "a.jpg", "\0\0\0\x20"s + "ftypisom");
  CHECK_FALSE(is_video(folder / "a.gif", /*animations_too=*/false));
  CHECK(is_video(folder / "a.gif", /*animations_too=*/true));
  CHECK(is_video(folder / "a.jpg", /*animations_too=*/false));
  CHECK_FALSE(is_video(folder.path(), /*animations_too=*/true));
  CHECK_FALSE(is_video(folder / "missing.mp4", /*animations_too=*/true));
}

}  // namespace
}  // namespace vitviz::video
