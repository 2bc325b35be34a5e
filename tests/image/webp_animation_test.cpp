// SPDX-License-Identifier: Apache-2.0
// The frames of animated WebP files against the pixels that they were made of, and broken files.
#include "image/webp_animation.h"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/stopped.h"
#include "image/photo_file.h"
#include "support/bytes_of.h"
#include "support/exif_orientation.h"
#include "support/npy_reader.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::image {
namespace {

constexpr Size kSize{21, 13};

std::string file_named(const std::string& name) {
  return test::text_of(test::read_bytes(test::reference("image/photos") / name));
}

WebpAnimationFacts facts_of(const std::string& file, const std::stop_token& stop = {}) {
  const auto bytes = test::bytes_of(file);
  return webp_animation_facts(MemorySource(bytes), "a.webp", stop);
}

std::vector<RgbImage> frames_of(const std::string& file,
                                Orientation orientation = Orientation::kUpright,
                                ColorProfile profile = ColorProfile::kToSrgb) {
  const auto bytes = test::bytes_of(file);
  WebpAnimation animation(MemorySource(bytes), "a.webp", orientation, profile);
  std::vector<RgbImage> frames;
  while (auto frame = animation.next()) frames.push_back(*std::move(frame));
  return frames;
}

// A chunk with its length, and the byte that makes that even.
std::string chunk(const std::string& name, const std::string& content) {
  return name + test::little_endian(content.size(), 4) + content +
         std::string(content.size() % 2, '\0');
}

// The file with one more chunk at its end, and this flag of its header.
std::string with_chunk(std::string file, const std::string& added, unsigned flag) {
  file += added;
  file.replace(4, 4, test::little_endian(file.size() - 8, 4));
  file[20] = static_cast<char>(static_cast<unsigned char>(file[20]) | flag);
  return file;
}

TEST_CASE("animated WebP: each frame lies over those before it, on white") {
  const std::string file = file_named("moving.webp");
  const WebpAnimationFacts facts = facts_of(file);
  CHECK(facts.size == kSize);
  CHECK(facts.milliseconds == std::vector<int>{40, 40, 120});
  CHECK(facts.exif_orientation == 1);
  CHECK(facts.bytes_to_decode == file.size() + 3 * 4 * pixel_count(kSize));

  const test::Array want = test::read_npy(test::reference("image/photos/moving.webp.npy"));
  const std::vector<RgbImage> frames = frames_of(file);
  REQUIRE(frames.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CAPTURE(i);
    const auto bytes = frames[i].bytes();
    CHECK(std::equal(bytes.begin(), bytes.end(),
                     want.values.begin() + static_cast<std::ptrdiff_t>(i * bytes.size())));
  }
}

TEST_CASE("animated WebP: the first frame is the photo") {
  const std::string file = file_named("animated.webp");
  const RgbImage photo = decode_photo(test::bytes_of(file), "a.webp", Orientation::kUpright);
  const std::vector<RgbImage> frames = frames_of(file);
  REQUIRE(frames.size() == 2);
  for (std::size_t i = 0; i < photo.bytes().size(); ++i) {
    CHECK(frames[0].bytes()[i] == photo.bytes()[i]);
    CHECK(frames[1].bytes()[i] == 255 - photo.bytes()[i]);
  }
}

TEST_CASE("animated WebP: frames are turned upright where that is wanted") {
  const std::string exif =
      test::text_of(test::exif_block(/*little=*/true, test::kExifShort, /*count=*/1, 6));
  const std::string file = with_chunk(file_named("moving.webp"), chunk("EXIF", exif), 0x08);
  CHECK(facts_of(file).exif_orientation == 6);
  CHECK(facts_of(file).size == kSize);
  CHECK(frames_of(file)[1].size() == Size{13, 21});
  CHECK(frames_of(file, Orientation::kStored)[1].size() == kSize);
}

TEST_CASE("animated WebP: a file that is cut off or broken is refused by name") {
  const std::string file = file_named("moving.webp");
  for (const std::size_t length :
       {std::size_t{0}, std::size_t{11}, std::size_t{40}, file.size() / 2, file.size() - 1}) {
    CAPTURE(length);
    const auto error = test::error_of([&] { static_cast<void>(facts_of(file.substr(0, length))); });
    REQUIRE(error);
    CHECK(error->code() == base::ErrorCode::kInput);
    CHECK(test::contains(error->what(), "a.webp: cannot be decoded as WebP: "));
    CHECK(test::error_of([&] { static_cast<void>(frames_of(file.substr(0, length))); }));
  }
  // Pixels that are none, in the last frame.
  std::string broken = file;
  std::fill(broken.end() - 24, broken.end(), '\xFF');
  const auto error = test::error_of([&] { static_cast<void>(frames_of(broken)); });
  REQUIRE(error);
  CHECK(test::contains(error->what(), "a.webp: cannot be decoded as WebP: "));
}

TEST_CASE("animated WebP: a stop ends the look at its frames") {
  std::stop_source stop;
  stop.request_stop();
  CHECK_THROWS_AS(static_cast<void>(facts_of(file_named("moving.webp"), stop.get_token())),
                  base::Stopped);
}

}  // namespace
}  // namespace vitviz::image
