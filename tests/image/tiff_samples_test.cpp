// SPDX-License-Identifier: Apache-2.0
// The numbers of TIFF files that libtiff writes here: of every type, in every layout.
#include <algorithm>
#include <memory>
#include <string>

#include <doctest/doctest.h>

#include "image/photo_file.h"
#include "support/temporary_folder.h"
#include "support/thrown_error.h"
#include "tiff_writer.h"

namespace vitviz::image {
namespace {

using test::contains;
using test::kHeight;
using test::kWidth;
using test::Layout;
using test::TiffWriter;
using test::value_at;

constexpr Layout kLayouts[] = {
    {"strips"},
    {"one strip", PLANARCONFIG_CONTIG, 0, kHeight},
    {"planes in strips", PLANARCONFIG_SEPARATE, 0, 5},
    {"tiles", PLANARCONFIG_CONTIG, 16},
    {"planes in tiles", PLANARCONFIG_SEPARATE, 16},
    {"LZW", PLANARCONFIG_CONTIG, 0, 4, COMPRESSION_LZW},
    {"one strip, deflated", PLANARCONFIG_CONTIG, 0, kHeight, COMPRESSION_ADOBE_DEFLATE},
    {"planes in tiles, deflated", PLANARCONFIG_SEPARATE, 16, 4, COMPRESSION_ADOBE_DEFLATE},
};

// 255 v / 100, rounded.
int level_of(int value) { return (2 * 255 * value + 100) / 200; }

struct Read {
  RgbImage pixels;
  std::string notes;
};

Read read(const std::filesystem::path& path, const ShownSamples& shown) {
  PhotoFile photo(path, Orientation::kUpright, ColorProfile::kToSrgb, shown);
  RgbImage pixels = photo.read();
  std::string notes;
  for (const std::string& note : photo.notes()) notes += note + "|";
  return {std::move(pixels), notes};
}

// How many levels differ from those of these channels.
int differences(const RgbImage& pixels, const std::vector<int>& channels) {
  REQUIRE(pixels.size() == Size{kWidth, kHeight});
  int wrong = 0;
  for (int y = 0; y < kHeight; ++y) {
    for (int i = 0; i < 3 * kWidth; ++i) {
      const int level = level_of(value_at(y, i / 3, channels[static_cast<std::size_t>(i % 3)]));
      wrong += pixels.row(y)[static_cast<std::size_t>(i)] != level ? 1 : 0;
    }
  }
  return wrong;
}

const ShownSamples kToHundred{.window = ValueWindow{0, 100}};

TEST_CASE("TIFF: numbers of every type and layout are drawn through a window") {
  struct Type {
    int bits;
    int format;
  };
  const test::TemporaryFolder folder;
  const auto path = folder / "a.tif";
  for (const auto& [bits, format] :
       {Type{8, SAMPLEFORMAT_UINT}, Type{16, SAMPLEFORMAT_UINT}, Type{32, SAMPLEFORMAT_UINT},
        Type{8, SAMPLEFORMAT_INT}, Type{16, SAMPLEFORMAT_INT}, Type{32, SAMPLEFORMAT_INT},
        Type{32, SAMPLEFORMAT_IEEEFP}, Type{64, SAMPLEFORMAT_IEEEFP}}) {
    for (const Layout& layout : kLayouts) {
      for (const char* mode : {"wl", "wb", "w8"}) {  // both byte orders, and BigTIFF
        CAPTURE(bits);
        CAPTURE(format);
        CAPTURE(layout.name);
        CAPTURE(mode);
        TiffWriter(path, 3, bits, format, mode).write(layout);
        CHECK(differences(read(path, kToHundred).pixels, {0, 1, 2}) == 0);
      }
    }
  }
}

TEST_CASE("TIFF: channels are chosen in every layout") {
  const test::TemporaryFolder folder;
  const auto path = folder / "a.tif";
  for (const Layout& layout : kLayouts) {
    CAPTURE(layout.name);
    TiffWriter(path, 6, 16, SAMPLEFORMAT_UINT, "w").write(layout);
    const Read usual = read(path, kToHundred);
    CHECK(differences(usual.pixels, {0, 1, 2}) == 0);
    CHECK(contains(usual.notes, "of its 6 channels the first three are seen"));
    const Read chosen = read(path, {.window = ValueWindow{0, 100}, .channels = {6, 3, 1}});
    CHECK(differences(chosen.pixels, {5, 2, 0}) == 0);
    CHECK(chosen.notes.empty());
    const Read one = read(path, {.window = ValueWindow{0, 100}, .channels = {5}});
    CHECK(differences(one.pixels, {4, 4, 4}) == 0);
  }
  const auto error = test::error_of([&] { static_cast<void>(read(path, {.channels = {7}})); });
  REQUIRE(error);
  CHECK(error->code() == base::ErrorCode::kInput);
  CHECK(contains(error->what(), "it has 6 channels, and number 7 is asked for"));
}

TEST_CASE("TIFF: the percentiles of a picture are those of numpy.percentile") {
  const test::TemporaryFolder folder;
  const auto path = folder / "a.tif";
  TiffWriter(path, 1, 32, SAMPLEFORMAT_IEEEFP, "w").write(kLayouts[1]);
  std::vector<int> values;
  for (int i = 0; i < kWidth * kHeight; ++i) values.push_back(value_at(i / kWidth, i % kWidth, 0));
  std::sort(values.begin(), values.end());
  // Of 777 numbers percentile 25 is the one with 194 below it, 75 the one with 582.
  const std::string want = "its percentiles 25 and 75 are " + std::to_string(values[194]) +
                           " and " + std::to_string(values[582]) + ": black and white";
  CHECK(contains(read(path, {.window = PercentileWindow{25, 75}}).notes, want));
}

TEST_CASE("TIFF: where low numbers are light, levels are turned around") {
  const test::TemporaryFolder folder;
  {
    TiffWriter writer(folder / "a.tif", 1, 16, SAMPLEFORMAT_UINT, "w");
    writer.set(TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
    writer.write(kLayouts[0]);
  }
  const RgbImage pixels = read(folder / "a.tif", kToHundred).pixels;
  CHECK(pixels.row(3)[3 * 8 + 1] == 255 - level_of(value_at(3, 8, 0)));
}

TEST_CASE("TIFF: 12 bits a number, which lie without gaps") {
  const test::TemporaryFolder folder;
  {
    TiffWriter writer(folder / "a.tif", 1, 12, SAMPLEFORMAT_UINT, "w");
    writer.set(TIFFTAG_ROWSPERSTRIP, kHeight);
    for (int y = 0; y < kHeight; ++y) {
      std::string line;
      for (int x = 0; x < kWidth + 1; x += 2) {
        const int a = value_at(y, x, 0);
        const int b = value_at(y, x + 1, 0);
        line += {static_cast<char>(a >> 4), static_cast<char>((a & 0xF) << 4 | b >> 8),
                 static_cast<char>(b & 0xFF)};
      }
      REQUIRE(TIFFWriteScanline(writer.tiff(), line.data(), static_cast<std::uint32_t>(y), 0) == 1);
    }
  }
  CHECK(differences(read(folder / "a.tif", kToHundred).pixels, {0, 0, 0}) == 0);
  const RgbImage usual = read(folder / "a.tif", {.channels = {1}}).pixels;
  CHECK(usual.row(2)[0] == value_at(2, 0, 0) / 16);
}

TEST_CASE("TIFF: GDAL's number for no data is left out of percentiles, and told of") {
  const test::TemporaryFolder folder;
  const auto path = folder / "a.tif";
  {
    TiffWriter writer(path, 1, 32, SAMPLEFORMAT_IEEEFP, "w");
    const TIFFFieldInfo field = {42113,        -1, -1, TIFF_ASCII,
                                 FIELD_CUSTOM, 1,  0,  const_cast<char*>("NoData")};
    TIFFMergeFieldInfo(writer.tiff(), &field, 1);
    TIFFSetField(writer.tiff(), 42113, "0 ");
    writer.write(kLayouts[0]);
  }
  const Read seen = read(path, {.window = PercentileWindow{0, 100}});
  CHECK(contains(seen.notes, "its number 0 means that there are no data"));
  CHECK(contains(seen.notes, "its percentiles 0 and 100 are 1 and 99"));
  CHECK(contains(seen.notes, "of its numbers are none, or infinite"));
}

TEST_CASE("TIFF: channels that are not seen without a choice are told of") {
  const test::TemporaryFolder folder;
  TiffWriter(folder / "a.tif", 6, 8, SAMPLEFORMAT_UINT, "w").write(kLayouts[0]);
  const Read usual = read(folder / "a.tif", {});
  CHECK(usual.notes == "of its 6 channels the first is seen, as grey|");
  CHECK(usual.pixels.row(2)[3 * 5 + 1] == value_at(2, 5, 0));
  const RgbImage chosen = read(folder / "a.tif", {.channels = {3, 2, 6}}).pixels;
  CHECK(chosen.row(2)[3 * 5 + 2] == value_at(2, 5, 5));
}

TEST_CASE("TIFF: numbers that nobody can draw without a window say so") {
  const test::TemporaryFolder folder;
  TiffWriter(folder / "a.tif", 1, 32, SAMPLEFORMAT_IEEEFP, "w").write(kLayouts[0]);
  const auto error = test::error_of([&] { static_cast<void>(read(folder / "a.tif", {})); });
  REQUIRE(error);
  CHECK(contains(error->what(),
                 "a.tif: its samples are floating-point numbers of 32 bits from 0 to 99, and "
                 "nothing says which are black and white"));
  CHECK(contains(error->hint(), "give window LO,HI, the numbers that are black and white"));
}

TEST_CASE("TIFF: a file of numbers that is cut off is refused") {
  const test::TemporaryFolder folder;
  const auto path = folder / "a.tif";
  for (const Layout& layout : kLayouts) {
    CAPTURE(layout.name);
    TiffWriter(path, 3, 16, SAMPLEFORMAT_UINT, "w").write(layout);
    const auto whole = test::read_bytes(path);
    for (const std::size_t length : {whole.size() / 4, whole.size() / 2}) {
      const auto error = test::error_of([&] {
        PhotoFile photo(std::make_unique<MemorySource>(std::span(whole).first(length)), "a.tif",
                        Orientation::kUpright, ColorProfile::kToSrgb, kToHundred);
        static_cast<void>(photo.read());
      });
      CHECK(error);
    }
  }
}

}  // namespace
}  // namespace vitviz::image
