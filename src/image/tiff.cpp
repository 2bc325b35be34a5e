// SPDX-License-Identifier: Apache-2.0
// TIFF by libtiff, whose RGBA reader knows strips and tiles, palettes, CMYK and YCbCr. It is asked
// for whole rows of strips or tiles at a time, so that memory grows with these, not with the photo.
#include <algorithm>
#include <memory>
#include <vector>

#include "image/blend_on_white.h"
#include "image/samples.h"
#include "image/tiff_reading.h"
#include "image/window_decoder.h"

namespace vitviz::image {
namespace {

// Enough rows at a time that a file with one row a strip is not read row by row.
constexpr std::uint32_t kMinBand = 64;

std::string_view without_apology(std::string_view reason) {
  constexpr std::string_view kSorry = "Sorry, ";
  return reason.starts_with(kSorry) ? reason.substr(kSorry.size()) : reason;
}

class RgbaReader {
 public:
  RgbaReader(const EncodedPhoto& photo, TIFF* tiff) {
    char reason[1024] = "";
    if (libtiff().rgba_image_begin(&image_, tiff, /*stop on error=*/1, reason) == 0) {
      fail_because_unsupported(photo, without_apology(reason));
    }
    image_.req_orientation = image_.orientation = ORIENTATION_TOPLEFT;  // no turning here
    // libtiff would round 16-bit samples and multiply colours by alpha: keep the upper 8 bits and
    // the colours as they are instead.
    for (unsigned v = 0; image_.Bitdepth16To8 != nullptr && v < 0x10000; ++v) {
      image_.Bitdepth16To8[v] = static_cast<std::uint8_t>(v >> 8);
    }
    for (unsigned i = 0; image_.UaToAa != nullptr && i < 0x10000; ++i) {
      image_.UaToAa[i] = static_cast<std::uint8_t>(i & 0xFF);
    }
  }
  RgbaReader(const RgbaReader&) = delete;
  RgbaReader& operator=(const RgbaReader&) = delete;
  ~RgbaReader() { libtiff().rgba_image_end(&image_); }

  // Rows y … y + rows as RGBA packed by libtiff. False when their data are broken.
  bool read(std::uint32_t y, std::uint32_t rows, std::vector<std::uint32_t>& packed) {
    image_.row_offset = static_cast<int>(y);
    return libtiff().rgba_image_get(&image_, packed.data(), image_.width, rows) != 0;
  }

  void unpack(const std::uint32_t* packed, std::span<std::uint8_t> rgb) const {
    const bool premultiplied = image_.alpha == EXTRASAMPLE_ASSOCALPHA;
    for (std::size_t x = 0; x < rgb.size() / 3; ++x) {
      const std::uint32_t pixel = packed[x];
      const unsigned alpha = TIFFGetA(pixel);
      const unsigned channels[] = {TIFFGetR(pixel), TIFFGetG(pixel), TIFFGetB(pixel)};
      for (std::size_t c = 0; c < 3; ++c) {
        rgb[3 * x + c] = premultiplied ? premultiplied_on_white(channels[c], alpha)
                                       : blend_on_white(channels[c], alpha);
      }
    }
  }

 private:
  TIFFRGBAImage image_{};
};

class TiffDecoder : public PhotoDecoder, private TiffReading {
 public:
  explicit TiffDecoder(const EncodedPhoto& photo) : TiffReading(photo) {
    const Size size = read_size();
    check_samples();
    band_ = band_height(size.height);
    PhotoDecoder::set_header(size, read_orientation(), bytes_held() + band_bytes(size));
    set_color_profile(read_color_profile());
    if (has_more_pages()) add_note(kPagesNote);
    tell_of_channels();
  }

  void decode(RowSink& rows) override {
    RgbaReader reader(photo(), tiff());
    const auto width = static_cast<std::size_t>(header().size.width);
    const auto height = static_cast<std::uint32_t>(header().size.height);
    std::vector<std::uint32_t> packed(width * band_);
    for (std::uint32_t y = 0; y < height; y += band_) {
      const std::uint32_t count = std::min(band_, height - y);
      if (!reader.read(y, count, packed)) fail();
      for (std::uint32_t r = 0; r < count; ++r) {
        reader.unpack(packed.data() + width * r, rows.next_row());
      }
    }
  }

 private:
  // Beside grey or colours, and opacity.
  void tell_of_channels() {
    const int channels = number_of(TIFFTAG_SAMPLESPERPIXEL);
    std::uint16_t meaning = PHOTOMETRIC_PALETTE;
    libtiff().get_field(tiff(), TIFFTAG_PHOTOMETRIC, &meaning);
    const bool is_gray = meaning == PHOTOMETRIC_MINISBLACK || meaning == PHOTOMETRIC_MINISWHITE;
    if (is_gray && channels > 2) add_note(channels_note(channels, 1));
    if (meaning == PHOTOMETRIC_RGB && channels > 4) add_note(channels_note(channels, 3));
  }

  // libtiff would take numbers of any kind for whole ones.
  void check_samples() const {
    const NumberType type = number_type();
    if (type.kind == NumberKind::kWhole && type.bits <= 16) return;
    if (const auto samples = open_tiff_samples(photo())) fail_without_window(photo(), *samples);
    fail_because_unsupported(photo(), "its samples are " + name_of(type));
  }

  [[nodiscard]] std::vector<std::byte> read_color_profile() const {
    std::uint32_t size = 0;
    const void* profile = nullptr;
    if (libtiff().get_field(tiff(), TIFFTAG_ICCPROFILE, &size, &profile) != 1 ||
        size > kMaxColorProfile) {
      return {};
    }
    const auto* bytes = static_cast<const std::byte*>(profile);
    return {bytes, bytes + size};
  }

  // Rows to read at a time: whole rows of strips or tiles, so that none is decompressed twice.
  [[nodiscard]] std::uint32_t band_height(int height) const {
    const std::uint32_t unit = unit_height(height);
    return std::min((kMinBand + unit - 1) / unit * unit, static_cast<std::uint32_t>(height));
  }

  // A band as RGBA, and the strip or tile it comes from: decompressed, and as it is stored.
  [[nodiscard]] std::size_t band_bytes(Size size) const {
    const auto unit = static_cast<std::size_t>(is_tiled() ? libtiff().tile_size_64(tiff())
                                                          : libtiff().strip_size_64(tiff()));
    return 4 * static_cast<std::size_t>(size.width) * band_ + 2 * unit;
  }

  std::uint32_t band_ = 0;  // rows that are read at a time
};

}  // namespace

std::unique_ptr<PhotoDecoder> open_tiff(const EncodedPhoto& photo) {
  return std::make_unique<TiffDecoder>(photo);
}

}  // namespace vitviz::image
