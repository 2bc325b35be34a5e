// SPDX-License-Identifier: Apache-2.0
// What happens to the pixels of a photo, on one thread. The argument is its width; 1224 is one
// megapixel, 4240 are twelve.
#include <cmath>
#include <span>

#include <benchmark/benchmark.h>

#include "field/upsample.h"
#include "image/geometry.h"
#include "image/pil_resize.h"
#include "image/png_file.h"
#include "render/mask.h"
#include "render/overlay.h"
#include "support/random_matrix.h"

namespace vitviz {
namespace {

constexpr int kPatch = 16;
constexpr int kShortSide = 320;
constexpr double kKeep = 0.6;

// Smooth, as photos are, with some noise, as they have.
image::RgbImage photo_of(int width) {
  image::RgbImage photo(image::Size{width, width * 2 / 3});
  for (int y = 0; y < photo.height(); ++y) {
    const auto row = photo.row(y);
    for (std::size_t i = 0; i < row.size(); ++i) {
      const double smooth = 128 + 100 * std::sin(0.004 * static_cast<double>(i) + 0.01 * y);
      row[i] = static_cast<std::uint8_t>(smooth + static_cast<double>((i * 7919 + 31) % 9));
    }
  }
  return photo;
}

struct Case {
  explicit Case(const benchmark::State& state)
      : photo(photo_of(static_cast<int>(state.range(0)))),
        geometry(image::plan_geometry(photo.size(), image::ShortSide{kShortSide}, kPatch, "photo")),
        map(test::random_matrix(1, geometry.grid.count(), 1).cwiseAbs()) {}

  [[nodiscard]] std::span<const float> numbers() const {
    return {map.data(), static_cast<std::size_t>(map.size())};
  }

  image::RgbImage photo;
  image::Geometry geometry;
  tensor::Matrix map;
  base::ThreadPool one{1};
};

void resize(benchmark::State& state) {
  Case c(state);
  for (auto _ : state) {
    benchmark::DoNotOptimize(
        pil_resize(c.photo, c.geometry.network, image::Filter::kBicubic, c.one));
  }
}
BENCHMARK(resize)->Arg(1224)->Arg(4240)->Unit(benchmark::kMillisecond);

void overlay(benchmark::State& state) {
  Case c(state);
  for (auto _ : state) {
    const field::UpsampledMap map(c.numbers(), c.geometry, field::Upsample::kBicubic);
    benchmark::DoNotOptimize(image::draw_whole(draw_overlay(c.photo, map, {}), c.one));
  }
}
BENCHMARK(overlay)->Arg(1224)->Arg(4240)->Unit(benchmark::kMillisecond);

void mask(benchmark::State& state) {
  Case c(state);
  for (auto _ : state) {
    benchmark::DoNotOptimize(image::draw_whole(
        draw_mask(c.numbers(), c.geometry, kKeep, field::Upsample::kBicubic), c.one));
  }
}
BENCHMARK(mask)->Arg(1224)->Arg(4240)->Unit(benchmark::kMillisecond);

void encode_overlay(benchmark::State& state) {
  Case c(state);
  const field::UpsampledMap map(c.numbers(), c.geometry, field::Upsample::kBicubic);
  const image::RgbImage picture = image::draw_whole(draw_overlay(c.photo, map, {}), c.one);
  for (auto _ : state) benchmark::DoNotOptimize(image::encode_png(picture, c.one));
}
BENCHMARK(encode_overlay)->Arg(1224)->Arg(4240)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace vitviz
