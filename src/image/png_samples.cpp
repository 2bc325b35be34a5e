// SPDX-License-Identifier: Apache-2.0
// The numbers of a PNG file of 16 bits. Opacity, where it has any, is its last channel.
#include <optional>

#include "base/stopped.h"
#include "image/png_orientation.h"
#include "image/png_reading.h"
#include "image/samples.h"

namespace vitviz::image {
namespace {

// One pass over a file.
class DeepPng : private PngReading {
 public:
  explicit DeepPng(const EncodedPhoto& photo) : PngReading(photo), size_(png_size()) {}

  [[nodiscard]] Size size() const { return size_; }
  [[nodiscard]] bool is_deep() const { return png_get_bit_depth(png_, info_) == 16; }
  [[nodiscard]] int channels() const { return png_get_channels(png_, info_); }
  [[nodiscard]] bool has_profile() const { return png_get_valid(png_, info_, PNG_INFO_iCCP) != 0; }
  using PngReading::is_interlaced;

  [[nodiscard]] std::size_t row_bytes() const {
    return 2 * static_cast<std::size_t>(channels()) * static_cast<std::size_t>(size_.width);
  }

  // Calls use(row) for each row as it is stored, the high byte of each number first.
  template <typename Use>
  void read(const Use& use, const std::stop_token& stop) {
    int passes = 1;
    guarded([&] {
      passes = png_set_interlace_handling(png_);
      png_read_update_info(png_, info_);
      if (png_get_rowbytes(png_, info_) != row_bytes()) png_error(png_, "not 16 bits");
    });
    // The rows of an interlaced file are there with its last pass.
    std::vector<std::byte> rows(row_bytes() * (passes > 1 ? height() : 1));
    for (int pass = 1; pass < passes; ++pass) {
      for (std::size_t y = 0; y < height(); ++y) read_row(&rows[y * row_bytes()], stop);
    }
    for (std::size_t y = 0; y < height(); ++y) {
      std::byte* row = &rows[passes > 1 ? y * row_bytes() : 0];
      read_row(row, stop);
      use(std::span<const std::byte>(row, row_bytes()));
    }
  }

 private:
  [[nodiscard]] std::size_t height() const { return static_cast<std::size_t>(size_.height); }

  void read_row(std::byte* row, const std::stop_token& stop) {
    base::stop_if_requested(stop);
    guarded([&] { png_read_row(png_, reinterpret_cast<png_bytep>(row), nullptr); });
  }

  Size size_;
};

class PngSamples : public SampleSource {
 public:
  PngSamples(const EncodedPhoto& photo, std::unique_ptr<DeepPng> png)
      : photo_(photo), next_(std::move(png)) {
    const Size size = next_->size();
    const std::size_t rows = next_->is_interlaced() ? static_cast<std::size_t>(size.height) : 1;
    if (next_->has_profile()) add_note(kProfileNote);
    set_header({.size = size,
                .channels = next_->channels(),
                .type = kType,
                .usual = Levels::of_whole_numbers(kType.bits),
                .exif_orientation = png_orientation(photo.source),
                .bytes = next_->row_bytes() * rows +
                         3 * static_cast<std::size_t>(size.width) * sizeof(double)});
  }

  void read(std::span<const int> channels, const UseRow& use,
            const std::stop_token& stop) override {
    const std::unique_ptr<DeepPng> png =
        next_ ? std::move(next_) : std::make_unique<DeepPng>(photo_);
    const std::size_t shown = channels.size();
    const std::size_t step = kType.bytes() * static_cast<std::size_t>(header().channels);
    std::vector<double> numbers(shown * static_cast<std::size_t>(header().size.width));
    png->read(
        [&](std::span<const std::byte> row) {
          for (std::size_t i = 0; i < shown; ++i) {
            const std::size_t shift = kType.bytes() * static_cast<std::size_t>(channels[i]);
            read_numbers(kType, std::endian::big, row.subspan(shift), step,
                         std::span(numbers).subspan(i), shown);
          }
          use(numbers);
        },
        stop);
  }

 private:
  static constexpr NumberType kType{NumberKind::kWhole, 16};

  const EncodedPhoto& photo_;
  std::unique_ptr<DeepPng> next_;  // the one that has read the header
};

}  // namespace

std::unique_ptr<SampleSource> open_png_samples(const EncodedPhoto& photo) {
  auto png = std::make_unique<DeepPng>(photo);
  if (!png->is_deep()) return nullptr;
  return std::make_unique<PngSamples>(photo, std::move(png));
}

}  // namespace vitviz::image
