// SPDX-License-Identifier: Apache-2.0
// Reading and resizing end when somebody asks for it, and not only at the end.
#include <algorithm>
#include <memory>
#include <stop_token>
#include <string>

#include <doctest/doctest.h>

#include "base/stopped.h"
#include "image/encoded_photo.h"
#include "image/photo_file.h"
#include "image/pil_resize.h"
#include "image/turn_upright.h"
#include "support/bytes_of.h"
#include "support/npy_reader.h"
#include "support/temporary_folder.h"

namespace vitviz::image {
namespace {

const char* const kOneOfEach[] = {"chroma_420.jpg",
                                  "progressive.jpg",
                                  "cmyk.jpg",
                                  "rgba_8.png",
                                  "lossy.webp",
                                  "lossless_alpha.webp",
                                  "rgba_8_interlaced.png",
                                  "tiff_lzw.tif",
                                  "palette_4.bmp",
                                  "max_255_6.ppm",
                                  "plain.gif",
                                  "interlaced.gif"};

std::stop_token requested() {
  std::stop_source source;
  source.request_stop();
  return source.get_token();
}

PhotoFile open(const std::string& name) {
  return {test::reference("image/photos") / name, Orientation::kUpright};
}

// Asks for a stop while a row is filled, and counts the rows.
class StopAtRow : public RowSink {
 public:
  StopAtRow(int row, std::stop_source& source, Size size)
      : RowSink(source.get_token()), row_(row), source_(source), pixels_(size) {}

  [[nodiscard]] int rows() const { return rows_; }

 private:
  std::span<std::uint8_t> place_of_next_row() override {
    if (rows_ == row_) source_.request_stop();
    return pixels_.row(rows_++);
  }

  int row_;
  std::stop_source& source_;
  RgbImage pixels_;
  int rows_ = 0;
};

std::unique_ptr<PhotoDecoder> decoder_of(const std::string& name, const EncodedPhoto& photo) {
  if (name.ends_with(".jpg")) return open_jpeg(photo);
  if (name.ends_with(".png")) return open_png(photo);
  if (name.ends_with(".webp")) return open_webp(photo);
  if (name.ends_with(".ppm")) return open_pnm(photo);
  if (name.ends_with(".gif")) return open_gif(photo);
  return name.ends_with(".tif") ? open_tiff(photo) : open_bmp(photo);
}

TEST_CASE("no row is decoded after the one that is under way when a stop is requested") {
  for (const std::string name : kOneOfEach) {
    CAPTURE(name);
    const FileSource file(test::reference("image/photos") / name);
    const EncodedPhoto photo{file, name, "photo"};
    const auto decoder = decoder_of(name, photo);
    std::stop_source source;
    StopAtRow rows(3, source, decoder->header().size);
    CHECK_THROWS_AS(decoder->decode(rows), base::Stopped);
    CHECK(rows.rows() == 4);
  }
}

TEST_CASE("photos of every format are not read on behind a stop") {
  for (const char* name : kOneOfEach) {
    CAPTURE(name);
    CHECK_THROWS_AS(static_cast<void>(open(name).read(requested())), base::Stopped);
    base::ThreadPool threads(2, requested());
    PhotoFile photo = open(name);
    const Rectangle all{{0, 0}, photo.size()};
    CHECK_THROWS_AS(static_cast<void>(photo.read_resized(all, {7, 5}, Filter::kBilinear, threads)),
                    base::Stopped);
  }
}

// Counts what is read of a file in memory.
class CountedSource : public MemorySource {
 public:
  CountedSource(std::span<const std::byte> bytes, int& reads)
      : MemorySource(bytes), reads_(reads) {}

  [[nodiscard]] std::size_t read(std::size_t at, std::span<std::byte> to) const override {
    ++reads_;
    return MemorySource::read(at, to);
  }

 private:
  int& reads_;
};

// All of its scans are read before there is a row, so that only what libjpeg calls meanwhile can
// see the stop.
TEST_CASE("a progressive JPEG file ends among its scans") {
  using namespace std::string_literals;
  const std::string plain =
      test::text_of(test::read_bytes(test::reference("image/photos/progressive.jpg")));
  const std::string comment = "\xFF\xFE\xFF\xFF"s + std::string(0xFFFF - 2, ' ');
  std::string wide = plain;
  for (std::size_t scan = plain.size();
       (scan = plain.rfind("\xFF\xDA"s, scan - 1)) < plain.size();) {
    wide.insert(scan, comment);  // longer than what is read at a time
  }
  const auto bytes = test::bytes_of(wide);
  int reads = 0;
  const auto open_wide = [&] {
    return PhotoFile(std::make_unique<CountedSource>(bytes, reads), "a.jpg", Orientation::kUpright);
  };
  PhotoFile photo = open_wide();
  reads = 0;
  static_cast<void>(photo.read());
  CHECK(reads > 5);
  PhotoFile ended = open_wide();
  reads = 0;
  CHECK_THROWS_AS(static_cast<void>(ended.read(requested())), base::Stopped);
  CHECK(reads == 0);
}

TEST_CASE("turning and resizing end as well") {
  RgbImage photo({40, 30});
  std::fill(photo.bytes().begin(), photo.bytes().end(), std::uint8_t{9});
  base::ThreadPool threads(2, requested());
  CHECK_THROWS_AS(static_cast<void>(pil_resize(photo, {20, 30}, Filter::kBicubic, threads)),
                  base::Stopped);
  CHECK_THROWS_AS(static_cast<void>(turn_upright(std::move(photo), 6, requested())), base::Stopped);
}

}  // namespace
}  // namespace vitviz::image
