// SPDX-License-Identifier: Apache-2.0
#include "video/webp_clip.h"

#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include "support/npy_reader.h"
#include "support/thrown_error.h"
#include "video/frame_source.h"

namespace vitviz::video {
namespace {

ClipInfo info_of(const std::vector<int>& milliseconds, int exif_orientation = 1) {
  return webp_clip_info({{30, 20}, exif_orientation, milliseconds, 1234});
}

TEST_CASE("animated WebP: as many frames a second as it has, by the time that all are shown") {
  const ClipInfo info = info_of({40, 40, 40});
  CHECK(info.rate == FrameRate{25, 1});
  CHECK(info.is_even);
  CHECK(info.frames == 3);
  CHECK(info.is_counted);
  CHECK(info.size == image::Size{30, 20});
  CHECK(info.bytes_to_decode == 1234);
  CHECK(info.audio.empty());
  CHECK(info.note.empty());
  // 33 ms are no 30 frames a second, and nothing says that they should be.
  CHECK(info_of({33, 33}).rate == FrameRate{1000, 33});
  const ClipInfo uneven = info_of({40, 40, 120});
  CHECK(uneven.rate == FrameRate{15, 1});
  CHECK_FALSE(uneven.is_even);
}

TEST_CASE("animated WebP: frames of no length are shown as browsers do it, and a note says so") {
  for (const int milliseconds : {0, 1, 10}) {
    const ClipInfo info = info_of({milliseconds, 100});
    CHECK(info.rate == FrameRate{10, 1});
    CHECK(info.is_even);
    CHECK(test::contains(info.note, "100 ms"));
  }
  CHECK(info_of({11}).note.empty());
}

TEST_CASE("animated WebP: the rate of a very slow one is a number that ffmpeg takes") {
  const ClipInfo info = info_of(std::vector<int>(999, (1 << 24) - 1));
  CHECK(value_of(info.rate) == doctest::Approx(1000.0 / ((1 << 24) - 1)));
  const ClipInfo mixed = info_of([] {
    std::vector<int> all(997, (1 << 24) - 1);
    all.push_back(16'777'213);
    return all;
  }());
  CHECK(mixed.rate.denominator < std::int64_t{1} << 31);
  CHECK(value_of(mixed.rate) == doctest::Approx(1000.0 / ((1 << 24) - 1)));
}

TEST_CASE("animated WebP: turned frames are as large as they are seen") {
  CHECK(shown_size(info_of({40}, 6), /*upright=*/true) == image::Size{20, 30});
  CHECK(shown_size(info_of({40}, 3), /*upright=*/true) == image::Size{30, 20});
  CHECK(shown_size(info_of({40}, 6), /*upright=*/false) == image::Size{30, 20});
}

TEST_CASE("animated WebP: is read as a clip, without ffmpeg") {
  const auto file = test::reference("image/photos/moving.webp");
  const Clip clip = probe_clip(file, {});
  CHECK(clip.kind.is_webp);
  CHECK(clip.info.frames == 3);
  CHECK(clip.programs.ffmpeg.empty());
  const auto count = [&](int every) {
    const auto frames = open_frames(clip, {.every = every}, {});
    int number = 0;
    while (const auto frame = frames->next()) ++number;
    CHECK(frames->notes().empty());
    return number;
  };
  CHECK(count(1) == 3);
  CHECK(count(2) == 2);
}

}  // namespace
}  // namespace vitviz::video
