// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "image/samples.h"

namespace vitviz::image {
namespace {

// Rows of 8-bit RGB on their way to whoever wants numbers.
class NumberSink : public RowSink {
 public:
  // All must outlive it.
  NumberSink(int width, std::span<const int> channels, const SampleSource::UseRow& use,
             const std::stop_token& stop)
      : RowSink(stop),
        channels_(channels),
        use_(use),
        rgb_(3 * static_cast<std::size_t>(width)),
        numbers_(channels.size() * static_cast<std::size_t>(width)) {}

  // Uses the last row, once it is filled.
  void finish() {
    if (!is_filled_) return;
    is_filled_ = false;
    auto to = numbers_.begin();
    for (std::size_t i = 0; i < rgb_.size(); i += 3) {
      for (const int channel : channels_) *to++ = rgb_[i + static_cast<std::size_t>(channel)];
    }
    use_(numbers_);
  }

 private:
  // A row is filled when the next one is asked for.
  [[nodiscard]] std::span<std::uint8_t> place_of_next_row() override {
    finish();
    is_filled_ = true;
    return rgb_;
  }

  std::span<const int> channels_;
  const SampleSource::UseRow& use_;
  std::vector<std::uint8_t> rgb_;
  std::vector<double> numbers_;
  bool is_filled_ = false;
};

class RgbSamples : public SampleSource {
 public:
  RgbSamples(const EncodedPhoto& photo, OpenPhoto open)
      : photo_(photo), open_(open), next_(open(photo)) {
    const PhotoHeader& header = next_->header();
    const std::size_t row = static_cast<std::size_t>(header.size.width) * 3 * (1 + sizeof(double));
    set_header({.size = header.size,
                .channels = 3,
                .usual = Levels::of_whole_numbers(8),
                .exif_orientation = header.exif_orientation,
                .bytes = header.bytes_in_rows + row});
  }

  void read(std::span<const int> channels, const UseRow& use,
            const std::stop_token& stop) override {
    const std::unique_ptr<PhotoDecoder> decoder = next_ ? std::move(next_) : open_(photo_);
    NumberSink rows(header().size.width, channels, use, stop);
    decoder->decode(rows);
    rows.finish();
    set_notes(decoder->notes());
    if (!decoder->color_profile().empty()) add_note(kProfileNote);
  }

 private:
  const EncodedPhoto& photo_;
  OpenPhoto open_;
  std::unique_ptr<PhotoDecoder> next_;  // the one that has read the header
};

}  // namespace

std::unique_ptr<SampleSource> open_rgb_samples(const EncodedPhoto& photo, OpenPhoto open) {
  return std::make_unique<RgbSamples>(photo, open);
}

}  // namespace vitviz::image
