// SPDX-License-Identifier: Apache-2.0
#include "program/bright_rectangle.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>  // jpeglib.h needs it
#include <cstdlib>
#include <span>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <jpeglib.h>

#include "base/thread_pool.h"
#include "image/png_file.h"
#include "support/exif_orientation.h"
#include "support/temporary_folder.h"

namespace vitviz::test {
namespace {

constexpr int kChannels = image::RgbImage::kChannels;

template <typename Image>
auto pixel_at(Image& picture, int x, int y) {
  return picture.row(y).subspan(static_cast<std::size_t>(x) * kChannels, kChannels);
}

// How much of pixel i lies between the two places.
double coverage(int i, double from, double to) {
  return std::clamp(std::min(to, i + 1.0) - std::max(from, double{1} * i), 0.0, 1.0);
}

// As turn_upright() takes it apart.
image::RgbImage stored(const image::RgbImage& upright, int orientation) {
  const bool lying = orientation >= 5;
  const image::Size size = lying ? image::Size{upright.height(), upright.width()} : upright.size();
  image::RgbImage photo(size);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      const auto [upright_x, upright_y] = upright_place(orientation, size, x, y);
      const auto from = pixel_at(upright, upright_x, upright_y);
      std::copy(from.begin(), from.end(), pixel_at(photo, x, y).begin());
    }
  }
  return photo;
}

std::vector<std::byte> encode_jpeg(const image::RgbImage& photo,
                                   const std::vector<std::byte>& exif) {
  jpeg_compress_struct jpeg{};
  jpeg_error_mgr errors{};
  jpeg.err = jpeg_std_error(&errors);
  jpeg_create_compress(&jpeg);
  unsigned char* data = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&jpeg, &data, &size);
  jpeg.image_width = static_cast<JDIMENSION>(photo.width());
  jpeg.image_height = static_cast<JDIMENSION>(photo.height());
  jpeg.input_components = kChannels;
  jpeg.in_color_space = JCS_RGB;
  jpeg_set_defaults(&jpeg);
  jpeg_set_quality(&jpeg, 100, TRUE);
  jpeg_start_compress(&jpeg, TRUE);
  jpeg_write_marker(&jpeg, JPEG_APP0 + 1, reinterpret_cast<const JOCTET*>(exif.data()),
                    static_cast<unsigned>(exif.size()));
  for (int y = 0; y < photo.height(); ++y) {
    auto* row = const_cast<JSAMPROW>(photo.row(y).data());  // it is only read
    jpeg_write_scanlines(&jpeg, &row, 1);
  }
  jpeg_finish_compress(&jpeg);
  jpeg_destroy_compress(&jpeg);
  const auto bytes = std::as_bytes(std::span(data, size));
  std::vector<std::byte> file(bytes.begin(), bytes.end());
  std::free(data);
  return file;
}

void check_crossings(const Line& line, double level, double from, double to, double tolerance) {
  std::vector<double> wanted;
  for (const double edge : {from, to}) {
    if (edge > 0 && edge < static_cast<double>(line.size())) wanted.push_back(edge);
  }
  const std::vector<double> got = crossings(line, level);
  INFO(fmt::format("edges at {:.4f}, expected at {:.4f} to {:.4f}", fmt::join(got, " "),
                   fmt::join(wanted, " "), tolerance));
  REQUIRE(got.size() == wanted.size());
  for (std::size_t i = 0; i < got.size(); ++i) CHECK(std::abs(got[i] - wanted[i]) <= tolerance);
}

}  // namespace

image::RgbImage rectangle_photo(image::Size size, const Edges& bright) {
  image::RgbImage photo(size);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      const double share =
          coverage(x, bright.left, bright.right) * coverage(y, bright.top, bright.bottom);
      const auto pixel = pixel_at(photo, x, y);
      std::fill(pixel.begin(), pixel.end(), static_cast<std::uint8_t>(std::lround(255 * share)));
    }
  }
  return photo;
}

image::RgbImage framed(const image::RgbImage& photo, const Frame& frame) {
  image::RgbImage whole(
      {frame.left + photo.width() + frame.right, frame.top + photo.height() + frame.bottom});
  std::fill(whole.bytes().begin(), whole.bytes().end(), std::uint8_t{255});
  for (int y = 0; y < photo.height(); ++y) {
    const auto row = photo.row(y);
    std::copy(row.begin(), row.end(), pixel_at(whole, frame.left, frame.top + y).begin());
  }
  return whole;
}

void write_png(const std::filesystem::path& path, const image::RgbImage& photo) {
  base::ThreadPool one_thread(1);
  write_bytes(path, image::encode_png(photo, one_thread));
}

void write_jpeg(const std::filesystem::path& path, const image::RgbImage& upright,
                int orientation) {
  const std::string identifier("Exif\0\0", 6);
  const auto start = std::as_bytes(std::span(identifier));
  std::vector<std::byte> exif(start.begin(), start.end());
  const auto block =
      exif_block(/*little=*/false, kExifShort, 1, static_cast<unsigned>(orientation));
  exif.insert(exif.end(), block.begin(), block.end());
  write_bytes(path, encode_jpeg(stored(upright, orientation), exif));
}

Line row_of(const image::RgbImage& picture, int y) {
  Line line;
  for (int x = 0; x < picture.width(); ++x) line.push_back(pixel_at(picture, x, y)[0]);
  return line;
}

Line column_of(const image::RgbImage& picture, int x) {
  Line line;
  for (int y = 0; y < picture.height(); ++y) line.push_back(pixel_at(picture, x, y)[0]);
  return line;
}

std::vector<double> crossings(const Line& line, double level) {
  std::vector<double> places;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    const double here = line[i] - level;
    const double next = line[i + 1] - level;
    if ((here < 0) != (next < 0)) {
      places.push_back(static_cast<double>(i) + 0.5 + here / (here - next));
    }
  }
  return places;
}

void check_edges(const image::RgbImage& picture, double level, const Edges& expected,
                 const Tolerance& tolerance) {
  const auto middle = [](double from, double to) { return static_cast<int>((from + to) / 2); };
  check_crossings(row_of(picture, middle(expected.top, expected.bottom)), level, expected.left,
                  expected.right, tolerance.x);
  check_crossings(column_of(picture, middle(expected.left, expected.right)), level, expected.top,
                  expected.bottom, tolerance.y);
}

}  // namespace vitviz::test
