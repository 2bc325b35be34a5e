// SPDX-License-Identifier: Apache-2.0
#include "vitviz/photo.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"
#include "image/photo_file.h"
#include "library/photo_data.h"
#include "library/translated.h"

namespace vitviz {
namespace {

using library::PhotoData;

image::Orientation orientation_of(const PhotoOptions& options) {
  return options.upright ? image::Orientation::kUpright : image::Orientation::kStored;
}

image::ColorProfile profile_of(const PhotoOptions& options) {
  return options.to_srgb ? image::ColorProfile::kToSrgb : image::ColorProfile::kIgnored;
}

image::ShownSamples samples_of(const PhotoOptions& options) {
  image::ShownSamples shown{.channels = options.channels};
  const bool is_count = shown.channels.size() <= 1 || shown.channels.size() == 3;
  if (!is_count || std::ranges::any_of(shown.channels, [](int number) { return number < 1; })) {
    base::fail_argument("channels", "", "must be one or three, counted from 1");
  }
  if (!options.window) return shown;
  const auto [lowest, highest, percentiles] = *options.window;
  const bool is_inside = !percentiles || (lowest >= 0 && highest <= 100);
  if (!(lowest < highest) || !is_inside || !std::isfinite(highest - lowest)) {
    base::fail_argument("window", fmt::format("{},{}", lowest, highest),
                        "the first number must be below the second, percentiles from 0 to 100");
  }
  if (percentiles) {
    shown.window = image::PercentileWindow{lowest, highest};
  } else {
    shown.window = image::ValueWindow{lowest, highest};
  }
  return shown;
}

std::shared_ptr<const PhotoData> read_all(image::PhotoFile file, const std::string& name) {
  PhotoData data{name, file.size(), image::share(file.read())};
  data.notes = file.notes();
  return std::make_shared<const PhotoData>(std::move(data));
}

// The size of `count` numbers in three channels. Throws Error(kArgument).
image::Size checked_size(const std::string& name, std::size_t count, int width, int height) {
  if (width < 1 || height < 1) {
    base::fail_argument(name, fmt::format("{}x{}", width, height), "both sides must be positive");
  }
  const image::Size size{width, height};
  if (image::pixel_count(size) > static_cast<std::size_t>(image::kMaxPixels)) {
    base::fail_argument(name, fmt::format("{}x{}", width, height),
                        fmt::format("more than {} pixels", image::kMaxPixels));
  }
  if (count != 3 * image::pixel_count(size)) {
    base::fail_argument(name, fmt::format("{}x{}", width, height),
                        fmt::format("takes {} numbers in three channels, but there are {}",
                                    3 * image::pixel_count(size), count));
  }
  return size;
}

void check_finite(const std::string& name, std::span<const float> input, image::Size size) {
  const auto bad = std::ranges::find_if(input, [](float value) { return !std::isfinite(value); });
  if (bad == input.end()) return;
  const auto place = static_cast<std::size_t>(bad - input.begin());
  const auto width = static_cast<std::size_t>(size.width);
  base::fail_argument(
      name, "",
      fmt::format("is {} in channel {} at ({}, {})", *bad, place / image::pixel_count(size),
                  place % width, place % image::pixel_count(size) / width));
}

}  // namespace

Photo Photo::read(const std::filesystem::path& path, const PhotoOptions& options) {
  return library::translated([&] {
    return Photo(read_all(
        image::PhotoFile(path, orientation_of(options), profile_of(options), samples_of(options)),
        base::printable(path.string())));
  });
}

Photo Photo::decode(std::span<const std::byte> file, const std::string& name,
                    const PhotoOptions& options) {
  return library::translated([&] {
    return Photo(read_all(
        image::PhotoFile(std::make_unique<image::MemorySource>(file), name, orientation_of(options),
                         profile_of(options), samples_of(options)),
        name));
  });
}

Photo Photo::from_rgb(std::span<const std::uint8_t> pixels, int width, int height,
                      const std::string& name) {
  return library::translated([&] {
    image::RgbImage copy(checked_size(name, pixels.size(), width, height));
    std::ranges::copy(pixels, copy.bytes().begin());
    const image::Size size = copy.size();
    return Photo(
        std::make_shared<const PhotoData>(PhotoData{name, size, image::share(std::move(copy))}));
  });
}

Photo Photo::prepared(std::span<const float> input, int width, int height,
                      const std::string& name) {
  return library::translated([&] {
    const image::Size size = checked_size(name, input.size(), width, height);
    check_finite(name, input, size);
    return Photo(std::make_shared<const PhotoData>(
        PhotoData{name, size, nullptr, {input.begin(), input.end()}}));
  });
}

int Photo::width() const { return data_->size.width; }
int Photo::height() const { return data_->size.height; }

std::span<const std::uint8_t> Photo::rgb() const {
  return data_->pixels ? data_->pixels->bytes() : std::span<const std::uint8_t>();
}

const std::vector<std::string>& Photo::notes() const { return data_->notes; }

}  // namespace vitviz
