// SPDX-License-Identifier: Apache-2.0
// The numbers of a TIFF file, as far as they are light, ink or unnamed channels: of any depth, in
// strips or tiles, the channels of a pixel beside each other or each channel in planes of its own.
// In memory are a row of strips of one channel each, or of tiles; of strips with all channels,
// which may hold all of a picture, one line.
#include <algorithm>
#include <charconv>
#include <cstring>
#include <limits>
#include <string_view>

#include <fmt/format.h>

#include "base/stopped.h"
#include "image/samples.h"
#include "image/tiff_reading.h"

namespace vitviz::image {
namespace {

// GDAL's number for "no data here", as text: most satellites' pictures are not rectangular.
constexpr ttag_t kNoDataTag = 42113;

constexpr int kMostPackedBits = 16;

constexpr auto kMostHeld = static_cast<std::size_t>(TiffReading::kMaxAllocation);
constexpr const char* kTooLarge = "its strips or tiles are too large";

// Whole numbers of 1 to 16 bits, without gaps, the highest bit first → 16 bits each.
void unpack_bits(std::span<const std::byte> packed, int bits, std::span<std::byte> to) {
  std::uint32_t held = 0;
  int count = 0;
  auto from = packed.begin();
  for (std::size_t i = 0; i < to.size(); i += 2) {
    for (; count < bits; count += 8) held = held << 8 | std::to_integer<std::uint32_t>(*from++);
    count -= bits;
    const auto number = static_cast<std::uint16_t>(held >> count & ((1U << bits) - 1));
    std::memcpy(&to[i], &number, sizeof number);
  }
}

class TiffSamples : public SampleSource, private TiffReading {
 public:
  explicit TiffSamples(const EncodedPhoto& photo) : TiffReading(photo) {
    libtiff().get_field(tiff(), TIFFTAG_PHOTOMETRIC, &meaning_);
  }

  // The others are indices into palettes, or no RGB.
  [[nodiscard]] bool is_light_or_ink() const { return meaning_ <= PHOTOMETRIC_RGB; }

  // Reads the header. Throws Error(kInput). Requires: is_light_or_ink().
  void begin() {
    size_ = read_size();
    type_ = number_type();
    channels_ = number_of(TIFFTAG_SAMPLESPERPIXEL);
    const bool packed = type_.kind == NumberKind::kWhole && type_.bits >= 1 &&
                        type_.bits < kMostPackedBits && type_.bits != 8;
    if ((!packed && !is_readable(type_)) || channels_ < 1) {
      fail_because_unsupported(photo(), "its samples are " + name_of(type_));
    }
    read_type_ = packed ? NumberType{NumberKind::kWhole, kMostPackedBits} : type_;
    measure_units();
    read_no_data();
    if (has_more_pages()) add_note(kPagesNote);
    std::uint32_t bytes = 0;
    const void* profile = nullptr;
    if (libtiff().get_field(tiff(), TIFFTAG_ICCPROFILE, &bytes, &profile) == 1)
      add_note(kProfileNote);
    const auto width = static_cast<std::size_t>(size_.width);
    set_header({.size = size_,
                .channels = channels_,
                .type = type_,
                .usual = usual_levels(),
                .low_is_light = meaning_ == PHOTOMETRIC_MINISWHITE,
                .exif_orientation = read_orientation(),
                .bytes = bytes_held() + 3 * width * sizeof(double) + most_bytes_held()});
  }

  void read(std::span<const int> channels, const UseRow& use,
            const std::stop_token& stop) override {
    const std::size_t shown = channels.size();
    std::vector<double> row(shown * static_cast<std::size_t>(size_.width));
    const std::size_t planes = is_planar_ ? shown : 1;
    const std::size_t plane_bytes = unit_.bytes() * across_;
    if (plane_bytes > kMostHeld / planes) fail_because_unsupported(photo(), kTooLarge);
    std::vector<std::byte> band(planes * plane_bytes);
    for (int y = 0; y < size_.height; ++y) {
      base::stop_if_requested(stop);
      const int in_unit = y % unit_.height;
      for (std::size_t p = 0; in_unit == 0 && p < planes; ++p) {
        read_band(y, is_planar_ ? channels[p] : 0,
                  std::span(band).subspan(p * plane_bytes, plane_bytes));
      }
      for (std::size_t i = 0; i < shown; ++i) {
        const auto plane = std::span(band).subspan(is_planar_ ? i * plane_bytes : 0, plane_bytes);
        unpack_row(plane, in_unit, is_planar_ ? 0 : channels[i], i, row, shown);
      }
      leave_out_no_data(row);
      use(row);
    }
  }

 private:
  // A tile, a strip of one channel, or a line of all.
  struct Unit {
    int width = 0;
    int height = 1;
    int samples = 1;  // of a pixel
    std::size_t row = 0;

    [[nodiscard]] std::size_t bytes() const { return row * static_cast<std::size_t>(height); }
  };

  [[nodiscard]] std::optional<Levels> usual_levels() const {
    const bool is_photo = type_.kind == NumberKind::kWhole && type_.bits <= kMostPackedBits;
    return is_photo ? std::optional(Levels::of_whole_numbers(type_.bits)) : std::nullopt;
  }

  void measure_units() {
    is_planar_ = channels_ > 1 && number_of(TIFFTAG_PLANARCONFIG) == PLANARCONFIG_SEPARATE;
    unit_.width = size_.width;
    if (is_tiled()) {
      std::uint32_t width = 0;
      std::uint32_t height = 0;
      libtiff().get_field(tiff(), TIFFTAG_TILEWIDTH, &width);
      libtiff().get_field(tiff(), TIFFTAG_TILELENGTH, &height);
      const Size tile = checked_size(photo(), width, height);
      unit_ = {tile.width, tile.height};
    } else if (is_planar_) {
      unit_.height = static_cast<int>(unit_height(size_.height));
    }
    unit_.samples = is_planar_ ? 1 : channels_;
    unit_.row = (static_cast<std::size_t>(unit_.width) * static_cast<std::size_t>(unit_.samples) *
                     static_cast<std::size_t>(type_.bits) +
                 7) /
                8;
    across_ = static_cast<std::size_t>((size_.width - 1) / unit_.width + 1);
    const auto said = static_cast<std::size_t>(is_tiled() ? libtiff().tile_row_size_64(tiff())
                                                          : libtiff().scanline_size_64(tiff()));
    if (said != unit_.row)
      fail_because_unsupported(photo(), "its samples are packed in another way");
    if (unit_.bytes() > kMostHeld / across_) fail_because_unsupported(photo(), kTooLarge);
  }

  // What libtiff and read() hold beside the file, where all three shown channels are planes.
  [[nodiscard]] std::size_t most_bytes_held() const {
    return unit_.bytes() * (across_ * (is_planar_ ? 3 : 1) + 2);
  }

  // All units that have row y, which is their first.
  void read_band(int y, int plane, std::span<std::byte> band) {
    for (std::size_t i = 0; i < across_; ++i) {
      const auto unit = band.subspan(i * unit_.bytes(), unit_.bytes());
      const auto x = static_cast<std::uint32_t>(i) * static_cast<std::uint32_t>(unit_.width);
      if (!read_unit(x, static_cast<std::uint32_t>(y), static_cast<std::uint16_t>(plane), unit)) {
        fail();
      }
    }
  }

  [[nodiscard]] bool read_unit(std::uint32_t x, std::uint32_t y, std::uint16_t plane,
                               std::span<std::byte> to) {
    const auto bytes = static_cast<tmsize_t>(to.size());
    if (is_tiled()) {
      const std::uint32_t tile = libtiff().compute_tile(tiff(), x, y, 0, plane);
      return libtiff().read_encoded_tile(tiff(), tile, to.data(), bytes) == bytes;
    }
    if (!is_planar_) return libtiff().read_scanline(tiff(), to.data(), y, 0) == 1;
    const auto rows =
        static_cast<std::size_t>(std::min(unit_.height, size_.height - static_cast<int>(y)));
    const std::uint32_t strip = libtiff().compute_strip(tiff(), y, plane);
    return libtiff().read_encoded_strip(tiff(), strip, to.data(), bytes) ==
           static_cast<tmsize_t>(rows * unit_.row);
  }

  // Channel `channel` of a row of units → row[i], row[i + shown], …
  void unpack_row(std::span<const std::byte> band, int in_unit, int channel, std::size_t i,
                  std::span<double> row, std::size_t shown) {
    const auto samples = static_cast<std::size_t>(unit_.samples);
    const std::size_t step = read_type_.bytes() * samples;
    const std::size_t shift = read_type_.bytes() * static_cast<std::size_t>(channel);
    for (std::size_t unit = 0; unit < across_; ++unit) {
      const std::size_t at = unit * unit_.bytes() + static_cast<std::size_t>(in_unit) * unit_.row;
      std::span<const std::byte> line = band.subspan(at, unit_.row);
      if (read_type_ != type_) {
        unpacked_.resize(2 * samples * static_cast<std::size_t>(unit_.width));
        unpack_bits(line, type_.bits, unpacked_);
        line = unpacked_;
      }
      const std::size_t begin = unit * static_cast<std::size_t>(unit_.width) * shown;
      const std::size_t count = static_cast<std::size_t>(unit_.width) * shown;
      const auto part = row.subspan(begin, std::min(count, row.size() - begin)).subspan(i);
      read_numbers(read_type_, std::endian::native, line.subspan(shift), step, part, shown);
    }
  }

  void read_no_data() {
    std::uint32_t count = 0;
    const char* text = nullptr;
    if (libtiff().get_field(tiff(), kNoDataTag, &count, &text) != 1 || text == nullptr) return;
    const std::string_view written(text, strnlen(text, count));
    const std::string_view word =
        written.substr(std::min(written.find_first_not_of(' '), written.size()));
    double number = 0;
    if (std::from_chars(word.data(), word.data() + word.size(), number).ec != std::errc()) return;
    add_note(fmt::format("its number {} means that there are no data", number));
    // Written with fewer digits than the numbers have.
    constexpr auto kLargest = static_cast<double>(std::numeric_limits<float>::max());
    const bool is_float = type_ == NumberType{NumberKind::kFloat, 32};
    if (is_float)
      number = static_cast<double>(static_cast<float>(std::clamp(number, -kLargest, kLargest)));
    no_data_ = number;
  }

  void leave_out_no_data(std::span<double> row) const {
    if (!no_data_) return;
    for (double& number : row) {
      if (number == *no_data_) number = std::numeric_limits<double>::quiet_NaN();
    }
  }

  std::uint16_t meaning_ = PHOTOMETRIC_MINISBLACK;
  Size size_;
  int channels_ = 1;
  NumberType type_;
  NumberType read_type_;  // once bits are unpacked
  bool is_planar_ = false;
  Unit unit_;
  std::size_t across_ = 1;  // units in a row
  std::optional<double> no_data_;
  std::vector<std::byte> unpacked_;
};

}  // namespace

std::unique_ptr<SampleSource> open_tiff_samples(const EncodedPhoto& photo) {
  auto samples = std::make_unique<TiffSamples>(photo);
  if (!samples->is_light_or_ink()) return nullptr;
  samples->begin();
  return samples;
}

}  // namespace vitviz::image
