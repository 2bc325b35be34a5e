// SPDX-License-Identifier: Apache-2.0
#include "field/photo_guide.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "base/check.h"
#include "image/pil_resize.h"
#include "tensor/row_span.h"

namespace vitviz::field {
namespace {

constexpr int kPixelsPerPatch = 8;  // of the small photo, per side

// The variance, of colours in 0 … 1, below which the photo counts as plain: a deviation of 8 levels
// of 255.
constexpr double kEpsilon = 0.001;

image::Geometry small_geometry(const image::Geometry& geometry) {
  image::Geometry small = geometry;
  small.photo = {std::min(geometry.photo.width, geometry.grid.cols * kPixelsPerPatch),
                 std::min(geometry.photo.height, geometry.grid.rows * kPixelsPerPatch)};
  return small;
}

std::array<tensor::Matrix, 3> planes_of(const image::RgbImage& photo) {
  std::array<tensor::Matrix, 3> planes;
  for (tensor::Matrix& plane : planes) plane.resize(photo.height(), photo.width());
  for (int y = 0; y < photo.height(); ++y) {
    const auto row = photo.row(y);
    for (std::size_t i = 0; i < row.size(); ++i) {
      planes[i % 3](y, static_cast<Eigen::Index>(i / 3)) = static_cast<float>(row[i]) / 255.0F;
    }
  }
  return planes;
}

// Of a pixel while a thread computes the means of a product: the product, sums of doubles, means.
constexpr std::size_t kBytesOfMeans = 2 * sizeof(float) + sizeof(double);

// A patch, in pixels of the small photo.
WindowReach patch_of(const image::Geometry& small) {
  return {std::max(1, small.photo.height / small.grid.rows),
          std::max(1, small.photo.width / small.grid.cols)};
}

// [rows, cols] → [rows, width].
tensor::Matrix stretch(const tensor::Matrix& plane, const std::vector<Taps>& line) {
  tensor::Matrix wide(plane.rows(), static_cast<Eigen::Index>(line.size()));
  for (Eigen::Index y = 0; y < plane.rows(); ++y) {
    for (Eigen::Index x = 0; x < wide.cols(); ++x) {
      const Taps& taps = line[static_cast<std::size_t>(x)];
      float sum = 0.0F;
      for (std::size_t i = 0; i < 4; ++i) sum += taps.weight[i] * plane(y, taps.index[i]);
      wide(y, x) = sum;
    }
  }
  return wide;
}

// A row's reds, then its greens, its blues, and ones: what the planes of a model are multiplied
// with. Valid until the thread's next call.
std::span<const float> channels_of(std::span<const std::uint8_t> rgb) {
  thread_local std::vector<float> channels;
  const std::size_t width = rgb.size() / 3;
  channels.assign(4 * width, 1.0F);
  for (std::size_t x = 0; x < width; ++x) {
    for (std::size_t i = 0; i < 3; ++i) {
      channels[i * width + x] = static_cast<float>(rgb[3 * x + i]) * (1.0F / 255.0F);
    }
  }
  return channels;
}

// A fitted model at the photo's size: any row of the map that it stands for.
class GuidedRows {
 public:
  GuidedRows(const LinearModel& model, const image::RgbImage& photo) : photo_(photo) {
    const auto rows = static_cast<int>(model.constant.rows());
    const auto cols = static_cast<int>(model.constant.cols());
    const std::vector<Taps> line = taps_of_line(cols, photo.width(), Upsample::kBilinear);
    for (std::size_t i = 0; i < 3; ++i) planes_[i] = stretch(model.of_channel[i], line);
    planes_[3] = stretch(model.constant, line);
    columns_ = taps_of_line(rows, photo.height(), Upsample::kBilinear);
  }

  // 0 … 1, before the map's range is restored. One loop for each plane: the compiler takes several
  // pixels at a time.
  void row(int y, std::span<float> values) const {
    const Taps& taps = columns_[static_cast<std::size_t>(y)];
    const float upper = taps.weight[1];  // bilinear taps are the middle two
    const float lower = taps.weight[2];
    const std::span<const float> channels = channels_of(photo_.row(y));
    for (std::size_t plane = 0; plane < 4; ++plane) {
      const float* above = planes_[plane].row(taps.index[1]).data();
      const float* below = planes_[plane].row(taps.index[2]).data();
      const float* factor = channels.data() + plane * values.size();
      float* sum = values.data();
      for (std::size_t x = 0; x < values.size(); ++x) {
        const float product = (upper * above[x] + lower * below[x]) * factor[x];
        sum[x] = plane == 0 ? product : sum[x] + product;
      }
    }
    for (float& value : values) value = std::clamp(value, 0.0F, 1.0F);
  }

 private:
  const image::RgbImage& photo_;
  std::array<tensor::Matrix, 4> planes_;  // [rows of the small photo, width]; the last the constant
  std::vector<Taps> columns_;
};

// The least and the greatest share, looked for in so many rows at most.
constexpr int kMostLooks = 256;

std::pair<float, float> range_of(const GuidedRows& rows, image::Size photo) {
  std::vector<float> values(static_cast<std::size_t>(photo.width));
  float least = 1;
  float greatest = 0;
  for (int y = 0; y < photo.height; y += 1 + (photo.height - 1) / kMostLooks) {
    rows.row(y, values);
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    least = std::min(least, *low);
    greatest = std::max(greatest, *high);
  }
  return {least, greatest};
}

}  // namespace

PhotoGuide::PhotoGuide(const image::RgbImage& photo, const image::Geometry& geometry,
                       base::ThreadPool& threads)
    : photo_(photo),
      small_(small_geometry(geometry)),
      filter_(planes_of(image::pil_resize(photo, small_.photo, image::Filter::kBilinear, threads)),
              patch_of(small_), kEpsilon, threads) {
  VITVIZ_CHECK(photo.size() == geometry.photo);
}

std::size_t PhotoGuide::bytes_of_guide(const image::Geometry& geometry, int threads) {
  const image::Size small = small_geometry(geometry).photo;
  const image::Size stretched{small.width, geometry.photo.height};  // between two passes
  // Twelve planes of the filter, and a product with its sums and means of each thread.
  const std::size_t planes = 12 * sizeof(float) + static_cast<std::size_t>(threads) * kBytesOfMeans;
  return 3 * image::pixel_count(stretched) + planes * image::pixel_count(small);
}

std::size_t PhotoGuide::bytes_of_map(const image::Geometry& geometry, int threads) {
  const image::Size small = small_geometry(geometry).photo;
  const image::Size wide{geometry.photo.width, small.height};
  // The map, its shares, their means and the model's four planes, which are then stretched.
  const std::size_t planes = 7 * sizeof(float) + static_cast<std::size_t>(threads) * kBytesOfMeans;
  return 4 * sizeof(float) * image::pixel_count(wide) + planes * image::pixel_count(small);
}

UpsampledMap PhotoGuide::follow(std::span<const float> map, Upsample how,
                                base::ThreadPool& threads) const {
  const UpsampledMap resampled(map, small_, how);
  const float lowest = resampled.lowest();
  const float range = resampled.highest() - lowest;
  if (range <= 0.0F) {
    return {photo_.size(), lowest, resampled.highest(), [lowest](int, std::span<float> values) {
              std::fill(values.begin(), values.end(), lowest);
            }};
  }

  tensor::Matrix shares(small_.photo.height, small_.photo.width);
  for (int y = 0; y < small_.photo.height; ++y) {
    auto row = shares.row(y);
    resampled.row(y, tensor::row_span(row, 0));
    row = (row.array() - lowest) / range;
  }
  const auto rows = std::make_shared<const GuidedRows>(filter_.fit(shares, threads), photo_);
  const auto [least, greatest] = range_of(*rows, photo_.size());
  return {photo_.size(), lowest + least * range, lowest + greatest * range,
          [rows, lowest, range](int y, std::span<float> values) {
            rows->row(y, values);
            for (float& value : values) value = lowest + value * range;
          }};
}

}  // namespace vitviz::field
