// SPDX-License-Identifier: Apache-2.0
// PNM and PAM, which any program can write: a header and then samples, a row at a time.
//
// A sample s becomes 255 s / maxval, rounded as Pillow rounds it: halves to even. Pillow leaves
// grey of more than 8 bits as it is; here it becomes 8 bits in the same way as colours.
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "image/blend_on_white.h"
#include "image/encoded_photo.h"
#include "image/pnm_header.h"
#include "image/pnm_text.h"
#include "image/samples.h"

namespace vitviz::image {
namespace {

// What each sample is in 8 bits.
std::vector<std::uint8_t> levels_of(const PnmHeader& header) {
  if (header.is_ink) return {255, 0};
  std::vector<std::uint8_t> levels(header.maxval + 1);
  for (unsigned s = 0; s <= header.maxval; ++s) {
    levels[s] = static_cast<std::uint8_t>(std::nearbyint(double{1} * s / header.maxval * 255));
  }
  return levels;
}

class SampleReader {
 public:
  SampleReader(const EncodedPhoto& photo, const PnmHeader& header, const std::stop_token& stop)
      : photo_(photo), header_(header), bytes_(photo.source, header.start, stop) {
    if (header.samples == PnmSamples::kBits) row_.resize((header.samples_in_row() + 7) / 8);
    if (header.samples == PnmSamples::kBytes) row_.resize(header.samples_in_row());
    if (header.samples == PnmSamples::kPairsOfBytes) row_.resize(2 * header.samples_in_row());
  }

  // The next row. All samples are at most maxval. Throws Error(kInput) and Stopped.
  void read(std::span<unsigned> samples) {
    if (!bytes_.read(row_)) fail_to_decode(photo_, "the file ends too early");
    for (std::size_t i = 0; i < samples.size(); ++i) samples[i] = sample(i);
  }

 private:
  // The i-th of the row. Samples in text come in order.
  unsigned sample(std::size_t i) {
    switch (header_.samples) {
      case PnmSamples::kText:
        return number();
      case PnmSamples::kTextBits:
        return bit();
      case PnmSamples::kBits:
        return byte(i / 8) >> (7 - i % 8) & 1;
      case PnmSamples::kBytes:
        return std::min(byte(i), header_.maxval);
      case PnmSamples::kPairsOfBytes:
        break;
    }
    return std::min(byte(2 * i) << 8 | byte(2 * i + 1), header_.maxval);
  }

  [[nodiscard]] unsigned byte(std::size_t i) const { return std::to_integer<unsigned>(row_[i]); }

  unsigned number() {
    const unsigned number = text_.number();
    if (number <= header_.maxval) return number;
    fail_to_decode(photo_, fmt::format("a sample is {}, and the largest is said to be {}", number,
                                       header_.maxval));
  }

  unsigned bit() {
    const char c = text_.character();
    if (c != '0' && c != '1') fail_to_decode(photo_, fmt::format("{} is neither 0 nor 1", c));
    return c == '1' ? 1 : 0;
  }

  const EncodedPhoto& photo_;
  const PnmHeader& header_;
  ByteReader bytes_;
  PnmText text_{photo_, bytes_};
  std::vector<std::byte> row_;  // as it lies in the file, where that is no text
};

class PnmDecoder : public PhotoDecoder {
 public:
  explicit PnmDecoder(const EncodedPhoto& photo) : photo_(photo), pnm_(read_pnm_header(photo)) {
    const std::size_t row = pnm_.samples_in_row() * (sizeof(unsigned) + 2);
    set_header(pnm_.size, /*exif_orientation=*/1, row);
  }

  void decode(RowSink& rows) override {
    const std::vector<std::uint8_t> levels = levels_of(pnm_);
    SampleReader reader(photo_, pnm_, rows.stop());
    std::vector<unsigned> samples(pnm_.samples_in_row());
    for (int y = 0; y < pnm_.size.height; ++y) {
      const auto rgb = rows.next_row();
      reader.read(samples);
      write_row(samples, levels, rgb);
    }
  }

 private:
  void write_row(std::span<const unsigned> samples, std::span<const std::uint8_t> levels,
                 std::span<std::uint8_t> rgb) const {
    const auto channels = static_cast<std::size_t>(pnm_.channels);
    const bool is_gray = channels <= 2;
    for (std::size_t x = 0; x < rgb.size() / 3; ++x) {
      const auto pixel = samples.subspan(x * channels, channels);
      const unsigned opacity = pnm_.has_opacity ? levels[pixel.back()] : 255;
      for (std::size_t c = 0; c < 3; ++c) {
        rgb[3 * x + c] = blend_on_white(levels[pixel[is_gray ? 0 : c]], opacity);
      }
    }
  }

  const EncodedPhoto& photo_;
  PnmHeader pnm_;
};

// The numbers as they are, opacity as the last channel.
class PnmNumbers : public SampleSource {
 public:
  PnmNumbers(const EncodedPhoto& photo, const PnmHeader& pnm) : photo_(photo), pnm_(pnm) {
    const std::size_t numbers = pnm.samples_in_row() + 3 * static_cast<std::size_t>(pnm.size.width);
    set_header({.size = pnm.size,
                .channels = pnm.channels,
                .type = {NumberKind::kWhole, 16},
                .usual = Levels::of_window(0, pnm.maxval),
                .bytes = numbers * sizeof(double)});
  }

  void read(std::span<const int> channels, const UseRow& use,
            const std::stop_token& stop) override {
    SampleReader reader(photo_, pnm_, stop);
    std::vector<unsigned> samples(pnm_.samples_in_row());
    std::vector<double> row(channels.size() * static_cast<std::size_t>(pnm_.size.width));
    for (int y = 0; y < pnm_.size.height; ++y) {
      reader.read(samples);
      const auto all = static_cast<std::size_t>(pnm_.channels);
      auto to = row.begin();
      for (std::size_t pixel = 0; pixel < samples.size(); pixel += all) {
        for (const int channel : channels) {
          *to++ = samples[pixel + static_cast<std::size_t>(channel)];
        }
      }
      use(row);
    }
  }

 private:
  const EncodedPhoto& photo_;
  PnmHeader pnm_;
};

}  // namespace

std::unique_ptr<SampleSource> open_pnm_samples(const EncodedPhoto& photo) {
  const PnmHeader header = read_pnm_header(photo);
  constexpr unsigned kMostOfBytes = 255;
  if (header.maxval <= kMostOfBytes) return nullptr;
  return std::make_unique<PnmNumbers>(photo, header);
}

std::unique_ptr<PhotoDecoder> open_pnm(const EncodedPhoto& photo) {
  return std::make_unique<PnmDecoder>(photo);
}

}  // namespace vitviz::image
