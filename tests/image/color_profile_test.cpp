// SPDX-License-Identifier: Apache-2.0
// Photos with an ICC profile, of every format that has them, against Pillow's ImageCms.
#include "image/color_profile.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "base/thread_pool.h"
#include "image/photo.h"
#include "image/photo_file.h"
#include "image/srgb_profile.h"
#include "pixels_near.h"
#include "support/bytes_of.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"

namespace vitviz::test {
namespace {

using image::ColorProfile;
using image::Orientation;
using image::PhotoFile;
using image::RgbImage;

constexpr int kRounding = 1;   // of another version of lcms2
constexpr int kDecoding = 10;  // of another decoder, and then by the curve of the profile

std::filesystem::path profiled(const std::string& name) {
  return reference("image/profiles") / name;
}

Array srgb_of(const std::string& name) { return read_npy(profiled(name).string() + ".npy"); }

// The notes of a photo that was read.
std::vector<std::string> notes_of(const std::string& name, ColorProfile profile) {
  PhotoFile photo(profiled(name), Orientation::kUpright, profile);
  static_cast<void>(photo.read());
  return photo.notes();
}

std::string note_of(const std::string& name) {
  const auto notes = notes_of(name, ColorProfile::kToSrgb);
  return notes.size() == 1 ? notes.front() : "";
}

TEST_CASE("colours are converted from the profile of every format, as Pillow converts them") {
  for (const std::string name : {"p3.jpg", "large.jpg", "p3.png", "p3.webp", "p3.tif"}) {
    CAPTURE(name);
    check_pixels(image::read_photo(profiled(name), Orientation::kUpright), srgb_of(name),
                 kRounding);
  }
  for (const std::string name : {"p3.heic", "p3.avif"}) {
    CAPTURE(name);
    check_pixels(image::read_photo(profiled(name), Orientation::kUpright), srgb_of(name),
                 kDecoding);
  }
}

TEST_CASE("a conversion is told, with the name of the profile") {
  CHECK(note_of("p3.jpg") == "its colours are converted to sRGB, from Display P3");
  CHECK(note_of("large.jpg") == "its colours are converted to sRGB, from Wide");
  CHECK(note_of("p3.heic") == "its colours are converted to sRGB, from Display P3");
}

bool same_pixels(const RgbImage& a, const RgbImage& b) {
  return std::equal(a.bytes().begin(), a.bytes().end(), b.bytes().begin(), b.bytes().end());
}

TEST_CASE("a profile that is ignored changes nothing, and nothing is told") {
  const RgbImage numbers =
      image::read_photo(profiled("p3.png"), Orientation::kUpright, ColorProfile::kIgnored);
  const RgbImage plain = image::read_photo(profiled("srgb.png"), Orientation::kUpright);
  CHECK(same_pixels(numbers, plain));
  CHECK_FALSE(same_pixels(image::read_photo(profiled("p3.png"), Orientation::kUpright), plain));
  CHECK(notes_of("p3.png", ColorProfile::kIgnored).empty());
}

TEST_CASE("a profile of sRGB leaves every byte as it is, and nothing is told") {
  for (const std::string name : {"srgb.png", "srgb_4.png"}) {
    CAPTURE(name);
    check_pixels(image::read_photo(profiled(name), Orientation::kUpright), srgb_of(name), 0);
    CHECK(notes_of(name, ColorProfile::kToSrgb).empty());
  }
}

TEST_CASE("a profile that is broken, or none of colours, leaves the numbers and is told of") {
  CHECK(note_of("broken.jpg") == "its colour profile is broken: its colours are taken as sRGB");
  CHECK(note_of("gray.jpg") == "its colour profile is one of grey, which is not converted");
  check_pixels(image::read_photo(profiled("broken.jpg"), Orientation::kUpright),
               srgb_of("broken.jpg"), 0);
  check_pixels(image::read_photo(profiled("gray.jpg"), Orientation::kUpright), srgb_of("gray.jpg"),
               0);
}

TEST_CASE("photos are converted row by row to the same bytes as a whole") {
  for (int count = 1; count <= 3; ++count) {
    base::ThreadPool threads(count);
    for (const std::string name : {"p3.jpg", "p3.png", "p3.heic"}) {
      CAPTURE(name);
      PhotoFile photo(profiled(name), Orientation::kUpright);
      const image::Rectangle all{{0, 0}, photo.size()};
      const image::Size target{17, 11};
      const RgbImage resized = photo.read_resized(all, target, image::Filter::kBicubic, threads);
      const RgbImage whole = image::read_photo(profiled(name), Orientation::kUpright);
      CHECK(
          same_pixels(resized, image::pil_resize(whole, target, image::Filter::kBicubic, threads)));
      CHECK(photo.notes().size() == 1);
    }
  }
}

// The profile in an uncompressed file: from its size, 36 bytes before a signature, on.
std::vector<std::byte> profile_in(const std::string& name) {
  const std::string text = text_of(read_bytes(profiled(name)));
  return bytes_of(std::string_view(text).substr(text.find("acsp") - 36));
}

TEST_CASE("a profile of sRGB is known by its numbers, and by nothing less") {
  const std::vector<std::byte> icc = profile_in("srgb.icc");
  CHECK(image::is_srgb_profile(icc));
  CHECK(image::is_srgb_profile(profile_in("srgb_4.icc")));
  CHECK(image::is_srgb_profile(profile_in("srgb_table.icc")));
  CHECK_FALSE(image::is_srgb_profile(profile_in("p3.tif")));
  CHECK_FALSE(image::is_srgb_profile(profile_in("gamma.icc")));
  CHECK_FALSE(image::is_srgb_profile({}));
  for (std::size_t length = 0; length < icc.size(); length += 5) {
    const std::vector<std::byte> part(icc.begin(),
                                      icc.begin() + static_cast<std::ptrdiff_t>(length));
    static_cast<void>(image::is_srgb_profile(part));  // reads nothing behind its end
  }
}

TEST_CASE("damaged bytes of a profile are a note or a conversion, and no error") {
  const std::vector<std::byte> icc = profile_in("p3.tif");
  for (std::size_t i = 0; i < 600; ++i) {
    std::vector<std::byte> damaged = icc;
    damaged[i] ^= std::byte{0x41};
    const image::ProfileUse use = image::use_color_profile(damaged);
    const bool leaves_numbers = use.conversion == nullptr;
    CHECK((leaves_numbers || !use.note.empty()));
  }
  CHECK(image::use_color_profile({}).note.find("broken") != std::string::npos);
}

}  // namespace
}  // namespace vitviz::test
