// SPDX-License-Identifier: Apache-2.0
// GIF files that are cut off, or that promise more than they hold.
#include <memory>
#include <string>

#include <doctest/doctest.h>

#include "image/photo_file.h"
#include "support/bytes_of.h"
#include "support/npy_reader.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::image {
namespace {

using test::little_endian;

std::string file_named(const std::string& name) {
  return test::text_of(test::read_bytes(test::reference("image/photos") / name));
}

// What is said of a file: its notes one after the other, or its error.
std::string verdict(const std::string& file) {
  const auto bytes = test::bytes_of(file);
  std::string notes;
  const auto error = test::error_of([&] {
    PhotoFile photo(std::make_unique<MemorySource>(bytes), "a.gif", Orientation::kUpright);
    static_cast<void>(photo.read());
    for (const std::string& note : photo.notes()) notes += note + ";";
  });
  return error ? error->what() : notes;
}

// A file without colours and, as its first frame, one of this size without pixels.
std::string promise(Size canvas, Size frame) {
  const auto sides = [](Size size) {
    return little_endian(static_cast<std::uint64_t>(size.width), 2) +
           little_endian(static_cast<std::uint64_t>(size.height), 2);
  };
  return "GIF89a" + sides(canvas) + std::string(3, '\0') + "," + std::string(4, '\0') +
         sides(frame) + std::string(1, '\0') + "\4";
}

TEST_CASE("GIF: what is cut off behind the first frame is drawn, with a note") {
  constexpr const char* kCut =
      "its end is missing or broken, behind the last pixel of its first frame;";
  const std::string plain = file_named("plain.gif");
  CHECK(verdict(plain).empty());
  CHECK(verdict(plain.substr(0, plain.size() - 1)) == kCut);
  const std::string animated = file_named("animated.gif");
  CHECK(verdict(animated.substr(0, animated.size() - 9)) ==
        kCut + std::string("it is an animation of 3 frames: the first is seen;"));
}

TEST_CASE("GIF: what is cut off in the first frame is refused") {
  const std::string plain = file_named("plain.gif");
  CHECK(verdict(plain.substr(0, plain.size() - 9)) ==
        "a.gif: cannot be decoded as GIF: the file ends too early");
  CHECK(verdict("GIF89a") == "a.gif: cannot be decoded as GIF: No screen descriptor detected");
}

TEST_CASE("GIF: a file without a frame, and frames without pixels, are refused") {
  CHECK(verdict(promise({4, 4}, {1, 1}).substr(0, 13) + ";") ==
        "a.gif: cannot be decoded as GIF: it has no frame");
  CHECK(verdict(promise({4, 4}, {0, 3})) ==
        "a.gif: cannot be decoded as GIF: a side without any pixels");
}

TEST_CASE("GIF: too many pixels are refused, whether canvas or frame has them") {
  const char* const kTooMany = "65535 x 65535 pixels are more than the 268 million";
  CHECK(test::contains(verdict(promise({65535, 65535}, {1, 1})), kTooMany));
  CHECK(test::contains(verdict(promise({1, 1}, {65535, 65535})), kTooMany));
}

TEST_CASE("GIF: only interlaced frames are held as a whole") {
  const auto beside_rows = [](const std::string& name) {
    const PhotoFile photo(test::reference("image/photos") / name, Orientation::kUpright);
    return photo.bytes_whole() - 3 * pixel_count(photo.size());
  };
  CHECK(beside_rows("interlaced.gif") == beside_rows("plain.gif") + 21 * 13);
}

}  // namespace
}  // namespace vitviz::image
