// SPDX-License-Identifier: Apache-2.0
#include "image/photo_file.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/error.h"
#include "base/stopped.h"
#include "base/text.h"
#include "image/converting_sink.h"
#include "image/open_source.h"
#include "image/photo_format.h"
#include "image/row_resizer.h"
#include "image/samples.h"
#include "image/turn_upright.h"
#include "image/window_decoder.h"

namespace vitviz::image {
namespace {

// More than kMaxPixels of 16-bit RGBA take.
constexpr std::size_t kMaxFileBytes = (std::size_t{1} << 31) + (std::size_t{1} << 20);

struct Format {
  std::string_view name;
  OpenPhoto open;
  // Where its files may hold numbers that are more than 8-bit RGB.
  std::unique_ptr<SampleSource> (*open_samples)(const EncodedPhoto& photo) = nullptr;
};

Format format_named(PhotoFormat format) {
  switch (format) {
    case PhotoFormat::kJpeg:
      return {"JPEG", open_jpeg};
    case PhotoFormat::kPng:
      return {"PNG", open_png, open_png_samples};
    case PhotoFormat::kWebp:
      return {"WebP", open_webp};
    case PhotoFormat::kTiff:
      return {"TIFF", open_tiff, open_tiff_samples};
    case PhotoFormat::kBmp:
      return {"BMP", open_bmp};
    case PhotoFormat::kPnm:
      return {"PNM", open_pnm, open_pnm_samples};
    case PhotoFormat::kGif:
      return {"GIF", open_gif};
    case PhotoFormat::kHeic:
      return {"HEIC", open_heif};
    case PhotoFormat::kAvif:
      return {"AVIF", open_heif};
    case PhotoFormat::kNpy:
      return {"NumPy array", open_npy, open_npy_samples};
    case PhotoFormat::kJxl:
      break;
  }
  return {"JPEG XL", open_jxl};
}

std::unique_ptr<PhotoDecoder> open_decoder(const EncodedPhoto& photo, const Format& format,
                                           const ShownSamples& shown) {
  if (!shown.is_asked_for()) return format.open(photo);
  auto samples = format.open_samples != nullptr ? format.open_samples(photo) : nullptr;
  if (!samples) samples = open_rgb_samples(photo, format.open);
  return open_windowed(photo, std::move(samples), shown);
}

}  // namespace

PhotoFile::PhotoFile(const std::filesystem::path& path, Orientation orientation,
                     ColorProfile profile, const ShownSamples& shown)
    : PhotoFile(open_source(path), path.string(), orientation, profile, shown) {}

PhotoFile::PhotoFile(std::unique_ptr<const PhotoSource> source, const std::string& name,
                     Orientation orientation, ColorProfile profile, const ShownSamples& shown)
    : source_(std::move(source)), orientation_(orientation), profile_(profile) {
  const Format format = format_named(photo_format(*source_, name));
  if (source_->size() > kMaxFileBytes) {
    throw base::Error(base::ErrorCode::kInput,
                      fmt::format("{}: cannot be read: larger than any photo that is read",
                                  base::printable(name)));
  }
  encoded_ = std::make_unique<EncodedPhoto>(EncodedPhoto{*source_, name, format.name});
  decoder_ = open_decoder(*encoded_, format, shown);
}

int PhotoFile::turn() const {
  return orientation_ == Orientation::kStored ? 1 : decoder_->header().exif_orientation;
}

// Beyond these, what is a row in the file is a column in the upright photo.
bool PhotoFile::keeps_rows() const { return turn() <= 4; }

Size PhotoFile::size() const {
  const Size stored = decoder_->header().size;
  return keeps_rows() ? stored : Size{stored.height, stored.width};
}

std::size_t PhotoFile::bytes_whole() const {
  const std::size_t photo = 3 * pixel_count(size());
  return source_->bytes_in_memory() +
         std::max(decoder_->header().bytes_whole, turn() == 1 ? 0 : 2 * photo);
}

std::size_t PhotoFile::bytes_resized(const Rectangle& part, Size target, int threads) const {
  const std::size_t resizer = bytes_to_resize_rows(size(), part, target, threads);
  if (!keeps_rows()) return resizer + bytes_whole();
  return resizer + source_->bytes_in_memory() + decoder_->header().bytes_in_rows;
}

ProfileUse PhotoFile::use_profile() const {
  const bool is_asked_for = profile_ == ColorProfile::kToSrgb;
  const auto icc = decoder_->color_profile();
  return is_asked_for && !icc.empty() ? use_color_profile(icc) : ProfileUse{};
}

void PhotoFile::take_notes(const std::string& of_profile) {
  notes_ = decoder_->notes();
  if (!of_profile.empty()) notes_.push_back(of_profile);
}

RgbImage PhotoFile::read(const std::stop_token& stop) {
  RgbImage photo = decoder_->decode_whole(stop);
  const ProfileUse profile = use_profile();
  for (int y = 0; profile.conversion && y < photo.height(); ++y) {
    base::stop_if_requested(stop);
    profile.conversion->convert(photo.row(y));
  }
  take_notes(profile.note);
  return turn_upright(std::move(photo), turn(), stop);
}

void PhotoFile::decode(RowSink& rows) {
  const ProfileUse profile = use_profile();
  if (profile.conversion) {
    ConvertingSink converted(rows, *profile.conversion);
    decoder_->decode(converted);
    converted.finish();
  } else {
    decoder_->decode(rows);
  }
  take_notes(profile.note);
}

RgbImage PhotoFile::read_resized(const Rectangle& part, Size target, Filter filter,
                                 base::ThreadPool& threads) {
  const bool upside_down = turn() == 3 || turn() == 4;
  const bool mirrored = turn() == 2 || turn() == 3;
  const RowResizing resizing{size(), {mirrored, upside_down}, part, target, filter};
  if (keeps_rows()) {
    return resize_rows(
        resizing, [&](RowSink& rows) { decode(rows); }, threads);
  }
  const RgbImage photo = read(threads.stop());
  return resize_rows(
      resizing, [&](RowSink& rows) { hand_out(photo, rows); }, threads);
}

}  // namespace vitviz::image
