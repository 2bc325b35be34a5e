// SPDX-License-Identifier: Apache-2.0
#include "image/window_decoder.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/argument.h"
#include "base/error.h"
#include "base/text.h"
#include "image/levels.h"
#include "image/percentiles.h"

namespace vitviz::image {
namespace {

// Numbers that are looked at for a message: they take a tenth of a second.
constexpr std::size_t kMostForMessage = std::size_t{1} << 24;

[[noreturn]] void fail_with_few_channels(const EncodedPhoto& photo, int channels, int asked) {
  throw base::Error(
      base::ErrorCode::kInput,
      fmt::format("{}: it has {} channel{}, and number {} is asked for",
                  base::printable(photo.name), channels, channels == 1 ? "" : "s", asked),
      fmt::format("the last one that {} can name is {}", base::argument("channels"), channels));
}

// Counted from 0.
std::vector<int> shown_channels(const EncodedPhoto& photo, int channels,
                                const std::vector<int>& asked) {
  if (asked.empty()) {
    std::vector<int> first(channels < 3 ? 1 : 3);
    std::iota(first.begin(), first.end(), 0);
    return first;
  }
  std::vector<int> shown;
  for (const int channel : asked) {
    if (channel > channels) fail_with_few_channels(photo, channels, channel);
    shown.push_back(channel - 1);
  }
  return shown;
}

class WindowDecoder : public PhotoDecoder {
 public:
  WindowDecoder(const EncodedPhoto& photo, std::unique_ptr<SampleSource> samples,
                const ShownSamples& shown)
      : samples_(std::move(samples)), window_(shown.window) {
    const SampleHeader& header = samples_->header();
    channels_ = shown_channels(photo, header.channels, shown.channels);
    if (!window_ && !header.usual) fail_without_window(photo, *samples_);
    const bool is_choice = header.channels != 1 && header.channels != 3;
    if (is_choice && shown.channels.empty()) {
      add_note(channels_note(header.channels, static_cast<int>(channels_.size())));
    }
    const bool looks_first = window_ && std::holds_alternative<PercentileWindow>(*window_);
    const std::size_t numbers = channels_.size() * pixel_count(header.size);
    PhotoDecoder::set_header(header.size, header.exif_orientation,
                             header.bytes + (looks_first ? Percentiles::bytes_for(numbers) : 0));
  }

  void decode(RowSink& rows) override {
    const Levels levels = find_levels(rows.stop());
    std::size_t not_finite = 0;
    samples_->read(
        channels_,
        [&](std::span<const double> row) {
          const auto is_finite = [](double number) { return std::isfinite(number); };
          not_finite += row.size() -
                        static_cast<std::size_t>(std::count_if(row.begin(), row.end(), is_finite));
          write_row(row, levels, rows.next_row());
        },
        rows.stop());
    for (const std::string& note : samples_->notes()) add_note(note);
    if (not_finite > 0) {
      add_note(
          fmt::format("{} of its numbers are none, or infinite: they are drawn as the lowest, "
                      "infinity as the highest",
                      not_finite));
    }
  }

 private:
  [[nodiscard]] Levels find_levels(const std::stop_token& stop) {
    if (!window_) return *samples_->header().usual;
    if (const auto* values = std::get_if<ValueWindow>(&*window_)) {
      return Levels::of_window(values->lowest, values->highest);
    }
    return find_percentiles(std::get<PercentileWindow>(*window_), stop);
  }

  [[nodiscard]] Levels find_percentiles(const PercentileWindow& window,
                                        const std::stop_token& stop) {
    const Size size = header().size;
    Percentiles percentiles(pixel_count(size), channels_.size(),
                            static_cast<std::size_t>(size.width));
    samples_->read(
        channels_, [&](std::span<const double> row) { percentiles.add(row); }, stop);
    if (percentiles.is_empty()) {
      add_note("it holds no finite number");
      return Levels::of_window(0, 0);
    }
    const double lowest = percentiles.at(window.lowest);
    const double highest = percentiles.at(window.highest);
    const std::string which =
        fmt::format("its percentiles {} and {}{}", window.lowest, window.highest,
                    percentiles.is_exact() ? "" : ", of an evenly spread part of its numbers,");
    add_note(lowest < highest
                 ? fmt::format("{} are {:.6g} and {:.6g}: black and white", which, lowest, highest)
                 : fmt::format("{} are both {:.6g}: what is above is drawn white, all else black",
                               which, lowest));
    return Levels::of_window(lowest, highest);
  }

  void write_row(std::span<const double> row, const Levels& levels,
                 std::span<std::uint8_t> rgb) const {
    const std::uint8_t turned = samples_->header().low_is_light ? 255 : 0;
    const std::size_t repeated = 3 / channels_.size();
    auto to = rgb.begin();
    for (const double number : row) {
      const auto level = static_cast<std::uint8_t>(levels(number) ^ turned);
      to = std::fill_n(to, repeated, level);
    }
  }

  std::unique_ptr<SampleSource> samples_;
  std::optional<Window> window_;
  std::vector<int> channels_;  // counted from 0
};

// "from -1024 to 3071", or nothing.
std::string range_text(SampleSource& samples) {
  const SampleHeader& header = samples.header();
  const auto channels = static_cast<std::size_t>(header.channels);
  if (channels > kMostForMessage / pixel_count(header.size)) return "";
  double lowest = std::numeric_limits<double>::infinity();
  double highest = -lowest;
  std::vector<int> all(channels);
  std::iota(all.begin(), all.end(), 0);
  samples.read(all,
               [&](std::span<const double> row) {
                 for (const double number : row) {
                   if (!std::isfinite(number)) continue;
                   lowest = std::min(lowest, number);
                   highest = std::max(highest, number);
                 }
               },
               {});
  return lowest <= highest ? fmt::format(" from {:.6g} to {:.6g}", lowest, highest) : "";
}

}  // namespace

std::string channels_note(int channels, int seen) {
  return fmt::format("of its {} channels the first {}", channels,
                     seen == 1 ? "is seen, as grey" : "three are seen, as red, green and blue");
}

std::unique_ptr<PhotoDecoder> open_windowed(const EncodedPhoto& photo,
                                            std::unique_ptr<SampleSource> samples,
                                            const ShownSamples& shown) {
  return std::make_unique<WindowDecoder>(photo, std::move(samples), shown);
}

void fail_without_window(const EncodedPhoto& photo, SampleSource& samples) {
  throw base::Error(
      base::ErrorCode::kInput,
      fmt::format("{}: its samples are {}{}, and nothing says which are black and white",
                  base::printable(photo.name), name_of(samples.header().type), range_text(samples)),
      fmt::format("give {0} LO,HI, the numbers that are black and white, or {0} percentile for "
                  "what suits each picture",
                  base::argument("window")));
}

}  // namespace vitviz::image
